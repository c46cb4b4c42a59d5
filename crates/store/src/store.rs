//! The whole installation: one database, one master key, one clock, several towns.

use crate::accounts::Staff;
use crate::core::Core;
use crate::database::{self, Database, Readers};
use crate::desk::Desk;
use crate::duty::Node;
use crate::hints::Hints;
use crate::inbox::Inbox;
use crate::key::{KEY_BYTES, Keys};
use crate::sequencer::Sequencer;
use crate::sessions::Sessions;
use crate::sql::{Connection, SqlFault, sql, values};
use crate::town::{self, Towns};
use crate::work::Work;
use crate::{Clock, Fault, MasterKey, NewTown, Town, WritingClass, accounts, change, sessions};
use admission::{Kato, Zone};
use parking_lot::Mutex;
use std::fmt;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::JoinHandle;
use subtle::ConstantTimeEq;
use tokio::sync::{Semaphore, oneshot};

/// Passwords hashed at the same time: each takes 19 MiB and most of a core, and more at once would be a way to stop us.
const PASSWORDS_AT_ONCE: usize = 2;

struct Inner {
    core: Arc<Core>,
    towns: Arc<Towns>,
    passwords: Arc<Semaphore>,
    writing: Mutex<Option<JoinHandle<()>>>,
    /// Held as long as the store is open, so that no second program writes beside it.
    _lock: Option<File>,
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.core.inbox.close();
        if let Some(writing) = self.writing.get_mut().take() {
            // A panic of the writing thread was reported when it happened.
            let _ = writing.join();
        }
    }
}

/// An open store. Copies are the same store; it closes with the last of them.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Store").field(&self.territories()).finish()
    }
}

impl Store {
    /// Opens the database, makes what is missing, replays every journal, runs the steps of the day that were missed, and
    /// starts the writing thread.
    ///
    /// # Errors
    /// When the database cannot be used, SQLite is too old, the key is another one, or a journal is broken.
    // The key is taken for good: it is wiped as soon as the others are derived from it.
    #[expect(clippy::needless_pass_by_value, reason = "the caller shall not keep the master key")]
    pub fn open(database: impl Into<Database>, key: MasterKey, clock: Clock) -> Result<Self, Fault> {
        let database = database.into();
        let keys = Keys::derived_from(&key);
        database::elsewhere(|| open(database, keys, clock))
    }

    /// The clock of this store.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.0.core.clock
    }

    /// All towns, by code.
    #[must_use]
    pub fn territories(&self) -> Vec<Arc<Town>> {
        self.0.towns.all()
    }

    /// One town.
    #[must_use]
    pub fn town(&self, kato: &Kato) -> Option<Arc<Town>> {
        self.0.towns.named(kato)
    }

    /// Whether the writing thread takes requests, and knows what became of the last ones.
    #[must_use]
    pub fn is_writing(&self) -> bool {
        !self.0.core.inbox.is_closed() && self.0.core.is_sure.load(Ordering::Acquire)
    }

    /// Founds a town.
    ///
    /// # Errors
    /// [`Fault::TownExists`], [`Fault::UnknownZone`]; [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn found_town(&self, new: NewTown) -> Result<Arc<Town>, Fault> {
        Zone::named(&new.zone).map_err(Fault::UnknownZone)?;
        let (reply, answer) = oneshot::channel();
        self.0.core.inbox.push(Work::Found { new: Box::new(new), reply })?;
        answer.await.map_err(|_| self.0.core.dropped())?
    }

    /// Comes back once every step that is due by the clock has run, and this node has seen what others had written.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn catch_up(&self) -> Result<(), Fault> {
        self.0.core.catch_up().await
    }

    /// Lets the writing thread, for which everybody waits, run before other threads as far as the kernel allows it; how far
    /// that is. Where all cores are busy this decides how many flushes there are in a second.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::ShutDown`].
    pub async fn schedule_writing(&self, class: WritingClass) -> Result<WritingClass, Fault> {
        let (reply, answer) = oneshot::channel();
        self.0.core.inbox.push(Work::Schedule { class, reply })?;
        answer.await.map_err(|_| self.0.core.dropped())
    }

    /// Finishes what is being written, and folds the write-ahead log into the database. Later requests are refused.
    pub async fn shutdown(&self) {
        self.0.core.inbox.close();
        let writing = self.0.writing.lock().take();
        if let Some(writing) = writing {
            // A panic of the writing thread was reported when it happened.
            let _ = tokio::task::spawn_blocking(move || writing.join()).await;
        }
        self.0.core.readers.close();
    }

    pub(crate) fn core(&self) -> &Arc<Core> {
        &self.0.core
    }

    pub(crate) fn sessions(&self) -> &Arc<Sessions> {
        &self.0.core.sessions
    }

    pub(crate) fn staff(&self) -> &Arc<Staff> {
        &self.0.core.staff
    }

    pub(crate) fn passwords(&self) -> &Arc<Semaphore> {
        &self.0.passwords
    }
}

fn open(database: Database, keys: Keys, clock: Clock) -> Result<Store, Fault> {
    let lock = match &database {
        Database::Directory(data) => Some(lock(data)?),
        Database::Postgres(_) => None,
    };
    let connection = database.open_writer()?;
    check_key(&connection, &keys)?;
    let inbox = Arc::new(Inbox::new());
    let wake = Arc::downgrade(&inbox);
    clock.on_move(move || {
        if let Some(inbox) = wake.upgrade() {
            inbox.wake();
        }
    });
    let fault = Fault::database("reading accounts and sessions");
    let seen_change = change::last(&connection).map_err(&fault)?;
    let core = Arc::new(Core {
        inbox,
        readers: Arc::new(Readers::on(database.clone())),
        clock,
        node: Node::random(),
        keys,
        sessions: Arc::new(Sessions::of(sessions::read_all(&connection).map_err(&fault)?)),
        staff: Arc::new(Staff::of(accounts::read_all(&connection).map_err(&fault)?)),
        attempts: Arc::default(),
        is_shared: matches!(database, Database::Postgres(_)),
        seen_change: AtomicU64::new(seen_change),
        is_sure: AtomicBool::new(true),
    });
    let towns = Arc::new(Towns::new(Arc::clone(&core)));
    let desks = open_towns(&connection, &towns)?;
    let thread = |cause: std::io::Error| Fault::Database { doing: "starting a thread", cause: cause.to_string() };
    let hints = match database {
        Database::Directory(_) => None,
        Database::Postgres(text) => Some(Hints::begin(text, Arc::downgrade(&core)).map_err(thread)?),
    };
    let mut sequencer = Sequencer::new(connection, desks, Arc::clone(&towns), Arc::clone(&core), hints);
    sequencer.catch_up_at_start()?;
    let writing =
        std::thread::Builder::new().name("sequencer".into()).spawn(move || sequencer.run()).map_err(thread)?;
    let passwords = Arc::new(Semaphore::new(PASSWORDS_AT_ONCE));
    Ok(Store(Arc::new(Inner { core, towns, passwords, writing: Mutex::new(Some(writing)), _lock: lock })))
}

/// Takes the data directory for this program alone.
fn lock(data: &Path) -> Result<File, Fault> {
    let path = data.join("kezek.lock");
    let fault = |cause: String| Fault::DataDirectory { path: path.clone(), cause };
    database::make_data_directory(data)?;
    let file = File::create(&path).map_err(|cause| fault(cause.to_string()))?;
    file.try_lock().map_err(|_| fault("another program has this data directory open".into()))?;
    Ok(file)
}

/// Tells another master key before anything is sealed under it.
fn check_key(connection: &Connection, keys: &Keys) -> Result<(), Fault> {
    let fault = Fault::database("checking the master key");
    let insert = || {
        connection.begin()?;
        connection.write(
            sql!("INSERT INTO setting (name, value) VALUES ('master key check', ?1) ON CONFLICT DO NOTHING"),
            values![keys.check],
        )?;
        connection.commit()
    };
    let mut stored = stored_check(connection).map_err(&fault)?;
    if stored.is_none() {
        insert().map_err(&fault)?;
        // Of two nodes that start together the first one has written its key.
        stored = stored_check(connection).map_err(&fault)?;
    }
    match stored {
        Some(stored) if stored.ct_eq(&keys.check).into() => Ok(()),
        _ => Err(Fault::WrongMasterKey),
    }
}

fn stored_check(connection: &Connection) -> Result<Option<[u8; KEY_BYTES]>, SqlFault> {
    let sql = sql!("SELECT value FROM setting WHERE name = 'master key check'");
    connection.first(sql, values![], |row| row.bytes("value"))
}

fn open_towns(connection: &Connection, towns: &Towns) -> Result<Vec<Desk>, Fault> {
    let all = town::read_all(connection).map_err(Fault::database("reading the towns"))?;
    all.into_iter().map(|(id, kato, names)| Desk::read(connection, towns.make(id, kato, names))).collect()
}
