//! Whole pages as browsers ask for them, each beside a fixed response of the same server that sends the very same bytes:
//! what reading, deciding what to say, writing and packing a page cost.

use crate::figure::{middle_and_worst, none, rounded};
use crate::lookups::over_http::listen;
use crate::printed;
use crate::say;
use crate::soak::house::settle;
use crate::stored::{House, Kind, beginning};
use crate::visitor::{Crowd, Visitor, crowd, get_packed};
use axum::Router;
use axum::http::{HeaderName, HeaderValue, header};
use axum::routing;
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::time::Duration;

/// Of the requests a second that a fixed response gets: "my application".
const AIM_OF_MY: f64 = 0.5;

/// Connections that stay open.
const VISITORS: usize = 64;

/// Rounds of either, in turn; the middle one counts.
const ROUNDS: usize = 3;

/// How large the bench is.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Families of the town
    #[arg(long, default_value_t = 50_000)]
    families: u32,
    /// Seconds of each round
    #[arg(long, default_value_t = 5.0)]
    seconds: f64,
    /// Only this database
    #[arg(long, value_enum)]
    store: Option<Kind>,
    /// Fewer families, shorter rounds
    #[arg(long)]
    quick: bool,
}

/// A page, and who asks for it.
struct Case {
    name: &'static str,
    requests: Vec<Vec<u8>>,
    aim: Option<f64>,
}

pub(crate) fn run(options: &Options) {
    for kind in Kind::wished(options.store) {
        if let Err(why) = measure(options, kind) {
            say(&none("pages", kind.name(), &why));
        }
    }
}

fn measure(options: &Options, kind: Kind) -> Result<(), String> {
    let families = if options.quick { options.families.min(10_000) } else { options.families };
    let lasting = Duration::from_secs_f64(if options.quick { 1.0 } else { options.seconds });
    let server = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|cause| cause.to_string())?;
    let visitors = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let visitors = visitors.map_err(|cause| cause.to_string())?;
    let house = House::make(kind)?;
    let store = house.open(beginning()).map_err(|fault| fault.to_string())?;
    let said = server.block_on(settle(&store, families)).map_err(|fault| fault.to_string())?;
    let site = web::Site::new(store.clone()).over_plain_loopback();
    let ours = server.block_on(listen(web::router(site)))?;
    let referrals = server.block_on(printed::requests(&store))?;
    say(&visitors.block_on(printed::first_times(ours, &referrals, kind.name()))?);
    let kept = Case { name: "referral PDF, kept", requests: referrals, aim: None };
    for case in cases(&said).into_iter().chain([kept]) {
        let page = visitors.block_on(first(ours, &case.requests[0]))?;
        let fixed = server.block_on(listen(page.router()))?;
        let mut rounds = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            rounds.0.push(visitors.block_on(crowd(ours, VISITORS, &case.requests, lasting)));
            let requests = [get_packed("/fixed", None)];
            rounds.1.push(visitors.block_on(crowd(fixed, VISITORS, &requests, lasting)));
        }
        let (ours, fixed) = (middle(&rounds.0), middle(&rounds.1));
        let failed: u64 = rounds.0.iter().chain(&rounds.1).map(|round| round.failed).sum();
        let ratio = ours / fixed;
        let mut line = json!({
            "bench": "pages", "store": kind.name(), "case": case.name, "families": families, "connections": VISITORS,
            "bytes": page.body.len(), "per_second": ours.round(), "failed": failed,
            "rival": "a fixed response of the same bytes", "rival_per_second": fixed.round(), "ratio": rounded(ratio),
        });
        if let Some(aim) = case.aim {
            line["aim"] = format!("ratio >= {aim}").into();
            line["reached"] = (ratio >= aim).into();
        }
        say(&line);
    }
    server.block_on(store.shutdown());
    Ok(())
}

/// A family's own page, again and again and by many in turn; and the two public pages that are asked for most.
fn cases(said: &Value) -> Vec<Case> {
    let texts = |nth: usize| {
        let families = said["families"].as_array().into_iter().flatten();
        families.filter_map(move |family| family[nth].as_str()).collect::<Vec<_>>()
    };
    let (tokens, signs) = (texts(0), texts(1));
    let my = |token: &&str| get_packed("/kk/my", Some(&format!("kezek={token}")));
    // An address with a question is never kept.
    let anew = |token: &&str| get_packed("/kk/my?anew", Some(&format!("kezek={token}")));
    let mut requests = [
        Case { name: "my application", requests: tokens.iter().map(my).collect(), aim: Some(AIM_OF_MY) },
        Case { name: "my application, made anew", requests: tokens.iter().map(anew).collect(), aim: None },
        Case { name: "the bulletin", requests: vec![get_packed("/kk/bulletin", None)], aim: None },
        Case {
            name: "a queue, by page",
            requests: (1..20).map(|page| get_packed(&format!("/kk/queue/2022?page={page}"), None)).collect(),
            aim: None,
        },
        Case {
            name: "all queues, by sign",
            requests: signs.iter().map(|sign| get_packed(&format!("/kk/queue/2022?sign={sign}"), None)).collect(),
            aim: None,
        },
    ];
    for case in &mut requests {
        case.requests.shuffle(&mut ChaCha8Rng::seed_from_u64(61));
    }
    requests.into()
}

/// A page as it was sent.
struct Page {
    body: Vec<u8>,
    encoding: Option<HeaderValue>,
}

impl Page {
    /// The same bytes to everybody.
    fn router(&self) -> Router {
        let html = (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        let encoding = self.encoding.clone().map(|encoding| (header::CONTENT_ENCODING, encoding));
        let headers: Vec<(HeaderName, HeaderValue)> = std::iter::once(html).chain(encoding).collect();
        let body = axum::body::Bytes::from(self.body.clone());
        let answer = move || {
            let (headers, body) = (headers.clone(), body.clone());
            async move { (axum::response::AppendHeaders(headers), body) }
        };
        Router::new().route("/fixed", routing::get(answer))
    }
}

/// A crowd that is sent away quickly would look fast.
async fn first(at: SocketAddr, request: &[u8]) -> Result<Page, String> {
    let mut visitor = Visitor::come(at).await.map_err(|cause| cause.to_string())?;
    let status = visitor.ask(request).await.map_err(|cause| cause.to_string())?;
    if status != 200 {
        return Err(format!("no page: status {status}"));
    }
    let encoding = visitor.header("content-encoding").and_then(|value| HeaderValue::from_str(value).ok());
    Ok(Page { body: visitor.body().to_vec(), encoding })
}

fn middle(rounds: &[Crowd]) -> f64 {
    middle_and_worst(&mut rounds.iter().map(|round| round.per_second()).collect::<Vec<_>>()).0
}
