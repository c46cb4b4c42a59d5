//! The steps of the day, each known by its day, so that none runs twice (rules, 5).

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What the clock does, in the order in which steps due at the same instant run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// Terms and stops end, queues that have reached their age close.
    Midnight,
    /// Windows end, the bulletin opens, access is given.
    Opening,
    /// Reported places become the bulletin.
    Publication,
}

/// One step of one local day. The order of the fields is the order in which steps run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Step {
    /// The instant at which it is due; it may run later, after an outage.
    pub due: Timestamp,
    /// Which step of the day.
    pub kind: StepKind,
    /// The local day.
    pub on: Date,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            StepKind::Midnight => "midnight",
            StepKind::Opening => "opening",
            StepKind::Publication => "publication",
        };
        write!(f, "{} {kind}", self.on)
    }
}
