//! The one writing thread of a node: batches, one transaction each, and an answer only after the commit.

use crate::change::{self, Change};
use crate::core::Core;
use crate::desk::Desk;
use crate::hints::Hints;
use crate::inbox::Inbox;
use crate::journal::{self, Head};
use crate::opening::{self, Subject};
use crate::sql::{Connection, SqlFault};
use crate::town::Towns;
use crate::work::{AfterCommit, Asked, Prepared, Reply, Settle, Work};
use crate::{Clock, CommandId, Fault, Recorded, news};
use jiff::Timestamp;
use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};
use sweeping::Sweeping;

mod founding;
mod sweeping;

/// The clock is looked at so often at least: a machine that slept, or whose clock was set, is not noticed otherwise. So
/// is what other nodes wrote, should their hints be lost.
const LOOK_AT_CLOCK: Duration = Duration::from_secs(1);

/// Pause after a batch that could not be written, so that a full disk is not asked without a break.
const AFTER_FAILURE: Duration = Duration::from_millis(200);

/// The writing thread's own things. Nobody else touches them, so there is no lock.
pub(crate) struct Sequencer {
    connection: Connection,
    inbox: Arc<Inbox<Work>>,
    clock: Clock,
    desks: Vec<Desk>,
    towns: Arc<Towns>,
    core: Arc<Core>,
    hints: Option<Hints>,
    /// How the last batch went.
    last: LastBatch,
    looked_at: Instant,
    sweeping: Sweeping,
    shared_at: Instant,
}

/// How the last batch went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LastBatch {
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
    replies: Vec<(Arc<Recorded>, Reply)>,
    after: Vec<AfterCommit>,
    /// The last change that is taken in or made.
    seen_change: u64,
}

impl Sequencer {
    pub(crate) fn new(
        connection: Connection,
        desks: Vec<Desk>,
        towns: Arc<Towns>,
        core: Arc<Core>,
        hints: Option<Hints>,
    ) -> Self {
        Self {
            connection,
            inbox: Arc::clone(&core.inbox),
            clock: core.clock.clone(),
            desks,
            towns,
            core,
            hints,
            last: LastBatch::Written,
            looked_at: Instant::now(),
            sweeping: Sweeping::default(),
            shared_at: Instant::now(),
        }
    }

    /// Serves until the inbox is closed and empty.
    pub(crate) fn run(mut self) {
        // Whatever ends this thread, nobody shall wait for it.
        let _closed = CloseAtEnd(Arc::clone(&self.inbox));
        while let Some(batch) = self.inbox.next_batch(self.wait()) {
            self.serve(batch);
        }
        if let Err(cause) = self.connection.finish() {
            tracing::warn!(%cause, "the write-ahead log was not folded in; the next start reads it");
        }
    }

    /// Runs the steps that were missed while nothing ran, before anybody is served. What was read so far is durable from
    /// here on: a database that has just been restored or promoted may hold what no commit was ever answered for.
    pub(crate) fn catch_up_at_start(&mut self) -> Result<(), Fault> {
        let all = self.desks.iter().map(|desk| desk.town.id()).collect();
        let mut pending = Pending::default();
        self.write(VecDeque::new(), all, &mut pending)?;
        self.show(pending);
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
    fn serve(&mut self, batch: VecDeque<Work>) {
        if self.last == LastBatch::InDoubt && self.recover().is_err() {
            // Dropping the requests tells those who wait that it is not known what became of them.
            return;
        }
        let (found, batch) = foundings_apart(batch);
        let behind = match self.behind(&batch) {
            Ok(behind) => behind,
            Err(cause) => return self.failed(&cause),
        };
        if !batch.is_empty() || !behind.is_empty() || self.is_anything_due() {
            self.serve_batch(batch, behind);
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
        let is_to_share = self.shared_at.elapsed() >= LOOK_AT_CLOCK && self.core.attempts.are_unshared();
        is_to_share || self.sweeping.is_due(now) || self.desks.iter().filter_map(Desk::next_due).any(|due| due <= now)
    }

    /// Territories in which other nodes have written more than this one has seen. 0 stands for what nodes keep in memory.
    fn behind(&mut self, batch: &VecDeque<Work>) -> Result<Vec<i64>, Fault> {
        let is_hinted = self.inbox.take_hint();
        let is_asked = batch.iter().any(|work| matches!(work, Work::CatchUp { .. }));
        if !self.core.is_shared || !(is_hinted || is_asked || self.looked_at.elapsed() >= LOOK_AT_CLOCK) {
            return Ok(Vec::new());
        }
        self.looked_at = Instant::now();
        let heads = opening::again_if_cut(&mut self.connection, journal::read_heads)?;
        let seen_change = self.core.seen_change.load(Ordering::Acquire);
        let is_behind = |&(territory, number): &(i64, u64)| match territory {
            0 => number != seen_change,
            _ => self.desks.iter().any(|desk| desk.town.id() == territory && desk.head().number != number),
        };
        Ok(heads.into_iter().filter(is_behind).map(|(territory, _)| territory).collect())
    }

    fn serve_batch(&mut self, batch: VecDeque<Work>, behind: Vec<i64>) {
        let mut pending = Pending::default();
        if let Err(cause) = self.write(batch, behind, &mut pending) {
            pending.answers.into_iter().for_each(|answer| answer(Err(Fault::unavailable(&cause))));
            for (_, reply) in pending.replies {
                let _ = reply.send(Err(Fault::unavailable(&cause)));
            }
            return self.failed(&cause);
        }
        self.show(pending);
    }

    /// A batch could not be written. The outcome of a commit that failed may still be that it holds: only the journal
    /// knows.
    fn failed(&mut self, cause: &Fault) {
        tracing::error!(%cause, "a batch could not be written");
        if let Err(cause) = self.recover() {
            tracing::error!(%cause, "the journal could not be read after a failed batch");
        }
    }

    /// A batch is durable: readers see it, then everybody is answered.
    fn show(&mut self, pending: Pending) {
        self.last = LastBatch::Written;
        let mut has_news = false;
        for desk in &mut self.desks {
            let was_seen = desk.was_seen();
            has_news |= desk.show();
            if !was_seen {
                self.towns.add(Arc::clone(&desk.town));
            }
        }
        pending.after.into_iter().for_each(|after| after());
        has_news |= self.core.seen_change.swap(pending.seen_change, Ordering::AcqRel) != pending.seen_change;
        self.core.is_sure.store(true, Ordering::Release);
        if has_news && let Some(hints) = &self.hints {
            hints.give();
        }
        for (recorded, reply) in pending.replies {
            // Nobody may be waiting any more; what is recorded stays recorded.
            let _ = reply.send(Ok(recorded));
        }
        pending.answers.into_iter().for_each(|answer| answer(Ok(())));
    }

    /// What a batch is about.
    fn subject(&self, batch: &VecDeque<Work>, behind: Vec<i64>, now: Timestamp) -> Subject {
        let mut subject = Subject::default();
        for territory in behind {
            match territory {
                0 => subject.changes = true,
                _ => drop(subject.territories.insert(territory)),
            }
        }
        for desk in self.desks.iter().filter(|desk| desk.next_due().is_some_and(|due| due <= desk.instant(now))) {
            subject.territories.insert(desk.town.id());
        }
        for work in batch {
            match work {
                Work::Act { territory, .. } | Work::Recorded { territory, .. } => {
                    subject.territories.insert(*territory);
                }
                Work::Write { changes, .. } => subject.changes |= changes,
                Work::Found { .. } | Work::CatchUp { .. } | Work::Schedule { .. } => {}
            }
        }
        subject
    }

    fn write(&mut self, batch: VecDeque<Work>, behind: Vec<i64>, pending: &mut Pending) -> Result<(), Fault> {
        let clock = self.clock.now();
        let subject = self.subject(&batch, behind, clock);
        self.open(&subject, pending)?;
        for desk in self.desks.iter_mut().filter(|desk| subject.territories.contains(&desk.town.id())) {
            desk.run_due_steps(desk.instant(clock));
        }
        let mut changes = Vec::new();
        for work in batch {
            match work {
                Work::Act { territory, command_id, asked, reply } => {
                    let Some(desk) = self.desks.iter_mut().find(|desk| desk.town.id() == territory) else { continue };
                    // The commit of this batch covers what was recorded before, too.
                    let recorded = match desk.recorded(&self.connection, command_id)? {
                        Some(known) => known,
                        None => carry_out(&self.connection, desk, command_id, asked, clock, pending)?,
                    };
                    pending.replies.push((recorded, reply));
                }
                Work::Write { write, .. } => {
                    let (settle, changed) = write(&self.connection)?;
                    pending.answers.push(settle);
                    changes.extend(changed);
                }
                Work::Recorded { territory, command_id, reply } => {
                    let desk = self.desks.iter().find(|desk| desk.town.id() == territory);
                    let recorded = desk.map(|desk| desk.recorded(&self.connection, command_id)).transpose()?.flatten();
                    pending.answers.push(Box::new(|durable| drop(reply.send(durable.map(|()| recorded)))));
                }
                Work::CatchUp { reply } => pending.answers.push(Box::new(|durable| drop(reply.send(durable)))),
                // Nobody may be waiting any more; the class is taken all the same.
                Work::Schedule { class, reply } => drop(reply.send(class.take_if_allowed())),
                Work::Found { .. } => {}
            }
        }
        if self.shared_at.elapsed() >= LOOK_AT_CLOCK {
            self.shared_at = Instant::now();
            pending.after.extend(self.core.attempts.share(&self.connection)?);
        }
        self.sweep_if_due(clock)?;
        self.finish(&subject, &changes, clock, pending)
    }

    /// Begins a batch and takes in what other nodes have written.
    fn open(&mut self, subject: &Subject, pending: &mut Pending) -> Result<(), Fault> {
        let seen_change = self.core.seen_change.load(Ordering::Acquire);
        let opening = opening::open(&mut self.connection, subject, seen_change)?;
        let (connection, desks) = (&self.connection, &mut self.desks);
        pending.seen_change = seen_change;
        if let Some((last, changes)) = &opening.changes {
            pending.seen_change = *last;
            let behind = seen_change..*last;
            pending.after = news::take_in(connection, &self.core, &self.towns, desks, behind, changes)?;
        }
        for desk in desks {
            if let Some(&head) = opening.heads.get(&desk.town.id()) {
                catch_up(connection, desk, head)?;
            }
            desk.read_registry_if_behind(connection)?;
        }
        Ok(())
    }

    /// Writes what was decided, and commits.
    fn finish(
        &mut self,
        subject: &Subject,
        changes: &[Change],
        at: Timestamp,
        pending: &mut Pending,
    ) -> Result<(), Fault> {
        for desk in self.desks.iter_mut().filter(|desk| subject.territories.contains(&desk.town.id())) {
            desk.write(&self.connection)?;
        }
        for change in changes {
            pending.seen_change += 1;
            change::write(&self.connection, pending.seen_change, at, change)?;
        }
        if subject.changes {
            journal::write_change_head(&self.connection, pending.seen_change)?;
        }
        Ok(self.connection.commit()?)
    }

    /// Forgets what was decided ahead. Towns that nobody has seen yet are found again by the change that tells of them.
    fn forget(&mut self) {
        self.desks.retain(Desk::was_seen);
        self.desks.iter_mut().for_each(Desk::forget);
    }

    /// Reads what holds after a batch of which that is not known. It counts only once a commit of this node behind it
    /// was waited for: what a plain read finds may still be lost with the machine that answers.
    fn recover(&mut self) -> Result<(), Fault> {
        self.last = LastBatch::InDoubt;
        self.core.is_sure.store(false, Ordering::Release);
        self.forget();
        self.connection.renew()?;
        let mut subject = Subject { changes: true, ..Subject::default() };
        subject.territories.extend(self.desks.iter().map(|desk| desk.town.id()));
        let mut pending = Pending::default();
        let recovered =
            self.open(&subject, &mut pending).and_then(|()| self.finish(&subject, &[], Timestamp::MIN, &mut pending));
        if let Err(cause) = recovered {
            self.forget();
            return Err(cause);
        }
        self.show(pending);
        self.last = LastBatch::Failed;
        Ok(())
    }
}

/// Foundings are transactions of their own.
fn foundings_apart(batch: VecDeque<Work>) -> (VecDeque<Work>, VecDeque<Work>) {
    let is_founding = |work: &Work| matches!(work, Work::Found { .. });
    if batch.iter().any(is_founding) { batch.into_iter().partition(is_founding) } else { (VecDeque::new(), batch) }
}

/// Takes in what other nodes have appended. A journal that does not go on from what this node has seen has lost what was
/// answered for, as after a fail-over without a standby that was waited for: it is read anew, and said.
fn catch_up(connection: &Connection, desk: &mut Desk, head: Head) -> Result<(), Fault> {
    match desk.catch_up(connection, head) {
        Err(cause @ Fault::JournalBroken { .. }) => {
            tracing::error!(%cause, "the database has lost entries that this node had seen; the journal is read anew");
            desk.read_anew(connection)
        }
        caught_up => caught_up,
    }
}

fn carry_out(
    connection: &Connection,
    desk: &mut Desk,
    command_id: CommandId,
    asked: Asked,
    clock: Timestamp,
    pending: &mut Pending,
) -> Result<Arc<Recorded>, SqlFault> {
    let now = desk.instant(clock);
    let Prepared { by, command, rows } = match asked {
        Asked::Complete(prepared) => prepared,
        Asked::ToBePrepared(prepare) => prepare(connection, desk.ahead(), now)?,
    };
    let recorded = desk.append(now, by, command_id, &command);
    if let (Some(rows), Ok(_)) = (rows, &recorded.outcome) {
        pending.after.extend(rows(connection, desk.ahead(), &recorded)?);
    }
    Ok(recorded)
}

struct CloseAtEnd(Arc<Inbox<Work>>);

impl Drop for CloseAtEnd {
    fn drop(&mut self) {
        self.0.close();
        // Those who wait learn it by their request being dropped.
        while self.0.next_batch(Duration::ZERO).is_some() {}
    }
}
