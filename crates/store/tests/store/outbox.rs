//! What families are told: with the entry that causes it or not at all, once, at a decent hour, until it is known what
//! became of it.

use crate::fixture::{Fixture, MONDAY, at, claim, family, group, report, submit};
use admission::{ActReason, ApplicationId, Command, Ground, GroundReason, GroupId};
use jiff::{SignedDuration, Timestamp};
use store::{Channel, CommandId, Fate, Fault, Message, NewApplication, Occasion, Store, Tried};

/// A family that waits; with an e-mail address or without.
async fn waiting(town: &Fixture, has_email: bool) -> ApplicationId {
    let email = has_email.then(|| "dana@example.kz".to_owned());
    let new = NewApplication { email, ..family(None) };
    town.town.submit_application(new, CommandId::random()).await.unwrap().unwrap().application
}

async fn address_all(store: &Store) -> usize {
    let mut reached = 0;
    loop {
        match store.address_messages(2).await.unwrap() {
            0 => return reached,
            some => reached += some,
        }
    }
}

async fn told(town: &Fixture, application: ApplicationId) -> Vec<(Occasion, Channel)> {
    let mut messages = town.town.messages_of(application).await.unwrap();
    messages.reverse();
    messages.iter().map(|message| (message.occasion, message.channel)).collect()
}

/// Takes what is due and says how each went.
async fn send(store: &Store, tried: Tried) -> Vec<Message> {
    let due = store.take_due_messages(100).await.unwrap();
    for message in &due {
        store.message_was_tried(message, tried).await.unwrap();
    }
    due
}

#[tokio::test]
async fn what_an_entry_tells_is_written_with_it_and_outlives_a_restart() {
    let town = Fixture::new().await;
    let application = waiting(&town, true).await;
    let town = town.reopened().await;
    assert_eq!(town.store.outbox_length().await.unwrap(), 1);
    assert!(town.store.has_post().await.unwrap());
    assert_eq!(address_all(&town.store).await, 1);
    assert_eq!(town.store.outbox_length().await.unwrap(), 0);
    let received = Occasion::ApplicationReceived;
    assert_eq!(told(&town, application).await, [(received, Channel::Sms), (received, Channel::Email)]);
    let entry = town.town.messages_of(application).await.unwrap()[0].entry;
    assert!(town.bodies()[usize::try_from(entry).unwrap() - 1].contains("application_submitted"));
}

#[tokio::test]
async fn what_is_not_written_tells_nobody() {
    let town = Fixture::new().await;
    town.tables.break_commits();
    assert!(matches!(town.act_as(submit(1), CommandId::random()).await, Err(Fault::Unavailable { .. })));
    assert_eq!(town.store.outbox_length().await.unwrap(), 0);
    town.tables.mend_commits();
    town.refused(claim(1)).await;
    assert_eq!(town.store.outbox_length().await.unwrap(), 0, "a refusal is answered on the spot");
    let id = CommandId::random();
    town.act_as(submit(1), id).await.unwrap();
    town.act_as(submit(1), id).await.unwrap();
    assert_eq!(town.store.outbox_length().await.unwrap(), 1, "a retry tells nothing twice");
}

#[tokio::test]
async fn those_next_in_line_are_told_the_evening_before_and_the_same_get_access() {
    let town = Fixture::new().await;
    town.done(group(1)).await;
    let mut families = Vec::new();
    for _ in 0..4 {
        families.push(waiting(&town, false).await);
    }
    // The last one has a ground and will stand first.
    let (application, reason) = (families[3], GroundReason::DocumentProves);
    let ground = Ground::Claimed(0);
    town.done(Command::ConfirmGround {
        application,
        ground,
        reason,
        document_on: None,
        expires_on: None,
        officials: None,
    })
    .await;
    town.done(report(2)).await;
    address_all(&town.store).await;
    town.move_to("2026-03-02T13:00:00Z").await;
    address_all(&town.store).await;
    let mut near = Vec::new();
    for &family in &families {
        if told(&town, family).await.contains(&(Occasion::AccessNear, Channel::Sms)) {
            near.push(family);
        }
    }
    assert_eq!(near, [families[0], families[3]]);
    let evening = town.town.messages_of(families[0]).await.unwrap();
    assert_eq!(evening[0].due_at, at("2026-03-02T13:00:00Z"), "18:00 is a decent hour");
    town.move_to("2026-03-03T02:00:00Z").await;
    address_all(&town.store).await;
    let given = Occasion::AccessGiven;
    assert!(told(&town, families[0]).await.contains(&(given, Channel::Sms)));
    assert!(told(&town, families[3]).await.contains(&(given, Channel::Sms)));
    assert!(!told(&town, families[1]).await.contains(&(given, Channel::Sms)));
    let morning = town.town.messages_of(families[0]).await.unwrap();
    assert_eq!(morning[0].due_at, at("2026-03-03T04:00:00Z"), "no phone rings before 09:00");
}

#[tokio::test]
async fn sms_wait_for_a_working_day_and_letters_do_not() {
    let town = Fixture::new().await;
    for (written, sms_due) in [
        ("2026-03-02T15:59:59Z", "2026-03-02T15:59:59Z"),
        ("2026-03-02T16:00:00Z", "2026-03-03T04:00:00Z"),
        ("2026-03-03T03:59:59Z", "2026-03-03T04:00:00Z"),
        // Friday night, and Saturday.
        ("2026-03-06T18:00:00Z", "2026-03-09T04:00:00Z"),
        ("2026-03-07T07:00:00Z", "2026-03-09T04:00:00Z"),
    ] {
        town.store.clock().move_to(at(written));
        let application = waiting(&town, true).await;
        address_all(&town.store).await;
        let messages = town.town.messages_of(application).await.unwrap();
        let due = |channel| messages.iter().find(|message| message.channel == channel).unwrap().due_at;
        assert_eq!((due(Channel::Sms), due(Channel::Email)), (at(sms_due), at(written)), "written at {written}");
    }
}

#[tokio::test]
async fn a_family_that_wishes_so_is_told_by_night_and_on_days_off() {
    let town = Fixture::new().await;
    let friday_night = at("2026-03-06T18:00:00Z");
    town.store.clock().move_to(friday_night);
    let application = waiting(&town, false).await;
    address_all(&town.store).await;
    let due = async || town.town.messages_of(application).await.unwrap().iter().map(|it| it.due_at).collect::<Vec<_>>();
    assert_eq!(due().await, [at("2026-03-09T04:00:00Z")]);
    town.town.send_sms_at_any_hour(application, true).await.unwrap();
    assert_eq!(due().await, [friday_night], "what waits for Monday goes now");
    assert!(town.town.applicant(application).await.unwrap().unwrap().sms_at_any_hour);
    // A try that came to nothing does not wait for Monday either.
    assert_eq!(send(&town.store, Tried::Later(None)).await.len(), 1);
    assert_eq!(due().await, [friday_night + SignedDuration::from_mins(1)]);
    assert_eq!(send(&town.store, Tried::Sent).await.len(), 0, "not before its pause is over");
    let correct = Command::CorrectBirthYear { application, birth_year: 2023, reason: ActReason::PapersCorrected };
    town.act_as(correct, CommandId::random()).await.unwrap().outcome.unwrap();
    address_all(&town.store).await;
    assert_eq!(due().await[0], friday_night);
    town.town.send_sms_at_any_hour(application, false).await.unwrap();
    let later = due().await;
    assert_eq!(later[0], at("2026-03-09T04:00:00Z"), "by day again");
    assert_eq!(later[1], friday_night + SignedDuration::from_mins(1), "what was tried already goes on");
}

#[tokio::test]
async fn two_nodes_that_address_at_once_make_each_message_once() {
    let town = Fixture::new().await;
    let mut families = Vec::new();
    for _ in 0..30 {
        families.push(waiting(&town, true).await);
    }
    // As a second node would, or the same one after it was cut in the middle.
    let (one, other) = tokio::join!(address_all(&town.store), address_all(&town.store));
    assert!(one + other >= 30);
    assert_eq!(town.tables.count("message"), 60);
    assert_eq!(town.store.outbox_length().await.unwrap(), 0);
}

#[tokio::test]
async fn a_message_is_tried_with_longer_and_longer_pauses_and_then_given_up() {
    let town = Fixture::new().await;
    let application = waiting(&town, true).await;
    address_all(&town.store).await;
    let mut tried_at: Vec<Timestamp> = Vec::new();
    let fate = |messages: Vec<Message>| messages.iter().find(|one| one.channel == Channel::Email).unwrap().clone();
    while fate(town.town.messages_of(application).await.unwrap()).fate != Fate::GivenUp {
        let due = send(&town.store, Tried::Later(None)).await;
        if due.iter().any(|message| message.channel == Channel::Email) {
            tried_at.push(town.store.clock().now());
        }
        town.store.clock().move_to(town.store.clock().now() + SignedDuration::from_mins(1));
        assert!(tried_at.len() < 20, "it is never given up");
    }
    let pauses: Vec<_> = tried_at.windows(2).map(|two| two[1].duration_since(two[0]).as_mins()).collect();
    assert_eq!(pauses, [1, 5, 15, 60, 180, 480, 1440]);
}

#[tokio::test]
async fn every_try_has_its_fate_and_what_is_settled_is_not_sent_again() {
    let town = Fixture::new().await;
    for (tried, fate) in [
        (Tried::Sent, Fate::Sent),
        (Tried::Kept, Fate::Kept),
        (Tried::Refused, Fate::Refused),
        (Tried::Overtaken, Fate::Overtaken),
    ] {
        let application = waiting(&town, false).await;
        address_all(&town.store).await;
        assert_eq!(send(&town.store, tried).await.len(), 1);
        let messages = town.town.messages_of(application).await.unwrap();
        assert_eq!((messages[0].fate, messages[0].tries), (fate, 1));
        assert!(send(&town.store, Tried::Sent).await.is_empty());
    }
    assert!(!town.store.has_post().await.unwrap());
    waiting(&town, false).await;
    address_all(&town.store).await;
    let asked = SignedDuration::from_mins(30);
    send(&town.store, Tried::Later(Some(asked))).await;
    town.store.clock().move_to(at(MONDAY) + SignedDuration::from_mins(29));
    assert!(send(&town.store, Tried::Sent).await.is_empty(), "the provider asked for half an hour");
    town.store.clock().move_to(at(MONDAY) + asked);
    assert_eq!(send(&town.store, Tried::Sent).await.len(), 1);
}

#[tokio::test]
async fn a_message_whose_node_is_gone_is_sent_by_another() {
    let town = Fixture::new().await;
    waiting(&town, false).await;
    address_all(&town.store).await;
    assert_eq!(town.store.take_due_messages(10).await.unwrap().len(), 1);
    assert!(town.store.take_due_messages(10).await.unwrap().is_empty(), "somebody is at it");
    let later = at(MONDAY) + SignedDuration::from_mins(10);
    let town = town.reopened_at(later).await;
    let again = town.store.take_due_messages(10).await.unwrap();
    assert_eq!((again.len(), again[0].tries), (1, 2));
}

#[tokio::test]
async fn only_one_node_has_a_duty_until_its_time_is_over() {
    let town = Fixture::new().await;
    let minute = SignedDuration::from_mins(1);
    assert!(town.store.take_duty("post", minute).await.unwrap());
    assert!(town.store.take_duty("post", minute).await.unwrap(), "it keeps what it has");
    let town = town.reopened().await;
    assert!(!town.store.take_duty("post", minute).await.unwrap(), "another node may have it");
    assert!(town.store.take_duty("other", minute).await.unwrap());
    town.store.clock().move_to(at(MONDAY) + minute);
    assert!(town.store.take_duty("post", minute).await.unwrap());
}

#[tokio::test]
async fn an_erased_family_is_told_nothing_more_and_nothing_of_it_is_kept() {
    let town = Fixture::new().await;
    let (erased, other) = (waiting(&town, true).await, waiting(&town, true).await);
    address_all(&town.store).await;
    town.town.erase_applicant(erased).await.unwrap();
    assert!(town.town.messages_of(erased).await.unwrap().is_empty());
    assert_eq!(town.town.messages_of(other).await.unwrap().len(), 2);
    town.act(Command::WithdrawApplication { application: erased }).await;
    address_all(&town.store).await;
    assert!(town.town.messages_of(erased).await.unwrap().is_empty());
}

#[tokio::test]
async fn an_older_queue_that_is_taken_over_is_told_nothing() {
    let town = Fixture::new().await;
    let new =
        NewApplication { earlier: Some(at("2025-03-02T04:00:00Z")), legacy_number: Some("7".into()), ..family(None) };
    town.town.submit_application(new, CommandId::random()).await.unwrap().unwrap();
    assert_eq!(town.store.outbox_length().await.unwrap(), 0);
}

#[tokio::test]
async fn messages_name_nobody_and_go_after_a_quarter() {
    let town = Fixture::new().await;
    waiting(&town, true).await;
    address_all(&town.store).await;
    let rows = town.tables.texts("SELECT occasion || channel || fate FROM message").join(" ");
    assert!(!rows.contains("dana") && !rows.contains("701"), "{rows}");
    town.store.clock().move_to(at("2026-06-15T04:00:00Z"));
    town.store.catch_up().await.unwrap();
    town.act_as(submit(9), CommandId::random()).await.unwrap();
    assert_eq!(town.tables.count("message"), 0);
}

#[tokio::test]
async fn a_family_whose_ranked_list_took_a_place_is_told_by_sms() {
    let town = Fixture::new().await;
    let application = waiting(&town, false).await;
    town.done(group(1)).await;
    town.done(Command::StoreStandingChoice { application, groups: vec![GroupId(1)] }).await;
    town.done(report(1)).await;
    town.move_to("2026-03-02T13:00:00Z").await;
    town.move_to("2026-03-03T02:00:00Z").await;
    assert!(town.town.state().application(application).unwrap().referral().is_some(), "the list was carried out");
    address_all(&town.store).await;
    let taken = Occasion::PlaceTakenForFamily;
    assert_eq!(told(&town, application).await.pop(), Some((taken, Channel::Sms)));
    assert!(!told(&town, application).await.iter().any(|(occasion, _)| *occasion == Occasion::ReferralIssued));
}
