//! Applications on paper: an official types what the paper says, with its number and the time at which it was received. The
//! application counts from that time, and the family gets the same receipt as everybody.

use crate::answers::Answers;
use crate::form::Form;
use crate::pages::family::apply::answers::read;
use crate::rights::OfficeStaff;
use crate::staff::{Purpose, actor, again, note_views, of_fault, spoken};
use crate::trouble::Trouble;
use crate::typed_day::typed_day;
use crate::visit::{Page, Visit, show as render};
use askama::Template;
use axum::response::{IntoResponse, Response};
use jiff::ToSpan;
use jiff::civil::Time;
use store::{Language, NewApplication, Paper};

/// Days for which a paper may have lain: a date before that is typed wrongly, or is a matter for a court.
const PAPER_DAYS_MAX: i64 = 60;

/// Letters of a paper's number at most.
const NUMBER_LETTERS_MAX: usize = 40;

#[derive(Template)]
#[template(path = "pages/office/intake.html")]
struct IntakePage {
    form: Form,
    /// Grounds of this town, by code and in words.
    grounds: Vec<(String, String)>,
    visit: Visit,
}

#[derive(Template)]
#[template(path = "pages/office/taken.html")]
struct TakenPage {
    sign: String,
    number: String,
    code: String,
    paper: String,
    received_at: String,
    visit: Visit,
}

/// `GET /{lang}/office/intake`.
pub(super) async fn show(staff: OfficeStaff) -> Page {
    let form = Form::blank(staff.visit.t);
    render(&page(staff.visit, form))
}

/// `POST /{lang}/office/intake`. The receipt is shown at once, for the printer; sent again, the same form shows it again.
pub(super) async fn take(staff: OfficeStaff, answers: Answers) -> Result<Response, Trouble> {
    let command_id = answers.command_id()?;
    let visit = &staff.visit;
    let mut form = Form::sent(visit.t, answers);
    let paper = paper(&mut form, visit);
    let policy = visit.town.state().policy().clone();
    let new = read(visit, &policy, &mut form);
    let (Some(paper), Some(new)) = (paper, new) else {
        return Ok(again(render(&page(staff.visit, form))?));
    };
    let by = actor(&staff.account);
    let new = NewApplication { ..new };
    match visit.town.take_paper(new, paper.clone(), by, command_id).await.map_err(of_fault)? {
        Ok(receipt) => {
            note_views(visit, &staff.account, &[receipt.application], Purpose::Intake).await?;
            let taken = TakenPage {
                sign: spoken(receipt.application),
                number: receipt.number.to_string(),
                code: receipt.code.to_string(),
                paper: paper.number,
                received_at: visit.moment(paper.received_at),
                visit: staff.visit.clone(),
            };
            Ok(render(&taken)?.into_response())
        }
        Err(refusal) => {
            form.complain("surname", &visit.t.with(format!("refusal-{}", refusal.code())));
            form.renew();
            Ok(again(render(&page(staff.visit, form))?))
        }
    }
}

/// Reads the paper's number and time, or says at the fields what is wrong.
fn paper(form: &mut Form, visit: &Visit) -> Option<Paper> {
    let t = visit.t;
    let number = form.of("paper").to_owned();
    if number.is_empty() || number.chars().count() > NUMBER_LETTERS_MAX {
        form.complain("paper", &t.with("intake-paper-needed").set("count", NUMBER_LETTERS_MAX));
    }
    let day = typed_day(form.of("received_on")).ok();
    if day.is_none() {
        form.complain("received_on", &t.with("office-date-unread"));
    }
    let time = form.of("received_time").parse::<Time>().ok();
    if time.is_none() {
        form.complain("received_time", &t.with("intake-time-needed"));
    }
    let received_at = visit.zone.instant(day?, time?);
    let earliest = visit.today().saturating_sub(PAPER_DAYS_MAX.days());
    if received_at > visit.now {
        form.complain("received_on", &t.with("intake-future"));
    } else if day? < earliest {
        form.complain("received_on", &t.with("intake-too-old").set("day", t.date(earliest)));
    }
    Some(Paper { number, received_at })
}

fn page(visit: Visit, form: Form) -> IntakePage {
    let codes: Vec<String> = visit.town.state().policy().grounds.keys().cloned().collect();
    let grounds = codes.into_iter().map(|code| (code.clone(), visit.ground(&code))).collect();
    IntakePage { form, grounds, visit }
}
