//! What an interruption would touch, said before it is carried out: evenings without a list, places that wait, windows and
//! families, with the old end and the new.

use crate::visit::Visit;
use admission::Territory;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use std::collections::BTreeMap;

/// Days looked ahead for the list after a suspension; a year without any is said to be without.
const LOOK_AHEAD_DAYS: usize = 366;

/// What a suspension would touch, in sentences.
pub(super) fn of_suspension(visit: &Visit, first: Date, last: Date) -> Vec<String> {
    let state = visit.town.state();
    let is_free = |day: &Date| !state.is_suspended(*day) && state.publishes_at(*day) > visit.now;
    let evenings = first.series(1.day()).take_while(|day| *day <= last).filter(is_free).count();
    let held_back: u64 = state.queues().map(|queue| queue.places().reported).sum();
    let windows = state.queues().map(|queue| queue.lists().len()).sum::<usize>();
    let after = visit.today().series(1.day()).take(LOOK_AHEAD_DAYS);
    let next = after.filter(is_free).find(|day| !(first..=last).contains(day)).map(|day| state.publishes_at(day));
    drop(state);
    let mut lines = vec![
        visit.t.with("interruption-evenings").set("count", evenings).to_string(),
        visit.t.with("interruption-held-back").set("count", held_back).to_string(),
        visit.t.with("interruption-windows-stay").set("count", windows).to_string(),
    ];
    lines.extend(next.map(|at| visit.t.with("office-next-bulletin").set("when", visit.soon(at)).to_string()));
    lines
}

/// What an extension by so many days would touch: one sentence for each end.
pub(super) fn of_extension(visit: &Visit, days: u32) -> Vec<String> {
    let by_end = by_end(&visit.town.state());
    let sentence = |(until, (lists, families)): (Timestamp, (usize, usize))| {
        let day = visit.zone.day(until).saturating_add(i64::from(days).days());
        let longer = visit.zone.instant(day, visit.zone.time(until));
        visit
            .t
            .with("interruption-window")
            .set("lists", lists)
            .set("families", families)
            .set("until", visit.soon(until))
            .set("longer", visit.soon(longer))
            .to_string()
    };
    by_end.into_iter().map(sentence).collect()
}

/// How many lists end when, and how many families choose from them.
fn by_end(state: &Territory) -> BTreeMap<Timestamp, (usize, usize)> {
    let mut by_end: BTreeMap<Timestamp, (usize, usize)> = BTreeMap::new();
    for queue in state.queues() {
        for list in queue.lists().values() {
            by_end.entry(list.until).or_default().0 += 1;
        }
        // Whoever holds access stands in front of the order.
        let holders = usize::try_from(queue.holding_access()).unwrap_or(usize::MAX);
        for application in state.order(queue.id(), 0).take(holders) {
            let list = application.access_list().and_then(|list| queue.lists().get(&list));
            if let Some(list) = list {
                by_end.entry(list.until).or_default().1 += 1;
            }
        }
    }
    by_end
}
