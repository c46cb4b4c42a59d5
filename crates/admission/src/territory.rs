//! The state of one territory: a cache of its journal, and the questions it answers.

use crate::application::Standing;
use crate::exchange::Exchanges;
use crate::index::Index;
use crate::order::{self, Waiting};
use crate::twins::Twins;
use crate::{
    ActReason, Application, ApplicationId, Calendar, ChildId, Class, Ground, GroupId, InterruptionReason, Kind,
    KindergartenId, Policy, Queue, QueueId, RecallReason, Seating, Status, Step, StepKind, Zone,
};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use spot::{Counted, Spot};
use std::collections::{BTreeMap, BTreeSet};

mod apply;
mod day;
mod spot;
mod standing;

/// No application, in the table of children.
const NOBODY: u32 = u32::MAX;

#[derive(Debug, Clone, PartialEq, Eq)]
struct Child {
    /// The open application of each kind.
    open: [u32; 2],
    enrolled: bool,
}

/// Times of day in force; new ones count from the next local day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Times {
    publish_at: Time,
    open_at: Time,
}

/// A group as the rules see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its kindergarten.
    pub kindergarten: KindergartenId,
    /// Birth years of its children, ascending; none once it has closed.
    pub birth_years: Vec<i64>,
    /// General or correctional.
    pub kind: Kind,
    /// Its seats, once the kindergarten has counted them.
    pub seating: Option<Seating>,
}

impl Group {
    /// Whether it has closed for good.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.birth_years.is_empty()
    }

    /// Whether children of that queue may go to this group.
    #[must_use]
    pub fn serves(&self, queue: QueueId) -> bool {
        self.kind == queue.kind && self.birth_years.contains(&queue.birth_year)
    }
}

/// Places taken back by a kindergarten before anybody had taken them: a public event (rules, 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recall {
    /// The local day.
    pub on: Date,
    /// The group.
    pub group: GroupId,
    /// The birth year they were offered for.
    pub birth_year: i64,
    /// How many seats.
    pub places: u64,
    /// Why.
    pub reason: RecallReason,
}

/// The state of one territory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Territory {
    zone: Zone,
    policy: Policy,
    calendar: Calendar,
    times: Times,
    later_times: Option<(Date, Times)>,
    scheduled_policy: Option<(Date, Box<Policy>)>,
    /// The last step that ran, or the founding; steps after it are due.
    stepped_to: Option<(Timestamp, StepKind)>,
    next_step: Option<Step>,
    suspensions: Vec<(Date, Date, InterruptionReason)>,
    recalls: Vec<Recall>,
    applications: Vec<Application>,
    spots: Vec<Spot>,
    application_index: Index,
    children: Vec<Child>,
    child_ids: Vec<ChildId>,
    child_index: Index,
    groups: BTreeMap<GroupId, Group>,
    queues: Vec<Queue>,
    queue_index: BTreeMap<QueueId, u32>,
    referral_ends: BTreeSet<(Date, u32)>,
    referred_by_group: BTreeSet<(GroupId, u32)>,
    stop_ends: BTreeSet<(Date, u32)>,
    ground_ends: BTreeSet<(Date, u32, Ground)>,
    ground_end_of: BTreeMap<(u32, Ground), Date>,
    standing_choices: BTreeMap<u32, Vec<GroupId>>,
    acts: BTreeMap<(&'static str, ActReason), u64>,
    pub(crate) exchanges: Exchanges,
    pub(crate) twins: Twins,
}

impl Default for Territory {
    fn default() -> Self {
        let policy = Policy::default();
        Self {
            zone: Zone::named("+00:00").expect("a fixed offset of nothing is a zone"),
            times: Times { publish_at: policy.publish_at, open_at: policy.open_at },
            policy,
            calendar: Calendar::default(),
            later_times: None,
            scheduled_policy: None,
            stepped_to: None,
            next_step: None,
            suspensions: Vec::new(),
            recalls: Vec::new(),
            applications: Vec::new(),
            spots: Vec::new(),
            application_index: Index::default(),
            children: Vec::new(),
            child_ids: Vec::new(),
            child_index: Index::default(),
            groups: BTreeMap::new(),
            queues: Vec::new(),
            queue_index: BTreeMap::new(),
            referral_ends: BTreeSet::new(),
            referred_by_group: BTreeSet::new(),
            stop_ends: BTreeSet::new(),
            ground_ends: BTreeSet::new(),
            ground_end_of: BTreeMap::new(),
            standing_choices: BTreeMap::new(),
            acts: BTreeMap::new(),
            exchanges: Exchanges::default(),
            twins: Twins::default(),
        }
    }
}

impl Territory {
    /// Whether its first entry has been applied.
    #[must_use]
    pub fn is_founded(&self) -> bool {
        self.stepped_to.is_some()
    }

    /// Local time here.
    #[must_use]
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// The newest values of the rules. Its times of day may count only from the next day; see [`Self::opens_at`].
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// The days that differ from the ordinary week.
    #[must_use]
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// Spans of days without a bulletin, in the order in which they were decided.
    #[must_use]
    pub fn suspensions(&self) -> &[(Date, Date, InterruptionReason)] {
        &self.suspensions
    }

    /// Places that kindergartens recalled, oldest first.
    #[must_use]
    pub fn recalls(&self) -> &[Recall] {
        &self.recalls
    }

    /// All groups, by number.
    #[must_use]
    pub fn groups(&self) -> &BTreeMap<GroupId, Group> {
        &self.groups
    }

    /// How many applications there ever were.
    #[must_use]
    pub fn application_count(&self) -> usize {
        self.applications.len()
    }

    /// One application.
    #[must_use]
    pub fn application(&self, id: ApplicationId) -> Option<&Application> {
        self.index_of(id).map(|index| self.at(index))
    }

    /// All applications, in the order in which they were recorded.
    pub fn applications(&self) -> impl Iterator<Item = &Application> {
        self.applications.iter()
    }

    /// The queue in which an application stands.
    #[must_use]
    pub fn queue_of(&self, application: &Application) -> &Queue {
        &self.queues[application.queue as usize]
    }

    /// The child of an application.
    #[must_use]
    pub fn child_of(&self, application: &Application) -> ChildId {
        self.child_ids[application.child as usize]
    }

    /// One queue, if anybody has ever applied or any place was ever reported there.
    #[must_use]
    pub fn queue(&self, id: QueueId) -> Option<&Queue> {
        self.queue_index.get(&id).map(|&index| &self.queues[index as usize])
    }

    /// All queues, by birth year and kind.
    pub fn queues(&self) -> impl Iterator<Item = &Queue> {
        self.queue_index.values().map(|&index| &self.queues[index as usize])
    }

    /// The stored ranked list of an application, best first; empty if there is none.
    #[must_use]
    pub fn standing_choice(&self, id: ApplicationId) -> &[GroupId] {
        self.index_of(id).and_then(|index| self.standing_choices.get(&index)).map_or(&[], Vec::as_slice)
    }

    /// Acts of officials outside the ordinary course, counted by kind and reason (rules, 9: shown in public).
    pub fn acts(&self) -> impl Iterator<Item = (&'static str, ActReason, u64)> + '_ {
        self.acts.iter().map(|(&(act, reason), &count)| (act, reason, count))
    }

    /// Applications with a live referral to a group, in the order in which they were submitted.
    pub fn referred_to(&self, group: GroupId) -> impl Iterator<Item = &Application> {
        self.referred_by_group.range((group, 0)..=(group, u32::MAX)).map(|&(_, index)| self.at(index))
    }

    /// Whether the child has an open application of that kind, and whether it is enrolled already.
    #[must_use]
    pub fn child_standing(&self, child: ChildId, kind: Kind) -> (Option<ApplicationId>, bool) {
        self.child_number(child).map_or((None, false), |index| {
            let child = &self.children[index as usize];
            let open = child.open[kind as usize];
            ((open != NOBODY).then(|| self.at(open).id), child.enrolled)
        })
    }

    /// Whether the queue of a birth year has closed on that day: 1 September of the year in which its children reach the
    /// age (rules, 2).
    #[must_use]
    pub fn has_closed(&self, birth_year: i64, day: Date) -> bool {
        let closes_in = birth_year.saturating_add(i64::from(self.policy.leaves_at_age));
        let year = i64::from(day.year());
        year > closes_in || year == closes_in && day.month() >= 9
    }

    /// Whether an application stands in the order: it waits, and a correctional one has its conclusion (rules, 4.2).
    #[must_use]
    pub fn stands_in_order(&self, application: &Application) -> bool {
        application.status() == Status::Waiting && self.may_stand(application)
    }

    fn may_stand(&self, application: &Application) -> bool {
        self.queue_of(application).id.kind == Kind::General || application.conclusion
    }

    /// The place in the queue as people see it, from 1: those with access first, in the order they got it, then the
    /// order of section 4. `None` outside the order. Counted in logarithmic time, never stored.
    #[must_use]
    pub fn position(&self, id: ApplicationId) -> Option<u64> {
        let (queue, counted, seat) = self.spots[self.index_of(id)? as usize].place()?;
        let queue = &self.queues[queue as usize];
        match counted {
            Counted::Holding => Some(queue.holders.before(seat) as u64 + 1),
            Counted::Waiting(class) => Some(queue.holders.count() as u64 + self.before(queue, class, seat).total() + 1),
        }
    }

    /// How many of each class would wait in front of somebody of that class and date, without access.
    fn before(&self, queue: &Queue, class: Class, seat: u32) -> Waiting {
        let nth = queue.waiting[class as usize].taken_before(seat as usize) as u64;
        order::before(queue.slots(self.policy.first_priority, self.policy.ordinary), queue.waiting(), class, nth)
    }

    /// Those in front of an application: how many hold access, and how many wait, by class. For one that is paused or
    /// stopped, or lacks its conclusion, those who would be in front if it came back now. `None` once it is closed,
    /// referred or holds access.
    #[must_use]
    pub fn in_front(&self, id: ApplicationId) -> Option<(u64, Waiting)> {
        let application = self.application(id)?;
        if !matches!(application.status(), Status::Waiting | Status::Paused | Status::Stopped) {
            return None;
        }
        let queue = self.queue_of(application);
        Some((queue.holding_access(), self.before(queue, application.class(), application.seat)))
    }

    /// The queue as people see it, from behind the first `skipped` (rules, 4.2).
    pub fn order(&self, id: QueueId, skipped: u64) -> impl Iterator<Item = &Application> {
        let queue = self.queue(id);
        let holders = queue.map_or(0, Queue::holding_access);
        let front = queue
            .into_iter()
            .flat_map(|queue| queue.holders.iter())
            .skip(usize::try_from(skipped).unwrap_or(usize::MAX));
        let behind = queue.into_iter().flat_map(move |queue| {
            let slots = queue.slots(self.policy.first_priority, self.policy.ordinary);
            queue.walk(slots, skipped.saturating_sub(holders).min(queue.waiting().total()))
        });
        front.chain(behind).map(|index| self.at(index))
    }

    pub(crate) fn index_of(&self, id: ApplicationId) -> Option<u32> {
        self.application_index.find(id.0, |row| self.spots[row as usize].id().0)
    }

    fn child_number(&self, id: ChildId) -> Option<u32> {
        self.child_index.find(id.0, |row| self.child_ids[row as usize].0)
    }

    pub(crate) fn at(&self, index: u32) -> &Application {
        &self.applications[index as usize]
    }

    /// Other applications of the same child that are open.
    pub(crate) fn open_siblings(&self, application: &Application) -> Vec<ApplicationId> {
        let child = &self.children[application.child as usize];
        child
            .open
            .iter()
            .filter(|&&open| open != NOBODY)
            .map(|&open| self.at(open).id)
            .filter(|&open| open != application.id)
            .collect()
    }

    /// Applications of a queue with a stored ranked list, in the order of the queue.
    pub(crate) fn choosing_in_order(&self, queue: &Queue) -> Vec<ApplicationId> {
        let mut choosing: Vec<_> = self
            .standing_choices
            .keys()
            .map(|&index| self.at(index))
            .filter(|application| self.queue_of(application).id == queue.id)
            .filter_map(|application| Some((self.position(application.id)?, application.id)))
            .collect();
        choosing.sort_unstable();
        choosing.into_iter().map(|(_, id)| id).collect()
    }

    /// Class in which an application holds its access.
    pub(crate) fn access_class(application: &Application) -> Option<Class> {
        match application.standing {
            Standing::Access { class, .. } => Some(class),
            _ => None,
        }
    }
}
