//! What happened, counted: day by day and queue by queue, how long children had waited, and which places each bulletin held.
//! It follows from the events as the state does, so that no page walks through a journal.

mod counts;

pub use counts::{ByRatio, Counts, Waited, Way};

use crate::{
    AccessEnd, AfterReferral, ApplicationId, Choice, Class, Event, GroupId, QueueId, ReferralEnd, Source, StepKind,
    Territory, WithdrawCause, Zone,
};
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use std::collections::{BTreeMap, BTreeSet};

/// The counts of one local day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayCounts {
    /// The day.
    pub on: Date,
    /// Queues in which anything happened, by birth year and kind.
    pub queues: Vec<(QueueId, Counts)>,
}

/// One bulletin as it came out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bulletin {
    /// Its day.
    pub on: Date,
    /// The instant at which it was due.
    pub at: Timestamp,
    /// Its places, by queue and group; none on an evening on which nothing had been reported.
    pub places: Vec<Published>,
}

/// Places of one group in one bulletin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    /// The queue they were offered to.
    pub queue: QueueId,
    /// The group.
    pub group: GroupId,
    /// How many seats.
    pub places: u64,
}

/// What happened in one territory, counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// The local day, as the steps of the day tell it.
    today: Date,
    /// When it began.
    began_at: Timestamp,
    /// When the last step was due.
    due: Timestamp,
    days: Vec<DayCounts>,
    bulletins: Vec<Bulletin>,
    waited: BTreeMap<(QueueId, Class), Waited>,
    /// Live referrals given outside the order: how long such a child had waited says nothing about the queue.
    outside: BTreeSet<ApplicationId>,
}

impl Tally {
    /// Repeats one entry: counts each event against the state before it, then applies it.
    pub fn repeat(&mut self, state: &mut Territory, entry: &[Event]) {
        // The step stands behind what it brought about.
        if let Some(Event::StepRan { step }) = entry.last() {
            if step.kind == StepKind::Midnight {
                self.began_at = step.due;
            }
            (self.today, self.due) = (step.on, step.due);
        }
        for event in entry {
            self.count(state, event);
            state.apply(event);
        }
    }

    /// The days on which anything was counted, ascending.
    #[must_use]
    pub fn days(&self) -> &[DayCounts] {
        &self.days
    }

    /// All bulletins, ascending.
    #[must_use]
    pub fn bulletins(&self) -> &[Bulletin] {
        &self.bulletins
    }

    /// The bulletin of one day, if one came out.
    #[must_use]
    pub fn bulletin(&self, on: Date) -> Option<&Bulletin> {
        let place = self.bulletins.binary_search_by_key(&on, |bulletin| bulletin.on).ok()?;
        self.bulletins.get(place)
    }

    /// How long enrolled children had waited, by queue and class.
    pub fn waited(&self) -> impl Iterator<Item = (QueueId, Class, &Waited)> {
        self.waited.iter().map(|(&(queue, class), waited)| (queue, class, waited))
    }

    /// The counts of one queue today.
    fn of(&mut self, queue: QueueId) -> &mut Counts {
        if self.days.last().is_none_or(|day| day.on != self.today) {
            self.days.push(DayCounts { on: self.today, queues: Vec::new() });
        }
        let last = self.days.len() - 1;
        let queues = &mut self.days[last].queues;
        let place = match queues.binary_search_by_key(&queue, |&(id, _)| id) {
            Ok(place) => place,
            Err(place) => {
                queues.insert(place, (queue, Counts::default()));
                place
            }
        };
        &mut queues[place].1
    }

    /// The counts of the queue in which an application stands, today.
    fn of_application(&mut self, before: &Territory, id: ApplicationId) -> &mut Counts {
        self.of(before.queue_of(before.at(before.known(id))).id())
    }

    fn count(&mut self, before: &Territory, event: &Event) {
        match event {
            Event::TerritoryFounded { zone, at, .. } => self.begin(zone, *at),
            Event::ApplicationSubmitted { queue, applied_at, .. } => {
                let is_earlier = *applied_at < self.began_at;
                let counts = self.of(*queue);
                *(if is_earlier { &mut counts.taken_over } else { &mut counts.asked }) += 1;
            }
            Event::PlacesRecalled { group, birth_year, reported, published, early, open, .. } => {
                let queue = before.queue_of_group(*group, *birth_year);
                let places = reported + published + open + early.iter().map(|(_, places)| places).sum::<u64>();
                self.of(queue).recalled += places;
            }
            Event::BulletinPublished { on } => self.publish(before, *on),
            Event::ListOpened { queue, granted, .. } => self.give(before, *queue, granted),
            Event::AccessEnded { application, cause, .. } => {
                let counts = self.of_application(before, *application);
                *(match cause {
                    AccessEnd::Passed => &mut counts.passed,
                    AccessEnd::Missed | AccessEnd::LapsedAfterRecall => &mut counts.missed,
                    AccessEnd::GivenUp | AccessEnd::TakenBack | AccessEnd::QueueClosed => &mut counts.dropped,
                }) += 1;
            }
            Event::PlaceClaimed { application, source, choice, .. } => {
                let way = way(*source, *choice);
                if way == Way::OutsideOrder {
                    self.outside.insert(*application);
                }
                self.of_application(before, *application).taken[way as usize] += 1;
            }
            Event::ReferralEnded { application, cause, then } => {
                self.outside.remove(application);
                let counts = self.of_application(before, *application);
                counts.closed += u32::from(*then == AfterReferral::Expires);
                *(match cause {
                    ReferralEnd::Declined | ReferralEnd::Withdrawn => &mut counts.declined,
                    ReferralEnd::Refused(_) => &mut counts.refused,
                    ReferralEnd::Expired => &mut counts.expired,
                }) += 1;
            }
            Event::ChildEnrolled { application } => self.enrol(before, *application),
            // Two children, one exchange, in their one queue.
            Event::PlacesExchanged { applications: [one, _], .. } => {
                self.of_application(before, *one).exchanged += 1;
            }
            Event::ApplicationWithdrawn { application, cause: WithdrawCause::EnrolledElsewhere }
            | Event::ApplicationExpired { application } => self.of_application(before, *application).closed += 1,
            Event::ApplicationWithdrawn { application, .. } => {
                self.of_application(before, *application).withdrawn += 1;
            }
            Event::PolicyChanged { .. }
            | Event::CalendarAmended { .. }
            | Event::PublicationSuspended { .. }
            | Event::SuspensionEnded { .. }
            | Event::TwinsJoined { .. }
            | Event::TwinsParted { .. }
            | Event::WindowExtended { .. }
            | Event::PolicyScheduled { .. }
            | Event::ScheduledPolicyCancelled { .. }
            | Event::GroupOpened { .. }
            | Event::GroupChanged { .. }
            | Event::GroupClosed { .. }
            | Event::GroupMoved { .. }
            | Event::SeatsCounted { .. }
            | Event::SeatsHeld { .. }
            | Event::GroundConfirmed { .. }
            | Event::GroundEnded { .. }
            | Event::PlacesReported { .. }
            | Event::StepRan { .. }
            | Event::BulletinSuspended { .. }
            | Event::ListOpenedToAll { .. }
            | Event::PatternsRestarted
            | Event::ReferralExtended { .. }
            | Event::StandingChoiceStored { .. }
            | Event::ApplicationPaused { .. }
            | Event::ApplicationResumed { .. }
            | Event::StopEnded { .. }
            | Event::BirthYearCorrected { .. }
            | Event::ApplicationRestored { .. }
            | Event::ExchangeWished { .. }
            | Event::ExchangeWishEnded { .. }
            | Event::ExchangeAgreed { .. }
            | Event::ExchangeRefused { .. } => {}
        }
    }

    fn begin(&mut self, zone: &str, at: Timestamp) {
        let zone = Zone::named(zone).expect("a zone was checked when the territory was founded");
        (self.today, self.due) = (zone.day(at), at);
        self.began_at = zone.instant(self.today, Time::midnight());
    }

    /// What is left of a queue that has reached its age is offered to nobody.
    fn publish(&mut self, before: &Territory, on: Date) {
        let mut places = Vec::new();
        for queue in before.queues().filter(|queue| !before.has_closed(queue.id().birth_year, on)) {
            let reported = queue.offers().iter().filter(|(_, offer)| offer.reported > 0);
            let of_queue = reported.map(|(&group, offer)| (group, offer.reported));
            places.extend(of_queue.map(|(group, places)| Published { queue: queue.id(), group, places }));
        }
        for published in &places {
            let offered = &mut self.of(published.queue).offered;
            *offered = offered.saturating_add(published.places);
        }
        self.bulletins.push(Bulletin { on, at: self.due, places });
    }

    fn give(&mut self, before: &Territory, queue: QueueId, granted: &[ApplicationId]) {
        let mut left = before.queue(queue).map(crate::Queue::waiting).unwrap_or_default();
        let mut given = [0; 3];
        let mut by_ratio = ByRatio::default();
        for &id in granted {
            let class = before.at(before.known(id)).class();
            given[class as usize] += 1;
            let both_wait = left.first_priority > 0 && left.ordinary > 0;
            let (of_class, decided) = match class {
                Class::OutOfTurn => continue,
                Class::FirstPriority => (&mut left.first_priority, &mut by_ratio.first_priority),
                Class::Ordinary => (&mut left.ordinary, &mut by_ratio.ordinary),
            };
            *decided += u32::from(both_wait);
            *of_class -= 1;
        }
        let counts = Counts { given, by_ratio, ..Counts::default() };
        *self.of(queue) += &counts;
    }

    fn enrol(&mut self, before: &Territory, id: ApplicationId) {
        let application = before.at(before.known(id));
        let queue = before.queue_of(application).id();
        self.of(queue).enrolled += 1;
        if self.outside.remove(&id) {
            return;
        }
        let days = self.today.duration_since(before.zone().day(application.applied_at())).as_hours() / 24;
        self.waited.entry((queue, application.class())).or_default().note(days);
    }
}

fn way(source: Source, choice: Choice) -> Way {
    match (choice, source) {
        (Choice::Official(_), _) => Way::OutsideOrder,
        (Choice::Standing, _) => Way::StandingChoice,
        (Choice::Family, Source::Early(_)) => Way::Access,
        (Choice::Family, Source::Open | Source::Unoffered) => Way::Open,
    }
}
