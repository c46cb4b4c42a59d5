//! When the day is not like others (rules, 5): bulletins left out, windows that end later.

use crate::town::{ASH, SUN, Town, day};
use admission::Class::Ordinary;
use admission::Status::{Access, Waiting};
use admission::{ApplicationId, Command, InterruptionReason, Refusal};

fn suspended(town: &mut Town, first: &str, last: &str) -> Result<(), Refusal> {
    let (first, last) = (day(first), day(last));
    town.ask(&Command::SuspendPublication { first, last, reason: InterruptionReason::Regrouping }).map(drop)
}

#[test]
fn places_reported_while_publication_is_suspended_wait_for_the_first_bulletin_after() {
    let mut town = Town::new();
    town.at("2026-03-02 09:00:00").family(1, Ordinary).reported(SUN, 1);
    suspended(&mut town, "2026-03-03", "2026-03-04").unwrap();
    // Monday's bulletin is out; Tuesday's and Wednesday's are left out.
    assert_eq!(town.at("2026-03-02 18:00:00").places(), (0, 1, 0, 0));
    assert_eq!(town.at("2026-03-03 07:00:00").status(1), Access, "openings go on");
    town.reported(ASH, 1);
    assert_eq!(town.at("2026-03-03 18:00:00").places(), (1, 0, 1, 0));
    assert_eq!(town.at("2026-03-04 18:00:00").places(), (1, 0, 1, 0));
    assert_eq!(town.at("2026-03-05 17:59:59").places(), (1, 0, 1, 0));
    assert_eq!(town.at("2026-03-05 18:00:00").places(), (0, 1, 1, 0));
    assert_eq!(town.at("2026-03-06 07:00:00").places(), (0, 0, 1, 1));
}

#[test]
fn a_span_may_be_one_day_and_must_not_end_before_it_begins() {
    let mut town = Town::new();
    assert_eq!(suspended(&mut town, "2026-03-02", "2026-03-02"), Ok(()));
    assert_eq!(suspended(&mut town, "2026-03-04", "2026-03-03"), Err(Refusal::WrongSpan));
    assert!(town.state.is_suspended(day("2026-03-02")) && !town.state.is_suspended(day("2026-03-03")));
}

fn ended(town: &mut Town, first: &str, last: &str) -> Result<(), Refusal> {
    town.ask(&Command::EndSuspension { first: day(first), last: day(last) }).map(drop)
}

#[test]
fn a_suspension_that_ends_early_leaves_out_no_further_bulletin() {
    let mut town = Town::new();
    town.at("2026-03-02 09:00:00").family(1, Ordinary).reported(SUN, 1);
    suspended(&mut town, "2026-03-02", "2026-03-31").unwrap();
    assert_eq!(ended(&mut town, "2026-03-02", "2026-03-30"), Err(Refusal::NotSuspended), "no such span");
    town.at("2026-03-04 18:00:00");
    ended(&mut town, "2026-03-02", "2026-03-31").unwrap();
    assert_eq!(town.state.suspensions().len(), 1);
    assert!(town.state.is_suspended(day("2026-03-04")), "what was left out stays left out");
    assert_eq!(town.at("2026-03-05 18:00:00").places(), (0, 1, 0, 0));
    assert_eq!(ended(&mut town, "2026-03-02", "2026-03-04"), Err(Refusal::NotSuspended), "it is over");
}

#[test]
fn a_suspension_that_ends_before_its_first_evening_never_was() {
    let mut town = Town::new();
    town.at("2026-03-02 09:00:00").reported(SUN, 1);
    suspended(&mut town, "2026-03-02", "2026-03-31").unwrap();
    ended(&mut town, "2026-03-02", "2026-03-31").unwrap();
    assert!(town.state.suspensions().is_empty());
    assert_eq!(town.at("2026-03-02 18:00:00").places(), (0, 1, 0, 0));
}

fn extended(town: &mut Town, days: u32) {
    town.does(&Command::ExtendWindows { days, reason: InterruptionReason::Outage });
}

#[test]
fn all_running_windows_end_later_and_later_ones_do_not() {
    let mut town = Town::new();
    town.at("2026-03-02 09:00:00").family(1, Ordinary).family(2, Ordinary).family(3, Ordinary).reported(SUN, 1);
    // Lists of Tuesday 3 (to Friday 6) and Wednesday 4 (to Saturday 7); both are running on Thursday.
    town.at("2026-03-03 12:00:00").reported(SUN, 1).at("2026-03-04 12:00:00").reported(SUN, 1);
    town.at("2026-03-04 13:00:00");
    extended(&mut town, 2);
    // The list of Thursday 5: Thursday, Friday, Monday, to Tuesday 10, as ever.
    assert_eq!(town.at("2026-03-06 07:00:00").order(2023), [1, 2, 3]);
    assert_eq!((town.status(1), town.places()), (Access, (0, 0, 3, 0)));
    town.at("2026-03-08 06:59:59");
    assert_eq!((town.status(1), town.status(2)), (Access, Access));
    town.at("2026-03-08 07:00:00");
    assert_eq!((town.status(1), town.status(2), town.places()), (Waiting, Access, (0, 0, 2, 1)));
    town.at("2026-03-09 07:00:00");
    assert_eq!((town.status(2), town.status(3), town.places()), (Waiting, Access, (0, 0, 1, 2)));
    assert_eq!(town.at("2026-03-10 06:59:59").status(3), Access);
    assert_eq!(town.at("2026-03-10 07:00:00").status(3), Waiting);
}

#[test]
fn an_extended_window_that_lapses_still_counts_as_missed() {
    let mut town = Town::new();
    town.at("2026-03-02 09:00:00").family(1, Ordinary).reported(SUN, 1).at("2026-03-03 12:00:00");
    extended(&mut town, 1);
    let missed = |town: &Town| town.state.application(ApplicationId(1)).map(admission::Application::missed_in_a_row);
    assert_eq!(missed(town.at("2026-03-06 07:00:00")), Some(0));
    assert_eq!(missed(town.at("2026-03-07 07:00:00")), Some(1));
}
