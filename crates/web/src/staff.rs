//! What staff bring to an act: in whose name it is recorded, and the one way in which they open what a family told.

use crate::trouble::Trouble;
use crate::visit::Visit;
use admission::{ApplicationId, Command, Event, Refusal};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use store::{Account, Act, Actor, Applicant, CommandId, DocumentId, Fault, OpenedDocument, Role, StaffRole};

/// In whose name the journal keeps what an account does: a role and a number, never a name.
pub(crate) fn actor(account: &Account) -> Actor {
    let role = match account.role {
        StaffRole::Kindergarten => Role::Kindergarten,
        StaffRole::Clerk => Role::Office,
        StaffRole::Administrator => Role::Administrator,
    };
    Actor { role, id: account.id.0 }
}

/// For what staff look at a family's record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// The kindergarten expects the child.
    Referral,
    /// The office decides on a ground or a conclusion.
    Review,
    /// The office answers a question about an application.
    Enquiry,
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
    tracing::info!(account = account.id.0, %application, ?purpose, "staff open a record");
    Ok(visit.town.applicant(application).await?)
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
    purpose: Purpose,
) -> Result<Option<OpenedDocument>, Trouble> {
    tracing::info!(account = account.id.0, %application, ?purpose, "staff open a document");
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
