//! The whole installation: one data directory, one master key, one clock, several towns.

use crate::accounts::Staff;
use crate::core::Core;
use crate::database::{self, Database, Readers};
use crate::desk::Desk;
use crate::inbox::Inbox;
use crate::key::{KEY_BYTES, Keys};
use crate::sequencer::{LastBatch, Sequencer};
use crate::sessions::Sessions;
use crate::town::{self, Towns};
use crate::work::Work;
use crate::{Clock, Fault, MasterKey, NewTown, Town, accounts, registry, replay, sessions};
use admission::{Kato, Zone};
use parking_lot::Mutex;
use rusqlite::{Connection, OptionalExtension, params};
use std::fmt;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;
use std::thread::JoinHandle;
use subtle::ConstantTimeEq;
use tokio::sync::{Semaphore, oneshot};

/// Passwords hashed at the same time: each takes 19 MiB and most of a core, and more at once would be a way to stop us.
const PASSWORDS_AT_ONCE: usize = 2;

struct Inner {
    core: Arc<Core>,
    towns: Arc<Towns>,
    staff: Arc<Staff>,
    passwords: Arc<Semaphore>,
    writing: Mutex<Option<JoinHandle<()>>>,
    /// Held as long as the store is open, so that no second program writes beside it.
    _lock: File,
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
    /// Opens the data directory, makes what is missing, replays every journal, runs the steps of the day that were
    /// missed, and starts the writing thread.
    ///
    /// # Errors
    /// When the directory cannot be used, SQLite is too old, the key is another one, or a journal is broken.
    // The key is taken for good: it is wiped as soon as the others are derived from it.
    #[expect(clippy::needless_pass_by_value, reason = "the caller shall not keep the master key")]
    pub fn open(database: impl Into<Database>, key: MasterKey, clock: Clock) -> Result<Self, Fault> {
        let data = match database.into() {
            Database::Directory(data) => data,
            Database::Postgres(_) => return Err(Fault::Unknown("database")),
        };
        let data = data.as_path();
        let lock = lock(data)?;
        let keys = Keys::derived_from(&key);
        let connection = database::open_writer(data)?;
        check_key(&connection, &keys)?;
        let inbox = Arc::new(Inbox::new());
        let wake = Arc::downgrade(&inbox);
        clock.on_move(move || {
            if let Some(inbox) = wake.upgrade() {
                inbox.wake();
            }
        });
        let readers = Arc::new(Readers::on(data));
        let fault = Fault::database("reading accounts and sessions");
        let sessions = Arc::new(Sessions::of(sessions::read_all(&connection).map_err(&fault)?));
        let staff = Arc::new(Staff::of(accounts::read_all(&connection).map_err(&fault)?));
        let core = Arc::new(Core { inbox: Arc::clone(&inbox), readers, clock: clock.clone(), keys, sessions });
        let towns = Arc::new(Towns::new(Arc::clone(&core)));
        let desks = open_towns(&connection, &towns)?;
        let mut sequencer =
            Sequencer { connection, inbox, clock, desks, towns: Arc::clone(&towns), last: LastBatch::Written };
        sequencer.catch_up_with_clock()?;
        let writing = std::thread::Builder::new()
            .name("sequencer".into())
            .spawn(move || sequencer.run())
            .map_err(|cause| Fault::Database { doing: "starting the writing thread", cause: cause.to_string() })?;
        let passwords = Arc::new(Semaphore::new(PASSWORDS_AT_ONCE));
        let writing = Mutex::new(Some(writing));
        Ok(Self(Arc::new(Inner { core, towns, staff, passwords, writing, _lock: lock })))
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

    /// Whether the writing thread takes requests.
    #[must_use]
    pub fn is_writing(&self) -> bool {
        !self.0.core.inbox.is_closed()
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

    /// Comes back once every step that is due by the clock has run: for whoever has just moved it.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn catch_up(&self) -> Result<(), Fault> {
        // Every batch begins with the steps that are due; this one has nothing else to do.
        self.0.core.write(|_| Ok(()), |()| {}).await
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
        &self.0.staff
    }

    pub(crate) fn passwords(&self) -> &Arc<Semaphore> {
        &self.0.passwords
    }
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
    let stored: Option<[u8; KEY_BYTES]> = connection
        .query_row("SELECT value FROM setting WHERE name = 'master key check'", [], |row| row.get(0))
        .optional()
        .map_err(&fault)?;
    match stored {
        Some(stored) if stored.ct_eq(&keys.check).into() => Ok(()),
        Some(_) => Err(Fault::WrongMasterKey),
        None => connection
            .execute("INSERT INTO setting (name, value) VALUES ('master key check', ?1)", params![keys.check])
            .map(drop)
            .map_err(&fault),
    }
}

fn open_towns(connection: &Connection, towns: &Towns) -> Result<Vec<Desk>, Fault> {
    let fault = Fault::database("reading the towns");
    let mut desks = Vec::new();
    for (id, kato, names) in town::read_all(connection).map_err(&fault)? {
        let (replay, head) = replay::replay_from_start(connection, id, kato.as_str())?;
        let registry = registry::read(connection, id, &replay.state).map_err(&fault)?;
        let town = towns.make(id, kato, names);
        town.set_state(replay.state.clone(), head.number, registry);
        towns.add(Arc::clone(&town));
        desks.push(Desk::new(town, replay, head));
    }
    Ok(desks)
}
