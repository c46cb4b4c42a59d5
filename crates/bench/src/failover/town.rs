//! A town whose places have been open to all for days, and families of it that are logged in.

use admission::{ApplicationId, Command, GroupId, Kato, Kind, Phone, Zone};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use store::{
    Act, Actor, ChildNames, Clock, CommandId, Database, Hours, Language, MasterKey, Names, NewApplication, NewGroup,
    NewKindergarten, NewTown, Role, Store, Who,
};
use tokio::task::JoinSet;

const ZONE: &str = "Asia/Almaty";
const OFFICE: Actor = Actor { role: Role::Office, id: 1 };

/// Reported this long ago, places have been through their three working days, whatever holidays came between.
const REPORTED_BEFORE: SignedDuration = SignedDuration::from_hours(24 * 24);

/// Groups with room for everybody.
const ROOMY_GROUPS: usize = 6;

/// Groups where most families come too late, and the places in each.
const SCARCE_GROUPS: usize = 2;
const SCARCE_PLACES: u64 = 40;

/// One family in so many wants a scarce place.
const SCARCE_WANTED_BY_ONE_IN: usize = 10;

/// A session lasts longer than any rehearsal.
const SESSION: SignedDuration = SignedDuration::from_hours(24);

/// Sessions that are opened at the same time.
const SESSIONS_AT_ONCE: usize = 1000;

/// A family that is logged in.
#[derive(Debug, Clone)]
pub(crate) struct Family {
    pub(crate) application: ApplicationId,
    pub(crate) token: String,
    /// The group it wants.
    pub(crate) group: GroupId,
}

/// What the driver knows of the town.
#[derive(Debug)]
pub(crate) struct Town {
    pub(crate) families: Vec<Family>,
    /// Every group with its places.
    pub(crate) places: Vec<(GroupId, u64)>,
}

fn kato() -> Kato {
    "990000003".parse().expect("nine digits")
}

fn names(name: &str) -> Names {
    Names { kk: name.to_owned(), ru: name.to_owned(), en: name.to_owned() }
}

#[expect(clippy::disallowed_methods, reason = "the nodes live by the machine's clock, so the town's past must too")]
fn now() -> Timestamp {
    Timestamp::now()
}

/// Founds the town in the past, lets its days pass, and writes the file of the families.
pub(crate) async fn prepare(database: Database, key_file: &Path, file: &Path, count: usize) {
    let now = now();
    let clock = Clock::freeze_at(now - REPORTED_BEFORE);
    let (key, _) = MasterKey::load_or_create(key_file, &database).expect("the key can be read");
    let store = Store::open(database, key, clock.clone()).expect("the store opens");
    let new = NewTown {
        kato: kato(),
        names: names("Сынақ"),
        zone: ZONE.to_owned(),
        policy: admission::Policy::default(),
        calendar: admission::Calendar::default(),
    };
    let town = store.found_town(new).await.expect("an empty database takes a town");
    let birth_year = Zone::named(ZONE).expect("the tz database is built in").day(now).year() - 3;
    let places = report_places(&town, i64::from(birth_year), count).await;
    // Nobody is there yet to be given access: the places pass their days and are open to all.
    clock.set(now);
    store.catch_up().await.expect("the steps of the days run");
    let applications = (0..count).map(|nth| (application(nth, birth_year), CommandId::random())).collect();
    let receipts = town.submit_applications(applications).await.expect("applications are taken");
    let applications: Vec<_> =
        receipts.into_iter().map(|receipt| receipt.expect("a new child is no duplicate").application).collect();
    let tokens = log_in(&store, &applications).await;
    store.shutdown().await;
    let groups: Vec<_> = places.iter().map(|(group, places)| json!([group.0, places])).collect();
    let families: Vec<_> =
        applications.iter().zip(tokens).map(|(application, token)| json!([application.0, token])).collect();
    let text = json!({ "groups": groups, "families": families }).to_string();
    fs::write(file, text).expect("the file of the families can be written");
}

async fn report_places(town: &Arc<store::Town>, birth_year: i64, count: usize) -> Vec<(GroupId, u64)> {
    let kindergarten = NewKindergarten {
        names: names("Балапан"),
        address: names("Абай көшесі, 1"),
        phone: "+77172000000".to_owned(),
        district: names("Орталық"),
        point: None,
    };
    let kindergarten = town.register_kindergarten(kindergarten, OFFICE).await.expect("it can be registered");
    let mut all = Vec::new();
    let room = u64::try_from(count).expect("a number of families");
    let places = std::iter::repeat_n(room, ROOMY_GROUPS).chain(std::iter::repeat_n(SCARCE_PLACES, SCARCE_GROUPS));
    for places in places {
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
        let done = town.act(Act { command, by: OFFICE, command_id: CommandId::random() }).await;
        done.expect("it can be written").outcome.as_ref().expect("places can be reported");
        all.push((group, places));
    }
    all
}

/// The application of the `nth` child, which is known by its names and has no IIN yet.
fn application(nth: usize, birth_year: i16) -> NewApplication {
    let day = i8::try_from(nth % 28 + 1).expect("a day");
    NewApplication {
        child: ChildNames { surname: "Сынақов".to_owned(), name: format!("Бала {nth}"), patronymic: None },
        iin: None,
        born_on: Date::new(birth_year, 3, day).expect("a day of March"),
        guardian: "Сынақова Ана".to_owned(),
        phone: "87015550000".parse::<Phone>().expect("a phone"),
        email: None,
        kind: Kind::General,
        grounds: Vec::new(),
        language: Language::Kk,
        earlier: None,
        legacy_number: None,
    }
}

async fn log_in(store: &Store, applications: &[ApplicationId]) -> Vec<String> {
    let mut tokens = Vec::with_capacity(applications.len());
    for some in applications.chunks(SESSIONS_AT_ONCE) {
        let mut opening = JoinSet::new();
        for (nth, &application) in some.iter().enumerate() {
            let store = store.clone();
            opening.spawn(async move { (nth, store.open_session(Who::Family(kato(), application), SESSION).await) });
        }
        let mut opened = vec![String::new(); some.len()];
        while let Some(session) = opening.join_next().await {
            let (nth, token) = session.expect("a session is opened without panic");
            token.expect("a session can be opened").as_str().clone_into(&mut opened[nth]);
        }
        tokens.append(&mut opened);
    }
    tokens
}

impl Town {
    /// Reads what [`prepare`] wrote.
    pub(crate) fn read(file: &Path) -> Self {
        let text = fs::read_to_string(file).expect("the file of the families can be read");
        let all: Value = serde_json::from_str(&text).expect("the file of the families is JSON");
        let number = |value: &Value| value.as_u64().expect("a number");
        let list = |name: &str| all[name].as_array().cloned().unwrap_or_default();
        let group = |value: &Value| GroupId(u32::try_from(number(value)).expect("a group"));
        let places: Vec<_> = list("groups").iter().map(|row| (group(&row[0]), number(&row[1]))).collect();
        let families = list("families");
        let families = families.iter().enumerate().map(|(nth, row)| Family {
            application: ApplicationId(number(&row[0])),
            token: row[1].as_str().expect("a token").to_owned(),
            group: wanted(nth, &places),
        });
        Self { families: families.collect(), places }
    }
}

fn wanted(nth: usize, places: &[(GroupId, u64)]) -> GroupId {
    let scarce = ROOMY_GROUPS + nth / SCARCE_WANTED_BY_ONE_IN % SCARCE_GROUPS;
    places[if nth.is_multiple_of(SCARCE_WANTED_BY_ONE_IN) { scarce } else { nth % ROOMY_GROUPS }].0
}
