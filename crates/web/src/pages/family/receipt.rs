//! The receipt: number, secret code, sign, place, what happens next. It prints on one page.

use super::standing::Standing;
use crate::answers::Asked;
use crate::flash::Flash;
use crate::rights::Family;
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use askama::Template;
use axum::response::Redirect;
use store::Applicant;

#[derive(Template)]
#[template(path = "pages/family/receipt.html")]
struct ReceiptPage {
    flash: Option<Flash>,
    child: String,
    applicant: Applicant,
    standing: Standing,
    visit: Visit,
}

/// `GET /{lang}/my/receipt`.
pub(super) async fn show(Family { visit, application }: Family, asked: Asked) -> Page {
    let applicant = visit.town.applicant(application).await?.ok_or(Trouble::NotFound)?;
    let standing = Standing::of(&visit, application).ok_or(Trouble::NotFound)?;
    let flash = Flash::to_family(visit.t, &asked, |done| matches!(done, "applied" | "renewed"));
    render(&ReceiptPage { flash, child: full_name(&applicant), applicant, standing, visit })
}

/// `POST /{lang}/my/receipt/renew`: the old code opens nothing any more.
pub(super) async fn renew(Family { visit, application }: Family) -> Result<Redirect, Trouble> {
    visit.town.renew_code(application).await?;
    Ok(Redirect::to(&visit.to("/my/receipt?done=renewed")))
}

/// Surname, name, patronymic.
pub(super) fn full_name(applicant: &Applicant) -> String {
    let child = &applicant.child;
    let parts = [Some(&child.surname), Some(&child.name), child.patronymic.as_ref()];
    parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" ")
}
