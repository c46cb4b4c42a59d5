//! What happened, in the words of the field. Events carry all that `apply` needs: it consults no policy and cannot refuse.

use crate::{
    ActReason, ApplicationId, Calendar, ChildId, Class, Ground, GroundReason, GroupId, InterruptionReason, Kind,
    KindergartenId, Policy, QueueId, RecallReason, RefuseReason, Step, TimesFrom,
};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Why a confirmation stopped counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GroundEnd {
    /// An official did not accept it.
    Rejected(GroundReason),
    /// An official took it back.
    Revoked(GroundReason),
    /// Its last day is over.
    Lapsed,
}

/// How an access ended without its place being taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccessEnd {
    /// The family passed.
    Passed,
    /// Given up by a pause, a withdrawal, an enrolment elsewhere or a correction.
    GivenUp,
    /// Its window ended; counted as missed.
    Missed,
    /// Its window ended after its list had lost places; not counted as missed.
    LapsedAfterRecall,
    /// The class it was given in, or the conclusion, is gone.
    TakenBack,
    /// The queue reached its age.
    QueueClosed,
}

/// Why an application is paused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PauseCause {
    /// The family asked.
    Family,
    /// So many accesses in a row went unused.
    MissedInARow(u32),
}

/// Where a claimed place came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The list, named by the day it opened, to which the application has access.
    Early(Date),
    /// Open to all of the queue.
    Open,
    /// A place never offered, given outside the order.
    Unoffered,
}

/// Who chose the place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// The family, on the spot.
    Family,
    /// The family's stored ranked list.
    Standing,
    /// An official, outside the order.
    Official(ActReason),
}

/// Why a referral came back unused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReferralEnd {
    /// The family declined it.
    Declined,
    /// The kindergarten refused it.
    Refused(RefuseReason),
    /// Its term passed without enrolment.
    Expired,
    /// The application was withdrawn.
    Withdrawn,
}

/// What an application does after its referral came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AfterReferral {
    /// It waits at its old date.
    Waits,
    /// It is stopped; the stop ends as that day begins.
    StoppedUntil(Date),
    /// It expires at once: its queue has reached its age meanwhile.
    Expires,
}

/// Why an application was withdrawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WithdrawCause {
    /// The family asked.
    Family,
    /// The child was enrolled through another application.
    EnrolledElsewhere,
    /// The family moved to another territory.
    MovedAway(ActReason),
}

/// Places of one group.
pub type GroupPlaces = (GroupId, u64);

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The territory exists from now on.
    TerritoryFounded {
        /// Name in the tz database, or an offset such as `+05:00`.
        zone: String,
        /// Values in force.
        policy: Box<Policy>,
        /// Days that differ from the ordinary week.
        calendar: Calendar,
        /// When.
        at: Timestamp,
    },
    /// The policy has new values.
    PolicyChanged {
        /// All of them.
        policy: Box<Policy>,
        /// From when its times of day count.
        times_from: TimesFrom,
        /// The local day of the change.
        on: Date,
        /// When.
        at: Timestamp,
        /// Whether a changed ratio starts every pattern anew.
        patterns_start_anew: bool,
    },
    /// The calendar has new lists.
    CalendarAmended {
        /// Both of them.
        calendar: Calendar,
    },
    /// No bulletin on these days.
    PublicationSuspended {
        /// First day.
        first: Date,
        /// Last day.
        last: Date,
        /// Why.
        reason: InterruptionReason,
    },
    /// A running window ends later.
    WindowExtended {
        /// The queue.
        queue: QueueId,
        /// The list, named by the day it opened.
        list: Date,
        /// Its new end.
        until: Timestamp,
    },
    /// A group opened.
    GroupOpened {
        /// The group.
        group: GroupId,
        /// Its kindergarten.
        kindergarten: KindergartenId,
        /// Its birth years, ascending, without repetition.
        birth_years: Vec<i64>,
        /// General or correctional.
        kind: Kind,
    },
    /// An application stands in its queue.
    ApplicationSubmitted {
        /// The application.
        application: ApplicationId,
        /// The child.
        child: ChildId,
        /// Its queue.
        queue: QueueId,
        /// The class that each claimed ground would give.
        grounds: Vec<Class>,
        /// The instant it counts from.
        applied_at: Timestamp,
    },
    /// A ground or the conclusion counts.
    GroundConfirmed {
        /// Whose.
        application: ApplicationId,
        /// Which.
        ground: Ground,
        /// Its last day, if it has one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expires_on: Option<Date>,
    },
    /// A ground or the conclusion counts no more.
    GroundEnded {
        /// Whose.
        application: ApplicationId,
        /// Which.
        ground: Ground,
        /// Why.
        cause: GroundEnd,
    },
    /// Vacated places are reported.
    PlacesReported {
        /// The group.
        group: GroupId,
        /// The birth year.
        birth_year: i64,
        /// How many seats.
        places: u64,
    },
    /// Untaken places are recalled.
    PlacesRecalled {
        /// The group.
        group: GroupId,
        /// The birth year.
        birth_year: i64,
        /// Seats not yet published.
        reported: u64,
        /// Seats published, not yet open.
        published: u64,
        /// Early seats by the day their list opened, newest first.
        early: Vec<(Date, u64)>,
        /// Seats open to all.
        open: u64,
        /// Why.
        reason: RecallReason,
        /// The local day.
        on: Date,
    },
    /// A step of the day ran.
    StepRan {
        /// Which.
        step: Step,
    },
    /// All reported places are published.
    BulletinPublished {
        /// The day of the bulletin.
        on: Date,
    },
    /// The bulletin of that day was left out.
    BulletinSuspended {
        /// The day.
        on: Date,
    },
    /// The window of a list has ended: its untaken places are open to all of the queue.
    ListOpenedToAll {
        /// The queue.
        queue: QueueId,
        /// The list, named by the day it opened.
        list: Date,
    },
    /// The pattern of every queue begins anew.
    PatternsRestarted,
    /// The published places of a queue became the early places of a list, and so many applications got access.
    ListOpened {
        /// The queue.
        queue: QueueId,
        /// The day, which names the list.
        list: Date,
        /// End of the window.
        until: Timestamp,
        /// Who got access, in that order.
        granted: Vec<ApplicationId>,
        /// First-priority slots used or forfeited after it (`f`).
        first_used: u64,
        /// Ordinary slots used or forfeited after it (`o`).
        ordinary_used: u64,
    },
    /// An access ended without a place of its list.
    AccessEnded {
        /// Whose.
        application: ApplicationId,
        /// How.
        cause: AccessEnd,
        /// Whether its slot of the pattern is given back.
        slot_returned: bool,
    },
    /// A place was given and a referral issued.
    PlaceClaimed {
        /// Whose.
        application: ApplicationId,
        /// The group.
        group: GroupId,
        /// Where the place came from.
        source: Source,
        /// Who chose.
        choice: Choice,
        /// Local day of issue.
        issued_on: Date,
        /// Last day of the referral.
        valid_until: Date,
    },
    /// A referral lasts longer.
    ReferralExtended {
        /// Whose.
        application: ApplicationId,
        /// New last day.
        valid_until: Date,
    },
    /// A referral came back unused; its place goes to the next bulletin.
    ReferralEnded {
        /// Whose.
        application: ApplicationId,
        /// Why.
        cause: ReferralEnd,
        /// What the application does now.
        then: AfterReferral,
    },
    /// The child leaves the queue for its group.
    ChildEnrolled {
        /// Whose.
        application: ApplicationId,
    },
    /// The family's ranked list is stored.
    StandingChoiceStored {
        /// Whose.
        application: ApplicationId,
        /// Best first.
        groups: Vec<GroupId>,
    },
    /// The application is skipped until it resumes.
    ApplicationPaused {
        /// Which.
        application: ApplicationId,
        /// Why.
        cause: PauseCause,
    },
    /// The application is in line again at its old date.
    ApplicationResumed {
        /// Which.
        application: ApplicationId,
    },
    /// The stop after an unused referral is over.
    StopEnded {
        /// Whose.
        application: ApplicationId,
    },
    /// The application left the queue.
    ApplicationWithdrawn {
        /// Which.
        application: ApplicationId,
        /// Why.
        cause: WithdrawCause,
    },
    /// The application's queue reached its age.
    ApplicationExpired {
        /// Which.
        application: ApplicationId,
    },
    /// The application stands in another birth year, at its old date.
    BirthYearCorrected {
        /// Which.
        application: ApplicationId,
        /// The queue it stands in now.
        queue: QueueId,
        /// Why.
        reason: ActReason,
    },
    /// A closed application waits again, at its old date.
    ApplicationRestored {
        /// Which.
        application: ApplicationId,
        /// Why.
        reason: ActReason,
    },
}
