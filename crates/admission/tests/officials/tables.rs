//! A table of groups or of vacated places happens whole or not at all.

use crate::town::{ASH, ELM, SUN, Town};
use admission::{Command, GroupChange, GroupId, GroupOpening, Kind, KindergartenId, PlacesReport, Refusal, SeatCount};

const NEW: u32 = 9;

fn opening(group: u32, birth_years: &[i64], seats: Option<(u64, u64)>) -> GroupOpening {
    let seats = seats.map(|(capacity, attending)| SeatCount { capacity, attending });
    let (group, kindergarten) = (GroupId(group), KindergartenId(2));
    GroupOpening { group, kindergarten, birth_years: birth_years.to_vec(), kind: Kind::General, seats }
}

fn change(group: u32, birth_years: Option<&[i64]>, seats: Option<(u64, u64)>) -> GroupChange {
    let seats = seats.map(|(capacity, attending)| SeatCount { capacity, attending });
    GroupChange { group: GroupId(group), birth_years: birth_years.map(<[i64]>::to_vec), seats }
}

fn report(group: u32, birth_year: i64, places: u64) -> PlacesReport {
    PlacesReport { group: GroupId(group), birth_year, places }
}

#[test]
fn a_table_of_groups_opens_changes_and_counts_them_at_once() {
    let mut town = Town::new();
    let openings = vec![opening(NEW, &[2024, 2023, 2024], Some((20, 18)))];
    let changes = vec![change(SUN, Some(&[2024]), None), change(ASH, None, Some((25, 25)))];
    town.does(&Command::ArrangeGroups { openings, changes });
    let groups = town.state.groups();
    assert_eq!(groups[&GroupId(NEW)].birth_years, [2023, 2024]);
    assert_eq!(groups[&GroupId(SUN)].birth_years, [2024]);
    let counted = |group| town.state.seats(GroupId(group)).unwrap().counted;
    assert_eq!((counted(NEW), counted(ASH), counted(SUN)), (Some((20, 18, 0)), Some((25, 25, 0)), None));
}

#[test]
fn one_line_that_cannot_be_keeps_the_whole_table_of_groups_from_happening() {
    let fine = || opening(NEW, &[2023], Some((20, 20)));
    for (openings, changes, refusal) in [
        (vec![fine(), opening(SUN, &[2023], None)], vec![], Refusal::DuplicateGroup),
        (vec![fine(), fine()], vec![], Refusal::DuplicateGroup),
        (vec![fine(), opening(10, &[], None)], vec![], Refusal::WrongChoice),
        (vec![fine(), opening(10, &[2023], Some((20, 21)))], vec![], Refusal::NoRoom),
        (vec![fine()], vec![change(SUN, None, None), change(SUN, None, None)], Refusal::WrongChoice),
        (vec![fine()], vec![change(77, None, Some((1, 1)))], Refusal::UnknownGroup),
        (vec![fine()], vec![change(SUN, Some(&[]), None)], Refusal::WrongChoice),
        (vec![fine()], vec![change(SUN, None, Some((25, 25)))], Refusal::NoRoom),
        (vec![fine()], vec![change(SUN, Some(&[2024]), None)], Refusal::GroupInUse),
    ] {
        let mut town = Town::new();
        town.reported(SUN, 1);
        let before = town.state.clone();
        assert_eq!(town.ask(&Command::ArrangeGroups { openings, changes }), Err(refusal));
        assert_eq!(town.state, before, "{refusal}");
    }
}

#[test]
fn a_table_of_places_is_reported_whole_and_fits_into_each_group_as_a_whole() {
    let mut town = Town::new();
    town.does(&Command::CountSeats { group: GroupId(SUN), capacity: 25, attending: 2 }).does(&Command::CountSeats {
        group: GroupId(ELM),
        capacity: 20,
        attending: 20,
    });
    let all = |reports| Command::ReportAllPlaces { reports };
    town.does(&all(vec![report(SUN, 2023, 20), report(ASH, 2023, 0), report(ELM, 2022, 2), report(SUN, 2023, 4)]));
    let seats = town.state.seats(GroupId(SUN)).unwrap();
    assert_eq!((seats.counted, seats.offered), (Some((25, 1, 0)), 24));
    let before = town.state.clone();
    for (reports, refusal) in [
        (vec![report(ELM, 2022, 1), report(77, 2022, 1)], Refusal::UnknownGroup),
        (vec![report(ELM, 2022, 1), report(ELM, 2023, 1)], Refusal::WrongQueue),
        (vec![report(ELM, 2022, 1), report(SUN, 2023, 1), report(SUN, 2023, 1)], Refusal::NoRoom),
        (vec![report(ASH, 2023, u64::MAX), report(ASH, 2023, 1)], Refusal::NoRoom),
    ] {
        assert_eq!(town.ask(&all(reports)), Err(refusal));
        assert_eq!(town.state, before, "{refusal}");
    }
}
