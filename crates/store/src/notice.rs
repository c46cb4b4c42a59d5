//! What of an entry a family is told, and nobody else: it is derived beside the entry, from the state behind it.

use crate::{Actor, Recorded, Role};
use admission::{
    AccessEnd, ApplicationId, Choice, Event, GroundEnd, PauseCause, QueueId, ReferralEnd, Territory, WithdrawCause,
};
use serde::{Deserialize, Serialize};

/// What a family is told about. The facts beside it, such as until when, are those of its application at that moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Occasion {
    /// The application stands in the queue.
    ApplicationReceived,
    /// The evening before: as things stand, it gets access at the next opening.
    AccessNear,
    /// It holds access.
    AccessGiven,
    /// Its access ended unused; its place in the queue is kept.
    AccessLapsed,
    /// Its access was taken back.
    AccessTakenBack,
    /// Its list lost places while it held access.
    PlacesRecalled,
    /// It has a referral.
    ReferralIssued,
    /// Its referral lasts longer.
    ReferralExtended,
    /// The kindergarten refused it.
    ReferralRefused,
    /// The term of its referral passed.
    ReferralExpired,
    /// The child is enrolled.
    ChildEnrolled,
    /// A ground, or the conclusion, counts.
    GroundConfirmed,
    /// A ground, or the conclusion, was not accepted.
    GroundRejected,
    /// A ground, or the conclusion, counts no more.
    GroundEnded,
    /// It is paused, because it let several accesses pass.
    Paused,
    /// Its stop is over, and it waits again.
    StopEnded,
    /// It left the queue by no wish of the family.
    ApplicationClosed,
    /// An official corrected its birth year.
    BirthYearCorrected,
    /// It waits again.
    ApplicationRestored,
    /// A window in which it may choose ends later.
    WindowExtended,
    /// Somebody asked for a one-time code.
    OneTimeCode,
    /// Its phone or e-mail address is another one now; the old one is told.
    ContactChanged,
    /// Somebody may act for it from now on.
    HelperNamed,
    /// A helper took a place, or gave one up.
    HelperActed,
    /// A place was taken for it: by its ranked list, or by an official.
    PlaceTakenForFamily,
    /// Another family would exchange places with it, or has agreed to.
    ExchangeProposed,
    /// Two children exchanged their places.
    PlacesExchanged,
    /// The office did not confirm an exchange.
    ExchangeRefused,
    /// The office answered its complaint or question.
    ComplaintAnswered,
}

impl Occasion {
    /// All of them.
    pub const ALL: [Self; 29] = [
        Self::ApplicationReceived,
        Self::AccessNear,
        Self::AccessGiven,
        Self::AccessLapsed,
        Self::AccessTakenBack,
        Self::PlacesRecalled,
        Self::ReferralIssued,
        Self::ReferralExtended,
        Self::ReferralRefused,
        Self::ReferralExpired,
        Self::ChildEnrolled,
        Self::GroundConfirmed,
        Self::GroundRejected,
        Self::GroundEnded,
        Self::Paused,
        Self::StopEnded,
        Self::ApplicationClosed,
        Self::BirthYearCorrected,
        Self::ApplicationRestored,
        Self::WindowExtended,
        Self::OneTimeCode,
        Self::ContactChanged,
        Self::HelperNamed,
        Self::HelperActed,
        Self::PlaceTakenForFamily,
        Self::ExchangeProposed,
        Self::PlacesExchanged,
        Self::ExchangeRefused,
        Self::ComplaintAnswered,
    ];

    /// Its word in the tables, and in keys of texts.
    #[must_use]
    pub fn code(self) -> String {
        crate::column::word(&self)
    }
}

/// Who is told about what in one entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Notice {
    pub(crate) entry: u64,
    pub(crate) occasion: Occasion,
    pub(crate) applications: Vec<ApplicationId>,
}

/// Who is told about an entry, from the state behind it. An older queue that is taken over is told nothing.
pub(crate) fn of(after: &Territory, by: Actor, recorded: &Recorded) -> Vec<Notice> {
    let mut notices = Vec::new();
    if by.role == Role::Import {
        return notices;
    }
    for event in recorded.outcome.iter().flatten() {
        let mut tell = |occasion, applications: Vec<_>| {
            if !applications.is_empty() {
                notices.push(Notice { entry: recorded.entry, occasion, applications });
            }
        };
        match event {
            Event::BulletinPublished { .. } => tell(Occasion::AccessNear, next_in_line(after)),
            Event::ListOpened { granted, .. } => tell(Occasion::AccessGiven, granted.clone()),
            Event::WindowExtended { queue, list, .. } => {
                tell(Occasion::WindowExtended, holders(after, *queue, |held| held == *list));
            }
            Event::ExchangeWished { application, .. } => {
                tell(Occasion::ExchangeProposed, after.exchange_matches(*application));
            }
            // Whoever agreed first has seen the other already.
            Event::ExchangeAgreed { application, with } if after.exchange_agreed_with(*with) != Some(*application) => {
                tell(Occasion::ExchangeProposed, vec![*with]);
            }
            Event::PlacesExchanged { applications, .. } => tell(Occasion::PlacesExchanged, applications.to_vec()),
            Event::ExchangeRefused { applications, .. } => tell(Occasion::ExchangeRefused, applications.to_vec()),
            Event::PlacesRecalled { group, birth_year, early, .. } if !early.is_empty() => {
                let kind = after.groups().get(group).map(|group| group.kind);
                let queue = kind.map(|kind| QueueId { birth_year: *birth_year, kind });
                let is_of = |held| early.iter().any(|&(list, _)| list == held);
                tell(Occasion::PlacesRecalled, queue.map_or_else(Vec::new, |queue| holders(after, queue, is_of)));
            }
            other => {
                if let Some((occasion, application)) = of_one(other) {
                    tell(occasion, vec![application]);
                }
                if let Some(application) = decided(other).filter(|_| by.role == Role::Helper) {
                    tell(Occasion::HelperActed, vec![application]);
                }
            }
        }
    }
    notices
}

/// Whose place or access was decided on, in a way that only another turn makes good. A family that does it itself knows.
fn decided(event: &Event) -> Option<ApplicationId> {
    match *event {
        Event::PlaceClaimed { application, .. }
        | Event::ReferralEnded { application, cause: ReferralEnd::Declined, .. }
        | Event::AccessEnded { application, cause: AccessEnd::Passed, .. } => Some(application),
        _ => None,
    }
}

/// What an event about one application tells its family.
fn of_one(event: &Event) -> Option<(Occasion, ApplicationId)> {
    Some(match *event {
        Event::ApplicationSubmitted { application, .. } => (Occasion::ApplicationReceived, application),
        Event::AccessEnded { application, cause, .. } => match cause {
            AccessEnd::Missed | AccessEnd::LapsedAfterRecall => (Occasion::AccessLapsed, application),
            AccessEnd::TakenBack => (Occasion::AccessTakenBack, application),
            AccessEnd::Passed | AccessEnd::GivenUp | AccessEnd::QueueClosed => return None,
        },
        Event::PlaceClaimed { application, choice: Choice::Family, .. } => (Occasion::ReferralIssued, application),
        // Nobody of the family pressed a button, and the term of the referral runs.
        Event::PlaceClaimed { application, choice: Choice::Standing | Choice::Official(_), .. } => {
            (Occasion::PlaceTakenForFamily, application)
        }
        Event::ReferralExtended { application, .. } => (Occasion::ReferralExtended, application),
        Event::ReferralEnded { application, cause, .. } => match cause {
            ReferralEnd::Refused(_) => (Occasion::ReferralRefused, application),
            ReferralEnd::Expired => (Occasion::ReferralExpired, application),
            ReferralEnd::Declined | ReferralEnd::Withdrawn => return None,
        },
        Event::ChildEnrolled { application } => (Occasion::ChildEnrolled, application),
        Event::GroundConfirmed { application, .. } => (Occasion::GroundConfirmed, application),
        Event::GroundEnded { application, cause, .. } => match cause {
            GroundEnd::Rejected(_) => (Occasion::GroundRejected, application),
            GroundEnd::Revoked(_) | GroundEnd::Lapsed => (Occasion::GroundEnded, application),
        },
        Event::ApplicationPaused { application, cause: PauseCause::MissedInARow(_) } => (Occasion::Paused, application),
        Event::StopEnded { application } => (Occasion::StopEnded, application),
        Event::ApplicationWithdrawn { application, cause } => match cause {
            WithdrawCause::Family => return None,
            WithdrawCause::EnrolledElsewhere | WithdrawCause::MovedAway(_) => {
                (Occasion::ApplicationClosed, application)
            }
        },
        Event::ApplicationExpired { application } => (Occasion::ApplicationClosed, application),
        Event::BirthYearCorrected { application, .. } => (Occasion::BirthYearCorrected, application),
        Event::ApplicationRestored { application, .. } => (Occasion::ApplicationRestored, application),
        Event::TerritoryFounded { .. }
        | Event::PolicyChanged { .. }
        | Event::CalendarAmended { .. }
        | Event::PublicationSuspended { .. }
        | Event::SuspensionEnded { .. }
        | Event::TwinsJoined { .. }
        | Event::TwinsParted { .. }
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
        | Event::PatternsRestarted
        | Event::ListOpened { .. }
        | Event::StandingChoiceStored { .. }
        | Event::ApplicationPaused { cause: PauseCause::Family, .. }
        | Event::ApplicationResumed { .. }
        | Event::ExchangeWished { .. }
        | Event::ExchangeWishEnded { .. }
        | Event::ExchangeAgreed { .. }
        | Event::ExchangeRefused { .. }
        | Event::PlacesExchanged { .. } => return None,
    })
}

/// Those who will get access when what is published now opens, as things stand: as many of each queue as it has places.
fn next_in_line(after: &Territory) -> Vec<ApplicationId> {
    after.next_granted().flat_map(|(_, granted)| granted).collect()
}

/// Those of a queue who hold access to certain lists.
fn holders(after: &Territory, queue: QueueId, is_of: impl Fn(jiff::civil::Date) -> bool) -> Vec<ApplicationId> {
    let Some(count) = after.queue(queue).map(admission::Queue::holding_access) else { return Vec::new() };
    let front = after.order(queue, 0).take(usize::try_from(count).unwrap_or(usize::MAX));
    front.filter(|application| application.access_list().is_some_and(&is_of)).map(admission::Application::id).collect()
}
