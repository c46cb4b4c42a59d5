//! Acts of officials. Each has a reason from a closed list; none sets a position (rules, sections 5, 9 and 10).

use super::Act;
use crate::{
    AccessEnd, ActReason, ApplicationId, Calendar, Choice, Event, GroupId, InterruptionReason, Kind, KindergartenId,
    Policy, QueueId, Refusal, Source, Status, TimesFrom, Zone,
};
use jiff::Span;
use jiff::civil::Date;

impl Act<'_> {
    pub(super) fn found(&mut self, zone: &str, policy: &Policy, calendar: &Calendar) -> Result<(), Refusal> {
        if self.territory.is_founded() || Zone::named(zone).is_err() {
            return Err(Refusal::AlreadyFounded);
        }
        let (zone, policy, calendar) = (zone.to_owned(), Box::new(policy.clone()), calendar.clone());
        self.happen(Event::TerritoryFounded { zone, policy, calendar, at: self.now });
        Ok(())
    }

    pub(super) fn change_policy(&mut self, policy: &Policy, times_from: TimesFrom) -> Result<(), Refusal> {
        let was = self.territory.policy();
        let patterns_start_anew = (was.first_priority, was.ordinary) != (policy.first_priority, policy.ordinary);
        let (policy, at) = (Box::new(policy.clone()), self.now);
        let on = self.territory.zone().day(at);
        self.happen(Event::PolicyChanged { policy, times_from, on, at, patterns_start_anew });
        Ok(())
    }

    pub(super) fn suspend(&mut self, first: Date, last: Date, reason: InterruptionReason) -> Result<(), Refusal> {
        if last < first {
            return Err(Refusal::WrongSpan);
        }
        self.happen(Event::PublicationSuspended { first, last, reason });
        Ok(())
    }

    /// What is over stays: a bulletin that was left out today is not made good before tomorrow.
    pub(super) fn end_suspension(&mut self, first: Date, last: Date) -> Result<(), Refusal> {
        let today = self.territory.zone().day(self.now);
        let is_left_out = self.territory.publishes_at(today) <= self.now;
        let until = if is_left_out { Some(today) } else { today.yesterday().ok() };
        let is_known = self.territory.suspensions().iter().any(|span| (span.0, span.1) == (first, last));
        let until = until.filter(|until| is_known && *until < last).ok_or(Refusal::NotSuspended)?;
        self.happen(Event::SuspensionEnded { first, last, until });
        Ok(())
    }

    pub(super) fn extend_windows(&mut self, days: u32) -> Result<(), Refusal> {
        let zone = self.territory.zone();
        let longer: Vec<Event> = self
            .territory
            .queues()
            .flat_map(|queue| queue.lists().iter().map(|(&list, open)| (queue.id(), list, open.until)))
            .map(|(queue, list, until)| {
                let day = zone.day(until).saturating_add(Span::new().days(i64::from(days)));
                Event::WindowExtended { queue, list, until: zone.instant(day, zone.time(until)) }
            })
            .collect();
        for event in longer {
            self.happen(event);
        }
        Ok(())
    }

    pub(super) fn open_group(
        &mut self,
        group: GroupId,
        kindergarten: KindergartenId,
        birth_years: &[i64],
        kind: Kind,
    ) -> Result<(), Refusal> {
        if self.territory.groups().contains_key(&group) {
            return Err(Refusal::DuplicateGroup);
        }
        let mut birth_years = birth_years.to_vec();
        birth_years.sort_unstable();
        birth_years.dedup();
        self.happen(Event::GroupOpened { group, kindergarten, birth_years, kind });
        Ok(())
    }

    pub(super) fn correct_birth_year(
        &mut self,
        id: ApplicationId,
        birth_year: i64,
        reason: ActReason,
    ) -> Result<(), Refusal> {
        let application = self.open_application(id)?;
        if application.status() == Status::Referred {
            return Err(Refusal::AlreadyReferred);
        }
        let queue = QueueId { birth_year, ..self.territory.queue_of(application).id() };
        if self.territory.has_closed(birth_year, self.territory.zone().day(self.now)) {
            return Err(Refusal::NotOfAge);
        }
        // A date corrected within its year moves nobody: an access stays.
        if queue != self.territory.queue_of(self.application(id)?).id() {
            self.end_access(id, AccessEnd::GivenUp);
        }
        self.happen(Event::BirthYearCorrected { application: id, queue, reason });
        Ok(())
    }

    pub(super) fn restore(&mut self, id: ApplicationId, reason: ActReason) -> Result<(), Refusal> {
        let application = self.application(id)?;
        if !matches!(application.status(), Status::Withdrawn | Status::Expired) {
            return Err(Refusal::NotClosed);
        }
        let queue = self.territory.queue_of(application).id();
        if self.territory.has_closed(queue.birth_year, self.territory.zone().day(self.now)) {
            return Err(Refusal::NotOfAge);
        }
        self.check_child_is_free(self.territory.child_of(application), queue)?;
        self.happen(Event::ApplicationRestored { application: id, reason });
        Ok(())
    }

    pub(super) fn admit_outside_order(
        &mut self,
        id: ApplicationId,
        group: GroupId,
        reason: ActReason,
    ) -> Result<(), Refusal> {
        let application = self.open_application(id)?;
        if application.status() == Status::Referred {
            return Err(Refusal::AlreadyReferred);
        }
        let known = self.territory.groups().get(&group).ok_or(Refusal::UnknownGroup)?;
        if !known.serves(self.territory.queue_of(application).id()) {
            return Err(Refusal::WrongQueue);
        }
        if self.territory.seats(group).and_then(|seats| seats.free()) == Some(0) {
            return Err(Refusal::NoRoom);
        }
        self.end_access(id, AccessEnd::GivenUp);
        self.refer(id, group, Source::Unoffered, Choice::Official(reason));
        Ok(())
    }
}
