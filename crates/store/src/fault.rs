//! What went wrong where no rule said no: what was tried, on what, and what came back. Never personal data.

use crate::sql::SqlFault;
use admission::ApplicationId;
use std::path::PathBuf;

/// A fault of the service, not of the person who asked. A refusal by the rules is no fault.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// More requests are waiting than the writing thread takes; nothing was done, and asking again later is safe.
    #[error("too many requests are waiting to be written; nothing was done")]
    Busy,
    /// It is not known whether the request was carried out. Asking again with the same command id is safe.
    #[error("the request could not be written durably: {cause}")]
    Unavailable {
        /// What came back.
        cause: String,
    },
    /// The store has been shut down.
    #[error("the store has been shut down")]
    ShutDown,
    /// The data directory or a file in it cannot be used.
    #[error("cannot use {}: {cause}", path.display())]
    DataDirectory {
        /// Which.
        path: PathBuf,
        /// What came back.
        cause: String,
    },
    /// The database refused something that should work.
    #[error("{doing}: {cause}")]
    Database {
        /// What was tried.
        doing: &'static str,
        /// What came back.
        cause: String,
    },
    /// This SQLite can corrupt a write-ahead log.
    #[error("SQLite {found} can corrupt a write-ahead log; at least {needed} is needed")]
    SqliteTooOld {
        /// The version linked.
        found: &'static str,
        /// The oldest that will do.
        needed: &'static str,
    },
    /// A journal is not what was written: the service does not start on it.
    #[error("the journal of {territory} is broken at entry {entry}: {cause}")]
    JournalBroken {
        /// KATO code of the territory.
        territory: String,
        /// Number of the first entry that cannot be trusted.
        entry: u64,
        /// In what way.
        cause: String,
    },
    /// The file of the master key cannot be used.
    #[error("cannot use the master key in {}: {cause}", path.display())]
    KeyFile {
        /// Which.
        path: PathBuf,
        /// Why.
        cause: String,
    },
    /// The file of the master key is gone, and there is data that nothing else opens.
    #[error("the master key {} is missing, and the data in {data} was sealed with it; put it back", path.display())]
    MasterKeyMissing {
        /// The file of the key.
        path: PathBuf,
        /// Where the data is.
        data: String,
    },
    /// The data was sealed under another master key.
    #[error("this data was sealed under another master key")]
    WrongMasterKey,
    /// A sealed record does not open: it was changed, or belongs to another application.
    #[error("the sealed record of application {application} does not open")]
    SealBroken {
        /// Whose.
        application: ApplicationId,
    },
    /// A sealed second factor does not open: it was changed, or belongs to another account.
    #[error("a second factor of account {account} does not open")]
    FactorBroken {
        /// Whose.
        account: u64,
    },
    /// The tz database has no such zone.
    #[error("the tz database has no zone {0:?}")]
    UnknownZone(String),
    /// A territory of that code exists.
    #[error("a territory of code {0} exists already")]
    TownExists(String),
    /// What was named is not there: a kindergarten, an account, an application.
    #[error("there is no such {0}")]
    Unknown(&'static str),
    /// A command id came a second time with another request.
    #[error("this command id belongs to another request")]
    CommandIdReused,
}

impl From<SqlFault> for Fault {
    fn from(cause: SqlFault) -> Self {
        Self::unavailable(&cause)
    }
}

impl Fault {
    pub(crate) fn unavailable(cause: &impl ToString) -> Self {
        Self::Unavailable { cause: cause.to_string() }
    }

    /// Names what was tried when the database refuses.
    pub(crate) fn database(doing: &'static str) -> impl Fn(SqlFault) -> Self {
        move |cause| Self::Database { doing, cause: cause.to_string() }
    }
}
