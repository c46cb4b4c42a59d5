//! Why and how things happened, in closed lists.

use crate::{ActReason, GroundReason, RefuseReason};
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
