//! Why a command was not carried out: the fact, with what the person needs to know. The words belong to the page.

use serde::{Deserialize, Serialize};
use std::fmt;

macro_rules! refusals {
    ($($(#[$doc:meta])* $variant:ident = $code:literal),+ $(,)?) => {
        /// A definite no. The variants stand in the order of the checks of rehearsal and rules.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Refusal {
            $($(#[$doc])* #[serde(rename = $code)] $variant,)+
        }

        impl Refusal {
            /// Every refusal there is.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code as written in the journal and by `kezek rehearse`.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }
        }
    };
}

refusals! {
    /// The group exists already.
    DuplicateGroup = "duplicate_group",
    /// The application exists already.
    DuplicateApplication = "duplicate_application",
    /// No such application.
    UnknownApplication = "unknown_application",
    /// The application is enrolled, withdrawn or expired.
    Closed = "closed",
    /// This territory knows no such ground.
    UnknownGround = "unknown_ground",
    /// The ground was not claimed when the application was submitted.
    NotClaimed = "not_claimed",
    /// Born after today, or the queue of that birth year has closed.
    NotOfAge = "not_of_age",
    /// The child already has an open application of that kind.
    DuplicateChild = "duplicate_child",
    /// The child already goes to a kindergarten.
    AlreadyEnrolled = "already_enrolled",
    /// The application already has a live referral.
    AlreadyReferred = "already_referred",
    /// The application is paused.
    Paused = "paused",
    /// The application is on the stop-list.
    Stopped = "stopped",
    /// The application is enrolled.
    Enrolled = "enrolled",
    /// The application was withdrawn.
    Withdrawn = "withdrawn",
    /// The application has expired.
    Expired = "expired",
    /// No such group.
    UnknownGroup = "unknown_group",
    /// The group does not serve that queue.
    WrongQueue = "wrong_queue",
    /// The PMPC conclusion is not confirmed.
    ConclusionRequired = "conclusion_required",
    /// The places are early ones of a list that the application has no access to.
    AccessRequired = "access_required",
    /// The places are published and open at the next opening.
    NotOpenYet = "not_open_yet",
    /// There is no such place.
    NoPlace = "no_place",
    /// The application has no live referral.
    NoReferral = "no_referral",
    /// The application holds no access.
    NoAccess = "no_access",
    /// The application is neither waiting nor holding access.
    NotWaiting = "not_waiting",
    /// The application is not paused.
    NotPaused = "not_paused",
    /// The application is neither withdrawn nor expired.
    NotClosed = "not_closed",
    /// The referral was lengthened before.
    AlreadyExtended = "already_extended",
    /// The new last day is not after the old one, or more than the policy allows after the day of issue.
    TermOutOfRange = "term_out_of_range",
    /// The group has not so many seats: capacity = attending + referred + offered + free + held (rules, 12, 9).
    NoRoom = "no_room",
    /// Places of the group are on their way to children: offered or referred.
    GroupInUse = "group_in_use",
    /// A change needs two officials, and both are one.
    SameOfficial = "same_official",
    /// The ground gives a class that only two officials together confirm (rules, 3).
    SecondOfficialNeeded = "second_official_needed",
    /// Another change of the policy is scheduled already.
    AlreadyScheduled = "already_scheduled",
    /// The policy has changed since this one was proposed.
    PolicyOutdated = "policy_outdated",
    /// No change of the policy is scheduled.
    NothingScheduled = "nothing_scheduled",
    /// The application is not enrolled.
    NotEnrolled = "not_enrolled",
    /// The two applications stand, or stood, in different queues.
    DifferentQueues = "different_queues",
    /// Both children go to the same group.
    SameGroup = "same_group",
    /// One of the two does not wish for the kindergarten of the other.
    NoMatch = "no_match",
    /// The family has stored no wish to exchange its place.
    NoWish = "no_wish",
    /// Not both families have agreed to this exchange.
    NotAgreed = "not_agreed",
    /// One of the two is joined with a twin already.
    AlreadyJoined = "already_joined",
    /// The application is not joined with a twin, or not with that one.
    NotJoined = "not_joined",
    /// The application is joined with a twin: both places are taken at once.
    JoinedTwins = "joined_twins",
    /// The two groups belong to different kindergartens.
    TwinsApart = "twins_apart",
    /// There is no such suspension, or it is over.
    NotSuspended = "not_suspended",
    /// The last day lies before the first.
    WrongSpan = "wrong_span",
    /// A list of groups names one twice or more than it may.
    WrongChoice = "wrong_choice",
    /// The territory has been founded already.
    AlreadyFounded = "already_founded",
    /// The step is not the one that is due.
    NotDue = "not_due",
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
