//! How long children wait and have waited, by birth year and class.

use crate::chart::length;
use crate::line::{class_key, class_look};
use crate::visit::Visit;
use admission::{Class, Kind, QueueId, Territory};
use jiff::civil::Date;
use std::collections::BTreeMap;
use store::Town;

/// Those of one queue and class.
pub(crate) struct Wait {
    pub(crate) birth_year: i64,
    pub(crate) is_correctional: bool,
    pub(crate) class_key: &'static str,
    pub(crate) class_look: &'static str,
    /// How many wait in the order now.
    pub(crate) waiting: u64,
    /// How long the one in the middle and the first of them have waited, in words.
    pub(crate) median: String,
    pub(crate) longest: String,
    /// The same as parts of a bar.
    pub(crate) median_bar: String,
    pub(crate) longest_bar: String,
    pub(crate) enrolled: u64,
    pub(crate) enrolled_median: String,
}

/// Waits of one queue and class in days.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct WaitInDays {
    pub(crate) waiting: u64,
    pub(crate) median: Option<u64>,
    pub(crate) longest: Option<u64>,
    pub(crate) enrolled: u64,
    pub(crate) enrolled_median: Option<u64>,
}

/// Waits of all queues and classes in which anybody waits or was enrolled.
pub(crate) fn waits_in_days(town: &Town, today: Date) -> BTreeMap<(QueueId, Class), WaitInDays> {
    let mut all = BTreeMap::<_, WaitInDays>::new();
    for (queue, class, waited) in town.tally().waited() {
        let days = all.entry((queue, class)).or_default();
        (days.enrolled, days.enrolled_median) = (waited.children(), waited.median_days());
    }
    let state = town.state();
    for queue in state.queues().filter(|queue| !state.has_closed(queue.id().birth_year, today)) {
        let waiting = queue.waiting();
        let of_class = [waiting.out_of_turn, waiting.first_priority, waiting.ordinary];
        for (class, waiting) in Class::ALL.into_iter().zip(of_class).filter(|(_, waiting)| *waiting > 0) {
            let days = all.entry((queue.id(), class)).or_default();
            days.waiting = waiting;
            // By date the longest wait comes first; of two in the middle the shorter one counts, as for those enrolled.
            days.median = waited(&state, (queue.id(), class), waiting / 2, today);
            days.longest = waited(&state, (queue.id(), class), 0, today);
        }
    }
    all
}

fn waited(state: &Territory, (queue, class): (QueueId, Class), nth: u64, today: Date) -> Option<u64> {
    let since = state.zone().day(state.nth_waiting(queue, class, nth)?.applied_at());
    Some(u64::try_from(today.duration_since(since).as_hours() / 24).unwrap_or_default())
}

pub(super) fn waits(visit: &Visit) -> Vec<Wait> {
    let all = waits_in_days(&visit.town, visit.today());
    let most = all.values().filter_map(|days| days.longest).max().unwrap_or_default();
    let span = |days: Option<u64>| days.map_or_else(|| "–".to_owned(), |days| visit.t.span(days));
    let bar = |days: Option<u64>| length(days.unwrap_or_default(), most);
    // The youngest first, as the lists of the queues.
    let mut lines: Vec<_> = all.into_iter().collect();
    lines.sort_by_key(|((queue, class), _)| (queue.kind, std::cmp::Reverse(queue.birth_year), *class));
    let line = |((queue, class), days): ((QueueId, Class), WaitInDays)| Wait {
        birth_year: queue.birth_year,
        is_correctional: queue.kind == Kind::Correctional,
        class_key: class_key(class),
        class_look: class_look(class),
        waiting: days.waiting,
        median: span(days.median),
        longest: span(days.longest),
        median_bar: bar(days.median),
        longest_bar: bar(days.longest),
        enrolled: days.enrolled,
        enrolled_median: span(days.enrolled_median),
    };
    lines.into_iter().map(line).collect()
}
