//! The steps of the day: exactly once, in order, however late.

use crate::fixture::{Fixture, at, group, report, submit};
use admission::{Event, StepKind};
use std::time::{Duration, Instant};
use store::Fault;

fn steps(town: &Fixture) -> Vec<(String, StepKind)> {
    let bodies = town.bodies();
    let entries = bodies.iter().map(|body| serde_json::from_str::<serde_json::Value>(body).unwrap());
    entries
        .filter_map(|entry| {
            let step = &entry["command"]["run_step"]["step"];
            Some((step["on"].as_str()?.to_owned(), serde_json::from_value(step["kind"].clone()).ok()?))
        })
        .collect()
}

#[tokio::test]
async fn steps_missed_in_an_outage_are_caught_up_once_and_in_order_before_anything_else() {
    let town = Fixture::new().await;
    town.done(group(1)).await;
    town.done(submit(1)).await;
    town.done(report(1)).await;
    let town = town.reopened_at(at("2026-03-04T03:00:00Z")).await;
    let expected = [
        ("2026-03-02", StepKind::Publication),
        ("2026-03-03", StepKind::Midnight),
        ("2026-03-03", StepKind::Opening),
        ("2026-03-03", StepKind::Publication),
        ("2026-03-04", StepKind::Midnight),
        ("2026-03-04", StepKind::Opening),
    ]
    .map(|(day, kind)| (day.to_owned(), kind));
    assert_eq!(steps(&town), expected);
    assert!(town.town.state().applications().all(|one| one.access_list() == Some(jiff::civil::date(2026, 3, 3))));
    let town = town.reopened().await;
    town.done(submit(2)).await;
    assert_eq!(steps(&town), expected);
}

#[tokio::test]
async fn a_step_that_is_due_runs_before_the_request_that_comes_after_it() {
    let town = Fixture::new().await;
    town.done(group(1)).await;
    town.done(report(1)).await;
    town.store.clock().move_to(at("2026-03-02T13:00:00Z"));
    let entry = town.act(submit(1)).await.entry;
    let bodies = town.bodies();
    let step = &bodies[usize::try_from(entry).unwrap() - 2];
    assert!(step.contains("\"role\":\"clock\"") && step.contains("bulletin_published"), "{step}");
}

#[tokio::test]
async fn moving_the_clock_wakes_the_steps_without_any_request() {
    let town = Fixture::new().await;
    town.store.clock().move_to(at("2026-03-03T02:30:00Z"));
    let started = Instant::now();
    while town.town.state().next_step().unwrap().due <= at("2026-03-03T02:00:00Z") {
        assert!(started.elapsed() < Duration::from_secs(20), "the writing thread did not look at the clock");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert_eq!(steps(&town).len(), 3);
}

#[tokio::test]
async fn time_that_passes_by_itself_wakes_the_steps_too() {
    let town = Fixture::new().await;
    town.store.clock().move_to(at("2026-03-02T12:59:59.8Z"));
    town.store.clock().run_on();
    let started = Instant::now();
    while steps(&town).is_empty() {
        assert!(started.elapsed() < Duration::from_secs(20), "18:00 passed unnoticed");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn a_step_that_cannot_be_written_is_tried_again() {
    let town = Fixture::new().await;
    town.tables.fill_the_disk();
    town.store.clock().move_to(at("2026-03-02T13:00:00Z"));
    assert!(matches!(town.store.catch_up().await, Err(Fault::Unavailable { .. })));
    assert!(steps(&town).is_empty());
    town.tables.make_room();
    let events = town.done(submit(1)).await;
    assert!(matches!(events[..], [Event::ApplicationSubmitted { .. }]));
    assert_eq!(steps(&town).len(), 1);
    assert!(town.is_as_replayed());
}
