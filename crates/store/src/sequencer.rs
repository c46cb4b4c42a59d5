//! The one writing thread: batches, one transaction each, and an answer only after the commit.

use crate::desk::Desk;
use crate::inbox::Inbox;
use crate::town::{self, Towns};
use crate::work::{AfterCommit, Prepared, Settle, Work};
use crate::{Actor, Clock, CommandId, Fault, NewTown, Recorded, Town};
use admission::Command;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::oneshot;

/// The clock is looked at so often at least: a machine that slept, or whose clock was set, is not noticed otherwise.
const LOOK_AT_CLOCK: Duration = Duration::from_secs(1);

/// Pause after a batch that could not be written, so that a full disk is not asked without a break.
const AFTER_FAILURE: Duration = Duration::from_millis(200);

/// The writing thread's own things. Nobody else touches them, so there is no lock.
pub(crate) struct Sequencer {
    pub(crate) connection: Connection,
    pub(crate) inbox: Arc<Inbox<Work>>,
    pub(crate) clock: Clock,
    pub(crate) desks: Vec<Desk>,
    pub(crate) towns: Arc<Towns>,
    /// How the last batch went.
    pub(crate) last: LastBatch,
}

/// How the last batch went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LastBatch {
    Written,
    /// It could not be written; the journal was read since and says what holds.
    Failed,
    /// It could not be written, and the journal could not be read since: nothing is decided before it was.
    InDoubt,
}

/// What is to be done once it is known whether a batch is durable.
#[derive(Default)]
struct Pending {
    answers: Vec<Settle>,
    after: Vec<AfterCommit>,
}

impl Sequencer {
    /// Serves until the inbox is closed and empty.
    pub(crate) fn run(mut self) {
        // Whatever ends this thread, nobody shall wait for it.
        let _closed = CloseAtEnd(Arc::clone(&self.inbox));
        while let Some(batch) = self.inbox.next_batch(self.wait()) {
            self.serve(batch);
        }
        if let Err(cause) = self.connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)") {
            tracing::warn!(%cause, "the write-ahead log was not folded in; the next start reads it");
        }
    }

    /// Runs the steps that were missed while nothing ran, before anybody is served.
    pub(crate) fn catch_up_with_clock(&mut self) -> Result<(), Fault> {
        self.write(Vec::new(), &mut Pending::default())
            .map_err(Fault::database("running the steps of the day that were missed"))?;
        self.desks.iter_mut().for_each(Desk::show);
        Ok(())
    }

    /// How long nothing is due.
    fn wait(&self) -> Duration {
        if self.last != LastBatch::Written {
            return AFTER_FAILURE;
        }
        let now = self.clock.now();
        let due = self.desks.iter().filter_map(Desk::next_due).min();
        match due {
            Some(due) if due <= now => Duration::ZERO,
            Some(due) if self.clock.is_running() => {
                Duration::try_from(due.duration_since(now)).map_or(LOOK_AT_CLOCK, |left| left.min(LOOK_AT_CLOCK))
            }
            _ => LOOK_AT_CLOCK,
        }
    }

    /// Writes one batch and answers everybody in it.
    fn serve(&mut self, batch: Vec<Work>) {
        if self.last == LastBatch::InDoubt && self.recover().is_err() {
            // Dropping the requests tells those who wait that it is not known what became of them.
            return;
        }
        let (found, batch): (Vec<_>, Vec<_>) = batch.into_iter().partition(|work| matches!(work, Work::Found { .. }));
        if !batch.is_empty() || self.is_anything_due() {
            self.serve_acts(batch);
        }
        for work in found {
            if let Work::Found { new, reply } = work {
                // Nobody may be waiting any more; the town is founded all the same.
                let _ = reply.send(self.found(&new));
            }
        }
    }

    fn is_anything_due(&self) -> bool {
        let now = self.clock.now();
        self.desks.iter().filter_map(Desk::next_due).any(|due| due <= now)
    }

    fn serve_acts(&mut self, batch: Vec<Work>) {
        let mut pending = Pending::default();
        let written = self.write(batch, &mut pending);
        if let Err(cause) = &written {
            tracing::error!(%cause, "a batch could not be written");
            // The outcome of a commit that failed may still be that it holds: only the journal knows.
            if let Err(cause) = self.recover() {
                tracing::error!(%cause, "the journal could not be read after a failed batch");
            }
        } else {
            self.last = LastBatch::Written;
            self.desks.iter_mut().for_each(Desk::show);
            pending.after.into_iter().for_each(|after| after());
        }
        for answer in pending.answers {
            answer(match &written {
                Ok(()) => Ok(()),
                Err(cause) => Err(Fault::unavailable(cause)),
            });
        }
    }

    fn write(&mut self, batch: Vec<Work>, pending: &mut Pending) -> rusqlite::Result<()> {
        let clock = self.clock.now();
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for desk in &mut self.desks {
            let now = desk.instant(clock);
            desk.run_due_steps(&transaction, now)?;
        }
        for work in batch {
            match work {
                Work::Act { territory, command_id, prepare, reply } => {
                    let Some(desk) = self.desks.iter_mut().find(|desk| desk.town.id() == territory) else { continue };
                    let now = desk.instant(clock);
                    let recorded = match desk.recorded(&transaction, command_id)? {
                        Some(known) => known,
                        None => {
                            let prepared = prepare(&transaction, desk.ahead(), now)?;
                            carry_out(&transaction, desk, command_id, prepared, now, pending)?
                        }
                    };
                    pending.answers.push(answer_with(recorded, reply));
                }
                Work::Write(write) => pending.answers.push(write(&transaction)?),
                Work::Found { .. } => {}
            }
        }
        transaction.commit()
    }

    fn recover(&mut self) -> Result<(), Fault> {
        self.last = LastBatch::InDoubt;
        if !self.connection.is_autocommit() {
            self.connection.execute_batch("ROLLBACK").map_err(Fault::database("rolling a batch back"))?;
        }
        self.desks.iter_mut().try_for_each(|desk| desk.recover(&self.connection))?;
        self.last = LastBatch::Failed;
        Ok(())
    }

    /// Founds a town in a transaction of its own.
    fn found(&mut self, new: &NewTown) -> Result<Arc<Town>, Fault> {
        if self.towns.named(&new.kato).is_some() {
            return Err(Fault::TownExists(new.kato.to_string()));
        }
        let clock = self.clock.now();
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(|cause| Fault::unavailable(&cause))?;
        let mut desk =
            first_entry(&transaction, &self.towns, new, clock).map_err(|cause| Fault::unavailable(&cause))?;
        transaction.commit().map_err(|cause| Fault::unavailable(&cause))?;
        desk.show();
        let town = Arc::clone(&desk.town);
        self.towns.add(Arc::clone(&town));
        self.desks.push(desk);
        Ok(town)
    }
}

fn first_entry(
    transaction: &Transaction<'_>,
    towns: &Towns,
    new: &NewTown,
    clock: jiff::Timestamp,
) -> rusqlite::Result<Desk> {
    let id = town::insert(transaction, new)?;
    let mut desk = Desk::empty(towns.make(id, new.kato.clone(), new.names.clone()));
    let command = Command::FoundTerritory {
        zone: new.zone.clone(),
        policy: Box::new(new.policy.clone()),
        calendar: new.calendar.clone(),
    };
    let now = desk.instant(clock);
    let command_id = CommandId::derived(&[new.kato.as_str(), "founding"]);
    desk.append(transaction, now, Actor { role: crate::Role::Administrator, id: 0 }, command_id, &command)?;
    Ok(desk)
}

fn carry_out(
    transaction: &Transaction<'_>,
    desk: &mut Desk,
    command_id: CommandId,
    prepared: Prepared,
    now: jiff::Timestamp,
    pending: &mut Pending,
) -> rusqlite::Result<Arc<Recorded>> {
    let recorded = desk.append(transaction, now, prepared.by, command_id, &prepared.command)?;
    if let (Some(rows), Ok(_)) = (prepared.rows, &recorded.outcome) {
        pending.after.extend(rows(transaction, desk.ahead(), &recorded)?);
    }
    Ok(recorded)
}

fn answer_with(recorded: Arc<Recorded>, reply: oneshot::Sender<Result<Recorded, Fault>>) -> Settle {
    Box::new(move |durable| {
        // Nobody may be waiting any more; what is recorded stays recorded.
        let _ = reply.send(durable.map(|()| Arc::unwrap_or_clone(recorded)));
    })
}

struct CloseAtEnd(Arc<Inbox<Work>>);

impl Drop for CloseAtEnd {
    fn drop(&mut self) {
        self.0.close();
        // Those who wait learn it by their request being dropped.
        while self.0.next_batch(Duration::ZERO).is_some() {}
    }
}
