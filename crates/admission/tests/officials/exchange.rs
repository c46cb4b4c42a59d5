//! Two enrolled children exchange their places (rules, 9): both families agree, the office confirms.

use crate::town::{ASH, ELM, SUN, Town};
use admission::Class::Ordinary;
use admission::{ApplicationId, Command, Event, ExchangeReason, GroupId, Kind, KindergartenId, Refusal};

/// Families 1 and 2 in the groups of 2023, family 3 beside family 1, family 4 in the group of 2022.
fn enrolled() -> Town {
    let mut town = Town::new();
    town.at("2026-03-02 09:00:00");
    for number in 1..=3 {
        town.family(number, Ordinary);
    }
    town.applies(4, 2022, Kind::General, Ordinary, None).family(5, Ordinary);
    town.reported(SUN, 2).reported(ASH, 1).reported(ELM, 1).at("2026-03-03 07:00:00");
    for (family, group) in [(1, SUN), (2, ASH), (3, SUN), (4, ELM)] {
        town.claims(family, group).enrols(family);
    }
    town
}

fn wishes(town: &mut Town, family: u64, kindergartens: &[u32]) -> Result<(), Refusal> {
    let kindergartens = kindergartens.iter().copied().map(KindergartenId).collect();
    town.ask(&Command::WishExchange { application: ApplicationId(family), kindergartens }).map(drop)
}

fn agrees(town: &mut Town, family: u64, with: u64) -> Result<(), Refusal> {
    town.ask(&Command::AgreeToExchange { application: ApplicationId(family), with: ApplicationId(with) }).map(drop)
}

fn confirm(town: &mut Town, one: u64, other: u64) -> Result<Vec<Event>, Refusal> {
    town.ask(&Command::ExchangePlaces { applications: [ApplicationId(one), ApplicationId(other)] })
}

fn refuse(town: &mut Town, one: u64, other: u64) -> Result<(), Refusal> {
    let (applications, reason) = ([ApplicationId(one), ApplicationId(other)], ExchangeReason::ConsentNotConfirmed);
    town.ask(&Command::RefuseExchange { applications, reason }).map(drop)
}

fn matches(town: &Town, family: u64) -> Vec<u64> {
    town.state.exchange_matches(ApplicationId(family)).into_iter().map(|id| id.0).collect()
}

fn group(town: &Town, family: u64) -> Option<u32> {
    town.state.application(ApplicationId(family))?.enrolled_in().map(|group| group.0)
}

#[test]
fn two_families_agree_the_office_confirms_and_each_child_goes_where_the_other_went() {
    let mut town = enrolled();
    wishes(&mut town, 1, &[]).unwrap();
    assert_eq!(matches(&town, 1), [0; 0], "nobody else wishes yet");
    wishes(&mut town, 2, &[1]).unwrap();
    wishes(&mut town, 3, &[1]).unwrap();
    assert_eq!((matches(&town, 1), matches(&town, 2), matches(&town, 3)), (vec![2], vec![1, 3], vec![2]));
    agrees(&mut town, 1, 2).unwrap();
    assert_eq!(confirm(&mut town, 1, 2), Err(Refusal::NotAgreed));
    agrees(&mut town, 2, 1).unwrap();
    assert_eq!(town.state.agreed_exchanges(), [[ApplicationId(1), ApplicationId(2)]]);
    assert_eq!(confirm(&mut town, 1, 2).unwrap().len(), 1);
    assert_eq!((group(&town, 1), group(&town, 2), group(&town, 3)), (Some(ASH), Some(SUN), Some(SUN)));
    assert!(town.state.agreed_exchanges().is_empty() && matches(&town, 3).is_empty(), "wishes that came true are over");
    assert_eq!(confirm(&mut town, 1, 2), Err(Refusal::NotAgreed), "an exchange is confirmed once");
}

#[test]
fn an_exchange_needs_two_enrolled_children_of_one_queue_in_different_groups() {
    let mut town = enrolled();
    assert_eq!(wishes(&mut town, 5, &[]), Err(Refusal::NotEnrolled));
    assert_eq!(wishes(&mut town, 9, &[]), Err(Refusal::UnknownApplication));
    assert_eq!(wishes(&mut town, 1, &[1, 1]), Err(Refusal::WrongChoice));
    assert_eq!(wishes(&mut town, 1, &[8]), Err(Refusal::UnknownGroup));
    for family in 1..=4 {
        wishes(&mut town, family, &[]).unwrap();
    }
    assert_eq!(agrees(&mut town, 1, 5), Err(Refusal::NotEnrolled));
    assert_eq!(agrees(&mut town, 1, 4), Err(Refusal::DifferentQueues));
    assert_eq!(agrees(&mut town, 1, 3), Err(Refusal::SameGroup));
    assert_eq!(agrees(&mut town, 1, 1), Err(Refusal::SameGroup));
    town.does(&Command::EndExchangeWish { application: ApplicationId(2) });
    assert_eq!(agrees(&mut town, 1, 2), Err(Refusal::NoMatch));
    assert_eq!(town.ask(&Command::EndExchangeWish { application: ApplicationId(2) }), Err(Refusal::NoWish));
}

#[test]
fn whoever_wishes_anew_or_no_more_has_agreed_to_nothing() {
    let mut town = enrolled();
    let both_agreed = |town: &mut Town| {
        wishes(town, 1, &[]).unwrap();
        wishes(town, 2, &[]).unwrap();
        agrees(town, 1, 2).unwrap();
        agrees(town, 2, 1).unwrap();
        assert_eq!(town.state.agreed_exchanges().len(), 1);
    };
    both_agreed(&mut town);
    wishes(&mut town, 2, &[1]).unwrap();
    assert!(town.state.exchange_agreed_with(ApplicationId(1)).is_none(), "the other agreed to what is no more");
    both_agreed(&mut town);
    town.does(&Command::EndExchangeWish { application: ApplicationId(1) });
    assert_eq!(confirm(&mut town, 1, 2), Err(Refusal::NotAgreed));
    both_agreed(&mut town);
    wishes(&mut town, 3, &[]).unwrap();
    agrees(&mut town, 2, 3).unwrap();
    assert_eq!(confirm(&mut town, 1, 2), Err(Refusal::NotAgreed), "one agrees with one at a time");
}

#[test]
fn an_exchange_that_the_office_does_not_confirm_leaves_both_where_they_are_and_both_wishes() {
    let mut town = enrolled();
    wishes(&mut town, 1, &[]).unwrap();
    wishes(&mut town, 2, &[]).unwrap();
    assert_eq!(refuse(&mut town, 1, 2), Err(Refusal::NotAgreed));
    agrees(&mut town, 1, 2).unwrap();
    agrees(&mut town, 2, 1).unwrap();
    refuse(&mut town, 2, 1).unwrap();
    assert_eq!((group(&town, 1), group(&town, 2), matches(&town, 1)), (Some(SUN), Some(ASH), vec![2]));
    assert!(town.state.agreed_exchanges().is_empty());
}

#[test]
fn a_group_that_takes_that_birth_year_no_more_is_exchanged_for_nothing() {
    let mut town = enrolled();
    wishes(&mut town, 1, &[]).unwrap();
    wishes(&mut town, 2, &[]).unwrap();
    agrees(&mut town, 1, 2).unwrap();
    agrees(&mut town, 2, 1).unwrap();
    town.does(&Command::ChangeGroup { group: GroupId(ASH), birth_years: vec![2024] });
    assert_eq!((confirm(&mut town, 1, 2), matches(&town, 1)), (Err(Refusal::WrongQueue), Vec::new()));
}

#[test]
fn a_wish_for_a_kindergarten_that_is_merged_is_one_for_the_kindergarten_that_goes_on() {
    let mut town = enrolled();
    wishes(&mut town, 1, &[1]).unwrap();
    wishes(&mut town, 2, &[]).unwrap();
    town.does(&Command::MergeKindergarten { kindergarten: KindergartenId(1), into: KindergartenId(5) });
    assert_eq!(matches(&town, 1), [2]);
    let wished = town.state.exchange_wish(ApplicationId(1));
    assert_eq!(wished, Some([KindergartenId(1), KindergartenId(5)].as_slice()));
}
