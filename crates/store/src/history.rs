//! Why a place moved, and what happened to an application: read back from the journal.

use crate::{Actor, Fault, Town};
use admission::{ApplicationId, Event, Move, Refusal};
use jiff::Timestamp;

/// One change of a place in the queue, with the entry that caused it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DatedMove {
    /// Number of the entry.
    pub entry: u64,
    /// The instant of the entry.
    pub at: Timestamp,
    /// From where to where, and why.
    pub change: Move,
}

/// One entry of the journal that names an application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryItem {
    /// Number of the entry.
    pub entry: u64,
    /// The instant of the entry.
    pub at: Timestamp,
    /// Who acted.
    pub by: Actor,
    /// The events that name the application, or the refusal it got.
    pub outcome: Result<Vec<Event>, Refusal>,
}

impl Town {
    /// Every change of the place of an application, newest last.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn moves(&self, _id: ApplicationId) -> Result<Vec<DatedMove>, Fault> {
        unimplemented!()
    }

    /// Every entry that names an application, newest last.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn history(&self, _id: ApplicationId) -> Result<Vec<HistoryItem>, Fault> {
        unimplemented!()
    }
}
