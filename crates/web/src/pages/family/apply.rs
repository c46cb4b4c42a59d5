//! Applying, without an account: one thing at a time, then all answers once more. Until they are sent nothing is stored; the
//! answers travel from step to step in the form itself and never in an address. A form sent twice is one application.

mod another;
pub(in crate::pages) mod answers;
mod overview;
mod step;

pub(super) use another::{another, other_queue};

use crate::address::may_apply;
use crate::answers::Answers;
use crate::form::Form;
use crate::session::{self, Device};
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use admission::Refusal;
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use overview::{Part, overview};
use step::{Mode, Next, Press, Step};
use store::{Fault, Language, NewApplication, Receipt, Who};

#[derive(Template)]
#[template(path = "pages/family/apply.html")]
struct ApplyPage {
    step: Step,
    mode: Mode,
    /// What is said before the form.
    notice: Option<String>,
    /// Grounds that may be claimed: code and words.
    grounds: Vec<(String, String)>,
    /// All answers, for the check.
    parts: Vec<Part>,
    form: Form,
    visit: Visit,
}

impl ApplyPage {
    fn at(visit: Visit, form: Form, step: Step, mode: Mode) -> Self {
        let policy = visit.town.state().policy().clone();
        let grounds = policy.grounds.keys().map(|code| (code.clone(), visit.ground(code))).collect();
        Self { step, mode, notice: None, grounds, parts: Vec::new(), form, visit }
    }

    fn title(&self) -> String {
        self.visit.t.text(format!("apply-title-{}", self.step.code()))
    }

    /// The answers of the other steps, which the form brings along.
    fn carried(&self) -> impl Iterator<Item = &(String, String)> {
        let answers = self.form.answers().in_order().iter();
        answers.filter(|(name, _)| Step::asking(name).is_some_and(|step| step != self.step))
    }

    fn is_wrong(&self, field: &str) -> bool {
        self.form.fault(field).is_some()
    }

    fn writes_in(&self, language: Language) -> bool {
        match self.form.of("language") {
            "" => Language::from(self.visit.lang) == language,
            answer => answer == language.code(),
        }
    }

    fn answer(self) -> Result<Response, Trouble> {
        let status = if self.form.is_fine() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        Ok((status, render(&self)?).into_response())
    }
}

/// `GET /{lang}/apply`.
pub(super) async fn show(visit: Visit) -> Page {
    let form = Form::blank(visit.t);
    render(&ApplyPage::at(visit, form, Step::Child, Mode::Forward))
}

/// `POST /{lang}/apply`: from each step to the next, and at last the application itself.
pub(super) async fn submit(visit: Visit, sent: Answers) -> Result<Response, Trouble> {
    let (command_id, press) = (sent.command_id()?, Press::of(&sent)?);
    let policy = visit.town.state().policy().clone();
    let mut form = Form::sent(visit.t, sent);
    let new = answers::read(&visit, &policy, &mut form);
    let wrong: Vec<Step> = form.faults().iter().filter_map(|(field, _)| Step::asking(field)).collect();
    let next = press.leads_to(&wrong);
    let new = match (next, new) {
        (Next::Send, Some(new)) => new,
        (Next::Show(Step::Check, _), Some(new)) => return check(visit, form, &new),
        (Next::Mend(step, mode), _) => {
            form.keep_faults(|field| step.asks(field));
            return ApplyPage::at(visit, form, step, mode).answer();
        }
        (Next::Show(step, mode), _) => {
            form.keep_faults(|_| false);
            return ApplyPage::at(visit, form, step, mode).answer();
        }
        (Next::Send, None) => return Err(Trouble::broken("an application without faults that cannot be read")),
    };
    // Whoever sends the same application again is answered, however many came from there.
    if !may_apply(&visit.site, visit.address, &new.phone) && visit.town.recorded(command_id).await?.is_none() {
        form.complain("send", &visit.t.with("apply-fault-too-many"));
        return check(visit, form, &new);
    }
    let receipt = match visit.town.submit_application(new.clone(), command_id).await {
        Ok(Ok(receipt)) if is_of(&visit, &receipt, &new).await? => receipt,
        // The form was sent before, and now, after a step back, with other answers.
        Ok(Ok(_)) | Err(Fault::CommandIdReused) => {
            form.renew();
            form.complain("send", &visit.t.with("apply-fault-stale"));
            return check(visit, form, &new);
        }
        Ok(Err(refusal)) => {
            form.renew();
            return refused(visit, form, &new, refusal);
        }
        Err(fault) => return Err(fault.into()),
    };
    let who = Who::Family(visit.town.kato().clone(), receipt.application);
    let cookie = session::begin(&visit.site, who, Device::Shared).await?;
    Ok((cookie, Redirect::to(&visit.to("/my/receipt?done=applied"))).into_response())
}

/// All answers once more.
fn check(visit: Visit, form: Form, new: &NewApplication) -> Result<Response, Trouble> {
    let parts = overview(&visit, new);
    ApplyPage { parts, ..ApplyPage::at(visit, form, Step::Check, Mode::Forward) }.answer()
}

/// Says no in words that tell a stranger nothing about another application of the child.
fn refused(visit: Visit, mut form: Form, new: &NewApplication, refusal: Refusal) -> Result<Response, Trouble> {
    let (step, field, key) = match refusal {
        Refusal::NotOfAge => (Step::Birth, "born_day", "refusal-not_of_age"),
        Refusal::UnknownGround => (Step::Grounds, "ground", "apply-fault-ground"),
        _ if new.iin.is_some() => (Step::Check, "change-birth", "apply-fault-duplicate"),
        _ => (Step::Check, "change-child", "apply-fault-duplicate"),
    };
    form.complain(field, &visit.t.with(key));
    if step == Step::Check {
        return check(visit, form, new);
    }
    ApplyPage::at(visit, form, step, Mode::Change).answer()
}

/// Whether a receipt belongs to these answers.
async fn is_of(visit: &Visit, receipt: &Receipt, new: &NewApplication) -> Result<bool, Trouble> {
    let taken = visit.town.applicant(receipt.application).await?;
    Ok(taken.is_none_or(|taken| answers::is_same(&taken, new)))
}
