//! A journal as the store writes it, and what a start makes of it.

use crate::say;
use crate::town::Town;
use admission::{Calendar, Command, Kato, Policy};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Instant;
use store::{Act, Actor, Clock, CommandId, MasterKey, Names, NewTown, Store};

/// Requests that wait for an answer at a time while the journal is being written.
const AT_A_TIME: usize = 8000;

/// Writes a journal of that many applications through the real store, then measures how it comes back: the whole start
/// from disk with its hash chain checked, and the bodies alone. The rival parses the same bytes and does nothing else.
pub(crate) fn bench(applications: u64) {
    let data = directory();
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a bench can start a runtime");
    let (entries, write_seconds) = runtime.block_on(write(&data, applications));

    let started = Instant::now();
    let store = open(&data);
    let start_seconds = started.elapsed().as_secs_f64();
    let counted: usize = store.territories().iter().map(|town| town.state().application_count()).sum();
    assert_eq!(counted as u64, applications, "every acknowledged application is there after a start");
    runtime.block_on(store.shutdown());

    let bodies = store::journal_bodies(&data).expect("the journal just written can be read");
    let bytes: usize = bodies.iter().map(Vec::len).sum();
    let started = Instant::now();
    let territory = store::replay(bodies.iter().map(Vec::as_slice)).expect("a journal just written replays");
    let replay_seconds = started.elapsed().as_secs_f64();
    black_box(territory.application_count());
    let started = Instant::now();
    for body in &bodies {
        black_box(serde_json::from_slice::<Value>(body).expect("an entry is JSON"));
    }
    let rival_seconds = started.elapsed().as_secs_f64();

    let per_second = |seconds: f64| (entries as f64 / seconds).round();
    say(&json!({
        "bench": "replay", "store": "core", "applications": applications, "entries": entries,
        "bytes_per_entry": bytes / bodies.len().max(1), "seconds": rounded(replay_seconds),
        "entries_per_second": per_second(replay_seconds), "rival": "the same bytes parsed as JSON values, not applied",
        "rival_entries_per_second": per_second(rival_seconds), "ratio": rounded(rival_seconds / replay_seconds),
    }));
    say(&json!({
        "bench": "start", "store": "sqlite", "applications": applications, "entries": entries,
        "seconds": rounded(start_seconds), "entries_per_second": per_second(start_seconds),
        "rival": "the same bytes parsed as JSON values, not applied, no disk", "rival_seconds": rounded(rival_seconds),
        "ratio": rounded(rival_seconds / start_seconds), "written_in_seconds": rounded(write_seconds),
    }));
    std::fs::remove_dir_all(&data).expect("the bench's own directory can be removed");
}

fn rounded(figure: f64) -> f64 {
    (figure * 1000.0).round() / 1000.0
}

fn directory() -> PathBuf {
    let path = std::env::temp_dir().join(format!("kezek-bench-{}", std::process::id()));
    std::fs::create_dir_all(&path).expect("a bench can make a directory for itself");
    path
}

fn open(data: &Path) -> Store {
    Store::open(data, MasterKey::from_bytes([7; 32]), Clock::freeze_at(founding())).expect("the store opens")
}

/// The first instant of the synthetic past.
fn founding() -> Timestamp {
    "2025-09-02T03:00:00Z".parse().expect("a literal instant")
}

/// Founds a town and writes the same applications that the bench of the rules makes. Says how many entries that gave.
async fn write(data: &Path, applications: u64) -> (usize, f64) {
    let store = open(data);
    let clock = store.clock().clone();
    let new = NewTown {
        kato: "990000000".parse::<Kato>().expect("nine digits"),
        names: Names::default(),
        zone: "Asia/Almaty".to_owned(),
        policy: Policy::default(),
        calendar: Calendar::default(),
    };
    let town = store.found_town(new).await.expect("an empty store takes a town");
    let mut acts = Vec::new();
    let mut made = Town::found(|command, at, _| acts.push((command.clone(), at)));
    made.fill(applications, 7, |command, at, _| acts.push((command.clone(), at)));
    let acts: Vec<_> =
        acts.into_iter().filter(|(command, _)| !matches!(command, Command::FoundTerritory { .. })).collect();
    let entries = acts.len() + 1;

    let started = Instant::now();
    for some in acts.chunks(AT_A_TIME) {
        clock.set(some.last().map_or_else(founding, |(_, at)| *at).max(clock.now()) + SignedDuration::from_micros(1));
        let requests = some.iter().map(|(command, _)| Act {
            command: command.clone(),
            by: Actor::IMPORT,
            command_id: CommandId::random(),
        });
        for recorded in town.act_all(requests.collect()).await.expect("the bench's store writes") {
            recorded.outcome.expect("a bench asks for what is allowed");
        }
    }
    let seconds = started.elapsed().as_secs_f64();
    store.shutdown().await;
    (entries, seconds)
}
