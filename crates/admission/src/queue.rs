//! One queue: who stands where, which places it is offered, which lists are open (rules, sections 4 and 5).

use crate::order::{Slots, Waiting, Walk};
use crate::seats::Seats;
use crate::{Class, GroupId, QueueId};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Empty seats of the access row that are kept before it is packed.
const HOLDER_SEATS_SPARE: usize = 64;

/// The places of one group that are offered to one queue, by where they are on their way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offer {
    /// Reported since the last bulletin, or come back.
    pub reported: u64,
    /// In a bulletin that has not opened yet.
    pub published: u64,
    /// Early places by the day on which their list opened.
    pub early: BTreeMap<Date, u64>,
    /// Open to all of the queue.
    pub open: u64,
    /// Held by live referrals.
    pub referred: u64,
    /// Taken by enrolled children.
    pub enrolled: u64,
}

impl Offer {
    /// Early places of all lists.
    #[must_use]
    pub fn early_total(&self) -> u64 {
        self.early.values().sum()
    }

    /// Places that nobody has taken.
    #[must_use]
    pub fn untaken(&self) -> u64 {
        self.reported.saturating_add(self.published).saturating_add(self.early_total()).saturating_add(self.open)
    }
}

/// The places of one queue that opened on one day; its window is theirs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// End of the window.
    pub until: Timestamp,
    /// Whether early places of it were recalled: accesses to it that end unused are not counted as missed.
    pub lost_places: bool,
}

/// Those who hold access, in the order they got it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Holders {
    row: Vec<u32>,
    seats: Seats,
}

impl Holders {
    pub(crate) fn count(&self) -> usize {
        self.seats.taken()
    }

    pub(crate) fn add(&mut self, application: u32) -> u32 {
        let seat = self.seats.push();
        self.seats.set(seat, true);
        self.row.push(application);
        u32::try_from(seat).expect("fewer than 2^32 accesses between two packings")
    }

    pub(crate) fn remove(&mut self, seat: u32) {
        self.seats.set(seat as usize, false);
    }

    pub(crate) fn before(&self, seat: u32) -> usize {
        self.seats.taken_before(seat as usize)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.row.iter().enumerate().filter(|(seat, _)| self.seats.is_taken(*seat)).map(|(_, &application)| application)
    }

    /// Whether so many seats are empty that a new row should be begun.
    pub(crate) fn is_sparse(&self) -> bool {
        self.row.len() > HOLDER_SEATS_SPARE + 2 * self.seats.taken()
    }
}

/// One queue of a territory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Queue {
    pub(crate) id: QueueId,
    /// `f` of the pattern.
    pub(crate) first_used: u64,
    /// `o` of the pattern.
    pub(crate) ordinary_used: u64,
    /// All that ever applied, by date (ties by journal number), by index of application.
    pub(crate) by_date: Vec<u32>,
    /// For each class the seats in `by_date` of those who wait in the order.
    pub(crate) waiting: [Seats; 3],
    pub(crate) holders: Holders,
    /// Running windows, by the day their list opened.
    pub(crate) lists: BTreeMap<Date, List>,
    pub(crate) offers: BTreeMap<GroupId, Offer>,
    /// Waiting, access, paused and stopped applications: those that close with the queue.
    pub(crate) closing: u32,
}

impl Queue {
    pub(crate) fn new(id: QueueId) -> Self {
        Self {
            id,
            first_used: 0,
            ordinary_used: 0,
            by_date: Vec::new(),
            waiting: [Seats::default(), Seats::default(), Seats::default()],
            holders: Holders::default(),
            lists: BTreeMap::new(),
            offers: BTreeMap::new(),
            closing: 0,
        }
    }

    /// Which queue it is.
    #[must_use]
    pub fn id(&self) -> QueueId {
        self.id
    }

    /// The two counters of the pattern: first-priority and ordinary slots used or forfeited (rules, 4.1).
    #[must_use]
    pub fn slots_used(&self) -> (u64, u64) {
        (self.first_used, self.ordinary_used)
    }

    /// How many hold access.
    #[must_use]
    pub fn holding_access(&self) -> u64 {
        self.holders.count() as u64
    }

    /// How many wait in the order without access, by class.
    #[must_use]
    pub fn waiting(&self) -> Waiting {
        let count = |class: Class| self.waiting[class as usize].taken() as u64;
        Waiting {
            out_of_turn: count(Class::OutOfTurn),
            first_priority: count(Class::FirstPriority),
            ordinary: count(Class::Ordinary),
        }
    }

    /// Running windows by the day their list opened.
    #[must_use]
    pub fn lists(&self) -> &BTreeMap<Date, List> {
        &self.lists
    }

    /// Places offered to this queue, by group.
    #[must_use]
    pub fn offers(&self) -> &BTreeMap<GroupId, Offer> {
        &self.offers
    }

    /// Places of all groups together.
    #[must_use]
    pub fn places(&self) -> Offer {
        let mut all = Offer::default();
        for offer in self.offers.values() {
            all.reported = all.reported.saturating_add(offer.reported);
            all.published = all.published.saturating_add(offer.published);
            for (&list, &places) in &offer.early {
                *all.early.entry(list).or_default() += places;
            }
            all.open = all.open.saturating_add(offer.open);
            all.referred += offer.referred;
            all.enrolled += offer.enrolled;
        }
        all
    }

    pub(crate) fn slots(&self, first_per_block: u32, ordinary_per_block: u32) -> Slots {
        Slots {
            first_per_block: u64::from(first_per_block),
            ordinary_per_block: u64::from(ordinary_per_block),
            first_used: self.first_used,
            ordinary_used: self.ordinary_used,
        }
    }

    /// The waiting application that is the `nth` of its class by date.
    pub(crate) fn nth_waiting(&self, class: Class, nth: u64) -> Option<u32> {
        let seat = self.waiting[class as usize].nth_taken(usize::try_from(nth).ok()?)?;
        self.by_date.get(seat).copied()
    }

    /// Those who wait, in order, from behind the first `skipped`.
    pub(crate) fn walk(&self, slots: Slots, skipped: u64) -> impl Iterator<Item = u32> + '_ {
        let waiting = self.waiting();
        let walk = if skipped == 0 { Walk::new(slots, waiting) } else { Walk::behind(slots, waiting, skipped) };
        walk.filter_map(|(class, nth)| self.nth_waiting(class, nth))
    }
}
