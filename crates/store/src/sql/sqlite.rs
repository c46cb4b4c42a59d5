//! The SQLite file: opened, checked, migrated.

use super::{Row, SqlFault, Value};
use rusqlite::{Connection, OpenFlags, params_from_iter};
use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::time::Duration;

/// How long a connection waits for a lock before it gives up, for instance while a backup reads.
const LOCK_WAIT: Duration = Duration::from_secs(5);

/// Page cache of the writing connection, in KiB: the inner pages of the indexes of a million entries.
const WRITER_CACHE_KIB: i64 = 64 * 1024;

/// Pages of the write-ahead log before it is folded in, of 4 KiB: 32 MiB. Ids are random, so that a page is written many
/// times in a log, and once when it is folded in.
const CHECKPOINT_PAGES: i64 = 8192;

/// Bytes of the file that are mapped while a whole journal is read; what lies behind them is read page by page. SQLite
/// takes no more than 2 GiB.
pub(super) const MAPPED_BYTES: i64 = 1 << 31;

/// Statements kept prepared by each connection.
const PREPARED_MAX: usize = 64;

pub(super) mod embedded {
    refinery::embed_migrations!("migrations/sqlite");
}

/// A connection to the file.
#[derive(Debug)]
pub(crate) struct Sqlite(pub(super) Connection);

impl Sqlite {
    /// Opens the connection that writes, and brings the tables up to date.
    pub(crate) fn open_writer(path: &Path) -> Result<Self, SqlFault> {
        make_file(path).map_err(|cause| SqlFault::Unreachable(cause.to_string()))?;
        let mut connection = Connection::open(path)?;
        prepare(&connection)?;
        let migrated = embedded::migrations::runner().run(&mut connection);
        migrated.map_err(|cause| SqlFault::Migration(cause.to_string()))?;
        Ok(Self(connection))
    }

    /// Opens a connection that cannot write.
    pub(crate) fn open_reader(path: &Path) -> Result<Self, SqlFault> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(LOCK_WAIT)?;
        connection.set_prepared_statement_cache_capacity(PREPARED_MAX);
        Ok(Self(connection))
    }

    pub(super) fn each(
        &self,
        sql: &str,
        values: &[Value],
        mut each: impl FnMut(&Row<'_>) -> Result<(), SqlFault>,
    ) -> Result<(), SqlFault> {
        let mut statement = self.0.prepare_cached(sql)?;
        let mut rows = statement.query(params_from_iter(values))?;
        while let Some(row) = rows.next()? {
            each(&Row::Sqlite(row))?;
        }
        Ok(())
    }

    pub(super) fn write(&self, sql: &str, values: &[Value]) -> Result<(), SqlFault> {
        self.0.prepare_cached(sql)?.execute(params_from_iter(values))?;
        Ok(())
    }

    /// Writes with values that need not be copied.
    pub(crate) fn write_borrowed(&self, sql: super::Sql, values: impl rusqlite::Params) -> Result<(), SqlFault> {
        self.0.prepare_cached(sql.0)?.execute(values)?;
        Ok(())
    }

    pub(super) fn run(&self, sql: &str) -> Result<(), SqlFault> {
        Ok(self.0.execute_batch(sql)?)
    }

    pub(super) fn map_file(&self, bytes: i64) -> Result<(), SqlFault> {
        Ok(self.0.pragma_update_and_check(None, "mmap_size", bytes, |_| Ok(()))?)
    }

    pub(super) fn forget_transaction(&self) -> Result<(), SqlFault> {
        if self.0.is_autocommit() { Ok(()) } else { self.run("ROLLBACK") }
    }

    pub(super) fn fold_log_in(&self) -> Result<(), SqlFault> {
        self.run("PRAGMA wal_checkpoint(TRUNCATE)")
    }
}

/// Makes the file for its owner alone before SQLite does; SQLite gives what it puts beside it the same mode.
fn make_file(path: &Path) -> std::io::Result<()> {
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Err(there) if there.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        made => made.map(drop),
    }
}

fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(LOCK_WAIT)?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // What is erased is overwritten, not only forgotten.
    connection.pragma_update(None, "secure_delete", true)?;
    connection.pragma_update(None, "cache_size", -WRITER_CACHE_KIB)?;
    connection.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES)?;
    connection.set_prepared_statement_cache_capacity(PREPARED_MAX);
    Ok(())
}
