//! A town to crash: one kindergarten whose places have been open to all for days, and children enough to want them.

use admission::{Command, GroupId, Iin, Kind, Zone};
use jiff::{SignedDuration, Timestamp};
use std::path::Path;
use store::{
    Act, Actor, Clock, CommandId, Hours, Language, MasterKey, Names, NewGroup, NewKindergarten, NewTown, Role, Store,
};

const KATO: &str = "990000001";
const ZONE: &str = "Asia/Almaty";
const OFFICE: Actor = Actor { role: Role::Office, id: 1 };
/// Reported this long ago, places have been through their three working days, whatever holidays came between.
const REPORTED_BEFORE: SignedDuration = SignedDuration::from_hours(24 * 24);
/// A group with many places, and one where families come too late.
pub(crate) const PLACES: [u64; 2] = [4_000, 40];

/// The town, its children's birth year, and its groups in the order of [`PLACES`].
pub(crate) struct Town {
    pub(crate) birth_year: i64,
    pub(crate) groups: Vec<GroupId>,
}

/// Opens the data as the program does, with a clock of one's own choice.
pub(crate) fn open(data: &Path, clock: Clock) -> Store {
    let (key, _) = MasterKey::load_or_create(&data.join("master.key"), data).expect("the key can be made");
    Store::open(data, key, clock).expect("the store opens")
}

/// What is opened for reading only after the crashes.
pub(crate) fn town_of(store: &Store) -> std::sync::Arc<store::Town> {
    store.town(&KATO.parse().expect("nine digits")).expect("the town was founded")
}

#[expect(clippy::disallowed_methods, reason = "the served town lives by the machine's clock, so its past must too")]
fn now() -> Timestamp {
    Timestamp::now()
}

impl Town {
    /// Founds it in the past and leaves it to be served now.
    pub(crate) async fn found(data: &Path) -> Self {
        let store = open(data, Clock::freeze_at(now() - REPORTED_BEFORE));
        let zone = Zone::named(ZONE).expect("the tz database is built in");
        let birth_year = i64::from(zone.day(now()).year()) - 3;
        let town = store
            .found_town(NewTown {
                kato: KATO.parse().expect("nine digits"),
                names: names("Сынақ"),
                zone: ZONE.to_owned(),
                policy: admission::Policy::default(),
                calendar: admission::Calendar::default(),
            })
            .await
            .expect("a town can be founded");
        let kindergarten = NewKindergarten {
            names: names("Балапан"),
            address: names("Абай көшесі, 1"),
            phone: "+77172000000".to_owned(),
            district: names("Орталық"),
            point: None,
        };
        let kindergarten = town.register_kindergarten(kindergarten, OFFICE).await.expect("it can be registered");
        let mut groups = Vec::new();
        for places in PLACES {
            let new = NewGroup {
                kindergarten,
                names: names("Топ"),
                language: Language::Kk,
                kind: Kind::General,
                birth_years: vec![birth_year],
                hours: Hours::FullDay,
                capacity: u32::try_from(places).expect("a small number"),
            };
            let group = town.open_group(new, OFFICE, CommandId::random()).await;
            let group = group.expect("it can be written").expect("a new group is no duplicate");
            let command = Command::ReportPlaces { group, birth_year, places };
            let act = Act { command, by: OFFICE, command_id: CommandId::random() };
            let done = town.act(act).await.expect("it can be written");
            assert!(done.outcome.is_ok(), "{:?}", done.outcome);
            groups.push(group);
        }
        store.shutdown().await;
        Self { birth_year, groups }
    }
}

fn names(name: &str) -> Names {
    Names { kk: name.to_owned(), ru: name.to_owned(), en: name.to_owned() }
}

/// The `serial`th child of that birth year: birth date and a number that exists.
pub(crate) fn child(birth_year: i64, serial: usize) -> (String, String) {
    let (month, day) = (serial / 27 % 12 + 1, serial % 27 + 1);
    let front = format!("{:02}{month:02}{day:02}5", birth_year % 100);
    // Not every number can exist; the next try is far enough away to be nobody else's.
    let iin = (serial / (27 * 12)..10_000).step_by(1_000).find_map(|within_day| {
        let eleven = format!("{front}{within_day:04}");
        let digits: Vec<u8> = eleven.bytes().map(|digit| digit - b'0').collect();
        let check = Iin::check_digit(digits.as_slice().try_into().ok()?)?;
        Some(format!("{eleven}{check}"))
    });
    (format!("{birth_year}-{month:02}-{day:02}"), iin.expect("a day has room for thousands of children"))
}
