//! What stands in the cells of reports, and how a page and a paper show it.

use crate::line::class_key;
use crate::staff::spoken;
use crate::visit::Visit;
use crate::wording::Wording;
use admission::{ApplicationId, Class, GroupId, Zone};
use jiff::Timestamp;
use sheets::writing::{Cell, Column, Kind};
use store::{AccountId, Actor, Registry};

/// A column by the key of its name.
pub(in crate::pages::office) fn column(t: Wording, key: &str, kind: Kind) -> Column {
    Column { name: t.text(key), kind }
}

pub(super) fn count(count: impl TryInto<i64>) -> Cell {
    Cell::Number(count.try_into().unwrap_or(i64::MAX))
}

pub(in crate::pages::office) fn count_if_any(known: Option<impl TryInto<i64>>) -> Cell {
    known.map_or(Cell::Empty, count)
}

pub(super) fn moment(zone: &Zone, at: Timestamp) -> Cell {
    Cell::Moment(zone.day(at).to_datetime(zone.time(at)))
}

pub(in crate::pages::office) fn sign(application: ApplicationId) -> Cell {
    Cell::Text(spoken(application))
}

pub(super) fn class(t: Wording, class: Class) -> Cell {
    Cell::Text(t.text(class_key(class)))
}

/// Kindergarten and group, as they are called now.
pub(super) fn group(visit: &Visit, registry: &Registry, group: GroupId) -> [Cell; 2] {
    let Some(card) = registry.groups.get(&group) else { return [Cell::Empty, Cell::Empty] };
    let kindergarten = registry.kindergartens.get(&card.kindergarten);
    let kindergarten = kindergarten.map(|it| visit.lang.of(&it.names).to_owned()).unwrap_or_default();
    [Cell::Text(kindergarten), Cell::Text(visit.lang.of(&card.names).to_owned())]
}

/// The name of an account, for its colleagues.
pub(super) fn official(visit: &Visit, by: Option<Actor>) -> Cell {
    let account = by.and_then(|by| visit.site.store.account(AccountId(by.id)));
    let of_town = account.filter(|account| account.town == *visit.town.kato());
    Cell::Text(of_town.map_or_else(|| visit.t.text("report-official-unknown"), |account| account.display_name))
}

/// A cell as a page and a paper show it: whole numbers as they are, days as `02.03.2026`.
pub(super) fn words(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => number.to_string(),
        Cell::Day(day) => day.strftime("%d.%m.%Y").to_string(),
        Cell::Moment(at) => at.strftime("%d.%m.%Y %H:%M:%S").to_string(),
    }
}
