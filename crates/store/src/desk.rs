//! One territory at the writing thread: the state that runs ahead of the disk, and the end of its journal.

use crate::body;
use crate::journal::{self, Head, NewEntry};
use crate::replay::{self, Replay};
use crate::touched::{self, Touched};
use crate::{Actor, CommandId, Fault, Recorded, Town};
use admission::{Command, QueueId, Territory};
use jiff::{Timestamp, Unit};
use rusqlite::Connection;
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

/// One territory at the writing thread.
pub(crate) struct Desk {
    pub(crate) town: Arc<Town>,
    ahead: Territory,
    head: Head,
    last_at: Timestamp,
    /// Where the journal ended when `seen` was last brought up to date.
    seen_head: Head,
    /// Entries of the running batch, not yet durable.
    fresh: Vec<Arc<Recorded>>,
    recent: Recent,
}

impl Desk {
    pub(crate) fn new(town: Arc<Town>, replay: Replay, head: Head) -> Self {
        Self {
            town,
            ahead: replay.state,
            head,
            last_at: replay.last_at,
            seen_head: head,
            fresh: Vec::new(),
            recent: Recent::default(),
        }
    }

    /// Before the first entry.
    pub(crate) fn empty(town: Arc<Town>) -> Self {
        let head = Head::before_first(town.kato().as_str());
        Self::new(town, Replay::default(), head)
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

    /// Runs every step that is due, each as an entry of its own whose id no other node can give to another.
    pub(crate) fn run_due_steps(&mut self, connection: &Connection, now: Timestamp) -> rusqlite::Result<()> {
        while let Some(step) = self.ahead.due_step(now) {
            let id = CommandId::derived(&[self.town.kato().as_str(), &step.due.to_string(), &step.to_string()]);
            self.append(connection, now, Actor::CLOCK, id, &Command::RunStep { step })?;
        }
        Ok(())
    }

    /// The recorded answer to a command id, durable or of the running batch.
    pub(crate) fn recorded(&self, connection: &Connection, id: CommandId) -> rusqlite::Result<Option<Arc<Recorded>>> {
        if let Some(known) = self.recent.answers.get(&id) {
            return Ok(Some(Arc::clone(known)));
        }
        Ok(journal::recorded(connection, self.town.id(), id)?.map(Arc::new))
    }

    /// Decides a command and appends it with what followed.
    pub(crate) fn append(
        &mut self,
        connection: &Connection,
        now: Timestamp,
        by: Actor,
        id: CommandId,
        command: &Command,
    ) -> rusqlite::Result<Arc<Recorded>> {
        let was_in: Option<QueueId> =
            touched::asked_of(command).next().and_then(|asked| touched::queue_of(&self.ahead, asked));
        let outcome = self.ahead.decide(now, command);
        let recorded = Recorded { entry: self.head.number + 1, at: now, outcome };
        let events = recorded.outcome.as_deref().unwrap_or_default();
        let touched = Touched::by(&self.ahead, command, was_in, events);
        let body = body::write(by, id, command, &recorded);
        let hash = body::hash_after(&self.head.hash, body.as_bytes());
        let territory = self.town.id();
        let entry = NewEntry { territory, number: recorded.entry, command_id: id, body: &body, hash: &hash };
        journal::append(connection, &entry, &touched)?;
        self.head = Head { number: recorded.entry, hash };
        self.last_at = now;
        let recorded = Arc::new(recorded);
        self.fresh.push(Arc::clone(&recorded));
        self.recent.keep(id, Arc::clone(&recorded));
        Ok(recorded)
    }

    /// The batch is durable: readers see it from now on.
    pub(crate) fn show(&mut self) {
        if self.fresh.is_empty() {
            return;
        }
        let mut seen = self.town.seen().write();
        for entry in self.fresh.drain(..) {
            entry.outcome.iter().flatten().for_each(|event| seen.apply(event));
        }
        self.town.has_seen(self.head.number);
        drop(seen);
        self.seen_head = self.head;
    }

    /// The batch failed, and whether it is durable is unknown: what was decided ahead is dropped, and the journal says
    /// what holds.
    pub(crate) fn recover(&mut self, connection: &Connection) -> Result<(), Fault> {
        self.fresh.clear();
        self.recent = Recent::default();
        let seen_lock = self.town.seen();
        let mut head = self.seen_head;
        let mut missed = Vec::new();
        replay::catch_up(connection, self.town.id(), self.town.kato().as_str(), &mut head, |entry| missed.push(entry))?;
        let mut seen = seen_lock.write();
        for entry in missed {
            self.last_at = self.last_at.max(entry.at);
            entry.outcome.iter().flatten().for_each(|event| seen.apply(event));
        }
        self.ahead = seen.clone();
        self.town.has_seen(head.number);
        (self.head, self.seen_head) = (head, head);
        Ok(())
    }
}
