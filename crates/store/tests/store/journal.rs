//! The journal: recorded once, never lost, never changed unseen.

use crate::fixture::{Fixture, at, claim, group, kato, key, report, submit};
use admission::{Command, Refusal};
use store::{Clock, CommandId, Fault, MasterKey, Store};

#[tokio::test]
async fn a_repeated_request_gets_the_recorded_answer_also_after_a_restart() {
    let town = Fixture::new().await;
    let (submitted, claimed) = (CommandId::random(), CommandId::random());
    let first = town.act_as(submit(1), submitted).await.unwrap();
    let refused = town.act_as(claim(1), claimed).await.unwrap();
    assert_eq!(refused.outcome, Err(Refusal::UnknownGroup));
    town.done(group(1)).await;
    assert_eq!(town.act_as(submit(1), submitted).await.unwrap(), first);
    assert_eq!(town.act_as(claim(1), claimed).await.unwrap(), refused);
    let entries = town.bodies().len();
    let town = town.reopened().await;
    assert_eq!(town.act_as(submit(1), submitted).await.unwrap(), first);
    assert_eq!(town.act_as(claim(1), claimed).await.unwrap(), refused);
    assert_eq!(town.bodies().len(), entries);
}

#[tokio::test]
async fn an_entry_reads_as_the_design_says() {
    let town = Fixture::new().await;
    let id: CommandId = "8f14e45f-ceea-467f-8d54-0123456789ab".parse().unwrap();
    town.act_as(Command::PassAccess { application: admission::ApplicationId(33) }, id).await.unwrap();
    let expected = "{\"number\":2,\"at\":\"2026-03-02T04:00:00Z\",\"by\":{\"role\":\"office\",\"id\":\"00000007\"},\
                    \"id\":\"8f14e45f-ceea-467f-8d54-0123456789ab\",\"command\":{\"pass_access\":{\"application\":\
                    \"00000011\"}},\"outcome\":{\"refused\":\"unknown_application\"}}";
    assert_eq!(town.bodies()[1], expected);
}

#[tokio::test]
async fn the_instants_of_a_journal_never_go_back() {
    let town = Fixture::new().await;
    town.done(submit(1)).await;
    town.store.clock().set(at("2026-03-01T04:00:00Z"));
    assert_eq!(town.act(submit(2)).await.at, at("2026-03-02T04:00:00Z"));
    town.store.clock().set(at("2026-03-02T04:00:00.123456789Z"));
    assert_eq!(town.act(submit(3)).await.at, at("2026-03-02T04:00:00.123456Z"));
}

#[tokio::test]
async fn an_entry_changed_by_one_byte_is_found_at_start_and_named() {
    let town = Fixture::new().await;
    for application in 1..=5 {
        town.done(submit(application)).await;
    }
    let tables = town.closed().await;
    tables.run("UPDATE entry SET body = replace(body, '2022', '2021') WHERE number = 4");
    let fault = Store::open(tables.database(), key(), Clock::freeze_at(at("2026-03-02T04:00:00Z"))).unwrap_err();
    assert!(matches!(&fault, Fault::JournalBroken { territory, entry: 4, .. } if territory == "710000000"), "{fault}");
}

#[tokio::test]
async fn an_entry_taken_out_is_found_at_start() {
    let town = Fixture::new().await;
    for application in 1..=5 {
        town.done(submit(application)).await;
    }
    let tables = town.closed().await;
    tables.run("DELETE FROM entry WHERE number = 3");
    let fault = Store::open(tables.database(), key(), Clock::real()).unwrap_err();
    assert!(matches!(fault, Fault::JournalBroken { entry: 3, .. }), "{fault}");
}

#[tokio::test]
async fn a_cut_off_end_of_the_journal_is_found_at_start() {
    let town = Fixture::new().await;
    for application in 1..=5 {
        town.done(submit(application)).await;
    }
    let tables = town.closed().await;
    tables.run("DELETE FROM entry WHERE number = 6");
    let fault = Store::open(tables.database(), key(), Clock::real()).unwrap_err();
    assert!(matches!(fault, Fault::JournalBroken { entry: 6, .. }), "{fault}");
}

#[tokio::test]
async fn another_master_key_is_told_before_anything_is_sealed_under_it() {
    let tables = Fixture::new().await.closed().await;
    let fault = Store::open(tables.database(), MasterKey::from_bytes([1; 32]), Clock::real()).unwrap_err();
    assert!(matches!(fault, Fault::WrongMasterKey));
}

#[tokio::test]
async fn a_batch_that_cannot_be_written_changes_nothing_and_the_next_one_goes_on() {
    let town = Fixture::new().await;
    town.done(submit(1)).await;
    let before = town.bodies();
    town.tables.fill_the_disk();
    let id = CommandId::random();
    let answer = town.act_as(submit(2), id).await;
    assert!(matches!(answer, Err(Fault::Unavailable { .. })), "{answer:?}");
    assert_eq!((town.town.state().application_count(), town.bodies()), (1, before));
    town.tables.make_room();
    assert!(town.act_as(submit(2), id).await.unwrap().outcome.is_ok());
    town.done(group(1)).await;
    town.done(report(1)).await;
    assert!(town.is_as_replayed());
    assert_eq!(town.town.state().application_count(), 2);
}

#[tokio::test]
async fn a_commit_that_fails_at_the_last_moment_is_forgotten() {
    let town = Fixture::new().await;
    town.tables.break_commits();
    let answer = town.act_as(submit(1), CommandId::random()).await;
    assert!(matches!(answer, Err(Fault::Unavailable { .. })), "{answer:?}");
    assert_eq!((town.town.state().application_count(), town.bodies().len()), (0, 1));
    town.tables.mend_commits();
    town.done(submit(1)).await;
    assert!(town.is_as_replayed());
}

#[tokio::test]
async fn a_second_town_of_the_same_code_or_an_unknown_zone_is_refused() {
    let town = Fixture::new().await;
    let again = town.store.found_town(crate::fixture::new_town()).await;
    assert!(matches!(again, Err(Fault::TownExists(code)) if code == kato().as_str()));
    let nowhere = store::NewTown { zone: "Asia/Nowhere".into(), ..crate::fixture::new_town() };
    assert!(matches!(town.store.found_town(nowhere).await, Err(Fault::UnknownZone(_))));
}

#[tokio::test]
async fn two_towns_share_a_file_and_nothing_else() {
    let town = Fixture::new().await;
    let code: admission::Kato = "750000000".parse().unwrap();
    let new = store::NewTown { kato: code.clone(), ..crate::fixture::new_town() };
    let other = town.store.found_town(new).await.unwrap();
    let id = CommandId::random();
    let act = store::Act { command: submit(1), by: crate::fixture::CLERK, command_id: id };
    assert_eq!(town.town.act(act.clone()).await.unwrap().entry, 2);
    assert_eq!(other.act(act).await.unwrap().entry, 2);
    town.done(submit(2)).await;
    let town = town.reopened_at(at("2026-03-02T14:00:00Z")).await;
    let count = |code| town.store.town(code).unwrap().state().application_count();
    assert_eq!((count(&kato()), count(&code)), (2, 1));
    let steps = town.bodies().iter().filter(|body| body.contains("bulletin_published")).count();
    assert_eq!(steps, 2);
}

#[tokio::test]
async fn after_shutdown_everything_is_refused() {
    let town = Fixture::new().await;
    town.done(submit(1)).await;
    town.store.shutdown().await;
    assert!(matches!(town.act_as(submit(2), CommandId::random()).await, Err(Fault::ShutDown)));
    assert!(!town.store.is_writing());
}
