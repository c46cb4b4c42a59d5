//! Longer referrals (rules, 8): once, and up to thirty calendar days in all.

use crate::town::{SUN, Town, check, day};
use admission::Class::Ordinary;
use admission::Refusal::{AlreadyExtended, NoReferral, TermOutOfRange, UnknownApplication};
use admission::Status::{Referred, Stopped, Waiting};
use admission::{ApplicationId, Command, Event, Refusal};

/// Referred on Tuesday 3 March, valid to the end of Tuesday 10; thirty calendar days end on 2 April.
fn referred(town: &mut Town) {
    town.at("2026-03-02 09:00:00").family(1, Ordinary).reported(SUN, 1).at("2026-03-03 07:00:00").claims(1, SUN);
}

fn extend(town: &mut Town, family: u64, last_day: &str) -> Result<Vec<Event>, Refusal> {
    town.ask(&Command::ExtendReferral { application: ApplicationId(family), valid_until: day(last_day) })
}

#[test]
fn a_referral_is_lengthened_within_thirty_days_of_its_issue_and_not_shortened() {
    let table = [
        ("2026-03-02", Err(TermOutOfRange)),
        ("2026-03-10", Err(TermOutOfRange)),
        ("2026-03-11", Ok(())),
        ("2026-04-02", Ok(())),
        ("2026-04-03", Err(TermOutOfRange)),
    ];
    for (last_day, expected) in table {
        let mut town = Town::new();
        referred(&mut town);
        assert_eq!(extend(&mut town, 1, last_day).map(drop), expected, "{last_day}");
    }
}

#[test]
fn a_referral_is_lengthened_only_once() {
    let mut town = Town::new();
    referred(&mut town);
    extend(&mut town, 1, "2026-03-12").unwrap();
    assert_eq!(extend(&mut town, 1, "2026-03-13"), Err(AlreadyExtended));
    // The once belongs to the referral, not to the family.
    town.refused_by_kindergarten(1).at("2026-03-04 07:00:00").claims(1, SUN);
    assert_eq!(extend(&mut town, 1, "2026-03-13").map(drop), Ok(()));
}

#[test]
fn what_is_not_referred_cannot_be_lengthened() {
    let mut town = Town::new();
    town.at("2026-03-02 09:00:00").family(1, Ordinary);
    assert_eq!(extend(&mut town, 1, "2026-03-12"), Err(NoReferral));
    assert_eq!(extend(&mut town, 2, "2026-03-12"), Err(UnknownApplication));
}

#[test]
fn a_lengthened_referral_counts_to_the_end_of_its_new_last_day() {
    let given = |town: &mut Town| {
        referred(town);
        extend(town, 1, "2026-03-20").unwrap();
    };
    let table = [
        ("past the old term", "2026-03-11 00:00:00", (Referred, Ordinary, None)),
        ("on the new last day", "2026-03-20 23:59:59", (Referred, Ordinary, None)),
        ("after it, stopped for ten days", "2026-03-21 00:00:00", (Stopped, Ordinary, None)),
        ("on the last of them", "2026-03-30 23:59:59", (Stopped, Ordinary, None)),
        ("back at its date", "2026-03-31 00:00:00", (Waiting, Ordinary, Some(1))),
    ];
    for (story, instant, then) in table {
        let when = |town: &mut Town| {
            town.at(instant);
        };
        check(story, given, when, then);
    }
}
