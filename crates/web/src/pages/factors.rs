//! Second factors of staff: the second step of a log-in, setting one up, one's own list, those of a colleague, and the city's
//! identity provider.

mod colleague;
mod provider;
mod second;
mod setup;

use crate::address::{LOGGING_IN_AS, attempt};
use crate::answers::{Answers, Asked};
use crate::door::Door;
use crate::entry;
use crate::flash::Flash;
use crate::form::Form;
use crate::rights::{Person, Right};
use crate::staff::{again, on_to};
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use store::{Account, FactorFault, FactorKind, Factors, Needed, RecoveryCode};

/// Doors of second factors.
pub(crate) fn doors() -> Vec<Door> {
    vec![
        Door::new(Right::LogIn, "/staff/second", get(second::show).post(second::check)),
        Door::new(Right::LogIn, "/staff/factors/new", get(setup::show).post(setup::confirm)),
        Door::new(Right::LogIn, "/staff/provider", post(provider::leave)),
        Door::new(Right::LogIn, "/staff/provider/back", get(provider::come_back).post(provider::arrive)),
        Door::new(Right::OwnLogIn, "/staff/factors", get(show).post(change)),
        Door::new(Right::ManageAccounts, "/office/accounts/{id}/factors", get(colleague::show).post(colleague::change)),
    ]
}

/// One factor as its owner sees it.
struct FactorLine {
    id: u64,
    kind: String,
    label: String,
    created_at: String,
    used_at: Option<String>,
}

#[derive(Template)]
#[template(path = "pages/factors/factors.html")]
struct FactorsPage {
    flash: Option<Flash>,
    form: Form,
    lines: Vec<FactorLine>,
    codes_left: u32,
    /// Whether one may have none.
    is_needed: bool,
    /// Where everybody knows the log-ins, nobody may shut the others out.
    is_asked: bool,
    back: &'static str,
    visit: Visit,
}

/// Recovery codes, on the only page that shows them.
#[derive(Template)]
#[template(path = "pages/factors/codes.html")]
struct CodesPage {
    codes: Vec<String>,
    next: &'static str,
    visit: Visit,
}

impl CodesPage {
    fn shown(visit: Visit, codes: &[RecoveryCode], next: &'static str) -> Result<Response, Trouble> {
        let codes = codes.iter().map(RecoveryCode::spelled).collect();
        Ok(render(&Self { codes, next, visit })?.into_response())
    }
}

/// `GET /{lang}/staff/factors`.
async fn show(visit: Visit, asked: Asked) -> Page {
    let account = own(&visit)?;
    let factors = visit.site.store.factors(account.id).await?;
    let (flash, form) = (Flash::of(visit.t, &asked), Form::blank(visit.t));
    render(&page(visit, flash, form, &account, &factors))
}

/// `POST /{lang}/staff/factors`: adds one, removes one, makes new recovery codes.
async fn change(visit: Visit, answers: Answers) -> Result<Response, Trouble> {
    let account = own(&visit)?;
    if !visit.site.asks_second_factors() {
        return Err(Trouble::BadForm);
    }
    let form = Form::sent(visit.t, answers);
    match form.of("do") {
        "add" => {
            let mut form = form;
            if !knows_password(&visit, &mut form, &account, "add_password").await? {
                return again_with(visit, form, &account).await;
            }
            let jar = entry::begin_set_up(&visit, &account, None).await?;
            Ok((jar, Redirect::to(&visit.to("/staff/factors/new"))).into_response())
        }
        "remove" => remove(visit, form, &account).await,
        "codes" => new_codes(visit, form, &account).await,
        _ => Err(Trouble::BadForm),
    }
}

async fn remove(visit: Visit, mut form: Form, account: &Account) -> Result<Response, Trouble> {
    if !knows_password(&visit, &mut form, account, "password").await? {
        return again_with(visit, form, account).await;
    }
    let needed = if entry::is_needed(account) { Needed::One } else { Needed::None };
    let Ok(factor) = form.of("factor").parse() else {
        form.complain("factor", &visit.t.with("factors-choose"));
        return again_with(visit, form, account).await;
    };
    match visit.site.store.remove_factor(account.id, factor, needed).await? {
        Ok(()) => {
            tracing::info!(account = account.id.0, "a second factor was removed by its owner");
            Ok(on_to(&visit, "/staff/factors", "factor-removed"))
        }
        // It is gone: perhaps by the same form a moment ago.
        Err(FactorFault::Unknown) => Ok(on_to(&visit, "/staff/factors", "factor-removed")),
        Err(FactorFault::TheOnlyOne) => {
            form.complain("factor", &visit.t.with("factors-only-one"));
            again_with(visit, form, account).await
        }
    }
}

async fn new_codes(visit: Visit, mut form: Form, account: &Account) -> Result<Response, Trouble> {
    if !knows_password(&visit, &mut form, account, "codes_password").await? {
        return again_with(visit, form, account).await;
    }
    if visit.site.store.factors(account.id).await?.all.is_empty() {
        return Err(Trouble::BadForm);
    }
    let codes = visit.site.store.new_recovery_codes(account.id).await?;
    tracing::info!(account = account.id.0, "new recovery codes were made");
    CodesPage::shown(visit, &codes, "/staff/factors")
}

/// A session that was left open is not enough to change what protects it.
async fn knows_password(
    visit: &Visit,
    form: &mut Form,
    account: &Account,
    field: &'static str,
) -> Result<bool, Trouble> {
    attempt(&visit.site, LOGGING_IN_AS, Some(&account.login))?;
    let known = visit.site.store.check_password(&account.login, form.of(field)).await?;
    if known.is_none() {
        form.complain(field, &visit.t.with("factors-password-wrong"));
    }
    Ok(known.is_some())
}

/// The account of whoever comes; the guard has let in nobody else.
fn own(visit: &Visit) -> Result<Account, Trouble> {
    match &visit.person {
        Person::Staff(account) => Ok(account.clone()),
        _ => Err(Trouble::Forbidden),
    }
}

async fn again_with(visit: Visit, form: Form, account: &Account) -> Result<Response, Trouble> {
    let factors = visit.site.store.factors(account.id).await?;
    Ok(again(render(&page(visit, None, form, account, &factors))?))
}

fn page(visit: Visit, flash: Option<Flash>, form: Form, account: &Account, factors: &Factors) -> FactorsPage {
    FactorsPage {
        flash,
        form,
        lines: factors.all.iter().map(|factor| FactorLine::of(&visit, factor)).collect(),
        codes_left: factors.recovery_codes,
        is_needed: entry::is_needed(account),
        is_asked: visit.site.asks_second_factors(),
        back: entry::work(account),
        visit,
    }
}

impl FactorLine {
    fn of(visit: &Visit, factor: &store::Factor) -> Self {
        let kind = match factor.kind {
            FactorKind::Totp => "factors-app",
            FactorKind::Passkey => "factors-passkey",
        };
        Self {
            id: factor.id,
            kind: visit.t.text(kind),
            label: factor.label.clone(),
            created_at: visit.moment(factor.created_at),
            used_at: factor.used_at.map(|at| visit.moment(at)),
        }
    }
}
