//! A town in a database of its own, with a clock that stands still.

use crate::tables::Tables;
use admission::{
    ApplicationId, Calendar, ChildId, Command, Event, GroupId, Iin, Kato, Kind, KindergartenId, Policy, Refusal, Tally,
    Territory,
};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use store::{
    AccountId, Act, Actor, ChildNames, Clock, CommandId, Fault, KindergartenAct, Language, MasterKey, Names,
    NewApplication, NewTown, Recorded, Role, Store, Town,
};

/// Monday, 2 March 2026, 09:00 in Astana.
pub(crate) const MONDAY: &str = "2026-03-02T04:00:00Z";

pub(crate) const CLERK: Actor = Actor { role: Role::Office, id: 7 };

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(crate) fn kato() -> Kato {
    "710000000".parse().unwrap()
}

pub(crate) fn key() -> MasterKey {
    MasterKey::from_bytes([42; 32])
}

pub(crate) fn three(name: &str) -> Names {
    Names { kk: name.to_owned(), ru: name.to_owned(), en: name.to_owned() }
}

/// A town in a database of its own.
pub(crate) struct Fixture {
    pub(crate) tables: Tables,
    pub(crate) store: Store,
    pub(crate) town: Arc<Town>,
}

impl Fixture {
    pub(crate) async fn new() -> Self {
        let tables = Tables::fresh();
        let store = Store::open(tables.database(), key(), Clock::freeze_at(at(MONDAY))).unwrap();
        let town = store.found_town(new_town()).await.unwrap();
        Self { tables, store, town }
    }

    /// Closes the store and opens it again at that instant.
    pub(crate) async fn reopened_at(self, now: Timestamp) -> Self {
        let Self { tables, store, town } = self;
        store.shutdown().await;
        drop((store, town));
        let store = Store::open(tables.database(), key(), Clock::freeze_at(now)).unwrap();
        let town = store.town(&kato()).unwrap();
        Self { tables, store, town }
    }

    pub(crate) async fn reopened(self) -> Self {
        let now = self.store.clock().now();
        self.reopened_at(now).await
    }

    /// Closes the store and leaves its tables.
    pub(crate) async fn closed(self) -> Tables {
        self.store.shutdown().await;
        self.tables
    }

    pub(crate) fn bodies(&self) -> Vec<String> {
        self.tables.texts("SELECT body FROM entry ORDER BY territory, number")
    }

    pub(crate) async fn act(&self, command: Command) -> Recorded {
        self.act_as(command, CommandId::random()).await.unwrap()
    }

    pub(crate) async fn act_as(&self, command: Command, command_id: CommandId) -> Result<Recorded, Fault> {
        self.town.act(Act { command, by: CLERK, command_id }).await
    }

    pub(crate) async fn done(&self, command: Command) -> Vec<Event> {
        self.act(command).await.outcome.unwrap()
    }

    pub(crate) async fn refused(&self, command: Command) -> Refusal {
        self.act(command).await.outcome.unwrap_err()
    }

    /// Moves the clock, and lets the steps run that are due by then.
    pub(crate) async fn move_to(&self, text: &str) {
        self.store.clock().move_to(at(text));
        self.act(Command::PauseApplication { application: ApplicationId(0) }).await;
    }

    /// The state as its journal gives it.
    pub(crate) fn replayed(&self) -> Territory {
        let bodies = self.bodies();
        store::replay(bodies.iter().map(String::as_bytes)).unwrap()
    }

    /// What a plain walk through the stored journal counts.
    pub(crate) fn counted(&self) -> Tally {
        let (mut tally, mut state) = (Tally::default(), Territory::default());
        for body in self.bodies() {
            let entry: serde_json::Value = serde_json::from_str(&body).unwrap();
            let events: Vec<Event> = serde_json::from_value(entry["outcome"]["done"].clone()).unwrap_or_default();
            tally.repeat(&mut state, &events);
        }
        tally
    }

    pub(crate) fn is_as_replayed(&self) -> bool {
        *self.town.state() == self.replayed() && *self.town.tally() == self.counted()
    }
}

/// What was done at a kindergarten beside the journal, newest first.
pub(crate) async fn done_at(town: &Fixture, kindergarten: KindergartenId) -> Vec<(KindergartenAct, AccountId)> {
    let done = town.town.done_at_kindergarten(kindergarten, Timestamp::MIN, Timestamp::MAX).await.unwrap();
    done.into_iter().map(|done| (done.act, done.by)).collect()
}

pub(crate) fn new_town() -> NewTown {
    NewTown {
        kato: kato(),
        names: three("Үлгі"),
        zone: "Asia/Almaty".to_owned(),
        policy: Policy::default(),
        calendar: Calendar::default(),
    }
}

pub(crate) fn group(number: u32) -> Command {
    Command::OpenGroup {
        group: GroupId(number),
        kindergarten: KindergartenId(1),
        birth_years: vec![2021, 2022],
        kind: Kind::General,
    }
}

pub(crate) fn submit(application: u64) -> Command {
    Command::SubmitApplication {
        application: ApplicationId(application),
        child: ChildId(application),
        birth_year: 2022,
        birth: admission::Birth::Past,
        kind: Kind::General,
        grounds: vec![Some(admission::Class::FirstPriority)],
        earlier: None,
    }
}

pub(crate) fn report(places: u64) -> Command {
    Command::ReportPlaces { group: GroupId(1), birth_year: 2022, places }
}

pub(crate) fn claim(application: u64) -> Command {
    Command::ClaimPlace { application: ApplicationId(application), group: GroupId(1) }
}

/// A valid IIN of a child born that day; `number` tells children of one day apart.
pub(crate) fn iin(born_on: Date, number: u32) -> Iin {
    let text = format!("{:02}{:02}{:02}5{:04}", born_on.year() % 100, born_on.month(), born_on.day(), number);
    let digits: Vec<u8> = text.bytes().map(|digit| digit - b'0').collect();
    let first: [u8; 11] = digits.try_into().unwrap();
    let check = Iin::check_digit(&first).expect("choose a number that exists");
    format!("{text}{check}").parse().unwrap()
}

/// A family; without an IIN, of a child with a name of its own.
pub(crate) fn family(iin: Option<Iin>) -> NewApplication {
    static UNNUMBERED: AtomicU64 = AtomicU64::new(1);
    let name = match iin {
        Some(_) => "Айбарыс".to_owned(),
        None => format!("Айбарыс{}", UNNUMBERED.fetch_add(1, Ordering::Relaxed)),
    };
    let names = ChildNames { surname: "Сейтқалиұлы".into(), name, patronymic: None };
    NewApplication {
        child: names,
        iin,
        born_on: date(2022, 5, 17),
        guardian: "Сейтқалиева Дана".into(),
        phone: "+7 701 765 43 21".parse().unwrap(),
        email: Some("dana.seitkalieva@example.kz".into()),
        kind: Kind::General,
        grounds: vec!["large_family".into()],
        language: Language::Kk,
        earlier: None,
        legacy_number: None,
    }
}
