//! A complaint of a family: what it wrote, beside its application, and the answer; or why it is passed on.

use super::application::{Record, Standing};
use crate::answers::Answers;
use crate::form::Form;
use crate::rights::{OfficeStaff, Right, may};
use crate::staff::{Purpose, again, of_fault, on_to, open_record};
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use admission::ApplicationId;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use store::{ANSWER_CHARACTERS_MAX, Account, ComplaintFault, ComplaintId, OpenedComplaint, PassReason, StaffRole};

#[derive(Template)]
#[template(path = "pages/office/complaint.html")]
struct ComplaintPage {
    opened: OpenedComplaint,
    /// Other complaints of the same application: their number and what they are about.
    others: Vec<(u64, String)>,
    answered_by: Option<String>,
    passed_by: Option<(String, String)>,
    may_pass: bool,
    may_answer: bool,
    is_overdue: bool,
    standing: Standing,
    record: Option<Record>,
    reasons: &'static [PassReason],
    form: Form,
    visit: Visit,
}

/// `GET /{lang}/office/complaints/{sign}/{id}`.
pub(super) async fn show(staff: OfficeStaff, Path((_, sign, id)): Path<(String, String, String)>) -> Page {
    let (sign, id) = named(&sign, &id)?;
    let form = Form::blank(staff.visit.t);
    page(staff, sign, id, form).await
}

/// `POST /{lang}/office/complaints/{sign}/{id}`.
pub(super) async fn decide(
    staff: OfficeStaff,
    Path((_, sign, id)): Path<(String, String, String)>,
    answers: Answers,
) -> Result<Response, Trouble> {
    let (application, id) = named(&sign, &id)?;
    answers.command_id()?;
    let (t, town, by) = (staff.visit.t, &staff.visit.town, staff.account.id);
    let mut form = Form::sent(t, answers);
    let (field, done, outcome) = match form.of("do") {
        "answer" => {
            let answer = form.of("answer").to_owned();
            if answer.is_empty() {
                form.complain("answer", &t.with("complaint-answer-needed"));
            }
            if answer.chars().count() > ANSWER_CHARACTERS_MAX {
                form.complain("answer", &t.with("complaint-long").set("count", ANSWER_CHARACTERS_MAX));
            }
            if !form.is_fine() {
                return Ok(again(page(staff, application, id, form).await?));
            }
            let is_passed = town.open_complaints().await?.iter().any(|one| one.id == id && one.passed.is_some());
            if is_passed && staff.account.role != StaffRole::Head {
                form.complain("answer", &t.with("complaint-head-answers"));
                return Ok(again(page(staff, application, id, form).await?));
            }
            let outcome = town.answer_complaint(application, id, answer, by).await.map_err(of_fault)?;
            ("answer", "complaint-answered", outcome)
        }
        "pass" => {
            if !has_who_answers(&staff.visit, &staff.account) {
                form.complain("reason", &t.with("complaint-pass-nobody"));
                return Ok(again(page(staff, application, id, form).await?));
            }
            let Some(reason) = PassReason::from_code(form.of("reason")) else {
                form.complain("reason", &t.with("kindergarten-choose-reason"));
                return Ok(again(page(staff, application, id, form).await?));
            };
            let outcome = town.pass_complaint(application, id, reason, by).await.map_err(of_fault)?;
            ("reason", "complaint-passed", outcome)
        }
        _ => return Err(Trouble::BadForm),
    };
    let Err(fault) = outcome else { return Ok(on_to(&staff.visit, "/office?kind=complaint", done)) };
    form.complain(field, &t.with(fault_key(fault)));
    Ok(again(page(staff, application, id, form).await?))
}

/// Whether there is a head who would answer what this account passes on: what a head is given goes no further.
fn has_who_answers(visit: &Visit, account: &Account) -> bool {
    let all = visit.site.store.accounts(visit.town.kato());
    account.role != StaffRole::Head && all.iter().any(|one| one.role == StaffRole::Head && !one.closed)
}

fn fault_key(fault: ComplaintFault) -> &'static str {
    match fault {
        ComplaintFault::Unknown | ComplaintFault::TooMany => "complaint-gone",
        ComplaintFault::Answered => "complaint-answered-meanwhile",
        ComplaintFault::PassedTooLate => "complaint-pass-late",
        ComplaintFault::PassedByYou => "complaint-passed-by-you",
    }
}

fn named(sign: &str, id: &str) -> Result<(ApplicationId, ComplaintId), Trouble> {
    let id = id.parse().map(ComplaintId).map_err(|_| Trouble::NotFound)?;
    Ok((sign.parse().map_err(|_| Trouble::NotFound)?, id))
}

async fn page(staff: OfficeStaff, application: ApplicationId, id: ComplaintId, form: Form) -> Page {
    let OfficeStaff { visit, account } = staff;
    // The text is the family's own: it is opened, and accounted for, as its record is.
    let record = open_record(&visit, &account, application, Purpose::Enquiry).await?;
    let mut all = visit.town.complaints_of(application).await?;
    let at = all.iter().position(|one| one.complaint.id == id).ok_or(Trouble::NotFound)?;
    let opened = all.remove(at);
    let subject = |one: &OpenedComplaint| visit.t.text(format!("complaint-subject-{}", one.complaint.subject.code()));
    let others = all.iter().map(|one| (one.complaint.id.0, subject(one))).collect();
    let name = |id| visit.site.store.account(id).map(|account| account.display_name).unwrap_or_default();
    let complaint = &opened.complaint;
    let (is_open, today) = (complaint.answered.is_none(), visit.today());
    let works = may(visit.person.role(), Right::CaseWork);
    let leads = account.role == StaffRole::Head;
    let passed_by_me = complaint.passed.is_some_and(|(by, ..)| by == account.id);
    let passed =
        complaint.passed.map(|(by, _, why)| (name(by), visit.t.text(format!("complaint-pass-{}", why.code()))));
    render(&ComplaintPage {
        others,
        answered_by: complaint.answered.map(|(by, _)| name(by)),
        passed_by: passed,
        may_pass: works
            && is_open
            && complaint.passed.is_none()
            && today <= complaint.pass_until
            && has_who_answers(&visit, &account),
        may_answer: works && is_open && !passed_by_me && (complaint.passed.is_none() || leads),
        is_overdue: is_open && complaint.due_on < today,
        standing: Standing::of(&visit, application).ok_or(Trouble::NotFound)?,
        record: record.map(|applicant| Record::of(&visit, &applicant)),
        reasons: PassReason::ALL,
        opened,
        form,
        visit,
    })
}
