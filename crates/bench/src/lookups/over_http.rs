//! A place as JSON over HTTP, beside a fixed response of the same server: what the look-up itself adds to a request.

use crate::figure::{middle_and_worst, none, rounded};
use crate::say;
use crate::stored::{House, Kind, StoredTown, beginning};
use crate::visitor::{Crowd, Visitor, crowd, get};
use axum::Router;
use axum::http::header;
use axum::routing;
use axum::serve::ListenerExt as _;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use serde_json::json;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

/// Of the requests a second that a fixed response gets.
const AIM_OF_FIXED: f64 = 0.7;

/// A city.
const APPLICATIONS: u64 = 50_000;

/// Connections that stay open.
const VISITORS: usize = 64;

/// Rounds of either, in turn; the middle one counts.
const ROUNDS: usize = 3;

/// As long as an answer about a place.
const FIXED: &str = r#"{"sign":"7KQ2M9XT","birth_year":2022,"kind":"general","class":"ordinary","access":false,"place":1234,"of":8321}"#;

pub(crate) fn run(seconds: f64) {
    match served(Duration::from_secs_f64(seconds)) {
        Ok((ours, fixed)) => {
            let ratio = ours.per_second() / fixed.per_second();
            say(&json!({
                "bench": "lookups", "store": "core", "case": "JSON over HTTP", "applications": APPLICATIONS,
                "connections": VISITORS, "per_second": ours.per_second().round(), "failed": ours.failed + fixed.failed,
                "rival": "a fixed response of the same server", "rival_per_second": fixed.per_second().round(),
                "ratio": rounded(ratio), "aim": format!("ratio >= {AIM_OF_FIXED}"), "reached": ratio >= AIM_OF_FIXED,
            }));
        }
        Err(why) => say(&none("lookups", "core", &why)),
    }
}

/// The site and the fixed response, each on a port of its own of one process, asked in turn by visitors on a thread of
/// their own.
fn served(lasting: Duration) -> Result<(Crowd, Crowd), String> {
    let server = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|cause| cause.to_string())?;
    let house = House::make(Kind::Sqlite)?;
    let town = server.block_on(filled(&house))?;
    let site = web::Site::new(town.store.clone()).over_plain_loopback();
    let fixed = || async { ([(header::CONTENT_TYPE, "application/json")], FIXED) };
    let ours = server.block_on(listen(web::router(site)))?;
    let fixed = server.block_on(listen(Router::new().route("/fixed", routing::get(fixed))))?;
    let path = |nth| format!("/api/{}/places/{}", town.town.kato(), town.application(nth));
    let requests: Vec<Vec<u8>> = (0..APPLICATIONS).map(|nth| get(&path(nth * 7919 % APPLICATIONS), None)).collect();
    let visitors = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let visitors = visitors.map_err(|cause| cause.to_string())?;
    visitors.block_on(is_a_place(ours, &requests[0]))?;
    let mut rounds = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        rounds.0.push(visitors.block_on(crowd(ours, VISITORS, &requests, lasting)));
        rounds.1.push(visitors.block_on(crowd(fixed, VISITORS, &[get("/fixed", None)], lasting)));
    }
    server.block_on(town.store.shutdown());
    Ok((middle(&rounds.0), middle(&rounds.1)))
}

async fn filled(house: &House) -> Result<StoredTown, String> {
    let fault = |fault: store::Fault| fault.to_string();
    let store = house.open(beginning()).map_err(fault)?;
    let mut town = StoredTown::found(&store, 0).await.map_err(fault)?;
    town.submit(0..APPLICATIONS, &mut ChaCha8Rng::seed_from_u64(29)).await.map_err(fault)?;
    Ok(town)
}

/// Serves pages on a port of this machine, as long as the runtime lives.
pub(crate) async fn listen(router: Router) -> Result<SocketAddr, String> {
    let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.map_err(|cause| cause.to_string())?;
    let address = listener.local_addr().map_err(|cause| cause.to_string())?;
    let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(address)
}

/// A crowd that is told off quickly would look fast.
async fn is_a_place(at: SocketAddr, request: &[u8]) -> Result<(), String> {
    let mut visitor = Visitor::come(at).await.map_err(|cause| cause.to_string())?;
    let status = visitor.ask(request).await.map_err(|cause| cause.to_string())?;
    let said: serde_json::Value = serde_json::from_slice(visitor.body()).unwrap_or_default();
    if status == 200 && said["place"].is_u64() { Ok(()) } else { Err(format!("no place as JSON: status {status}")) }
}

fn middle(rounds: &[Crowd]) -> Crowd {
    let failed = rounds.iter().map(|round| round.failed).sum();
    let (middle, _) = middle_and_worst(&mut rounds.iter().map(|round| round.per_second()).collect::<Vec<_>>());
    Crowd { answered: middle.round() as u64, failed, seconds: 1.0 }
}
