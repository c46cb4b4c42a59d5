//! Protocols of the lists: the places of each list that opened, who got access in which order, class and slot, and what became of it.

use super::cells::{self, column, count};
use super::question::Span;
use super::{Report, Told, in_turn, table};
use crate::pages::office::tasks::queue_name;
use crate::trouble::Trouble;
use crate::visit::Visit;
use admission::{AccessEnd, AccessFate, Choice, Grant, OpenedList, Source};
use sheets::writing::{Cell, Column, Kind as Holds};
use std::sync::Arc;
use store::Registry;

pub(super) async fn tell(visit: &Visit, span: Span) -> Result<Told, Trouble> {
    let town = Arc::clone(&visit.town);
    let record = in_turn(visit, async move { town.record(span.first, span.last).await }).await?;
    let registry = visit.town.registry();
    let mut told = table(visit, Report::Protocols, columns(visit));
    let lists = record.chronicle.lists();
    told.rows = lists.iter().flat_map(|list| rows(visit, &registry, list)).collect();
    let places: u64 = lists.iter().flat_map(|list| list.places.values()).sum();
    let grants: usize = lists.iter().map(|list| list.grants.len()).sum();
    let sum =
        visit.t.with("report-protocols-sum").set("lists", lists.len()).set("places", places).set("grants", grants);
    let notes = vec![span.words(visit), sum.to_string(), visit.t.text("report-protocols-how")];
    Ok(Told { notes, table: told })
}

fn columns(visit: &Visit) -> Vec<Column> {
    let columns = [
        ("report-opened-on", Holds::Date),
        ("report-queue", Holds::Text),
        ("report-entry-kind", Holds::Text),
        ("report-turn", Holds::Number),
        ("report-sign", Holds::Text),
        ("report-class", Holds::Text),
        ("report-block", Holds::Number),
        ("report-slot", Holds::Number),
        ("report-outcome", Holds::Text),
        ("report-kindergarten", Holds::Text),
        ("report-group", Holds::Text),
        ("report-places", Holds::Number),
    ];
    columns.into_iter().map(|(key, kind)| column(visit.t, key, kind)).collect()
}

/// First the places of a list, then the accesses to it.
fn rows(visit: &Visit, registry: &Registry, list: &OpenedList) -> Vec<Vec<Cell>> {
    let begins = |what: &str| {
        vec![Cell::Day(list.on), Cell::Text(queue_name(visit, list.queue)), Cell::Text(visit.t.text(what))]
    };
    let places = list.places.iter().map(|(&group, &places)| {
        let mut row = begins("report-entry-place");
        row.extend([Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty]);
        row.extend(cells::group(visit, registry, group));
        row.push(count(places));
        row
    });
    let grants = list.grants.iter().zip(1_u32..).map(|(grant, turn)| {
        let mut row = begins("report-entry-access");
        row.extend([count(turn), cells::sign(grant.application), cells::class(visit.t, grant.class)]);
        row.extend([grant.slot.map(|slot| slot.block), grant.slot.map(|slot| slot.number)].map(cells::count_if_any));
        row.push(Cell::Text(visit.t.text(fate(grant))));
        row.extend(match grant.fate {
            AccessFate::Taken(group, ..) => cells::group(visit, registry, group),
            _ => [Cell::Empty, Cell::Empty],
        });
        row.push(Cell::Empty);
        row
    });
    places.chain(grants).collect()
}

fn fate(grant: &Grant) -> &'static str {
    match grant.fate {
        AccessFate::Running => "report-fate-running",
        AccessFate::Taken(_, _, Choice::Official(_)) => "report-fate-official",
        AccessFate::Taken(_, Source::Open | Source::Unoffered, _) => "report-fate-open",
        AccessFate::Taken(_, Source::Early(_), Choice::Standing) => "report-fate-ranked",
        AccessFate::Taken(_, Source::Early(_), Choice::Family) => "report-fate-taken",
        AccessFate::Ended(AccessEnd::Passed) => "report-fate-passed",
        AccessFate::Ended(AccessEnd::Missed) => "report-fate-missed",
        AccessFate::Ended(AccessEnd::LapsedAfterRecall) => "report-fate-recalled",
        AccessFate::Ended(AccessEnd::GivenUp) => "report-fate-given-up",
        AccessFate::Ended(AccessEnd::TakenBack) => "report-fate-taken-back",
        AccessFate::Ended(AccessEnd::QueueClosed) => "report-fate-closed",
    }
}
