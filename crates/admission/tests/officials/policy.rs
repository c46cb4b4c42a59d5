//! A change of the policy: by two officials, from a later day on, tried on the real queue before.

use crate::town::{SUN, Town, day};
use admission::Class::{FirstPriority, Ordinary};
use admission::{Command, Kind, Policy, QueueId, Refusal};
use jiff::civil::time;

fn schedule(town: &mut Town, policy: &Policy, on: &str, officials: (u64, u64)) -> Result<(), Refusal> {
    let command = Command::SchedulePolicy {
        policy: Box::new(policy.clone()),
        replaces: Box::new(town.state.policy().clone()),
        effective_on: day(on),
        proposed_by: officials.0,
        approved_by: officials.1,
    };
    town.ask(&command).map(drop)
}

fn two_to_one() -> Policy {
    Policy { first_priority: 2, ordinary: 1, ..Policy::default() }
}

#[test]
fn a_change_needs_two_officials_a_later_day_and_the_policy_that_both_saw() {
    let mut town = Town::new();
    let policy = two_to_one();
    assert_eq!(schedule(&mut town, &policy, "2026-03-05", (7, 7)), Err(Refusal::SameOfficial));
    assert_eq!(schedule(&mut town, &policy, "2026-03-02", (7, 8)), Err(Refusal::WrongSpan), "today has begun");
    let outdated = Command::SchedulePolicy {
        policy: Box::new(policy.clone()),
        replaces: Box::new(two_to_one()),
        effective_on: day("2026-03-05"),
        proposed_by: 7,
        approved_by: 8,
    };
    assert_eq!(town.ask(&outdated), Err(Refusal::PolicyOutdated));
    assert_eq!(town.ask(&Command::CancelScheduledPolicy), Err(Refusal::NothingScheduled));
    schedule(&mut town, &policy, "2026-03-05", (7, 8)).unwrap();
    assert_eq!(schedule(&mut town, &policy, "2026-03-06", (7, 8)), Err(Refusal::AlreadyScheduled));
    town.does(&Command::CancelScheduledPolicy).at("2026-03-06 12:00:00");
    assert_eq!(town.state.policy(), &Policy::default());
}

#[test]
fn it_counts_from_the_first_instant_of_its_day_and_running_windows_keep_their_end() {
    let mut town = Town::new();
    town.family(1, Ordinary).family(2, Ordinary).family(3, FirstPriority).confirmed(3, None).reported(SUN, 1);
    let policy = Policy { access_working_days: 1, open_at: time(6, 0, 0, 0), ..two_to_one() };
    schedule(&mut town, &policy, "2026-03-04", (7, 8)).unwrap();
    // Opened on Tuesday under the old policy: Tuesday, Wednesday, Thursday.
    town.at("2026-03-03 07:00:00").reported(SUN, 1);
    let until = |town: &Town, list: &str| {
        let queue = town.state.queue(QueueId { birth_year: 2023, kind: Kind::General }).unwrap();
        town.state.zone().day(queue.lists()[&day(list)].until)
    };
    assert_eq!(until(&town, "2026-03-03"), day("2026-03-06"));
    town.at("2026-03-03 23:59:59");
    assert_eq!((town.state.policy(), town.order(2023)), (&Policy::default(), vec![3, 1, 2]));
    town.at("2026-03-04 05:59:59");
    assert_eq!(town.state.policy(), &policy);
    assert_eq!(town.state.scheduled_policy(), None);
    // Its own opening is an hour earlier, and its window is its own.
    town.at("2026-03-04 06:00:00");
    assert_eq!((until(&town, "2026-03-04"), until(&town, "2026-03-03")), (day("2026-03-05"), day("2026-03-06")));
}

#[test]
fn the_preview_counts_those_whose_queue_would_close() {
    let mut town = Town::new();
    for family in 1..=3 {
        town.family(family, Ordinary);
    }
    town.reported(SUN, 1);
    let younger = Policy { leaves_at_age: 3, ..Policy::default() };
    let now = "2026-09-02T06:00:00Z".parse().unwrap();
    let preview = town.state.preview(&younger, now);
    let queue = preview.iter().find(|it| it.queue.birth_year == 2023 && it.queue.kind == Kind::General).unwrap();
    assert_eq!((queue.leaving.len(), queue.standing, queue.access_after.len()), (3, 3, 0));
    assert!(queue.changes());
    assert_eq!(town.order(2023).len(), 3, "the queue itself stays as it is");
}

#[test]
fn the_preview_says_whose_place_changes_and_who_would_get_access() {
    let mut town = Town::new();
    for family in 1..=4 {
        town.family(family, Ordinary);
    }
    for family in 5..=6 {
        town.family(family, FirstPriority).confirmed(family, None);
    }
    town.reported(SUN, 2);
    // One to three: 5 1 2 3 6 4. Two to one: 5 6 1 2 3 4.
    let now = "2026-03-02T06:00:00Z".parse().unwrap();
    let preview = town.state.preview(&two_to_one(), now);
    let queue = preview.iter().find(|it| it.queue.birth_year == 2023 && it.queue.kind == Kind::General).unwrap();
    let shifts = |shifts: &[admission::Shift]| {
        shifts.iter().map(|shift| (shift.application.0, shift.before, shift.after)).collect::<Vec<_>>()
    };
    assert_eq!(queue.standing, 6);
    assert_eq!(shifts(&queue.forward), [(6, 5, 2)]);
    assert_eq!(shifts(&queue.back), [(1, 2, 3), (2, 3, 4), (3, 4, 5)]);
    let ids = |ids: &[admission::ApplicationId]| ids.iter().map(|id| id.0).collect::<Vec<_>>();
    assert_eq!((ids(&queue.access_before), ids(&queue.access_after)), (vec![5, 1], vec![5, 6]));
    assert!(queue.changes());
    assert_eq!(town.order(2023), [5, 1, 2, 3, 6, 4], "the queue itself stays as it is");
    let same = town.state.preview(&Policy::default(), now);
    assert!(!same.iter().any(admission::QueuePreview::changes));
}
