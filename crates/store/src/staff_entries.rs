//! What an account of staff did: its own entries of the journal, newest first.

use crate::sql::{Connection, SqlFault, sql, values};
use crate::work::Rows;
use crate::{AccountId, Actor, Fault, Recorded, Role, Town, column, journal};
use admission::{Event, Territory};
use jiff::Timestamp;

/// One entry that a member of staff caused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffEntry {
    /// Number of the entry.
    pub entry: u64,
    /// The instant of the entry.
    pub at: Timestamp,
    /// Who acted.
    pub by: Actor,
    /// What happened.
    pub events: Vec<Event>,
}

impl Town {
    /// What some accounts did, newest first, from behind the first `offset`. Refused acts are left out.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn acts_of(
        &self,
        accounts: Vec<AccountId>,
        limit: usize,
        offset: usize,
    ) -> Result<Vec<StaffEntry>, Fault> {
        let territory = self.id();
        self.core()
            .readers
            .read("reading what an account did", move |connection| {
                Ok(read(connection, territory, &accounts, limit, offset)?)
            })
            .await
    }
}

fn read(
    connection: &Connection,
    territory: i64,
    accounts: &[AccountId],
    limit: usize,
    offset: usize,
) -> Result<Vec<StaffEntry>, SqlFault> {
    let mut numbers = Vec::new();
    for account in accounts {
        let sql =
            sql!("SELECT number FROM staff_entry WHERE territory = ?1 AND account = ?2 ORDER BY number DESC LIMIT ?3");
        let wanted = i64::try_from(limit.saturating_add(offset)).unwrap_or(i64::MAX);
        numbers.extend(
            connection
                .all(sql, values![territory, column::id(account.0), wanted], |row| column::read_id(row, "number"))?,
        );
    }
    numbers.sort_unstable_by(|a, b| b.cmp(a));
    numbers.dedup();
    let mut numbers: Vec<u64> = numbers.into_iter().skip(offset).take(limit).collect();
    numbers.reverse();
    let mut entries = Vec::new();
    journal::entries(connection, territory, numbers, |by, Recorded { entry, at, outcome }| {
        // A database that has lost entries may have kept the note of one.
        let is_theirs = is_staff(by) && accounts.contains(&AccountId(by.id));
        if let (true, Ok(events)) = (is_theirs, outcome) {
            entries.push(StaffEntry { entry, at, by, events });
        }
    })?;
    entries.reverse();
    Ok(entries)
}

fn is_staff(by: Actor) -> bool {
    matches!(by.role, Role::Kindergarten | Role::Office | Role::Administrator)
}

/// The row that finds an act of staff again, beside the rows that belong to the act itself.
pub(crate) fn noted(territory: i64, by: Actor, rows: Option<Rows>) -> Option<Rows> {
    if !is_staff(by) {
        return rows;
    }
    Some(Box::new(move |connection: &Connection, state: &Territory, recorded: &Recorded| {
        connection.write(
            sql!("INSERT INTO staff_entry (territory, account, number) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING"),
            values![territory, column::id(by.id), column::id(recorded.entry)],
        )?;
        match rows {
            Some(rows) => rows(connection, state, recorded),
            None => Ok(None),
        }
    }))
}
