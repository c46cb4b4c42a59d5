//! Acts outside the ordinary course (rules, 9): each has a reason and is counted in public, and none sets a position.

use crate::town::{ELM, SUN, Town};
use admission::Class::{FirstPriority, Ordinary};
use admission::Status::{Access, Expired, Referred, Waiting, Withdrawn};
use admission::{ActReason, ApplicationId, Command, Event, GroupId, Kind, Refusal};

fn three_families(town: &mut Town) -> &mut Town {
    town.at("2026-03-02 09:00:00").family(1, Ordinary).family(2, Ordinary).family(3, Ordinary)
}

fn correct(town: &mut Town, family: u64, birth_year: i64) -> Result<(), Refusal> {
    let (application, reason) = (ApplicationId(family), ActReason::PapersCorrected);
    town.ask(&Command::CorrectBirthYear { application, birth_year, reason }).map(drop)
}

fn admit(town: &mut Town, family: u64, group: u32) -> Result<Vec<Event>, Refusal> {
    let (application, group, reason) = (ApplicationId(family), GroupId(group), ActReason::EmployeesChild);
    town.ask(&Command::AdmitOutsideOrder { application, group, reason })
}

fn move_away(town: &mut Town, family: u64) -> Result<Vec<Event>, Refusal> {
    town.ask(&Command::MoveAway { application: ApplicationId(family), reason: ActReason::FamilyMoved })
}

#[test]
fn every_act_outside_the_order_is_counted_by_kind_and_reason() {
    let mut town = Town::new();
    three_families(&mut town).family(4, Ordinary);
    assert_eq!(town.state.acts().count(), 0);
    correct(&mut town, 1, 2022).unwrap();
    admit(&mut town, 2, SUN).unwrap();
    move_away(&mut town, 3).unwrap();
    town.withdraws(4).restores(4).unwrap();
    town.withdraws(4).restores(4).unwrap();
    // What is refused is not counted, nor is what a family or the clock does.
    assert_eq!(town.restores(4), Err(Refusal::NotClosed));
    let counted: Vec<_> = town.state.acts().collect();
    let expected = [
        ("admit_outside_order", ActReason::EmployeesChild, 1),
        ("correct_birth_year", ActReason::PapersCorrected, 1),
        ("move_away", ActReason::FamilyMoved, 1),
        ("restore", ActReason::ClosedByMistake, 2),
    ];
    assert_eq!(counted, expected);
}

#[test]
fn a_corrected_birth_year_moves_an_application_to_its_date_in_the_other_queue() {
    let mut town = Town::new();
    town.at("2026-03-02 09:00:00").applies(10, 2022, Kind::General, Ordinary, None);
    town.at("2026-03-02 10:00:00").family(1, FirstPriority).family(2, Ordinary).confirmed(1, None);
    town.at("2026-03-02 11:00:00").applies(11, 2022, Kind::General, Ordinary, None).reported(ELM, 1);
    correct(&mut town, 2, 2022).unwrap();
    assert_eq!((town.order(2022), town.order(2023)), (vec![10, 2, 11], vec![1]));
    correct(&mut town, 1, 2022).unwrap();
    assert_eq!(town.order(2022), [1, 10, 2, 11], "the class goes along");
    assert_eq!(town.at("2026-03-03 07:00:00").status(1), Access);
    // Moved under access: given up, not passed on, its slot returned.
    correct(&mut town, 1, 2023).unwrap();
    assert_eq!((town.order(2022), town.standing(1)), (vec![10, 2, 11], (Waiting, FirstPriority, Some(1))));
    assert_eq!(correct(&mut town, 1, 2019), Err(Refusal::NotOfAge));
}

#[test]
fn an_application_with_an_earlier_date_stands_at_it_and_never_at_a_later_one_than_now() {
    let mut town = Town::new();
    three_families(&mut town).at("2026-03-05 09:00:00");
    let at = |text: &str| Some(text.parse().unwrap());
    town.applies(4, 2023, Kind::General, Ordinary, at("2026-03-01T00:00:00Z"));
    town.applies(5, 2023, Kind::General, Ordinary, at("2027-01-01T00:00:00Z"));
    town.applies(6, 2023, Kind::General, Ordinary, at("2026-03-03T00:00:00Z"));
    town.at("2026-03-05 09:00:01").family(7, Ordinary);
    assert_eq!(town.order(2023), [4, 1, 2, 3, 6, 5, 7]);
}

#[test]
fn an_admission_outside_the_order_takes_no_offered_place_and_moves_nobody_else() {
    let mut town = Town::new();
    three_families(&mut town).reported(SUN, 1).at("2026-03-03 07:00:00");
    let events = admit(&mut town, 2, SUN).unwrap();
    assert_eq!(events.len(), 1, "{events:?}");
    assert_eq!((town.status(2), town.order(2023), town.places()), (Referred, vec![1, 3], (0, 0, 1, 0)));
    // The place is the kindergarten's word; when it comes back it is one like all others.
    town.refused_by_kindergarten(2);
    assert_eq!((town.order(2023), town.places()), (vec![1, 2, 3], (1, 0, 1, 0)));
    // Whoever holds access gives it up first.
    admit(&mut town, 1, SUN).unwrap();
    assert_eq!((town.status(1), town.places(), town.order(2023)), (Referred, (1, 0, 1, 0), vec![2, 3]));
    let refused = [(9, 99, Refusal::UnknownApplication), (1, 99, Refusal::AlreadyReferred)];
    for (family, group, expected) in
        refused.into_iter().chain([(3, 99, Refusal::UnknownGroup), (3, ELM, Refusal::WrongQueue)])
    {
        assert_eq!(admit(&mut town, family, group), Err(expected));
    }
}

#[test]
fn a_restored_application_waits_at_its_old_date() {
    let mut town = Town::new();
    three_families(&mut town).withdraws(1);
    move_away(&mut town, 2).unwrap();
    assert_eq!((town.order(2023), town.status(2)), (vec![3], Withdrawn));
    town.at("2026-03-20 09:00:00").restores(2).unwrap();
    town.restores(1).unwrap();
    assert_eq!(town.order(2023), [1, 2, 3]);
}

#[test]
fn an_application_is_not_restored_beside_another_nor_after_enrolment_nor_past_the_age() {
    let mut town = Town::new();
    three_families(&mut town).applies(20, 2020, Kind::General, Ordinary, None).withdraws(1).reported(SUN, 1);
    let again = Command::SubmitApplication {
        application: ApplicationId(8),
        child: admission::ChildId(1),
        birth_year: 2023,
        birth: admission::Birth::Past,
        kind: Kind::General,
        grounds: Vec::new(),
        earlier: None,
    };
    town.does(&again);
    assert_eq!(town.restores(1), Err(Refusal::DuplicateChild));
    town.at("2026-03-03 07:00:00")
        .claims(2, SUN)
        .enrols(2)
        .reported(SUN, 2)
        .at("2026-03-04 07:00:00")
        .claims(8, SUN)
        .enrols(8);
    assert_eq!(town.restores(1), Err(Refusal::AlreadyEnrolled));
    assert_eq!(town.restores(9), Err(Refusal::UnknownApplication));
    assert_eq!(town.at("2026-09-01 00:00:00").status(20), Expired);
    assert_eq!(town.restores(20), Err(Refusal::NotOfAge));
}

#[test]
fn a_date_corrected_within_its_year_leaves_an_access_where_it_is() {
    let mut town = Town::new();
    three_families(&mut town).reported(SUN, 1).at("2026-03-03 07:00:00");
    correct(&mut town, 1, 2023).unwrap();
    assert_eq!((town.status(1), town.order(2023)), (Access, vec![1, 2, 3]));
    assert_eq!(town.state.acts().count(), 1, "it is counted all the same");
}
