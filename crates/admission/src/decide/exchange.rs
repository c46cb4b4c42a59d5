//! Two enrolled children exchange places: both families agree, the office confirms (rules, section 9).

use super::Act;
use crate::{Application, ApplicationId, Event, ExchangeReason, KindergartenId, Refusal, Status};

/// Kindergartens that one wish names at most: more is "any".
pub const EXCHANGE_WISH_KINDERGARTENS_MAX: usize = 30;

impl Act<'_> {
    fn enrolled(&self, id: ApplicationId) -> Result<&Application, Refusal> {
        let application = self.application(id)?;
        if application.status() == Status::Enrolled { Ok(application) } else { Err(Refusal::NotEnrolled) }
    }

    /// A new wish takes the place of the old one, and of what was agreed under it.
    pub(super) fn wish_exchange(
        &mut self,
        application: ApplicationId,
        kindergartens: &[KindergartenId],
    ) -> Result<(), Refusal> {
        self.enrolled(application)?;
        let mut wished = kindergartens.to_vec();
        wished.sort_unstable();
        wished.dedup();
        if wished.len() != kindergartens.len() || wished.len() > EXCHANGE_WISH_KINDERGARTENS_MAX {
            return Err(Refusal::WrongChoice);
        }
        let is_known = |wished: &KindergartenId| {
            self.territory.groups().values().any(|group| group.kindergarten == *wished && !group.is_closed())
        };
        if !wished.iter().all(is_known) {
            return Err(Refusal::UnknownGroup);
        }
        self.happen(Event::ExchangeWished { application, kindergartens: wished });
        Ok(())
    }

    pub(super) fn end_exchange_wish(&mut self, application: ApplicationId) -> Result<(), Refusal> {
        self.application(application)?;
        if self.territory.exchange_wish(application).is_none() {
            return Err(Refusal::NoWish);
        }
        self.happen(Event::ExchangeWishEnded { application });
        Ok(())
    }

    /// A family agrees with one at a time: agreeing with another takes the first agreement back.
    pub(super) fn agree_to_exchange(&mut self, application: ApplicationId, with: ApplicationId) -> Result<(), Refusal> {
        self.territory.check_exchange(self.application(application)?, self.application(with)?)?;
        self.happen(Event::ExchangeAgreed { application, with });
        Ok(())
    }

    fn check_agreed(&self, [one, other]: [ApplicationId; 2]) -> Result<(), Refusal> {
        let agreed = |one, other| self.territory.exchange_agreed_with(one) == Some(other);
        if agreed(one, other) && agreed(other, one) { Ok(()) } else { Err(Refusal::NotAgreed) }
    }

    /// No seat is made or lost: each child attends where the other did.
    pub(super) fn exchange_places(&mut self, applications: [ApplicationId; 2]) -> Result<(), Refusal> {
        let [one, other] = applications;
        let (of_one, of_other) = (self.application(one)?, self.application(other)?);
        let groups = self.territory.check_places(of_one, of_other)?;
        self.check_agreed(applications)?;
        self.happen(Event::PlacesExchanged { applications, groups });
        Ok(())
    }

    pub(super) fn refuse_exchange(
        &mut self,
        applications: [ApplicationId; 2],
        reason: ExchangeReason,
    ) -> Result<(), Refusal> {
        for id in applications {
            self.application(id)?;
        }
        self.check_agreed(applications)?;
        self.happen(Event::ExchangeRefused { applications, reason });
        Ok(())
    }
}
