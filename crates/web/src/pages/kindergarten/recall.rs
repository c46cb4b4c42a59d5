//! Calling places back: how many, why, and what it means for families. The recall is public.

use super::day::own_group;
use super::places::YearPlaces;
use crate::answers::{Answers, Asked};
use crate::form::Form;
use crate::offer::GroupLine;
use crate::rights::KindergartenStaff;
use crate::staff::{act, again, on_to};
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use admission::{Command, RecallReason};
use askama::Template;
use axum::response::Response;
use store::GroupCard;

#[derive(Template)]
#[template(path = "pages/kindergarten/recall.html")]
struct RecallPage {
    line: GroupLine,
    places: YearPlaces,
    form: Form,
    reasons: &'static [RecallReason],
    visit: Visit,
}

/// `GET /{lang}/kindergarten/recall?group=12&year=2022`.
pub(super) async fn show(staff: KindergartenStaff, asked: Asked) -> Page {
    let (card, birth_year) = own_group(&staff, &asked.0)?;
    let form = Form::blank(staff.visit.t);
    render(&page(staff, &card, birth_year, form)?)
}

/// `POST /{lang}/kindergarten/recall`.
pub(super) async fn recall(staff: KindergartenStaff, answers: Answers) -> Result<Response, Trouble> {
    let (card, birth_year) = own_group(&staff, &answers)?;
    let command_id = answers.command_id()?;
    let t = staff.visit.t;
    let places = answers.of("places").parse().ok().filter(|places| *places > 0);
    let reason = RecallReason::from_code(answers.of("reason"));
    let mut form = Form::sent(t, answers);
    if places.is_none() {
        form.complain("places", &t.with("kindergarten-recall-how-many"));
    }
    if reason.is_none() {
        form.complain("reason", &t.with("kindergarten-choose-reason"));
    }
    let (Some(places), Some(reason)) = (places, reason) else {
        return Ok(again(render(&page(staff, &card, birth_year, form)?)?));
    };
    let command = Command::RecallPlaces { group: card.id, birth_year, places, reason };
    if act(&staff.visit, &staff.account, command, command_id).await?.is_ok() {
        return Ok(on_to(&staff.visit, "/kindergarten", "places-recalled"));
    }
    // The rules refuse it only where fewer are left: somebody has just taken one, or more were asked than there are.
    let left = YearPlaces::of(&staff.visit, &staff.visit.town.state(), &card, birth_year).untaken;
    form.complain("places", &t.with("kindergarten-recall-taken").set("count", left));
    form.renew();
    Ok(again(render(&page(staff, &card, birth_year, form)?)?))
}

fn page(staff: KindergartenStaff, card: &GroupCard, birth_year: i64, form: Form) -> Result<RecallPage, Trouble> {
    let kindergarten = staff.particulars()?;
    let visit = staff.visit;
    let places = YearPlaces::of(&visit, &visit.town.state(), card, birth_year);
    let line = GroupLine::written(&visit, card, &kindergarten);
    Ok(RecallPage { line, places, form, reasons: RecallReason::ALL, visit })
}
