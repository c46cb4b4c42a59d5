//! The place of one application: counted from memory, beside PostgreSQL that ranks or counts, and as JSON over HTTP.

use crate::figure::{middle_and_worst, none, rounded};
use crate::say;
use crate::town::scatter;
use admission::{ApplicationId, Calendar, ChildId, Class, Command, Ground, GroundReason, Kind, Policy, Territory};
use jiff::{SignedDuration, Timestamp};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::json;
use std::hint::black_box;
use std::time::Instant;

pub(crate) mod over_http;
mod rival;

/// Times as fast as the window function among a million.
const AIM_OF_WINDOW: f64 = 1_000_000.0;
/// Times as fast as the best count in a city's shape.
const AIM_OF_COUNT: f64 = 1000.0;

/// Look-ups of ours in one figure.
const LOOK_UPS: usize = 1_000_000;
/// Rounds in which they are made.
const ROUNDS: usize = 5;

/// How large the bench is.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Applications of the one long queue
    #[arg(long, default_value_t = 1_000_000)]
    pub(crate) applications: u64,
    /// Seconds of each round over HTTP
    #[arg(long, default_value_t = 5.0)]
    pub(crate) seconds: f64,
    /// Fewer look-ups of the rivals, shorter rounds over HTTP
    #[arg(long)]
    quick: bool,
}

/// How applications stand in queues.
#[derive(Debug, Clone, Copy)]
struct Shape {
    name: &'static str,
    queues: i64,
    each: u64,
}

pub(crate) fn run(options: &Options) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a bench can start a runtime");
    let shapes = [
        Shape { name: "one queue of a million", queues: 1, each: options.applications },
        Shape { name: "a city: 20 queues of 2,500", queues: 20, each: 2500 },
    ];
    for shape in shapes {
        let territory = filled(shape);
        let ours = look_up(&territory, shape);
        let asked = sample(shape, if options.quick { 2 } else { 7 });
        match runtime.block_on(rival::look_up(&territory, &asked)) {
            Ok(theirs) => theirs.iter().for_each(|theirs| tell(shape, ours, theirs)),
            Err(why) => say(&none("lookups", "core", &why)),
        }
    }
    over_http::run(if options.quick { 1.0 } else { options.seconds });
}

fn tell(shape: Shape, ours: f64, theirs: &rival::Figure) {
    let ratio = theirs.nanoseconds / ours;
    let aim = match (theirs.way, shape.queues) {
        (rival::Way::Window, 1) => Some(AIM_OF_WINDOW * shape.each as f64 / 1_000_000.0),
        (rival::Way::Count, 2..) => Some(AIM_OF_COUNT),
        _ => None,
    };
    let mut line = json!({
        "bench": "lookups", "store": "core", "case": shape.name, "applications": shape.each * shape.queues as u64,
        "ns": rounded(ours), "rival": theirs.way.name(), "rival_ns": theirs.nanoseconds.round(),
        "rival_inside_ns": theirs.inside_nanoseconds.round(), "ratio": rounded(ratio),
    });
    if let Some(aim) = aim {
        line["aim"] = format!("ratio >= {aim}").into();
        line["reached"] = (ratio >= aim).into();
    }
    say(&line);
}

/// A territory of that shape: 2 % out of turn, 12 % first priority. Children of any age may stand in it, so that there
/// are birth years enough.
fn filled(shape: Shape) -> Territory {
    let mut rng = ChaCha8Rng::seed_from_u64(19);
    let mut territory = Territory::default();
    let mut now: Timestamp = crate::town::founding();
    let policy = Box::new(Policy { leaves_at_age: 60, ..Policy::default() });
    let found = Command::FoundTerritory { zone: "Asia/Almaty".to_owned(), policy, calendar: Calendar::default() };
    let mut act = |now, command: &Command| {
        territory.decide(now, command).expect("a bench asks for what is allowed");
    };
    act(now, &found);
    for number in 0..shape.each * shape.queues.unsigned_abs() {
        now += SignedDuration::from_millis(7);
        let application = ApplicationId(scatter(number));
        let class = match rng.random_range(0..100) {
            0..2 => Some(Class::OutOfTurn),
            2..14 => Some(Class::FirstPriority),
            _ => None,
        };
        let submit = Command::SubmitApplication {
            application,
            child: ChildId(scatter(number) << 8),
            birth_year: 2025 - (number as i64 % shape.queues),
            birth: admission::Birth::Past,
            kind: Kind::General,
            grounds: class.map(Some).into_iter().collect(),
            earlier: None,
        };
        act(now, &submit);
        if class.is_some() {
            let (ground, reason) = (Ground::Claimed(0), GroundReason::DocumentProves);
            act(
                now,
                &Command::ConfirmGround {
                    application,
                    ground,
                    reason,
                    document_on: None,
                    expires_on: None,
                    officials: None,
                },
            );
        }
    }
    territory
}

/// Nanoseconds of one look-up, over a million of them in no order; the middle of several rounds.
fn look_up(territory: &Territory, shape: Shape) -> f64 {
    let asked = sample(shape, LOOK_UPS);
    let mut rounds: Vec<f64> = asked
        .chunks(LOOK_UPS / ROUNDS)
        .map(|asked| {
            let started = Instant::now();
            black_box(asked.iter().map(|&id| black_box(territory.position(id)).unwrap_or(0)).sum::<u64>());
            started.elapsed().as_nanos() as f64 / asked.len() as f64
        })
        .collect();
    middle_and_worst(&mut rounds).0
}

/// Applications as somebody would ask for them.
fn sample(shape: Shape, count: usize) -> Vec<ApplicationId> {
    let mut rng = ChaCha8Rng::seed_from_u64(23);
    let all = shape.each * shape.queues.unsigned_abs();
    (0..count).map(|_| ApplicationId(scatter(rng.random_range(0..all)))).collect()
}
