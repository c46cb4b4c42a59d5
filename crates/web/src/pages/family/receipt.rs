//! The receipt: number, secret code, sign, place, what happens next. It prints on one page, and its drawing leads a camera
//! back to the application.

use super::apply::other_queue;
use super::calendar::first_reminder;
use super::standing::Standing;
use crate::answers::Asked;
use crate::flash::Flash;
use crate::qr::Drawing;
use crate::rights::Family;
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use admission::Kind;
use askama::Template;
use axum::http::HeaderMap;
use axum::response::Redirect;
use store::{Applicant, Number, SecretCode};

#[derive(Template)]
#[template(path = "pages/family/receipt.html")]
struct ReceiptPage {
    flash: Option<Flash>,
    /// Its answers have just been sent.
    is_new: bool,
    child: String,
    applicant: Applicant,
    standing: Standing,
    drawing: Option<Drawing>,
    /// Day of the first reminder, in words.
    reminder: Option<String>,
    /// The queue in which the child may stand as well.
    other: Kind,
    visit: Visit,
}

/// `GET /{lang}/my/receipt`.
pub(super) async fn show(Family { visit, application, .. }: Family, asked: Asked, headers: HeaderMap) -> Page {
    let applicant = visit.town.applicant(application).await?.ok_or(Trouble::NotFound)?;
    let standing = Standing::of(&visit, application).ok_or(Trouble::NotFound)?;
    let flash = Flash::to_family(visit.t, &asked, |done| matches!(done, "applied" | "renewed"));
    let reminder = first_reminder(visit.today(), standing.closes_on).filter(|_| standing.is_open());
    render(&ReceiptPage {
        is_new: asked.0.of("done") == "applied",
        flash,
        child: full_name(&applicant),
        drawing: Drawing::of(&way_back(&visit, &headers, applicant.number, &applicant.code)),
        reminder: reminder.map(|day| visit.t.date(day)),
        other: other_queue(applicant.kind),
        applicant,
        standing,
        visit,
    })
}

/// Where the camera leads. What stands behind the `#` stays in the browser: no server, proxy or log ever sees it.
pub(super) fn way_back(visit: &Visit, headers: &HeaderMap, number: Number, code: &SecretCode) -> String {
    let bare = |shown: String| shown.replace(' ', "");
    let (number, code) = (bare(number.to_string()), bare(code.to_string()));
    format!("{}{}#{number}-{code}", visit.reached_at(headers), visit.to("/find"))
}

/// `POST /{lang}/my/receipt/renew`: the old code opens nothing any more.
pub(super) async fn renew(Family { visit, application, .. }: Family) -> Result<Redirect, Trouble> {
    visit.town.renew_code(application).await?;
    Ok(Redirect::to(&visit.to("/my/receipt?done=renewed")))
}

/// Surname, name, patronymic.
pub(super) fn full_name(applicant: &Applicant) -> String {
    let child = &applicant.child;
    let parts = [Some(&child.surname), Some(&child.name), child.patronymic.as_ref()];
    parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" ")
}
