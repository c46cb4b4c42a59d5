//! The rules alone: what a look-up, an event, an application in memory, a replayed entry and a rehearsed command cost.

use crate::town::{BIRTH_YEARS, Town, scatter};
use crate::{memory, say};
use admission::{ApplicationId, Class, Event, QueueId, Territory};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rehearsal::Rehearsal;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::hint::black_box;
use std::time::Instant;

/// How large the bench is.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Applications in the territory
    #[arg(long, default_value_t = 1_000_000)]
    applications: u64,
    /// Commands of the rehearsal
    #[arg(long, default_value_t = 100_000)]
    commands: u32,
    /// A hundredth of the size, to see that it runs
    #[arg(long)]
    quick: bool,
}

pub(crate) fn run(options: &Options) {
    let shrink = if options.quick { 100 } else { 1 };
    let applications = options.applications / shrink;
    let (territory, bytes) = filled(applications);
    say(&json!({
        "bench": "bytes", "store": "core", "applications": applications, "bytes_per_application": bytes,
        "rival": "aim", "rival_bytes": 200, "ratio": ratio(bytes, 200.0),
    }));
    look_up(&territory, applications);
    apply(territory);
    crate::journal::bench(applications);
    rehearse(options.commands / u32::try_from(shrink).unwrap_or(1));
}

fn ratio(figure: f64, rival: f64) -> f64 {
    (figure / rival * 1000.0).round() / 1000.0
}

/// A full territory, and the bytes of resident memory that an application in it costs.
fn filled(applications: u64) -> (Territory, f64) {
    let before = memory::resident();
    let mut town = Town::found(|_, _, _| {});
    town.fill(applications, 7, |_, _, _| {});
    let bytes = memory::resident().saturating_sub(before);
    (town.territory, (bytes as f64 / applications as f64).round())
}

fn nanoseconds(started: Instant, count: usize) -> f64 {
    (started.elapsed().as_nanos() as f64 / count as f64 * 10.0).round() / 10.0
}

/// The place of one application, against counting those in front of it in a sorted list.
fn look_up(territory: &Territory, applications: u64) {
    let mut rng = ChaCha8Rng::seed_from_u64(11);
    let asked: Vec<ApplicationId> =
        (0..1_000_000).map(|_| ApplicationId(scatter(rng.random_range(0..applications)))).collect();
    let started = Instant::now();
    let mut sum = 0;
    for &id in &asked {
        sum += black_box(territory.position(id)).unwrap_or(0);
    }
    let ours = nanoseconds(started, asked.len());
    let rows: Vec<(Class, i64, u64)> = rows(territory);
    let counted = &asked[..20];
    let started = Instant::now();
    for &id in counted {
        let application = territory.application(id).expect("asked for what was submitted");
        let own = (application.class(), application.applied_at().as_millisecond(), id.0);
        sum += black_box(rows.iter().filter(|row| **row < own).count()) as u64;
    }
    let rival = nanoseconds(started, counted.len());
    black_box(sum);
    say(&json!({
        "bench": "look_up", "store": "core", "applications": applications, "ns": ours,
        "rival": "count over all rows in memory", "rival_ns": rival, "ratio": ratio(rival, ours),
    }));
}

fn rows(territory: &Territory) -> Vec<(Class, i64, u64)> {
    let mut rows: Vec<_> = territory
        .applications()
        .map(|application| (application.class(), application.applied_at().as_millisecond(), application.id().0))
        .collect();
    rows.sort_unstable();
    rows
}

/// A day's events on a full territory: places reported and opened, claimed, declined; applications paused and resumed.
fn apply(mut territory: Territory) {
    let applications = territory.application_count();
    let mut rng = ChaCha8Rng::seed_from_u64(13);
    let mut events: Vec<Event> = Vec::new();
    for _ in 0..500_000 {
        let application = ApplicationId(scatter(rng.random_range(0..applications as u64)));
        events.push(Event::ApplicationPaused { application, cause: admission::PauseCause::Family });
        events.push(Event::ApplicationResumed { application });
    }
    let started = Instant::now();
    for event in &events {
        territory.apply(event);
    }
    let ours = nanoseconds(started, events.len());
    let front = territory.order(QueueId { birth_year: *BIRTH_YEARS.start(), kind: admission::Kind::General }, 0).next();
    black_box(front.map(admission::Application::id));
    let mut rows = rows(&territory);
    let moved = 200;
    let started = Instant::now();
    for _ in 0..moved {
        let at = rng.random_range(0..rows.len());
        let row = rows.remove(at);
        rows.insert(at, row);
    }
    let rival = nanoseconds(started, moved * 2);
    say(&json!({
        "bench": "apply", "store": "core", "applications": applications, "ns": ours,
        "rival": "a sorted list in memory", "rival_ns": rival, "ratio": ratio(rival, ours),
    }));
}

/// A script of a busy territory; the rival parses the same lines and does not carry them out.
fn rehearse(commands: u32) {
    let script = script(commands);
    let started = Instant::now();
    let mut answers = Vec::new();
    Rehearsal::run(&mut script.as_bytes(), &mut answers).expect("memory can be read and written");
    let seconds = started.elapsed().as_secs_f64();
    black_box(answers.len());
    let started = Instant::now();
    for line in script.lines() {
        black_box(serde_json::from_str::<Value>(line).expect("the script is JSON"));
    }
    let rival_seconds = started.elapsed().as_secs_f64();
    let per_second = |seconds: f64| (f64::from(commands) / seconds).round();
    say(&json!({
        "bench": "rehearse", "store": "core", "commands": commands, "seconds": (seconds * 1000.0).round() / 1000.0,
        "commands_per_second": per_second(seconds), "rival": "the same lines parsed as JSON values, not carried out",
        "rival_commands_per_second": per_second(rival_seconds), "ratio": ratio(per_second(seconds), per_second(rival_seconds)),
    }));
}

/// Forty groups, a growing queue, claims, passes, reports, and a look at one place in each tenth line.
fn script(commands: u32) -> String {
    let mut rng = ChaCha8Rng::seed_from_u64(17);
    let mut script = String::new();
    let mut clock = "2026-01-05T04:00:00Z".parse::<jiff::Timestamp>().expect("a literal instant");
    let mut submitted = 0;
    for number in 0..commands {
        clock += jiff::SignedDuration::from_secs(rng.random_range(1..120));
        let _ = write!(script, "{{\"at\":\"{clock}\",");
        let (group, anybody) = (rng.random_range(0..40), rng.random_range(0..submitted.max(1)));
        let year = 2020 + group % 5;
        let _ = match (number, rng.random_range(0..20)) {
            (0..40, _) => {
                writeln!(script, "\"do\":\"group\",\"group\":\"g{number}\",\"birth_years\":[{}]}}", 2020 + number % 5)
            }
            (_, 0..8) => {
                submitted += 1;
                let born = format!("{}-0{}-1{}", 2020 + submitted % 5, submitted % 9 + 1, submitted % 9);
                writeln!(
                    script,
                    "\"do\":\"submit\",\"application\":\"a{submitted}\",\"child\":\"c{submitted}\",\"born\":\"{born}\",\"grounds\":[\"orphan\"]}}"
                )
            }
            (_, 8) => writeln!(script, "\"do\":\"confirm\",\"application\":\"a{anybody}\",\"ground\":\"orphan\"}}"),
            (_, 9..12) => {
                writeln!(script, "\"do\":\"report\",\"group\":\"g{group}\",\"birth_year\":{year},\"places\":2}}")
            }
            (_, 12..16) => writeln!(script, "\"do\":\"claim\",\"application\":\"a{anybody}\",\"group\":\"g{group}\"}}"),
            (_, 16) => writeln!(script, "\"do\":\"pass\",\"application\":\"a{anybody}\"}}"),
            (_, 17) => writeln!(script, "\"do\":\"decline\",\"application\":\"a{anybody}\"}}"),
            _ => writeln!(script, "\"do\":\"show\",\"what\":\"application\",\"application\":\"a{anybody}\"}}"),
        };
    }
    script
}
