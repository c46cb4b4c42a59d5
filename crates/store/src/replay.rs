//! Start: the state of a town is its journal, applied from the first entry.

use crate::body;
use crate::journal::{self, Head};
use crate::sql::Connection;
use crate::{Database, Fault, town};
use admission::Territory;
use jiff::Timestamp;
use std::sync::mpsc::{SyncSender, sync_channel};

/// Bytes of bodies that go from the reading thread to the applying one at a time.
const CHUNK_BYTES: usize = 256 * 1024;

/// Chunks that may wait in between.
const CHUNKS_WAITING: usize = 8;

/// A journal being applied.
#[derive(Debug, Clone)]
pub(crate) struct Replay {
    pub(crate) state: Territory,
    /// The instant of the last entry.
    pub(crate) last_at: Timestamp,
}

impl Default for Replay {
    fn default() -> Self {
        Self { state: Territory::default(), last_at: Timestamp::MIN }
    }
}

impl Replay {
    /// Applies the entry of that number.
    fn take(&mut self, body: &[u8], number: u64) -> Result<(), String> {
        let past = body::read_past(body).map_err(|cause| cause.to_string())?;
        if past.number != number {
            return Err(format!("its bytes say that it is entry {}", past.number));
        }
        for event in &past.events {
            self.state.apply(event);
        }
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
    Ok(replay.state)
}

/// The bodies of every journal of a database, town by town, their chains checked: for figures and proofs.
///
/// # Errors
/// When the database cannot be read, or a journal is broken.
pub fn journal_bodies(database: impl Into<Database>) -> Result<Vec<Vec<u8>>, Fault> {
    let database = database.into();
    // A line to a server may not be waited for on a thread that serves others.
    std::thread::scope(|scope| scope.spawn(|| read_bodies(&database)).join())
        .map_err(|_| Fault::unavailable(&"the thread that read the journals panicked"))?
}

fn read_bodies(database: &Database) -> Result<Vec<Vec<u8>>, Fault> {
    let fault = Fault::database("reading the journals");
    let connection = database.open_reader().map_err(&fault)?;
    let mut bodies = Vec::new();
    for (territory, kato, _) in town::read_all(&connection).map_err(&fault)? {
        let mut head = Head::before_first(kato.as_str());
        journal::read_behind(&connection, territory, kato.as_str(), &mut head, |body| {
            bodies.push(body.to_vec());
            Ok(())
        })?;
    }
    Ok(bodies)
}

/// Bodies on their way from the thread that reads and checks to the one that applies.
#[derive(Default)]
struct Chunk {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Chunk {
    fn bodies(&self) -> impl Iterator<Item = &[u8]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| &self.bytes[start..end])
    }
}

/// Replays the journal of a territory, its hash chain checked. One thread reads and hashes, another parses and applies.
pub(crate) fn replay_from_start(connection: &Connection, territory: i64, kato: &str) -> Result<(Replay, Head), Fault> {
    let (sender, receiver) = sync_channel::<Chunk>(CHUNKS_WAITING);
    std::thread::scope(|scope| {
        let applying = scope.spawn(move || {
            let mut replay = Replay::default();
            let (mut number, mut last) = (0, Vec::new());
            for chunk in receiver {
                for body in chunk.bodies() {
                    number += 1;
                    replay.take(body, number).map_err(|cause| (number, cause))?;
                }
                if let Some(body) = chunk.bodies().last() {
                    last = body.to_vec();
                }
            }
            if number > 0 {
                replay.date_by(&last).map_err(|cause| (number, cause))?;
            }
            Ok(replay)
        });
        let read = read_in_chunks(connection, territory, kato, &sender);
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
) -> Result<Head, Fault> {
    let mut head = Head::before_first(kato);
    let mut chunk = Chunk::default();
    journal::read_behind(connection, territory, kato, &mut head, |body| {
        chunk.bytes.extend_from_slice(body);
        chunk.ends.push(chunk.bytes.len());
        if chunk.bytes.len() >= CHUNK_BYTES {
            // The other thread is gone only if an entry did not parse; it says so itself.
            let _ = sender.send(std::mem::take(&mut chunk));
        }
        Ok(())
    })?;
    let _ = sender.send(chunk);
    Ok(head)
}

/// Applies what a journal holds behind a head.
pub(crate) fn catch_up(
    connection: &Connection,
    territory: i64,
    kato: &str,
    head: &mut Head,
    mut each: impl FnMut(crate::Recorded),
) -> Result<(), Fault> {
    let mut number = head.number;
    journal::read_behind(connection, territory, kato, head, |body| {
        number += 1;
        let broken = |cause: String| Fault::JournalBroken { territory: kato.to_owned(), entry: number, cause };
        let text = std::str::from_utf8(body).map_err(|cause| broken(cause.to_string()))?;
        let (_, recorded) = body::read(text).map_err(|cause| broken(cause.to_string()))?;
        each(recorded);
        Ok(())
    })
}
