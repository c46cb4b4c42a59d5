//! The bulletins of the past: each day has an address of its own that stays, each month lists its days.

use super::year_places::YearPlaces;
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use admission::{Bulletin, Published, QueueId};
use askama::Template;
use axum::extract::Path;
use jiff::ToSpan;
use jiff::civil::Date;

/// One bulletin of a month.
struct DayLine {
    on: Date,
    day: String,
    places: u64,
}

#[derive(Template)]
#[template(path = "pages/public/bulletins.html")]
struct MonthPage {
    visit: Visit,
    month: String,
    days: Vec<DayLine>,
    /// Months before and after, as they stand in addresses.
    earlier: Option<String>,
    later: Option<String>,
}

#[derive(Template)]
#[template(path = "pages/public/past_bulletin.html")]
struct DayPage {
    visit: Visit,
    day: String,
    /// Its month, as it stands in addresses.
    month: String,
    came_out: String,
    places: u64,
    years: Vec<YearPlaces>,
    /// Days of the bulletins before and after.
    earlier: Option<Date>,
    later: Option<Date>,
}

/// `GET /{lang}/bulletins`: the month of the last one.
pub(super) async fn show_last(visit: Visit) -> Page {
    let last = visit.town.tally().bulletins().last().map(|last| last.on);
    let month = last.unwrap_or_else(|| visit.today()).first_of_month();
    month_page(visit, month)
}

/// `GET /{lang}/bulletins/2026-03` and `GET /{lang}/bulletins/2026-03-05`.
pub(super) async fn show(visit: Visit, Path((_, days)): Path<(String, String)>) -> Page {
    if let Some(month) = month_named(&days) {
        return month_page(visit, month);
    }
    let on = day_named(&days).ok_or(Trouble::NotFound)?;
    day_page(visit, on)
}

/// Only as we write it ourselves, so that a page has one address.
fn day_named(text: &str) -> Option<Date> {
    text.parse::<Date>().ok().filter(|day| day.to_string() == text)
}

fn month_named(text: &str) -> Option<Date> {
    day_named(&format!("{text}-01"))
}

fn written_month(day: Date) -> String {
    day.strftime("%Y-%m").to_string()
}

fn month_page(visit: Visit, month: Date) -> Page {
    let (days, earlier, later) = {
        let tally = visit.town.tally();
        let all = tally.bulletins();
        let next = month.saturating_add(1.month());
        let (from, to) =
            (all.partition_point(|bulletin| bulletin.on < month), all.partition_point(|bulletin| bulletin.on < next));
        let line = |bulletin: &Bulletin| DayLine {
            on: bulletin.on,
            day: visit.t.day(bulletin.on),
            places: places_of(&bulletin.places),
        };
        let days: Vec<_> = all[from..to].iter().rev().map(line).collect();
        let month_of = |bulletin: &Bulletin| written_month(bulletin.on);
        (days, all[..from].last().map(month_of), all[to..].first().map(month_of))
    };
    // Months in which nothing came out are no pages, but for the first visitor of a new town.
    if days.is_empty() && (earlier.is_some() || later.is_some()) {
        return Err(Trouble::NotFound);
    }
    render(&MonthPage { month: visit.t.month_of_year(month), days, earlier, later, visit })
}

fn day_page(visit: Visit, on: Date) -> Page {
    let (bulletin, earlier, later) = {
        let tally = visit.town.tally();
        let all = tally.bulletins();
        let place = all.binary_search_by_key(&on, |bulletin| bulletin.on).map_err(|_| Trouble::NotFound)?;
        let day_at = |place: usize| all.get(place).map(|bulletin| bulletin.on);
        (all[place].clone(), place.checked_sub(1).and_then(day_at), day_at(place + 1))
    };
    let registry = visit.town.registry();
    let by_queue = bulletin.places.chunk_by(|one, next| one.queue == next.queue);
    let by_queue = by_queue.map(|of_queue| {
        let queue: QueueId = of_queue[0].queue;
        (queue, of_queue.iter().map(|published| (published.group, published.places)))
    });
    let years = YearPlaces::of_all(&visit, &registry, by_queue);
    render(&DayPage {
        day: visit.t.date(on),
        month: written_month(on),
        came_out: visit.moment(bulletin.at),
        places: places_of(&bulletin.places),
        years,
        earlier,
        later,
        visit,
    })
}

/// Places of all groups together.
pub(super) fn places_of(published: &[Published]) -> u64 {
    published.iter().fold(0, |sum, published| sum.saturating_add(published.places))
}
