//! Many territories in one store: what they take in memory and at a start, a morning on which all of them open, and claims
//! spread over them.

use crate::figure::{milliseconds, rounded};
use crate::past::claims;
use crate::start::started;
use crate::stored::{House, Kind, StoredTown, act, beginning, evening, next_opening};
use futures_util::future::try_join_all;
use jiff::{SignedDuration, Timestamp};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};
use std::time::Instant;
use store::{Act, Fault};

/// Groups of each birth year of all territories together: a capital's, or as many as each territory needs at least.
const GROUPS_PER_YEAR: u32 = 1000;

/// Of a hundred applications so many find a place.
const PLACED: u64 = 20;

/// Claims that wait for an answer at a time, of all territories together.
const AT_A_TIME: usize = 4000;

/// What so many territories cost, with so many applications in all of them together.
pub(crate) fn stored(kind: Kind, territories: u32, applications: u64) -> Result<Value, String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|cause| cause.to_string())?;
    let house = House::make(kind)?;
    let (mut line, at) =
        runtime.block_on(lived(&house, territories, applications)).map_err(|fault| fault.to_string())?;
    let told = started(&house, at)?;
    line["store"] = kind.name().into();
    line["start_seconds"] = told["seconds"].as_f64().map(rounded).into();
    line["bytes"] = told["bytes"].clone();
    Ok(line)
}

async fn lived(house: &House, territories: u32, applications: u64) -> Result<(Value, Timestamp), Fault> {
    let store = house.open(beginning())?;
    let each = applications / u64::from(territories);
    let mut rng = ChaCha8Rng::seed_from_u64(41);
    let mut towns = Vec::new();
    for number in 0..territories {
        let mut town = StoredTown::found_with(&store, number, (GROUPS_PER_YEAR / territories).clamp(4, 100)).await?;
        town.submit(0..each, &mut rng).await?;
        town.report(each * PLACED / 100).await?;
        towns.push(town);
    }
    evening(&store).await?;
    let opening = next_opening(&store);
    store.clock().move_to(opening - SignedDuration::from_secs(1));
    store.catch_up().await?;
    let began = Instant::now();
    store.clock().move_to(opening);
    store.catch_up().await?;
    let all_open_ms = milliseconds(began);

    let wishes: Vec<Vec<Act>> =
        towns.iter().map(|town| claims(&town.town.state()).0.into_iter().map(act).collect()).collect();
    let claimed: usize = wishes.iter().map(Vec::len).sum();
    let began = Instant::now();
    claim_everywhere(&towns, wishes).await?;
    let seconds = began.elapsed().as_secs_f64();
    let entries: u64 = towns.iter().map(|town| town.town.moment().entry).sum();
    let at = store.clock().now();
    store.shutdown().await;
    let line = json!({
        "bench": "scale", "territories": territories, "applications": each * u64::from(territories),
        "entries": entries, "all_open_ms": rounded(all_open_ms), "claims": claimed,
        "claims_per_second": (claimed as f64 / seconds).round(),
    });
    Ok((line, at))
}

/// All territories at the same time, a few claims of each at a time.
async fn claim_everywhere(towns: &[StoredTown], wishes: Vec<Vec<Act>>) -> Result<(), Fault> {
    let at_a_time = (AT_A_TIME / towns.len()).max(1);
    let all = towns.iter().zip(wishes).map(|(town, wishes)| async move {
        for some in wishes.chunks(at_a_time) {
            for recorded in town.town.act_all(some.to_vec()).await? {
                recorded.outcome.expect("whoever holds access may take a place");
            }
        }
        Ok(())
    });
    try_join_all(all).await.map(drop)
}
