//! The seats of a group: how many there are, and what each of them is for (rules, 12, 9).

use crate::{Event, GroupId, HoldReason, QueueId, Territory};
use std::collections::BTreeMap;

/// The seats of a group as its kindergarten counted them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seating {
    /// Seats in all.
    pub capacity: u64,
    /// Children who attend it, however they came.
    pub attending: u64,
    /// Seats held back from the queue, by reason; none is 0.
    pub held: BTreeMap<HoldReason, u64>,
}

impl Seating {
    /// Seats held back for any reason.
    #[must_use]
    pub fn held_total(&self) -> u64 {
        self.held.values().sum()
    }
}

/// What the seats of a group are for: capacity = attending + referred + offered + free + held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GroupSeats {
    /// Capacity, attending and held, in this order, where the kindergarten has counted them.
    pub counted: Option<(u64, u64, u64)>,
    /// Seats of live referrals.
    pub referred: u64,
    /// Seats reported and taken by nobody.
    pub offered: u64,
}

impl GroupSeats {
    /// Seats that are for nobody yet; `None` before they were counted.
    #[must_use]
    pub fn free(&self) -> Option<u64> {
        let (capacity, attending, held) = self.counted?;
        let used = attending.saturating_add(held).saturating_add(self.referred).saturating_add(self.offered);
        Some(capacity.saturating_sub(used))
    }

    /// Whether so many children attending and so many seats held fit into so many seats beside those on their way.
    pub(crate) fn fit(&self, capacity: u64, attending: u64, held: u64) -> bool {
        let sum = [attending, held, self.referred, self.offered].into_iter().try_fold(0u64, u64::checked_add);
        sum.is_some_and(|sum| sum <= capacity)
    }

    /// Whether any seat is on its way to a child.
    pub(crate) fn on_their_way(&self) -> bool {
        self.referred > 0 || self.offered > 0
    }
}

impl Territory {
    /// What the seats of a group are for; `None` where there is no such group.
    #[must_use]
    pub fn seats(&self, group: GroupId) -> Option<GroupSeats> {
        let known = self.groups().get(&group)?;
        let mut seats = self.seats_on_their_way(group, &known.birth_years);
        seats.counted = known.seating.as_ref().map(|it| (it.capacity, it.attending, it.held_total()));
        Some(seats)
    }

    /// The seats of a group that are offered or referred to children of some birth years.
    pub(crate) fn seats_on_their_way(&self, group: GroupId, birth_years: &[i64]) -> GroupSeats {
        let mut seats = GroupSeats { counted: None, referred: 0, offered: 0 };
        let Some(kind) = self.groups().get(&group).map(|known| known.kind) else { return seats };
        for &birth_year in birth_years {
            let queue = self.queue(QueueId { birth_year, kind });
            if let Some(offer) = queue.and_then(|queue| queue.offers().get(&group)) {
                seats.referred = seats.referred.saturating_add(offer.referred);
                seats.offered = seats.offered.saturating_add(offer.untaken());
            }
        }
        seats
    }

    /// Repeats what happened to a group or to its seats.
    pub(crate) fn change_group(&mut self, event: &Event) {
        let (Event::GroupChanged { group, .. }
        | Event::GroupClosed { group }
        | Event::GroupMoved { group, .. }
        | Event::SeatsCounted { group, .. }
        | Event::SeatsHeld { group, .. }) = event
        else {
            return;
        };
        let known = self.group_mut(*group);
        match event {
            Event::GroupChanged { birth_years, .. } => known.birth_years.clone_from(birth_years),
            Event::GroupClosed { .. } => (known.birth_years, known.seating) = (Vec::new(), None),
            Event::GroupMoved { kindergarten, .. } => {
                let was = std::mem::replace(&mut known.kindergarten, *kindergarten);
                self.exchanges.follow_merger(was, *kindergarten);
            }
            Event::SeatsCounted { capacity, attending, .. } => {
                let seating = known.seating.get_or_insert_default();
                (seating.capacity, seating.attending) = (*capacity, *attending);
            }
            Event::SeatsHeld { seats: 0, reason, .. } => {
                known.seating.get_or_insert_default().held.remove(reason);
            }
            Event::SeatsHeld { seats, reason, .. } => {
                known.seating.get_or_insert_default().held.insert(*reason, *seats);
            }
            _ => {}
        }
    }

    /// A child enrolled attends from now on.
    pub(crate) fn attend(&mut self, group: GroupId) {
        if let Some(seating) = &mut self.group_mut(group).seating {
            seating.attending += 1;
        }
    }
}
