//! Seven in the morning: from the step being due to everybody having access, beside plain SQL that does the same.

use crate::figure::{middle_and_worst, milliseconds, none, rounded};
use crate::say;
use crate::stored::{House, Kind, StoredTown, beginning, evening, next_opening};
use jiff::SignedDuration;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use serde_json::json;
use std::time::Instant;
use store::Fault;

mod rival;

/// Until everybody has access, in milliseconds.
const AIM_MS: f64 = 150.0;

/// How large the bench is.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Applications that wait, over six birth years
    #[arg(long, default_value_t = 50_000)]
    pub(crate) waiting: u64,
    /// Places that open
    #[arg(long, default_value_t = 25_000)]
    pub(crate) places: u64,
    /// Mornings, each of a town of its own; the middle one counts
    #[arg(long, default_value_t = 7)]
    pub(crate) mornings: u32,
    /// Only on this database
    #[arg(long)]
    pub(crate) store: Option<Kind>,
    /// Three mornings
    #[arg(long)]
    quick: bool,
}

pub(crate) fn run(options: &Options) {
    let mornings = if options.quick { 3 } else { options.mornings };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a bench can start a runtime");
    let rival = runtime.block_on(rival::mornings(options.waiting, options.places, mornings));
    for kind in Kind::wished(options.store) {
        match runtime.block_on(ours(kind, options, mornings)) {
            Ok(mut runs) => tell(kind, options, &mut runs, &rival),
            Err(why) => say(&none("open", kind.name(), &why)),
        }
    }
}

fn tell(kind: Kind, options: &Options, runs: &mut [f64], rival: &Result<Vec<f64>, String>) {
    let (middle, worst) = middle_and_worst(runs);
    let mut line = json!({
        "bench": "open", "store": kind.name(), "waiting": options.waiting, "places": options.places,
        "birth_years": 6, "mornings": runs.len(), "ms": rounded(middle), "worst_ms": rounded(worst),
        "rival": "UPDATE from a rank by birth year, one durable transaction on PostgreSQL",
        "aim": format!("ms <= {AIM_MS}"), "reached": middle <= AIM_MS,
    });
    match rival {
        Ok(rival) => {
            let (theirs, _) = middle_and_worst(&mut rival.clone());
            line["rival_ms"] = rounded(theirs).into();
            line["ratio"] = rounded(theirs / middle).into();
        }
        Err(why) => line["rival_missing"] = why.as_str().into(),
    }
    say(&line);
}

/// Milliseconds of each morning.
async fn ours(kind: Kind, options: &Options, mornings: u32) -> Result<Vec<f64>, String> {
    let mut runs = Vec::new();
    for seed in 0..mornings {
        let house = House::make(kind)?;
        runs.push(morning(&house, options, seed.into()).await.map_err(|fault| fault.to_string())?);
    }
    Ok(runs)
}

/// A town on the evening before, then the clock reaches the hour: the writing thread is woken, decides, commits and
/// shows. The answer of a request that came behind the step says that all of it is done.
async fn morning(house: &House, options: &Options, seed: u64) -> Result<f64, Fault> {
    let store = house.open(beginning())?;
    let mut town = StoredTown::found(&store, 0).await?;
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    town.submit(0..options.waiting, &mut rng).await?;
    town.report(options.places).await?;
    evening(&store).await?;
    let opening = next_opening(&store);
    store.clock().move_to(opening - SignedDuration::from_secs(1));
    store.catch_up().await?;
    let started = Instant::now();
    store.clock().move_to(opening);
    store.catch_up().await?;
    let ms = milliseconds(started);
    let holding: u64 = town.town.state().queues().map(admission::Queue::holding_access).sum();
    assert_eq!(holding, options.places.min(options.waiting), "everybody whose turn it is has access");
    store.shutdown().await;
    Ok(ms)
}
