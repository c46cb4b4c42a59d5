//! Kezek, an open electronic queue for kindergartens: reads the arguments and runs one command.

mod calendar;
mod command;
mod config;
mod identity_provider;
mod post;
mod remind;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// What a claim needs is made on one thread and freed on another, which the usual allocator is slow at.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// An open electronic queue for kindergartens.
#[derive(Debug, Parser)]
#[command(name = "kezek", version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the towns of a data directory
    Serve(command::serve::Options),
    /// Serve a model city with two weeks of history and a clock that can be moved
    Demo(command::demo::Options),
    /// Found a territory, with its first administrator
    Found(command::found::Options),
    /// Make an administrator, or let somebody set a new password, where no administrator can
    User(command::user::Options),
    /// Take an older queue over from a table, with its times
    Import(command::import::Options),
    /// Write the order of a queue at a past moment as CSV, read from its journal; the service may run or not
    Order(command::order::Options),
    /// Write a table as an older queue would leave it, made up
    SampleCity(command::sample_city::Options),
    /// Try the rules: run a script against a fresh territory and print one answer a line
    Rehearse(command::rehearse::Options),
    /// Read a file that a family sent and write it cleaned: started by the service itself, within bounds of its own
    #[command(hide = true)]
    CleanDocument,
    /// Read a table that staff sent: started by the service itself, within bounds of its own
    #[command(hide = true)]
    ReadTable,
}

fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Serve(options) => command::serve::run(&options),
        Command::Demo(options) => command::demo::run(&options),
        Command::Found(options) => command::found::run(&options),
        Command::User(options) => command::user::run(&options),
        Command::Import(options) => command::import::run(&options),
        Command::Order(options) => command::order::run(&options),
        Command::SampleCity(options) => command::sample_city::run(&options),
        Command::Rehearse(options) => command::rehearse::run(&options),
        Command::ReadTable => sheets::run_apart().map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS),
        Command::CleanDocument => documents::run_apart().map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS),
    }
}
