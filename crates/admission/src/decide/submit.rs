//! A family asks for a place in the queue (rules, section 2).

use super::Act;
use crate::application::GROUNDS_MAX;
use crate::{ApplicationId, Birth, ChildId, Class, Earlier, Event, QueueId, Refusal};

impl Act<'_> {
    pub(super) fn submit(
        &mut self,
        application: ApplicationId,
        child: ChildId,
        queue: QueueId,
        birth: Birth,
        grounds: &[Option<Class>],
        earlier: Option<Earlier>,
    ) -> Result<(), Refusal> {
        if self.territory.application(application).is_some() {
            return Err(Refusal::DuplicateApplication);
        }
        let grounds: Option<Vec<Class>> = grounds.iter().copied().collect();
        let grounds = grounds.filter(|known| known.len() <= GROUNDS_MAX).ok_or(Refusal::UnknownGround)?;
        let today = self.territory.zone().day(self.now);
        if birth == Birth::Future || self.territory.has_closed(queue.birth_year, today) {
            return Err(Refusal::NotOfAge);
        }
        self.check_child_is_free(child, queue)?;
        let applied_at = earlier.map_or(self.now, |earlier| earlier.applied_at.min(self.now));
        self.happen(Event::ApplicationSubmitted { application, child, queue, grounds, applied_at });
        Ok(())
    }

    /// One open application per child and kind; none for a child who goes to a kindergarten.
    pub(super) fn check_child_is_free(&self, child: ChildId, queue: QueueId) -> Result<(), Refusal> {
        match self.territory.child_standing(child, queue.kind) {
            (Some(_), _) => Err(Refusal::DuplicateChild),
            (None, true) => Err(Refusal::AlreadyEnrolled),
            (None, false) => Ok(()),
        }
    }
}
