//! An hour's load in ten minutes: a server in a process of its own, visitors who come by the clock, and its memory, which
//! must not grow by more than what the queue itself has to remember.

use crate::figure::{none, rounded};
use crate::memory;
use crate::say;
use crate::stored::{House, Kind};
use crate::visitor::Visitor;
use mix::{Mix, Population};
use serde_json::{Map, Value, json};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;
use store::Database;
use tokio::time::Instant;

pub(crate) mod house;
mod mix;
mod server;

/// Requests of a capital's busiest hour: 50,000 families look at the queue, at their own page or at the bulletin four times, and
/// most of them do one thing: 64 requests a second.
const REQUESTS_OF_AN_HOUR: u64 = 230_000;

/// Visitors who are answered at the same time.
const VISITORS: usize = 32;

/// Between two looks at the memory.
const SAMPLE: Duration = Duration::from_millis(500);

/// Growth beyond what must be remembered, of a hundred bytes of resident memory, that still counts as flat.
const FLAT_PERCENT: f64 = 5.0;

/// How large the bench is.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Families in the queue when it begins
    #[arg(long, default_value_t = 50_000)]
    families: u32,
    /// Seconds in which the hour's requests come
    #[arg(long, default_value_t = 600.0)]
    seconds: f64,
    /// Only on this database
    #[arg(long)]
    pub(crate) store: Option<Kind>,
    /// Six minutes' load in twenty seconds, in a smaller town
    #[arg(long)]
    quick: bool,
    #[command(flatten)]
    house: house::Place,
}

pub(crate) fn run(options: &Options) {
    if let Some(database) = options.house.database() {
        return house::serve(database, options.families);
    }
    let (families, seconds, requests) = if options.quick {
        (10_000, 20.0, REQUESTS_OF_AN_HOUR / 10)
    } else {
        (options.families, options.seconds, REQUESTS_OF_AN_HOUR)
    };
    for kind in Kind::wished(options.store) {
        let line = soaked(kind, families, requests, Duration::from_secs_f64(seconds));
        say(&line.unwrap_or_else(|why| none("soak", kind.name(), &why)));
    }
}

/// What came of the visits, and the server's memory meanwhile.
#[derive(Default)]
struct Visits {
    /// Requests whose time came before the end; fewer than were planned where the server does not keep up.
    asked: Cell<u64>,
    /// Not answered, or answered that it could not be done now.
    failed: Cell<u64>,
    /// How often each status was answered.
    statuses: RefCell<BTreeMap<u16, u64>>,
    late: Cell<Duration>,
    memory: RefCell<Vec<u64>>,
}

fn soaked(kind: Kind, families: u32, requests: u64, lasting: Duration) -> Result<Value, String> {
    let house = House::make(kind)?;
    let arguments = match house.database() {
        Database::Directory(directory) => ["--directory".into(), directory.into_os_string()],
        Database::Postgres(text) => ["--server".into(), text.into()],
    };
    let mut server = server::Server::begin(&arguments, families)?;
    let population = Population::of(&server.said)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|cause| cause.to_string())?;
    let visits = runtime.block_on(visits(&server, population, requests, lasting));
    let ended = server.end()?;
    Ok(told(kind, (families, requests, lasting), &visits, &ended))
}

async fn visits(server: &server::Server, population: Population, requests: u64, lasting: Duration) -> Visits {
    let visits = Visits::default();
    let mix = RefCell::new(Mix::of(population));
    let to = SocketAddr::from((Ipv4Addr::LOCALHOST, server.port));
    let begun = Instant::now();
    let due = |nth: u64| begun + lasting.mul_f64(nth as f64 / requests as f64);
    let next = Cell::new(0);
    let visiting = (0..VISITORS).map(|_| async {
        let mut visitor = Visitor::come(to).await.ok();
        while next.get() < requests && begun.elapsed() < lasting {
            let nth = next.replace(next.get() + 1);
            tokio::time::sleep_until(due(nth)).await;
            visits.asked.set(nth + 1);
            let request = mix.borrow_mut().request();
            let answer = match visitor.as_mut() {
                Some(visitor) => visitor.ask(&request).await.ok(),
                None => None,
            };
            if let Some(status) = answer {
                *visits.statuses.borrow_mut().entry(status).or_default() += 1;
            } else {
                visitor = Visitor::come(to).await.ok();
            }
            // A refusal of the rules is an answer: one newcomer in thousands bears the number of a child that waits already.
            if !matches!(answer, Some(200..400 | 422)) {
                visits.failed.set(visits.failed.get() + 1);
            }
            visits.late.set(visits.late.get().max(due(nth).elapsed()));
        }
    });
    let sampling = async {
        loop {
            visits.memory.borrow_mut().push(memory::resident_of(&server.id()));
            tokio::time::sleep(SAMPLE).await;
        }
    };
    tokio::select! {
        _ = futures_util::future::join_all(visiting) => {}
        () = sampling => {}
    }
    visits
}

/// Memory after the first third, in which caches fill, against what two copies of the queue and the new sessions take.
fn told(kind: Kind, (families, requests, lasting): (u32, u64, Duration), visits: &Visits, ended: &Value) -> Value {
    let memory = visits.memory.borrow();
    let third = memory.len() / 3;
    let after_third = settled(&memory[third..]);
    let at_end = settled(&memory[memory.len().saturating_sub(memory.len() / 10 + 1)..]);
    let entries = ended["entries"].as_f64().unwrap_or_default() * 2.0 / 3.0;
    let growth = at_end - after_third;
    let must = ended["must_bytes"].as_f64().unwrap_or_default() * 2.0 / 3.0;
    let per_thousand = |bytes: f64| (bytes / entries.max(1.0) * 1000.0).round();
    let beyond_percent = (growth - must) / after_third.max(1.0) * 100.0;
    json!({
        "bench": "soak", "store": kind.name(), "families": families, "seconds": lasting.as_secs_f64(),
        "requests": visits.asked.get(), "requests_due": requests, "failed": visits.failed.get(),
        "statuses": visits.statuses.borrow().iter().map(|(status, count)| (status.to_string(), json!(count))).collect::<Map<_, _>>(),
        "bytes_by_tenth": memory.chunks(memory.len() / 10 + 1).map(settled).collect::<Vec<_>>(),
        "latest_ms": rounded(visits.late.get().as_secs_f64() * 1000.0), "entries": ended["entries"],
        "bytes_after_a_third": after_third, "bytes_at_end": at_end,
        "growth_per_1000_entries": per_thousand(growth), "rival": "what the state of the queue itself must grow by",
        "rival_growth_per_1000_entries": per_thousand(must), "ratio": rounded(must / growth.max(1.0)),
        "beyond_percent": rounded(beyond_percent), "aim": format!("beyond_percent <= {FLAT_PERCENT}"),
        "reached": beyond_percent <= FLAT_PERCENT,
    })
}

/// The middle of the first tenth of these samples: one sample may fall into a batch.
fn settled(samples: &[u64]) -> f64 {
    let mut some = samples[..(samples.len() / 10).max(1).min(samples.len())].to_vec();
    some.sort_unstable();
    some.get(some.len() / 2).copied().unwrap_or_default() as f64
}
