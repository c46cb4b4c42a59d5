//! Occupancy: what the seats of each group are for now, and what the prepared plan of the year makes of them.

use super::cells::{self, column, count, count_if_any};
use super::{Report, Told, table};
use crate::chart::percent;
use crate::trouble::Trouble;
use crate::visit::Visit;
use admission::{GroupTurn, Kind, KindergartenId, Territory};
use sheets::writing::{Cell, Column, Kind as Holds};
use std::collections::BTreeMap;
use store::{GroupCard, Registry};

type Plans = BTreeMap<KindergartenId, Vec<GroupTurn>>;

pub(super) async fn tell(visit: &Visit) -> Result<Told, Trouble> {
    let plans = visit.town.year_plans().await?;
    let registry = visit.town.registry();
    let mut told = table(visit, Report::Occupancy, columns(visit));
    let (mut capacity, mut attending, mut uncounted) = (0, 0, 0_usize);
    {
        let state = visit.town.state();
        let mut groups: Vec<_> = registry.groups.values().filter(|group| !group.is_closed()).collect();
        let name = |group: &GroupCard| {
            registry.kindergartens.get(&group.kindergarten).map(|it| visit.lang.of(&it.names).to_owned())
        };
        groups.sort_by_key(|group| (name(group), group.kindergarten, group.id));
        for group in groups {
            match state.seats(group.id).and_then(|seats| seats.counted) {
                Some((seats, children, _)) => (capacity, attending) = (capacity + seats, attending + children),
                None => uncounted += 1,
            }
            told.rows.push(row(visit, (&state, &registry, &plans), group));
        }
    }
    let sum = visit.t.with("report-occupancy-sum").set("capacity", capacity).set("attending", attending);
    let sum = sum.set("percent", percent(attending, capacity).unwrap_or_default()).set("uncounted", uncounted);
    Ok(Told { notes: vec![sum.to_string()], table: told })
}

fn columns(visit: &Visit) -> Vec<Column> {
    let columns = [
        ("report-kindergarten", Holds::Text),
        ("report-group", Holds::Text),
        ("report-birth-years", Holds::Text),
        ("report-kind", Holds::Text),
        ("report-capacity", Holds::Number),
        ("report-attending", Holds::Number),
        ("report-referred", Holds::Number),
        ("report-offered", Holds::Number),
        ("report-free", Holds::Number),
        ("report-held", Holds::Number),
        ("report-percent", Holds::Number),
        ("report-planned-years", Holds::Text),
        ("report-planned-capacity", Holds::Number),
        ("report-planned-attending", Holds::Number),
        ("report-planned-percent", Holds::Number),
    ];
    columns.into_iter().map(|(key, kind)| column(visit.t, key, kind)).collect()
}

fn row(visit: &Visit, (state, registry, plans): (&Territory, &Registry, &Plans), group: &GroupCard) -> Vec<Cell> {
    let seats = state.seats(group.id);
    let counted = seats.and_then(|seats| seats.counted);
    let kind = match group.kind {
        Kind::General => "report-kind-general",
        Kind::Correctional => "report-kind-correctional",
    };
    let planned = plans.get(&group.kindergarten).and_then(|turns| turns.iter().find(|turn| turn.group == group.id));
    let mut row = cells::group(visit, registry, group.id).to_vec();
    row.extend([
        Cell::Text(years(&group.birth_years)),
        Cell::Text(visit.t.text(kind)),
        counted.map_or_else(|| count(group.capacity), |(capacity, ..)| count(capacity)),
        count_if_any(counted.map(|(_, attending, _)| attending)),
        count_if_any(seats.map(|seats| seats.referred)),
        count_if_any(seats.map(|seats| seats.offered)),
        count_if_any(seats.and_then(|seats| seats.free())),
        count_if_any(counted.map(|(_, _, held)| held)),
        count_if_any(counted.and_then(|(capacity, attending, _)| percent(attending, capacity))),
        planned.map_or(Cell::Empty, |turn| Cell::Text(years(&turn.birth_years))),
        count_if_any(planned.map(|turn| turn.capacity)),
        count_if_any(planned.map(|turn| turn.attending)),
        count_if_any(planned.and_then(|turn| percent(turn.attending, turn.capacity))),
    ]);
    row
}

fn years(years: &[i64]) -> String {
    years.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
