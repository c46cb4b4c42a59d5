//! What an auditor checks: every list that opened, with who got access to it in which slot and what became of it; every
//! referral with its end; every act outside the order. Seen once more through the events that made the state.

use crate::order::{Slots, use_slot};
use crate::twins::{Granted, Granting};
use crate::{
    AccessEnd, ActReason, ApplicationId, Choice, Class, Event, GroupId, Queue, QueueId, ReferralEnd, Source, Territory,
    WithdrawCause,
};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A slot of the pattern, both counted from 1 as people count (rules, 4.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SlotUsed {
    /// Which block of the pattern.
    pub block: u64,
    /// Which slot of its class since the pattern began.
    pub number: u64,
}

/// What became of an access.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccessFate {
    /// It has not ended.
    Running,
    /// A place was taken with it: in which group, of its list or open to all, and by whom.
    Taken(GroupId, Source, Choice),
    /// It ended without a place.
    Ended(AccessEnd),
}

/// One application that got access to a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grant {
    /// Whose.
    pub application: ApplicationId,
    /// Its class at that moment.
    pub class: Class,
    /// The slot it used; out of turn uses none.
    pub slot: Option<SlotUsed>,
    /// What became of it, as far as the journal was read.
    pub fate: AccessFate,
}

/// One list as it opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedList {
    /// Its queue.
    pub queue: QueueId,
    /// The local day, which names it.
    pub on: Date,
    /// The end of its window as it opened.
    pub until: Timestamp,
    /// Its places by group.
    pub places: BTreeMap<GroupId, u64>,
    /// Who got access, in this order.
    pub grants: Vec<Grant>,
}

/// What became of a referral.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReferralFate {
    /// It is valid.
    Running,
    /// The child was enrolled on that day.
    Enrolled(Date),
    /// It came back unused on that day.
    Ended(ReferralEnd, Date),
}

/// One referral as it was issued.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GivenReferral {
    /// Whose.
    pub application: ApplicationId,
    /// The queue in which the application stood.
    pub queue: QueueId,
    /// Its class at that moment.
    pub class: Class,
    /// The group that takes the child.
    pub group: GroupId,
    /// Where the place came from.
    pub source: Source,
    /// Who chose.
    pub choice: Choice,
    /// Local day of issue.
    pub issued_on: Date,
    /// Its last day, extensions included.
    pub valid_until: Date,
    /// What became of it.
    pub fate: ReferralFate,
}

/// One act outside the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutsideAct {
    /// Number of the entry.
    pub entry: u64,
    /// The instant of the entry.
    pub at: Timestamp,
    /// Which act, as [`Territory::acts`] names it.
    pub act: &'static str,
    /// Why.
    pub reason: ActReason,
    /// Whose application.
    pub application: ApplicationId,
}

/// Follows a journal that is being applied, and keeps what happened between two local days, to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chronicle {
    first: Date,
    last: Date,
    lists: Vec<OpenedList>,
    referrals: Vec<GivenReferral>,
    acts: Vec<OutsideAct>,
    /// Where the accesses stand that have not ended.
    accesses: BTreeMap<ApplicationId, (usize, usize)>,
    /// Where the referrals stand that are valid.
    valid: BTreeMap<ApplicationId, usize>,
}

impl Chronicle {
    /// Keeps what happened from the first to the last local day.
    #[must_use]
    pub fn between(first: Date, last: Date) -> Self {
        let (lists, referrals, acts) = (Vec::new(), Vec::new(), Vec::new());
        Self { first, last, lists, referrals, acts, accesses: BTreeMap::new(), valid: BTreeMap::new() }
    }

    /// The lists that opened, oldest first.
    #[must_use]
    pub fn lists(&self) -> &[OpenedList] {
        &self.lists
    }

    /// The referrals that were issued, oldest first.
    #[must_use]
    pub fn referrals(&self) -> &[GivenReferral] {
        &self.referrals
    }

    /// The acts outside the order, oldest first.
    #[must_use]
    pub fn acts(&self) -> &[OutsideAct] {
        &self.acts
    }

    /// Repeats one entry: looks at each event against the state before it, then applies it.
    pub fn repeat(&mut self, state: &mut Territory, entry: u64, at: Timestamp, events: &[Event]) {
        // A step that ran late counts on its own day.
        let of_step = match events.last() {
            Some(Event::StepRan { step }) => Some(step.on),
            _ => None,
        };
        for event in events {
            let today = of_step.unwrap_or_else(|| state.zone().day(at));
            self.note(state, event, today);
            if self.keeps(today) {
                self.note_act(entry, at, event);
            }
            state.apply(event);
        }
    }

    fn keeps(&self, day: Date) -> bool {
        (self.first..=self.last).contains(&day)
    }

    fn note(&mut self, before: &Territory, event: &Event, today: Date) {
        match event {
            Event::ListOpened { queue, list, until, granted, first_used, ordinary_used } if self.keeps(*list) => {
                let Some(of) = before.queue(*queue) else { return };
                let opened = opened(before, of, (*list, *until), granted);
                debug_assert_eq!(opened.1, (*first_used, *ordinary_used), "slots are counted as they were used");
                self.open(opened.0);
            }
            Event::AccessEnded { application, cause, .. } => self.end(*application, AccessFate::Ended(*cause)),
            Event::PlaceClaimed { application, group, source, choice, issued_on, valid_until } => {
                self.end(*application, AccessFate::Taken(*group, *source, *choice));
                if !self.keeps(*issued_on) {
                    return;
                }
                let Some(known) = before.application(*application) else { return };
                self.valid.insert(*application, self.referrals.len());
                self.referrals.push(GivenReferral {
                    application: *application,
                    queue: before.queue_of(known).id(),
                    class: known.class(),
                    group: *group,
                    source: *source,
                    choice: *choice,
                    issued_on: *issued_on,
                    valid_until: *valid_until,
                    fate: ReferralFate::Running,
                });
            }
            Event::ReferralExtended { application, valid_until } => {
                if let Some(&at) = self.valid.get(application) {
                    self.referrals[at].valid_until = *valid_until;
                }
            }
            Event::ReferralEnded { application, cause, .. } => {
                self.return_referral(*application, ReferralFate::Ended(*cause, today));
            }
            Event::ChildEnrolled { application } => {
                self.return_referral(*application, ReferralFate::Enrolled(today));
            }
            _ => {}
        }
    }

    fn note_act(&mut self, entry: u64, at: Timestamp, event: &Event) {
        let (act, reason, application) = match event {
            Event::BirthYearCorrected { application, reason, .. } => ("correct_birth_year", *reason, *application),
            Event::ApplicationRestored { application, reason } => ("restore", *reason, *application),
            Event::PlaceClaimed { application, choice: Choice::Official(reason), .. } => {
                ("admit_outside_order", *reason, *application)
            }
            Event::ApplicationWithdrawn { application, cause: WithdrawCause::MovedAway(reason) } => {
                ("move_away", *reason, *application)
            }
            _ => return,
        };
        self.acts.push(OutsideAct { entry, at, act, reason, application });
    }

    fn open(&mut self, list: OpenedList) {
        for (nth, grant) in list.grants.iter().enumerate() {
            self.accesses.insert(grant.application, (self.lists.len(), nth));
        }
        self.lists.push(list);
    }

    fn end(&mut self, application: ApplicationId, fate: AccessFate) {
        if let Some((list, nth)) = self.accesses.remove(&application) {
            self.lists[list].grants[nth].fate = fate;
        }
    }

    fn return_referral(&mut self, application: ApplicationId, fate: ReferralFate) {
        if let Some(at) = self.valid.remove(&application) {
            self.referrals[at].fate = fate;
        }
    }
}

/// A list as it opened, and the two counters of the pattern after it.
fn opened(
    before: &Territory,
    queue: &Queue,
    (on, until): (Date, Timestamp),
    granted: &[ApplicationId],
) -> (OpenedList, (u64, u64)) {
    let places: BTreeMap<_, _> = queue.offers().iter().map(|(&group, offer)| (group, offer.published)).collect();
    // Where twins let others pass, the list is reckoned again: who was passed decides what the pattern counts.
    let (granted, slots) = if before.has_twins(queue) {
        Granting::new(before, queue, places.values().fold(0, |sum, places| sum.saturating_add(*places))).run()
    } else {
        in_order(before, queue, granted)
    };
    let grant = |one: Granted| Grant {
        application: one.application,
        class: one.class,
        slot: one.slot.map(|(block, number)| SlotUsed { block: block + 1, number: number + 1 }),
        fate: AccessFate::Running,
    };
    let grants = granted.into_iter().map(grant).collect();
    let places = places.into_iter().filter(|(_, places)| *places > 0).collect();
    (OpenedList { queue: queue.id(), on, until, places, grants }, (slots.first_used, slots.ordinary_used))
}

/// The slots that accesses used one after the other.
fn in_order(before: &Territory, queue: &Queue, granted: &[ApplicationId]) -> (Vec<Granted>, Slots) {
    let policy = before.policy();
    let mut slots = queue.slots(policy.first_priority, policy.ordinary);
    let mut left = queue.waiting();
    let mut grants = Vec::with_capacity(granted.len());
    for application in granted.iter().filter_map(|id| before.application(*id)) {
        let class = application.class();
        let slot = slots.next_of(class);
        left.one_less(class);
        use_slot(&mut slots, class, left);
        grants.push(Granted { application: application.id(), class, slot });
    }
    (grants, slots)
}
