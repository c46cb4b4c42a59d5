//! What can be asked of a territory. A command is an input; what follows from it are events or a refusal.

use crate::{
    ActReason, ApplicationId, Calendar, ChildId, Class, ExchangeReason, GroundReason, GroupId, HoldReason,
    InterruptionReason, Kind, KindergartenId, Policy, RecallReason, RefuseReason, Step,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

mod facts;
mod table;

pub use facts::{Birth, Earlier, Ground, TimesFrom, TwoOfficials};
pub use table::{GroupChange, GroupOpening, GroupTurn, PlacesReport, SeatCount};

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
    /// A policy that one official proposed and another approves, from a later day on. Running windows keep theirs.
    SchedulePolicy {
        /// The new values.
        policy: Box<Policy>,
        /// The values that both officials had before their eyes.
        replaces: Box<Policy>,
        /// The first local day on which it counts.
        effective_on: Date,
        /// The account that proposed it.
        proposed_by: u64,
        /// The account that approves it; another one.
        approved_by: u64,
    },
    /// The scheduled policy shall not come.
    CancelScheduledPolicy,
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
    /// Bulletins come out again before a suspension was to end (rules, 5). Days that are over stay as they were.
    EndSuspension {
        /// Its first day.
        first: Date,
        /// Its last day as it was decided.
        last: Date,
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
    /// A group takes children of other birth years from now on; years it leaves have no place on its way.
    ChangeGroup {
        /// The group.
        group: GroupId,
        /// Its birth years; not empty.
        birth_years: Vec<i64>,
    },
    /// A group closes for good; none of its places is on its way.
    CloseGroup {
        /// The group.
        group: GroupId,
    },
    /// A kindergarten counts the seats of a group and the children who attend it (rules, 12, 9).
    CountSeats {
        /// The group.
        group: GroupId,
        /// Seats in all.
        capacity: u64,
        /// Children who attend it, however they came.
        attending: u64,
    },
    /// A kindergarten holds so many seats back for that reason, and no more; 0 lets go of all (rules, 12, 9).
    HoldSeats {
        /// The group.
        group: GroupId,
        /// How many.
        seats: u64,
        /// Why.
        reason: HoldReason,
    },
    /// The yearly turn of a kindergarten: all its groups at once, or none.
    TurnYear {
        /// The kindergarten.
        kindergarten: KindergartenId,
        /// What each group is from now on.
        turns: Vec<GroupTurn>,
    },
    /// What a table says of many groups: all of it at once, or nothing.
    ArrangeGroups {
        /// Groups that open.
        openings: Vec<GroupOpening>,
        /// Groups that change.
        changes: Vec<GroupChange>,
    },
    /// What a table says of vacated places: all of them at once, or none (rules, 5).
    ReportAllPlaces {
        /// In the order of the table.
        reports: Vec<PlacesReport>,
    },
    /// All groups of a kindergarten belong to another from now on.
    MergeKindergarten {
        /// The one that ends.
        kindergarten: KindergartenId,
        /// The one that goes on.
        into: KindergartenId,
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
        /// Who confirmed it, where the policy asks for two.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        officials: Option<TwoOfficials>,
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
    /// A family of an enrolled child would exchange its place (rules, 9).
    WishExchange {
        /// Whose.
        application: ApplicationId,
        /// Kindergartens that it would exchange for; none named means any.
        kindergartens: Vec<KindergartenId>,
    },
    /// It would no more.
    EndExchangeWish {
        /// Whose.
        application: ApplicationId,
    },
    /// A family agrees to exchange places with another that fits.
    AgreeToExchange {
        /// Whose.
        application: ApplicationId,
        /// With whom.
        with: ApplicationId,
    },
    /// The office confirms an exchange to which both families agreed.
    ExchangePlaces {
        /// The two.
        applications: [ApplicationId; 2],
    },
    /// The office does not confirm it.
    RefuseExchange {
        /// The two.
        applications: [ApplicationId; 2],
        /// Why.
        reason: ExchangeReason,
    },
    /// Twins of one family are joined: one list serves both (rules, 9).
    JoinTwins {
        /// The two, of one queue.
        applications: [ApplicationId; 2],
    },
    /// Each of two who are joined stands alone again.
    PartTwins {
        /// Either of them.
        application: ApplicationId,
    },
    /// A family takes two places in one kindergarten for twins who are joined: both or none (rules, 9).
    ClaimForTwins {
        /// The two.
        applications: [ApplicationId; 2],
        /// The chosen group of each.
        groups: [GroupId; 2],
    },
    /// The clock: a step of the day is due (rules, 5).
    RunStep {
        /// Which step of which day.
        step: Step,
    },
}
