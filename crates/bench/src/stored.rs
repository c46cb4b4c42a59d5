//! Stores for the benches: SQLite in a directory of its own or a PostgreSQL of its own, with a clock that stands still.

use crate::server;
use crate::town::{self, BIRTH_YEARS, GROUPS_PER_YEAR, founding, group_of, newcomer};
use admission::{ApplicationId, Calendar, Command, Kato, Policy};
use jiff::{SignedDuration, Timestamp};
use rand_chacha::ChaCha8Rng;
use std::ops::Range;
use std::sync::Arc;
use store::{Act, Actor, Clock, CommandId, Database, Fault, MasterKey, Names, NewTown, Store};
use tempfile::TempDir;

/// Requests that wait for an answer at a time while a bench fills a store: half of what may wait.
const AT_A_TIME: usize = 4000;

/// Which database a store of a bench keeps its tables in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Kind {
    /// A file in a directory.
    Sqlite,
    /// A server.
    Postgres,
}

impl Kind {
    /// Both, or the one that was asked for.
    pub(crate) fn wished(only: Option<Self>) -> Vec<Self> {
        only.map_or_else(|| vec![Self::Sqlite, Self::Postgres], |one| vec![one])
    }

    /// As the lines of figures name it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }
}

/// Where the tables of one bench live; gone with it.
pub(crate) enum House {
    Sqlite(TempDir),
    Postgres(String),
}

impl House {
    /// An empty one.
    pub(crate) fn make(kind: Kind) -> Result<Self, String> {
        match kind {
            Kind::Sqlite => tempfile::Builder::new()
                .prefix("kezek-bench-")
                .tempdir()
                .map(Self::Sqlite)
                .map_err(|cause| format!("no directory for a store: {cause}")),
            Kind::Postgres => server::database().map(Self::Postgres),
        }
    }

    /// Where it is, for a store.
    pub(crate) fn database(&self) -> Database {
        match self {
            Self::Sqlite(directory) => Database::from(directory.path()),
            Self::Postgres(database) => Database::Postgres(database.clone()),
        }
    }

    /// Opens its store, with a clock that stands at that instant.
    pub(crate) fn open(&self, at: Timestamp) -> Result<Store, Fault> {
        open(self.database(), at)
    }
}

/// Opens a store with a clock that stands at that instant.
pub(crate) fn open(database: Database, at: Timestamp) -> Result<Store, Fault> {
    Store::open(database, MasterKey::from_bytes([7; 32]), Clock::freeze_at(at))
}

/// The code of the town of that number.
pub(crate) fn kato(number: u32) -> Kato {
    format!("99{number:07}").parse().expect("nine digits")
}

/// A town of a store, and what a bench asks of it.
pub(crate) struct StoredTown {
    pub(crate) store: Store,
    pub(crate) town: Arc<store::Town>,
    /// Tells its applications from those of other towns.
    number: u32,
    groups_per_year: u32,
    /// Entries written by the bench so far; those of the clock not counted.
    pub(crate) entries: u64,
}

impl StoredTown {
    /// Founds a capital, the town of that number, with its groups.
    pub(crate) async fn found(store: &Store, number: u32) -> Result<Self, Fault> {
        Self::found_with(store, number, GROUPS_PER_YEAR).await
    }

    /// Founds the town of that number with so many groups of each birth year.
    pub(crate) async fn found_with(store: &Store, number: u32, groups_per_year: u32) -> Result<Self, Fault> {
        let new = NewTown {
            kato: kato(number),
            names: Names::default(),
            zone: "Asia/Almaty".to_owned(),
            policy: Policy::default(),
            calendar: Calendar::default(),
        };
        let town = store.found_town(new).await?;
        let mut founded = Self { store: store.clone(), town, number, groups_per_year, entries: 1 };
        founded.carry_out(town::groups(groups_per_year)).await?;
        Ok(founded)
    }

    /// The number of an application of this town among those of all towns.
    fn nth(&self, nth: u64) -> u64 {
        (u64::from(self.number) << 28) + nth
    }

    /// The application of that number.
    pub(crate) fn application(&self, nth: u64) -> ApplicationId {
        ApplicationId(town::scatter(self.nth(nth)))
    }

    /// Those applications come, each with its ground confirmed at once.
    pub(crate) async fn submit(&mut self, numbers: Range<u64>, rng: &mut ChaCha8Rng) -> Result<(), Fault> {
        let from = self.nth(0);
        self.carry_out(numbers.flat_map(move |nth| newcomer(from + nth, rng))).await
    }

    /// Kindergartens report so many places, spread evenly over birth years and groups.
    pub(crate) async fn report(&mut self, places: u64) -> Result<(), Fault> {
        let per_year = self.groups_per_year;
        let groups = BIRTH_YEARS.flat_map(move |year| (0..per_year).map(move |nth| (year, group_of(year, nth))));
        let count = groups.clone().count() as u64;
        let reports = groups.zip(0..).map(move |((birth_year, group), nth): (_, u64)| Command::ReportPlaces {
            group,
            birth_year,
            places: places * (nth + 1) / count - places * nth / count,
        });
        let reports = reports.filter(|report| !matches!(report, Command::ReportPlaces { places: 0, .. }));
        self.carry_out(reports).await
    }

    /// Asks all of it, in that order. Refusals are recorded and go unnoticed here.
    pub(crate) async fn carry_out(&mut self, commands: impl Iterator<Item = Command>) -> Result<(), Fault> {
        let mut commands = commands.peekable();
        while commands.peek().is_some() {
            let acts: Vec<_> = commands.by_ref().take(AT_A_TIME).map(act).collect();
            self.entries += acts.len() as u64;
            let clock = self.store.clock();
            clock.move_to(clock.now() + SignedDuration::from_micros(7 * acts.len() as i64));
            self.town.act_all(acts).await?;
        }
        Ok(())
    }
}

/// An act of nobody in particular.
pub(crate) fn act(command: Command) -> Act {
    Act { command, by: Actor::IMPORT, command_id: CommandId::random() }
}

/// Moves the clock of a store to the next bulletin and runs what is due; places are published, and open next morning.
pub(crate) async fn evening(store: &Store) -> Result<(), Fault> {
    pass(store, |time| time.publishes_at).await
}

/// Moves the clock to the next opening and runs what is due.
pub(crate) async fn morning(store: &Store) -> Result<(), Fault> {
    pass(store, |time| time.opens_at).await
}

/// The next bulletin and the next opening of the first town; the others keep the same hours.
struct Times {
    publishes_at: Timestamp,
    opens_at: Timestamp,
}

async fn pass(store: &Store, to: impl Fn(Times) -> Timestamp) -> Result<(), Fault> {
    store.clock().move_to(next(store, to));
    store.catch_up().await
}

fn next(store: &Store, which: impl Fn(Times) -> Timestamp) -> Timestamp {
    let now = store.clock().now();
    let Some(town) = store.territories().into_iter().next() else { return now };
    let state = town.state();
    let today = state.zone().day(now);
    let of_day = |day| which(Times { publishes_at: state.publishes_at(day), opens_at: state.opens_at(day) });
    let later = of_day(today);
    if later > now { later } else { of_day(today.tomorrow().unwrap_or(today)) }
}

/// The instant of the next opening.
pub(crate) fn next_opening(store: &Store) -> Timestamp {
    next(store, |times| times.opens_at)
}

/// The first instant of a bench.
pub(crate) fn beginning() -> Timestamp {
    founding()
}
