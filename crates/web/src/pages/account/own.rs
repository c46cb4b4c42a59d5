//! One's own log-in: a new password, and the sessions that are open, each with the way to end it.

use super::done::{DoneLine, to_account};
use super::{Member, complain_of_password};
use crate::address::{LOGGING_IN_AS, attempt};
use crate::answers::{Answers, Asked};
use crate::flash::Flash;
use crate::form::Form;
use crate::session;
use crate::staff::{again, of_fault, on_to};
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use askama::Template;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use store::{Ended, OpenSession, PASSWORD_CHARACTERS_MIN};

/// A session in words.
struct SessionLine {
    name: String,
    device_key: String,
    since: String,
    until: String,
    is_current: bool,
}

#[derive(Template)]
#[template(path = "pages/account/own.html")]
struct OwnPage {
    flash: Option<Flash>,
    name: String,
    login: String,
    role_key: String,
    sessions: Vec<SessionLine>,
    done: Vec<DoneLine>,
    /// By what the identity provider names the owner, as an administrator says; to be confirmed.
    named: Option<String>,
    form: Form,
    characters: usize,
    visit: Visit,
}

/// `GET /{lang}/staff/account`.
pub(super) async fn show(member: Member, headers: HeaderMap, asked: Asked) -> Page {
    let (flash, form) = (Flash::of(member.visit.t, &asked), Form::blank(member.visit.t));
    render(&page(member, &headers, flash, form).await?)
}

/// `POST /{lang}/staff/account/password`: whoever finds an open browser does not have the password, and cannot set one. All
/// sessions end, and this browser gets a new one.
pub(super) async fn change_password(member: Member, headers: HeaderMap, answers: Answers) -> Result<Response, Trouble> {
    let visit = &member.visit;
    attempt(&visit.site, LOGGING_IN_AS, Some(&member.account.login))?;
    let store = &visit.site.store;
    let mut form = Form::sent(visit.t, answers);
    let known = store.check_password(&member.account.login, form.of("current")).await?;
    if known.is_none() {
        form.complain("current", &visit.t.with("account-current-wrong"));
    } else if form.of("password") != form.of("repeated") {
        form.complain("repeated", &visit.t.with("account-repeated-differs"));
    } else {
        match store.set_password(member.account.id, form.of("password")).await.map_err(of_fault)? {
            Ok(()) => {
                let cookie = session::begin_of_staff(&visit.site, member.account.id, &headers).await?;
                return Ok((cookie, on_to(visit, "/staff/account", "own-password-set")).into_response());
            }
            Err(fault) => complain_of_password(&mut form, visit, fault),
        }
    }
    Ok(again(render(&page(member, &headers, None, form).await?)?))
}

/// `POST /{lang}/staff/account/provider`: the owner says that the identity provider names them so, with the password.
pub(super) async fn confirm_provider_name(
    member: Member,
    headers: HeaderMap,
    answers: Answers,
) -> Result<Response, Trouble> {
    let visit = &member.visit;
    attempt(&visit.site, LOGGING_IN_AS, Some(&member.account.login))?;
    let store = &visit.site.store;
    let mut form = Form::sent(visit.t, answers);
    if store.check_password(&member.account.login, form.of("provider_password")).await?.is_none() {
        form.complain("provider_password", &visit.t.with("account-current-wrong"));
    } else if store.confirm_external_id(member.account.id, form.of("provider_name")).await.map_err(of_fault)? {
        return Ok(on_to(visit, "/staff/account", "provider-name-confirmed"));
    } else {
        form.complain("provider-name", &visit.t.with("provider-name-changed"));
    }
    Ok(again(render(&page(member, &headers, None, form).await?)?))
}

/// `POST /{lang}/staff/account/sessions`: ends one session, or all but this one.
pub(super) async fn end_sessions(member: Member, headers: HeaderMap, answers: Answers) -> Result<Response, Trouble> {
    let (store, id) = (&member.visit.site.store, member.account.id);
    let token = session::token(&headers).unwrap_or_default();
    match answers.of("end") {
        "others" => store.end_own_sessions(id, Ended::AllBut(token)).await.map_err(of_fault)?,
        name => store.end_own_sessions(id, Ended::One(name)).await.map_err(of_fault)?,
    }
    Ok(on_to(&member.visit, "/staff/account", "sessions-ended"))
}

async fn page(member: Member, headers: &HeaderMap, flash: Option<Flash>, form: Form) -> Result<OwnPage, Trouble> {
    let Member { visit, account } = member;
    let token = session::token(headers).unwrap_or_default();
    let sessions = visit.site.store.sessions_of(account.id, token).await?;
    let named = visit.site.store.external_id(account.id).await?;
    Ok(OwnPage {
        done: to_account(&visit, account.id).await?,
        named: named.filter(|named| !named.is_confirmed).map(|named| named.name),
        flash,
        name: account.display_name,
        login: account.login,
        role_key: format!("office-role-{}", visit.frame.role.code()),
        sessions: sessions.iter().map(|session| SessionLine::of(&visit, session)).collect(),
        form,
        characters: PASSWORD_CHARACTERS_MIN,
        visit,
    })
}

impl SessionLine {
    fn of(visit: &Visit, session: &OpenSession) -> Self {
        let word = if session.device.is_empty() { "unknown" } else { &session.device };
        Self {
            name: session.name.clone(),
            device_key: format!("account-device-{word}"),
            since: visit.moment(session.opened_at),
            until: visit.moment(session.ends_at),
            is_current: session.is_current,
        }
    }
}
