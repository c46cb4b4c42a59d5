//! What earlier releases wrote: it is read to the same end for ever.

use crate::fixture::Fixture;

/// The first release's journal: whatever the store becomes, it reads this to the same end.
#[test]
fn the_journal_of_the_first_release_still_replays() {
    let golden = include_str!("../golden/v1.jsonl");
    let state = store::replay(golden.lines().map(str::as_bytes)).unwrap();
    assert_eq!(summary(&state), include_str!("../golden/v1.expected"));
}

/// One line for each application: its sign, what it is doing, its place.
fn summary(state: &admission::Territory) -> String {
    let line = |one: &admission::Application| {
        let place = state.position(one.id()).map_or("-".to_owned(), |place| place.to_string());
        format!("{} {:?} {place}\n", one.id(), one.status())
    };
    state.applications().map(line).collect()
}

/// The two files that this leaves in the build's temporary folder are what a release keeps as its golden journal.
#[tokio::test]
async fn the_journal_of_this_release_replays_to_what_was_lived() {
    use proptest::strategy::{Strategy, ValueTree};
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let town = Fixture::new().await;
    let lives = (0..5).flat_map(|_| crate::acts::happenings().new_tree(&mut runner).unwrap().current());
    crate::batches::live(&town, &lives.collect::<Vec<_>>(), 1).await;
    let expected = summary(&town.replayed());
    assert_eq!(expected, summary(&town.town.state()));
    let kept = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    std::fs::write(kept.join("golden.jsonl"), town.bodies().join("\n") + "\n").unwrap();
    std::fs::write(kept.join("golden.expected"), expected).unwrap();
}
