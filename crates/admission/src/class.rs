//! What sorts applications: the queue they stand in and the class they have in it (rules, 1 and 3).

use serde::{Deserialize, Serialize};
use std::fmt;

/// General or correctional; a child may stand in both.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// For any child.
    #[default]
    General,
    /// For children with a conclusion of the psychological, medical and pedagogical consultation (PMPC).
    Correctional,
}

/// One queue of a territory. No queue belongs to a kindergarten.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct QueueId {
    /// The calendar year in which its children were born.
    pub birth_year: i64,
    /// General or correctional.
    pub kind: Kind,
}

impl fmt::Display for QueueId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            Kind::General => write!(f, "{}", self.birth_year),
            Kind::Correctional => write!(f, "{} correctional", self.birth_year),
        }
    }
}

/// The class of an application, best first: `a < b` means that `a` stands before `b`'s class.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Before everybody else.
    OutOfTurn,
    /// One in each block of the pattern.
    FirstPriority,
    /// Three in each block of the pattern.
    #[default]
    Ordinary,
}

impl Class {
    /// All classes, best first.
    pub const ALL: [Self; 3] = [Self::OutOfTurn, Self::FirstPriority, Self::Ordinary];
}

/// What an application is doing; contract of `rehearse`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Stands in the order (a correctional one only with its conclusion).
    Waiting,
    /// Holds access to one list.
    Access,
    /// Has a live referral.
    Referred,
    /// The contract is signed; final.
    Enrolled,
    /// Skipped at the family's wish or after missed accesses, until it resumes.
    Paused,
    /// On the stop-list after an unused referral.
    Stopped,
    /// Closed by the family, or because the child is enrolled; final unless an official restores it.
    Withdrawn,
    /// Closed because its queue reached its age; final unless an official restores it.
    Expired,
}

impl Status {
    /// Whether the application still has a claim to a place: neither enrolled, withdrawn nor expired.
    #[must_use]
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Enrolled | Self::Withdrawn | Self::Expired)
    }
}
