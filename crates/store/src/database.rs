//! The SQLite file: opened, checked, migrated; one connection that writes and a few that read.

use crate::Fault;
use parking_lot::Mutex;
use rusqlite::{Connection, OpenFlags};
use std::fs::{DirBuilder, OpenOptions};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// Older ones can corrupt a write-ahead log when a checkpoint and a write meet.
const SQLITE_MIN: (i32, &str) = (3_051_003, "3.51.3");

/// Connections that read at the same time; more would only wait for the same two cores.
const READERS: usize = 4;

/// How long a connection waits for a lock before it gives up, for instance while a backup reads.
const LOCK_WAIT: Duration = Duration::from_secs(5);

/// Page cache of the writing connection, in KiB: the inner pages of the indexes of a million entries.
const WRITER_CACHE_KIB: i64 = 64 * 1024;

/// Pages of the write-ahead log before it is folded in, of 4 KiB: 32 MiB. Ids are random, so that a page is written many
/// times in a log, and once when it is folded in.
const CHECKPOINT_PAGES: i64 = 8192;

mod embedded {
    refinery::embed_migrations!("migrations");
}

/// Where a store keeps its tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Database {
    /// A directory that one program has to itself: one SQLite file in it.
    Directory(PathBuf),
    /// A PostgreSQL database that several nodes may share, as a connection text such as
    /// `postgres://kezek@db1,db2/kezek?target_session_attrs=read-write`. Never shown: it may hold a password.
    Postgres(String),
}

impl From<&Path> for Database {
    fn from(data: &Path) -> Self {
        Self::Directory(data.to_owned())
    }
}

impl From<&PathBuf> for Database {
    fn from(data: &PathBuf) -> Self {
        Self::Directory(data.clone())
    }
}

pub(crate) fn file_in(data: &Path) -> PathBuf {
    data.join("kezek.sqlite")
}

/// Makes the directory of the data, if it is missing, for its owner alone.
///
/// # Errors
/// [`Fault::DataDirectory`].
pub fn make_data_directory(data: &Path) -> Result<(), Fault> {
    let made = DirBuilder::new().recursive(true).mode(0o700).create(data);
    made.map_err(|cause| Fault::DataDirectory { path: data.to_owned(), cause: cause.to_string() })
}

/// Makes the file for its owner alone before SQLite does; SQLite gives what it puts beside it the same mode.
fn make_file(path: &Path) -> std::io::Result<()> {
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Err(there) if there.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        made => made.map(drop),
    }
}

/// Opens the connection that writes, and brings the tables up to date.
pub(crate) fn open_writer(data: &Path) -> Result<Connection, Fault> {
    if rusqlite::version_number() < SQLITE_MIN.0 {
        return Err(Fault::SqliteTooOld { found: rusqlite::version(), needed: SQLITE_MIN.1 });
    }
    let path = file_in(data);
    let fault = |cause: String| Fault::DataDirectory { path: path.clone(), cause };
    make_file(&path).map_err(|cause| fault(cause.to_string()))?;
    let mut connection = Connection::open(&path).map_err(|cause| fault(cause.to_string()))?;
    prepare(&connection).map_err(|cause| fault(cause.to_string()))?;
    embedded::migrations::runner().run(&mut connection).map_err(|cause| fault(cause.to_string()))?;
    Ok(connection)
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
    connection.set_prepared_statement_cache_capacity(64);
    Ok(())
}

pub(crate) fn open_reader(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(LOCK_WAIT)?;
    Ok(connection)
}

/// The connections that read. A read never waits for a write.
pub(crate) struct Readers {
    path: PathBuf,
    idle: Mutex<Vec<Connection>>,
    permits: Arc<Semaphore>,
}

impl Readers {
    pub(crate) fn on(data: &Path) -> Self {
        Self { path: file_in(data), idle: Mutex::default(), permits: Arc::new(Semaphore::new(READERS)) }
    }

    fn take(&self) -> rusqlite::Result<Connection> {
        let idle = self.idle.lock().pop();
        idle.map_or_else(|| open_reader(&self.path), Ok)
    }

    /// Reads on a thread that may block. All statements of one read see the same moment.
    pub(crate) async fn read<T: Send + 'static>(
        self: &Arc<Self>,
        doing: &'static str,
        read: impl FnOnce(&Connection) -> Result<T, ReadFault> + Send + 'static,
    ) -> Result<T, Fault> {
        let readers = Arc::clone(self);
        let permit = Arc::clone(&self.permits).acquire_owned().await.map_err(|_| Fault::ShutDown)?;
        let task = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            let mut connection = readers.take()?;
            let moment = connection.transaction()?;
            let found = read(&moment);
            drop(moment);
            readers.idle.lock().push(connection);
            found
        });
        let found = task.await.map_err(|cause| Fault::unavailable(&cause))?;
        found.map_err(|fault| match fault {
            ReadFault::Database(cause) => Fault::database(doing)(cause),
            ReadFault::Other(fault) => fault,
        })
    }

    pub(crate) fn close(&self) {
        self.permits.close();
        self.idle.lock().clear();
    }
}

/// What a read can come back with.
#[derive(Debug)]
pub(crate) enum ReadFault {
    Database(rusqlite::Error),
    Other(Fault),
}

impl From<rusqlite::Error> for ReadFault {
    fn from(cause: rusqlite::Error) -> Self {
        Self::Database(cause)
    }
}

impl From<Fault> for ReadFault {
    fn from(fault: Fault) -> Self {
        Self::Other(fault)
    }
}
