//! A confirmation with a last day lapses at the midnight after it (rules, 3), whatever the family is doing.

use crate::town::{OAK, SUN, Town, check};
use admission::Class::{FirstPriority, Ordinary, OutOfTurn};
use admission::Status::{Access, Enrolled, Paused, Referred, Stopped, Waiting, Withdrawn};
use admission::{ApplicationId, Command, Event, Ground, GroundReason, Kind, Refusal, TwoOfficials};

/// Family 2 is ordinary and came first; family 1 is first priority up to and including 12 March.
fn two_families(town: &mut Town) {
    town.at("2026-03-02 09:00:00").family(2, Ordinary).family(1, FirstPriority).confirmed(1, Some("2026-03-12"));
}

/// One place was reported; it opens to family 1 on the morning of `day`, a weekday after the tenth.
fn access_on_the_eleventh(town: &mut Town) {
    two_families(town);
    town.at("2026-03-10 12:00:00").reported(SUN, 1).at("2026-03-11 07:00:00");
    assert_eq!(town.standing(1), (Access, FirstPriority, Some(1)));
}

fn lapse(town: &mut Town) {
    town.at("2026-03-12 23:59:59");
    assert_ne!(town.standing(1).1, Ordinary, "the last day counts to its end");
    town.at("2026-03-13 00:00:00");
}

#[test]
fn a_ground_lapses_in_each_state_and_takes_the_class_back_but_never_the_date() {
    check("waiting", two_families, lapse, (Waiting, Ordinary, Some(2)));
    check("under access: taken back", access_on_the_eleventh, lapse, (Waiting, Ordinary, Some(2)));
    let referred = |town: &mut Town| {
        access_on_the_eleventh(town);
        town.claims(1, SUN);
    };
    check("referred: stays referred", referred, lapse, (Referred, Ordinary, None));
    let paused = |town: &mut Town| {
        two_families(town);
        town.pauses(1);
    };
    check("paused", paused, lapse, (Paused, Ordinary, None));
    let stopped = |town: &mut Town| {
        two_families(town);
        // Referred on Tuesday 3, valid to the end of Tuesday 10.
        town.at("2026-03-02 12:00:00").reported(SUN, 1).at("2026-03-03 07:00:00").claims(1, SUN);
        assert_eq!(town.at("2026-03-11 00:00:00").status(1), Stopped);
    };
    check("stopped", stopped, lapse, (Stopped, Ordinary, None));
    let enrolled = |town: &mut Town| {
        access_on_the_eleventh(town);
        town.claims(1, SUN).enrols(1);
    };
    check("enrolled", enrolled, lapse, (Enrolled, Ordinary, None));
    let withdrawn = |town: &mut Town| {
        two_families(town);
        town.withdraws(1);
    };
    check("withdrawn", withdrawn, lapse, (Withdrawn, Ordinary, None));
}

#[test]
fn the_slot_of_an_access_that_lapses_with_its_ground_goes_back() {
    let mut town = Town::new();
    access_on_the_eleventh(&mut town);
    let queue = |town: &Town| town.state.queues().map(admission::Queue::slots_used).next();
    assert_eq!(queue(&town), Some((1, 0)));
    lapse(&mut town);
    assert_eq!(queue(&town), Some((0, 0)));
    assert_eq!((town.order(2023), town.places()), (vec![2, 1], (0, 0, 1, 0)), "not passed on to family 2");
}

#[test]
fn a_confirmation_renewed_in_time_goes_on() {
    let table = [
        (Some("2026-03-20"), "2026-03-13 00:00:00", (Waiting, FirstPriority, Some(1))),
        (Some("2026-03-20"), "2026-03-21 00:00:00", (Waiting, Ordinary, Some(2))),
        (None, "2026-03-21 00:00:00", (Waiting, FirstPriority, Some(1))),
    ];
    for (last_day, instant, then) in table {
        let given = |town: &mut Town| {
            two_families(town);
            town.at("2026-03-12 10:00:00").confirmed(1, last_day);
        };
        let when = |town: &mut Town| {
            town.at(instant);
        };
        check(&format!("renewed to {last_day:?}, at {instant}"), given, when, then);
    }
}

#[test]
fn when_the_better_of_two_grounds_lapses_the_other_decides() {
    let given = |town: &mut Town| {
        two_families(town);
        town.applies(3, 2023, Kind::General, OutOfTurn, None).confirmed(3, None);
    };
    check("one of out of turn in front", given, |_| {}, (Waiting, FirstPriority, Some(2)));
    check("who stays there", given, lapse, (Waiting, Ordinary, Some(3)));
}

#[test]
fn an_access_given_as_ordinary_outlives_a_ground_confirmed_and_lapsed_under_it() {
    let given = |town: &mut Town| {
        town.at("2026-03-10 09:00:00").family(1, FirstPriority).reported(SUN, 1);
        town.at("2026-03-11 08:00:00").confirmed(1, Some("2026-03-12"));
        assert_eq!(town.standing(1), (Access, FirstPriority, Some(1)));
    };
    check("given as ordinary", given, lapse, (Access, Ordinary, Some(1)));
}

#[test]
fn a_lapsed_conclusion_takes_a_correctional_family_out_of_the_order_and_its_access_back() {
    let mut town = Town::new();
    town.at("2026-03-10 09:00:00").applies(1, 2023, Kind::Correctional, Ordinary, None);
    town.confirmed_as(1, Ground::Conclusion, Some("2026-03-12")).reported(OAK, 1);
    assert_eq!(town.at("2026-03-12 23:59:59").standing(1), (Access, Ordinary, Some(1)));
    assert_eq!(town.at("2026-03-13 00:00:00").standing(1), (Waiting, Ordinary, None));
    let in_front = town.state.in_front(ApplicationId(1)).map(|(holders, waiting)| holders + waiting.total());
    assert_eq!(in_front, Some(0), "what would be its place can still be asked");
}

#[test]
fn where_the_policy_asks_for_two_officials_nobody_comes_out_of_turn_by_one() {
    let mut town = Town::new();
    let two = admission::Policy { out_of_turn_confirmations: 2, ..admission::Policy::default() };
    let change = Command::ChangePolicy { policy: Box::new(two), times_from: admission::TimesFrom::NextDay };
    town.at("2026-03-10 09:00:00").does(&change);
    town.applies(1, 2023, Kind::General, OutOfTurn, None).applies(2, 2023, Kind::General, FirstPriority, None);
    let (application, ground, reason) = (ApplicationId(1), Ground::Claimed(0), GroundReason::DocumentProves);
    let confirm = |officials| Command::ConfirmGround {
        application,
        ground,
        reason,
        document_on: None,
        expires_on: None,
        officials,
    };
    let now = "2026-03-10T04:00:00Z".parse().unwrap();
    let same = TwoOfficials { first: 4, second: 4 };
    for (officials, refusal) in [(None, Refusal::SecondOfficialNeeded), (Some(same), Refusal::SameOfficial)] {
        assert_eq!(town.state.decide(now, &confirm(officials)), Err(refusal));
        assert_eq!(town.standing(1).1, Ordinary);
    }
    let officials = Some(TwoOfficials { first: 4, second: 5 });
    let events = town.state.decide(now, &confirm(officials)).unwrap();
    let confirmed = Event::GroundConfirmed { application, ground, expires_on: None, officials };
    assert_eq!((events, town.standing(1).1), (vec![confirmed], OutOfTurn), "the journal names both");
    // Other classes still take one.
    assert_eq!(town.confirmed(2, None).standing(2).1, FirstPriority);
}
