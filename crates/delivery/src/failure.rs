//! What became of a message that did not go: refused, not now, or not known.

use std::time::Duration;

/// Why a message is not known to have gone. The reason says what was tried and what came back, for the operator; it holds
/// nothing of the message and may be stored and logged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// This message will never go: its address or number was rejected, or its content. Trying again is of no use.
    #[error("refused: {reason}")]
    Refused {
        /// What was tried and what came back.
        reason: String,
    },
    /// It did not go, and may go later: the other side is busy, away or silent, or our settings do not fit.
    #[error("not now: {reason}")]
    Later {
        /// What was tried and what came back.
        reason: String,
        /// How long the other side asks to be left alone, where it says so.
        after: Option<Duration>,
    },
    /// It was handed over and no clear answer came: it may have gone. Sent again, it may arrive twice.
    #[error("not known: {reason}")]
    Unknown {
        /// What was tried and what came back.
        reason: String,
    },
}

impl Failure {
    pub(crate) fn refused(reason: impl Into<String>) -> Self {
        Self::Refused { reason: reason.into() }
    }

    pub(crate) fn later(reason: impl Into<String>) -> Self {
        Self::Later { reason: reason.into(), after: None }
    }

    pub(crate) fn unknown(reason: impl Into<String>) -> Self {
        Self::Unknown { reason: reason.into() }
    }
}
