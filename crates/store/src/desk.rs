//! One territory at the writing thread: the state that runs ahead of the disk, and the end of its journal.

use crate::body;
use crate::journal::{self, Head, NewEntry};
use crate::notice::{self, Notice};
use crate::past::{Answered, Past};
use crate::replay::{self, Foreign, Replay};
use crate::seen::Seen;
use crate::sql::{Connection, SqlFault};
use crate::touched::{self, Touched};
use crate::{Actor, CommandId, Fault, Recorded, Registry, Town, outbox, registry};
use admission::{Command, Territory};
use jiff::{Timestamp, Unit};
use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

/// Answers kept in memory for retries; older ones are looked up in the journal.
const RECENT_MAX: usize = 4096;

/// The last answers by command id.
#[derive(Default)]
struct Recent {
    answers: HashMap<CommandId, Arc<Recorded>>,
    row: VecDeque<CommandId>,
}

impl Recent {
    fn keep(&mut self, id: CommandId, answer: Arc<Recorded>) {
        if self.row.len() == RECENT_MAX
            && let Some(oldest) = self.row.pop_front()
        {
            self.answers.remove(&oldest);
        }
        self.row.push_back(id);
        self.answers.insert(id, answer);
    }
}

/// A town as its whole journal gives it.
struct Anew {
    seen: Seen,
    entry: u64,
    registry: Registry,
    past: Past,
}

/// One territory at the writing thread.
pub(crate) struct Desk {
    pub(crate) town: Arc<Town>,
    ahead: Territory,
    head: Head,
    last_at: Timestamp,
    /// Entries of the running batch, of this node and of others, that readers do not see yet, with what they touch.
    fresh: Vec<(Arc<Recorded>, Touched)>,
    /// Which entry answered which command id.
    answered: Answered,
    /// Entries of the running batch that are not yet handed to the database.
    unwritten: Vec<NewEntry>,
    /// What these tell families.
    untold: Vec<Notice>,
    /// Whether another node opened a group, whose card is to be read.
    is_registry_behind: bool,
    /// The registry as another node changed it, which readers do not see yet.
    fresh_registry: Option<Registry>,
    /// What readers are to see instead of what they see, before the entries of the running batch.
    anew: Option<Anew>,
    /// What readers see: the end of the journal, and the instant of its last entry.
    seen: (Head, Timestamp),
    recent: Recent,
}

impl Desk {
    fn new(town: Arc<Town>, replay: Replay, head: Head, registry: Registry) -> Self {
        let ahead = replay.seen.state.clone();
        let anew = Anew { seen: replay.seen, entry: head.number, registry, past: replay.past };
        Self {
            ahead,
            head,
            last_at: replay.last_at,
            fresh: Vec::new(),
            answered: replay.answered,
            unwritten: Vec::new(),
            untold: Vec::new(),
            is_registry_behind: false,
            fresh_registry: None,
            seen: (Head::before_first(town.kato().as_str()), Timestamp::MIN),
            anew: Some(anew),
            town,
            recent: Recent::default(),
        }
    }

    /// Before the first entry.
    pub(crate) fn empty(town: Arc<Town>) -> Self {
        let head = Head::before_first(town.kato().as_str());
        Self::new(town, Replay::default(), head, Registry::default())
    }

    /// Reads a town from its first entry. Readers see it once it is shown.
    pub(crate) fn read(connection: &Connection, town: Arc<Town>) -> Result<Self, Fault> {
        // Read first: another node may append meanwhile, but what was there stays there.
        let stored =
            journal::read_head(connection, town.id()).map_err(Fault::database("reading the end of a journal"))?;
        let replay = || replay::replay_from_start(connection, town.id(), town.kato().as_str());
        let (replay, head) = connection.read_at_length(replay).map_err(Fault::database("reading a journal"))??;
        if head.number < stored.number || head.number == stored.number && head.hash != stored.hash {
            let cause = format!("the journal ends before it; {} entries were recorded", stored.number);
            let entry = head.number + 1;
            return Err(Fault::JournalBroken { territory: town.kato().to_string(), entry, cause });
        }
        let read = registry::read(connection, town.id(), &replay.seen.state);
        let registry = read.map_err(Fault::database("reading kindergartens and groups"))?;
        Ok(Self::new(town, replay, head, registry))
    }

    /// Reads the town anew, whatever was seen of it.
    pub(crate) fn read_anew(&mut self, connection: &Connection) -> Result<(), Fault> {
        let seen = self.seen;
        *self = Self { seen, ..Self::read(connection, Arc::clone(&self.town))? };
        Ok(())
    }

    /// Whether readers have seen anything of it.
    pub(crate) fn was_seen(&self) -> bool {
        self.seen.0.number > 0
    }

    /// The instant of the entries of a batch: never before the last one, and no finer than the journal shows.
    pub(crate) fn instant(&self, clock: Timestamp) -> Timestamp {
        let rounding = jiff::TimestampRound::new().smallest(Unit::Microsecond).mode(jiff::RoundMode::Floor);
        clock.round(rounding).unwrap_or(clock).max(self.last_at)
    }

    /// When the next step of the day is due.
    pub(crate) fn next_due(&self) -> Option<Timestamp> {
        self.ahead.next_step().map(|step| step.due)
    }

    pub(crate) fn ahead(&self) -> &Territory {
        &self.ahead
    }

    pub(crate) fn head(&self) -> Head {
        self.head
    }

    /// Takes in what other nodes have appended since.
    ///
    /// # Errors
    /// [`Fault::JournalBroken`] if the journal no longer goes on from what this node has seen.
    pub(crate) fn catch_up(&mut self, connection: &Connection, head: Head) -> Result<(), Fault> {
        if head == self.head {
            return Ok(());
        }
        let (id, kato) = (self.town.id(), self.town.kato().clone());
        let (ahead, fresh) = (&mut self.ahead, &mut self.fresh);
        let (last_at, is_registry_behind) = (&mut self.last_at, &mut self.is_registry_behind);
        let (answered, recent) = (&mut self.answered, &mut self.recent);
        replay::catch_up(connection, id, kato.as_str(), &mut self.head, |entry| {
            let Foreign { id, recorded, touched, asked_of } = entry;
            *last_at = (*last_at).max(recorded.at);
            let was_in = asked_of.and_then(|application| touched::queue_of(ahead, application));
            let events = recorded.outcome.as_deref().unwrap_or_default();
            for event in events {
                ahead.apply(event);
                *is_registry_behind |= registry::is_changed_by(event);
            }
            let touched = touched.unwrap_or_else(|| Touched::by(ahead, asked_of, was_in, events));
            let recorded = Arc::new(recorded);
            answered.push(id);
            recent.keep(id, Arc::clone(&recorded));
            fresh.push((recorded, touched));
        })?;
        if self.head == head {
            return Ok(());
        }
        let cause = "it ends before what this node has seen".to_owned();
        Err(Fault::JournalBroken { territory: kato.to_string(), entry: head.number, cause })
    }

    /// Another node changed kindergartens or groups.
    pub(crate) fn registry_is_behind(&mut self) {
        self.is_registry_behind = true;
    }

    /// Reads the kindergartens and groups that another node changed.
    pub(crate) fn read_registry_if_behind(&mut self, connection: &Connection) -> Result<(), SqlFault> {
        if self.is_registry_behind {
            self.fresh_registry = Some(registry::read(connection, self.town.id(), &self.ahead)?);
            self.is_registry_behind = false;
        }
        Ok(())
    }

    /// Runs every step that is due, each as an entry of its own whose id no other node can give to another.
    pub(crate) fn run_due_steps(&mut self, now: Timestamp) {
        while let Some(step) = self.ahead.due_step(now) {
            let id = CommandId::derived(&[self.town.kato().as_str(), &step.due.to_string(), &step.to_string()]);
            self.append(now, Actor::CLOCK, id, &Command::RunStep { step });
        }
    }

    /// The recorded answer to a command id.
    pub(crate) fn recorded(&self, connection: &Connection, id: CommandId) -> Result<Option<Arc<Recorded>>, SqlFault> {
        let Some(number) = self.answered.by(id) else { return Ok(None) };
        match self.recent.answers.get(&id) {
            Some(recent) => Ok(Some(Arc::clone(recent))),
            None => Ok(journal::recorded(connection, self.town.id(), number, id)?.map(Arc::new)),
        }
    }

    /// Decides a command and appends it with what followed.
    pub(crate) fn append(&mut self, now: Timestamp, by: Actor, id: CommandId, command: &Command) -> Arc<Recorded> {
        let asked_of = touched::asked_of(command);
        let was_in = asked_of.and_then(|application| touched::queue_of(&self.ahead, application));
        let outcome = self.ahead.decide(now, command);
        let recorded = Recorded { entry: self.head.number + 1, at: now, outcome };
        let events = recorded.outcome.as_deref().unwrap_or_default();
        let touched = Touched::by(&self.ahead, asked_of, was_in, events);
        let body = body::write(by, id, command, &recorded);
        let hash = body::hash_after(&self.head.hash, body.as_bytes());
        let touched_bytes = touched.to_bytes();
        self.untold.extend(notice::of(&self.ahead, by, &recorded));
        self.unwritten.push(NewEntry { number: recorded.entry, command_id: id, body, hash, touched: touched_bytes });
        self.head = Head { number: recorded.entry, hash };
        self.last_at = now;
        let recorded = Arc::new(recorded);
        self.fresh.push((Arc::clone(&recorded), touched));
        self.answered.push(id);
        self.recent.keep(id, Arc::clone(&recorded));
        recorded
    }

    /// Hands the entries of the batch to the database, what they tell families, and where the journal ends now.
    pub(crate) fn write(&mut self, connection: &Connection) -> Result<(), SqlFault> {
        let unwritten = std::mem::take(&mut self.unwritten);
        if !unwritten.is_empty() {
            journal::append(connection, self.town.id(), unwritten)?;
        }
        let untold = std::mem::take(&mut self.untold);
        if !untold.is_empty() {
            outbox::put(connection, self.town.id(), self.last_at, &untold)?;
        }
        journal::write_head(connection, self.town.id(), &self.head)
    }

    /// The batch is durable: readers see it from now on. Whether there was anything to see.
    pub(crate) fn show(&mut self) -> bool {
        let anew = self.anew.take();
        let is_anew = anew.is_some();
        if let Some(Anew { seen, entry, registry, past }) = anew {
            self.town.set_state(seen, entry, registry, past);
            self.seen = (self.head, self.last_at);
        }
        if let Some(registry) = self.fresh_registry.take() {
            self.town.set_registry(registry);
        }
        if self.fresh.is_empty() {
            return is_anew;
        }
        self.seen = (self.head, self.last_at);
        // First where to look, then that there is something: whoever sees the new moment finds all of its past.
        self.town.remember(self.fresh.iter().map(|(entry, touched)| (entry.entry, touched)));
        let mut seen = self.town.seen().write();
        let mut changed = Vec::new();
        for (entry, _) in self.fresh.drain(..) {
            let events = entry.outcome.as_deref().unwrap_or_default();
            seen.repeat(events);
            changed.extend(registry::changed_groups(&seen.state, events));
        }
        self.town.has_seen(self.head.number);
        drop(seen);
        self.town.follow_groups(&changed);
        true
    }

    /// What was decided ahead may not hold: back to what readers see, which does.
    pub(crate) fn forget(&mut self) {
        self.fresh.clear();
        self.unwritten.clear();
        self.untold.clear();
        self.fresh_registry = None;
        self.anew = None;
        self.recent = Recent::default();
        self.ahead = self.town.state().clone();
        (self.head, self.last_at) = self.seen;
        self.answered.cut_behind(self.head.number);
    }
}
