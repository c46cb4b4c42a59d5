//! A table of vacated places: of one kindergarten, or of several, each named in its row.

use super::columns::{Code, folded, under_their_names};
use super::rows::{Faults, Fields};
use super::{Becomes, Line, Preview, Rows};
use crate::pages::kindergarten::places::room_left;
use crate::trouble::Trouble;
use crate::visit::Visit;
use admission::{GroupId, KindergartenId, PlacesReport, QueueId};
use axum::response::Response;
use std::collections::BTreeMap;
use store::{GroupCard, Names, Registry};

const KINDERGARTEN: Code = "kindergarten";
const GROUP: Code = "group";
const BIRTH_YEAR: Code = "birth_year";
const PLACES: Code = "places";
const CODES: [Code; 4] = [KINDERGARTEN, GROUP, BIRTH_YEAR, PLACES];

/// Places in one row at most: no group has more seats.
const PLACES_MAX: u64 = 60;

/// The columns of a table of one's own kindergarten, or of any.
fn codes(own: Option<KindergartenId>) -> &'static [Code] {
    if own.is_some() { &CODES[1..] } else { &CODES }
}

/// What is known, by the names that a table may give it.
struct Known<'r> {
    registry: &'r Registry,
    kindergartens: BTreeMap<String, Vec<KindergartenId>>,
    groups: BTreeMap<(KindergartenId, String), Vec<&'r GroupCard>>,
}

/// Its names in all languages, each once.
fn folded_names(names: &Names) -> Vec<String> {
    let mut all: Vec<_> = [&names.kk, &names.ru, &names.en].into_iter().map(|name| folded(name)).collect();
    all.sort_unstable();
    all.dedup();
    all
}

impl<'r> Known<'r> {
    fn of(registry: &'r Registry) -> Self {
        let mut kindergartens = BTreeMap::<_, Vec<_>>::new();
        for kindergarten in registry.open_kindergartens() {
            for name in folded_names(&kindergarten.names) {
                kindergartens.entry(name).or_default().push(kindergarten.id);
            }
        }
        let mut groups = BTreeMap::<_, Vec<_>>::new();
        for card in registry.groups.values().filter(|card| !card.is_closed()) {
            for name in folded_names(&card.names) {
                groups.entry((card.kindergarten, name)).or_default().push(card);
            }
        }
        Self { registry, kindergartens, groups }
    }
}

/// What a table of places would report, reckoned away from the threads that answer; and the table.
///
/// # Errors
/// `Unavailable` where the service is shutting down.
pub(in crate::pages) async fn previewed(
    visit: &Visit,
    own: Option<KindergartenId>,
    rows: Rows,
) -> Result<(Preview<Vec<PlacesReport>>, Rows), Trouble> {
    let visit = visit.clone();
    let looking = tokio::task::spawn_blocking(move || (preview(&visit, own, &rows), rows));
    looking.await.map_err(|_| Trouble::Unavailable)
}

fn preview(visit: &Visit, own: Option<KindergartenId>, rows: &Rows) -> Preview<Vec<PlacesReport>> {
    let mut faults = Faults::of(visit.t);
    let registry = visit.town.registry();
    let known = Known::of(&registry);
    let (mut lines, mut plan, mut of_groups) = (Vec::new(), Vec::new(), BTreeMap::<GroupId, (u64, u32)>::new());
    let mut seen = BTreeMap::new();
    for fields in under_their_names(rows, codes(own), codes(own), &mut faults) {
        let Some((card, report)) = report(visit, &known, own, &fields, &mut faults) else { continue };
        if let Some(before) = seen.insert((report.group, report.birth_year), fields.row) {
            faults.add(fields.row, GROUP, &visit.t.with("table-twice").set("row", i64::from(before)));
        }
        let sum = of_groups.entry(report.group).or_default();
        *sum = (sum.0 + report.places, fields.row);
        let becomes = if report.places > 0 { Becomes::New } else { Becomes::Same };
        let mut words = visit.t.with("places").set("count", report.places).to_string();
        let before = on_their_way(visit, card, report.birth_year);
        if before > 0 {
            words = format!("{words} · {}", visit.t.with("table-places-before").set("count", before));
        }
        let name = named(visit, &known, own, card, report.birth_year);
        lines.push(Line { row: fields.row, name, becomes, words });
        if report.places > 0 {
            plan.push(report);
        }
    }
    let state = visit.town.state();
    for (group, (places, row)) in of_groups {
        let room = registry.groups.get(&group).map_or(0, |card| room_left(&state, card));
        if places > room {
            faults.add(row, PLACES, &visit.t.with("table-no-room").set("count", room));
        }
    }
    faults.all.sort_by_key(|fault| fault.row);
    Preview { faults: faults.all, lines, plan }
}

/// Places of that group and year that were reported before and are not taken yet.
fn on_their_way(visit: &Visit, card: &GroupCard, birth_year: i64) -> u64 {
    let state = visit.town.state();
    let queue = state.queue(QueueId { birth_year, kind: card.kind });
    let offer = queue.and_then(|queue| queue.offers().get(&card.id));
    offer.map_or(0, |offer| offer.reported + offer.published + offer.open + offer.early.values().sum::<u64>())
}

/// The group and the year of a row, behind its kindergarten where there are several.
fn named(visit: &Visit, known: &Known<'_>, own: Option<KindergartenId>, card: &GroupCard, year: i64) -> String {
    let kindergarten = known.registry.kindergartens.get(&card.kindergarten).filter(|_| own.is_none());
    let group = visit.lang.of(&card.names);
    match kindergarten {
        Some(kindergarten) => format!("{}: {group}, {year}", visit.lang.of(&kindergarten.names)),
        None => format!("{group}, {year}"),
    }
}

/// The kindergarten that a row names, where it is not one's own.
fn kindergarten(known: &Known<'_>, fields: &Fields<'_>, faults: &mut Faults) -> Option<KindergartenId> {
    let fault = match known.kindergartens.get(&folded(fields.of(KINDERGARTEN))).map(Vec::as_slice) {
        Some([one]) => return Some(*one),
        Some(_) => "table-kindergarten-ambiguous",
        None => "table-kindergarten-unknown",
    };
    faults.add(fields.row, KINDERGARTEN, &faults.t.with(fault));
    None
}

fn report<'r>(
    visit: &Visit,
    known: &Known<'r>,
    own: Option<KindergartenId>,
    fields: &Fields<'_>,
    faults: &mut Faults,
) -> Option<(&'r GroupCard, PlacesReport)> {
    let t = visit.t;
    // Each wrong cell of a row is told, also where the others do not make sense.
    let places = fields.number(PLACES, PLACES_MAX, faults);
    let kindergarten = match own {
        Some(own) => own,
        None => kindergarten(known, fields, faults)?,
    };
    let card = match known.groups.get(&(kindergarten, folded(fields.of(GROUP)))).map(Vec::as_slice) {
        Some([card]) => *card,
        Some([_, ..]) => {
            let words = if own.is_some() { "table-group-ambiguous" } else { "table-group-ambiguous-office" };
            faults.add(fields.row, GROUP, &t.with(words));
            return None;
        }
        _ => {
            faults.add(fields.row, GROUP, &t.with("table-group-unknown"));
            return None;
        }
    };
    let year = fields.of(BIRTH_YEAR).parse().ok().filter(|year| card.birth_years.contains(year));
    let Some(birth_year) = year else {
        let years: Vec<_> = card.birth_years.iter().map(ToString::to_string).collect();
        faults.add(fields.row, BIRTH_YEAR, &t.with("table-year-not-of-group").set("years", years.join(", ")));
        return None;
    };
    Some((card, PlacesReport { group: card.id, birth_year, places: places.unwrap_or_default() }))
}

/// The groups of a kindergarten, or of all, each year in a row, to be filled in.
pub(in crate::pages) fn template(visit: &Visit, own: Option<KindergartenId>) -> Response {
    let registry = visit.town.registry();
    let kindergartens = registry.open_kindergartens().filter(|it| own.is_none_or(|own| own == it.id));
    let mut rows = Vec::new();
    for kindergarten in kindergartens {
        for card in registry.groups_of(kindergarten.id) {
            let names = [visit.lang.of(&kindergarten.names), visit.lang.of(&card.names)];
            let names = &names[usize::from(own.is_some())..];
            rows.extend(card.birth_years.iter().map(|year| {
                let cells = names.iter().map(|name| (*name).to_owned());
                cells.chain([year.to_string(), String::new()]).collect::<Vec<_>>()
            }));
        }
    }
    super::template(visit, "attachment; filename=\"places.csv\"", codes(own), &rows)
}
