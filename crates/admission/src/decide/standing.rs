//! The queue does not burn: pass, pause, resume, leave (rules, section 6). Twins who are joined do the first three together.

use super::Act;
use crate::{AccessEnd, ApplicationId, Event, PauseCause, Refusal, Status, WithdrawCause};

impl Act<'_> {
    /// The application, and its twin behind it.
    pub(super) fn with_twin(&self, application: ApplicationId) -> Vec<ApplicationId> {
        [Some(application), self.territory.twin_of(application)].into_iter().flatten().collect()
    }

    fn does(&self, application: ApplicationId, statuses: &[Status]) -> bool {
        self.territory.application(application).is_some_and(|it| statuses.contains(&it.status()))
    }

    /// Whether an application waits or holds access.
    pub(super) fn is_waiting(&self, application: ApplicationId) -> bool {
        self.does(application, &[Status::Waiting, Status::Access])
    }

    pub(super) fn pass(&mut self, application: ApplicationId) -> Result<(), Refusal> {
        if self.application(application)?.status() != Status::Access {
            return Err(Refusal::NoAccess);
        }
        for each in self.with_twin(application) {
            self.end_access(each, AccessEnd::Passed);
        }
        Ok(())
    }

    pub(super) fn pause(&mut self, application: ApplicationId) -> Result<(), Refusal> {
        self.application(application)?;
        if !self.is_waiting(application) {
            return Err(Refusal::NotWaiting);
        }
        for each in self.with_twin(application) {
            if self.is_waiting(each) {
                self.end_access(each, AccessEnd::GivenUp);
                self.happen(Event::ApplicationPaused { application: each, cause: PauseCause::Family });
            }
        }
        Ok(())
    }

    pub(super) fn resume(&mut self, application: ApplicationId) -> Result<(), Refusal> {
        if self.application(application)?.status() != Status::Paused {
            return Err(Refusal::NotPaused);
        }
        for each in self.with_twin(application) {
            if self.does(each, &[Status::Paused]) {
                self.happen(Event::ApplicationResumed { application: each });
            }
        }
        Ok(())
    }

    pub(super) fn withdraw(&mut self, application: ApplicationId, cause: WithdrawCause) -> Result<(), Refusal> {
        self.open_application(application)?;
        self.leave(application, cause);
        Ok(())
    }
}
