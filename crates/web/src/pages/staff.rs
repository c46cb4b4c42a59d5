//! The log-in of kindergartens and of the office.

use crate::address::{LOGGING_IN, LOGGING_IN_AS, attempt};
use crate::answers::{Answers, Asked};
use crate::door::Door;
use crate::entry::{self, First};
use crate::flash::Flash;
use crate::form::Form;
use crate::rights::{Right, Role};
use crate::session;
use crate::trouble::Trouble;
use crate::visit::{Visit, show as render};
use askama::Template;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};

/// Doors of the log-in.
pub(crate) fn doors() -> Vec<Door> {
    vec![
        Door::new(Right::LogIn, "/staff", get(show).post(log_in)),
        Door::new(Right::LogIn, "/staff/leave", post(leave)),
    ]
}

#[derive(Template)]
#[template(path = "pages/staff.html")]
struct StaffPage {
    flash: Option<Flash>,
    form: Form,
    visit: Visit,
}

/// `GET /{lang}/staff`; whoever is logged in goes straight to work.
async fn show(visit: Visit, asked: Asked) -> Result<Response, Trouble> {
    if let Some(work) = work(visit.person.role()) {
        return Ok(Redirect::to(&visit.to(work)).into_response());
    }
    let flash = match asked.0.of("no") {
        "session" => Some(Flash { look: "care", text: visit.t.text("staff-session") }),
        _ => Flash::of(visit.t, &asked),
    };
    Ok(render(&StaffPage { flash, form: Form::blank(visit.t), visit })?.into_response())
}

/// Where a member of staff begins the day.
fn work(role: Role) -> Option<&'static str> {
    match role {
        role if role.is_of_kindergarten() => Some("/kindergarten"),
        role if role.is_of_office() => Some("/office"),
        _ => None,
    }
}

/// `POST /{lang}/staff`.
async fn log_in(visit: Visit, headers: HeaderMap, answers: Answers) -> Result<Response, Trouble> {
    attempt(&visit.site, LOGGING_IN, visit.address)?;
    attempt(&visit.site, LOGGING_IN_AS, Some(answers.of("login").to_lowercase()))?;
    let store = &visit.site.store;
    let Some(account) = store.check_password(answers.of("login"), answers.of("password")).await? else {
        let mut form = Form::sent(visit.t, answers);
        form.complain("login", &visit.t.with("staff-wrong"));
        let page = render(&StaffPage { flash: None, form, visit })?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    entry::go_on(&visit, &headers, &account, First::One).await
}

/// `POST /{lang}/staff/leave`.
async fn leave(visit: Visit, headers: HeaderMap) -> Result<Response, Trouble> {
    if let Some(token) = session::token(&headers) {
        visit.site.store.end_session(token).await?;
    }
    Ok((session::ended(), Redirect::to(&visit.to("/staff?done=left"))).into_response())
}
