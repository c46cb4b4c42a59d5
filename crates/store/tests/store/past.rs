//! Why a place moved and what was opened: read from a part of the journal, and the same as from the whole.

use crate::acts;
use crate::batches::live;
use crate::fixture::{Fixture, group, submit};
use admission::{
    ApplicationId, Cause, Command, Event, Ground, GroundReason, Hindsight, PastOpening, QueueId, Territory, Watch,
};
use jiff::civil::Date;
use proptest::prelude::*;
use store::{Actor, DatedMove, Role};

/// The moves of an application by a replay of the whole journal.
fn moves_by_full_replay(town: &Fixture, id: ApplicationId) -> Vec<DatedMove> {
    let (watch, mut state, mut moves) = (Watch::over(id), Territory::default(), Vec::new());
    for (number, body) in (1..).zip(town.bodies()) {
        let entry: serde_json::Value = serde_json::from_str(&body).unwrap();
        let role: Role = serde_json::from_value(entry["by"]["role"].clone()).unwrap();
        let id: ApplicationId = serde_json::from_value(entry["by"]["id"].clone()).unwrap();
        let by = Actor { role, id: id.0 };
        let at = entry["at"].as_str().unwrap().parse().unwrap();
        let events: Vec<Event> = serde_json::from_value(entry["outcome"]["done"].clone()).unwrap_or_default();
        for event in events {
            let change = watch.apply(&mut state, &event);
            moves.extend(change.map(|change| DatedMove { entry: number, at, by, change }));
        }
    }
    moves
}

/// The openings of a queue by a replay of the whole journal.
fn openings_by_full_replay(town: &Fixture, queue: QueueId, since: Date) -> Vec<PastOpening> {
    let (mut hindsight, mut state) = (Hindsight::over(queue, since), Territory::default());
    for body in town.bodies() {
        let entry: serde_json::Value = serde_json::from_str(&body).unwrap();
        let events: Vec<Event> = serde_json::from_value(entry["outcome"]["done"].clone()).unwrap_or_default();
        events.iter().for_each(|event| hindsight.apply(&mut state, event));
    }
    hindsight.into_openings()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_read_from_a_part_of_the_journal_is_what_the_whole_says(happenings in acts::happenings()) {
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
            let town = Fixture::new().await;
            live(&town, &happenings, 20).await;
            let ids: Vec<_> = town.town.state().applications().map(admission::Application::id).collect();
            let mut told = Vec::new();
            for &id in &ids {
                let moves = town.town.moves(id).await.unwrap();
                prop_assert_eq!(&moves, &moves_by_full_replay(&town, id));
                told.push((moves, town.town.history(id).await.unwrap()));
            }
            let queues: Vec<_> = town.town.state().queues().map(admission::Queue::id).collect();
            for queue in queues {
                let openings = town.town.past_openings(queue, Date::MIN).await.unwrap();
                prop_assert_eq!(&openings, &openings_by_full_replay(&town, queue, Date::MIN));
                let later = openings.get(1).map_or(Date::MAX, |opening| opening.on);
                let rest = town.town.past_openings(queue, later).await.unwrap();
                prop_assert_eq!(rest, openings.into_iter().skip(1).collect::<Vec<_>>());
            }
            // The first release did not write beside an entry what it touches.
            town.tables.run("UPDATE entry SET touched = NULL WHERE number % 2 = 0");
            let town = town.reopened().await;
            for (&id, told) in ids.iter().zip(told) {
                prop_assert_eq!((town.town.moves(id).await.unwrap(), town.town.history(id).await.unwrap()), told);
            }
            Ok(())
        })?;
    }
}

#[tokio::test]
async fn a_large_family_moves_others_back_and_each_move_names_its_entry() {
    let town = Fixture::new().await;
    town.done(group(1)).await;
    town.done(submit(1)).await;
    town.done(submit(2)).await;
    let (application, ground) = (ApplicationId(2), Ground::Claimed(0));
    let confirm = Command::ConfirmGround {
        application,
        ground,
        reason: GroundReason::DocumentProves,
        document_on: None,
        expires_on: None,
        officials: None,
    };
    let entry = town.act(confirm).await.entry;
    let moves = town.town.moves(ApplicationId(1)).await.unwrap();
    let last = moves.last().unwrap();
    assert_eq!((last.entry, last.change.from, last.change.to, last.change.own), (entry, Some(1), Some(2), false));
    assert!(matches!(last.change.cause, Cause::GroundConfirmed(_)));
    assert!(town.town.moves(ApplicationId(99)).await.unwrap().is_empty());
}

#[tokio::test]
async fn the_history_of_an_application_has_every_entry_that_names_it() {
    let town = Fixture::new().await;
    town.done(submit(1)).await;
    town.done(submit(2)).await;
    town.refused(Command::PassAccess { application: ApplicationId(1) }).await;
    town.done(Command::PauseApplication { application: ApplicationId(1) }).await;
    let history = town.town.history(ApplicationId(1)).await.unwrap();
    let entries: Vec<_> = history.iter().map(|item| item.entry).collect();
    assert_eq!(entries, [2, 4, 5]);
    assert_eq!(history[1].outcome, Err(admission::Refusal::NoAccess));
    assert_eq!(history[2].by, crate::fixture::CLERK);
}
