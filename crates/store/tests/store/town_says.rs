//! What a town says besides its queue: what days are called and why, announcements, messages in its own words.

use crate::fixture::{CLERK, Fixture, MONDAY, at, new_town, three};
use admission::{Calendar, Command, InterruptionReason};
use jiff::SignedDuration;
use jiff::civil::{Date, date};
use std::collections::BTreeMap;
use store::{
    AccountId, CommandId, DayKind, DayNote, LegalSource, Level, NewAnnouncement, NewTown, Registry, SourceKind,
};

pub(crate) const BOSS: AccountId = AccountId(4);

pub(crate) fn note(day: Date, kind: DayKind) -> DayNote {
    let source = LegalSource {
        kind: SourceKind::Decree,
        number: "17".to_owned(),
        dated_on: Some(date(2026, 2, 1)),
        address: "https://adilet.zan.kz/".to_owned(),
    };
    DayNote { day, kind, names: three("Мереке"), source, by: Some(BOSS) }
}

pub(crate) fn announcement(title: &str) -> NewAnnouncement {
    NewAnnouncement {
        level: Level::Important,
        titles: three(title),
        texts: three("Бірінші жол\nЕкінші жол"),
        from: at(MONDAY),
        until: at(MONDAY) + SignedDuration::from_hours(24),
    }
}

/// What the registry says of all this.
fn said(registry: &Registry) -> Registry {
    Registry { kindergartens: BTreeMap::new(), groups: BTreeMap::new(), ..registry.clone() }
}

#[tokio::test]
async fn a_day_is_journalled_without_its_name_which_stands_beside_it() {
    let town = Fixture::new().await;
    let day = date(2026, 3, 9);
    let calendar = Calendar { holidays: [day].into(), ..Calendar::default() };
    let act = CommandId::random();
    for _ in 0..2 {
        let amended = town.town.amend_calendar(calendar.clone(), note(day, DayKind::Holiday), CLERK, act).await;
        amended.unwrap().unwrap();
    }
    assert!(town.town.state().calendar().holidays.contains(&day));
    assert_eq!(town.town.registry().days[&day], note(day, DayKind::Holiday));
    assert!(town.bodies().iter().all(|body| !body.contains("Мереке") && !body.contains("adilet")));
    let struck = note(day, DayKind::Ordinary);
    town.town.amend_calendar(Calendar::default(), struck.clone(), CLERK, CommandId::random()).await.unwrap().unwrap();
    let town = town.reopened().await;
    assert!(town.town.state().calendar().holidays.is_empty());
    assert_eq!(town.town.registry().days[&day], struck, "it is still said why the day is an ordinary one");
}

#[tokio::test]
async fn confirmed_spans_that_meet_are_one_and_a_gap_ends_it() {
    let town = Fixture::new().await;
    let until = |town: &Fixture| town.town.registry().confirmed_until(date(2026, 3, 2));
    assert_eq!(until(&town), None);
    for (first, last) in [
        (date(2027, 1, 1), date(2027, 12, 31)),
        (date(2026, 1, 1), date(2026, 6, 30)),
        (date(2028, 1, 2), date(2028, 12, 31)),
    ] {
        town.town.confirm_calendar(first, last, Some(BOSS)).await.unwrap();
    }
    assert_eq!(until(&town), Some(date(2026, 6, 30)));
    town.town.confirm_calendar(date(2026, 6, 1), date(2026, 12, 31), Some(BOSS)).await.unwrap();
    let town = town.reopened().await;
    assert_eq!(until(&town), Some(date(2027, 12, 31)));
    assert_eq!(town.town.registry().confirmed_until(date(2028, 1, 1)), None);
}

#[tokio::test]
async fn an_announcement_sent_twice_is_one_and_can_be_ended() {
    let town = Fixture::new().await;
    let act = CommandId::random();
    let id = town.town.announce(announcement("Сынақ"), BOSS, act).await.unwrap();
    assert_eq!(town.town.announce(announcement("Сынақ"), BOSS, act).await.unwrap(), id);
    town.town.announce(announcement("Екінші"), BOSS, CommandId::random()).await.unwrap();
    let registry = town.town.registry();
    assert_eq!(registry.announcements.len(), 2);
    assert_eq!(registry.next_announced(at(MONDAY)), Some(at(MONDAY) + SignedDuration::from_hours(24)));
    town.store.clock().move_to(at("2026-03-02T05:00:00Z"));
    town.town.end_announcement(id, BOSS).await.unwrap();
    let known = said(&town.town.registry());
    let ended = known.announcements.iter().find(|it| it.id == id).unwrap();
    assert!(!ended.is_shown(at("2026-03-02T05:00:00Z")) && ended.is_shown(at("2026-03-02T04:59:59Z")));
    let town = town.reopened().await;
    let mut read = said(&town.town.registry()).announcements;
    let mut before = known.announcements;
    read.sort_by_key(|it| it.id);
    before.sort_by_key(|it| it.id);
    assert_eq!(read, before);
}

#[tokio::test]
async fn a_message_is_worded_otherwise_and_back_and_who_did_so_stays() {
    let town = Fixture::new().await;
    town.town.word("told-paused".to_owned(), Some(three("Өз сөзіміз")), BOSS).await.unwrap();
    assert_eq!(town.town.registry().own_wording["told-paused"].words, Some(three("Өз сөзіміз")));
    town.town.word("told-paused".to_owned(), None, BOSS).await.unwrap();
    let town = town.reopened().await;
    let own = &town.town.registry().own_wording["told-paused"];
    assert_eq!((own.words.clone(), own.by), (None, BOSS));
    assert_eq!(town.tables.count("own_wording"), 2);
    // Words that somebody has spoilt in the database are none, and nothing stops.
    town.town.word("told-paused".to_owned(), Some(three("Тағы")), BOSS).await.unwrap();
    town.tables.run("UPDATE own_wording SET words = '{' WHERE words IS NOT NULL");
    let town = town.reopened().await;
    assert_eq!(town.town.registry().own_wording["told-paused"].words, None);
}

#[tokio::test]
async fn extensions_are_listed_with_their_reasons() {
    let town = Fixture::new().await;
    let reason = InterruptionReason::from_code("outage").unwrap();
    town.done(Command::ExtendWindows { days: 2, reason }).await;
    let listed = town.town.extensions().await.unwrap();
    assert_eq!(listed.iter().map(|it| (it.days, it.reason, it.windows)).collect::<Vec<_>>(), [(2, reason, 0)]);
}

#[tokio::test]
async fn what_one_town_says_no_other_town_says() {
    let town = Fixture::new().await;
    let new = NewTown { kato: "750000000".parse().unwrap(), ..new_town() };
    let other = town.store.found_town(new).await.unwrap();
    town.town.announce(announcement("Сынақ"), BOSS, CommandId::random()).await.unwrap();
    town.town.word("told-paused".to_owned(), Some(three("Өз сөзіміз")), BOSS).await.unwrap();
    town.town.note_days(vec![note(date(2026, 3, 9), DayKind::Holiday)]).await.unwrap();
    assert_eq!(said(&other.registry()), Registry::default());
    let town = town.reopened().await;
    assert_eq!(said(&town.store.town(&"750000000".parse().unwrap()).unwrap().registry()), Registry::default());
    assert_eq!(town.town.registry().announcements.len(), 1);
}
