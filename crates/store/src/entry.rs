//! What is asked of a journal, and what it answers.

use crate::CommandId;
use admission::{ApplicationId, Command, Event, Refusal};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// In what role somebody acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The steps of the day.
    Clock,
    /// A family, by its application.
    Family,
    /// A helper whom a family named, by an id that says nothing of who it is.
    Helper,
    /// A kindergarten, by its account.
    Kindergarten,
    /// An official, by their account.
    Office,
    /// An administrator, by their account.
    Administrator,
    /// The import of an older queue.
    Import,
}

/// Who acts: a role and an opaque number, never a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Actor {
    /// In what role.
    pub role: Role,
    /// The application, the helper or the account; 0 where there is none.
    pub id: u64,
}

impl Actor {
    /// The steps of the day.
    pub const CLOCK: Self = Self { role: Role::Clock, id: 0 };
    /// The import of an older queue.
    pub const IMPORT: Self = Self { role: Role::Import, id: 0 };

    /// The family of an application.
    #[must_use]
    pub fn family(application: ApplicationId) -> Self {
        Self { role: Role::Family, id: application.0 }
    }
}

/// One request to the queue of a town.
#[derive(Debug, Clone)]
pub struct Act {
    /// What is asked.
    pub command: Command,
    /// By whom.
    pub by: Actor,
    /// A retry carries the same one.
    pub command_id: CommandId,
}

/// The recorded answer to an act: the same for every retry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Number of the entry in the journal of its town.
    pub entry: u64,
    /// The instant of the entry.
    pub at: Timestamp,
    /// What followed.
    pub outcome: Result<Vec<Event>, Refusal>,
}

/// What [`crate::Town::act`] answers with.
pub type Done = Recorded;
