//! A family's ranked list of groups, carried out for it when its access opens (rules, 7).

use crate::town::{ASH, ELM, SUN, Town};
use admission::Class::Ordinary;
use admission::Status::{Access, Referred, Waiting};
use admission::{ApplicationId, Choice, Command, Event, GroupId, Policy, Refusal, Source};

fn three_families(town: &mut Town) -> &mut Town {
    town.at("2026-03-02 09:00:00").family(1, Ordinary).family(2, Ordinary).family(3, Ordinary)
}

#[test]
fn choices_are_carried_out_in_the_order_of_the_queue_each_by_its_own_ranks() {
    let mut town = Town::new();
    three_families(&mut town).reported(SUN, 1).reported(ASH, 2);
    // Stored the other way round: the order of the queue decides, not who stored first.
    for (family, groups) in [(3, vec![SUN, ASH]), (2, vec![SUN]), (1, vec![SUN, ASH])] {
        assert!(town.chooses(family, &groups).is_ok());
    }
    town.at("2026-03-03 07:00:00");
    assert_eq!((town.referred_to(1), town.referred_to(3)), (Some(SUN), Some(ASH)));
    assert_eq!(town.standing(2), (Access, Ordinary, Some(1)), "sun is taken; the family may still choose otherwise");
    assert_eq!(town.places(), (0, 0, 1, 0));
}

#[test]
fn a_choice_takes_no_place_without_access_unless_the_town_allows_it_for_open_places() {
    for (open, expected) in [(false, Waiting), (true, Referred)] {
        let mut town = Town::under(Policy { standing_choice_open: open, ..Policy::default() });
        town.at("2026-03-02 09:00:00").family(1, Ordinary).reported(SUN, 1);
        town.at("2026-03-03 12:00:00").family(2, Ordinary);
        town.chooses(2, &[SUN]).unwrap();
        assert_eq!(town.at("2026-03-06 06:59:59").status(2), Waiting);
        assert_eq!(town.at("2026-03-06 07:00:00").status(2), expected, "standing_choice_open = {open}");
    }
}

#[test]
fn a_choice_stored_after_the_access_opened_waits_for_the_next_access() {
    let mut town = Town::new();
    three_families(&mut town).reported(SUN, 1);
    town.at("2026-03-03 07:00:00").chooses(1, &[SUN]).unwrap();
    assert_eq!(
        town.at("2026-03-04 07:00:00").status(1),
        Access,
        "it is carried out as the access opens, not a day later"
    );
}

#[test]
fn a_town_may_do_without_choices() {
    let mut town = Town::under(Policy { standing_choice_early: false, ..Policy::default() });
    three_families(&mut town).reported(SUN, 1);
    town.chooses(1, &[SUN]).unwrap();
    assert_eq!(town.at("2026-03-03 07:00:00").status(1), Access);
}

#[test]
fn an_empty_list_ends_a_choice_and_so_does_leaving_the_queue() {
    let mut town = Town::new();
    three_families(&mut town).reported(SUN, 1);
    town.chooses(1, &[SUN]).unwrap();
    assert_eq!(town.state.standing_choice(ApplicationId(1)), [GroupId(SUN)]);
    town.chooses(1, &[]).unwrap();
    assert_eq!(town.at("2026-03-03 07:00:00").status(1), Access);
    town.chooses(2, &[SUN]).unwrap();
    town.withdraws(2);
    assert_eq!(town.state.standing_choice(ApplicationId(2)), []);
}

#[test]
fn a_list_names_groups_of_ones_own_queue_and_each_once() {
    let mut town = Town::new();
    three_families(&mut town).withdraws(3);
    let table = [
        (9, vec![99], Refusal::UnknownApplication),
        (3, vec![99], Refusal::Closed),
        (1, vec![SUN, 99], Refusal::UnknownGroup),
        (1, vec![ELM], Refusal::WrongQueue),
        (1, vec![SUN, ASH, SUN], Refusal::WrongChoice),
    ];
    for (family, groups, expected) in table {
        assert_eq!(town.chooses(family, &groups), Err(expected), "{groups:?}");
    }
}

#[test]
fn the_journal_says_that_the_list_chose_and_not_the_family() {
    let mut town = Town::new();
    three_families(&mut town).reported(SUN, 1);
    town.chooses(1, &[SUN]).unwrap();
    let step = town.at("2026-03-03 06:59:59").state.next_step().unwrap();
    let events = town.state.decide(step.due, &Command::RunStep { step }).unwrap();
    let claimed = events.iter().find_map(|event| match event {
        Event::PlaceClaimed { choice, source, .. } => Some((*choice, *source)),
        _ => None,
    });
    assert_eq!(claimed, Some((Choice::Standing, Source::Early(step.on))));
}
