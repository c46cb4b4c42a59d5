//! Where the tables are: one connection that writes and a few that read.

use crate::Fault;
use crate::sql::{Connection, Postgres, SqlFault, Sqlite};
use parking_lot::Mutex;
use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Older ones can corrupt a write-ahead log when a checkpoint and a write meet.
const SQLITE_MIN: (i32, &str) = (3_051_003, "3.51.3");

/// Connections that read at the same time; more would only wait for the same two cores.
const READERS: usize = 4;

/// Where a store keeps its tables.
#[derive(Clone, PartialEq, Eq)]
pub enum Database {
    /// A directory that one program has to itself: one SQLite file in it.
    Directory(PathBuf),
    /// A PostgreSQL database that several nodes may share, as a connection text such as
    /// `postgres://kezek@db1,db2/kezek`. Of several hosts the one that takes writes is used. Never shown: it may hold a
    /// password.
    Postgres(String),
}

impl std::fmt::Debug for Database {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Directory(data) => f.debug_tuple("Directory").field(data).finish(),
            Self::Postgres(_) => f.write_str("Postgres(…)"),
        }
    }
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

impl From<&Self> for Database {
    fn from(database: &Self) -> Self {
        database.clone()
    }
}

impl Database {
    /// Where the data is, for people. A connection text may hold a password.
    pub(crate) fn shown(&self) -> String {
        match self {
            Self::Directory(data) => data.display().to_string(),
            Self::Postgres(_) => "the PostgreSQL database".to_owned(),
        }
    }

    /// Opens the connection that writes, and brings the tables up to date.
    pub(crate) fn open_writer(&self) -> Result<Connection, Fault> {
        match self {
            Self::Directory(data) => {
                if rusqlite::version_number() < SQLITE_MIN.0 {
                    return Err(Fault::SqliteTooOld { found: rusqlite::version(), needed: SQLITE_MIN.1 });
                }
                let path = file_in(data);
                let opened = Sqlite::open_writer(&path).map(Connection::Sqlite);
                opened.map_err(|cause| Fault::DataDirectory { path, cause: cause.to_string() })
            }
            Self::Postgres(text) => {
                let mut postgres = Postgres::connect(text).map_err(Fault::database("connecting to PostgreSQL"))?;
                postgres.migrate().map_err(Fault::database("bringing the tables up to date"))?;
                Ok(Connection::Postgres(Box::new(postgres)))
            }
        }
    }

    pub(crate) fn open_reader(&self) -> Result<Connection, SqlFault> {
        Ok(match self {
            Self::Directory(data) => Connection::Sqlite(Sqlite::open_reader(&file_in(data))?),
            Self::Postgres(text) => Connection::Postgres(Box::new(Postgres::connect(text)?)),
        })
    }

    /// Whether there is data in it that a master key was made for.
    ///
    /// # Errors
    /// When a PostgreSQL server cannot be asked.
    pub(crate) fn is_founded(&self) -> Result<bool, Fault> {
        match self {
            Self::Directory(data) => Ok(file_in(data).exists()),
            Self::Postgres(text) => elsewhere(|| {
                let fault = Fault::database("asking PostgreSQL whether there is data");
                let connection = Connection::Postgres(Box::new(Postgres::connect(text).map_err(&fault)?));
                let sql = crate::sql::sql!("SELECT name FROM setting WHERE name = 'master key check'");
                // Before the first start there is no such table.
                Ok(connection.first(sql, Vec::new(), |_| Ok(())).unwrap_or_default().is_some())
            }),
        }
    }
}

/// Runs on a thread of its own: a line to a server may not be waited for on one that serves others.
pub(crate) fn elsewhere<T: Send>(work: impl FnOnce() -> Result<T, Fault> + Send) -> Result<T, Fault> {
    let ran = std::thread::scope(|scope| scope.spawn(work).join());
    ran.map_err(|_| Fault::unavailable(&"the thread that asked the database panicked"))?
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

/// The connections that read. A read never waits for a write.
pub(crate) struct Readers {
    database: Database,
    idle: Mutex<Vec<Connection>>,
    permits: Arc<Semaphore>,
}

impl Readers {
    pub(crate) fn on(database: Database) -> Self {
        Self { database, idle: Mutex::default(), permits: Arc::new(Semaphore::new(READERS)) }
    }

    /// A connection that sees one moment. Those that waited while the server was changed for another are cut.
    fn begun(&self) -> Result<Connection, SqlFault> {
        while let Some(idle) = self.take() {
            if idle.begin_reading().is_ok() {
                return Ok(idle);
            }
        }
        let fresh = self.database.open_reader()?;
        fresh.begin_reading()?;
        Ok(fresh)
    }

    fn take(&self) -> Option<Connection> {
        self.idle.lock().pop()
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
            let connection = readers.begun()?;
            let found = read(&connection);
            // After a fault the line may be cut, or a transaction open.
            if !matches!(found, Err(ReadFault::Database(_))) && connection.end_reading().is_ok() {
                readers.idle.lock().push(connection);
            }
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
    Database(SqlFault),
    Other(Fault),
}

impl From<SqlFault> for ReadFault {
    fn from(cause: SqlFault) -> Self {
        Self::Database(cause)
    }
}

impl From<Fault> for ReadFault {
    fn from(fault: Fault) -> Self {
        Self::Other(fault)
    }
}
