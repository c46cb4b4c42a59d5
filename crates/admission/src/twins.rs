//! Twins who are joined: they are given access by one list and take their places at once (rules, 9).

use crate::order::{Slots, Waiting, Walk, use_slot};
use crate::{ApplicationId, Class, KindergartenId, Offer, Queue, Territory};
use std::collections::{BTreeMap, BTreeSet};

/// Who is joined with whom, by the rows of their applications, each way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Twins {
    other: BTreeMap<u32, u32>,
}

impl Twins {
    pub(crate) fn join(&mut self, one: u32, other: u32) {
        self.other.insert(one, other);
        self.other.insert(other, one);
    }

    /// Parts an application from its twin, if it has one.
    pub(crate) fn part(&mut self, one: u32) {
        if let Some(other) = self.other.remove(&one) {
            self.other.remove(&other);
        }
    }
}

impl Territory {
    /// The application with which one is joined. Both are open and stand in one queue: whoever leaves it is parted.
    #[must_use]
    pub fn twin_of(&self, id: ApplicationId) -> Option<ApplicationId> {
        self.twin_row(self.index_of(id)?).map(|other| self.at(other).id())
    }

    /// All pairs, each once, in the order in which the first of each was submitted.
    #[must_use]
    pub fn twins(&self) -> Vec<[ApplicationId; 2]> {
        let pairs = self.twins.other.iter().filter(|(one, other)| one < other);
        pairs.map(|(&one, &other)| [self.at(one).id(), self.at(other).id()]).collect()
    }

    fn twin_row(&self, row: u32) -> Option<u32> {
        self.twins.other.get(&row).copied()
    }

    /// Whether any pair stands in a queue.
    pub(crate) fn has_twins(&self, queue: &Queue) -> bool {
        self.twins.other.keys().any(|&row| self.queue_of(self.at(row)).id() == queue.id())
    }
}

/// How access is given where twins wait. The turn of a pair comes when it has come to both: the first of them lets others
/// pass until the second is reached. Then both are given access, if the list has two more to give and two places in one
/// kindergarten for this pair beside the pairs before it; else both let this list pass. A turn let pass uses no slot, so
/// nobody is overtaken by a twin, and no twin loses anything but this list.
pub(crate) struct Granting<'a> {
    territory: &'a Territory,
    queue: &'a Queue,
    slots: Slots,
    /// Those whose turn is yet to come, whom alone the pattern counts: who lets others pass does not wait meanwhile, and
    /// collects no arrears (rules, 4.1).
    to_come: Waiting,
    /// How many of each class were reached.
    reached: [u64; 3],
    /// First ones of pairs, who wait for their twin's turn.
    waiting_for_twin: BTreeSet<u32>,
    places: u64,
    pairs: u64,
    granted: Vec<Granted>,
}

/// One access that a list gives.
pub(crate) struct Granted {
    pub(crate) application: ApplicationId,
    pub(crate) class: Class,
    /// Block and number of the slot that it used, each from 0; none out of turn.
    pub(crate) slot: Option<(u64, u64)>,
}

impl<'a> Granting<'a> {
    pub(crate) fn new(territory: &'a Territory, queue: &'a Queue, places: u64) -> Self {
        let policy = territory.policy();
        Self {
            territory,
            queue,
            slots: queue.slots(policy.first_priority, policy.ordinary),
            to_come: queue.waiting(),
            reached: [0; 3],
            waiting_for_twin: BTreeSet::new(),
            places,
            pairs: pairs_of_places(territory, queue, |offer| offer.published),
            granted: Vec::new(),
        }
    }

    /// Who is given access, in that order, and the slots of the pattern behind it.
    pub(crate) fn run(mut self) -> (Vec<Granted>, Slots) {
        while self.left() > 0
            && let Some(row) = self.reach_next()
        {
            match self.territory.twin_row(row) {
                None => self.grant(row),
                Some(twin) if !self.waiting_for_twin.contains(&twin) => {
                    self.waiting_for_twin.insert(row);
                }
                Some(twin) if self.left() >= 2 && self.pairs > 0 => {
                    self.pairs -= 1;
                    self.grant(twin);
                    self.grant(row);
                }
                Some(_) => {}
            }
        }
        (self.granted, self.slots)
    }

    fn left(&self) -> u64 {
        self.places.saturating_sub(self.granted.len() as u64)
    }

    fn reach_next(&mut self) -> Option<u32> {
        let (class, _) = Walk::new(self.slots, self.to_come).next()?;
        let nth = &mut self.reached[class as usize];
        let row = self.queue.nth_waiting(class, *nth);
        *nth += 1;
        self.to_come.one_less(class);
        row
    }

    fn grant(&mut self, row: u32) {
        let application = self.territory.at(row);
        let class = application.class();
        let slot = self.slots.next_of(class);
        use_slot(&mut self.slots, class, self.to_come);
        self.granted.push(Granted { application: application.id(), class, slot });
    }
}

/// How many pairs could each have two of these places in one kindergarten, all of them together.
pub(crate) fn pairs_of_places(territory: &Territory, queue: &Queue, places_of: impl Fn(&Offer) -> u64) -> u64 {
    let mut of_kindergarten: BTreeMap<KindergartenId, u64> = BTreeMap::new();
    for (group, offer) in queue.offers() {
        let Some(known) = territory.groups().get(group) else { continue };
        let places = of_kindergarten.entry(known.kindergarten).or_default();
        *places = places.saturating_add(places_of(offer));
    }
    of_kindergarten.values().fold(0, |sum, places| sum.saturating_add(places / 2))
}
