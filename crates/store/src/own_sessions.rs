//! The open sessions of one account, as its owner sees and ends them.

use crate::change::Change;
use crate::sessions::{self, hash_of};
use crate::sql::{Connection, sql, values};
use crate::{AccountId, Fault, Store, column, hexadecimal};
use jiff::Timestamp;
use std::sync::Arc;

/// An open session of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenSession {
    /// By which it is ended: the hash of its token, which opens nothing.
    pub name: String,
    /// Since when.
    pub opened_at: Timestamp,
    /// Until when.
    pub ends_at: Timestamp,
    /// On what, as it was told when the session was opened.
    pub device: String,
    /// Whether it is the one that asks.
    pub is_current: bool,
}

/// Which sessions of an account end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended<'a> {
    /// The one of that name.
    One(&'a str),
    /// All but the one of that token.
    AllBut(&'a str),
}

impl Store {
    /// The open sessions of an account, the latest first; `current` is the token of the one that asks.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn sessions_of(&self, account: AccountId, current: &str) -> Result<Vec<OpenSession>, Fault> {
        let (current, now) = (hash_of(current), self.clock().now());
        let read = move |connection: &Connection| {
            let sql = sql!(
                "SELECT token_hash, opened_at, ends_at, device FROM session WHERE account = ?1 AND ends_at > ?2
                 ORDER BY opened_at DESC, token_hash"
            );
            let rows = connection.all(sql, values![column::id(account.0), column::instant(now)], |row| {
                let hash: sessions::TokenHash = row.bytes("token_hash")?;
                Ok(OpenSession {
                    name: hexadecimal::write(&hash),
                    opened_at: column::read_instant(row, "opened_at")?,
                    ends_at: column::read_instant(row, "ends_at")?,
                    device: row.text("device")?,
                    is_current: hash == current,
                })
            });
            Ok(rows?)
        };
        self.core().readers.read("reading open sessions", read).await
    }

    /// Ends sessions of an account, and of no other. Those that are not there are ended already.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn end_own_sessions(&self, account: AccountId, which: Ended<'_>) -> Result<(), Fault> {
        let (named, kept) = match which {
            Ended::One(name) => (hexadecimal::read::<32>(name).unwrap_or_default(), None),
            Ended::AllBut(token) => ([0; 32], Some(hash_of(token))),
        };
        let sessions = Arc::clone(self.sessions());
        let written = self.core().change(
            move |connection| {
                let id = column::id(account.0);
                let hash = |row: &crate::sql::Row<'_>| row.bytes("token_hash");
                let ended: Vec<sessions::TokenHash> = match kept {
                    Some(kept) => {
                        let sql =
                            sql!("DELETE FROM session WHERE account = ?1 AND token_hash <> ?2 RETURNING token_hash");
                        connection.all(sql, values![id, kept], hash)?
                    }
                    None => {
                        let sql =
                            sql!("DELETE FROM session WHERE account = ?1 AND token_hash = ?2 RETURNING token_hash");
                        connection.all(sql, values![id, named], hash)?
                    }
                };
                let changes = ended.iter().map(|hash| Change::SessionEnded(hexadecimal::write(hash))).collect();
                Ok((ended, changes))
            },
            move |ended: &Vec<sessions::TokenHash>| ended.iter().for_each(|hash| sessions.end(hash)),
        );
        written.await.map(drop)
    }
}
