//! A change of the rules: proposed with all values, previewed on the real queue, approved by another official, seen by all.

use super::fixture::{Fixture, TUESDAY};
use admission::{Command, GroupId};
use axum::http::StatusCode;
use store::{CommandId, ProposalState};

/// As the page sends it: two first-priority children to one ordinary, and a stop of five days.
const CHANGED: [(&str, &str); 20] = [
    ("effective_on", "2026-03-09"),
    ("first_priority", "2"),
    ("out_of_turn_confirmations", "1"),
    ("ordinary", "1"),
    ("pattern", "carried"),
    ("access_working_days", "3"),
    ("publish_at", "18:00"),
    ("open_at", "07:00"),
    ("referral_working_days", "5"),
    ("referral_calendar_days_max", "30"),
    ("stop_list_days", "5"),
    ("leaves_at_age", "6"),
    ("pause_after_missed", ""),
    ("standing_choice", "early"),
    ("ground-military", "out_of_turn"),
    ("ground-special_state_body", "out_of_turn"),
    ("ground-large_family", "first_priority"),
    ("ground-parent_disability", "first_priority"),
    ("ground-teacher_child", "first_priority"),
    ("ground-disabled_sibling", "none"),
];

const ONE: &str = "/kk/office/policy/proposals/1";

fn with(field: &'static str, value: &'static str) -> Vec<(&'static str, &'static str)> {
    CHANGED.into_iter().map(|(name, known)| (name, if name == field { value } else { known })).collect()
}

async fn propose(town: &Fixture) {
    let boss = town.log_in("boss").await;
    let sent = town.post(&boss, "/kk/office/policy/propose", &CHANGED).await;
    assert_eq!(sent.location, "/kk/office/policy/proposals/1?done=policy-proposed", "{}", sent.body);
}

#[tokio::test]
async fn what_cannot_be_is_told_at_its_field() {
    let town = Fixture::new().await;
    let boss = town.log_in("boss").await;
    let shown = town.get(&boss, "/kk/office/policy/propose").await;
    assert!(shown.says(r#"name="stop_list_days" value="10""#), "the values in force stand there: {}", shown.body);
    let wrong = [
        (with("effective_on", "2026-03-02"), "Күн ертеңнен бастап болуы керек"),
        (with("effective_on", ""), "күн"),
        (with("first_priority", "0"), "1 мен 20 аралығындағы"),
        (with("stop_list_days", "көп"), "0 мен 180 аралығындағы"),
        (with("open_at", "19:00"), "таңертең, ол шығатын уақыттан бұрынғы"),
        (with("publish_at", ""), "Уақытты жазыңыз"),
        (with("pause_after_missed", "0"), "немесе бос қалдырыңыз"),
    ];
    for (form, words) in wrong {
        let sent = town.post(&boss, "/kk/office/policy/propose", &form).await;
        assert!(sent.status == StatusCode::UNPROCESSABLE_ENTITY && sent.says(words), "{words}: {}", sent.body);
    }
    assert!(town.town.proposals().await.unwrap().is_empty());
}

#[tokio::test]
async fn nobody_approves_what_they_proposed_and_a_clerk_proposes_nothing() {
    let town = Fixture::new().await;
    propose(&town).await;
    let (boss, clerk) = (town.log_in("boss").await, town.log_in("clerk").await);
    let own = town.get(&boss, ONE).await;
    assert!(own.says("Бұл сіздің ұсынысыңыз") && !own.says(r#"value="approve""#));
    let sent = town.post(&boss, ONE, &[("do", "approve")]).await;
    assert!(sent.status == StatusCode::UNPROCESSABLE_ENTITY && sent.says("екі бөлек қызметкер"), "{}", sent.body);
    assert_eq!(town.town.state().scheduled_policy(), None);
    assert_eq!(town.get(&clerk, "/kk/office/policy/propose").await.status, StatusCode::FORBIDDEN);
    assert_eq!(town.post(&clerk, "/kk/office/policy/cancel", &[]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(town.get(&clerk, "/kk/office/policy/proposals/9").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_second_official_sees_whose_place_moves_and_approves_and_everybody_reads_it() {
    let town = Fixture::new().await;
    for (surname, iin) in [("Серікова", "220101600013"), ("Асанова", "220102600019")] {
        town.apply(surname, iin, &[]).await;
    }
    propose(&town).await;
    let head = town.log_in("head").await;
    let shown = town.get(&head, ONE).await;
    assert!(shown.says("Ешкімнің орны өзгермейді"), "nobody has a first priority: {}", shown.body);
    assert!(shown.says("Педагогтің баласы") && shown.says("қолданылмайды"), "a new ground: {}", shown.body);
    let act = CommandId::random();
    for _ in 0..2 {
        let sent = town.post_act(&head, ONE, &[("do", "approve")], act).await;
        assert_eq!(sent.location, "/kk/office/policy?done=policy-approved");
    }
    let public = town.get_as_visitor("/kk/rules").await;
    assert!(public.says("Ереженің өзгеретін күні: 2026 жылғы 9 наурыз"), "{}", public.body);
    assert_eq!(town.town.state().policy().stop_list_days, 10, "not yet");
    town.move_to("2026-03-08T19:00:00Z").await;
    assert_eq!(town.town.state().policy().stop_list_days, 5);
    assert!(town.get_as_visitor("/kk/rules").await.says("Бұрынғы өзгерістер"));
}

#[tokio::test]
async fn everybody_whose_place_would_move_stands_in_a_table() {
    let town = Fixture::new().await;
    for (surname, iin) in [("Серікова", "220101600013"), ("Асанова", "220102600019")] {
        town.apply(surname, iin, &[]).await;
    }
    let verifier = town.log_in("verifier").await;
    let confirm = [("verdict", "confirm"), ("document_on", "2026-02-20"), ("expires_on", ""), ("state", "pending")];
    let mut large = Vec::new();
    for (surname, iin) in [("Ахметова", "220103600014"), ("Оспанова", "220104600019")] {
        let family = town.apply(surname, iin, &["large_family"]).await.application;
        town.post(&verifier, &format!("/kk/office/reviews/{family}/0"), &confirm).await;
        large.push(family.to_string());
    }
    assert!(town.act(Command::ReportPlaces { group: GroupId(1), birth_year: 2022, places: 2 }).await);
    propose(&town).await;
    let boss = town.log_in("boss").await;
    let shown = town.get(&boss, ONE).await;
    assert!(shown.says(&format!("{ONE}/changes.xlsx")) && shown.says("Кестеде бәрі бар"), "{}", shown.body);
    let sign = format!("{}-{}", &large[1][..large[1].len() / 2], &large[1][large[1].len() / 2..]);
    let named = shown.body.split(&sign).nth(1).unwrap_or_else(|| panic!("{sign}: {}", shown.body));
    let places: Vec<_> =
        named.split("data-label").skip(1).take(2).map(|cell| cell.split_once('>').unwrap().1).collect();
    assert!(places[0].starts_with('4') && places[1].starts_with('2'), "from where to where: {places:?}");
    let table = town.get(&boss, "/en/office/policy/proposals/1/changes.csv").await;
    assert!(table.says(&format!("{sign},moves forward,4,2,,2")), "{}", table.body);
    assert!(table.says(",moves back,2,3,2,") && table.says(",moves back,3,4,,"), "{}", table.body);
    assert_eq!(table.body.matches("keeps the place,1,1,1,1").count(), 1, "whose turn it is and stays: {}", table.body);
    for wrong in ["changes.pdf", "changes", "else.csv"] {
        let path = format!("{ONE}/{wrong}");
        assert_eq!(town.get(&boss, &path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    town.post(&boss, ONE, &[("do", "drop")]).await;
    assert_eq!(town.get(&boss, &format!("{ONE}/changes.csv")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_was_scheduled_can_be_cancelled_and_leaves_no_trace_in_the_rules() {
    let town = Fixture::new().await;
    propose(&town).await;
    let (boss, head) = (town.log_in("boss").await, town.log_in("head").await);
    town.post(&head, ONE, &[("do", "approve")]).await;
    let sent = town.post(&boss, "/kk/office/policy/cancel", &[]).await;
    assert_eq!(sent.location, "/kk/office/policy?done=policy-cancelled");
    let again = town.post(&boss, "/kk/office/policy/cancel", &[]).await;
    assert_eq!(again.location, "/kk/office/policy?no=nothing_scheduled");
    assert!(town.get(&boss, &again.location).await.says("Жоспарланған өзгеріс жоқ"));
    town.move_to(TUESDAY).await;
    let public = town.get_as_visitor("/kk/rules").await;
    assert!(!public.says("Ереженің өзгеретін күні") && !public.says("Бұрынғы өзгерістер"));
    assert_eq!(town.town.proposals().await.unwrap()[0].state, ProposalState::Withdrawn);
}

#[tokio::test]
async fn a_proposal_is_withdrawn_by_its_author_and_rejected_by_others_and_too_late_is_too_late() {
    let town = Fixture::new().await;
    propose(&town).await;
    let boss = town.log_in("boss").await;
    let second = town.post(&boss, "/kk/office/policy/propose", &with("effective_on", "2026-03-10")).await;
    let twice = town.post(&boss, "/kk/office/policy/propose", &with("effective_on", "2026-03-10")).await;
    assert_eq!(twice.location, second.location, "a second tap is no second proposal");
    town.post(&boss, "/kk/office/policy/propose", &with("effective_on", "2026-03-03")).await;
    let head = town.log_in("head").await;
    town.post(&boss, ONE, &[("do", "drop")]).await;
    town.post(&head, "/kk/office/policy/proposals/2", &[("do", "drop")]).await;
    let states: Vec<_> = town.town.proposals().await.unwrap().into_iter().map(|it| it.state).collect();
    assert_eq!(states, [ProposalState::Pending, ProposalState::Rejected, ProposalState::Withdrawn]);
    town.move_to(TUESDAY).await;
    let head = town.log_in("head").await;
    let sent = town.post(&head, "/kk/office/policy/proposals/3", &[("do", "approve")]).await;
    assert!(sent.status == StatusCode::UNPROCESSABLE_ENTITY && sent.says("күн өтіп кеткен"), "{}", sent.body);
}

#[tokio::test]
async fn what_was_withdrawn_in_another_window_cannot_be_approved_any_more() {
    let town = Fixture::new().await;
    propose(&town).await;
    let (boss, head) = (town.log_in("boss").await, town.log_in("head").await);
    assert!(town.get(&head, ONE).await.says(r#"value="approve""#));
    town.post(&boss, ONE, &[("do", "drop")]).await;
    let sent = town.post(&head, ONE, &[("do", "approve")]).await;
    assert!(sent.status == StatusCode::UNPROCESSABLE_ENTITY && sent.says("шешім қабылданып қойған"), "{}", sent.body);
    assert_eq!(town.town.state().scheduled_policy(), None);
    assert_eq!(town.town.proposals().await.unwrap()[0].state, ProposalState::Withdrawn);
}
