//! One territory of some size: in memory, and in a store that starts on it and shows pages of it.

use crate::figure::{milliseconds, rounded};
use crate::lookups::over_http::listen;
use crate::memory;
use crate::past::claims;
use crate::start::started;
use crate::stored::{House, Kind, StoredTown, beginning};
use crate::town::{BIRTH_YEARS, Town, group_of, scatter};
use crate::visitor::{Visitor, get};
use admission::{ApplicationId, Command, QueueId, Territory};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// Look-ups, and pages, of one figure.
const LOOK_UPS: usize = 500_000;
const PAGES: usize = 500;

/// Applications of one page.
const PAGE_LENGTH: usize = 100;

/// Places for so many of a hundred applications, up to a city's season.
const PLACED: u64 = 50;
const PLACES_MAX: u64 = 25_000;

/// Bytes, a look-up, a page, the opening and a claim of a territory of that size.
pub(crate) fn in_memory(applications: u64) -> Value {
    let before = memory::resident();
    let mut town = Town::found(|_, _, _| {});
    town.fill(applications, 7, |_, _, _| {});
    let bytes = memory::resident().saturating_sub(before);
    let mut territory = town.territory;
    let mut rng = ChaCha8Rng::seed_from_u64(31);
    let look_up_ns = look_up(&territory, applications, &mut rng);
    let page_us = page(&territory, &mut rng);
    let places = (applications * PLACED / 100).min(PLACES_MAX);
    let open_ms = open(&mut territory, places, town.now);
    let claim_ns = claim(&mut territory);
    json!({
        "bench": "scale", "store": "core", "applications": applications,
        "bytes_per_application": (bytes as f64 / applications as f64).round(), "look_up_ns": rounded(look_up_ns),
        "page_us": rounded(page_us), "places": places, "open_ms": rounded(open_ms), "claim_ns": rounded(claim_ns),
    })
}

fn look_up(territory: &Territory, applications: u64, rng: &mut ChaCha8Rng) -> f64 {
    let asked: Vec<_> = (0..LOOK_UPS).map(|_| ApplicationId(scatter(rng.random_range(0..applications)))).collect();
    let started = Instant::now();
    let sum: u64 = asked.iter().map(|&id| black_box(territory.position(id)).unwrap_or(0)).sum();
    black_box(sum);
    milliseconds(started) * 1e6 / LOOK_UPS as f64
}

/// A page somewhere in the order of a queue: a hundred applications.
fn page(territory: &Territory, rng: &mut ChaCha8Rng) -> f64 {
    let queues: Vec<(QueueId, u64)> =
        territory.queues().map(|queue| (queue.id(), queue.waiting().total())).filter(|(_, total)| *total > 0).collect();
    let started = Instant::now();
    for _ in 0..PAGES {
        let (queue, total) = queues[rng.random_range(0..queues.len())];
        let skipped = rng.random_range(0..total);
        black_box(territory.order(queue, skipped).take(PAGE_LENGTH).map(|application| application.id().0).sum::<u64>());
    }
    milliseconds(started) * 1e3 / PAGES as f64
}

/// Reports, the bulletin, and then the opening, which alone is timed.
fn open(territory: &mut Territory, places: u64, now: jiff::Timestamp) -> f64 {
    let groups: Vec<_> = BIRTH_YEARS.flat_map(|year| (0..100).map(move |nth| (year, group_of(year, nth)))).collect();
    for (nth, &(birth_year, group)) in (0..).zip(&groups) {
        let count = groups.len() as u64;
        let places = places * (nth + 1) / count - places * nth / count;
        let report = Command::ReportPlaces { group, birth_year, places };
        territory.decide(now, &report).expect("a bench asks for what is allowed");
    }
    let mut opened = 0.0;
    for _ in 0..3 {
        let Some(step) = territory.next_step() else { break };
        let started = Instant::now();
        territory.run_due_step(step.due);
        opened = milliseconds(started);
        if step.kind == admission::StepKind::Opening && territory.queues().any(|queue| queue.holding_access() > 0) {
            break;
        }
    }
    opened
}

/// Everybody who holds access takes a place.
fn claim(territory: &mut Territory) -> f64 {
    let (claims, _) = claims(territory);
    let now = territory.next_step().map_or(jiff::Timestamp::MIN, |step| step.due);
    let started = Instant::now();
    for claim in &claims {
        black_box(territory.decide(now, claim)).expect("whoever holds access may take a place");
    }
    milliseconds(started) * 1e6 / claims.len().max(1) as f64
}

/// A start, and a page of a queue as people see it, of a store of that size.
pub(crate) fn stored(kind: Kind, applications: u64) -> Result<Value, String> {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|cause| cause.to_string())?;
    let house = House::make(kind)?;
    let (at, entries, write_seconds, page_us) = runtime.block_on(filled(&house, applications))?;
    // Whatever still serves pages holds the store open.
    runtime.shutdown_timeout(Duration::from_secs(10));
    let told = started(&house, at)?;
    let bytes = told["bytes"].as_f64().unwrap_or_default();
    Ok(json!({
        "bench": "scale", "store": kind.name(), "applications": applications, "entries": entries,
        "start_seconds": told["seconds"].as_f64().map(rounded), "page_over_http_us": rounded(page_us),
        "bytes_per_application": (bytes / applications as f64).round(),
        "written_per_second": (entries as f64 / write_seconds).round(),
    }))
}

async fn filled(house: &House, applications: u64) -> Result<(jiff::Timestamp, u64, f64, f64), String> {
    let fault = |fault: store::Fault| fault.to_string();
    let store = house.open(beginning()).map_err(fault)?;
    let began = Instant::now();
    let mut town = StoredTown::found(&store, 0).await.map_err(fault)?;
    town.submit(0..applications, &mut ChaCha8Rng::seed_from_u64(7)).await.map_err(fault)?;
    let write_seconds = began.elapsed().as_secs_f64();
    let page_us = page_over_http(&store, applications).await?;
    let (at, entries) = (store.clock().now(), town.town.moment().entry);
    store.shutdown().await;
    Ok((at, entries, write_seconds, page_us))
}

/// Pages of the public queue, one after another: what one visitor waits for.
async fn page_over_http(store: &store::Store, applications: u64) -> Result<f64, String> {
    let site = web::Site::new(store.clone()).over_plain_loopback();
    let mut visitor =
        Visitor::come(listen(web::router(site)).await?).await.map_err(|cause| format!("no page came: {cause}"))?;
    let pages = applications / 6 / PAGE_LENGTH as u64;
    let mut rng = ChaCha8Rng::seed_from_u64(37);
    let began = Instant::now();
    for _ in 0..PAGES {
        let (year, page) = (rng.random_range(BIRTH_YEARS), rng.random_range(0..pages.max(1)) + 1);
        let status = visitor.ask(&get(&format!("/kk/queue/{year}?page={page}"), None)).await;
        if !matches!(status, Ok(200)) {
            return Err(format!("a page of the queue: {status:?}"));
        }
    }
    Ok(milliseconds(began) * 1e3 / PAGES as f64)
}
