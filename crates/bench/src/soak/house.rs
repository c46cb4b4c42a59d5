//! The server of the soak: a town of families with sealed papers, some of them logged in, and one kindergarten.

use crate::say;
use crate::stored::{self, StoredTown, beginning, evening, kato, morning};
use admission::{ApplicationId, Command, GroupId, Kind as QueueKind};
use jiff::SignedDuration;
use serde_json::{Value, json};
use simulation::{Newcomer, Population};
use std::io::Read as _;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use store::{
    Actor, ChildNames, CommandId, Database, Fault, Hours, Language, Names, NewAccount, NewApplication, NewGroup,
    NewKindergarten, Role, StaffRole, Store, Who,
};

/// Families who are logged in and visit.
const LOGGED_IN: usize = 2000;

/// Applications that are handed in at once.
const AT_A_TIME: usize = 1000;

/// Groups of the kindergarten that reports.
const GROUPS: u32 = 60;

/// One family in so many finds a place before it begins.
const PLACED: u64 = 10;

/// Bytes of one application in memory, twice: for those who read and for the one who writes. Measured by `bench core`.
const BYTES_PER_APPLICATION: u64 = 2 * 125;

/// Bytes of one session in memory: a hash, whose it is, when it ends, and its share of the map.
const BYTES_PER_SESSION: u64 = 200;

/// Which database the server opens: for the child process alone.
#[derive(Debug, clap::Args)]
pub(crate) struct Place {
    #[arg(long, hide = true)]
    directory: Option<PathBuf>,
    #[arg(long, hide = true)]
    server: Option<String>,
}

impl Place {
    pub(crate) fn database(&self) -> Option<Database> {
        let directory = self.directory.as_deref().map(Database::from);
        directory.or_else(|| self.server.clone().map(Database::Postgres))
    }
}

/// Serves until the input ends, then says what was written.
pub(crate) fn serve(database: Database, families: u32) {
    let runtime = tokio::runtime::Runtime::new().expect("the threads of a server can be started");
    let store = stored::open(database, beginning()).expect("an empty store opens");
    let said = runtime.block_on(settle(&store, families)).expect("a town can be founded");
    let listener = runtime.block_on(async { web::Listener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))) });
    let listener = listener.expect("this machine has a free port");
    let mut line = said;
    line["port"] = listener.address().expect("a listener has an address").port().into();
    let (asked, end) = tokio::sync::oneshot::channel();
    let site = web::Site::new(store.clone()).over_plain_loopback().behind(vec![Ipv4Addr::LOCALHOST.into()]);
    let serving = runtime.spawn(web::serve(site, listener, async move { drop(end.await) }));
    let town = store.town(&kato(0)).expect("the town was founded");
    let (entries, applications) = (town.moment().entry, town.state().application_count());
    say(&line);
    // Whatever ends the other process ends this one.
    let _ = std::io::stdin().read_to_end(&mut Vec::new());
    let _ = asked.send(());
    let _ = runtime.block_on(serving);
    let new = (town.state().application_count() - applications) as u64;
    say(&json!({
        "entries": town.moment().entry - entries, "applications": new,
        "must_bytes": new * (BYTES_PER_APPLICATION + BYTES_PER_SESSION),
    }));
    runtime.block_on(store.shutdown());
}

fn names(name: &str) -> Names {
    Names { kk: name.to_owned(), ru: name.to_owned(), en: name.to_owned() }
}

/// Founds a town of so many families, opens places, and logs some of them in: their tokens and signs, those of the staff.
pub(crate) async fn settle(store: &Store, families: u32) -> Result<Value, Fault> {
    let mut town = StoredTown::found_with(store, 0, 0).await?;
    let office = Actor { role: Role::Office, id: 1 };
    let kindergarten = town
        .town
        .register_kindergarten(
            NewKindergarten {
                names: names("Балапан"),
                address: names("Наурыз көшесі, 1"),
                phone: "+77010000001".to_owned(),
                district: names("Орталық"),
                point: None,
            },
            office,
        )
        .await?;
    let mut groups: Vec<(GroupId, i64)> = Vec::new();
    for nth in 0..GROUPS {
        let birth_year = 2020 + i64::from(nth % 6);
        let new = NewGroup {
            kindergarten,
            names: names("Гүлдер"),
            language: Language::Kk,
            kind: QueueKind::General,
            birth_years: vec![birth_year],
            hours: Hours::FullDay,
            capacity: 1000,
        };
        let group = town.town.open_group(new, office, CommandId::random()).await?.expect("a group may be opened");
        groups.push((group, birth_year));
    }
    let applications = settle_families(&town, families).await?;
    let places = u64::from(families) / PLACED / u64::from(GROUPS);
    let reports = groups.iter().map(|&(group, birth_year)| Command::ReportPlaces { group, birth_year, places });
    town.carry_out(reports).await?;
    evening(store).await?;
    morning(store).await?;
    store.clock().move_to(store.clock().now() + SignedDuration::from_hours(2));
    store.catch_up().await?;
    store.clock().run_on();
    let mut visitors = Vec::new();
    for &application in applications.iter().rev().take(LOGGED_IN) {
        let who = Who::Family(kato(0), application);
        let token = store.open_session(who, SignedDuration::from_hours(24)).await?;
        visitors.push(json!([token.as_str(), application.to_string()]));
    }
    let account = NewAccount {
        login: "balapan".to_owned(),
        display_name: "Балапан".to_owned(),
        role: StaffRole::Kindergarten,
        town: kato(0),
        kindergarten: Some(kindergarten),
        password: "bala-baqsha".to_owned(),
    };
    let account = store.create_account(account).await?.expect("the login is free");
    let staff = store.open_session(Who::Staff(account), SignedDuration::from_hours(12)).await?;
    Ok(
        json!({ "families": visitors, "staff": staff.as_str(), "groups": groups.iter().map(|(group, year)| json!([group.0, year])).collect::<Vec<_>>() }),
    )
}

async fn settle_families(town: &StoredTown, families: u32) -> Result<Vec<ApplicationId>, Fault> {
    let mut population = Population::seeded(43);
    let today = town.town.state().zone().day(town.store.clock().now());
    let mut applications = Vec::new();
    let mut left = families as usize;
    while left > 0 {
        let some = left.min(AT_A_TIME);
        left -= some;
        let new = (0..some).map(|_| (application_of(population.newcomer(today)), CommandId::random())).collect();
        let receipts = town.town.submit_applications(new).await?;
        applications.extend(receipts.into_iter().flatten().map(|receipt| receipt.application));
    }
    Ok(applications)
}

fn application_of(newcomer: Newcomer) -> NewApplication {
    let Newcomer { family, grounds, .. } = newcomer;
    let child = family.child;
    NewApplication {
        child: ChildNames { surname: child.surname, name: child.name, patronymic: child.patronymic },
        iin: Some(family.iin),
        born_on: family.born_on,
        guardian: family.guardian,
        phone: family.phone,
        email: family.email,
        kind: QueueKind::General,
        grounds: grounds.into_iter().map(str::to_owned).collect(),
        language: Language::Kk,
        earlier: None,
        legacy_number: None,
    }
}
