//! How a colleague comes in, as an administrator sees it: which factors there are, never a secret; all of them removed for who
//! has lost them; and by what the city's identity provider names the person.

use crate::answers::{Answers, Asked};
use crate::flash::Flash;
use crate::form::Form;
use crate::pages::factors::FactorLine;
use crate::rights::OfficeStaff;
use crate::staff::{again, on_to};
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use store::{Account, AccountId, EXTERNAL_ID_CHARACTERS_MAX};

#[derive(Template)]
#[template(path = "pages/factors/colleague.html")]
struct ColleaguePage {
    flash: Option<Flash>,
    form: Form,
    id: u64,
    name: String,
    is_own: bool,
    lines: Vec<FactorLine>,
    codes_left: u32,
    /// What the provider is called, where there is one.
    provider: Option<String>,
    /// Whether a name was entered that the colleague has not confirmed.
    is_unconfirmed: bool,
    visit: Visit,
}

/// `GET /{lang}/office/accounts/{id}/factors`.
pub(super) async fn show(staff: OfficeStaff, Path((_, id)): Path<(String, String)>, asked: Asked) -> Page {
    let account = colleague(&staff, &id)?;
    let named = staff.visit.site.store.external_id(account.id).await?.map(|named| named.name).unwrap_or_default();
    let mut form = Form::sent(staff.visit.t, Answers::given([("external_id", named)]));
    form.renew();
    let flash = Flash::of(staff.visit.t, &asked);
    render(&page(staff, flash, form, &account).await?)
}

/// `POST /{lang}/office/accounts/{id}/factors`.
pub(super) async fn change(
    staff: OfficeStaff,
    Path((_, id)): Path<(String, String)>,
    answers: Answers,
) -> Result<Response, Trouble> {
    let account = colleague(&staff, &id)?;
    let mut form = Form::sent(staff.visit.t, answers);
    let (store, back) = (&staff.visit.site.store, format!("/office/accounts/{}/factors", account.id.0));
    match form.of("do") {
        // One's own are removed one by one, with the password.
        "remove" if account.id == staff.account.id => Err(Trouble::Forbidden),
        "remove" => {
            store.remove_factors(account.id, staff.account.id).await?;
            let by = staff.account.id.0;
            tracing::info!(account = account.id.0, by, "all second factors were removed by an administrator");
            Ok(on_to(&staff.visit, &back, "factors-removed"))
        }
        "external" => {
            let (named, by) = (lowered(form.of("external_id")), staff.account.id);
            let given = Some(&*named).filter(|named| !named.is_empty());
            if named.chars().count() > EXTERNAL_ID_CHARACTERS_MAX || named.contains(char::is_control) {
                form.complain("external_id", &staff.visit.t.with("colleague-external-unfit"));
            } else if store.set_external_id(account.id, given, by).await? {
                tracing::info!(account = account.id.0, by = by.0, "by what the provider names somebody was changed");
                return Ok(on_to(&staff.visit, &back, "external-saved"));
            } else {
                form.complain("external_id", &staff.visit.t.with("colleague-external-taken"));
            }
            Ok(again(render(&page(staff, None, form, &account).await?)?))
        }
        _ => Err(Trouble::BadForm),
    }
}

/// Addresses are compared without regard to case, as the provider's are.
fn lowered(external_id: &str) -> String {
    if external_id.contains('@') { external_id.to_lowercase() } else { external_id.to_owned() }
}

/// An account of this town; of any other nothing is told.
fn colleague(staff: &OfficeStaff, id: &str) -> Result<Account, Trouble> {
    let id = id.parse().map(AccountId).map_err(|_| Trouble::NotFound)?;
    let account = staff.visit.site.store.account(id).ok_or(Trouble::NotFound)?;
    if account.town == staff.account.town { Ok(account) } else { Err(Trouble::NotFound) }
}

async fn page(
    staff: OfficeStaff,
    flash: Option<Flash>,
    form: Form,
    account: &Account,
) -> Result<ColleaguePage, Trouble> {
    let visit = staff.visit;
    let factors = visit.site.store.factors(account.id).await?;
    Ok(ColleaguePage {
        flash,
        form,
        id: account.id.0,
        name: account.display_name.clone(),
        is_own: account.id == staff.account.id,
        lines: factors.all.iter().map(|factor| FactorLine::of(&visit, factor)).collect(),
        codes_left: factors.recovery_codes,
        is_unconfirmed: visit.site.store.external_id(account.id).await?.is_some_and(|named| !named.is_confirmed),
        provider: visit.site.provider().map(|provider| visit.lang.of(&provider.names).to_owned()),
        visit,
    })
}
