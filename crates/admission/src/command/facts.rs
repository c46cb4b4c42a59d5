//! What comes with a command: facts that the caller knows and the journal may hold.

use jiff::Timestamp;
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

/// Two officials who came to the same decision one after the other: their accounts, by number (rules, 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TwoOfficials {
    /// Who confirmed first.
    pub first: u64,
    /// Who confirmed after that.
    pub second: u64,
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
