//! Batches: nobody can tell how many were served by one flush.

use crate::acts::{self, Happening};
use crate::fixture::{Fixture, claim, group, report, submit};
use admission::{Refusal, Status};
use proptest::prelude::*;
use store::{Act, CommandId, Recorded};

fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

/// Lets happenings happen; those between two moves of the clock are handed in `together` at a time.
pub(crate) async fn live(town: &Fixture, happenings: &[Happening], together: usize) -> Vec<Recorded> {
    let mut answers = Vec::new();
    for command in acts::groups() {
        town.done(command).await;
    }
    let mut waiting = Vec::new();
    for (number, happening) in happenings.iter().enumerate() {
        if !happening.later.is_zero() || waiting.len() >= together {
            answers.extend(finish(&mut waiting).await);
            town.store.clock().move_to(town.store.clock().now() + happening.later);
        }
        let act = Act {
            command: happening.command.clone(),
            by: crate::fixture::CLERK,
            command_id: CommandId::derived(&[&number.to_string()]),
        };
        let handed = std::sync::Arc::clone(&town.town);
        // On a runtime of one thread, tasks run in the order in which they were spawned.
        waiting.push(tokio::spawn(async move { handed.act(act).await.unwrap() }));
    }
    answers.extend(finish(&mut waiting).await);
    answers
}

async fn finish(waiting: &mut Vec<tokio::task::JoinHandle<Recorded>>) -> Vec<Recorded> {
    let mut answers = Vec::new();
    for one in waiting.drain(..) {
        answers.push(one.await.unwrap());
    }
    answers
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn batches_of_any_size_give_the_same_journal(happenings in acts::happenings(), together in 2usize..40) {
        block_on(async {
            let (alone, batched) = (Fixture::new().await, Fixture::new().await);
            // Command ids of the groups are random; the rest of the journal is compared byte for byte.
            let one = live(&alone, &happenings, 1).await;
            let many = live(&batched, &happenings, together).await;
            prop_assert_eq!(one, many);
            let groups = acts::groups().len();
            prop_assert_eq!(&alone.bodies()[groups + 1..], &batched.bodies()[groups + 1..]);
            Ok(())
        })?;
    }

    #[test]
    fn what_readers_see_is_what_the_journal_says(happenings in acts::happenings(), together in 1usize..40) {
        block_on(async {
            let town = Fixture::new().await;
            live(&town, &happenings, together).await;
            prop_assert!(town.is_as_replayed());
            let town = town.reopened().await;
            prop_assert!(town.is_as_replayed());
            Ok(())
        })?;
    }
}

/// A town in which one place is open to all.
async fn with_one_open_place() -> Fixture {
    let town = Fixture::new().await;
    town.done(group(1)).await;
    town.done(report(1)).await;
    town.move_to("2026-03-10T04:00:00Z").await;
    town
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_families_who_race_for_the_last_place_exactly_one_wins() {
    let town = with_one_open_place().await;
    for application in 1..=50 {
        town.done(submit(application)).await;
    }
    let mut racing = Vec::new();
    for application in 1..=50 {
        let served = std::sync::Arc::clone(&town.town);
        let act = Act { command: claim(application), by: crate::fixture::CLERK, command_id: CommandId::random() };
        racing.push(tokio::spawn(async move { served.act(act).await.unwrap().outcome }));
    }
    let mut winners = 0;
    for family in racing {
        match family.await.unwrap() {
            Ok(_) => winners += 1,
            Err(refusal) => assert_eq!(refusal, Refusal::NoPlace),
        }
    }
    let referred = town.town.state().applications().filter(|one| one.status() == Status::Referred).count();
    assert_eq!((winners, referred), (1, 1));
}

#[tokio::test]
async fn many_acts_handed_in_together_are_decided_in_their_order() {
    let town = Fixture::new().await;
    let act = |command| Act { command, by: crate::fixture::CLERK, command_id: CommandId::random() };
    let acts = (1..=500).flat_map(|one| {
        [submit(one), admission::Command::PauseApplication { application: admission::ApplicationId(one) }]
    });
    let answers = town.town.act_all(acts.map(act).collect()).await.unwrap();
    let entries: Vec<u64> = answers.iter().map(|answer| answer.entry).collect();
    assert_eq!(entries, (2..=1001).collect::<Vec<_>>());
    assert!(answers.iter().all(|answer| answer.outcome.is_ok()));
}

#[tokio::test]
async fn a_family_that_stops_waiting_is_served_all_the_same() {
    let town = Fixture::new().await;
    let act = Act { command: submit(1), by: crate::fixture::CLERK, command_id: CommandId::random() };
    let retry = act.clone();
    let gone = std::sync::Arc::clone(&town.town);
    let _ = tokio::time::timeout(std::time::Duration::ZERO, async move { gone.act(act).await }).await;
    assert!(town.town.act(retry).await.unwrap().outcome.is_ok());
    assert_eq!(town.town.state().application_count(), 1);
}
