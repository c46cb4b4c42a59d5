//! What a table of many groups asks for: each line of it is one of these.

use crate::{GroupId, Kind, KindergartenId};
use serde::{Deserialize, Serialize};

/// The seats of a group as a table gives them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatCount {
    /// Seats in all.
    pub capacity: u64,
    /// Children who attend it, however they came.
    pub attending: u64,
}

/// A group that a table opens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupOpening {
    /// The group.
    pub group: GroupId,
    /// Its kindergarten.
    pub kindergarten: KindergartenId,
    /// Birth years of its children; not empty.
    pub birth_years: Vec<i64>,
    /// General or correctional.
    pub kind: Kind,
    /// Its seats, where the table counts them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seats: Option<SeatCount>,
}

/// A group that a table changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupChange {
    /// The group.
    pub group: GroupId,
    /// Its birth years from now on, not empty; `None` leaves them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub birth_years: Option<Vec<i64>>,
    /// Its seats; `None` leaves them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seats: Option<SeatCount>,
}

/// Vacated places of one group and birth year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlacesReport {
    /// The group.
    pub group: GroupId,
    /// One of the group's birth years.
    pub birth_year: i64,
    /// How many seats; 0 changes nothing.
    pub places: u64,
}

/// What a group is from the new school year on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupTurn {
    /// The group.
    pub group: GroupId,
    /// Birth years of its children; not empty.
    pub birth_years: Vec<i64>,
    /// Seats in all.
    pub capacity: u64,
    /// Children who go on attending it.
    pub attending: u64,
}
