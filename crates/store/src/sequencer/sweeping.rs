//! What is over is swept away: sessions, windows of attempts, messages, documents, reminders, views of records, tables,
//! and changes that every node has seen.

use super::Sequencer;
use crate::sql::SqlFault;
use crate::{
    account_recovery, attempts, change, documents, messages, name_index, one_time, reminders, sessions, steps, tables,
    tasks, views,
};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// Sessions that are over, and changes that every node has seen, are swept away so often.
const BETWEEN_SWEEPS: SignedDuration = SignedDuration::from_mins(5);

/// Changes are kept for so long. A node that was away for longer reads everything anew.
const CHANGES_KEPT: SignedDuration = SignedDuration::from_hours(24);

/// Between two parts of what an earlier release left to be found by name, so that families wait for none of it.
const BETWEEN_PARTS: SignedDuration = SignedDuration::from_secs(2);

/// That a kindergarten was reminded is of no use a week later.
const REMINDERS_KEPT: SignedDuration = SignedDuration::from_hours(24 * 7);

/// When there is something to sweep next, and something to be found by name.
pub(super) struct Sweeping {
    next: Timestamp,
    next_part: Timestamp,
}

impl Default for Sweeping {
    fn default() -> Self {
        Self { next: Timestamp::MIN, next_part: Timestamp::MIN }
    }
}

impl Sweeping {
    pub(super) fn is_due(&self, now: Timestamp) -> bool {
        now >= self.next.min(self.next_part)
    }
}

impl Sequencer {
    /// Lets applications of earlier releases be found by name, some at a time; while there are more, the next ones soon.
    fn index_if_due(&mut self, now: Timestamp) -> Result<(), SqlFault> {
        if now < self.sweeping.next_part {
            return Ok(());
        }
        let mut is_any = false;
        for desk in &self.desks {
            is_any |= name_index::complete(&self.connection, &desk.town)?;
        }
        let pause = if is_any { BETWEEN_PARTS } else { BETWEEN_SWEEPS };
        self.sweeping.next_part = now.saturating_add(pause).unwrap_or(Timestamp::MAX);
        Ok(())
    }

    pub(super) fn sweep_if_due(&mut self, now: Timestamp) -> Result<(), SqlFault> {
        self.index_if_due(now)?;
        if now < self.sweeping.next {
            return Ok(());
        }
        self.sweeping.next = now.saturating_add(BETWEEN_SWEEPS).unwrap_or(Timestamp::MAX);
        sessions::delete_over(&self.connection, now)?;
        self.core.sessions.end_where(|session| session.ends_at <= now);
        steps::delete_over(&self.connection, now)?;
        one_time::delete_over(&self.connection, now)?;
        messages::delete_over(&self.connection, now)?;
        documents::delete_over(&self.connection, &self.desks, now)?;
        let reminded_before = now.saturating_sub(REMINDERS_KEPT).unwrap_or(Timestamp::MIN);
        reminders::delete_before(&self.connection, TimeZone::UTC.to_datetime(reminded_before).date())?;
        tables::delete_over(&self.connection, now)?;
        views::delete_over(&self.connection, now)?;
        tasks::delete_over(&self.connection, now)?;
        attempts::delete_over(&self.connection, now)?;
        account_recovery::delete_over(&self.connection, now)?;
        self.core.attempts.forget_over(now);
        change::delete_before(&self.connection, now.saturating_sub(CHANGES_KEPT).unwrap_or(Timestamp::MIN))
    }
}
