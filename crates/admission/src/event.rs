//! What happened, in the words of the field. Events carry all that `apply` needs: it consults no policy and cannot refuse.

use crate::{
    ActReason, ApplicationId, Calendar, ChildId, Class, ExchangeReason, Ground, GroupId, HoldReason,
    InterruptionReason, Kind, KindergartenId, Policy, QueueId, RecallReason, Step, TimesFrom, TwoOfficials,
};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

mod causes;

pub use causes::{AccessEnd, AfterReferral, Choice, GroundEnd, PauseCause, ReferralEnd, Source, WithdrawCause};

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
    /// A policy counts from a later day on.
    PolicyScheduled {
        /// All its values.
        policy: Box<Policy>,
        /// The first local day.
        effective_on: Date,
        /// The account that proposed it.
        proposed_by: u64,
        /// The account that approved it.
        approved_by: u64,
    },
    /// The scheduled policy does not come.
    ScheduledPolicyCancelled {
        /// The day from which it would have counted.
        effective_on: Date,
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
    /// A suspension ends before it was to.
    SuspensionEnded {
        /// Its first day.
        first: Date,
        /// Its last day as it was decided.
        last: Date,
        /// The last day that was without a bulletin; before `first` if none was.
        until: Date,
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
    /// A group takes children of these birth years from now on.
    GroupChanged {
        /// The group.
        group: GroupId,
        /// Its birth years, ascending, without repetition.
        birth_years: Vec<i64>,
    },
    /// A group closed: it takes children of no birth year.
    GroupClosed {
        /// The group.
        group: GroupId,
    },
    /// A group belongs to another kindergarten.
    GroupMoved {
        /// The group.
        group: GroupId,
        /// Its kindergarten from now on.
        kindergarten: KindergartenId,
    },
    /// So many seats a group has, and so many children attend it.
    SeatsCounted {
        /// The group.
        group: GroupId,
        /// Seats in all.
        capacity: u64,
        /// Children who attend it.
        attending: u64,
    },
    /// So many seats of a group are held back for that reason.
    SeatsHeld {
        /// The group.
        group: GroupId,
        /// How many.
        seats: u64,
        /// Why.
        reason: HoldReason,
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
        /// The two who confirmed it, where it took two.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        officials: Option<TwoOfficials>,
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
    /// The family would exchange its place for one in these kindergartens; its earlier wish and agreement end.
    ExchangeWished {
        /// Whose.
        application: ApplicationId,
        /// Ascending; none named means any.
        kindergartens: Vec<KindergartenId>,
    },
    /// The family would exchange no more.
    ExchangeWishEnded {
        /// Whose.
        application: ApplicationId,
    },
    /// The family agrees to exchange places with that one, and with no other.
    ExchangeAgreed {
        /// Whose.
        application: ApplicationId,
        /// With whom.
        with: ApplicationId,
    },
    /// The office did not confirm the exchange; both agreements end, both wishes stay.
    ExchangeRefused {
        /// The two.
        applications: [ApplicationId; 2],
        /// Why.
        reason: ExchangeReason,
    },
    /// Twins stand together from now on.
    TwinsJoined {
        /// The two.
        applications: [ApplicationId; 2],
    },
    /// Each of them stands alone from now on.
    TwinsParted {
        /// The two.
        applications: [ApplicationId; 2],
    },
    /// Each child goes where the other went.
    PlacesExchanged {
        /// The two.
        applications: [ApplicationId; 2],
        /// Where each of them went before.
        groups: [GroupId; 2],
    },
}
