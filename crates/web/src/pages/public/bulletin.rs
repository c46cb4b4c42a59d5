//! The bulletin: vacated places in the three stages of their way, by birth year.

use super::year_places::YearPlaces;
use crate::kept::{Public, keep};
use crate::offer::GroupLine;
use crate::town_map::{Stage, TownMap};
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use admission::{Offer, Queue};
use askama::Template;
use axum::http::HeaderMap;
use axum::response::Response;
use jiff::civil::Date;
use std::collections::BTreeMap;
use store::Registry;

/// Early places that share the end of their window.
struct EarlyList {
    until: String,
    years: Vec<YearPlaces>,
}

/// Places taken back before anybody had taken them.
struct RecalledPlaces {
    day: String,
    line: GroupLine,
    places: u64,
    reason: String,
}

/// Recalls stay on the page so many days, the day itself included.
const RECALLS_SHOWN_DAYS: i64 = 7;

#[derive(Template)]
#[template(path = "pages/public/bulletin.html")]
struct BulletinPage {
    map: Option<TownMap>,
    published: Vec<YearPlaces>,
    early: Vec<EarlyList>,
    open: Vec<YearPlaces>,
    recalled: Vec<RecalledPlaces>,
    /// Why no bulletin comes out, and its last day.
    suspended: Option<(String, String)>,
    visit: Visit,
}

/// `GET /{lang}/bulletin`.
pub(super) async fn show(visit: Visit, headers: HeaderMap) -> Result<Response, Trouble> {
    keep(visit, &headers, Public::Bulletin, page).await
}

fn page(visit: Visit) -> Page {
    let registry = visit.town.registry();
    let suspended = suspended(&visit);
    let recalled = recalled(&visit, &registry);
    let (published, early, open) = {
        let state = visit.town.state();
        // What is left of a queue that has reached its age is offered to nobody.
        let today = visit.today();
        let queues = || state.queues().filter(|queue| !state.has_closed(queue.id().birth_year, today));
        let published = places(&visit, &registry, queues(), |offer| offer.published);
        let open = places(&visit, &registry, queues(), |offer| offer.open);
        let mut lists: Vec<Date> = queues().flat_map(|queue| queue.lists().keys().copied()).collect();
        lists.sort_unstable();
        lists.dedup();
        let early = lists.into_iter().rev().map(|list| {
            let until = queues().find_map(|queue| queue.lists().get(&list)).map(|running| running.until);
            let years = places(&visit, &registry, queues(), |offer| offer.early.get(&list).copied().unwrap_or(0));
            EarlyList { until: until.map_or_else(String::new, |until| visit.until(until)), years }
        });
        let early: Vec<_> = early.filter(|list| !list.years.is_empty()).collect();
        (published, early, open)
    };
    let map = TownMap::of(visit.lang, &registry, &vacant(&open, &early, &published));
    render(&BulletinPage { map, published, early, open, recalled, suspended, visit })
}

/// The suspension that lies over today, and lasts longest.
fn suspended(visit: &Visit) -> Option<(String, String)> {
    let (state, today) = (visit.town.state(), visit.today());
    let over_today = state.suspensions().iter().filter(|(first, last, _)| (*first..=*last).contains(&today));
    let (_, last, reason) = over_today.max_by_key(|(_, last, _)| *last)?;
    Some((visit.t.text(format!("interruption-{}", reason.code())), visit.t.date(last)))
}

/// What kindergartens recalled lately, newest first: a recall is a public event.
fn recalled(visit: &Visit, registry: &Registry) -> Vec<RecalledPlaces> {
    let since = visit.today().saturating_sub(jiff::Span::new().days(RECALLS_SHOWN_DAYS - 1));
    let state = visit.town.state();
    let lately = state.recalls().iter().rev().take_while(|recall| recall.on >= since);
    lately
        .filter_map(|recall| {
            Some(RecalledPlaces {
                day: visit.t.date(recall.on),
                line: GroupLine::of(visit, registry, recall.group)?,
                places: recall.places,
                reason: visit.t.text(format!("recall-{}", recall.reason.code())),
            })
        })
        .collect()
}

fn places<'a>(
    visit: &Visit,
    registry: &Registry,
    queues: impl Iterator<Item = &'a Queue>,
    count: impl Fn(&Offer) -> u64,
) -> Vec<YearPlaces> {
    let count = &count;
    let by_queue = queues.map(|queue| {
        let places = queue.offers().iter().map(|(&group, offer)| (group, count(offer)));
        (queue.id(), places.filter(|(_, places)| *places > 0))
    });
    YearPlaces::of_all(visit, registry, by_queue)
}

/// All vacant places by kindergarten, under the stage in which they can be taken soonest.
fn vacant(open: &[YearPlaces], early: &[EarlyList], published: &[YearPlaces]) -> BTreeMap<u32, (Stage, u64)> {
    let mut vacant = BTreeMap::new();
    let in_stage = |stage| move |year| (stage, year);
    let all = open.iter().map(in_stage(Stage::Open));
    let all = all.chain(early.iter().flat_map(|list| &list.years).map(in_stage(Stage::Early)));
    for (stage, year) in all.chain(published.iter().map(in_stage(Stage::Published))) {
        for (line, places) in &year.rows {
            vacant.entry(line.kindergarten).or_insert((stage, 0)).1 += places;
        }
    }
    vacant
}
