//! The steps of the day (rules, section 5). Each runs once, in order, however late.

use super::Act;
use crate::{
    AccessEnd, AfterReferral, ApplicationId, Event, GroundEnd, ReferralEnd, Refusal, Status, Step, StepKind, Territory,
};
use jiff::civil::Date;
use jiff::{Span, Timestamp};

impl Act<'_> {
    pub(super) fn run_step(&mut self, step: Step) -> Result<(), Refusal> {
        if self.territory.next_step() != Some(step) || step.due > self.now {
            return Err(Refusal::NotDue);
        }
        // A step that runs late decides as it would have decided in time.
        self.now = step.due;
        match step.kind {
            StepKind::Midnight => self.midnight(step.on),
            StepKind::Opening => self.open_bulletin(step.on),
            StepKind::Publication if self.territory.is_suspended(step.on) => {
                self.happen(Event::BulletinSuspended { on: step.on });
            }
            StepKind::Publication => self.happen(Event::BulletinPublished { on: step.on }),
        }
        self.happen(Event::StepRan { step });
        Ok(())
    }

    /// A scheduled policy counts from the first instant of its day. Then grounds and referrals past their last day end, then stops that are over, then queues that have reached their age.
    fn midnight(&mut self, day: Date) {
        self.take_scheduled_policy(day);
        for (application, ground) in self.territory.grounds_ending_before(day) {
            self.ground_ends(application, ground, GroundEnd::Lapsed);
        }
        for application in self.territory.referrals_ending_before(day) {
            self.expire_referral(application, day);
        }
        for application in self.territory.stops_ending_by(day) {
            self.happen(Event::StopEnded { application });
        }
        for application in self.territory.closing_on(day) {
            self.expire(application);
        }
    }

    fn expire(&mut self, application: ApplicationId) {
        self.end_access(application, AccessEnd::QueueClosed);
        self.happen(Event::ApplicationExpired { application });
    }

    fn expire_referral(&mut self, application: ApplicationId, day: Date) {
        let Some(referred) = self.territory.application(application) else { return };
        if referred.status() != Status::Referred {
            return;
        }
        let birth_year = self.territory.queue_of(referred).id().birth_year;
        let then = if self.territory.has_closed(birth_year, day) {
            AfterReferral::Expires
        } else {
            let days = Span::new().days(i64::from(self.territory.policy().stop_list_days));
            AfterReferral::StoppedUntil(day.saturating_add(days))
        };
        self.happen(Event::ReferralEnded { application, cause: ReferralEnd::Expired, then });
    }
}

impl Territory {
    /// Ends an application as the midnight does on which its queue closes.
    pub(crate) fn expire(&mut self, application: ApplicationId, now: Timestamp) {
        Act { territory: self, now, events: Vec::new() }.expire(application);
    }
}
