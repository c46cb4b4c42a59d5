//! Coming back without the secret code: a one-time code to the phone or the e-mail address that the application has. The
//! pages say the same whether there is such an application or not.

use crate::address::{ASKING_FOR_CODE, attempt};
use crate::answers::Answers;
use crate::code_request;
use crate::form::Form;
use crate::session::{self, Device};
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use askama::Template;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use store::{CodeTried, Contact, NamedBy, Who};

#[derive(Template)]
#[template(path = "pages/family/lost.html")]
struct LostPage {
    form: Form,
    visit: Visit,
}

#[derive(Template)]
#[template(path = "pages/family/code.html")]
struct CodePage {
    /// Where the form goes, and where a new code is asked for.
    action: &'static str,
    again: &'static str,
    lead: String,
    may_remember: bool,
    form: Form,
    visit: Visit,
}

/// `GET /{lang}/find/code`.
pub(super) async fn show(visit: Visit) -> Page {
    render(&LostPage { form: Form::blank(visit.t), visit })
}

/// `POST /{lang}/find/code`.
pub(super) async fn ask(visit: Visit, answers: Answers) -> Result<Response, Trouble> {
    attempt(&visit.site, ASKING_FOR_CODE, visit.address)?;
    let mut form = Form::sent(visit.t, answers);
    let named_by = named_by(&mut form);
    let contact = contact(&mut form);
    let (Some(named_by), Some(contact)) = (named_by, contact) else {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&LostPage { form, visit })?).into_response());
    };
    let request = visit.town.ask_for_code(named_by, contact).await?;
    let cookie = code_request::keep(&visit.site, &request);
    Ok((cookie, Redirect::to(&visit.to("/find/code/enter"))).into_response())
}

fn named_by(form: &mut Form) -> Option<NamedBy> {
    let typed: String = form.of("number").chars().filter(|letter| !letter.is_whitespace() && *letter != '-').collect();
    let number = typed.parse().ok().map(NamedBy::Number);
    let named_by = number.or_else(|| typed.parse().ok().map(NamedBy::Iin));
    if named_by.is_none() {
        form.complain("number", &form.t.with("lost-fault-number"));
    }
    named_by
}

/// A phone in any spelling, or an e-mail address.
pub(super) fn contact(form: &mut Form) -> Option<Contact> {
    let typed = form.of("contact");
    let contact = match typed.split_once('@') {
        Some((name, host)) => {
            let is_address = !name.is_empty() && host.contains('.') && !typed.contains(char::is_whitespace);
            is_address.then(|| Contact::Email(typed.to_owned()))
        }
        None => typed.parse().ok().as_ref().map(Contact::from),
    };
    if contact.is_none() {
        form.complain("contact", &form.t.with("lost-fault-contact"));
    }
    contact
}

fn code_page(visit: Visit, form: Form) -> CodePage {
    CodePage {
        action: "/find/code/enter",
        again: "/find/code",
        lead: visit.t.text("code-lead"),
        may_remember: true,
        form,
        visit,
    }
}

/// `GET /{lang}/find/code/enter`.
pub(super) async fn enter(visit: Visit) -> Page {
    let form = Form::blank(visit.t);
    render(&code_page(visit, form))
}

/// `POST /{lang}/find/code/enter`.
pub(super) async fn open(visit: Visit, headers: HeaderMap, answers: Answers) -> Result<Response, Trouble> {
    let device = Device::said(&answers);
    let mut form = Form::sent(visit.t, answers);
    let tried = visit.town.try_code(code_request::of(&headers), form.of("one_time")).await?;
    let CodeTried::Right(application) = tried else {
        complain(&mut form, tried);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, render(&code_page(visit, form))?).into_response());
    };
    let who = Who::Family(visit.town.kato().clone(), application);
    let cookie = session::begin(&visit.site, who, device).await?;
    Ok((cookie, code_request::forget(), Redirect::to(&visit.to("/my?done=came_back"))).into_response())
}

/// Says what is wrong with a code.
pub(super) fn complain(form: &mut Form, tried: CodeTried) {
    let fault = match tried {
        CodeTried::Wrong { left } if left > 0 => form.t.with("code-wrong").set("left", left),
        _ => form.t.with("code-over"),
    };
    form.complain("one_time", &fault);
}

/// The page that takes the code for a new contact.
pub(super) fn contact_code_page(visit: Visit, form: Form) -> impl Template {
    CodePage {
        action: "/my/contacts/enter",
        again: "/my/contacts",
        lead: visit.t.text("contacts-code-lead"),
        may_remember: false,
        form,
        visit,
    }
}
