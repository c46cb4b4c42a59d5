//! Extensions of all running windows, noted beside their entries so that they are listed without a walk through the journal.

use crate::sql::{Connection, SqlFault, sql, values};
use crate::work::Rows;
use crate::{Fault, Recorded, Town, column};
use admission::{Event, InterruptionReason};
use jiff::Timestamp;

/// One extension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extension {
    /// When.
    pub at: Timestamp,
    /// By how many calendar days.
    pub days: u32,
    /// Why.
    pub reason: InterruptionReason,
    /// How many windows were running.
    pub windows: u32,
}

impl Town {
    /// All extensions, newest first. Those of earlier releases stand in the journal alone.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn extensions(&self) -> Result<Vec<Extension>, Fault> {
        let territory = self.id();
        self.core().readers.read("reading extensions", move |connection| Ok(read(connection, territory)?)).await
    }
}

/// The row that belongs to an extension.
pub(crate) fn noted(territory: i64, days: u32, reason: InterruptionReason) -> Rows {
    Box::new(move |connection, _, recorded| {
        write(connection, territory, days, reason, recorded)?;
        Ok(None)
    })
}

fn write(
    connection: &Connection,
    territory: i64,
    days: u32,
    reason: InterruptionReason,
    recorded: &Recorded,
) -> Result<(), SqlFault> {
    let events = recorded.outcome.as_deref().unwrap_or_default();
    let windows = events.iter().filter(|event| matches!(event, Event::WindowExtended { .. })).count();
    connection.write(
        sql!(
            "INSERT INTO extension (territory, number, days, reason, windows, extended_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING"
        ),
        values![
            territory,
            column::id(recorded.entry),
            days,
            reason.code(),
            i64::try_from(windows).unwrap_or(i64::MAX),
            column::instant(recorded.at)
        ],
    )
}

fn read(connection: &Connection, territory: i64) -> Result<Vec<Extension>, SqlFault> {
    let sql =
        sql!("SELECT days, reason, windows, extended_at FROM extension WHERE territory = ?1 ORDER BY number DESC");
    connection.all(sql, values![territory], |row| {
        let reason = InterruptionReason::from_code(&row.text("reason")?);
        Ok(Extension {
            at: column::read_instant(row, "extended_at")?,
            days: column::read_small(row, "days")?,
            reason: reason.ok_or_else(|| SqlFault::unreadable("reason", &"it is no reason of ours"))?,
            windows: column::read_small(row, "windows")?,
        })
    })
}
