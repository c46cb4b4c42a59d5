//! Twins are joined by birth dates that only their sealed records know; and which families have been reached.

use crate::fixture::{CLERK, Fixture, done_at, family};
use admission::{ApplicationId, KindergartenId, Refusal};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use store::{AccountId, CommandId, KindergartenAct, NewApplication, TwinsFault};

async fn born(town: &Fixture, on: Date) -> ApplicationId {
    let new = NewApplication { born_on: on, ..family(None) };
    town.town.submit_application(new, CommandId::random()).await.unwrap().unwrap().application
}

#[tokio::test]
async fn twins_are_joined_where_their_sealed_birth_dates_lie_within_a_month() {
    let town = Fixture::new().await;
    let [one, other, later] = [
        born(&town, date(2022, 5, 17)).await,
        born(&town, date(2022, 6, 17)).await,
        born(&town, date(2022, 6, 18)).await,
    ];
    let join = async |pair, id| town.town.join_twins(pair, CLERK, id).await.unwrap();
    assert_eq!(join([one, later], CommandId::random()).await, Err(TwinsFault::BornApart));
    let nobody = [one, ApplicationId(77)];
    let unknown = Err(TwinsFault::Refused(Refusal::UnknownApplication));
    assert_eq!(join(nobody, CommandId::random()).await, unknown);
    let act = CommandId::random();
    for _ in 0..2 {
        assert_eq!(join([one, other], act).await, Ok(()), "the same form again");
    }
    let joined = Err(TwinsFault::Refused(Refusal::AlreadyJoined));
    assert_eq!(join([later, other], CommandId::random()).await, joined);
    assert_eq!(town.town.state().twins(), [[one, other]]);
    assert!(!town.bodies().last().unwrap().contains("2022-0"), "no birth date goes into the journal");
    assert!(town.is_as_replayed());
    assert_eq!(town.reopened().await.town.state().twin_of(other), Some(one));
}

#[tokio::test]
async fn a_family_is_reached_by_a_word_of_the_staff_or_where_it_came_with_an_older_queue() {
    let town = Fixture::new().await;
    let new = born(&town, date(2022, 5, 17)).await;
    let earlier: Timestamp = "2025-05-05T05:00:00Z".parse().unwrap();
    let taken_over = NewApplication { earlier: Some(earlier), ..family(None) };
    let taken_over = town.town.submit_application(taken_over, CommandId::random()).await.unwrap().unwrap().application;
    let reached = async |town: &Fixture| {
        let found = town.town.reached(&[new, taken_over]).await.unwrap();
        [new, taken_over].map(|one| found.contains(&one))
    };
    assert_eq!(reached(&town).await, [false, true]);
    assert!(!town.town.applicant(new).await.unwrap().unwrap().is_reached);
    for by in [Some((AccountId(7), KindergartenId(1))), Some((AccountId(8), KindergartenId(1))), None] {
        town.town.note_reached(new, by).await.unwrap();
    }
    assert_eq!(reached(&town).await, [true, true]);
    let by = "SELECT CAST(reached_by AS TEXT) FROM application WHERE reached_by IS NOT NULL";
    assert_eq!(town.tables.texts(by), ["7"], "the first word stays");
    let met = done_at(&town, KindergartenId(1)).await;
    assert_eq!(met, [(KindergartenAct::ParentMet { application: new }, AccountId(7))]);
    let town = town.reopened().await;
    assert_eq!(reached(&town).await, [true, true]);
}
