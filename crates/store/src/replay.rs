//! Start: the state of a town is its journal, applied from the first entry.

use crate::body;
use crate::journal::{self, Head};
use crate::past::{Answered, Past};
use crate::seen::Seen;
use crate::sql::Connection;
use crate::touched::{self, Touched};
use crate::{CommandId, Database, Fault, Recorded, database, town};
use admission::{ApplicationId, Event, Territory};
use jiff::Timestamp;
use std::sync::mpsc::{Receiver, SyncSender, channel, sync_channel};

/// Bytes of bodies that go from the reading thread to the applying one at a time.
const CHUNK_BYTES: usize = 256 * 1024;

/// Chunks that may wait in between.
const CHUNKS_WAITING: usize = 8;

/// A journal being applied.
pub(crate) struct Replay {
    pub(crate) seen: Seen,
    /// The instant of the last entry.
    pub(crate) last_at: Timestamp,
    /// Where to look in it.
    pub(crate) past: Past,
    /// Which entry answered which command id.
    pub(crate) answered: Answered,
}

impl Default for Replay {
    fn default() -> Self {
        let seen = Seen::default();
        Self { seen, last_at: Timestamp::MIN, past: Past::default(), answered: Answered::default() }
    }
}

impl Replay {
    /// Applies the entry of that number.
    fn take(&mut self, body: &[u8], number: u64) -> Result<(CommandId, Vec<Event>), String> {
        let past = body::read_past(body).map_err(|cause| cause.to_string())?;
        if past.number != number {
            return Err(format!("its bytes say that it is entry {}", past.number));
        }
        self.seen.repeat(&past.events);
        Ok((past.id, past.events))
    }

    /// Applies it, and takes in what it touches and answers.
    fn take_in(&mut self, body: &[u8], touched: &[u8], number: u64) -> Result<(), String> {
        // Earlier releases did not write it beside the body: it follows from the command and the state around it.
        let is_known = !touched.is_empty();
        let asked_of = if is_known { None } else { body::asked_of(body).map_err(|cause| cause.to_string())? };
        let was_in = asked_of.and_then(|application| touched::queue_of(&self.seen.state, application));
        let (id, events) = self.take(body, number)?;
        let touched = if is_known {
            Touched::from_bytes(touched).ok_or("what it touches cannot be read")?
        } else {
            Touched::by(&self.seen.state, asked_of, was_in, &events)
        };
        self.past.take(number, &touched);
        self.answered.push(id);
        Ok(())
    }

    fn date_by(&mut self, last: &[u8]) -> Result<(), String> {
        let past = body::read_past(last).map_err(|cause| cause.to_string())?;
        self.last_at = past.at.parse().map_err(|cause: jiff::Error| cause.to_string())?;
        Ok(())
    }
}

/// Applies the bodies of a whole journal, from its first entry: what a start does, without the disk.
///
/// # Errors
/// [`Fault::JournalBroken`] at the first body that is no entry or out of turn.
pub fn replay<'a>(bodies: impl IntoIterator<Item = &'a [u8]>) -> Result<Territory, Fault> {
    let mut replay = Replay::default();
    for (number, body) in (1..).zip(bodies) {
        replay.take(body, number).map_err(|cause| Fault::JournalBroken {
            territory: String::new(),
            entry: number,
            cause,
        })?;
    }
    Ok(replay.seen.state)
}

/// The bodies of every journal of a database, town by town, their chains checked: for figures and proofs.
///
/// # Errors
/// When the database cannot be read, or a journal is broken.
pub fn journal_bodies(database: impl Into<Database>) -> Result<Vec<Vec<u8>>, Fault> {
    let database = database.into();
    database::elsewhere(|| read_bodies(&database))
}

fn read_bodies(database: &Database) -> Result<Vec<Vec<u8>>, Fault> {
    let fault = Fault::database("reading the journals");
    let connection = database.open_reader().map_err(&fault)?;
    let mut bodies = Vec::new();
    for (territory, kato, _) in town::read_all(&connection).map_err(&fault)? {
        let mut head = Head::before_first(kato.as_str());
        journal::read_behind(&connection, territory, kato.as_str(), &mut head, |body, _| {
            bodies.push(body.to_vec());
            Ok(())
        })?;
    }
    Ok(bodies)
}

/// Entries on their way from the thread that reads and checks to the one that applies.
#[derive(Default)]
struct Chunk {
    bytes: Vec<u8>,
    /// Where each body ends, and behind it what it touches.
    ends: Vec<(usize, usize)>,
}

impl Chunk {
    fn put(&mut self, body: &[u8], touched: Option<&[u8]>) {
        self.bytes.extend_from_slice(body);
        let end_of_body = self.bytes.len();
        self.bytes.extend_from_slice(touched.unwrap_or_default());
        self.ends.push((end_of_body, self.bytes.len()));
    }

    /// Makes room for the next entries where these were: memory that is used already need not be asked for.
    fn clear(&mut self) {
        self.bytes.clear();
        self.ends.clear();
    }

    fn entries(&self) -> impl Iterator<Item = (&[u8], &[u8])> {
        let starts = std::iter::once(0).chain(self.ends.iter().map(|&(_, end)| end));
        starts.zip(&self.ends).map(|(start, &(body, end))| (&self.bytes[start..body], &self.bytes[body..end]))
    }
}

/// Replays the journal of a territory, its hash chain checked. One thread reads and hashes, another parses and applies.
pub(crate) fn replay_from_start(connection: &Connection, territory: i64, kato: &str) -> Result<(Replay, Head), Fault> {
    let (sender, receiver) = sync_channel::<Chunk>(CHUNKS_WAITING);
    let (back, used) = channel::<Chunk>();
    std::thread::scope(|scope| {
        let applying = scope.spawn(move || {
            let mut replay = Replay::default();
            let (mut number, mut last) = (0, Vec::new());
            for mut chunk in receiver {
                for (body, touched) in chunk.entries() {
                    number += 1;
                    replay.take_in(body, touched, number).map_err(|cause| (number, cause))?;
                }
                if let Some((body, _)) = chunk.entries().last() {
                    last = body.to_vec();
                }
                chunk.clear();
                // At the end the other thread needs no more of them.
                let _ = back.send(chunk);
            }
            if number > 0 {
                replay.date_by(&last).map_err(|cause| (number, cause))?;
            }
            Ok(replay)
        });
        let read = read_in_chunks(connection, territory, kato, &sender, &used);
        drop(sender);
        let broken = |entry, cause| Fault::JournalBroken { territory: kato.to_owned(), entry, cause };
        let replayed = applying.join().map_err(|_| broken(0, "an entry names what no earlier entry made".into()))?;
        // What does not parse is named before what could not be read behind it.
        let replay = replayed.map_err(|(entry, cause)| broken(entry, cause))?;
        Ok((replay, read?))
    })
}

fn read_in_chunks(
    connection: &Connection,
    territory: i64,
    kato: &str,
    sender: &SyncSender<Chunk>,
    used: &Receiver<Chunk>,
) -> Result<Head, Fault> {
    let mut head = Head::before_first(kato);
    let mut chunk = Chunk::default();
    journal::read_behind(connection, territory, kato, &mut head, |body, touched| {
        chunk.put(body, touched);
        if chunk.bytes.len() >= CHUNK_BYTES {
            // The other thread is gone only if an entry did not parse; it says so itself.
            let _ = sender.send(std::mem::replace(&mut chunk, used.try_recv().unwrap_or_default()));
        }
        Ok(())
    })?;
    let _ = sender.send(chunk);
    Ok(head)
}

/// An entry that another node wrote.
pub(crate) struct Foreign {
    pub(crate) id: CommandId,
    pub(crate) recorded: Recorded,
    /// `None` for an entry of an earlier release.
    pub(crate) touched: Option<Touched>,
    /// The application that its command is about, where that is not part of what it touches.
    pub(crate) asked_of: Option<ApplicationId>,
}

/// Reads what a journal holds behind a head.
pub(crate) fn catch_up(
    connection: &Connection,
    territory: i64,
    kato: &str,
    head: &mut Head,
    mut each: impl FnMut(Foreign),
) -> Result<(), Fault> {
    let mut number = head.number;
    journal::read_behind(connection, territory, kato, head, |body, touched| {
        number += 1;
        let broken = |cause: String| Fault::JournalBroken { territory: kato.to_owned(), entry: number, cause };
        let text = std::str::from_utf8(body).map_err(|cause| broken(cause.to_string()))?;
        let (_, id, recorded) = body::read(text).map_err(|cause| broken(cause.to_string()))?;
        let touched = touched.and_then(Touched::from_bytes);
        let asked_of = match touched {
            Some(_) => None,
            None => body::asked_of(body).map_err(|cause| broken(cause.to_string()))?,
        };
        each(Foreign { id, recorded, touched, asked_of });
        Ok(())
    })
}
