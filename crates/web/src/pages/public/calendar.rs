//! The calendar by which working days are counted: every day that differs from the ordinary week, with its name and the act
//! of law behind it.

use crate::answers::Asked;
use crate::day_words::SourceLine;
use crate::visit::{Page, Visit, show as render};
use askama::Template;
use jiff::civil::Date;
use store::DayKind;

struct SpecialDay {
    words: String,
    /// What it is, as a key.
    key: &'static str,
    look: &'static str,
    name: String,
    source: Option<SourceLine>,
}

#[derive(Template)]
#[template(path = "pages/public/calendar.html")]
struct CalendarPage {
    year: i16,
    /// The years before and after it of which something is known.
    before: Option<i16>,
    after: Option<i16>,
    days: Vec<SpecialDay>,
    visit: Visit,
}

/// `GET /{lang}/calendar?year=2027`.
pub(super) async fn show(visit: Visit, asked: Asked) -> Page {
    let (calendar, registry) = (visit.town.state().calendar().clone(), visit.town.registry());
    let struck = registry.days.values().filter(|note| note.kind == DayKind::Ordinary).map(|note| note.day);
    let off = calendar.holidays.iter().map(|day| (*day, "office-day-holiday", "bad"));
    let worked = calendar.working_weekends.iter().map(|day| (*day, "office-day-worked", "good"));
    let mut all: Vec<(Date, &str, &str)> =
        off.chain(worked).chain(struck.map(|day| (day, "office-day-ordinary", "still"))).collect();
    all.sort_unstable();
    let year = asked.0.of("year").parse().unwrap_or_else(|_| visit.today().year());
    let before = all.iter().map(|(day, ..)| day.year()).filter(|known| *known < year).max();
    let after = all.iter().map(|(day, ..)| day.year()).filter(|known| *known > year).min();
    let days = all.into_iter().filter(|(day, ..)| day.year() == year).map(|(day, key, look)| {
        let note = registry.days.get(&day);
        SpecialDay {
            words: visit.t.day(day),
            key,
            look,
            name: note.map(|note| visit.lang.of(&note.names).to_owned()).unwrap_or_default(),
            source: note.map(|note| SourceLine::of(visit.t, &note.source)),
        }
    });
    let days = days.collect();
    render(&CalendarPage { year, before, after, days, visit })
}
