//! What can be asked of a territory. A command is an input; what follows from it are events or a refusal.

use crate::{
    ActReason, ApplicationId, Calendar, ChildId, Class, GroundReason, GroupId, InterruptionReason, Kind,
    KindergartenId, Policy, RecallReason, RefuseReason, Step,
};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// From when new times of day count; everything else in a policy counts at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimesFrom {
    /// At once: nothing has happened in the territory yet.
    AtOnce,
    /// From the next local day, so that no step of today runs twice or is left out.
    NextDay,
}

/// A ground as one application knows it. The journal never holds which ground it is, only its place in the family's
/// list; the code itself stays with the family's papers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ground {
    /// The ground at that place, from 0, of the list claimed when the application was submitted.
    Claimed(u8),
    /// The PMPC conclusion, which a correctional application needs to stand in the order.
    Conclusion,
    /// A ground that this territory knows but the application did not claim.
    Unclaimed,
    /// No ground of this territory.
    Unknown,
}

/// A birth date against today's local date. The date itself is personal and stays out of the journal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Birth {
    /// Born today or before.
    #[default]
    Past,
    /// Born after today, which cannot be.
    Future,
}

/// How the facts of an older queue enter this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earlier {
    /// The instant that the application counts from.
    pub applied_at: Timestamp,
}

/// One request to the queue of a territory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    /// The first entry of every journal.
    FoundTerritory {
        /// Name in the tz database, or an offset such as `+05:00`.
        zone: String,
        /// Values in force from the start.
        policy: Box<Policy>,
        /// Days that differ from the ordinary week.
        calendar: Calendar,
    },
    /// The whole policy, as it shall be (rules, introduction).
    ChangePolicy {
        /// The new values.
        policy: Box<Policy>,
        /// From when new times of day count.
        times_from: TimesFrom,
    },
    /// Both lists of days, whole (rules, 10).
    AmendCalendar {
        /// The new lists.
        calendar: Calendar,
    },
    /// No bulletin is published from the first to the last day (rules, 5).
    SuspendPublication {
        /// First day without a bulletin.
        first: Date,
        /// Last day without a bulletin.
        last: Date,
        /// Why.
        reason: InterruptionReason,
    },
    /// All running windows end so many calendar days later (rules, 5).
    ExtendWindows {
        /// Calendar days added to each running window.
        days: u32,
        /// Why.
        reason: InterruptionReason,
    },
    /// A new group opens in a kindergarten.
    OpenGroup {
        /// The group.
        group: GroupId,
        /// Its kindergarten.
        kindergarten: KindergartenId,
        /// Birth years of its children; not empty.
        birth_years: Vec<i64>,
        /// General or correctional.
        kind: Kind,
    },
    /// A family asks for a place in the queue (rules, 2).
    SubmitApplication {
        /// A fresh random id.
        application: ApplicationId,
        /// The child, the same for all its applications.
        child: ChildId,
        /// The calendar year of birth.
        birth_year: i64,
        /// Whether the birth date has come.
        #[serde(default)]
        birth: Birth,
        /// General or correctional.
        kind: Kind,
        /// The class that each claimed ground would give, in the family's order, without repetition; `None` is a ground
        /// unknown here.
        grounds: Vec<Option<Class>>,
        /// The time it counts from, where that is not now: an older queue taken over, a paper, a move.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        earlier: Option<Earlier>,
    },
    /// An official confirms a claimed ground or the PMPC conclusion (rules, 3).
    ConfirmGround {
        /// Whose.
        application: ApplicationId,
        /// Which.
        ground: Ground,
        /// Why.
        reason: GroundReason,
        /// Date of the document.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        document_on: Option<Date>,
        /// Last day on which it counts; it lapses at the midnight after.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expires_on: Option<Date>,
    },
    /// An official does not accept a claimed ground or a conclusion.
    RejectGround {
        /// Whose.
        application: ApplicationId,
        /// Which.
        ground: Ground,
        /// Why.
        reason: GroundReason,
    },
    /// An official takes a confirmation back.
    RevokeGround {
        /// Whose.
        application: ApplicationId,
        /// Which.
        ground: Ground,
        /// Why.
        reason: GroundReason,
    },
    /// A kindergarten reports vacated places (rules, 5).
    ReportPlaces {
        /// The group.
        group: GroupId,
        /// One of the group's birth years.
        birth_year: i64,
        /// How many seats; 0 changes nothing.
        places: u64,
    },
    /// A kindergarten recalls places that nobody has taken: all of them or none (rules, 5).
    RecallPlaces {
        /// The group.
        group: GroupId,
        /// The birth year they were offered for.
        birth_year: i64,
        /// How many seats.
        places: u64,
        /// Why.
        reason: RecallReason,
    },
    /// A family takes a place (rules, 7).
    ClaimPlace {
        /// Whose.
        application: ApplicationId,
        /// The chosen group.
        group: GroupId,
    },
    /// A family stores its ranked list of groups; an empty one ends it (rules, 7).
    StoreStandingChoice {
        /// Whose.
        application: ApplicationId,
        /// Best first.
        groups: Vec<GroupId>,
    },
    /// A family gives its referral back (rules, 8).
    DeclineReferral {
        /// Whose.
        application: ApplicationId,
    },
    /// A kindergarten refuses a referral (rules, 8).
    RefuseReferral {
        /// Whose.
        application: ApplicationId,
        /// Why.
        reason: RefuseReason,
    },
    /// A kindergarten or an official lengthens a referral's term, once (rules, 8).
    ExtendReferral {
        /// Whose.
        application: ApplicationId,
        /// The new last day.
        valid_until: Date,
    },
    /// The kindergarten has signed the contract (rules, 8).
    EnrolChild {
        /// Whose.
        application: ApplicationId,
    },
    /// A family gives its access up early (rules, 6).
    PassAccess {
        /// Whose.
        application: ApplicationId,
    },
    /// A family asks to be skipped (rules, 6).
    PauseApplication {
        /// Whose.
        application: ApplicationId,
    },
    /// A family comes back from a pause (rules, 6).
    ResumeApplication {
        /// Whose.
        application: ApplicationId,
    },
    /// A family leaves the queue.
    WithdrawApplication {
        /// Whose.
        application: ApplicationId,
    },
    /// An official corrects the year of birth; the date of application stays (rules, 9).
    CorrectBirthYear {
        /// Whose.
        application: ApplicationId,
        /// The true year.
        birth_year: i64,
        /// Why.
        reason: ActReason,
    },
    /// An official reopens a closed application at its old date (rules, 9).
    RestoreApplication {
        /// Whose.
        application: ApplicationId,
        /// Why.
        reason: ActReason,
    },
    /// An official closes an application here because the family stands in another territory from now on (rules, 9).
    MoveAway {
        /// Whose.
        application: ApplicationId,
        /// Why.
        reason: ActReason,
    },
    /// An official gives a referral outside the queue, for a place that was never offered (rules, 9).
    AdmitOutsideOrder {
        /// Whose.
        application: ApplicationId,
        /// The group that takes the child.
        group: GroupId,
        /// Why.
        reason: ActReason,
    },
    /// The clock: a step of the day is due (rules, 5).
    RunStep {
        /// Which step of which day.
        step: Step,
    },
}
