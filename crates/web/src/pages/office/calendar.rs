//! The calendar of the town: holidays and working weekends, a year at a glance, added and taken away one by one.

use super::month::{Month, months};
use crate::answers::{Answers, Asked};
use crate::flash::Flash;
use crate::form::Form;
use crate::rights::OfficeStaff;
use crate::staff::{act, again, on_to};
use crate::trouble::Trouble;
use crate::typed_day::typed_day;
use crate::visit::{Page, Visit, show as render};
use admission::{Calendar, Command};
use askama::Template;
use axum::response::Response;
use jiff::civil::{Date, Weekday};
use std::collections::BTreeSet;

/// A day that differs from the ordinary week.
struct ListedDay {
    day: Date,
    words: String,
    /// `holiday` or `worked`.
    list: &'static str,
    form: Form,
}

#[derive(Template)]
#[template(path = "pages/office/calendar.html")]
struct CalendarPage {
    flash: Option<Flash>,
    year: i16,
    months: Vec<Month>,
    listed: Vec<ListedDay>,
    form: Form,
    visit: Visit,
}

/// `GET /{lang}/office/calendar?year=2027`.
pub(super) async fn show(staff: OfficeStaff, asked: Asked) -> Page {
    let year = asked.0.of("year").parse().unwrap_or_else(|_| staff.visit.today().year());
    let flash = Flash::of(staff.visit.t, &asked);
    let form = Form::blank(staff.visit.t);
    render(&page(staff.visit, flash, year, form))
}

/// `POST /{lang}/office/calendar`: one day is added to a list or taken from it; the command carries both lists whole.
pub(super) async fn amend(staff: OfficeStaff, answers: Answers) -> Result<Response, Trouble> {
    let command_id = answers.command_id()?;
    let t = staff.visit.t;
    let mut form = Form::sent(t, answers);
    let mut calendar = staff.visit.town.state().calendar().clone();
    let Ok(day) = typed_day(form.of("day")) else {
        form.complain("day", &t.with("office-day-needed"));
        let year = staff.visit.today().year();
        return Ok(again(render(&page(staff.visit, None, year, form))?));
    };
    let is_weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    let list = match form.of("list") {
        "holiday" => &mut calendar.holidays,
        "worked" => &mut calendar.working_weekends,
        _ => return Err(Trouble::BadForm),
    };
    let done = match form.of("do") {
        "add" if form.of("list") == "worked" && !is_weekend => {
            form.complain("day", &t.with("office-day-no-weekend").set("day", t.day(day)));
            return Ok(again(render(&page(staff.visit, None, day.year(), form))?));
        }
        "add" => added(list, day),
        "remove" => removed(list, day),
        _ => return Err(Trouble::BadForm),
    };
    match act(&staff.visit, &staff.account, Command::AmendCalendar { calendar }, command_id).await? {
        Ok(_) => Ok(on_to(&staff.visit, &format!("/office/calendar?year={}", day.year()), done)),
        Err(refusal) => {
            form.complain("day", &t.with(format!("refusal-{}", refusal.code())));
            form.renew();
            Ok(again(render(&page(staff.visit, None, day.year(), form))?))
        }
    }
}

fn added(list: &mut BTreeSet<Date>, day: Date) -> &'static str {
    list.insert(day);
    "day-added"
}

fn removed(list: &mut BTreeSet<Date>, day: Date) -> &'static str {
    list.remove(&day);
    "day-removed"
}

fn page(visit: Visit, flash: Option<Flash>, year: i16, form: Form) -> CalendarPage {
    // Years of four digits can be leafed through; the rest of jiff's calendar is of no use here.
    let year = year.clamp(2000, 2100);
    let (months, listed) = {
        let state = visit.town.state();
        let calendar = state.calendar();
        (months(calendar, year, visit.today()), listed(&visit, calendar, year))
    };
    CalendarPage { flash, year, months, listed, form, visit }
}

fn listed(visit: &Visit, calendar: &Calendar, year: i16) -> Vec<ListedDay> {
    let of_year = |days: &BTreeSet<Date>, list| {
        let days = days.iter().filter(|day| day.year() == year).map(|day| ListedDay {
            day: *day,
            words: visit.t.day(day),
            list,
            form: Form::blank(visit.t),
        });
        days.collect::<Vec<_>>()
    };
    let mut listed = of_year(&calendar.holidays, "holiday");
    listed.extend(of_year(&calendar.working_weekends, "worked"));
    listed.sort_by_key(|listed| listed.day);
    listed
}
