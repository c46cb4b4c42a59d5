//! What is over is swept away: sessions, windows of attempts, messages, documents, and changes that every node has seen.

use super::Sequencer;
use crate::sql::SqlFault;
use crate::{attempts, change, documents, messages, one_time, sessions};
use jiff::{SignedDuration, Timestamp};

/// Sessions that are over, and changes that every node has seen, are swept away so often.
const BETWEEN_SWEEPS: SignedDuration = SignedDuration::from_mins(5);

/// Changes are kept for so long. A node that was away for longer reads everything anew.
const CHANGES_KEPT: SignedDuration = SignedDuration::from_hours(24);

impl Sequencer {
    pub(super) fn sweep_if_due(&mut self, now: Timestamp) -> Result<(), SqlFault> {
        if now < self.next_sweep {
            return Ok(());
        }
        self.next_sweep = now.saturating_add(BETWEEN_SWEEPS).unwrap_or(Timestamp::MAX);
        sessions::delete_over(&self.connection, now)?;
        self.core.sessions.end_where(|session| session.ends_at <= now);
        one_time::delete_over(&self.connection, now)?;
        messages::delete_over(&self.connection, now)?;
        documents::delete_over(&self.connection, &self.desks, now)?;
        attempts::delete_over(&self.connection, now)?;
        self.core.attempts.forget_over(now);
        change::delete_before(&self.connection, now.saturating_sub(CHANGES_KEPT).unwrap_or(Timestamp::MIN))
    }
}
