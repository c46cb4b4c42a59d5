//! Tables that staff bring, and keys of kindergartens' own software.

use crate::fixture::{Fixture, at, done_at, kato, three};
use crate::photos::picture;
use admission::{GroupChange, GroupId, Kind, KindergartenId, PlacesReport, Refusal, SeatCount};
use store::{
    AccountId, Actor, CommandId, GroupParticulars, GroupsTable, Hours, KindergartenAct, Language, NewAccount, NewGroup,
    NewKindergarten, Owner, Role, StaffRole, Word,
};

const CLERK: Actor = Actor { role: Role::Office, id: 7 };

fn kindergarten(name: &str) -> NewKindergarten {
    let (names, address, district) = (three(name), three("Абай 1"), three("Есіл"));
    NewKindergarten { names, address, phone: "+7 7172 00 00 00".to_owned(), district, point: None }
}

fn group(name: &str) -> NewGroup {
    NewGroup {
        kindergarten: KindergartenId(0),
        names: three(name),
        language: Language::Kk,
        kind: Kind::General,
        birth_years: vec![2022],
        hours: Hours::FullDay,
        capacity: 25,
    }
}

/// Two kindergartens with one group each, one of them counted.
fn first_table() -> GroupsTable {
    let seats = Some(SeatCount { capacity: 25, attending: 24 });
    GroupsTable {
        registered: vec![kindergarten("Бөбек"), kindergarten("Айгөлек")],
        opened: vec![(Owner::New(1), group("Қошақан"), seats), (Owner::New(0), group("Ботақан"), None)],
        ..GroupsTable::default()
    }
}

fn change(group: u32, capacity: u64, attending: u64) -> GroupChange {
    GroupChange { group: GroupId(group), birth_years: None, seats: Some(SeatCount { capacity, attending }) }
}

#[tokio::test]
async fn a_table_is_kept_for_its_account_for_a_day() {
    let town = Fixture::new().await;
    let (first, second) = (CommandId::random(), CommandId::random());
    let kept = async |town: &Fixture, id, account| town.town.kept_table(id, AccountId(account)).await.unwrap();
    town.town.keep_table(first, AccountId(1), "[1]".to_owned()).await.unwrap();
    assert_eq!(kept(&town, first, 1).await.as_deref(), Some("[1]"));
    assert_eq!(kept(&town, first, 2).await, None, "another account's");
    town.town.keep_table(second, AccountId(1), "[2]".to_owned()).await.unwrap();
    assert_eq!(kept(&town, first, 1).await, None, "one at a time");
    town.store.clock().move_to(at("2026-03-03T03:59:59Z"));
    assert_eq!(kept(&town, second, 1).await.as_deref(), Some("[2]"));
    town.move_to("2026-03-03T04:00:00Z").await;
    assert_eq!(kept(&town, second, 1).await, None);
    town.move_to("2026-03-03T05:00:00Z").await;
    assert_eq!(town.tables.texts("SELECT body FROM kept_table"), Vec::<String>::new());
}

#[tokio::test]
async fn a_table_of_groups_is_carried_out_once_and_seen_at_once_and_after_a_restart() {
    let town = Fixture::new().await;
    let id = CommandId::random();
    town.town.keep_table(id, AccountId(CLERK.id), "[]".to_owned()).await.unwrap();
    for _ in 0..2 {
        town.town.arrange_groups(first_table(), CLERK, id).await.unwrap().unwrap();
    }
    assert_eq!(town.town.kept_table(id, AccountId(CLERK.id)).await.unwrap(), None);
    let registry = town.town.registry();
    assert_eq!((registry.kindergartens.len(), registry.groups.len()), (2, 2));
    assert_eq!(registry.groups[&GroupId(1)].kindergarten, KindergartenId(2));
    assert_eq!(town.town.state().seats(GroupId(1)).unwrap().free(), Some(1));
    town.town.remind_at(KindergartenId(1), "bobek@example.kz".to_owned()).await.unwrap();
    town.town.show_photo(KindergartenId(1), Some(picture(1)), CLERK).await.unwrap();
    let particulars =
        GroupParticulars { names: three("Құлыншақ"), language: Language::Ru, hours: Hours::HalfDay };
    let second = GroupsTable {
        updated: vec![(KindergartenId(1), NewKindergarten { phone: "+7 701".to_owned(), ..kindergarten("Бөбек") })],
        opened: vec![(Owner::Known(KindergartenId(1)), group("Күншуақ"), None)],
        cards: vec![(GroupId(2), particulars)],
        changed: vec![GroupChange { birth_years: Some(vec![2023]), ..change(2, 20, 20) }],
        ..GroupsTable::default()
    };
    town.town.arrange_groups(second, CLERK, CommandId::random()).await.unwrap().unwrap();
    let seen = town.town.registry();
    let (first, changed) = (&seen.kindergartens[&KindergartenId(1)], &seen.groups[&GroupId(2)]);
    assert_eq!((first.phone.as_str(), first.email.as_str()), ("+7 701", "bobek@example.kz"));
    assert!(first.photo.is_some(), "a table has no pictures, and takes none away");
    assert_eq!(
        (changed.names.kk.as_str(), changed.capacity, changed.birth_years.as_slice()),
        ("Құлыншақ", 20, [2023].as_slice())
    );
    assert_eq!(seen.groups[&GroupId(3)].kindergarten, KindergartenId(1));
    assert!(town.is_as_replayed());
    let town = town.reopened().await;
    assert_eq!(*town.town.registry(), *seen);
}

#[tokio::test]
async fn a_table_that_is_refused_leaves_nothing_written() {
    let town = Fixture::new().await;
    town.town.arrange_groups(first_table(), CLERK, CommandId::random()).await.unwrap().unwrap();
    let before = town.town.registry();
    let id = CommandId::random();
    town.town.keep_table(id, AccountId(CLERK.id), "[]".to_owned()).await.unwrap();
    let table = GroupsTable {
        registered: vec![kindergarten("Еркемай")],
        opened: vec![(Owner::New(0), group("Ботақан"), None)],
        changed: vec![change(1, 20, 21)],
        ..GroupsTable::default()
    };
    assert_eq!(town.town.arrange_groups(table, CLERK, id).await.unwrap(), Err(Refusal::NoRoom));
    assert!(town.town.kept_table(id, AccountId(CLERK.id)).await.unwrap().is_some());
    assert_eq!(*town.town.registry(), *before);
    assert_eq!(*town.reopened().await.town.registry(), *before);
}

#[tokio::test]
async fn a_table_of_places_is_reported_whole_and_is_the_word_of_the_day() {
    let town = Fixture::new().await;
    town.town.arrange_groups(first_table(), CLERK, CommandId::random()).await.unwrap().unwrap();
    let head = Actor { role: Role::Kindergarten, id: 3 };
    let report = |group, places| PlacesReport { group: GroupId(group), birth_year: 2022, places };
    let all = async |reports| town.town.report_all(reports, head, CommandId::random()).await.unwrap();
    assert_eq!(all(vec![report(2, 1), report(1, 26)]).await, Err(Refusal::NoRoom));
    assert_eq!(town.town.words_of_day("2026-03-02".parse().unwrap()).await.unwrap().len(), 0);
    all(vec![report(1, 2), report(2, 0)]).await.unwrap();
    let words = town.town.words_of_day("2026-03-02".parse().unwrap()).await.unwrap();
    let said: Vec<_> = words.iter().map(|(kindergarten, word)| (kindergarten.0, word.word)).collect();
    assert_eq!(said, [(2, Word::Reported)]);
    assert_eq!(town.town.acts_of(vec![AccountId(3)], 10, 0).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_key_is_told_once_acts_for_its_account_and_ends_for_good() {
    let town = Fixture::new().await;
    town.town.arrange_groups(first_table(), CLERK, CommandId::random()).await.unwrap().unwrap();
    let new = NewAccount {
        login: "bobek".to_owned(),
        display_name: "Бөбек".to_owned(),
        role: StaffRole::Kindergarten,
        town: kato(),
        kindergarten: Some(KindergartenId(1)),
        password: "сары ала қаз 7".to_owned(),
    };
    let account = town.store.create_account(new).await.unwrap().unwrap();
    let (garden, ids) = (KindergartenId(1), [1, 2, 3].map(|_| CommandId::random()));
    let make = async |id| town.town.make_api_key(garden, account, id).await.unwrap();
    let key = make(ids[0]).await.unwrap();
    assert_eq!(make(ids[0]).await.as_ref(), Some(&key), "the same form again");
    assert_ne!(make(ids[1]).await.unwrap(), key);
    assert_eq!(make(ids[2]).await, None, "two at most");
    let holder = async |key: &str| town.store.holder_of_api_key(&town.town, key).await.unwrap().map(|it| it.id);
    assert_eq!(holder(&key).await, Some(account));
    let known = town.town.api_keys_of(garden).await.unwrap();
    let used = known.iter().filter(|known| known.last_used_at == Some(town.store.clock().now())).count();
    assert_eq!((known.len(), used), (2, 1));
    for wrong in ["", "kezek_", &key[6..], &key.replace("kezek_", "kezek_0"), &format!("kezek_{}", "0".repeat(64))] {
        assert_eq!(holder(wrong).await, None, "{wrong}");
    }
    let id = known.iter().find(|known| known.last_used_at.is_some()).unwrap().id;
    town.town.end_api_key(KindergartenId(2), id, account).await.unwrap();
    assert_eq!(holder(&key).await, Some(account), "another kindergarten's");
    for _ in 0..2 {
        town.town.end_api_key(garden, id, account).await.unwrap();
    }
    let done: Vec<_> = done_at(&town, garden).await.into_iter().map(|(act, _)| act).collect();
    assert_eq!(done, [KindergartenAct::KeyEnded, KindergartenAct::KeyMade, KindergartenAct::KeyMade]);
    assert_eq!((holder(&key).await, make(ids[0]).await), (None, None), "it does not come back");
    let key = make(ids[2]).await.unwrap();
    assert!(!town.bodies().concat().contains(&key));
    town.store.close_account(account, None).await.unwrap().unwrap();
    assert_eq!(holder(&key).await, None);
}
