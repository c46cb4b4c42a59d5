//! What staff bring to an act: in whose name it is recorded, and the one way in which they open what a family told.

use crate::trouble::Trouble;
use crate::visit::Visit;
use admission::{ApplicationId, Command, Event, Refusal};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use store::{Account, Act, Actor, Applicant, CommandId, DocumentId, Fault, OpenedDocument, Role, StaffRole};

/// What the service is called in an app that shows codes, and by devices that keep passkeys.
pub(crate) const SITE_NAME: &str = "Kezek";

/// In whose name the journal keeps what an account does: a role and a number, never a name.
pub(crate) fn actor(account: &Account) -> Actor {
    let role = match account.role {
        StaffRole::Kindergarten | StaffRole::Deputy => Role::Kindergarten,
        // An auditor never acts; were there an entry of one, it would be the office's.
        StaffRole::Clerk | StaffRole::Verifier | StaffRole::Head | StaffRole::Auditor => Role::Office,
        StaffRole::Administrator => Role::Administrator,
    };
    Actor { role, id: account.id.0 }
}

/// For what staff look at a family's record.
pub(crate) use store::ViewPurpose as Purpose;

/// Notes, before anything is shown, whose data an account is about to see and what for. No line, no page.
///
/// # Errors
/// What the store reports.
pub(crate) async fn note_views(
    visit: &Visit,
    account: &Account,
    applications: &[ApplicationId],
    purpose: Purpose,
) -> Result<(), Trouble> {
    visit.town.note_views(account.id, applications, purpose).await.map_err(of_fault)
}

/// Opens the record of a family. There is no other way for staff to see personal data, so that every view can be accounted
/// for: who, whose, what for. `None` once the family's data has been erased.
///
/// # Errors
/// What the store reports.
pub(crate) async fn open_record(
    visit: &Visit,
    account: &Account,
    application: ApplicationId,
    purpose: Purpose,
) -> Result<Option<Applicant>, Trouble> {
    Ok(open_records(visit, account, &[application], purpose).await?.pop().flatten())
}

/// Opens the records of several families, in the order asked for, with one write for all that is noted.
///
/// # Errors
/// What the store reports.
pub(crate) async fn open_records(
    visit: &Visit,
    account: &Account,
    applications: &[ApplicationId],
    purpose: Purpose,
) -> Result<Vec<Option<Applicant>>, Trouble> {
    note_views(visit, account, applications, purpose).await?;
    let mut records = Vec::with_capacity(applications.len());
    for &application in applications {
        records.push(visit.town.applicant(application).await?);
    }
    Ok(records)
}

/// Opens a document that a family sent in, accounted for like its record.
///
/// # Errors
/// What the store reports.
pub(crate) async fn open_document(
    visit: &Visit,
    account: &Account,
    application: ApplicationId,
    id: DocumentId,
) -> Result<Option<OpenedDocument>, Trouble> {
    note_views(visit, account, &[application], Purpose::Document).await?;
    Ok(visit.town.document(application, id).await?)
}

/// Asks something of the queue in the name of an account.
///
/// # Errors
/// What [`of_fault`] makes of a fault.
pub(crate) async fn act(
    visit: &Visit,
    account: &Account,
    command: Command,
    command_id: CommandId,
) -> Result<Result<Vec<Event>, Refusal>, Trouble> {
    let act = Act { command, by: actor(account), command_id };
    visit.town.act(act).await.map(|done| done.outcome).map_err(of_fault)
}

/// A form that was sent once and comes back with other answers is an old one: nothing is done, and the page says so.
pub(crate) fn of_fault(fault: Fault) -> Trouble {
    match fault {
        Fault::CommandIdReused => Trouble::BadForm,
        fault => Trouble::from(fault),
    }
}

/// After an act: on to a page that says what was done.
pub(crate) fn on_to(visit: &Visit, path: &str, done: &str) -> Response {
    let mark = if path.contains('?') { '&' } else { '?' };
    Redirect::to(&visit.to(&format!("{path}{mark}done={done}"))).into_response()
}

/// The page again, with what was typed and what is wrong with it.
pub(crate) fn again(page: impl IntoResponse) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}

/// A sign as it is read out: `7KQ2-M9XT`.
pub(crate) fn spoken(application: ApplicationId) -> String {
    let sign = application.to_string();
    let (head, tail) = sign.split_at(sign.len() / 2);
    format!("{head}-{tail}")
}
