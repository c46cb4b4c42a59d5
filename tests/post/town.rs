//! A town where it is noon on a working day whenever the test runs, with one family that has just applied.

use admission::{ApplicationId, Calendar, Kind, Policy};
use jiff::Timestamp;
use jiff::civil::time;
use jiff::tz::Offset;
use std::path::Path;
use store::{
    Actor, Channel, ChildNames, Clock, CommandId, Device, Hours, Language, MasterKey, Message, Names, NewApplication,
    NewGroup, NewKindergarten, NewTown, Role, Store,
};
use tempfile::TempDir;

const KATO: &str = "990000001";

pub(crate) struct Town {
    directory: TempDir,
    application: ApplicationId,
    number: String,
}

#[expect(clippy::disallowed_methods, reason = "the served town lives by the machine's clock")]
fn now() -> Timestamp {
    Timestamp::now()
}

/// A zone in which it is between noon and one o'clock.
fn zone_at_noon() -> String {
    let hour = Offset::UTC.to_datetime(now()).hour();
    let ahead = 12 - hour;
    format!("{}{:02}:00", if ahead < 0 { '-' } else { '+' }, ahead.abs())
}

fn open(data: &Path) -> Store {
    let (key, _) = MasterKey::load_or_create(&data.join("master.key"), data).expect("the key can be made");
    Store::open(data, key, Clock::real()).expect("the store opens")
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Runtime::new().expect("threads can be started")
}

impl Town {
    /// Founds it, and lets a family with that e-mail address apply.
    pub(crate) fn with_a_family(email: &str) -> Self {
        let directory = tempfile::tempdir().expect("a directory can be made");
        let data = directory.path();
        let (application, number) = runtime().block_on(async {
            let store = open(data);
            let zone = zone_at_noon();
            let today = admission::Zone::named(&zone).expect("an offset is a zone").day(now());
            let calendar = Calendar { working_weekends: [today].into(), ..Calendar::default() };
            // The list is made an hour or less from now.
            let policy = Policy { publish_at: time(13, 0, 0, 0), ..Policy::default() };
            let names = Names { kk: "Сынақ".into(), ru: "Сынақ".into(), en: "Сынақ".into() };
            let kato = KATO.parse().expect("nine digits");
            let new = NewTown { kato, names, zone, policy, calendar };
            let town = store.found_town(new).await.expect("a town can be founded");
            let born_on = today.checked_sub(jiff::Span::new().years(3)).expect("three years ago there was a day");
            let family = NewApplication {
                child: ChildNames {
                    surname: "Сейтқалиұлы".into(), name: "Айбарыс".into(), patronymic: None
                },
                iin: None,
                born_on,
                guardian: "Сейтқалиева Дана".into(),
                phone: "+7 701 765 43 21".parse().expect("a phone"),
                email: Some(email.to_owned()),
                kind: Kind::General,
                grounds: Vec::new(),
                language: Language::Kk,
                earlier: None,
                legacy_number: None,
            };
            let receipt = town.submit_application(family, CommandId::random()).await.expect("the store writes");
            let receipt = receipt.expect("a family may apply");
            store.shutdown().await;
            (receipt.application, receipt.number.to_string())
        });
        Self { directory, application, number }
    }

    /// Gives it a kindergarten that has said nothing, an hour and less before the list of the day is made.
    pub(crate) fn with_a_silent_kindergarten(email: &str) -> Self {
        let town = Self::with_a_family("dana@example.kz");
        runtime().block_on(async {
            let store = open(town.directory());
            let found = store.town(&KATO.parse().expect("nine digits")).expect("the town is there");
            let names = |name: &str| Names { kk: name.into(), ru: name.into(), en: name.into() };
            let garden = NewKindergarten {
                names: names("Балапан"),
                address: names("Абай, 1"),
                phone: "+77172000000".to_owned(),
                district: names(""),
                point: None,
            };
            let by = Actor { role: Role::Office, id: 1 };
            let kindergarten = found.register_kindergarten(garden, by).await.expect("the store writes");
            let group = NewGroup {
                kindergarten,
                names: names("Қошақан"),
                language: Language::Kk,
                kind: Kind::General,
                birth_years: vec![2022],
                hours: Hours::FullDay,
                capacity: 25,
            };
            let opened = found.open_group(group, by, CommandId::random()).await.expect("the store writes");
            opened.expect("a group may be opened");
            found.remind_at(kindergarten, email.to_owned()).await.expect("the store writes");
            store.shutdown().await;
        });
        town
    }

    /// Lets the family's browsers ask for notices, under those addresses. Their keys are those of the example in RFC 8291.
    pub(crate) fn add_devices(&self, endpoints: &[String]) {
        runtime().block_on(async {
            let store = open(self.directory());
            let town = store.town(&KATO.parse().expect("nine digits")).expect("the town is there");
            for endpoint in endpoints {
                let device = Device {
                    endpoint: endpoint.clone(),
                    p256dh: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
                        .to_owned(),
                    auth: "BTBZMqHH6r4Tts7J_aSIgg".to_owned(),
                };
                town.add_device(self.application, &device).await.expect("the store writes");
            }
            store.shutdown().await;
        });
    }

    /// Addresses of the browsers that get notices.
    pub(crate) fn devices(&self) -> Vec<String> {
        runtime().block_on(async {
            let store = open(self.directory());
            let town = store.town(&KATO.parse().expect("nine digits")).expect("the town is there");
            let devices = town.devices_of(self.application).await.expect("the store reads");
            store.shutdown().await;
            devices.into_iter().map(|(_, device)| device.endpoint).collect()
        })
    }

    pub(crate) fn directory(&self) -> &Path {
        self.directory.path()
    }

    pub(crate) fn number(&self) -> String {
        self.number.clone()
    }

    /// Counts in the tables while the program runs.
    fn count(&self, sql: &str) -> i64 {
        let tables = rusqlite::Connection::open(self.directory().join("kezek.sqlite")).expect("the tables can be read");
        tables.query_row(sql, [], |row| row.get(0)).expect("the tables can be counted")
    }

    /// What is not settled yet, in the outbox and as messages, while the program runs.
    pub(crate) fn waiting(&self) -> i64 {
        self.count("SELECT count(*) FROM outbox")
            + self.count("SELECT count(*) FROM message WHERE fate IN ('waiting', 'sending')")
    }

    /// What the gateway was told to call the message of that channel.
    pub(crate) fn outer_id_of(&self, channel: Channel) -> String {
        let tables = rusqlite::Connection::open(self.directory().join("kezek.sqlite")).expect("the tables can be read");
        let sql = "SELECT id FROM message WHERE channel = ?1";
        let word = if channel == Channel::Sms { "sms" } else { "email" };
        let id: i64 = tables.query_row(sql, [word], |row| row.get(0)).expect("there is one");
        format!("{KATO}-{id}")
    }

    pub(crate) fn messages(&self) -> Vec<Message> {
        runtime().block_on(async {
            let store = open(self.directory());
            let town = store.town(&KATO.parse().expect("nine digits")).expect("the town was founded");
            let messages = town.messages_of(self.application).await.expect("the store can be read");
            store.shutdown().await;
            messages
        })
    }
}
