//! The queue does not burn: pass, pause, resume, leave (rules, section 6).

use super::Act;
use crate::{AccessEnd, ApplicationId, Event, PauseCause, Refusal, Status, WithdrawCause};

impl Act<'_> {
    pub(super) fn pass(&mut self, application: ApplicationId) -> Result<(), Refusal> {
        if self.application(application)?.status() != Status::Access {
            return Err(Refusal::NoAccess);
        }
        self.end_access(application, AccessEnd::Passed);
        Ok(())
    }

    pub(super) fn pause(&mut self, application: ApplicationId) -> Result<(), Refusal> {
        if !matches!(self.application(application)?.status(), Status::Waiting | Status::Access) {
            return Err(Refusal::NotWaiting);
        }
        self.end_access(application, AccessEnd::GivenUp);
        self.happen(Event::ApplicationPaused { application, cause: PauseCause::Family });
        Ok(())
    }

    pub(super) fn resume(&mut self, application: ApplicationId) -> Result<(), Refusal> {
        if self.application(application)?.status() != Status::Paused {
            return Err(Refusal::NotPaused);
        }
        self.happen(Event::ApplicationResumed { application });
        Ok(())
    }

    pub(super) fn withdraw(&mut self, application: ApplicationId, cause: WithdrawCause) -> Result<(), Refusal> {
        self.open_application(application)?;
        self.leave(application, cause);
        Ok(())
    }
}
