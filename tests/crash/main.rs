//! The server is killed at random moments while families apply and take places. What it had answered is true for ever,
//! what it had not may be asked again, and nothing happens twice.

mod program;
mod stage;
mod story;
mod town;
mod visitor;

use program::Program;
use stage::Stage;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::mpsc;
use std::time::Duration;
use store::{Clock, CommandId, Who};
use story::Story;
use town::Town;

/// How often the server is killed.
const KILLS: usize = 100;
/// Families that act at the same time.
const FAMILIES: usize = 4;
/// The server is killed after that many answers at most, counted from its start.
const ANSWERS_BEFORE_KILL_MAX: u64 = 24;
/// And at most so long after the last of them, so that the kill falls into any phase of a write.
const MICROSECONDS_BEFORE_KILL_MAX: u64 = 4_000;
/// A server that gives no answer for so long has a defect.
const SILENCE_MAX: Duration = Duration::from_secs(30);

/// A random number below a bound.
fn below(bound: u64) -> u64 {
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&CommandId::random().0[8..]);
    (u64::from_be_bytes(bytes) & (u64::MAX >> 2)) % bound
}

/// Lets families act on a server that is killed again and again; gives back what they were answered.
fn live_through_kills(data: &std::path::Path, town: &Town) -> Vec<Story> {
    let stage = Stage::default();
    let (answered, answers) = mpsc::channel();
    std::thread::scope(|scope| {
        let _curtain = stage.curtain();
        let families: Vec<_> = (0..FAMILIES)
            .map(|family| {
                let (stage, answered) = (&stage, answered.clone());
                scope.spawn(move || story::live(stage, town, family, FAMILIES, &answered))
            })
            .collect();
        for _ in 0..KILLS {
            let program = Program::start(data, &[]);
            stage.opens_at(program.address);
            for _ in 0..=below(ANSWERS_BEFORE_KILL_MAX) {
                let answer = answers.recv_timeout(SILENCE_MAX);
                assert!(answer.is_ok(), "no answer for {SILENCE_MAX:?}; the last trouble: {}", stage.last_trouble());
            }
            // The point of the wait is that nobody knows where it ends.
            let _ = answers.recv_timeout(Duration::from_micros(below(MICROSECONDS_BEFORE_KILL_MAX)));
            program.kill();
        }
        let program = Program::start(data, &[]);
        stage.closes_at(program.address);
        let mut stories = Vec::new();
        for family in families {
            stories.extend(family.join().expect("a family found a lost or a doubled act"));
        }
        // Long after: every answer is still the same.
        for story in &mut stories {
            story.tell_again(&stage, town);
        }
        program.kill();
        stories
    })
}

#[test]
fn what_was_answered_outlives_a_hundred_kills_and_nothing_happens_twice() {
    let data = tempfile::tempdir().expect("a folder for the data");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime for the store");
    let town = runtime.block_on(Town::found(data.path()));

    let stories = live_through_kills(data.path(), &town);

    runtime.block_on(async {
        let store = town::open(data.path(), Clock::real());
        let served = town::town_of(&store);
        let mut ids = BTreeSet::new();
        let mut referred = BTreeMap::new();
        for story in &stories {
            let id = served.find_by_number_and_code(&story.number, &story.code).await.expect("the store can be read");
            let Some(Who::Family(_, id)) = id else { panic!("the application with number {} is lost", story.number) };
            assert!(ids.insert(id), "two families were given the same application");
            let state = served.state();
            let referral = state.application(id).and_then(|application| application.referral().map(|it| it.group));
            assert_eq!(referral, story.taken(&town), "what the family was told and what is true differ");
            if let Some(group) = referral {
                *referred.entry(group).or_insert(0) += 1;
            }
        }
        let state = served.state();
        assert_eq!(state.application_count(), stories.len(), "an application exists that no family made");
        for (group, places) in town.groups.iter().zip(town::PLACES) {
            assert!(referred.get(group).copied().unwrap_or(0) <= places, "a place was given twice");
        }
        assert_eq!(referred.get(&town.groups[1]).copied(), Some(town::PLACES[1]), "the last places were not raced for");
        drop(state);
        store.shutdown().await;
    });
    let retold: usize = stories.iter().map(|story| story.retries).sum();
    println!("{KILLS} kills, {} families, {} acts were asked again", stories.len(), retold);
    assert!(stories.len() >= 3 * KILLS, "only {} families acted", stories.len());
    assert!(retold >= KILLS / 4, "only {retold} acts were cut off by a kill: the load was too thin");
}
