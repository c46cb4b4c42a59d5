//! How long children wait and have waited, by birth year and class.

use crate::line::class_look;
use crate::visit::Visit;
use admission::{Class, Kind, QueueId, Territory};
use jiff::civil::Date;
use std::collections::BTreeMap;
use store::Town;

/// How long the children of one queue and class wait, or waited.
pub(super) struct Wait {
    /// The style sheet's name of the class.
    pub(super) look: &'static str,
    pub(super) children: u64,
    pub(super) median: Option<u64>,
    /// Only of those who still wait.
    pub(super) longest: Option<u64>,
}

/// One birth year, by class.
pub(super) struct YearWaits {
    pub(super) birth_year: i64,
    pub(super) waits: [Option<Wait>; 3],
}

/// The queues of one kind, the youngest children first.
pub(super) struct KindWaits {
    pub(super) is_correctional: bool,
    pub(super) years: Vec<YearWaits>,
}

/// All of them.
#[derive(Default)]
pub(super) struct Waits {
    /// Those who wait.
    pub(super) waiting: Vec<KindWaits>,
    /// Those who were enrolled.
    pub(super) enrolled: Vec<KindWaits>,
    /// The longest wait shown, in days: as long as a bar can be.
    pub(super) longest: u64,
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

/// The same as tables show it.
pub(super) fn waits(visit: &Visit) -> Waits {
    let all = waits_in_days(&visit.town, visit.today());
    let longest = all.values().filter_map(|days| days.longest.max(days.enrolled_median)).max().unwrap_or_default();
    let waiting = |days: &WaitInDays| (days.waiting, days.median, days.longest);
    let enrolled = |days: &WaitInDays| (days.enrolled, days.enrolled_median, None);
    Waits { waiting: by_kind(&all, waiting), enrolled: by_kind(&all, enrolled), longest }
}

type Counted = (u64, Option<u64>, Option<u64>);

fn by_kind(all: &BTreeMap<(QueueId, Class), WaitInDays>, counted: impl Fn(&WaitInDays) -> Counted) -> Vec<KindWaits> {
    let mut kinds: Vec<KindWaits> = Vec::new();
    let mut queues: Vec<QueueId> = all.keys().map(|(queue, _)| *queue).collect();
    queues.dedup();
    queues.sort_by_key(|queue| (queue.kind, std::cmp::Reverse(queue.birth_year)));
    for queue in queues {
        let waits = Class::ALL.map(|class| {
            let (children, median, longest) = counted(all.get(&(queue, class))?);
            (children > 0).then_some(Wait { look: class_look(class), children, median, longest })
        });
        if waits.iter().all(Option::is_none) {
            continue;
        }
        let is_correctional = queue.kind == Kind::Correctional;
        if kinds.last().is_none_or(|last| last.is_correctional != is_correctional) {
            kinds.push(KindWaits { is_correctional, years: Vec::new() });
        }
        if let Some(last) = kinds.last_mut() {
            last.years.push(YearWaits { birth_year: queue.birth_year, waits });
        }
    }
    kinds
}
