//! The log-in of kindergartens and of the office.

use crate::address::{LOGGING_IN, LOGGING_IN_AS, attempt};
use crate::answers::{Answers, Asked};
use crate::door::Door;
use crate::flash::Flash;
use crate::form::Form;
use crate::rights::{Right, Role};
use crate::session::{self, Device};
use crate::trouble::Trouble;
use crate::visit::{Visit, show as render};
use askama::Template;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use store::{StaffRole, Who};

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
    match visit.person.role() {
        Role::Kindergarten => Ok(Redirect::to(&visit.to("/kindergarten")).into_response()),
        Role::Clerk | Role::Administrator => Ok(Redirect::to(&visit.to("/office")).into_response()),
        Role::Visitor | Role::Family | Role::Helper => {
            let flash = match asked.0.of("no") {
                "session" => Some(Flash { look: "care", text: visit.t.text("staff-session") }),
                _ => Flash::of(visit.t, &asked),
            };
            Ok(render(&StaffPage { flash, form: Form::blank(visit.t), visit })?.into_response())
        }
    }
}

/// `POST /{lang}/staff`.
async fn log_in(visit: Visit, answers: Answers) -> Result<Response, Trouble> {
    attempt(&visit.site, LOGGING_IN, visit.address)?;
    attempt(&visit.site, LOGGING_IN_AS, Some(answers.of("login").to_lowercase()))?;
    let store = &visit.site.store;
    let Some(account) = store.check_password(answers.of("login"), answers.of("password")).await? else {
        let mut form = Form::sent(visit.t, answers);
        form.complain("login", &visit.t.with("staff-wrong"));
        let page = render(&StaffPage { flash: None, form, visit })?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let cookie = session::begin(&visit.site, Who::Staff(account.id), Device::Shared).await?;
    let work = if account.role == StaffRole::Kindergarten { "/kindergarten" } else { "/office" };
    Ok((cookie, Redirect::to(&visit.to(work))).into_response())
}

/// `POST /{lang}/staff/leave`.
async fn leave(visit: Visit, headers: HeaderMap) -> Result<Response, Trouble> {
    if let Some(token) = session::token(&headers) {
        visit.site.store.end_session(token).await?;
    }
    Ok((session::ended(), Redirect::to(&visit.to("/staff?done=left"))).into_response())
}
