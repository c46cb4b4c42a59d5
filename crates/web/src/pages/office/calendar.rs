//! The calendar of the town: holidays and working weekends, a year at a glance, each with its name and its legal source;
//! and until when an official has confirmed it.

use super::calendar_day::{SOURCES, answers_of, typed_note};
use super::month::{Month, months};
use crate::answers::{Answers, Asked};
use crate::day_words::{CONFIRMED_AHEAD_DAYS, SourceLine};
use crate::flash::Flash;
use crate::form::Form;
use crate::rights::OfficeStaff;
use crate::staff::{actor, again, of_fault, on_to};
use crate::trouble::Trouble;
use crate::typed_day::typed_day;
use crate::visit::{Page, Visit, show as render};
use admission::Calendar;
use askama::Template;
use axum::response::Response;
use jiff::civil::{Date, date};
use store::{DayKind, DayNote};

/// Days that are confirmed at once at most: two years and a half; nobody knows decrees of later years.
const CONFIRMED_DAYS_MAX: i32 = 915;

/// A day that differs from the ordinary week, or did until it was struck off.
struct ListedDay {
    day: Date,
    words: String,
    /// `holiday`, `worked` or `ordinary`.
    list: &'static str,
    name: String,
    source: Option<SourceLine>,
}

#[derive(Template)]
#[template(path = "pages/office/calendar.html")]
struct CalendarPage {
    flash: Option<Flash>,
    year: i16,
    months: Vec<Month>,
    listed: Vec<ListedDay>,
    form: Form,
    confirm: Form,
    sources: [&'static str; 3],
    /// Spans that are confirmed, newest first: the span, and by whom.
    confirmed: Vec<(String, String)>,
    ahead: u32,
    visit: Visit,
}

/// `GET /{lang}/office/calendar?year=2027`; with `day=2027-03-08` that day stands in the form.
pub(super) async fn show(staff: OfficeStaff, asked: Asked) -> Page {
    let visit = &staff.visit;
    let day = typed_day(asked.0.of("day")).ok();
    let year = asked.0.of("year").parse().ok().or(day.map(Date::year));
    let year = year.unwrap_or_else(|| visit.today().year());
    let flash = Flash::of(visit.t, &asked);
    let form = match day {
        Some(day) => {
            let known = visit.town.registry().days.get(&day).map(answers_of);
            Form::filled(visit.t, known.unwrap_or_else(|| Answers::given([("day", day.to_string())])))
        }
        None => Form::blank(visit.t),
    };
    let confirm = blank_confirmation(visit);
    render(&page(staff.visit, flash, year, form, confirm))
}

/// `POST /{lang}/office/calendar`: one day becomes another, or a span is confirmed.
pub(super) async fn amend(staff: OfficeStaff, answers: Answers) -> Result<Response, Trouble> {
    match answers.of("do") {
        "day" => amend_day(staff, answers).await,
        "confirm" => confirm(staff, answers).await,
        _ => Err(Trouble::BadForm),
    }
}

/// The command carries both lists whole; what the day is called stands beside the journal.
async fn amend_day(staff: OfficeStaff, answers: Answers) -> Result<Response, Trouble> {
    let command_id = answers.command_id()?;
    let (visit, t) = (&staff.visit, staff.visit.t);
    let mut form = Form::sent(t, answers);
    let known = visit.town.state().calendar().clone();
    if let Some(note) = typed_note(&mut form, t, staff.account.id) {
        let (day, calendar) = (note.day, with(&known, &note));
        let back = format!("/office/calendar?year={}", day.year());
        let was_noted = visit.town.registry().days.contains_key(&day);
        if calendar != known {
            let amended = visit.town.amend_calendar(calendar, note, actor(&staff.account), command_id).await;
            match amended.map_err(of_fault)? {
                Ok(()) => return Ok(on_to(visit, &back, "day-amended")),
                Err(refusal) => form.complain("day", &t.with(format!("refusal-{}", refusal.code()))),
            }
            form.renew();
        } else if note.kind == DayKind::Ordinary && !was_noted {
            form.complain("day", &t.with("office-day-ordinary-already"));
        } else {
            visit.town.note_days(vec![note]).await?;
            return Ok(on_to(visit, &back, "day-noted"));
        }
    }
    let year = typed_day(form.of("day")).map_or_else(|_| visit.today().year(), Date::year);
    let confirm = blank_confirmation(visit);
    Ok(again(render(&page(staff.visit, None, year, form, confirm))?))
}

fn with(known: &Calendar, note: &DayNote) -> Calendar {
    let mut calendar = known.clone();
    calendar.holidays.remove(&note.day);
    calendar.working_weekends.remove(&note.day);
    match note.kind {
        DayKind::Holiday => drop(calendar.holidays.insert(note.day)),
        DayKind::Worked => drop(calendar.working_weekends.insert(note.day)),
        DayKind::Ordinary => {}
    }
    calendar
}

async fn confirm(staff: OfficeStaff, answers: Answers) -> Result<Response, Trouble> {
    answers.command_id()?;
    let (visit, t) = (&staff.visit, staff.visit.t);
    let mut form = Form::sent(t, answers);
    let [first, last] = ["confirm_first", "confirm_last"].map(|field| {
        let day = typed_day(form.of(field)).ok();
        if day.is_none() {
            form.complain(field, &t.with("office-day-needed"));
        }
        day
    });
    if let (Some(first), Some(last)) = (first, last) {
        let days = (last - first).get_days();
        if (0..=CONFIRMED_DAYS_MAX).contains(&days) {
            let registry = visit.town.registry();
            let is_known = registry.confirmed.iter().any(|it| it.first <= first && last <= it.last);
            if !is_known {
                visit.town.confirm_calendar(first, last, Some(staff.account.id)).await?;
            }
            return Ok(on_to(visit, "/office/calendar", "calendar-confirmed"));
        }
        form.complain("confirm_last", &t.with("office-confirm-span"));
    }
    let year = visit.today().year();
    Ok(again(render(&page(staff.visit, None, year, Form::blank(t), form))?))
}

/// From the first day that is not confirmed to the end of its year.
fn blank_confirmation(visit: &Visit) -> Form {
    let next = visit.confirmed_until().and_then(|day| day.tomorrow().ok()).unwrap_or_else(|| visit.today());
    let last = date(next.year(), 12, 31);
    let answers = [("confirm_first", next.to_string()), ("confirm_last", last.to_string())];
    Form::filled(visit.t, Answers::given(answers))
}

fn page(visit: Visit, flash: Option<Flash>, year: i16, form: Form, confirm: Form) -> CalendarPage {
    // Years of four digits can be leafed through; the rest of jiff's calendar is of no use here.
    let year = year.clamp(2000, 2100);
    let calendar = visit.town.state().calendar().clone();
    let months = months(&calendar, year, visit.today());
    let listed = listed(&visit, &calendar, year);
    let registry = visit.town.registry();
    let confirmed = registry.confirmed.iter().rev().map(|it| {
        let span = visit.t.with("office-span").set("first", visit.t.date(it.first)).set("last", visit.t.date(it.last));
        let by = it.by.and_then(|id| visit.site.store.account(id)).map(|account| account.display_name);
        let by = by.unwrap_or_else(|| visit.t.text("office-confirmed-shipped"));
        (span.to_string(), format!("{by}, {}", visit.moment(it.at)))
    });
    let confirmed = confirmed.collect();
    let sources = SOURCES.map(|(code, _)| code);
    CalendarPage { flash, year, months, listed, form, confirm, sources, confirmed, ahead: CONFIRMED_AHEAD_DAYS, visit }
}

fn listed(visit: &Visit, calendar: &Calendar, year: i16) -> Vec<ListedDay> {
    let registry = visit.town.registry();
    let struck =
        registry.days.values().filter(|note| note.kind == DayKind::Ordinary).map(|note| (note.day, "ordinary"));
    let off = calendar.holidays.iter().map(|day| (*day, "holiday"));
    let worked = calendar.working_weekends.iter().map(|day| (*day, "worked"));
    let mut all: Vec<_> = off.chain(worked).chain(struck).filter(|(day, _)| day.year() == year).collect();
    all.sort_unstable();
    all.into_iter()
        .map(|(day, list)| {
            let note = registry.days.get(&day);
            let name = note.map(|note| visit.lang.of(&note.names).to_owned()).unwrap_or_default();
            let source = note.map(|note| SourceLine::of(visit.t, &note.source));
            ListedDay { day, words: visit.t.day(day), list, name, source }
        })
        .collect()
}
