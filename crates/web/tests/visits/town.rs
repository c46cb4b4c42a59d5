//! A small town for the tests of pages: two kindergartens with a group each, an account of each role, a clock that stands still.

use admission::{Calendar, GroupId, Kato, Kind, KindergartenId, Policy};
use jiff::Timestamp;
use std::sync::Arc;
use store::{
    Actor, Clock, CommandId, Hours, Language, MasterKey, Names, NewAccount, NewGroup, NewKindergarten, NewTown, Role,
    StaffRole, Store, Town,
};
use tempfile::TempDir;

/// The password of all accounts.
pub(crate) const PASSWORD: &str = "bala-baqsha";

/// The birth year that both groups serve.
pub(crate) const BIRTH_YEAR: i64 = 2021;

/// A town on a Wednesday at noon.
pub(crate) struct TestTown {
    _directory: TempDir,
    pub(crate) store: Store,
    pub(crate) town: Arc<Town>,
    pub(crate) group: GroupId,
}

/// Somebody of the office.
pub(crate) fn office() -> Actor {
    Actor { role: Role::Office, id: 1 }
}

fn names(name: &str) -> Names {
    Names { kk: name.to_owned(), ru: name.to_owned(), en: name.to_owned() }
}

/// Founds the town. Local time is UTC+5.
pub(crate) async fn found() -> TestTown {
    let directory = tempfile::tempdir().unwrap();
    let clock = Clock::freeze_at("2026-04-08T07:00:00Z".parse::<Timestamp>().unwrap());
    let store = Store::open(directory.path(), MasterKey::from_bytes([7; 32]), clock).unwrap();
    let kato: Kato = "990000000".parse().unwrap();
    let new = NewTown {
        kato: kato.clone(),
        names: names("Сынақ"),
        zone: "Asia/Almaty".to_owned(),
        policy: Policy::default(),
        calendar: Calendar::default(),
    };
    let town = store.found_town(new).await.unwrap();
    let (kindergarten, group) = kindergarten(&town, "Балапан").await;
    kindergarten_accounts(&store, &kato, kindergarten).await;
    TestTown { _directory: directory, store, town, group }
}

async fn kindergarten(town: &Town, name: &str) -> (KindergartenId, GroupId) {
    let new = NewKindergarten {
        names: names(name),
        address: names("Наурыз көшесі, 1"),
        phone: "+77010000001".to_owned(),
        district: names("Орталық"),
        point: None,
    };
    let kindergarten = town.register_kindergarten(new, office()).await.unwrap();
    let group = NewGroup {
        kindergarten,
        names: names("Гүлдер"),
        language: Language::Kk,
        kind: Kind::General,
        birth_years: vec![BIRTH_YEAR],
        hours: Hours::FullDay,
        capacity: 25,
    };
    (kindergarten, town.open_group(group, office(), CommandId::random()).await.unwrap().unwrap())
}

async fn kindergarten_accounts(store: &Store, town: &Kato, kindergarten: KindergartenId) {
    let accounts = [
        ("balapan", StaffRole::Kindergarten, Some(kindergarten)),
        ("deputy", StaffRole::Deputy, Some(kindergarten)),
        ("clerk", StaffRole::Clerk, None),
        ("verifier", StaffRole::Verifier, None),
        ("head", StaffRole::Head, None),
        ("auditor", StaffRole::Auditor, None),
        ("admin", StaffRole::Administrator, None),
    ];
    for (login, role, kindergarten) in accounts {
        let new = NewAccount {
            login: login.to_owned(),
            display_name: login.to_owned(),
            role,
            town: town.clone(),
            kindergarten,
            password: PASSWORD.to_owned(),
        };
        store.create_account(new).await.unwrap().unwrap();
    }
}
