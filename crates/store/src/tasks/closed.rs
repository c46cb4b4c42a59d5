//! What came of the tasks of one application.

use super::{TaskKind, TaskOutcome};
use crate::sql::{Connection, SqlFault, sql, values};
use crate::{AccountId, Fault, Town, column};
use admission::ApplicationId;
use jiff::Timestamp;

/// A task that an official closed by looking at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClosedTask {
    /// What it was about.
    pub kind: TaskKind,
    /// What came of it.
    pub outcome: TaskOutcome,
    /// Who closed it.
    pub by: AccountId,
    /// When.
    pub at: Timestamp,
}

impl Town {
    /// The tasks of an application that officials closed, oldest first.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn closed_tasks(&self, application: ApplicationId) -> Result<Vec<ClosedTask>, Fault> {
        let territory = self.id();
        let read = move |connection: &Connection| {
            let sql = sql!(
                "SELECT kind, outcome, closed_by, closed_at FROM follow_up
                 WHERE territory = ?1 AND application = ?2 AND closed_at IS NOT NULL ORDER BY closed_at, entry, kind"
            );
            let of = values![territory, column::id(application.0)];
            Ok(connection.all(sql, of, |row| -> Result<ClosedTask, SqlFault> {
                Ok(ClosedTask {
                    kind: column::read_word(row, "kind")?,
                    outcome: column::read_word(row, "outcome")?,
                    by: AccountId(column::read_id(row, "closed_by")?),
                    at: column::read_instant(row, "closed_at")?,
                })
            })?)
        };
        self.core().readers.read("reading what came of tasks", read).await
    }
}
