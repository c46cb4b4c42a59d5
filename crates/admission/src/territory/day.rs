//! The steps of the day: when each is due, by the times in force on that day (rules, 5).

use super::{Territory, Times};
use crate::{Application, ApplicationId, Ground, Policy, Status, Step, StepKind};
use jiff::Timestamp;
use jiff::civil::{Date, Time};

impl Territory {
    /// Whether the bulletin of that day is left out.
    #[must_use]
    pub fn is_suspended(&self, day: Date) -> bool {
        self.suspensions.iter().any(|(first, last, _)| (*first..=*last).contains(&day))
    }

    /// The policy that will count from a later day on, with that day.
    #[must_use]
    pub fn scheduled_policy(&self) -> Option<(Date, &Policy)> {
        self.scheduled_policy.as_ref().map(|(day, policy)| (*day, &**policy))
    }

    pub(super) fn times_on(&self, day: Date) -> Times {
        match self.later_times {
            Some((from, times)) if day >= from => times,
            _ => self.times,
        }
    }

    /// The instant of the opening of that day, by the times of day in force on it.
    #[must_use]
    pub fn opens_at(&self, day: Date) -> Timestamp {
        self.zone.instant(day, self.times_on(day).open_at)
    }

    /// The instant of the bulletin of that day, by the times of day in force on it.
    #[must_use]
    pub fn publishes_at(&self, day: Date) -> Timestamp {
        self.zone.instant(day, self.times_on(day).publish_at)
    }

    /// The next step of the day. It is to be run as soon as the clock has reached its instant.
    #[must_use]
    pub fn next_step(&self) -> Option<Step> {
        self.next_step
    }

    /// The step that is due at that instant, if one is; ask again after it has run.
    #[must_use]
    pub fn due_step(&self, now: Timestamp) -> Option<Step> {
        self.next_step.filter(|step| step.due <= now)
    }

    pub(super) fn find_next_step(&self) -> Option<Step> {
        let cursor = self.stepped_to?;
        let today = self.zone.day(cursor.0);
        let days = [Some(today), today.tomorrow().ok()];
        days.into_iter()
            .flatten()
            .flat_map(|on| {
                let times = self.times_on(on);
                [
                    (StepKind::Midnight, Time::midnight()),
                    (StepKind::Opening, times.open_at),
                    (StepKind::Publication, times.publish_at),
                ]
                .map(|(kind, time)| Step { due: self.zone.instant(on, time), kind, on })
            })
            .filter(|step| (step.due, step.kind) > cursor)
            .min()
    }

    pub(crate) fn referrals_ending_before(&self, day: Date) -> Vec<ApplicationId> {
        self.referral_ends.range(..(day, 0)).map(|&(_, index)| self.at(index).id).collect()
    }

    pub(crate) fn stops_ending_by(&self, day: Date) -> Vec<ApplicationId> {
        self.stop_ends.range(..=(day, u32::MAX)).map(|&(_, index)| self.at(index).id).collect()
    }

    pub(crate) fn grounds_ending_before(&self, day: Date) -> Vec<(ApplicationId, Ground)> {
        self.ground_ends
            .iter()
            .take_while(|(end, _, _)| *end < day)
            .map(|&(_, index, ground)| (self.at(index).id, ground))
            .collect()
    }

    /// Applications that close with the queues that have reached their age by that day.
    pub(crate) fn closing_on(&self, day: Date) -> Vec<ApplicationId> {
        let mut closing = Vec::new();
        for (&id, &index) in &self.queue_index {
            let queue = &self.queues[index as usize];
            if queue.closing == 0 || !self.has_closed(id.birth_year, day) {
                continue;
            }
            let members = queue.by_date.iter().map(|&member| self.at(member));
            closing.extend(
                members
                    .filter(|member| {
                        matches!(member.status(), Status::Waiting | Status::Access | Status::Paused | Status::Stopped)
                    })
                    .map(Application::id),
            );
        }
        closing
    }
}
