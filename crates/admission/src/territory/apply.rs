//! Repeating what happened: no policy is consulted, nothing can be refused.

use super::spot::Spot;
use super::{Child, Group, NOBODY, Recall, Territory, Times};
use crate::application::{Application, Referral, Standing, ground_sets};
use crate::queue::List;
use crate::{
    AccessEnd, ActReason, AfterReferral, ApplicationId, ChildId, Choice, Class, Event, GroupId, Kind, Policy, Queue,
    QueueId, Source, StepKind, TimesFrom, WithdrawCause, Zone,
};
use jiff::Timestamp;
use jiff::civil::Date;

impl Territory {
    /// Takes one recorded event into the state. Events come in the order of the journal; what an event names exists.
    ///
    /// # Panics
    /// When an event names an application, group or list that no earlier event made: the journal is not whole.
    pub fn apply(&mut self, event: &Event) {
        match event {
            Event::TerritoryFounded { zone, policy, calendar, at } => {
                self.zone = Zone::named(zone).expect("a zone was checked when the territory was founded");
                self.take_policy(policy, TimesFrom::AtOnce, *at);
                self.calendar = calendar.clone();
                self.find_step_after((*at, StepKind::Publication));
            }
            Event::PolicyChanged { policy, times_from, on: _, at, patterns_start_anew } => {
                self.take_policy(policy, *times_from, *at);
                if *patterns_start_anew {
                    self.restart_patterns();
                }
                let cursor = match times_from {
                    TimesFrom::AtOnce => Some((*at, StepKind::Publication)),
                    TimesFrom::NextDay => self.stepped_to,
                };
                if let Some(cursor) = cursor {
                    self.find_step_after(cursor);
                }
            }
            Event::PolicyScheduled { policy, effective_on, .. } => {
                self.scheduled_policy = Some((*effective_on, policy.clone()));
            }
            Event::ScheduledPolicyCancelled { .. } => self.scheduled_policy = None,
            Event::CalendarAmended { calendar } => self.calendar = calendar.clone(),
            Event::PublicationSuspended { first, last, reason } => self.suspensions.push((*first, *last, *reason)),
            Event::SuspensionEnded { first, last, until } => {
                for suspension in self.suspensions.iter_mut().filter(|it| (it.0, it.1) == (*first, *last)) {
                    suspension.1 = *until;
                }
                self.suspensions.retain(|(first, last, _)| first <= last);
            }
            Event::WindowExtended { queue, list, until } => self.list_mut(*queue, *list).until = *until,
            Event::GroupOpened { group, kindergarten, birth_years, kind } => {
                let opened =
                    Group { kindergarten: *kindergarten, birth_years: birth_years.clone(), kind: *kind, seating: None };
                self.groups.insert(*group, opened);
            }
            Event::GroupChanged { .. }
            | Event::GroupClosed { .. }
            | Event::GroupMoved { .. }
            | Event::SeatsCounted { .. }
            | Event::SeatsHeld { .. } => self.change_group(event),
            Event::ApplicationSubmitted { application, child, queue, grounds, applied_at } => {
                self.submit(*application, *child, *queue, grounds, *applied_at);
            }
            Event::GroundConfirmed { application, ground, expires_on, officials: _ } => {
                let index = self.known(*application);
                self.set_ground_end(index, *ground, *expires_on);
                self.change_in_place(index, |it| it.set_confirmed(*ground, true));
            }
            Event::GroundEnded { application, ground, cause: _ } => {
                let index = self.known(*application);
                self.set_ground_end(index, *ground, None);
                self.change_in_place(index, |it| it.set_confirmed(*ground, false));
            }
            Event::PlacesReported { group, birth_year, places } => {
                let reported = &mut self.offer_mut(*group, *birth_year).reported;
                *reported = reported.saturating_add(*places);
            }
            Event::PlacesRecalled { group, birth_year, reported, published, early, open, reason, on } => {
                let queue = self.queue_of_group(*group, *birth_year);
                for (list, places) in early {
                    take_early(self.offer_mut(*group, *birth_year), *list, *places);
                    self.list_mut(queue, *list).lost_places = true;
                }
                let offer = self.offer_mut(*group, *birth_year);
                offer.reported -= reported;
                offer.published -= published;
                offer.open -= open;
                let places = reported + published + open + early.iter().map(|(_, places)| places).sum::<u64>();
                let (group, birth_year) = (*group, *birth_year);
                self.recalls.push(Recall { on: *on, group, birth_year, places, reason: *reason });
            }
            Event::StepRan { step } => self.find_step_after((step.due, step.kind)),
            Event::BulletinPublished { on: _ } => {
                for offer in self.queues.iter_mut().flat_map(|queue| queue.offers.values_mut()) {
                    offer.published = offer.published.saturating_add(std::mem::take(&mut offer.reported));
                }
            }
            Event::BulletinSuspended { on: _ } => {}
            Event::ListOpenedToAll { queue, list } => {
                let queue = self.queue_mut(*queue);
                queue.lists.remove(list);
                for offer in queue.offers.values_mut() {
                    offer.open = offer.open.saturating_add(offer.early.remove(list).unwrap_or(0));
                }
            }
            Event::PatternsRestarted => self.restart_patterns(),
            Event::ListOpened { queue, list, until, granted, first_used, ordinary_used } => {
                self.open_list(*queue, *list, *until, granted);
                let queue = self.queue_mut(*queue);
                (queue.first_used, queue.ordinary_used) = (*first_used, *ordinary_used);
            }
            Event::AccessEnded { application, cause, slot_returned } => {
                self.end_access(*application, *cause, *slot_returned);
            }
            Event::PlaceClaimed { application, group, source, choice, issued_on, valid_until } => {
                let referral =
                    Referral { group: *group, issued_on: *issued_on, valid_until: *valid_until, extended: false };
                self.claim(*application, referral, *source, *choice);
            }
            Event::ReferralExtended { application, valid_until } => {
                let index = self.known(*application);
                if let Standing::Referred(referral) = self.at(index).standing {
                    let longer = Referral { valid_until: *valid_until, extended: true, ..referral };
                    self.stand(index, Standing::Referred(longer));
                }
            }
            Event::ReferralEnded { application, cause: _, then } => self.end_referral(*application, *then),
            Event::ChildEnrolled { application } => self.enrol(*application),
            Event::StandingChoiceStored { application, groups } => {
                let index = self.known(*application);
                if groups.is_empty() {
                    self.standing_choices.remove(&index);
                } else {
                    self.standing_choices.insert(index, groups.clone());
                }
            }
            Event::ApplicationPaused { application, cause: _ } => self.stand_as(*application, Standing::Paused),
            Event::ApplicationResumed { application } => {
                let index = self.known(*application);
                self.applications[index as usize].missed_in_a_row = 0;
                self.stand(index, Standing::Waiting);
            }
            Event::StopEnded { application } => self.stand_as(*application, Standing::Waiting),
            Event::ApplicationWithdrawn { application, cause } => {
                if let WithdrawCause::MovedAway(reason) = cause {
                    self.count_act("move_away", *reason);
                }
                self.stand_as(*application, Standing::Withdrawn);
            }
            Event::ApplicationExpired { application } => self.stand_as(*application, Standing::Expired),
            Event::BirthYearCorrected { application, queue, reason } => {
                self.count_act("correct_birth_year", *reason);
                self.change_queue(*application, *queue);
            }
            Event::ApplicationRestored { application, reason } => {
                self.count_act("restore", *reason);
                self.stand_as(*application, Standing::Waiting);
            }
            Event::TwinsJoined { applications: [one, other] } => {
                let (one, other) = (self.known(*one), self.known(*other));
                self.twins.join(one, other);
            }
            Event::TwinsParted { applications: [one, _] } => {
                let one = self.known(*one);
                self.twins.part(one);
            }
            Event::ExchangeWished { .. }
            | Event::ExchangeWishEnded { .. }
            | Event::ExchangeAgreed { .. }
            | Event::ExchangeRefused { .. }
            | Event::PlacesExchanged { .. } => self.change_exchange(event),
        }
    }

    fn take_policy(&mut self, policy: &Policy, times_from: TimesFrom, at: Timestamp) {
        let today = self.zone.day(at);
        let times = Times { publish_at: policy.publish_at, open_at: policy.open_at };
        match times_from {
            TimesFrom::AtOnce => (self.times, self.later_times) = (times, None),
            TimesFrom::NextDay => {
                self.times = self.times_on(today);
                self.later_times = today.tomorrow().ok().map(|tomorrow| (tomorrow, times));
            }
        }
        self.policy = policy.clone();
        self.scheduled_policy = self.scheduled_policy.take().filter(|(day, _)| *day > today);
    }

    fn find_step_after(&mut self, cursor: (Timestamp, StepKind)) {
        self.stepped_to = Some(cursor);
        self.next_step = self.find_next_step();
    }

    fn restart_patterns(&mut self) {
        for queue in &mut self.queues {
            (queue.first_used, queue.ordinary_used) = (0, 0);
        }
    }

    fn count_act(&mut self, act: &'static str, reason: ActReason) {
        *self.acts.entry((act, reason)).or_default() += 1;
    }

    pub(crate) fn known(&self, id: ApplicationId) -> u32 {
        self.index_of(id).expect("the journal names no application before it was submitted")
    }

    fn queue_mut(&mut self, id: QueueId) -> &mut Queue {
        let index = self.queue_number(id);
        &mut self.queues[index as usize]
    }

    pub(super) fn queue_number(&mut self, id: QueueId) -> u32 {
        if let Some(&index) = self.queue_index.get(&id) {
            return index;
        }
        let index = u32::try_from(self.queues.len()).expect("fewer than 2^32 queues");
        self.queues.push(Queue::new(id));
        self.queue_index.insert(id, index);
        index
    }

    fn list_mut(&mut self, queue: QueueId, list: Date) -> &mut List {
        self.queue_mut(queue)
            .lists
            .get_mut(&list)
            .expect("the journal names no list before it opened or after it ended")
    }

    pub(crate) fn queue_of_group(&self, group: GroupId, birth_year: i64) -> QueueId {
        let kind = self.groups.get(&group).map_or(Kind::General, |group| group.kind);
        QueueId { birth_year, kind }
    }

    pub(crate) fn group_mut(&mut self, group: GroupId) -> &mut Group {
        self.groups.get_mut(&group).expect("the journal names no group before it opened")
    }

    fn offer_mut(&mut self, group: GroupId, birth_year: i64) -> &mut crate::Offer {
        let queue = self.queue_of_group(group, birth_year);
        self.queue_mut(queue).offers.entry(group).or_default()
    }

    fn submit(&mut self, id: ApplicationId, child: ChildId, queue: QueueId, grounds: &[Class], applied_at: Timestamp) {
        let index = u32::try_from(self.applications.len()).expect("fewer than 2^32 applications in one territory");
        let child = self.child_row(child);
        let (out_of_turn_grounds, first_priority_grounds) = ground_sets(grounds);
        self.children[child as usize].open[queue.kind as usize] = index;
        self.applications.push(Application {
            id,
            applied_at_us: applied_at.as_microsecond(),
            child,
            queue: 0,
            seat: 0,
            out_of_turn_grounds,
            first_priority_grounds,
            confirmed: 0,
            conclusion: false,
            missed_in_a_row: 0,
            standing: Standing::Waiting,
        });
        self.spots.push(Spot::outside(id));
        self.application_index.note(index, |row| self.spots[row as usize].id().0);
        self.take_seat(index, queue);
        self.attach(index);
    }

    fn child_row(&mut self, id: ChildId) -> u32 {
        if let Some(index) = self.child_number(id) {
            return index;
        }
        let index = u32::try_from(self.children.len()).expect("fewer than 2^32 children in one territory");
        self.children.push(Child { open: [NOBODY; 2], enrolled: false });
        self.child_ids.push(id);
        self.child_index.note(index, |row| self.child_ids[row as usize].0);
        index
    }

    fn open_list(&mut self, queue: QueueId, list: Date, until: Timestamp, granted: &[ApplicationId]) {
        let queue = self.queue_mut(queue);
        queue.lists.insert(list, List { until, lost_places: false });
        for offer in queue.offers.values_mut() {
            let places = std::mem::take(&mut offer.published);
            if places > 0 {
                *offer.early.entry(list).or_default() += places;
            }
        }
        for &id in granted {
            let index = self.known(id);
            let application = self.at(index);
            let (queue, class) = (application.queue as usize, application.class());
            let seat = self.queues[queue].holders.add(index);
            self.stand(index, Standing::Access { list, class, seat });
        }
    }

    fn end_access(&mut self, id: ApplicationId, cause: AccessEnd, slot_returned: bool) {
        let index = self.known(id);
        if slot_returned {
            let class = Self::access_class(self.at(index));
            let queue = self.at(index).queue as usize;
            let queue = &mut self.queues[queue];
            match class {
                Some(Class::FirstPriority) => queue.first_used = queue.first_used.saturating_sub(1),
                Some(Class::Ordinary) => queue.ordinary_used = queue.ordinary_used.saturating_sub(1),
                Some(Class::OutOfTurn) | None => {}
            }
        }
        if cause == AccessEnd::Missed {
            let missed = &mut self.applications[index as usize].missed_in_a_row;
            *missed = missed.saturating_add(1);
        }
        self.stand(index, Standing::Waiting);
    }

    fn claim(&mut self, id: ApplicationId, referral: Referral, source: Source, choice: Choice) {
        let index = self.known(id);
        let queue = self.queue_of(self.at(index)).id;
        let offer = self.queue_mut(queue).offers.entry(referral.group).or_default();
        match source {
            Source::Early(list) => take_early(offer, list, 1),
            Source::Open => offer.open -= 1,
            Source::Unoffered => {}
        }
        offer.referred += 1;
        if let Choice::Official(reason) = choice {
            self.count_act("admit_outside_order", reason);
        }
        self.applications[index as usize].missed_in_a_row = 0;
        self.stand(index, Standing::Referred(referral));
    }

    fn end_referral(&mut self, id: ApplicationId, then: AfterReferral) {
        let index = self.known(id);
        if let Some(referral) = self.at(index).referral() {
            let queue = self.queue_of(self.at(index)).id;
            let offer = self.queue_mut(queue).offers.entry(referral.group).or_default();
            offer.referred -= 1;
            offer.reported = offer.reported.saturating_add(1);
        }
        let standing = match then {
            AfterReferral::Waits => Standing::Waiting,
            AfterReferral::StoppedUntil(until) => Standing::Stopped { until },
            AfterReferral::Expires => Standing::Expired,
        };
        self.stand(index, standing);
    }

    fn enrol(&mut self, id: ApplicationId) {
        let index = self.known(id);
        let Some(referral) = self.at(index).referral() else { return };
        let (queue, child) = (self.queue_of(self.at(index)).id, self.at(index).child);
        let offer = self.queue_mut(queue).offers.entry(referral.group).or_default();
        offer.referred -= 1;
        offer.enrolled += 1;
        self.children[child as usize].enrolled = true;
        self.attend(referral.group);
        self.stand(index, Standing::Enrolled(referral.group));
    }

    /// An enrolled child goes to another group; what the groups have in all stays, since another comes in exchange.
    pub(crate) fn enrol_instead(&mut self, index: u32, group: GroupId) {
        self.stand(index, Standing::Enrolled(group));
    }

    fn change_queue(&mut self, id: ApplicationId, queue: QueueId) {
        let index = self.known(id);
        if self.queue_of(self.at(index)).id() == queue {
            return;
        }
        self.twins.part(index);
        self.detach(index);
        self.leave_seat(index);
        self.take_seat(index, queue);
        self.attach(index);
    }

    fn set_ground_end(&mut self, index: u32, ground: crate::Ground, end: Option<Date>) {
        if let Some(was) = self.ground_end_of.remove(&(index, ground)) {
            self.ground_ends.remove(&(was, index, ground));
        }
        if let Some(end) = end {
            self.ground_end_of.insert((index, ground), end);
            self.ground_ends.insert((end, index, ground));
        }
    }
}

fn take_early(offer: &mut crate::Offer, list: Date, places: u64) {
    if let Some(left) = offer.early.get_mut(&list) {
        *left -= places;
        if *left == 0 {
            offer.early.remove(&list);
        }
    }
}
