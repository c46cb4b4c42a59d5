//! What stands in each table of open data. States and counts are copied out first and written afterwards: the writing thread
//! waits for whoever holds them.

use crate::offer::hours_code;
use crate::pages::waits_in_days;
use crate::sheet::Cell;
use admission::{Class, Counts, Kind, Offer, QueueId, Way};
use jiff::civil::Date;
use store::{Names, Town};

type Row = Vec<Cell>;

fn kind(kind: Kind) -> Cell {
    Cell::word(match kind {
        Kind::General => "general",
        Kind::Correctional => "correctional",
    })
}

fn class(class: Class) -> Cell {
    Cell::word(match class {
        Class::OutOfTurn => "out_of_turn",
        Class::FirstPriority => "first_priority",
        Class::Ordinary => "ordinary",
    })
}

fn queue(queue: QueueId) -> [Cell; 2] {
    [Cell::Year(queue.birth_year), kind(queue.kind)]
}

fn some(count: Option<u64>) -> Cell {
    count.map_or(Cell::Nothing, Cell::Count)
}

fn three(names: &Names) -> [Cell; 3] {
    [&names.kk, &names.ru, &names.en].map(|name| Cell::Text(name.clone()))
}

/// Vacant places by where they are on their way.
fn vacant(offer: &Offer) -> [u64; 3] {
    [offer.published, offer.early_total(), offer.open]
}

pub(super) fn queues(town: &Town, today: Date, _: i16) -> Vec<Row> {
    let state = town.state();
    let open = state.queues().filter(|queue| !state.has_closed(queue.id().birth_year, today));
    let row = |it: &admission::Queue| {
        let (waiting, places) = (it.waiting(), it.places());
        let counts = [it.holding_access(), waiting.out_of_turn, waiting.first_priority, waiting.ordinary];
        let counts = counts.into_iter().chain(vacant(&places)).chain([places.referred, places.enrolled]);
        queue(it.id()).into_iter().chain(counts.map(Cell::Count)).collect()
    };
    open.map(row).collect()
}

pub(super) fn vacancies(town: &Town, today: Date, _: i16) -> Vec<Row> {
    let (state, mut rows) = (town.state(), Vec::new());
    for it in state.queues().filter(|queue| !state.has_closed(queue.id().birth_year, today)) {
        for (group, offer) in it.offers() {
            let places = vacant(offer);
            if let Some(known) = state.groups().get(group).filter(|_| places.iter().any(|places| *places > 0)) {
                let of = [known.kindergarten.0, group.0].map(Cell::from);
                rows.push(queue(it.id()).into_iter().chain(of).chain(places.map(Cell::Count)).collect());
            }
        }
    }
    rows
}

pub(super) fn waits(town: &Town, today: Date, _: i16) -> Vec<Row> {
    let row = |((of, its_class), days): ((QueueId, Class), crate::pages::WaitInDays)| {
        let rest = [
            class(its_class),
            days.waiting.into(),
            some(days.median),
            some(days.longest),
            days.enrolled.into(),
            some(days.enrolled_median),
        ];
        queue(of).into_iter().chain(rest).collect()
    };
    waits_in_days(town, today).into_iter().map(row).collect()
}

pub(super) fn counts(town: &Town, _: Date, year: i16) -> Vec<Row> {
    let of_year: Vec<_> = town.tally().days().iter().filter(|day| day.on.year() == year).cloned().collect();
    let row = |on: Date, of: QueueId, counts: &Counts| {
        let given = Class::ALL.map(|class| counts.given_to(class).into());
        let taken = Way::ALL.map(|way| counts.taken_by(way).into());
        let cells = [counts.asked, counts.taken_over].map(Cell::from).into_iter();
        let cells = cells.chain([counts.offered, counts.recalled].map(Cell::Count)).chain(given);
        let cells = cells.chain([counts.by_ratio.first_priority, counts.by_ratio.ordinary].map(Cell::from));
        let cells = cells.chain([counts.passed, counts.missed, counts.dropped].map(Cell::from)).chain(taken);
        let cells = cells.chain([counts.declined, counts.refused, counts.expired].map(Cell::from));
        let cells = cells.chain([counts.enrolled, counts.withdrawn, counts.closed, counts.exchanged].map(Cell::from));
        [Cell::Day(on)].into_iter().chain(queue(of)).chain(cells).collect()
    };
    of_year.iter().flat_map(|day| day.queues.iter().map(|(of, counts)| row(day.on, *of, counts))).collect()
}

pub(super) fn bulletins(town: &Town, _: Date, year: i16) -> Vec<Row> {
    let of_year: Vec<_> = town.tally().bulletins().iter().filter(|it| it.on.year() == year).cloned().collect();
    let registry = town.registry();
    let mut rows = Vec::new();
    for bulletin in &of_year {
        for published in &bulletin.places {
            let kindergarten = registry.groups.get(&published.group).map(|card| card.kindergarten.0);
            let kindergarten = kindergarten.map_or(Cell::Nothing, Cell::from);
            let rest = [kindergarten, published.group.0.into(), published.places.into()];
            rows.push([Cell::Day(bulletin.on)].into_iter().chain(queue(published.queue)).chain(rest).collect());
        }
    }
    rows
}

pub(super) fn kindergartens(town: &Town, _: Date, _: i16) -> Vec<Row> {
    let registry = town.registry();
    let row = |it: &store::Kindergarten| {
        let names = [&it.names, &it.address, &it.district].into_iter().flat_map(three);
        // Without the plus, which spreadsheet programs take for a formula.
        let phone = Cell::word(it.phone.strip_prefix('+').unwrap_or(&it.phone));
        let degrees = |degrees: Option<f64>| degrees.map_or(Cell::Nothing, Cell::Degrees);
        let point = [it.point.map(store::Point::latitude), it.point.map(store::Point::longitude)].map(degrees);
        [Cell::from(it.id.0)].into_iter().chain(names).chain([phone]).chain(point).collect()
    };
    registry.kindergartens.values().map(row).collect()
}

pub(super) fn groups(town: &Town, _: Date, _: i16) -> Vec<Row> {
    let registry = town.registry();
    let row = |it: &store::GroupCard| {
        let years: Vec<_> = it.birth_years.iter().map(ToString::to_string).collect();
        let rest = [
            Cell::word(it.language.code()),
            kind(it.kind),
            Cell::Text(years.join(" ")),
            Cell::word(hours_code(it.hours)),
            it.capacity.into(),
        ];
        [it.id.0, it.kindergarten.0].map(Cell::from).into_iter().chain(three(&it.names)).chain(rest).collect()
    };
    registry.groups.values().map(row).collect()
}

pub(super) fn acts(town: &Town, _: Date, _: i16) -> Vec<Row> {
    let state = town.state();
    let row = |(act, reason, count): (&str, admission::ActReason, u64)| {
        vec![Cell::word(act), Cell::word(reason.code()), count.into()]
    };
    state.acts().map(row).collect()
}
