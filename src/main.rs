//! Kezek, an open electronic queue for kindergartens: reads the arguments and runs one command.

mod command;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// An open electronic queue for kindergartens.
#[derive(Debug, Parser)]
#[command(name = "kezek", version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Try the rules: run a script against a fresh territory and print one answer a line
    Rehearse(command::rehearse::Options),
}

fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Rehearse(options) => command::rehearse::run(&options),
    }
}
