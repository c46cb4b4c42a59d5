//! A claimed ground is not a right: an official confirms it, and may take it back (rules, section 3).

use super::Act;
use crate::{AccessEnd, ApplicationId, Class, Event, Ground, GroundEnd, Kind, Refusal, Territory, TwoOfficials};
use jiff::civil::Date;

impl Territory {
    /// Whether that ground is confirmed only by two different officials (rules, 3).
    #[must_use]
    pub fn needs_two_officials(&self, application: ApplicationId, ground: Ground) -> bool {
        let class = self.application(application).and_then(|application| application.class_of(ground));
        class == Some(Class::OutOfTurn) && self.policy().out_of_turn_confirmations > 1
    }
}

impl Act<'_> {
    fn check_ground(&self, application: ApplicationId, ground: Ground) -> Result<(), Refusal> {
        let application = self.open_application(application)?;
        match ground {
            Ground::Conclusion => Ok(()),
            Ground::Unknown => Err(Refusal::UnknownGround),
            Ground::Claimed(_) if application.class_of(ground).is_some() => Ok(()),
            Ground::Claimed(_) | Ground::Unclaimed => Err(Refusal::NotClaimed),
        }
    }

    pub(super) fn confirm(
        &mut self,
        application: ApplicationId,
        ground: Ground,
        expires_on: Option<Date>,
        officials: Option<TwoOfficials>,
    ) -> Result<(), Refusal> {
        self.check_ground(application, ground)?;
        if officials.is_some_and(|two| two.first == two.second) {
            return Err(Refusal::SameOfficial);
        }
        if officials.is_none() && self.territory.needs_two_officials(application, ground) {
            return Err(Refusal::SecondOfficialNeeded);
        }
        self.happen(Event::GroundConfirmed { application, ground, expires_on, officials });
        Ok(())
    }

    pub(super) fn end_ground(
        &mut self,
        application: ApplicationId,
        ground: Ground,
        cause: GroundEnd,
    ) -> Result<(), Refusal> {
        self.check_ground(application, ground)?;
        self.ground_ends(application, ground, cause);
        Ok(())
    }

    /// Ends a ground, and with it an access that was given in a better class or needed the conclusion.
    pub(super) fn ground_ends(&mut self, application: ApplicationId, ground: Ground, cause: GroundEnd) {
        self.happen(Event::GroundEnded { application, ground, cause });
        let Some(now) = self.territory.application(application) else { return };
        let Some(given_in) = Territory::access_class(now) else { return };
        let needs_conclusion = self.territory.queue_of(now).id().kind == Kind::Correctional;
        if now.class() > given_in || needs_conclusion && !now.has_conclusion() {
            self.end_access(application, AccessEnd::TakenBack);
        }
    }
}
