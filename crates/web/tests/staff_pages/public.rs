//! What everybody sees of what staff did: counts that add up, reasons, and nothing of a queue that is over.

use super::fixture::{Fixture, MONDAY_EVENING, TUESDAY};
use admission::{Command, GroupId, InterruptionReason};
use axum::http::StatusCode;
use jiff::civil::date;

#[tokio::test]
async fn classes_and_those_choosing_add_up_and_an_empty_queue_says_so() {
    let town = Fixture::new().await;
    let clerk = town.log_in("clerk").await;
    assert!(town.get(&clerk, "/en/queue").await.says("Nobody stands in any queue now"));
    town.apply("Серікова", "220101600013", &[]).await;
    let second = town.apply("Асанова", "220102600019", &[]).await.application;
    assert!(town.act(Command::ReportPlaces { group: GroupId(1), birth_year: 2022, places: 1 }).await);
    town.move_to(MONDAY_EVENING).await;
    town.move_to(TUESDAY).await;
    let page = town.get(&clerk, "/en/queue").await;
    assert!(page.says("choosing 1, out of turn 0, first priority 0, without privileges 1"), "{}", page.body);
    assert!(town.act(Command::WithdrawApplication { application: second }).await);
    let page = town.get(&clerk, "/en/queue/2022").await;
    assert!(page.says("<table>") && !page.says("Nobody stands in this queue"));
}

#[tokio::test]
async fn a_queue_that_everybody_has_left_shows_a_sentence_and_no_table() {
    let town = Fixture::new().await;
    let clerk = town.log_in("clerk").await;
    town.referred().await;
    let page = town.get(&clerk, "/en/queue/2022").await;
    assert!(page.says("Nobody stands in this queue now") && !page.says("<table>"), "{}", page.body);
}

#[tokio::test]
async fn the_bulletin_says_why_no_list_comes_out() {
    let town = Fixture::new().await;
    let clerk = town.log_in("clerk").await;
    let (first, last) = (date(2026, 3, 2), date(2026, 3, 6));
    let reason = InterruptionReason::Regrouping;
    assert!(town.act(Command::SuspendPublication { first, last, reason }).await);
    let page = town.get(&clerk, "/en/bulletin").await;
    assert!(page.says("Reason: Yearly regrouping. Last day of the pause: 6 March 2026."), "{}", page.body);
}

#[tokio::test]
async fn places_of_a_queue_that_has_reached_its_age_are_offered_to_nobody() {
    let town = Fixture::new().await;
    let clerk = town.log_in("clerk").await;
    assert!(town.act(Command::ReportPlaces { group: GroupId(1), birth_year: 2022, places: 1 }).await);
    town.move_to(MONDAY_EVENING).await;
    assert!(town.get(&clerk, "/en/bulletin").await.says("Children born in 2022"));
    town.move_to("2028-09-01T08:00:00Z").await;
    let page = town.get(&clerk, "/en/bulletin").await;
    assert!(!page.says("Children born in 2022") && page.says("No place is open to all"), "{}", page.body);
}

#[tokio::test]
async fn a_page_of_trouble_shows_staff_the_way_back_to_work() {
    let town = Fixture::new().await;
    let head = town.log_in("balapan").await;
    let page = town.get(&head, "/kk/office").await;
    assert!(page.status == StatusCode::FORBIDDEN && page.says(r#"href="/kk/kindergarten""#), "{}", page.body);
}
