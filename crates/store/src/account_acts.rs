//! What was done to the log-ins of staff: who gave, recovered or closed one, and who changed how its owner comes in. The
//! passwords and codes themselves stand nowhere here.

use crate::sql::{Connection, Row, SqlFault, sql, values};
use crate::{AccountId, Fault, Store, column};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What is done to somebody's log-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountAct {
    /// It was made.
    Made,
    /// One of two confirmed that its owner asks to be let in again.
    RecoveryBegun,
    /// It was confirmed that its owner asks to be let in, who may set a new password; the old one counts no more.
    RecoveryConfirmed,
    /// All requests of its owner to be let in were turned down.
    RecoveryRejected,
    /// Its owner was given a code for a new password; the old one counts no more.
    Recovered,
    /// All its second factors were removed.
    FactorsRemoved,
    /// By what the city's identity provider names its owner was changed.
    ProviderName,
    /// Its owner confirmed that name.
    ProviderConfirmed,
    /// It was closed.
    Closed,
}

impl AccountAct {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Made,
        Self::RecoveryBegun,
        Self::RecoveryConfirmed,
        Self::RecoveryRejected,
        Self::Recovered,
        Self::FactorsRemoved,
        Self::ProviderName,
        Self::ProviderConfirmed,
        Self::Closed,
    ];

    /// Its word in tables and keys of texts.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Made => "made",
            Self::RecoveryBegun => "recovery_begun",
            Self::RecoveryConfirmed => "recovery_confirmed",
            Self::RecoveryRejected => "recovery_rejected",
            Self::Recovered => "recovered",
            Self::FactorsRemoved => "factors_removed",
            Self::ProviderName => "provider_name",
            Self::ProviderConfirmed => "provider_confirmed",
            Self::Closed => "closed",
        }
    }
}

/// Something that was done to a log-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DoneToAccount {
    /// What.
    pub act: AccountAct,
    /// When.
    pub at: Timestamp,
    /// By whom; nobody where it was done on the machine itself, with the program's command.
    pub by: Option<AccountId>,
}

impl Store {
    /// What was done to a log-in, the latest first.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn done_to_account(&self, account: AccountId) -> Result<Vec<DoneToAccount>, Fault> {
        let read = move |connection: &Connection| {
            let sql = sql!("SELECT act, at, by_account FROM account_act WHERE account = ?1 ORDER BY id DESC");
            Ok(connection.all(sql, values![column::id(account.0)], read)?)
        };
        self.core().readers.read("reading what was done to a log-in", read).await
    }
}

/// Adds a line, in the transaction of what it tells.
pub(crate) fn note(
    connection: &Connection,
    account: AccountId,
    act: AccountAct,
    at: Timestamp,
    by: Option<AccountId>,
) -> Result<(), SqlFault> {
    connection.write(
        sql!("INSERT INTO account_act (account, act, at, by_account) VALUES (?1, ?2, ?3, ?4)"),
        values![column::id(account.0), act.code(), column::instant(at), by.map(|by| column::id(by.0))],
    )
}

fn read(row: &Row<'_>) -> Result<DoneToAccount, SqlFault> {
    Ok(DoneToAccount {
        act: column::read_word(row, "act")?,
        at: column::read_instant(row, "at")?,
        by: row.integer_if_any("by_account")?.map(|id| AccountId(id.cast_unsigned())),
    })
}
