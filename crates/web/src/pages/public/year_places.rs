//! Vacated places by birth year and kind, as lists show them: the bulletin of today and those of the past.

use crate::offer::GroupLine;
use crate::visit::Visit;
use admission::{GroupId, Kind, QueueId};
use store::Registry;

/// Places of one queue.
pub(super) struct YearPlaces {
    pub(super) birth_year: i64,
    pub(super) is_correctional: bool,
    pub(super) rows: Vec<(GroupLine, u64)>,
}

impl YearPlaces {
    fn of(visit: &Visit, registry: &Registry, queue: QueueId, places: impl Iterator<Item = (GroupId, u64)>) -> Self {
        let rows = places.filter_map(|(group, places)| Some((GroupLine::of(visit, registry, group)?, places)));
        let mut rows: Vec<_> = rows.collect();
        rows.sort_by(|(a, _), (b, _)| (&a.kindergarten_name, &a.name).cmp(&(&b.kindergarten_name, &b.name)));
        Self { birth_year: queue.birth_year, is_correctional: queue.kind == Kind::Correctional, rows }
    }

    /// The queues that have any, the youngest children first.
    pub(super) fn of_all<P: Iterator<Item = (GroupId, u64)>>(
        visit: &Visit,
        registry: &Registry,
        queues: impl Iterator<Item = (QueueId, P)>,
    ) -> Vec<Self> {
        let years = queues.map(|(queue, places)| Self::of(visit, registry, queue, places));
        let mut years: Vec<_> = years.filter(|year| !year.rows.is_empty()).collect();
        years.sort_by_key(|year| (std::cmp::Reverse(year.birth_year), year.is_correctional));
        years
    }
}
