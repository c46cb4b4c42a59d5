//! A table of vacated places of one kindergarten.

use super::columns::{Code, folded, under_their_names};
use super::rows::{Faults, Fields};
use super::{Becomes, Line, Preview, Rows};
use crate::pages::kindergarten::places::room_left;
use crate::visit::Visit;
use admission::{GroupId, KindergartenId, PlacesReport};
use axum::response::Response;
use std::collections::BTreeMap;
use store::{GroupCard, Registry};

const GROUP: Code = "group";
const BIRTH_YEAR: Code = "birth_year";
const PLACES: Code = "places";
const CODES: [Code; 3] = [GROUP, BIRTH_YEAR, PLACES];

/// Places in one row at most: no group has more seats.
const PLACES_MAX: u64 = 60;

/// What a table of places would report.
pub(in crate::pages) fn preview(
    visit: &Visit,
    kindergarten: KindergartenId,
    rows: &Rows,
) -> Preview<Vec<PlacesReport>> {
    let mut faults = Faults::of(visit.t);
    let registry = visit.town.registry();
    let (mut lines, mut plan, mut of_groups) = (Vec::new(), Vec::new(), BTreeMap::<GroupId, (u64, u32)>::new());
    let mut seen = BTreeMap::new();
    for fields in under_their_names(rows, &CODES, &CODES, &mut faults) {
        let Some((card, report)) = report(visit, &registry, kindergarten, &fields, &mut faults) else { continue };
        if let Some(before) = seen.insert((report.group, report.birth_year), fields.row) {
            faults.add(fields.row, GROUP, &visit.t.with("table-twice").set("row", i64::from(before)));
        }
        let sum = of_groups.entry(report.group).or_default();
        *sum = (sum.0 + report.places, fields.row);
        let name = format!("{}, {}", visit.lang.of(&card.names), report.birth_year);
        let words = visit.t.with("places").set("count", report.places).to_string();
        let becomes = if report.places > 0 { Becomes::New } else { Becomes::Same };
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

fn report<'r>(
    visit: &Visit,
    registry: &'r Registry,
    kindergarten: KindergartenId,
    fields: &Fields<'_>,
    faults: &mut Faults,
) -> Option<(&'r GroupCard, PlacesReport)> {
    let t = visit.t;
    let wanted = folded(fields.of(GROUP));
    let is_named =
        |card: &&GroupCard| [&card.names.kk, &card.names.ru, &card.names.en].iter().any(|name| folded(name) == wanted);
    let named: Vec<&GroupCard> = registry.groups_of(kindergarten).filter(is_named).collect();
    let places = fields.number(PLACES, PLACES_MAX, faults);
    let card = match named.as_slice() {
        [card] => *card,
        [] => {
            faults.add(fields.row, GROUP, &t.with("table-group-unknown"));
            return None;
        }
        _ => {
            faults.add(fields.row, GROUP, &t.with("table-group-ambiguous"));
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

/// The kindergarten's own groups, each year in a row, to be filled in.
pub(in crate::pages) fn template(visit: &Visit, kindergarten: KindergartenId) -> Response {
    let registry = visit.town.registry();
    let rows = registry.groups_of(kindergarten).flat_map(|card| {
        let name = visit.lang.of(&card.names);
        card.birth_years.iter().map(|year| vec![name.to_owned(), year.to_string(), String::new()]).collect::<Vec<_>>()
    });
    super::template(visit, "attachment; filename=\"places.csv\"", &CODES, &rows.collect::<Vec<_>>())
}
