//! The minute of 07:00: families claim places over HTTP, and every answer is held against the journal afterwards.

mod audit;
mod cases;
mod certificate;
mod contest;
mod handshakes;
mod http;
mod latencies;
mod load;
mod plan;
mod rows;
mod serve;
mod served;
mod slow_disk;
mod stage;

use crate::{figure, say};
use cases::Case;
use contest::{Arena, Measured, Store};
use figure::rounded;
use serde_json::{Value, json};

pub(crate) use serve::run as serve;
pub(crate) use served::Options as ServeOptions;
use served::Writer;

/// What is measured, and how long.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Only this case; all of them otherwise
    #[arg(long, value_enum)]
    case: Vec<Case>,
    /// Over which database
    #[arg(long, value_enum, default_value_t = Which::Both)]
    store: Which,
    /// Families that ask at the same time
    #[arg(long, default_value_t = 256)]
    connections: usize,
    /// Rounds, of which the middle one counts; 3 without it, 1 if quick
    #[arg(long)]
    rounds: Option<usize>,
    /// How the writing thread is scheduled
    #[arg(long, value_enum, default_value_t = Writer::RealTime)]
    writer: Writer,
    /// A smaller town and one round
    #[arg(long)]
    pub(crate) quick: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Which {
    Sqlite,
    Postgres,
    Both,
}

impl Which {
    fn stores(self) -> &'static [Store] {
        match self {
            Self::Sqlite => &[Store::Sqlite],
            Self::Postgres => &[Store::Postgres],
            Self::Both => &[Store::Sqlite, Store::Postgres],
        }
    }
}

pub(crate) fn run(options: &Options) {
    let cases = if options.case.is_empty() { Case::ALL.to_vec() } else { options.case.clone() };
    let rounds = options.rounds.unwrap_or(if options.quick { 1 } else { 3 });
    for case in cases {
        let size = case.size(options.quick, options.connections);
        let arena = match Arena::open(case, size, options.store.stores(), options.writer) {
            Ok(arena) => arena,
            Err(why) => {
                say(&json!({ "bench": "stampede", "case": case.name(), "no_figure": why }));
                continue;
            }
        };
        let (mut ours, mut rival, mut fixed) = (vec![Vec::new(); options.store.stores().len()], Vec::new(), Vec::new());
        // In turn, so that whatever else the machine does meets all of them.
        for _ in 0..rounds.max(1) {
            for (place, &store) in options.store.stores().iter().enumerate() {
                ours[place].push(arena.ours(store));
            }
            if case != Case::Handshakes {
                rival.push(arena.rows());
            }
            fixed.push(arena.fixed());
        }
        let (rival, fixed) = (middle(rival), middle(fixed));
        for (&store, measured) in options.store.stores().iter().zip(ours) {
            say(&match case {
                Case::Handshakes => greeted(store, size, measured, &fixed),
                _ => line(case, store, size, measured, &rival, &fixed),
            });
        }
    }
}

type Run = Result<Measured, String>;

/// The middle one of those that went to their end.
fn middle(runs: Vec<Run>) -> Run {
    let mut why = String::new();
    let mut whole = Vec::new();
    for run in runs {
        match run {
            Ok(measured) => whole.push(measured),
            Err(cause) => why = cause,
        }
    }
    whole.sort_by(|a, b| a.per_second.total_cmp(&b.per_second));
    let middle = whole.len() / 2;
    whole.into_iter().nth(middle).ok_or(why)
}

/// Not one answer of any round may be wrong.
fn wrong(rounds: &[Run]) -> audit::Audit {
    rounds.iter().flatten().fold(audit::Audit::default(), |sum, run| audit::Audit {
        lost: sum.lost + run.audit.lost,
        double: sum.double + run.audit.double,
        unanswered: sum.unanswered + run.audit.unanswered,
        given: run.audit.given,
    })
}

fn line(case: Case, store: Store, size: cases::Size, rounds: Vec<Run>, rival: &Run, fixed: &Run) -> Value {
    let wrong = wrong(&rounds);
    let mut line = json!({
        "bench": "stampede", "store": store.name(), "case": case.name(), "families": size.town.families,
        "places": size.town.places(), "connections": size.pace.connections,
    });
    let measured = match middle(rounds) {
        Ok(measured) => measured,
        Err(why) => {
            line["no_figure"] = why.into();
            return line;
        }
    };
    let per_second = |run: &Run| run.as_ref().map_or(0.0, |run| run.per_second);
    let over = |other: f64| if other > 0.0 { rounded(measured.per_second / other).into() } else { Value::Null };
    add(
        &mut line,
        json!({
            "answers": measured.answers, "seconds": rounded(measured.seconds), "per_second": measured.per_second.round(),
            "rival": "one transaction with row locks for each claim", "rival_per_second": per_second(rival).round(),
            "rival_p99_ms": rival.as_ref().map_or(0.0, |run| run.p99_ms), "ratio": over(per_second(rival)),
            "fixed_per_second": per_second(fixed).round(), "of_fixed": over(per_second(fixed)),
            "p50_ms": measured.p50_ms, "p99_ms": measured.p99_ms, "server_us_per_answer": measured.server_us,
            "load_us_per_answer": measured.load_us, "writer": measured.writer, "fixed_server_us_per_answer": fixed.as_ref().map_or(0.0, |run| run.server_us),
            "given": measured.audit.given, "put_off": measured.put_off,
            "lost": wrong.lost, "double": wrong.double, "unanswered": wrong.unanswered, "aim": case.aim(store),
        }),
    );
    if case == Case::City {
        add(&mut line, json!({ "rival_seconds": rounded(measured.answers as f64 / per_second(rival)) }));
    }
    line
}

fn greeted(store: Store, size: cases::Size, rounds: Vec<Run>, plain: &Run) -> Value {
    let wrong = wrong(&rounds);
    let mut line = json!({ "bench": "handshakes", "store": store.name(), "connections": size.pace.connections });
    let measured = match middle(rounds) {
        Ok(measured) => measured,
        Err(why) => {
            line["no_figure"] = why.into();
            return line;
        }
    };
    let of_plain = |figure: fn(&Measured) -> f64| plain.as_ref().map_or(0.0, figure);
    add(
        &mut line,
        json!({
            "answers": measured.answers, "seconds": rounded(measured.seconds), "per_second": measured.per_second.round(),
            "p50_ms": measured.p50_ms, "p99_ms": measured.p99_ms, "server_us_per_answer": measured.server_us,
            "rival": "a fixed response behind a plain TLS acceptor", "rival_per_second": of_plain(|run| run.per_second).round(),
            "rival_p50_ms": of_plain(|run| run.p50_ms), "rival_p99_ms": of_plain(|run| run.p99_ms),
            "ratio": rounded(measured.per_second / of_plain(|run| run.per_second)), "put_off": measured.put_off,
            "lost": wrong.lost, "double": wrong.double, "unanswered": wrong.unanswered,
            "aim": Case::Handshakes.aim(store),
        }),
    );
    line
}

fn add(line: &mut Value, figures: Value) {
    if let (Value::Object(line), Value::Object(figures)) = (line, figures) {
        line.extend(figures);
    }
}
