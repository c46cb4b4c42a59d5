//! What a ranked list would have been given at openings that are past: the same events that made the state, seen once
//! more with the list of one family laid beside them (rules, 7).

use crate::{Application, ApplicationId, Choice, Event, GroupId, Queue, QueueId, Source, Territory};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// One opening of a list that is past.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastOpening {
    /// The local day.
    pub on: Date,
    /// Its places by group, before anybody had taken one.
    pub places: BTreeMap<GroupId, u64>,
    /// The queue as it stood when access was given.
    order: Vec<ApplicationId>,
    /// So many of them held access to an earlier list.
    holding_access: usize,
    /// Who got access, from the front.
    granted: Vec<ApplicationId>,
    /// What ranked lists took, each with its keeper's place among those who got access, in the order in which they were
    /// carried out; none where the town did without them.
    by_lists: Option<Vec<(usize, GroupId)>>,
}

/// How far an opening reached one application, and what its ranked list would have been given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// It did not stand in the order.
    Outside,
    /// It held access to an earlier list already, and a ranked list is carried out only as an access opens.
    HeldAccess,
    /// Access ended before its place in the queue.
    TooFar {
        /// The place.
        place: u64,
    },
    /// It got access.
    Access {
        /// The place before.
        place: u64,
        /// The first of the ranked groups that still had a place when its turn came.
        would_take: Option<GroupId>,
    },
}

impl PastOpening {
    /// All its places.
    #[must_use]
    pub fn places_total(&self) -> u64 {
        self.places.values().sum()
    }

    /// Children who stood in the order.
    #[must_use]
    pub fn children(&self) -> usize {
        self.order.len()
    }

    /// How far it reached an application, had its family kept this ranked list.
    #[must_use]
    pub fn reach(&self, id: ApplicationId, ranked: &[GroupId]) -> Reach {
        let Some(at) = self.order.iter().position(|other| *other == id) else { return Reach::Outside };
        let place = at as u64 + 1;
        match self.granted.iter().position(|other| *other == id) {
            Some(turn) => Reach::Access { place, would_take: self.first_left(turn, ranked) },
            None if at < self.holding_access => Reach::HeldAccess,
            None => Reach::TooFar { place },
        }
    }

    /// The first of the ranked groups with a place, once the lists of those who got access earlier have been carried out.
    fn first_left(&self, turn: usize, ranked: &[GroupId]) -> Option<GroupId> {
        let by_lists = self.by_lists.as_ref()?;
        let before = by_lists.iter().filter(|(earlier, _)| *earlier < turn);
        let is_left = |group: &GroupId| {
            let taken = before.clone().filter(|(_, taken)| taken == group).count() as u64;
            self.places.get(group).is_some_and(|places| *places > taken)
        };
        ranked.iter().copied().find(is_left)
    }

    fn carried_out(&mut self, keeper: ApplicationId, group: GroupId) {
        let by_lists = self.by_lists.get_or_insert_default();
        // They are carried out in the order in which access was given.
        let next = by_lists.last().map_or(0, |(last, _)| last + 1);
        if let Some(behind) = self.granted.iter().skip(next).position(|other| *other == keeper) {
            by_lists.push((next + behind, group));
        }
    }
}

/// Follows one queue through a journal that is being applied, and keeps the openings of its lists.
#[derive(Debug, Clone)]
pub struct Hindsight {
    queue: QueueId,
    since: Date,
    openings: Vec<PastOpening>,
}

impl Hindsight {
    /// Looks at a queue from that day on.
    #[must_use]
    pub fn over(queue: QueueId, since: Date) -> Self {
        Self { queue, since, openings: Vec::new() }
    }

    /// The openings so far, oldest first.
    #[must_use]
    pub fn into_openings(self) -> Vec<PastOpening> {
        self.openings
    }

    /// Applies one event.
    pub fn apply(&mut self, territory: &mut Territory, event: &Event) {
        match event {
            Event::ListOpened { queue, list, granted, .. } if *queue == self.queue && *list >= self.since => {
                self.openings.extend(opening(territory, *queue, *list, granted));
            }
            Event::PlaceClaimed {
                application, group, source: Source::Early(list), choice: Choice::Standing, ..
            } => {
                self.carried_out(territory, *application, *group, *list);
            }
            _ => {}
        }
        territory.apply(event);
    }

    fn carried_out(&mut self, territory: &Territory, taker: ApplicationId, group: GroupId, list: Date) {
        let is_here = |taker: &Application| territory.queue_of(taker).id() == self.queue;
        if let Some(last) = self.openings.last_mut().filter(|last| last.on == list)
            && territory.application(taker).is_some_and(is_here)
        {
            last.carried_out(taker, group);
        }
    }
}

fn opening(territory: &Territory, id: QueueId, on: Date, granted: &[ApplicationId]) -> Option<PastOpening> {
    let queue = territory.queue(id)?;
    let published = queue.offers().iter().map(|(&group, offer)| (group, offer.published));
    Some(PastOpening {
        on,
        places: published.filter(|(_, places)| *places > 0).collect(),
        order: territory.order(id, 0).map(Application::id).collect(),
        holding_access: usize::try_from(Queue::holding_access(queue)).unwrap_or(usize::MAX),
        granted: granted.to_vec(),
        by_lists: territory.policy().standing_choice_early.then(Vec::new),
    })
}
