//! A cold start: a process of its own opens a store of a million applications, beside what reading plain rows costs.

use crate::figure::{none, rounded};
use crate::past::Past;
use crate::stored::{self, House, Kind, StoredTown, beginning};
use crate::{memory, say};
use jiff::Timestamp;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;
use store::Database;

mod rival;

/// Of a million applications with three million entries, in seconds.
const AIM_SECONDS: f64 = 4.0;
const AIM_APPLICATIONS: u64 = 1_000_000;

/// How large the bench is.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Applications of the town
    #[arg(long, default_value_t = AIM_APPLICATIONS)]
    pub(crate) applications: u64,
    /// Entries of its journal, about
    #[arg(long, default_value_t = 3 * AIM_APPLICATIONS)]
    pub(crate) entries: u64,
    /// Only on this database
    #[arg(long)]
    pub(crate) store: Option<Kind>,
    /// A tenth of the size; the aim shrinks with it
    #[arg(long)]
    quick: bool,
    /// Leaves the store in its directory, for a profiler
    #[arg(long)]
    keep: bool,
    #[command(flatten)]
    opened: Opened,
}

/// A store that another process has filled: open it and say what that cost.
#[derive(Debug, clap::Args)]
struct Opened {
    #[arg(long, hide = true)]
    directory: Option<PathBuf>,
    #[arg(long, hide = true)]
    server: Option<String>,
    #[arg(long, hide = true)]
    at: Option<Timestamp>,
}

pub(crate) fn run(options: &Options) {
    let directory = options.opened.directory.as_deref().map(Database::from);
    let server = options.opened.server.clone().map(Database::Postgres);
    if let Some(database) = directory.or(server) {
        return open(database, options.opened.at.unwrap_or_else(beginning));
    }
    let shrink = if options.quick { 10 } else { 1 };
    let past = Past { applications: options.applications / shrink, entries: options.entries / shrink, days: 60 };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a bench can start a runtime");
    let rival = runtime.block_on(rival::load(past.applications));
    for kind in Kind::wished(options.store) {
        let told = runtime.block_on(ours(kind, past, options.keep)).map(|line| beside(line, &rival));
        say(&told.unwrap_or_else(|why| none("start", kind.name(), &why)));
    }
}

/// What the child of [`started`] does.
fn open(database: Database, at: Timestamp) {
    let before = memory::resident();
    let started = Instant::now();
    let store = stored::open(database, at).expect("a store that was closed opens");
    let seconds = started.elapsed().as_secs_f64();
    let applications: usize = store.territories().iter().map(|town| town.state().application_count()).sum();
    let bytes = memory::resident().saturating_sub(before);
    say(&json!({ "seconds": seconds, "bytes": bytes, "applications": applications }));
}

/// Lives a past and starts again on it.
async fn ours(kind: Kind, past: Past, keep: bool) -> Result<Value, String> {
    let house = House::make(kind)?;
    let store = house.open(beginning()).map_err(|fault| fault.to_string())?;
    let began = Instant::now();
    let mut town = StoredTown::found(&store, 0).await.map_err(|fault| fault.to_string())?;
    past.live(&mut town).await.map_err(|fault| fault.to_string())?;
    let written_in = began.elapsed().as_secs_f64();
    let (at, entries) = (store.clock().now(), town.town.moment().entry);
    store.shutdown().await;
    drop((store, town));
    forget_pages(&house);
    let cold = started(&house, at)?;
    let told = started(&house, at)?;
    let seconds = told["seconds"].as_f64().unwrap_or_default();
    assert_eq!(told["applications"], past.applications, "every application is there after a start");
    if keep && let House::Sqlite(directory) = house {
        eprintln!("kept in {}; it opens with start --directory … --at {at}", directory.keep().display());
    }
    let aim = AIM_SECONDS * past.applications as f64 / AIM_APPLICATIONS as f64;
    Ok(json!({
        "bench": "start", "store": kind.name(), "applications": past.applications, "entries": entries,
        "seconds": rounded(seconds), "seconds_from_disk": cold["seconds"].as_f64().map(rounded),
        "entries_per_second": (entries as f64 / seconds).round(), "bytes_of_memory": told["bytes"],
        "written_in_seconds": rounded(written_in), "aim": format!("seconds <= {}", rounded(aim)), "reached": seconds <= aim,
    }))
}

/// Opens the store in a fresh process, whose memory nobody has used before.
pub(crate) fn started(house: &House, at: Timestamp) -> Result<Value, String> {
    let program = std::env::current_exe().map_err(|cause| cause.to_string())?;
    let mut command = Command::new(program);
    command.args(["start", "--at", &at.to_string()]);
    match house.database() {
        Database::Directory(directory) => command.arg("--directory").arg(directory),
        Database::Postgres(server) => command.arg("--server").arg(server),
    };
    let output = command.output().map_err(|cause| format!("the bench does not start itself: {cause}"))?;
    if !output.status.success() {
        return Err(format!("a start failed: {}", String::from_utf8_lossy(&output.stderr)));
    }
    serde_json::from_slice(&output.stdout).map_err(|cause| format!("a start said nothing: {cause}"))
}

/// Asks the system to forget what it keeps of that file, so that it is read from the disk. Where it does not, the start
/// is only less cold; what a server of its own keeps in memory is not ours to drop.
fn forget_pages(house: &House) {
    if let House::Sqlite(directory) = house {
        let mut input = std::ffi::OsString::from("if=");
        input.push(directory.path().join("kezek.sqlite"));
        let _ = Command::new("dd").arg(input).args(["iflag=nocache", "count=0", "status=none"]).status();
    }
}

fn beside(mut line: Value, rival: &Result<f64, String>) -> Value {
    line["rival"] = "as many plain rows read from PostgreSQL into memory; a service that reads rows as it needs them \
                     reads none at its start"
        .into();
    match rival {
        Ok(seconds) => {
            line["rival_seconds"] = rounded(*seconds).into();
            line["ratio"] = rounded(seconds / line["seconds"].as_f64().unwrap_or(f64::NAN)).into();
        }
        Err(why) => line["rival_missing"] = why.as_str().into(),
    }
    line
}
