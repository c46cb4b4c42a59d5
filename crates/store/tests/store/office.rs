//! The office: kindergartens, groups, reviews, the words of a day.

use crate::fixture::{CLERK, Fixture, family, three};
use admission::{Class, Ground, GroundReason, GroupId, Kind, KindergartenId, Refusal};
use jiff::civil::date;
use store::{
    CommandId, Fault, Hours, Language, NewApplication, NewGroup, NewKindergarten, Point, ReviewDecision, ReviewFilter,
    ReviewState, Verdict, Word,
};

const ALL_PENDING: ReviewFilter = ReviewFilter { pending_only: true, limit: 100, offset: 0 };

fn kindergarten(name: &str) -> NewKindergarten {
    NewKindergarten {
        names: three(name),
        address: three("Абай 1"),
        phone: "+7 7172 00 00 00".to_owned(),
        district: three("Есіл"),
        point: "51.128207, 71.430420".parse().ok(),
    }
}

fn new_group(kindergarten: KindergartenId) -> NewGroup {
    NewGroup {
        kindergarten,
        names: three("Балапан"),
        language: Language::Kk,
        kind: Kind::General,
        birth_years: vec![2022, 2021, 2022],
        hours: Hours::FullDay,
        capacity: 25,
    }
}

#[tokio::test]
async fn kindergartens_and_groups_are_there_at_once_and_after_a_restart() {
    let town = Fixture::new().await;
    let first = town.town.register_kindergarten(kindergarten("Бөбек"), CLERK).await.unwrap();
    let second = town.town.register_kindergarten(kindergarten("Айгөлек"), CLERK).await.unwrap();
    assert_eq!((first, second), (KindergartenId(1), KindergartenId(2)));
    let id = CommandId::random();
    let group = town.town.open_group(new_group(second), CLERK, id).await.unwrap().unwrap();
    assert_eq!(town.town.open_group(new_group(second), CLERK, id).await.unwrap(), Ok(group));
    let other = town.town.open_group(new_group(second), CLERK, CommandId::random()).await.unwrap().unwrap();
    assert_eq!((group, other), (GroupId(1), GroupId(2)));
    let moved = NewKindergarten { point: None, ..kindergarten("Бөбек 2") };
    town.town.update_kindergarten(first, moved, CLERK).await.unwrap();
    let registry = town.town.registry();
    let points: Vec<_> = registry.kindergartens.values().map(|kindergarten| kindergarten.point).collect();
    assert_eq!(points, [None, Point::of_millionths(51_128_207, 71_430_420)]);
    assert_eq!(registry.kindergartens[&first].names.kk, "Бөбек 2");
    assert_eq!(registry.groups[&group].birth_years, [2021, 2022]);
    assert_eq!(registry.groups_of(second).count(), 2);
    let town = town.reopened().await;
    assert_eq!(town.town.registry(), registry);
}

#[tokio::test]
async fn what_names_no_kindergarten_is_told_so() {
    let town = Fixture::new().await;
    let nowhere = KindergartenId(9);
    let opened = town.town.open_group(new_group(nowhere), CLERK, CommandId::random()).await;
    assert!(matches!(opened, Err(Fault::Unknown("kindergarten"))));
    let changed = town.town.update_kindergarten(nowhere, kindergarten("?"), CLERK).await;
    assert!(matches!(changed, Err(Fault::Unknown("kindergarten"))));
}

#[tokio::test]
async fn a_ground_is_confirmed_and_revoked_and_its_review_says_so() {
    let town = Fixture::new().await;
    let submit = |new| town.town.submit_application(new, CommandId::random());
    let one = submit(family(None)).await.unwrap().unwrap().application;
    let other = NewApplication { kind: Kind::Correctional, ..family(None) };
    let other = submit(other).await.unwrap().unwrap().application;
    let pending = town.town.reviews(ALL_PENDING).await.unwrap();
    let listed: Vec<_> = pending.iter().map(|one| (one.application, one.ground, one.code.as_deref())).collect();
    let claimed = Ground::Claimed(0);
    assert_eq!(listed.len(), 3);
    assert_eq!(listed[0], (one, claimed, Some("large_family")));
    assert!(listed.contains(&(other, Ground::Conclusion, None)));

    let decision = ReviewDecision {
        application: one,
        ground: claimed,
        verdict: Verdict::Confirm,
        reason: GroundReason::DocumentProves,
        document_on: Some(date(2026, 1, 15)),
        expires_on: Some(date(2026, 3, 5)),
    };
    assert_eq!(town.town.decide_review(decision.clone(), CLERK, CommandId::random()).await.unwrap(), Ok(()));
    assert_eq!(town.town.review_count(true).await.unwrap(), 2);
    let review = town.town.reviews_of(one).await.unwrap().remove(0);
    assert_eq!((review.state, review.decided_by), (ReviewState::Confirmed, Some(CLERK)));
    assert_eq!((review.document_on, review.expires_on), (decision.document_on, decision.expires_on));
    assert_eq!(town.town.state().application(one).unwrap().class(), Class::FirstPriority);

    town.move_to("2026-03-06T04:00:00Z").await;
    assert_eq!(town.town.reviews_of(one).await.unwrap()[0].state, ReviewState::Lapsed);
    let revoke = ReviewDecision { verdict: Verdict::Revoke, reason: GroundReason::CircumstanceEnded, ..decision };
    town.town.decide_review(revoke, CLERK, CommandId::random()).await.unwrap().unwrap();
    assert_eq!(town.town.reviews_of(one).await.unwrap()[0].state, ReviewState::Revoked);
}

#[tokio::test]
async fn a_refused_decision_leaves_the_review_as_it_was() {
    let town = Fixture::new().await;
    let one = town.town.submit_application(family(None), CommandId::random()).await.unwrap().unwrap().application;
    town.done(admission::Command::WithdrawApplication { application: one }).await;
    let decision = ReviewDecision {
        application: one,
        ground: Ground::Claimed(0),
        verdict: Verdict::Reject,
        reason: GroundReason::DocumentMissing,
        document_on: None,
        expires_on: None,
    };
    let refused = town.town.decide_review(decision, CLERK, CommandId::random()).await.unwrap();
    assert_eq!(refused, Err(Refusal::Closed));
    assert_eq!(town.town.reviews_of(one).await.unwrap()[0].state, ReviewState::Pending);
    assert_eq!((town.town.review_count(true).await.unwrap(), town.town.review_count(false).await.unwrap()), (0, 1));
}

#[tokio::test]
async fn the_last_word_of_a_day_counts_and_each_day_begins_silent() {
    let town = Fixture::new().await;
    let kindergarten = town.town.register_kindergarten(kindergarten("Бөбек"), CLERK).await.unwrap();
    let group = town.town.open_group(new_group(kindergarten), CLERK, CommandId::random()).await.unwrap().unwrap();
    let monday = date(2026, 3, 2);
    assert!(town.town.words_of_day(monday).await.unwrap().is_empty());
    town.town.say_nothing_today(kindergarten, CLERK).await.unwrap();
    assert_eq!(town.town.words_of_day(monday).await.unwrap()[&kindergarten].word, Word::Nothing);
    town.done(admission::Command::ReportPlaces { group, birth_year: 2022, places: 2 }).await;
    assert_eq!(town.town.words_of_day(monday).await.unwrap()[&kindergarten].word, Word::Reported);
    town.refused(admission::Command::ReportPlaces { group, birth_year: 1999, places: 2 }).await;
    town.move_to("2026-03-02T20:00:00Z").await;
    assert!(town.town.words_of_day(date(2026, 3, 3)).await.unwrap().is_empty());
    town.town.say_nothing_today(kindergarten, CLERK).await.unwrap();
    assert_eq!(town.town.words_of_day(date(2026, 3, 3)).await.unwrap().len(), 1);
}
