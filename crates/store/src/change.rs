//! What a node changed in the tables that every node keeps in memory. The others learn it by the number of the change.

use crate::sql::{Connection, SqlFault, sql, values};
use crate::{AccountId, HelperId, column};
use admission::ApplicationId;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// One change. It says what to look at again, not what stands there now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Change {
    /// A town was founded; by its number.
    TownFounded(i64),
    /// Kindergartens or groups of a town were changed; by its number.
    Registry(i64),
    /// An account was made or closed.
    Account(AccountId),
    /// A session was ended; by the hash of its token.
    SessionEnded(String),
    /// All sessions of an account were ended.
    SessionsOfAccountEnded(AccountId),
    /// All sessions of a family and of its helpers were ended; by the code of its town and its application.
    SessionsOfFamilyEnded(String, ApplicationId),
    /// All sessions of a helper were ended.
    SessionsOfHelperEnded(HelperId),
}

/// Writes the next change. Whoever does has locked the head of territory 0.
pub(crate) fn write(connection: &Connection, number: u64, at: Timestamp, change: &Change) -> Result<(), SqlFault> {
    connection.write(
        sql!("INSERT INTO change (number, at, body) VALUES (?1, ?2, ?3)"),
        values![column::id(number), column::instant(at), column::json(change)],
    )
}

/// The changes behind a number, in their order. Those that were swept away are missing.
pub(crate) fn read_behind(connection: &Connection, number: u64) -> Result<Vec<Change>, SqlFault> {
    let sql = sql!("SELECT body FROM change WHERE number > ?1 ORDER BY number");
    connection.all(sql, values![column::id(number)], |row| column::read_json(row, "body"))
}

/// The number of the last change.
pub(crate) fn last(connection: &Connection) -> Result<u64, SqlFault> {
    let sql = sql!("SELECT number FROM head WHERE territory = 0");
    Ok(connection.first(sql, values![], |row| column::read_id(row, "number"))?.unwrap_or(0))
}

/// Forgets changes that every node has seen long ago.
pub(crate) fn delete_before(connection: &Connection, instant: Timestamp) -> Result<(), SqlFault> {
    connection.write(sql!("DELETE FROM change WHERE at < ?1"), values![column::instant(instant)])
}
