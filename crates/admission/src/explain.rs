//! Why a place in the queue moved: the same events that made the state, seen from one application.

use crate::{ApplicationId, Class, Event, Territory};

/// What made a place move. `own` in [`Move`] tells whether it happened to the watched application or to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// Applied; for another one: with an earlier date.
    Applied,
    /// A ground or conclusion was confirmed; the class since then.
    GroundConfirmed(Class),
    /// A ground or conclusion ended; the class since then.
    GroundEnded(Class),
    /// A list opened and access was given.
    AccessGiven,
    /// An access ended unused: back in line by date.
    AccessEnded,
    /// A place was taken.
    PlaceTaken,
    /// A referral came back unused.
    ReferralCameBack,
    /// Paused.
    Paused,
    /// Resumed, or a stop ended.
    CameBack,
    /// Withdrawn, expired or enrolled.
    Left,
    /// An official corrected or restored an application.
    OfficialAct,
    /// The rules changed, or the pattern began anew.
    RulesChanged,
}

/// One change of a place, with its one cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    /// Place before; `None` outside the order.
    pub from: Option<u64>,
    /// Place after; `None` outside the order.
    pub to: Option<u64>,
    /// What made it move.
    pub cause: Cause,
    /// Whether it happened to the watched application itself.
    pub own: bool,
}

/// Follows one application through a journal that is being applied.
#[derive(Debug, Clone)]
pub struct Watch {
    application: ApplicationId,
}

impl Watch {
    /// Watches that application.
    #[must_use]
    pub fn over(application: ApplicationId) -> Self {
        Self { application }
    }

    /// Applies one event and says how it moved the watched application, if it did.
    pub fn apply(&self, territory: &mut Territory, event: &Event) -> Option<Move> {
        let from = territory.position(self.application);
        territory.apply(event);
        let to = territory.position(self.application);
        if from == to {
            return None;
        }
        let (cause, whose) = cause_of(territory, event)?;
        let own = match event {
            Event::ListOpened { granted, .. } => granted.contains(&self.application),
            _ => whose == Some(self.application),
        };
        Some(Move { from, to, cause, own })
    }
}

fn cause_of(territory: &Territory, event: &Event) -> Option<(Cause, Option<ApplicationId>)> {
    let class = |id: &ApplicationId| territory.application(*id).map_or(Class::Ordinary, crate::Application::class);
    Some(match event {
        Event::ApplicationSubmitted { application, .. } => (Cause::Applied, Some(*application)),
        Event::GroundConfirmed { application, .. } => (Cause::GroundConfirmed(class(application)), Some(*application)),
        Event::GroundEnded { application, .. } => (Cause::GroundEnded(class(application)), Some(*application)),
        Event::ListOpened { .. } => (Cause::AccessGiven, None),
        Event::AccessEnded { application, .. } => (Cause::AccessEnded, Some(*application)),
        Event::PlaceClaimed { application, .. } => (Cause::PlaceTaken, Some(*application)),
        Event::ReferralEnded { application, .. } => (Cause::ReferralCameBack, Some(*application)),
        Event::ApplicationPaused { application, .. } => (Cause::Paused, Some(*application)),
        Event::ApplicationResumed { application } | Event::StopEnded { application } => {
            (Cause::CameBack, Some(*application))
        }
        Event::ApplicationWithdrawn { application, .. }
        | Event::ApplicationExpired { application }
        | Event::ChildEnrolled { application } => (Cause::Left, Some(*application)),
        Event::BirthYearCorrected { application, .. } | Event::ApplicationRestored { application, .. } => {
            (Cause::OfficialAct, Some(*application))
        }
        Event::PolicyChanged { .. } | Event::PatternsRestarted => (Cause::RulesChanged, None),
        Event::TerritoryFounded { .. }
        | Event::CalendarAmended { .. }
        | Event::PublicationSuspended { .. }
        | Event::WindowExtended { .. }
        | Event::PolicyScheduled { .. }
        | Event::ScheduledPolicyCancelled { .. }
        | Event::GroupOpened { .. }
        | Event::GroupChanged { .. }
        | Event::GroupClosed { .. }
        | Event::GroupMoved { .. }
        | Event::SeatsCounted { .. }
        | Event::SeatsHeld { .. }
        | Event::PlacesReported { .. }
        | Event::PlacesRecalled { .. }
        | Event::StepRan { .. }
        | Event::BulletinPublished { .. }
        | Event::BulletinSuspended { .. }
        | Event::ListOpenedToAll { .. }
        | Event::ReferralExtended { .. }
        | Event::SuspensionEnded { .. }
        | Event::TwinsJoined { .. }
        | Event::TwinsParted { .. }
        | Event::StandingChoiceStored { .. }
        | Event::ExchangeWished { .. }
        | Event::ExchangeWishEnded { .. }
        | Event::ExchangeAgreed { .. }
        | Event::ExchangeRefused { .. }
        | Event::PlacesExchanged { .. } => return None,
    })
}
