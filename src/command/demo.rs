//! `kezek demo`: the model city with two weeks behind it, served on this machine, with a clock that visitors may move.

pub(super) mod cast;
mod deed;
mod directory;
mod fortnight;
mod papers;
mod pictures;
mod plan;
mod visitors;

use crate::command::serve::{cleaner, failed, log_to_stderr, open, push_key, serve};
use crate::config::{LISTEN, Settings};
use admission::{StepKind, Territory};
use directory::Holds;
use jiff::Timestamp;
use jiff::civil::DateTime;
use simulation::{City, Spelling};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;
use store::{Clock, Names, Store, Town};
use web::{Demo, Site};

/// What `kezek demo` is told.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Directory of the demo; made if missing, gone on with if it holds a demo
    #[arg(long, value_name = "DIR", default_value = "data/demo")]
    data: PathBuf,
    /// Address and port to answer on
    #[arg(long, value_name = "ADDRESS", default_value = LISTEN)]
    listen: String,
    /// Let the demo's clock begin at this local time, such as 2026-04-06T09:00 [default: now]
    #[arg(long, value_name = "TIME")]
    at: Option<DateTime>,
    /// Leave everybody out who applied: only the city, its kindergartens, groups and log-ins
    #[arg(long)]
    empty: bool,
}

pub(crate) fn run(options: &Options) -> ExitCode {
    let settings = match Settings::of_demo(&options.listen, &options.data) {
        Ok(settings) => settings,
        Err(fault) => return failed("settings", &fault),
    };
    // Building says what it does in a line of its own; a visitor wants the addresses, not the log.
    log_to_stderr(tracing::Level::WARN);
    let (store, demo) = match prepare(&settings, options) {
        Ok(prepared) => prepared,
        Err(fault) => return failed("the demo cannot be prepared", &fault),
    };
    let welcome = visitors::welcome(&settings.listen.to_string(), &demo);
    let site = Site::new(store.clone())
        .with_demo(demo)
        .with_push(push_key(&store))
        .reached_at(settings.public_address.clone());
    let site = if settings.https { site } else { site.over_plain_loopback() };
    let site = site.cleaning(cleaner());
    serve(&settings, &store, site, || println!("{welcome}"))
}

/// Builds the demo, or goes on with the one that is there.
fn prepare(settings: &Settings, options: &Options) -> Result<(Store, Demo), String> {
    let runtime = tokio::runtime::Runtime::new().map_err(|fault| fault.to_string())?;
    let now = options.at.map_or_else(|| Clock::real().now(), fortnight::local_instant);
    let store = match directory::look_into(&settings.data)? {
        Holds::Demo => go_on(settings, now)?,
        Holds::Nothing => runtime.block_on(build(settings, now, options.empty))?,
    };
    let town = store.territories().pop().ok_or("the demo has lost its town")?;
    let demo = runtime.block_on(visitors::log_ins(&town)).map_err(|fault| fault.to_string())?;
    Ok((store, demo))
}

/// Opens a finished demo. Its clock may have been moved ahead of the machine's; it never goes back.
fn go_on(settings: &Settings, now: Timestamp) -> Result<Store, String> {
    let clock = Clock::freeze_at(now);
    let store = open(settings, clock.clone()).map_err(|fault| fault.to_string())?;
    for town in store.territories() {
        clock.move_to(latest_step(&town.state()).unwrap_or(now));
    }
    clock.run_on();
    Ok(store)
}

/// The instant of the last step of the day that ran.
fn latest_step(territory: &Territory) -> Option<Timestamp> {
    let next = territory.next_step()?;
    Some(match next.kind {
        StepKind::Midnight => territory.publishes_at(next.on.yesterday().ok()?),
        StepKind::Opening => territory.zone().instant(next.on, jiff::civil::Time::midnight()),
        StepKind::Publication => territory.opens_at(next.on),
    })
}

async fn build(settings: &Settings, now: Timestamp, empty: bool) -> Result<Store, String> {
    let begun = Instant::now();
    eprintln!("kezek: the model city is being built in {}", settings.data.display());
    directory::begin(&settings.data)?;
    let (store, town) = if empty { build_empty_city(settings, now).await? } else { build_city(settings, now).await? };
    directory::finish(&settings.data)?;
    let applications = town.state().application_count();
    eprintln!("kezek: {applications} applications, built in {:.1} s", begun.elapsed().as_secs_f64());
    Ok(store)
}

/// The model city as it stands at that instant, made through the store as the living service would have made it.
async fn build_city(settings: &Settings, now: Timestamp) -> Result<(Store, Arc<Town>), String> {
    let begins = fortnight::beginning(now);
    let clock = Clock::freeze_at(begins);
    let store = open(settings, clock.clone()).map_err(|fault| fault.to_string())?;
    let cast = cast::gather(&store, begins).await?;
    let town = Arc::clone(&cast.town);
    fortnight::play(cast, clock.clone(), now).await.map_err(|fault| fault.to_string())?;
    papers::send_some(&town).await?;
    clock.run_on();
    Ok((store, town))
}

/// The model city on its first day, before anybody has applied.
async fn build_empty_city(settings: &Settings, now: Timestamp) -> Result<(Store, Arc<Town>), String> {
    let clock = Clock::freeze_at(now);
    let store = open(settings, clock.clone()).map_err(|fault| fault.to_string())?;
    let cast = cast::settle(&store, now).await?;
    clock.run_on();
    Ok((store, cast.town))
}

/// A name of the model city as the store keeps it.
pub(super) fn names(spelling: &Spelling) -> Names {
    Names { kk: spelling.kk.clone(), ru: spelling.ru.clone(), en: spelling.en.clone() }
}

/// The model city for those who apply on the day of that instant.
pub(super) fn city(now: Timestamp) -> City {
    City::ulgi(fortnight::local_day(now))
}

#[cfg(test)]
mod tests;
