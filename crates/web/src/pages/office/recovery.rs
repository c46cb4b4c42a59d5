//! A colleague who has no password yet, or has lost it, reads a number from their own screen; whoever may, confirms it here. For
//! a log-in of the department two different officials do, so that nobody alone comes into a colleague's.

use super::accounts::account;
use crate::answers::{Answers, Asked};
use crate::flash::Flash;
use crate::form::Form;
use crate::rights::{OfficeStaff, Right, may};
use crate::staff::{again, of_fault, on_to};
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use store::{Account, Confirmed, RecoveryFault};

#[derive(Template)]
#[template(path = "pages/office/recovery.html")]
struct RecoveryPage {
    id: u64,
    name: String,
    login: String,
    /// Where the colleague asks for a number.
    address: String,
    is_own: bool,
    needs_two: bool,
    /// Whether there are two besides its owner who could confirm.
    can_be_two: bool,
    /// Who has confirmed first, and when.
    first: Vec<(String, String)>,
    flash: Option<Flash>,
    form: Form,
    visit: Visit,
}

/// A request that waits for its second confirmation.
pub(super) struct RecoveryLine {
    pub(super) id: u64,
    pub(super) name: String,
    pub(super) first: String,
    pub(super) until: String,
}

/// `GET /{lang}/office/accounts/{id}/recovery`.
pub(super) async fn show(staff: OfficeStaff, Path((_, id)): Path<(String, String)>, asked: Asked) -> Page {
    let account = open_account(&staff, &id)?;
    let (flash, form) = (Flash::of(staff.visit.t, &asked), Form::blank(staff.visit.t));
    render(&page(staff, &account, flash, form).await?)
}

/// `POST /{lang}/office/accounts/{id}/recovery`.
pub(super) async fn confirm(
    staff: OfficeStaff,
    Path((_, id)): Path<(String, String)>,
    answers: Answers,
) -> Result<Response, Trouble> {
    let account = open_account(&staff, &id)?;
    let mut form = Form::sent(staff.visit.t, answers);
    let here = format!("/office/accounts/{}/recovery", account.id.0);
    if form.of("do") == "reject" {
        staff.visit.site.store.reject_recoveries(account.id, staff.account.id).await.map_err(of_fault)?;
        return Ok(on_to(&staff.visit, &here, "recovery-rejected"));
    }
    let digits: String = form.of("number").chars().filter(char::is_ascii_digit).collect();
    let store = &staff.visit.site.store;
    let done = store.confirm_recovery(account.id, &digits, staff.account.id).await.map_err(of_fault)?;
    let key = match done {
        Ok(confirmed) => {
            let (account, by) = (account.id.0, staff.account.id.0);
            tracing::info!(account, by, ?confirmed, "that somebody asks to be let in again was confirmed");
            let done = if confirmed == Confirmed::Whole { "recovery-whole" } else { "recovery-first" };
            return Ok(on_to(&staff.visit, &here, done));
        }
        Err(RecoveryFault::Own) => "recovery-own",
        Err(_) => "recovery-no-such",
    };
    form.complain("number", &staff.visit.t.with(key));
    Ok(again(render(&page(staff, &account, None, form).await?)?))
}

/// The requests of the town that wait for their second confirmation.
pub(super) async fn half_confirmed(visit: &Visit) -> Result<Vec<RecoveryLine>, Trouble> {
    let waiting = visit.site.store.half_confirmed_recoveries(visit.town.kato()).await?;
    let name = |id| visit.site.store.account(id).map(|account| account.display_name).unwrap_or_default();
    let lines = waiting.into_iter().map(|one| RecoveryLine {
        id: one.account.0,
        name: name(one.account),
        first: name(one.first),
        until: visit.until(one.ends_at),
    });
    Ok(lines.collect())
}

/// How many besides its owner could confirm.
fn able(visit: &Visit, account: &Account) -> usize {
    let could = |one: &&Account| !one.closed && one.id != account.id && may(one.role.into(), Right::ConfirmRecovery);
    visit.site.store.accounts(visit.town.kato()).iter().filter(could).count()
}

fn open_account(staff: &OfficeStaff, id: &str) -> Result<Account, Trouble> {
    let account = account(staff, id)?;
    if account.closed { Err(Trouble::NotFound) } else { Ok(account) }
}

async fn page(
    staff: OfficeStaff,
    account: &Account,
    flash: Option<Flash>,
    form: Form,
) -> Result<RecoveryPage, Trouble> {
    let visit = staff.visit;
    let waiting = half_confirmed(&visit).await?.into_iter().filter(|line| line.id == account.id.0);
    Ok(RecoveryPage {
        id: account.id.0,
        name: account.display_name.clone(),
        login: account.login.clone(),
        address: format!("{}{}", visit.site.address(), visit.to("/staff/recovery")),
        is_own: account.id == staff.account.id,
        needs_two: account.needs_two_to_recover(),
        can_be_two: able(&visit, account) >= 2,
        first: waiting.map(|line| (line.first, line.until)).collect(),
        flash,
        form,
        visit,
    })
}
