//! Complaints and questions to the department: a family writes one, and reads what it is answered. Whoever has lost the secret
//! code writes with the number alone, and reads the answer once the code is there again.

use crate::address::{COMPLAINING, attempt};
use crate::answers::{Answers, Asked};
use crate::flash::Flash;
use crate::form::Form;
use crate::rights::Family;
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use admission::ApplicationId;
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use store::{COMPLAINT_CHARACTERS_MAX, ComplaintFault, ComplaintSubject, Number, OpenedComplaint};

#[derive(Template)]
#[template(path = "pages/family/complaints.html")]
struct ComplaintsPage {
    flash: Option<Flash>,
    complaints: Vec<OpenedComplaint>,
    subjects: &'static [ComplaintSubject],
    form: Form,
    visit: Visit,
}

#[derive(Template)]
#[template(path = "pages/family/complaint.html")]
struct ComplaintPage {
    flash: Option<Flash>,
    subjects: &'static [ComplaintSubject],
    form: Form,
    visit: Visit,
}

/// `GET /{lang}/my/complaints`.
pub(super) async fn show(Family { visit, application, .. }: Family, asked: Asked) -> Page {
    let (form, flash) = (Form::blank(visit.t), Flash::of(visit.t, &asked));
    page(visit, application, form, flash).await
}

/// `POST /{lang}/my/complaints`.
pub(super) async fn send(Family { visit, application, .. }: Family, answers: Answers) -> Result<Response, Trouble> {
    attempt(&visit.site, COMPLAINING, visit.address)?;
    let command_id = answers.command_id()?;
    let mut form = Form::sent(visit.t, answers);
    if let Some((subject, text)) = typed(&mut form) {
        match visit.town.complain(application, subject, text, command_id).await? {
            Ok(_) => return Ok(Redirect::to(&visit.to("/my/complaints?done=complaint-sent")).into_response()),
            Err(ComplaintFault::TooMany) => form.complain("text", &visit.t.with("complaint-too-many")),
            Err(_) => return Err(Trouble::NotFound),
        }
    }
    let page = page(visit, application, form, None).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

async fn page(visit: Visit, application: ApplicationId, form: Form, flash: Option<Flash>) -> Page {
    let complaints = visit.town.complaints_of(application).await?;
    render(&ComplaintsPage { flash, complaints, subjects: ComplaintSubject::ALL, form, visit })
}

/// `GET /{lang}/complaint`.
pub(super) async fn show_with_number(visit: Visit, asked: Asked) -> Page {
    let (form, flash) = (Form::blank(visit.t), Flash::of(visit.t, &asked));
    render(&ComplaintPage { flash, subjects: ComplaintSubject::ALL, form, visit })
}

/// `POST /{lang}/complaint`: the answer is the same whether there is an application of that number or not.
pub(super) async fn send_with_number(visit: Visit, answers: Answers) -> Result<Response, Trouble> {
    attempt(&visit.site, COMPLAINING, visit.address)?;
    let command_id = answers.command_id()?;
    let mut form = Form::sent(visit.t, answers);
    let number = form.of("number").parse::<Number>().ok();
    if number.is_none() {
        form.complain("number", &visit.t.with("complaint-number-wrong"));
    }
    let (Some(number), Some((subject, text))) = (number, typed(&mut form)) else {
        let page = render(&ComplaintPage { flash: None, subjects: ComplaintSubject::ALL, form, visit })?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    if let Some(application) = visit.town.application_of_number(number).await? {
        // Nobody but the family learns whether it was taken.
        let _ = visit.town.complain(application, subject, text, command_id).await?;
    }
    Ok(Redirect::to(&visit.to("/complaint?done=complaint-sent")).into_response())
}

/// Reads what was written, or says at the fields what is wrong with it.
fn typed(form: &mut Form) -> Option<(ComplaintSubject, String)> {
    let t = form.t;
    let subject = ComplaintSubject::from_code(form.of("subject"));
    if subject.is_none() {
        form.complain("subject", &t.with("complaint-choose-subject"));
    }
    let text = form.of("text").to_owned();
    if text.is_empty() {
        form.complain("text", &t.with("complaint-text-needed"));
    }
    if text.chars().count() > COMPLAINT_CHARACTERS_MAX {
        form.complain("text", &t.with("complaint-long").set("count", COMPLAINT_CHARACTERS_MAX));
    }
    let subject = subject?;
    form.is_fine().then_some((subject, text))
}
