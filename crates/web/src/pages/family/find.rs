//! Coming back: number and secret code, the family's or a helper's. Whatever is wrong, the answer is the same.

use crate::address::{FINDING, attempt};
use crate::answers::{Answers, Asked};
use crate::flash::Flash;
use crate::form::Form;
use crate::rights::Family;
use crate::session::{self, Device};
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use askama::Template;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use store::Who;

#[derive(Template)]
#[template(path = "pages/family/find.html")]
struct FindPage {
    flash: Option<Flash>,
    form: Form,
    visit: Visit,
}

/// `GET /{lang}/find`.
pub(super) async fn show(visit: Visit, asked: Asked) -> Page {
    render(&FindPage {
        flash: Flash::to_family(visit.t, &asked, |done| matches!(done, "left" | "left_all")),
        form: Form::blank(visit.t),
        visit,
    })
}

/// `POST /{lang}/find`.
pub(super) async fn find(visit: Visit, answers: Answers) -> Result<Response, Trouble> {
    attempt(&visit.site, FINDING, visit.address)?;
    let device = Device::said(&answers);
    let Some(who) = found(&visit, &answers).await? else {
        let mut form = Form::sent(visit.t, answers);
        form.complain("number", &visit.t.with("find-wrong"));
        let page = render(&FindPage { flash: None, form, visit })?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let cookie = session::begin(&visit.site, who, device).await?;
    Ok((cookie, Redirect::to(&visit.to("/my"))).into_response())
}

/// Who has that number and code, in whichever town: people do not always know which one they chose.
async fn found(visit: &Visit, answers: &Answers) -> Result<Option<Who>, Trouble> {
    let others = visit.site.store.territories().into_iter().filter(|town| town.kato() != visit.town.kato());
    for town in [visit.town.clone()].into_iter().chain(others) {
        let found = town.find_by_number_and_code(answers.of("number"), answers.of("code")).await?;
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

/// `POST /{lang}/my/leave`.
pub(super) async fn leave(visit: Visit, headers: HeaderMap) -> Result<Response, Trouble> {
    if let Some(token) = session::token(&headers) {
        visit.site.store.end_session(token).await?;
    }
    Ok((session::ended(), Redirect::to(&visit.to("/find?done=left"))).into_response())
}

/// `POST /{lang}/my/leave-all`: also on devices that are lost.
pub(super) async fn leave_all(Family { visit, application, .. }: Family) -> Result<Response, Trouble> {
    visit.town.end_sessions_of_family(application).await?;
    Ok((session::ended(), Redirect::to(&visit.to("/find?done=left_all"))).into_response())
}
