//! Seats of a group, counted, held back, and turned with the school year (rules, 12, 9).

use crate::town::{ASH, ELM, SUN, Town};
use admission::Class::Ordinary;
use admission::{
    ActReason, ApplicationId, Command, GroupId, GroupTurn, HoldReason, KindergartenId, RecallReason, Refusal,
};

/// Capacity, attending, held; referred, offered; free.
type Seats = ((u64, u64, u64), (u64, u64), u64);

fn seats(town: &Town, group: u32) -> Seats {
    let seats = town.state.seats(GroupId(group)).expect("a known group");
    (seats.counted.expect("counted"), (seats.referred, seats.offered), seats.free().expect("counted"))
}

fn count(town: &mut Town, group: u32, capacity: u64, attending: u64) -> Result<(), Refusal> {
    town.ask(&Command::CountSeats { group: GroupId(group), capacity, attending }).map(drop)
}

fn hold(town: &mut Town, group: u32, seats: u64, reason: HoldReason) -> Result<(), Refusal> {
    town.ask(&Command::HoldSeats { group: GroupId(group), seats, reason }).map(drop)
}

fn report(town: &mut Town, group: u32, places: u64) -> Result<(), Refusal> {
    town.ask(&Command::ReportPlaces { group: GroupId(group), birth_year: 2023, places }).map(drop)
}

fn recall(town: &mut Town, group: u32, places: u64, reason: RecallReason) {
    town.does(&Command::RecallPlaces { group: GroupId(group), birth_year: 2023, places, reason });
}

fn turn(group: u32, birth_year: i64, attending: u64) -> GroupTurn {
    GroupTurn { group: GroupId(group), birth_years: vec![birth_year], capacity: 25, attending }
}

fn turn_year(town: &mut Town, turns: Vec<GroupTurn>) -> Result<(), Refusal> {
    town.ask(&Command::TurnYear { kindergarten: KindergartenId(1), turns }).map(drop)
}

#[test]
fn a_seat_goes_from_a_child_who_left_to_the_child_who_is_enrolled() {
    let mut town = Town::new();
    town.family(1, Ordinary);
    assert_eq!(town.state.seats(GroupId(SUN)).unwrap().free(), None, "nobody has counted");
    count(&mut town, SUN, 25, 24).unwrap();
    assert_eq!(seats(&town, SUN), ((25, 24, 0), (0, 0), 1));
    report(&mut town, SUN, 1).unwrap();
    assert_eq!(seats(&town, SUN), ((25, 24, 0), (0, 1), 0), "the free seat first");
    report(&mut town, SUN, 2).unwrap();
    assert_eq!(seats(&town, SUN), ((25, 22, 0), (0, 3), 0), "then two children have left");
    town.at("2026-03-03 07:00:00").claims(1, SUN);
    assert_eq!(seats(&town, SUN), ((25, 22, 0), (1, 2), 0));
    town.enrols(1);
    assert_eq!(seats(&town, SUN), ((25, 23, 0), (0, 2), 0));
}

#[test]
fn no_more_is_offered_held_or_counted_than_there_are_seats() {
    let mut town = Town::new();
    assert_eq!(hold(&mut town, SUN, 1, HoldReason::Repair), Err(Refusal::NoRoom), "nothing was counted");
    count(&mut town, SUN, 10, 7).unwrap();
    hold(&mut town, SUN, 2, HoldReason::Repair).unwrap();
    assert_eq!(hold(&mut town, SUN, 2, HoldReason::NoStaff), Err(Refusal::NoRoom));
    hold(&mut town, SUN, 3, HoldReason::Repair).unwrap();
    assert_eq!(seats(&town, SUN), ((10, 7, 3), (0, 0), 0), "a new number takes the place of the old one");
    assert_eq!(report(&mut town, SUN, 8), Err(Refusal::NoRoom), "seven children can leave, not eight");
    report(&mut town, SUN, 7).unwrap();
    assert_eq!(count(&mut town, SUN, 10, 1), Err(Refusal::NoRoom));
    assert_eq!(count(&mut town, SUN, 9, 0), Err(Refusal::NoRoom), "ten are held and offered");
    hold(&mut town, SUN, 0, HoldReason::Repair).unwrap();
    assert_eq!(seats(&town, SUN), ((10, 0, 0), (0, 7), 3));
}

#[test]
fn a_recalled_seat_is_free_again_unless_the_child_stays() {
    let mut town = Town::new();
    count(&mut town, SUN, 10, 10).unwrap();
    report(&mut town, SUN, 3).unwrap();
    recall(&mut town, SUN, 1, RecallReason::ChildStays);
    assert_eq!(seats(&town, SUN), ((10, 8, 0), (0, 2), 0));
    recall(&mut town, SUN, 1, RecallReason::Repair);
    assert_eq!(seats(&town, SUN), ((10, 8, 0), (0, 1), 1));
}

#[test]
fn nobody_is_admitted_outside_the_order_to_a_full_group() {
    let mut town = Town::new();
    town.family(1, Ordinary);
    count(&mut town, SUN, 10, 10).unwrap();
    let command = Command::AdmitOutsideOrder {
        application: ApplicationId(1),
        group: GroupId(SUN),
        reason: ActReason::CourtDecision,
    };
    assert_eq!(town.ask(&command), Err(Refusal::NoRoom));
    count(&mut town, SUN, 11, 10).unwrap();
    town.does(&command);
    assert_eq!(seats(&town, SUN), ((11, 10, 0), (1, 0), 0));
}

#[test]
fn a_group_closes_or_leaves_a_year_only_when_nothing_of_it_is_on_its_way() {
    let mut town = Town::new();
    town.family(1, Ordinary).reported(SUN, 1);
    let close = Command::CloseGroup { group: GroupId(SUN) };
    let change = Command::ChangeGroup { group: GroupId(SUN), birth_years: vec![2024, 2022] };
    assert_eq!(town.ask(&close), Err(Refusal::GroupInUse), "a place is offered");
    town.at("2026-03-03 07:00:00").claims(1, SUN);
    assert_eq!(town.ask(&change), Err(Refusal::GroupInUse), "a child is referred");
    town.does(&Command::ChangeGroup { group: GroupId(SUN), birth_years: vec![2024, 2023] });
    assert_eq!(town.state.groups()[&GroupId(SUN)].birth_years, [2023, 2024]);
    town.enrols(1).does(&change).does(&close);
    assert_eq!(town.ask(&close), Err(Refusal::UnknownGroup));
    assert_eq!(town.ask(&change), Err(Refusal::UnknownGroup));
    assert_eq!(count(&mut town, SUN, 1, 1), Err(Refusal::UnknownGroup));
    assert_eq!(report(&mut town, SUN, 1), Err(Refusal::WrongQueue));
}

#[test]
fn the_year_turns_in_all_groups_at_once_or_in_none() {
    let mut town = Town::new();
    town.reported(ASH, 1);
    let years = |town: &Town| [SUN, ASH, ELM].map(|group| town.state.groups()[&GroupId(group)].birth_years[0]);
    let plan = || vec![turn(SUN, 2024, 0), turn(ASH, 2024, 0), turn(ELM, 2022, 20)];
    assert_eq!(turn_year(&mut town, plan()), Err(Refusal::GroupInUse));
    assert_eq!(years(&town), [2023, 2023, 2022]);
    recall(&mut town, ASH, 1, RecallReason::ReportedByMistake);
    assert_eq!(turn_year(&mut town, vec![turn(SUN, 2024, 26)]), Err(Refusal::NoRoom));
    assert_eq!(turn_year(&mut town, vec![turn(SUN, 2024, 0), turn(SUN, 2025, 0)]), Err(Refusal::WrongChoice));
    let nothing = GroupTurn { birth_years: Vec::new(), ..turn(SUN, 2024, 0) };
    assert_eq!(turn_year(&mut town, vec![nothing]), Err(Refusal::WrongChoice));
    turn_year(&mut town, plan()).unwrap();
    assert_eq!(years(&town), [2024, 2024, 2022]);
    assert_eq!(seats(&town, ELM), ((25, 20, 0), (0, 0), 5));
}

#[test]
fn groups_of_a_kindergarten_that_ends_go_on_in_another_with_all_that_is_on_its_way() {
    let mut town = Town::new();
    town.family(1, Ordinary).reported(SUN, 1);
    let merge =
        |from, into| Command::MergeKindergarten { kindergarten: KindergartenId(from), into: KindergartenId(into) };
    assert_eq!(town.ask(&merge(1, 1)), Err(Refusal::WrongChoice));
    town.does(&merge(1, 2)).at("2026-03-03 07:00:00").claims(1, SUN);
    assert_eq!(town.state.groups()[&GroupId(SUN)].kindergarten, KindergartenId(2));
    assert_eq!(turn_year(&mut town, vec![turn(ELM, 2024, 0)]), Err(Refusal::UnknownGroup), "no longer its group");
}
