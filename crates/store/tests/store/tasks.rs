//! Tasks of the office and complaints of families: what waits, whose it is, and that nobody but both sides reads a complaint.

use crate::fixture::{CLERK, Fixture, MONDAY, at, family, group, iin, report};
use admission::{
    ActReason, ApplicationId, Class, Command, Ground, GroundReason, Policy, Refusal, RefuseReason, TimesFrom,
};
use jiff::civil::date;
use store::{
    AccountId, Added, Channel, CommandId, ComplaintFault, ComplaintSubject, Fate, FirstOpinion, Message,
    NewApplication, NewDocument, Occasion, PassReason, Releasing, Reported, ReviewDecision, ReviewFilter, TaskKey,
    TaskKind, TaskOutcome, Tried, Verdict,
};

const ASEL: AccountId = AccountId(7);
const DANA: AccountId = AccountId(8);

async fn applied(town: &Fixture, number: u32) -> ApplicationId {
    let new = family(Some(iin(date(2022, 5, 17), number)));
    town.town.submit_application(new, CommandId::random()).await.unwrap().unwrap().application
}

async fn sent(town: &Fixture) -> Vec<Message> {
    while town.store.address_messages(10).await.unwrap() > 0 {}
    town.store.take_due_messages(100).await.unwrap()
}

#[tokio::test]
async fn a_refused_referral_and_a_restored_application_wait_until_an_official_has_looked() {
    let town = Fixture::new().await;
    town.done(group(1)).await;
    let one = applied(&town, 1).await;
    town.done(report(1)).await;
    town.move_to("2026-03-03T03:00:00Z").await;
    town.done(Command::ClaimPlace { application: one, group: admission::GroupId(1) }).await;
    assert!(town.town.follow_ups(TaskKind::Refused).await.unwrap().is_empty());
    town.done(Command::RefuseReferral { application: one, reason: RefuseReason::Medical }).await;
    town.done(Command::WithdrawApplication { application: one }).await;
    town.done(Command::RestoreApplication { application: one, reason: ActReason::ClosedByMistake }).await;
    for kind in [TaskKind::Refused, TaskKind::Restored] {
        let waiting = town.town.follow_ups(kind).await.unwrap();
        assert_eq!((waiting.len(), waiting[0].application), (1, one));
        let outcome = TaskOutcome::of(kind)[0];
        for by in [ASEL, DANA] {
            town.town.close_follow_up(kind, one, waiting[0].entry, outcome, by).await.unwrap();
        }
        assert!(town.town.follow_ups(kind).await.unwrap().is_empty());
    }
    let closed = town.town.closed_tasks(one).await.unwrap();
    let closed: Vec<_> = closed.iter().map(|task| (task.kind, task.outcome, task.by)).collect();
    let first_who_looked =
        [(TaskKind::Refused, TaskOutcome::RefusalStands, ASEL), (TaskKind::Restored, TaskOutcome::FamilyTold, ASEL)];
    assert_eq!(closed, first_who_looked);
}

#[tokio::test]
async fn a_task_is_one_officials_until_it_is_handed_over() {
    let town = Fixture::new().await;
    let task = TaskKey { kind: TaskKind::Ground, subject: 5, part: -1 };
    assert_eq!(town.town.take_task(task, ASEL).await.unwrap(), ASEL);
    assert_eq!(town.town.take_task(task, DANA).await.unwrap(), ASEL, "it is somebody's already");
    assert!(!town.town.hand_over_task(task, Releasing::Owner(DANA), None).await.unwrap());
    assert!(town.town.hand_over_task(task, Releasing::Owner(ASEL), Some(DANA)).await.unwrap());
    let owners = town.town.task_owners(TaskKind::Ground).await.unwrap();
    assert_eq!(owners.get(&(5, -1)).map(|owner| owner.account), Some(DANA));
    assert!(town.town.hand_over_task(task, Releasing::Keeper, None).await.unwrap());
    assert!(town.town.task_owners(TaskKind::Ground).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_contact_bounces_until_a_message_arrives_or_an_official_has_reached_the_family() {
    let town = Fixture::new().await;
    let (one, other) = (applied(&town, 1).await, applied(&town, 2).await);
    for message in sent(&town).await {
        let tried = if message.channel == Channel::Sms { Tried::Refused } else { Tried::Sent };
        town.store.message_was_tried(&message, tried).await.unwrap();
    }
    let bounced = town.town.undelivered().await.unwrap();
    assert_eq!(bounced.iter().map(|it| it.channel).collect::<Vec<_>>(), [Channel::Sms, Channel::Sms]);
    // A later one that arrives closes the first; an official closes the other.
    town.move_to("2026-03-02T05:00:00Z").await;
    town.done(Command::WithdrawApplication { application: one }).await;
    town.done(Command::RestoreApplication { application: one, reason: ActReason::ClosedByMistake }).await;
    for message in sent(&town).await {
        town.store.message_was_tried(&message, Tried::Sent).await.unwrap();
    }
    let left = town.town.undelivered().await.unwrap();
    assert_eq!(left.iter().map(|it| it.application).collect::<Vec<_>>(), [other]);
    let outcome = TaskOutcome::ReachedOtherwise;
    town.town.close_follow_up(TaskKind::Undelivered, other, left[0].message, outcome, ASEL).await.unwrap();
    assert!(town.town.undelivered().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_contact_bounces_too_when_its_message_comes_back_later() {
    let town = Fixture::new().await;
    let new = NewApplication { email: Some("dana@example.kz".to_owned()), ..family(None) };
    let one = town.town.submit_application(new, CommandId::random()).await.unwrap().unwrap().application;
    let messages = sent(&town).await;
    let of = |channel| messages.iter().find(|message| message.channel == channel).unwrap();
    let (sms, letter) = (of(Channel::Sms), of(Channel::Email));
    let report =
        async |channel, id: &str, reported| town.store.message_was_reported(channel, id, reported).await.unwrap();
    // A quick provider reports before it is written down that it took the message.
    assert!(report(Channel::Sms, &town.store.outer_id(sms), Reported::Arrived).await);
    for message in &messages {
        town.store.message_was_tried(message, Tried::Sent).await.unwrap();
    }
    assert!(town.town.undelivered().await.unwrap().is_empty());
    let id = town.store.outer_id(letter);
    let (open, mark) = id.rsplit_once('-').unwrap();
    for wrong in [open, "", "710000000", "710000000-1-1-1", &format!("{open}-{}", mark.replace(&mark[..1], "-"))] {
        assert!(!report(Channel::Email, wrong, Reported::Returned).await, "{wrong}");
    }
    assert!(!report(Channel::Sms, &id, Reported::Returned).await, "the id of a letter is none of a short message");
    assert!(report(Channel::Email, &id.to_lowercase(), Reported::Returned).await);
    assert!(!report(Channel::Email, &id, Reported::Arrived).await, "the first word stays");
    let bounced = town.town.undelivered().await.unwrap();
    assert_eq!(bounced.iter().map(|it| (it.application, it.channel)).collect::<Vec<_>>(), [(one, Channel::Email)]);
    let fates: Vec<_> = town.town.messages_of(one).await.unwrap().iter().map(|it| (it.channel, it.fate)).collect();
    assert!(fates.contains(&(Channel::Sms, Fate::Delivered)) && fates.contains(&(Channel::Email, Fate::Returned)));
}

#[tokio::test]
async fn a_complaint_is_sealed_answered_in_its_term_and_the_family_is_told() {
    let town = Fixture::new().await;
    let one = applied(&town, 1).await;
    drop(sent(&town).await);
    let (id, words) = (CommandId::random(), "Неге орным артқа жылжыды?");
    let ask = |id| town.town.complain(one, ComplaintSubject::Place, words.to_owned(), id);
    let complaint = ask(id).await.unwrap().unwrap();
    assert_eq!(ask(id).await.unwrap(), Ok(complaint), "a second press asks nothing twice");
    let open = town.town.open_complaints().await.unwrap();
    assert_eq!((open.len(), open[0].pass_until, open[0].due_on), (1, date(2026, 3, 5), date(2026, 3, 9)));
    let stored = town.tables.texts("SELECT CAST(length(question) AS TEXT) FROM complaint");
    assert!(stored[0].parse::<usize>().unwrap() > words.len(), "sealed, so longer");
    assert!(town.bodies().iter().all(|body| !body.contains("артқа")), "never in the journal");

    let passed = town.town.pass_complaint(one, complaint, PassReason::AboutMe, ASEL).await.unwrap();
    assert_eq!(passed, Ok(()));
    let answer = |by| town.town.answer_complaint(one, complaint, "Сізден бұрын өтініш берген бала бар.".to_owned(), by);
    assert_eq!(answer(ASEL).await.unwrap(), Err(ComplaintFault::PassedByYou));
    assert_eq!(answer(DANA).await.unwrap(), Ok(()));
    assert_eq!(answer(AccountId(9)).await.unwrap(), Err(ComplaintFault::Answered));
    let read = town.town.complaints_of(one).await.unwrap().remove(0);
    assert_eq!((read.question.as_str(), read.answer.as_deref()), (words, Some("Сізден бұрын өтініш берген бала бар.")));
    let told: Vec<_> = sent(&town).await.iter().map(|message| (message.occasion, message.channel)).collect();
    assert_eq!(told, [Channel::Sms, Channel::Email].map(|channel| (Occasion::ComplaintAnswered, channel)));
    assert!(town.town.open_complaints().await.unwrap().is_empty());

    town.town.erase_applicant(one).await.unwrap();
    assert!(town.town.complaints_of(one).await.unwrap().is_empty());
    assert_eq!(town.tables.texts("SELECT CAST(count(*) AS TEXT) FROM complaint"), ["0"]);
}

#[tokio::test]
async fn complaints_have_a_bound_and_are_passed_on_only_in_time() {
    let town = Fixture::new().await;
    let one = applied(&town, 1).await;
    let ask = || town.town.complain(one, ComplaintSubject::Site, "?".to_owned(), CommandId::random());
    let first = ask().await.unwrap().unwrap();
    for _ in 1..store::COMPLAINTS_OPEN_MAX {
        ask().await.unwrap().unwrap();
    }
    assert_eq!(ask().await.unwrap(), Err(ComplaintFault::TooMany));
    town.move_to("2026-03-06T04:00:00Z").await;
    let late = town.town.pass_complaint(one, first, PassReason::HeadDecides, ASEL).await.unwrap();
    assert_eq!(late, Err(ComplaintFault::PassedTooLate));
    let nobody = town.town.complain(ApplicationId(3), ComplaintSubject::Site, "?".to_owned(), CommandId::random());
    assert_eq!(nobody.await.unwrap(), Err(ComplaintFault::Unknown));
}

async fn named(town: &Fixture, name: &str) -> Vec<ApplicationId> {
    town.town.applications_of_name(name, 10).await.unwrap()
}

#[tokio::test]
async fn an_application_is_found_by_names_also_one_of_an_earlier_release_and_no_more_once_erased() {
    let town = Fixture::new().await;
    let one = applied(&town, 1).await;
    for name in ["Сейтқалиұлы", "сейткалиулы", "Айбарыс Сейтқалиұлы", "Сейтқалиева Дана", "Дана Сейткалиева"]
    {
        assert_eq!(named(&town, name).await, [one], "{name}");
    }
    for name in ["", "Айбарыс", "Сейтқалиұлы Дана", "Сейт"] {
        assert!(named(&town, name).await.is_empty(), "{name}");
    }
    let words = town.tables.texts("SELECT CAST(count(*) AS TEXT) FROM name_word");
    assert_eq!(words, ["4"]);

    town.tables.run("DELETE FROM name_word");
    town.tables.run("UPDATE application SET named = 0");
    assert!(named(&town, "Сейтқалиева").await.is_empty());
    let town = town.reopened_at(at(MONDAY)).await;
    assert_eq!(named(&town, "Сейтқалиева").await, [one], "taken in at the start");
    town.town.erase_applicant(one).await.unwrap();
    assert!(named(&town, "Сейтқалиева").await.is_empty());
    assert_eq!(town.tables.texts("SELECT CAST(count(*) AS TEXT) FROM name_word"), ["0"]);
}

#[tokio::test]
async fn two_officials_confirm_the_out_of_turn_class_and_the_journal_names_both() {
    let town = Fixture::new().await;
    let policy = Box::new(Policy { out_of_turn_confirmations: 2, ..Policy::default() });
    town.done(Command::ChangePolicy { policy, times_from: TimesFrom::NextDay }).await;
    let new = NewApplication { grounds: vec!["military".into()], ..family(None) };
    let one = town.town.submit_application(new, CommandId::random()).await.unwrap().unwrap().application;
    let ground = Ground::Claimed(0);
    let decide = |by, verdict| {
        let reason = GroundReason::DocumentProves;
        let decision =
            ReviewDecision { application: one, ground, verdict, reason, document_on: None, expires_on: None };
        town.town.decide_review(decision, store::Actor { id: by, ..CLERK }, CommandId::random())
    };
    assert_eq!(decide(7, Verdict::Confirm).await.unwrap(), Err(Refusal::SecondOfficialNeeded));
    let first = |by| town.town.keep_first_opinion(one, ground, by);
    assert_eq!(first(ASEL).await.unwrap(), FirstOpinion::Kept);
    assert_eq!(first(ASEL).await.unwrap(), FirstOpinion::Own);
    assert_eq!(first(DANA).await.unwrap(), FirstOpinion::Others(ASEL));
    assert_eq!(decide(7, Verdict::Confirm).await.unwrap(), Err(Refusal::SameOfficial));
    let waiting = ReviewFilter { pending_only: true, limit: 10, offset: 0 };
    assert_eq!(town.town.reviews(waiting).await.unwrap()[0].first.map(|(by, _)| by), Some(ASEL));

    decide(8, Verdict::Reject).await.unwrap().unwrap();
    assert_eq!(decide(8, Verdict::Confirm).await.unwrap(), Err(Refusal::SecondOfficialNeeded), "taken back");
    assert_eq!(first(ASEL).await.unwrap(), FirstOpinion::Kept);
    assert_eq!(town.town.review_count(true).await.unwrap(), 1, "a first opinion waits for the second");
    decide(8, Verdict::Confirm).await.unwrap().unwrap();
    assert_eq!(town.town.state().application(one).unwrap().class(), Class::OutOfTurn);
    assert!(town.bodies().last().unwrap().contains(r#""officials":{"first":7,"second":8}"#));
    assert_eq!(town.town.review_count(true).await.unwrap(), 0);
    assert!(town.is_as_replayed());
}

#[tokio::test]
async fn a_first_opinion_does_not_outlive_the_documents_it_was_formed_on() {
    let town = Fixture::new().await;
    let policy = Box::new(Policy { out_of_turn_confirmations: 2, ..Policy::default() });
    town.done(Command::ChangePolicy { policy, times_from: TimesFrom::NextDay }).await;
    let new = NewApplication { grounds: vec!["military".into()], ..family(None) };
    let one = town.town.submit_application(new, CommandId::random()).await.unwrap().unwrap().application;
    let ground = Ground::Claimed(0);
    let first = async || town.town.reviews_of(one).await.unwrap()[0].first.map(|(by, _)| by);
    assert_eq!(town.town.keep_first_opinion(one, ground, ASEL).await.unwrap(), FirstOpinion::Kept);
    assert_eq!(first().await, Some(ASEL));
    let document = NewDocument { ground, helper: None, media: "image/jpeg", bytes: vec![7; 400] };
    assert_eq!(town.town.add_document(one, document).await.unwrap(), Added::Kept);
    assert_eq!(first().await, None, "another document came");
    assert_eq!(town.town.keep_first_opinion(one, ground, ASEL).await.unwrap(), FirstOpinion::Kept);
    let id = town.town.documents_of(one).await.unwrap()[0].id;
    town.town.remove_document(one, id).await.unwrap();
    assert_eq!(first().await, None, "the document is gone");
}
