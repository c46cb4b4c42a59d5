//! Twins who are joined (rules, 9): one list serves both, and both places are taken at once in one kindergarten.

use crate::town::{ASH, SUN, Town};
use admission::Class::{FirstPriority, Ordinary};
use admission::Status::{Access, Enrolled, Paused, Referred, Waiting, Withdrawn};
use admission::{Application, ApplicationId, Command, Event, GroupId, Kind, KindergartenId, Policy, Refusal, Status};

/// A group of 2023 in another kindergarten.
const FAR: u32 = 7;

/// Families 1 to 5 of 2023, of whom 1 and 3 are twins.
fn town() -> Town {
    town_under(Policy::default())
}

fn town_under(policy: Policy) -> Town {
    let mut town = Town::under(policy);
    let (group, kindergarten) = (GroupId(FAR), KindergartenId(2));
    town.does(&Command::OpenGroup { group, kindergarten, birth_years: vec![2023], kind: Kind::General });
    town.at("2026-03-02 09:00:00");
    for number in 1..=5 {
        town.family(number, Ordinary);
    }
    town
}

fn joined(mut town: Town, one: u64, other: u64) -> Town {
    join(&mut town, one, other).expect("both wait in one queue");
    town
}

fn join(town: &mut Town, one: u64, other: u64) -> Result<(), Refusal> {
    town.ask(&Command::JoinTwins { applications: [ApplicationId(one), ApplicationId(other)] }).map(drop)
}

fn part(town: &mut Town, one: u64) -> Result<(), Refusal> {
    town.ask(&Command::PartTwins { application: ApplicationId(one) }).map(drop)
}

fn claim(town: &mut Town, families: [u64; 2], groups: [u32; 2]) -> Result<Vec<Event>, Refusal> {
    let (applications, groups) = (families.map(ApplicationId), groups.map(GroupId));
    town.ask(&Command::ClaimForTwins { applications, groups })
}

fn statuses(town: &Town) -> [Status; 5] {
    [1, 2, 3, 4, 5].map(|family| town.status(family))
}

#[test]
fn both_are_given_access_when_the_turn_has_come_to_both() {
    let mut town = joined(town(), 1, 3);
    assert_eq!(town.order(2023), [1, 2, 3, 4, 5], "nobody is moved");
    town.reported(SUN, 3).at("2026-03-03 07:00:00");
    assert_eq!(statuses(&town), [Access, Access, Access, Waiting, Waiting]);
}

#[test]
fn a_list_that_does_not_reach_both_is_let_pass_by_both_and_costs_them_nothing() {
    let mut town = joined(town(), 1, 3);
    town.reported(SUN, 2).at("2026-03-03 07:00:00");
    assert_eq!(statuses(&town), [Waiting, Access, Waiting, Access, Waiting], "one access is left when 3 is reached");
    let queue = town.state.queues().next().expect("one queue");
    assert_eq!(queue.slots_used(), (1, 2), "two slots for two accesses; nobody of the first priority waits");
    town.reported(SUN, 2).at("2026-03-04 07:00:00");
    assert_eq!(statuses(&town), [Access, Access, Access, Access, Waiting]);
}

#[test]
fn two_places_in_two_kindergartens_are_no_list_for_twins() {
    let mut town = joined(town(), 1, 2);
    town.reported(SUN, 1).reported(FAR, 1).at("2026-03-03 07:00:00");
    assert_eq!(statuses(&town), [Waiting, Waiting, Access, Access, Waiting]);
    town.reported(SUN, 1).reported(ASH, 1).at("2026-03-04 07:00:00");
    assert_eq!(statuses(&town), [Access, Access, Access, Access, Waiting], "two groups of one kindergarten will do");
}

#[test]
fn two_places_serve_one_pair_and_not_two() {
    let mut town = joined(joined(town(), 1, 2), 3, 4);
    town.reported(SUN, 2).reported(FAR, 1).at("2026-03-03 07:00:00");
    assert_eq!(statuses(&town), [Access, Access, Waiting, Waiting, Access]);
}

#[test]
fn a_twin_of_a_better_class_waits_for_the_other() {
    let mut town = Town::new();
    town.at("2026-03-02 09:00:00").family(1, Ordinary).family(2, FirstPriority).confirmed(2, None).family(3, Ordinary);
    join(&mut town, 2, 1).unwrap();
    town.reported(SUN, 1).at("2026-03-03 07:00:00");
    assert_eq!([1, 2, 3].map(|family| town.status(family)), [Waiting, Waiting, Access]);
    town.reported(SUN, 2).at("2026-03-04 07:00:00");
    assert_eq!([1, 2].map(|family| town.status(family)), [Access, Access]);
    let queue = town.state.queues().find(|queue| queue.id().birth_year == 2023).expect("the queue of 2023");
    let (first, ordinary) = queue.slots_used();
    assert!(first >= 1 && ordinary >= 2, "each used a slot of its own class: {first}, {ordinary}");
}

#[test]
fn whoever_does_not_stand_in_the_order_keeps_its_twin_waiting() {
    let mut town = joined(town(), 1, 2);
    town.does(&Command::AdmitOutsideOrder {
        application: ApplicationId(2),
        group: GroupId(ASH),
        reason: admission::ActReason::CourtDecision,
    });
    town.reported(SUN, 2).at("2026-03-03 07:00:00");
    assert_eq!(statuses(&town), [Waiting, Referred, Access, Access, Waiting]);
    town.enrols(2);
    assert_eq!(town.state.twin_of(ApplicationId(1)), None, "whoever is enrolled has no twin in the queue");
    town.reported(FAR, 1).at("2026-03-04 07:00:00");
    assert_eq!(town.status(1), Access);
}

#[test]
fn both_places_are_taken_at_once_in_one_kindergarten_or_none() {
    let mut town = joined(town(), 1, 2);
    town.reported(SUN, 1).reported(ASH, 2).reported(FAR, 1).at("2026-03-03 07:00:00");
    let alone = Command::ClaimPlace { application: ApplicationId(1), group: GroupId(SUN) };
    assert_eq!(town.ask(&alone), Err(Refusal::JoinedTwins));
    assert_eq!(claim(&mut town, [1, 2], [SUN, FAR]), Err(Refusal::TwinsApart));
    assert_eq!(claim(&mut town, [1, 2], [SUN, SUN]), Err(Refusal::NoPlace), "one place is not two");
    assert_eq!(claim(&mut town, [1, 3], [SUN, ASH]), Err(Refusal::NotJoined));
    assert_eq!(claim(&mut town, [3, 4], [SUN, ASH]), Err(Refusal::NotJoined));
    assert_eq!(town.places(), (0, 0, 4, 0), "nothing was taken");
    assert_eq!(claim(&mut town, [2, 1], [ASH, SUN]).unwrap().len(), 2);
    assert_eq!(statuses(&town), [Referred, Referred, Access, Access, Waiting]);
    assert_eq!(claim(&mut town, [1, 2], [SUN, ASH]), Err(Refusal::AlreadyReferred));
}

#[test]
fn twins_take_two_open_places_without_access() {
    let mut town = joined(town(), 4, 5);
    town.reported(SUN, 2).at("2026-03-03 07:00:00").at("2026-03-06 07:00:00");
    assert_eq!(claim(&mut town, [4, 5], [SUN, SUN]).unwrap().len(), 2);
    assert_eq!((town.status(4), town.status(5), town.places()), (Referred, Referred, (0, 0, 0, 0)));
}

#[test]
fn what_one_declines_both_wait_for_again_and_a_family_may_part_them() {
    let mut town = joined(town(), 1, 2);
    town.reported(SUN, 2).at("2026-03-03 07:00:00");
    claim(&mut town, [1, 2], [SUN, SUN]).unwrap();
    town.does(&Command::DeclineReferral { application: ApplicationId(1) });
    town.reported(ASH, 1).at("2026-03-04 07:00:00");
    assert_eq!((town.status(1), town.status(3)), (Waiting, Access), "1 waits for its twin, who has a referral");
    part(&mut town, 2).unwrap();
    assert_eq!(part(&mut town, 1), Err(Refusal::NotJoined));
    town.reported(ASH, 1).at("2026-03-05 07:00:00");
    assert_eq!(town.status(1), Access, "alone it is served alone");
}

#[test]
fn one_tap_passes_pauses_and_resumes_both() {
    let mut town = joined(town(), 1, 2);
    town.reported(SUN, 2).at("2026-03-03 07:00:00");
    town.does(&Command::PassAccess { application: ApplicationId(2) });
    assert_eq!((town.status(1), town.status(2)), (Waiting, Waiting));
    town.pauses(1);
    assert_eq!((town.status(1), town.status(2)), (Paused, Paused));
    town.does(&Command::ResumeApplication { application: ApplicationId(2) });
    assert_eq!((town.status(1), town.status(2), town.order(2023)), (Waiting, Waiting, vec![1, 2, 3, 4, 5]));
}

#[test]
fn twins_who_let_too_many_accesses_lapse_are_paused_together() {
    let mut town = joined(town_under(Policy { pause_after_missed: Some(1), ..Policy::default() }), 1, 2);
    town.reported(SUN, 2).at("2026-03-03 07:00:00");
    assert_eq!((town.status(1), town.status(2)), (Access, Access));
    town.at("2026-03-06 07:00:00");
    assert_eq!((town.status(1), town.status(2)), (Paused, Paused));
}

#[test]
fn ranked_lists_of_twins_are_carried_out_together_where_both_name_the_kindergarten() {
    let mut town = joined(town(), 1, 2);
    town.chooses(1, &[FAR, SUN]).unwrap();
    town.reported(SUN, 1).reported(ASH, 1).at("2026-03-03 07:00:00");
    assert_eq!((town.status(1), town.status(2)), (Access, Access), "the second has no list");
    town.does(&Command::PassAccess { application: ApplicationId(1) });
    town.chooses(2, &[FAR, ASH]).unwrap();
    town.reported(SUN, 1).reported(ASH, 1).at("2026-03-04 07:00:00");
    let group =
        |family| town.state.application(ApplicationId(family)).and_then(Application::referral).map(|it| it.group.0);
    assert_eq!((group(1), group(2)), (Some(SUN), Some(ASH)));
}

#[test]
fn only_two_who_wait_in_one_queue_are_joined_and_each_with_one() {
    let mut town = town();
    town.applies(6, 2022, Kind::General, Ordinary, None);
    assert_eq!(join(&mut town, 1, 9), Err(Refusal::UnknownApplication));
    assert_eq!(join(&mut town, 1, 1), Err(Refusal::DuplicateChild));
    assert_eq!(join(&mut town, 1, 6), Err(Refusal::DifferentQueues));
    town.pauses(2);
    assert_eq!(join(&mut town, 1, 2), Err(Refusal::NotWaiting));
    join(&mut town, 1, 3).unwrap();
    assert_eq!(join(&mut town, 4, 3), Err(Refusal::AlreadyJoined));
    town.withdraws(5);
    assert_eq!(join(&mut town, 4, 5), Err(Refusal::Closed));
    assert_eq!(part(&mut town, 4), Err(Refusal::NotJoined));
    assert_eq!(town.state.twins(), [[ApplicationId(1), ApplicationId(3)]]);
    town.withdraws(1);
    assert_eq!((town.state.twins().len(), town.status(1), town.status(3)), (0, Withdrawn, Waiting));
}

#[test]
fn a_year_that_is_corrected_parts_twins() {
    let mut town = joined(town(), 1, 2);
    let (birth_year, reason) = (2022, admission::ActReason::PapersCorrected);
    town.does(&Command::CorrectBirthYear { application: ApplicationId(1), birth_year, reason });
    assert!(town.state.twins().is_empty());
}

#[test]
fn one_of_two_referrals_is_enrolled_alone() {
    let mut town = joined(town(), 1, 2);
    town.reported(SUN, 2).at("2026-03-03 07:00:00");
    claim(&mut town, [1, 2], [SUN, SUN]).unwrap();
    town.enrols(1);
    assert_eq!((town.status(1), town.status(2), town.state.twins().len()), (Enrolled, Referred, 0));
}

#[test]
fn a_ranked_list_refers_nobody_whose_twin_has_a_referral() {
    let mut town = joined(town_under(Policy { standing_choice_open: true, ..Policy::default() }), 1, 2);
    for family in [1, 2] {
        town.chooses(family, &[SUN, ASH]).unwrap();
    }
    town.reported(SUN, 2).at("2026-03-03 07:00:00");
    assert_eq!((town.status(1), town.status(2)), (Referred, Referred));
    town.does(&Command::DeclineReferral { application: ApplicationId(1) });
    town.chooses(1, &[SUN, ASH]).unwrap();
    for family in [3, 4, 5] {
        town.withdraws(family);
    }
    let group =
        |town: &Town| town.state.application(ApplicationId(2)).and_then(Application::referral).map(|it| it.group.0);
    let before = group(&town);
    town.reported(ASH, 2).at("2026-03-04 07:00:00").at("2026-03-09 07:00:00");
    assert_eq!((town.status(1), group(&town)), (Waiting, before));
}

#[test]
fn who_lets_others_pass_collects_no_arrears() {
    let mut town = Town::new();
    town.at("2026-03-02 09:00:00");
    for family in 1..=8 {
        town.family(family, Ordinary);
    }
    town.family(9, FirstPriority).confirmed(9, None);
    join(&mut town, 9, 8).unwrap();
    town.reported(SUN, 6).at("2026-03-03 07:00:00");
    assert_eq!([1, 6, 7, 9].map(|family| town.status(family)), [Access, Access, Waiting, Waiting]);
    let queue = town.state.queues().find(|queue| queue.id().birth_year == 2023).expect("the queue of 2023");
    assert_eq!(queue.slots_used(), (2, 6), "the next of first priority is one to three again, and not six at once");
}

#[test]
fn twins_have_missed_nothing_where_others_left_no_two_places_beside_each_other() {
    let policy = Policy { pause_after_missed: Some(1), ..Policy::default() };
    let mut town = joined(town_under(policy), 1, 2);
    town.reported(SUN, 2).reported(FAR, 1).at("2026-03-03 07:00:00");
    town.does(&Command::ClaimPlace { application: ApplicationId(3), group: GroupId(SUN) });
    town.at("2026-03-06 07:00:00");
    for twin in [1, 2] {
        let missed = town.state.application(ApplicationId(twin)).map(Application::missed_in_a_row);
        assert_eq!((town.status(twin), missed), (Waiting, Some(0)));
    }
}

#[test]
fn a_twin_without_a_conclusion_keeps_nobody_from_the_lists() {
    let mut town = Town::new();
    town.at("2026-03-02 09:00:00");
    for family in [1, 2] {
        town.applies(family, 2022, Kind::Correctional, Ordinary, None);
    }
    assert_eq!(join(&mut town, 1, 2), Err(Refusal::ConclusionRequired));
}
