//! Figures of Kezek, each measured beside what people would use instead, in one run, as JSON lines.

mod core;
mod figure;
mod journal;
mod memory;
mod stampede;
mod town;

use clap::{Parser, Subcommand};

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
    /// A server of `stampede`, in a process of its own
    #[command(hide = true)]
    Serve(stampede::ServeOptions),
}

fn main() {
    match Arguments::parse().bench {
        Bench::Core(options) => core::run(&options),
        Bench::Stampede(options) => stampede::run(&options),
        Bench::Serve(options) => stampede::serve(&options),
    }
}

/// One figure, one line.
fn say(line: &serde_json::Value) {
    println!("{line}");
}
