//! Phone and e-mail address of an application: a new one counts once a code that was sent to it is given, and the old one
//! is told.

use super::lost::{complain, contact, contact_code_page};
use crate::address::{ASKING_FOR_CODE, attempt};
use crate::answers::Answers;
use crate::code_request;
use crate::form::Form;
use crate::offer::spaced_phone;
use crate::rights::Family;
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use admission::ApplicationId;
use askama::Template;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use store::{CodeTried, Contact};

#[derive(Template)]
#[template(path = "pages/family/contacts.html")]
struct ContactsPage {
    phone: String,
    email: Option<String>,
    is_reached: bool,
    form: Form,
    visit: Visit,
}

impl ContactsPage {
    async fn of(visit: Visit, application: ApplicationId, form: Form) -> Result<Self, Trouble> {
        let applicant = visit.town.applicant(application).await?.ok_or(Trouble::NotFound)?;
        let (phone, is_reached) = (spaced_phone(applicant.phone.as_str()), applicant.is_reached);
        Ok(Self { phone, email: applicant.email, is_reached, form, visit })
    }
}

/// `GET /{lang}/my/contacts`.
pub(super) async fn show(Family { visit, application, .. }: Family) -> Page {
    let form = Form::blank(visit.t);
    render(&ContactsPage::of(visit, application, form).await?)
}

/// `POST /{lang}/my/contacts`.
pub(super) async fn ask(Family { visit, application, .. }: Family, answers: Answers) -> Result<Response, Trouble> {
    attempt(&visit.site, ASKING_FOR_CODE, visit.address)?;
    let mut form = Form::sent(visit.t, answers);
    let Some(contact) = contact(&mut form) else {
        let page = render(&ContactsPage::of(visit, application, form).await?)?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    send(visit, application, contact, form).await
}

/// Sends a code and leads to where it is entered, or says that no more are sent today.
async fn send(visit: Visit, application: ApplicationId, contact: Contact, mut form: Form) -> Result<Response, Trouble> {
    let Some(request) = visit.town.ask_to_change_contact(application, contact).await? else {
        form.complain("contact", &visit.t.with("contacts-too-many"));
        let page = render(&ContactsPage::of(visit, application, form).await?)?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let cookie = code_request::keep(&visit.site, &request);
    Ok((cookie, Redirect::to(&visit.to("/my/contacts/enter"))).into_response())
}

/// `POST /{lang}/my/contacts/prove`: a code to the phone or the address that the family gave.
pub(super) async fn prove(Family { visit, application, .. }: Family, answers: Answers) -> Result<Response, Trouble> {
    attempt(&visit.site, ASKING_FOR_CODE, visit.address)?;
    let applicant = visit.town.applicant(application).await?.ok_or(Trouble::NotFound)?;
    let contact = match (answers.of("to"), applicant.email) {
        ("email", Some(email)) => Contact::Email(email),
        _ => Contact::from(&applicant.phone),
    };
    let form = Form::blank(visit.t);
    send(visit, application, contact, form).await
}

/// `GET /{lang}/my/contacts/enter`.
pub(super) async fn enter(Family { visit, .. }: Family) -> Page {
    let form = Form::blank(visit.t);
    render(&contact_code_page(visit, form))
}

/// `POST /{lang}/my/contacts/enter`.
pub(super) async fn change(
    Family { visit, application, .. }: Family,
    headers: HeaderMap,
    answers: Answers,
) -> Result<Response, Trouble> {
    let mut form = Form::sent(visit.t, answers);
    let request = code_request::of(&headers);
    let before = contacts_of(&visit, application).await?;
    let tried = visit.town.try_contact_code(application, request, form.of("one_time")).await?;
    if !matches!(tried, CodeTried::Right(_)) {
        complain(&mut form, tried);
        let page = render(&contact_code_page(visit, form))?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let is_new = contacts_of(&visit, application).await? != before;
    let page = if is_new { "/my?done=contact" } else { "/my?done=proved" };
    Ok((code_request::forget(), Redirect::to(&visit.to(page))).into_response())
}

async fn contacts_of(visit: &Visit, application: ApplicationId) -> Result<(String, Option<String>), Trouble> {
    let applicant = visit.town.applicant(application).await?.ok_or(Trouble::NotFound)?;
    Ok((applicant.phone.as_str().to_owned(), applicant.email))
}
