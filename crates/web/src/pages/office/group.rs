//! Opening a group in a kindergarten.

use super::kindergarten::registered;
use super::three_names::{Fields, typed};
use crate::answers::Answers;
use crate::form::Form;
use crate::rights::OfficeStaff;
use crate::staff::{actor, again, of_fault, on_to};
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use admission::Kind;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use store::{Hours, Kindergarten, Language, NewGroup};

const NAME: Fields = ["name_kk", "name_ru", "name_en"];

/// Seats of a group at most; an ordinary one has about 25.
const CAPACITY_MAX: u32 = 60;

/// The hours a group may keep, by the code of the form and of the wording.
pub(crate) const HOURS: [(&str, Hours); 3] =
    [("full_day", Hours::FullDay), ("half_day", Hours::HalfDay), ("round_the_clock", Hours::RoundTheClock)];

#[derive(Template)]
#[template(path = "pages/office/group.html")]
struct GroupPage {
    id: u32,
    kindergarten: String,
    form: Form,
    years: Vec<i64>,
    visit: Visit,
}

/// `GET /{lang}/office/kindergartens/{id}/groups`.
pub(super) async fn show(staff: OfficeStaff, Path((_, id)): Path<(String, String)>) -> Page {
    let kindergarten = registered(&staff.visit.town, &id)?;
    let form = Form::blank(staff.visit.t);
    render(&page(staff.visit, &kindergarten, form))
}

/// `POST /{lang}/office/kindergartens/{id}/groups`.
pub(super) async fn open(
    staff: OfficeStaff,
    Path((_, id)): Path<(String, String)>,
    answers: Answers,
) -> Result<Response, Trouble> {
    let kindergarten = registered(&staff.visit.town, &id)?;
    let command_id = answers.command_id()?;
    let mut form = Form::sent(staff.visit.t, answers);
    let Some(new) = group(&mut form, &staff.visit, &kindergarten) else {
        return Ok(again(render(&page(staff.visit, &kindergarten, form))?));
    };
    match staff.visit.town.open_group(new, actor(&staff.account), command_id).await.map_err(of_fault)? {
        Ok(_) => Ok(on_to(&staff.visit, &format!("/office/kindergartens/{id}"), "group-opened")),
        Err(refusal) => {
            form.complain("name_kk", &staff.visit.t.with(format!("refusal-{}", refusal.code())));
            form.renew();
            Ok(again(render(&page(staff.visit, &kindergarten, form))?))
        }
    }
}

/// Reads the group, or says at the fields what is wrong.
fn group(form: &mut Form, visit: &Visit, kindergarten: &Kindergarten) -> Option<NewGroup> {
    let t = visit.t;
    let names = typed(form, t, NAME);
    let offered = visit.open_years();
    let chosen = form.answers().all("year").into_iter().filter_map(|year| year.parse().ok());
    let birth_years: Vec<i64> = chosen.filter(|year| offered.contains(year)).collect();
    if birth_years.is_empty() {
        form.complain("year", &t.with("office-group-years-needed"));
    }
    let kind = match form.of("kind") {
        "general" => Some(Kind::General),
        "correctional" => Some(Kind::Correctional),
        _ => None,
    };
    if kind.is_none() {
        form.complain("kind", &t.with("office-choose"));
    }
    let language = Language::from_code(form.of("language"));
    if language.is_none() {
        form.complain("language", &t.with("office-choose"));
    }
    let hours = HOURS.iter().find(|(code, _)| *code == form.of("hours")).map(|(_, hours)| *hours);
    if hours.is_none() {
        form.complain("hours", &t.with("office-choose"));
    }
    let capacity = form.of("capacity").parse().ok().filter(|seats| (1..=CAPACITY_MAX).contains(seats));
    if capacity.is_none() {
        form.complain("capacity", &t.with("office-capacity-wrong").set("count", CAPACITY_MAX));
    }
    let fine = form.is_fine();
    let new = NewGroup {
        kindergarten: kindergarten.id,
        names,
        language: language?,
        kind: kind?,
        birth_years,
        hours: hours?,
        capacity: capacity?,
    };
    fine.then_some(new)
}

fn page(visit: Visit, kindergarten: &Kindergarten, form: Form) -> GroupPage {
    let years = visit.open_years();
    GroupPage { id: kindergarten.id.0, kindergarten: visit.lang.of(&kindergarten.names).to_owned(), form, years, visit }
}
