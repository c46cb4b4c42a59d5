//! One territory as served.

use crate::core::Core;
use crate::journal::Head;
use crate::past::Past;
use crate::seen::Seen;
use crate::sql::{Connection, SqlFault, sql, values};
use crate::touched::Touched;
use crate::work::{Asked, Prepared, Work};
use crate::{Act, CommandId, Done, Fault, Recorded, Registry, column, rows_of, staff_entries};
use admission::{Calendar, Group, GroupId, Kato, Policy, Tally, Territory};
use parking_lot::{RwLock, RwLockReadGuard};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Deref;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Weak};
use tokio::sync::oneshot;

/// A name in three languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Names {
    /// Kazakh.
    pub kk: String,
    /// Russian.
    pub ru: String,
    /// English.
    pub en: String,
}

/// A territory to be founded.
#[derive(Debug, Clone)]
pub struct NewTown {
    /// Its code.
    pub kato: Kato,
    /// Its name in three languages.
    pub names: Names,
    /// Name in the tz database.
    pub zone: String,
    /// Values of the rules from the start.
    pub policy: Policy,
    /// Days that differ from the ordinary week.
    pub calendar: Calendar,
}

/// One territory as served.
pub struct Town {
    id: i64,
    kato: Kato,
    names: Names,
    /// What readers see: only what is durable.
    seen: RwLock<Seen>,
    /// How many entries `seen` has taken in.
    seen_entry: AtomicU64,
    registry: RwLock<Arc<Registry>>,
    /// Where in the journal to look, as far as it is durable.
    past: RwLock<Past>,
    core: Arc<Core>,
    own: Weak<Self>,
}

impl fmt::Debug for Town {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Town").field(&self.kato).finish()
    }
}

impl Town {
    /// Its code.
    #[must_use]
    pub fn kato(&self) -> &Kato {
        &self.kato
    }

    /// Its name in three languages.
    #[must_use]
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// The state as far as it is durable. Hold it briefly, and never across an `await`: the writing thread waits for it.
    #[must_use]
    pub fn state(&self) -> impl Deref<Target = Territory> + '_ {
        RwLockReadGuard::map(self.seen.read(), |seen| &seen.state)
    }

    /// What happened so far, counted, as far as it is durable. Held as the state is, and never together with it: a thread
    /// that waits for it twice may wait for ever.
    #[must_use]
    pub fn tally(&self) -> impl Deref<Target = Tally> + '_ {
        RwLockReadGuard::map(self.seen.read(), |seen| &seen.tally)
    }

    /// Kindergartens and groups as people know them.
    #[must_use]
    pub fn registry(&self) -> Arc<Registry> {
        Arc::clone(&self.registry.read())
    }

    /// Asks something of the queue. The answer comes after it is durable, and is the same for every retry.
    ///
    /// # Errors
    /// [`Fault::Busy`]: nothing was done. [`Fault::Unavailable`]: ask again with the same command id.
    pub async fn act(&self, act: Act) -> Result<Done, Fault> {
        let (command_id, asked) = self.complete_act(act);
        self.ask(command_id, asked).await
    }

    /// The recorded answer to an earlier act, if there is one. It is durable, as after the act itself.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn recorded(&self, command_id: CommandId) -> Result<Option<Recorded>, Fault> {
        let (reply, answer) = oneshot::channel();
        self.core.inbox.push(Work::Recorded { territory: self.id, command_id, reply })?;
        let recorded = answer.await.map_err(|_| self.core.dropped())??;
        Ok(recorded.map(Arc::unwrap_or_clone))
    }

    /// Asks many things, to be decided in this order. All are handed in at once, or none.
    ///
    /// # Errors
    /// [`Fault::Busy`]: nothing was done; some thousands are too many. [`Fault::Unavailable`]: ask again with the same
    /// command ids.
    pub async fn act_all(&self, acts: Vec<Act>) -> Result<Vec<Done>, Fault> {
        self.ask_all(acts.into_iter().map(|act| self.complete_act(act)).collect()).await
    }

    fn complete_act(&self, act: Act) -> (CommandId, Asked) {
        let Act { command, by, command_id } = act;
        let rows = staff_entries::noted(self.id, by, rows_of::command(self.id, by, &command));
        (command_id, Asked::Complete(Prepared { by, command, rows }))
    }

    /// Hands one act to the writing thread and waits for its answer.
    pub(crate) async fn ask(&self, command_id: CommandId, asked: Asked) -> Result<Recorded, Fault> {
        let (work, answer) = self.work(command_id, asked);
        self.core.inbox.push(work)?;
        answer.await.map_err(|_| self.core.dropped())?.map(Arc::unwrap_or_clone)
    }

    /// Hands many in, to be decided in this order.
    pub(crate) async fn ask_all(&self, acts: Vec<(CommandId, Asked)>) -> Result<Vec<Recorded>, Fault> {
        let (works, answers): (Vec<_>, Vec<_>) = acts.into_iter().map(|(id, asked)| self.work(id, asked)).unzip();
        self.core.inbox.push_all(works.into_iter())?;
        let mut recorded = Vec::with_capacity(answers.len());
        for answer in answers {
            let answer = answer.await.map_err(|_| self.core.dropped())??;
            recorded.push(Arc::unwrap_or_clone(answer));
        }
        Ok(recorded)
    }

    fn work(&self, command_id: CommandId, asked: Asked) -> (Work, oneshot::Receiver<Result<Arc<Recorded>, Fault>>) {
        let (reply, answer) = oneshot::channel();
        (Work::Act { territory: self.id, command_id, asked, reply }, answer)
    }

    /// A handle for what runs on the writing thread after this call has returned.
    pub(crate) fn itself(&self) -> Result<Arc<Self>, Fault> {
        self.own.upgrade().ok_or(Fault::ShutDown)
    }

    pub(crate) fn id(&self) -> i64 {
        self.id
    }

    pub(crate) fn core(&self) -> &Arc<Core> {
        &self.core
    }

    pub(crate) fn seen(&self) -> &RwLock<Seen> {
        &self.seen
    }

    pub(crate) fn change_registry(&self, change: impl FnOnce(&mut Registry)) {
        let mut registry = self.registry.write();
        change(Arc::make_mut(&mut registry));
    }

    /// The cards of groups that the rules know otherwise now.
    pub(crate) fn follow_groups(&self, changed: &[(GroupId, Group)]) {
        if changed.is_empty() {
            return;
        }
        self.change_registry(|all| {
            for (id, group) in changed {
                if let Some(card) = all.groups.get_mut(id) {
                    card.follow(group);
                }
            }
        });
    }

    /// How many entries readers see.
    pub(crate) fn seen_entry(&self) -> u64 {
        self.seen_entry.load(Ordering::Acquire)
    }

    /// Readers see so many entries. Called while `seen` is locked for them.
    pub(crate) fn has_seen(&self, entry: u64) {
        self.seen_entry.store(entry, Ordering::Release);
    }

    /// Takes in what new entries touch.
    pub(crate) fn remember<'t>(&self, entries: impl Iterator<Item = (u64, &'t Touched)>) {
        let mut past = self.past.write();
        entries.for_each(|(number, touched)| past.take(number, touched));
    }

    /// Where in the journal to look.
    pub(crate) fn past(&self) -> impl Deref<Target = Past> + '_ {
        self.past.read()
    }

    pub(crate) fn set_state(&self, anew: Seen, entry: u64, registry: Registry, past: Past) {
        let mut seen = self.seen.write();
        *seen = anew;
        self.has_seen(entry);
        drop(seen);
        *self.past.write() = past;
        self.set_registry(registry);
    }

    pub(crate) fn set_registry(&self, registry: Registry) {
        *self.registry.write() = Arc::new(registry);
    }
}

/// All towns of the store.
pub(crate) struct Towns {
    by_code: RwLock<BTreeMap<Kato, Arc<Town>>>,
    core: Arc<Core>,
}

impl Towns {
    pub(crate) fn new(core: Arc<Core>) -> Self {
        Self { by_code: RwLock::default(), core }
    }

    pub(crate) fn named(&self, kato: &Kato) -> Option<Arc<Town>> {
        self.by_code.read().get(kato).cloned()
    }

    pub(crate) fn all(&self) -> Vec<Arc<Town>> {
        self.by_code.read().values().cloned().collect()
    }

    pub(crate) fn add(&self, town: Arc<Town>) {
        self.by_code.write().insert(town.kato.clone(), town);
    }

    pub(crate) fn make(&self, id: i64, kato: Kato, names: Names) -> Arc<Town> {
        let core = Arc::clone(&self.core);
        let (seen, registry) = (RwLock::default(), RwLock::default());
        Arc::new_cyclic(|own| Town {
            id,
            kato,
            names,
            seen,
            seen_entry: AtomicU64::new(0),
            registry,
            past: RwLock::default(),
            core,
            own: Weak::clone(own),
        })
    }
}

/// Writes the rows of a new town; its number.
pub(crate) fn insert(connection: &Connection, new: &NewTown) -> Result<i64, SqlFault> {
    let written = connection.first(
        sql!("INSERT INTO territory (kato, names) VALUES (?1, ?2) RETURNING id"),
        values![new.kato.as_str(), column::json(&new.names)],
        |row| row.integer("id"),
    )?;
    let id = written.ok_or_else(|| SqlFault::unreadable("id", &"a new row has no number"))?;
    let before_first = Head::before_first(new.kato.as_str());
    connection.write(
        sql!("INSERT INTO head (territory, number, hash) VALUES (?1, ?2, ?3)"),
        values![id, column::id(before_first.number), before_first.hash],
    )?;
    Ok(id)
}

/// Every town with its number, by code.
pub(crate) fn read_all(connection: &Connection) -> Result<Vec<(i64, Kato, Names)>, SqlFault> {
    connection.all(sql!("SELECT id, kato, names FROM territory ORDER BY kato"), values![], |row| {
        Ok((row.integer("id")?, column::read_text(row, "kato")?, column::read_json(row, "names")?))
    })
}
