//! A change of the policy that was decided by two officials and counts from a later day. Windows, terms and stops that run keep
//! the end they have.

use super::Act;
use crate::{Event, Policy, Refusal, TimesFrom};
use jiff::civil::Date;

/// Who decided on a change of the policy: two accounts, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Officials {
    pub(super) proposed_by: u64,
    pub(super) approved_by: u64,
}

impl Act<'_> {
    /// One change at a time is scheduled, so that whoever approves one knows what it changes.
    pub(super) fn schedule_policy(
        &mut self,
        policy: &Policy,
        replaces: &Policy,
        effective_on: Date,
        officials: Officials,
    ) -> Result<(), Refusal> {
        if officials.proposed_by == officials.approved_by {
            return Err(Refusal::SameOfficial);
        }
        if effective_on <= self.territory.zone().day(self.now) {
            return Err(Refusal::WrongSpan);
        }
        if self.territory.scheduled_policy().is_some() {
            return Err(Refusal::AlreadyScheduled);
        }
        if self.territory.policy() != replaces {
            return Err(Refusal::PolicyOutdated);
        }
        let Officials { proposed_by, approved_by } = officials;
        let policy = Box::new(policy.clone());
        self.happen(Event::PolicyScheduled { policy, effective_on, proposed_by, approved_by });
        Ok(())
    }

    pub(super) fn cancel_scheduled_policy(&mut self) -> Result<(), Refusal> {
        let (effective_on, _) = self.territory.scheduled_policy().ok_or(Refusal::NothingScheduled)?;
        self.happen(Event::ScheduledPolicyCancelled { effective_on });
        Ok(())
    }

    /// The day of a scheduled change has begun: all of it counts from its first instant, times of day too.
    pub(super) fn take_scheduled_policy(&mut self, day: Date) {
        let Some((effective_on, policy)) = self.territory.scheduled_policy() else { return };
        if effective_on > day {
            return;
        }
        let was = self.territory.policy();
        let patterns_start_anew = (was.first_priority, was.ordinary) != (policy.first_priority, policy.ordinary);
        let (policy, at) = (Box::new(policy.clone()), self.now);
        let times_from = TimesFrom::AtOnce;
        self.happen(Event::PolicyChanged { policy, times_from, on: day, at, patterns_start_anew });
    }
}
