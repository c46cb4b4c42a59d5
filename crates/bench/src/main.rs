//! Figures of Kezek, each measured beside what people would use instead, in one run, as JSON lines.

mod core;
mod everything;
mod failover;
mod figure;
mod journal;
mod lookups;
mod memory;
mod opening;
mod pages;
mod past;
mod printed;
mod rows;
mod scale;
mod server;
mod soak;
mod stampede;
mod start;
mod stored;
mod town;
mod visitor;

use clap::{Parser, Subcommand};

/// The same as in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[derive(Debug, Parser)]
#[command(name = "bench", about = "Figures, each beside its rival, as JSON lines")]
struct Arguments {
    #[command(subcommand)]
    bench: Bench,
}

#[derive(Debug, Subcommand)]
enum Bench {
    /// The rules alone: look-up, apply, bytes an application, replay, rehearsal
    Core(core::Options),
    /// The minute of 07:00: claims over HTTP
    Stampede(stampede::Options),
    /// The place of one application, beside rank and count by SQL, and over HTTP
    Lookups(lookups::Options),
    /// Whole pages beside a fixed response of the same bytes
    Pages(pages::Options),
    /// Seven in the morning: from the step being due to everybody having access
    Open(opening::Options),
    /// A cold start
    Start(start::Options),
    /// How cost grows with applications and with territories
    Scale(scale::Options),
    /// An hour's load in ten minutes, and whether memory stays flat
    Soak(soak::Options),
    /// Everything, one after another
    All(everything::Options),
    /// Claims through several nodes while machines of the database stop
    Failover(failover::Options),
    /// A server of `stampede`, in a process of its own
    #[command(hide = true)]
    Serve(stampede::ServeOptions),
}

/// What `all` runs, in this order.
const BENCHES: [&str; 8] = ["core", "lookups", "pages", "open", "start", "scale", "stampede", "soak"];

fn main() {
    match Arguments::parse().bench {
        Bench::Core(options) => core::run(&options),
        Bench::Stampede(options) => stampede::run(&options),
        Bench::Lookups(options) => lookups::run(&options),
        Bench::Pages(options) => pages::run(&options),
        Bench::Open(options) => opening::run(&options),
        Bench::Start(options) => start::run(&options),
        Bench::Scale(options) => scale::run(&options),
        Bench::Soak(options) => soak::run(&options),
        Bench::All(options) => everything::run(&options),
        Bench::Failover(options) => failover::run(&options),
        Bench::Serve(options) => stampede::serve(&options),
    }
}

/// One figure, one line.
fn say(line: &serde_json::Value) {
    println!("{line}");
}
