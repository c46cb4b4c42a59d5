//! The bulletins as an Atom feed: whoever watches for places need not come and look.

use super::bulletins::places_of;
use crate::kept::keep_file;
use crate::trouble::Trouble;
use crate::visit::Visit;
use admission::{Bulletin, Kind};
use askama::Template;
use axum::http::HeaderMap;
use axum::response::Response;
use std::collections::BTreeMap;

/// The last bulletins that had places: more than a month of them.
const ENTRIES_MAX: usize = 40;

/// Who names the entries where nobody has said under which address the service is reached.
const NOBODY: &str = "kezek.invalid";

/// From this year on the names of the entries are given.
const NAMED_SINCE: u16 = 2026;

struct Entry {
    id: String,
    title: String,
    updated: String,
    address: String,
    summary: String,
}

#[derive(Template)]
#[template(path = "pages/public/feed.xml")]
struct Feed {
    visit: Visit,
    id: String,
    address: String,
    page: String,
    updated: String,
    entries: Vec<Entry>,
}

/// `GET /{lang}/bulletins.atom`.
pub(super) async fn show(visit: Visit, headers: HeaderMap) -> Result<Response, Trouble> {
    let (site, town) = (visit.site.clone(), visit.town.clone());
    let address = format!("{}/{}", visit.to("/bulletins.atom"), town.kato());
    let file = (address, "application/atom+xml; charset=utf-8");
    keep_file(&site, town, &headers, file, || Ok(Feed::of(visit).render()?)).await
}

impl Feed {
    fn of(visit: Visit) -> Self {
        let tally = visit.town.tally();
        let had_places = tally.bulletins().iter().rev().filter(|bulletin| !bulletin.places.is_empty());
        let last: Vec<Bulletin> = had_places.take(ENTRIES_MAX).cloned().collect();
        let began = tally.bulletins().first().map(|first| first.at);
        drop(tally);
        let here = |path: &str| format!("{}{}", visit.site.address(), visit.to(&visit.of_town(path)));
        // Before the first bulletin that had places, the feed is as old as the first evening, or as this visit.
        let updated = last.first().map(|last| last.at).or(began).unwrap_or(visit.now);
        Self {
            id: name(&visit, ""),
            address: here("/bulletins.atom"),
            page: here("/bulletins"),
            updated: updated.to_string(),
            entries: last.iter().map(|bulletin| entry(&visit, bulletin, here(&path(bulletin)))).collect(),
            visit,
        }
    }
}

fn path(bulletin: &Bulletin) -> String {
    format!("/bulletins/{}", bulletin.on)
}

/// `tag:balabaqsha.example.kz,2026:710000000/kk/bulletins/2026-03-05`: what names an entry for ever.
fn name(visit: &Visit, of_day: &str) -> String {
    let host = visit.site.address().split_once("://").map_or("", |(_, host)| host);
    let host = if host.starts_with('[') { "" } else { host.split(':').next().unwrap_or_default() };
    let host = if host.is_empty() { NOBODY } else { host };
    format!("tag:{host},{NAMED_SINCE}:{}/{}/bulletins{of_day}", visit.town.kato(), visit.lang)
}

fn entry(visit: &Visit, bulletin: &Bulletin, address: String) -> Entry {
    let mut by_queue = BTreeMap::<_, u64>::new();
    for published in &bulletin.places {
        *by_queue.entry(published.queue).or_default() += published.places;
    }
    let places = |count: u64| visit.t.with("places").set("count", count);
    let mut by_queue: Vec<_> = by_queue.into_iter().collect();
    by_queue.sort_by_key(|(queue, _)| (std::cmp::Reverse(queue.birth_year), queue.kind));
    let years = by_queue.into_iter().map(|(queue, count)| {
        let children = visit.t.with("children-born").set("year", queue.birth_year).to_string();
        let kind = match queue.kind {
            Kind::General => String::new(),
            Kind::Correctional => format!(" ({})", visit.t.text("kind-correctional")),
        };
        format!("{children}{kind}: {}", places(count))
    });
    let title = visit.t.with("bulletins-entry").set("day", visit.t.date(bulletin.on));
    Entry {
        id: name(visit, &format!("/{}", bulletin.on)),
        title: title.set("places", places(places_of(&bulletin.places))).to_string(),
        updated: bulletin.at.to_string(),
        address,
        summary: years.collect::<Vec<_>>().join("; "),
    }
}
