//! Applying: one page of short steps, without an account. A form sent twice is one application.

use super::apply_answers;
use crate::answers::Answers;
use crate::form::Form;
use crate::session::{self, Device};
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use admission::{Policy, Refusal};
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use store::{Fault, NewApplication, Receipt, Who};

#[derive(Template)]
#[template(path = "pages/family/apply.html")]
struct ApplyPage {
    today: String,
    grounds: Vec<(String, String)>,
    form: Form,
    visit: Visit,
}

/// `GET /{lang}/apply`.
pub(super) async fn show(visit: Visit) -> Page {
    let policy = visit.town.state().policy().clone();
    let form = Form::blank(visit.t);
    page(visit, &policy, form)
}

fn page(visit: Visit, policy: &Policy, form: Form) -> Page {
    let grounds = policy.grounds.keys().map(|code| (code.clone(), visit.ground(code))).collect();
    render(&ApplyPage { today: visit.today().to_string(), grounds, form, visit })
}

fn again(visit: Visit, policy: &Policy, form: Form) -> Result<Response, Trouble> {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(visit, policy, form)?).into_response())
}

/// `POST /{lang}/apply`.
pub(super) async fn submit(visit: Visit, answers: Answers) -> Result<Response, Trouble> {
    let command_id = answers.command_id()?;
    let policy = visit.town.state().policy().clone();
    let mut form = Form::sent(visit.t, answers);
    let Some(new) = apply_answers::read(&visit, &policy, &mut form) else {
        return again(visit, &policy, form);
    };
    let receipt = match visit.town.submit_application(new.clone(), command_id).await {
        Ok(Ok(receipt)) if is_of(&visit, &receipt, &new).await? => receipt,
        // The form was sent before, and now, after a step back, with other answers: that is another application.
        Ok(Ok(_)) | Err(Fault::CommandIdReused) => {
            form.renew();
            form.complain("surname", &visit.t.with("apply-fault-stale"));
            return again(visit, &policy, form);
        }
        Ok(Err(refusal)) => {
            form.renew();
            complain(&mut form, refusal, &new);
            return again(visit, &policy, form);
        }
        Err(fault) => return Err(fault.into()),
    };
    let who = Who::Family(visit.town.kato().clone(), receipt.application);
    let cookie = session::begin(&visit.site, who, Device::Shared).await?;
    Ok((cookie, Redirect::to(&visit.to("/my/receipt?done=applied"))).into_response())
}

/// Says no in words that tell a stranger nothing about another application of the child.
fn complain(form: &mut Form, refusal: Refusal, new: &NewApplication) {
    let (field, key) = match refusal {
        Refusal::NotOfAge => ("born_on", "refusal-not_of_age"),
        Refusal::UnknownGround => ("grounds", "apply-fault-ground"),
        _ if new.iin.is_some() => ("iin", "apply-fault-duplicate"),
        _ => ("surname", "apply-fault-duplicate"),
    };
    form.complain(field, &form.t.with(key));
}

/// Whether a receipt belongs to these answers.
async fn is_of(visit: &Visit, receipt: &Receipt, new: &NewApplication) -> Result<bool, Trouble> {
    let applicant = visit.town.applicant(receipt.application).await?;
    Ok(applicant.is_none_or(|first| {
        first.child == new.child && first.iin == new.iin && first.born_on == new.born_on && first.kind == new.kind
    }))
}
