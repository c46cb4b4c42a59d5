//! `kezek import FILE`: takes an older queue over, with its times. Every row is checked before the first is written.

mod columns;
mod fault;
mod report;
mod row;
mod standing;
mod taking;
mod when;
mod whole;

use self::report::{counted, grouped, summary};
use crate::command::serve::{failed, open};
use crate::config::{Flags, Settings};
use admission::Kato;
use indicatif::{ProgressBar, ProgressStyle};
use jiff::Timestamp;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;
use store::{Clock, Store, Town};

/// Some rows are bad and nothing was written, or some were refused.
const BAD_ROWS: u8 = 1;

/// What `kezek import` is told.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// The older queue as CSV in UTF-8, separated by semicolons or commas, its columns named in the first line: number,
    /// applied_at, iin, surname, name, patronymic, birth_date, kind, guardian, phone, email, grounds (such as
    /// "large_family:confirmed,orphan:claimed"; "pmpc" for the conclusion), language
    file: PathBuf,
    /// KATO code of the territory; needed where several are founded
    #[arg(long, value_name = "KATO")]
    territory: Option<String>,
    /// Take the good rows over and leave the bad ones out
    #[arg(long)]
    skip_bad_rows: bool,
    /// Write all bad rows with their reasons to this file
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    #[command(flatten)]
    flags: Flags,
}

pub(crate) fn run(options: &Options) -> ExitCode {
    let settings = match Settings::read(&options.flags) {
        Ok(settings) => settings,
        Err(fault) => return failed("settings", &fault),
    };
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(fault) => return failed("the threads cannot be started", &fault),
    };
    match runtime.block_on(import(options, &settings)) {
        Ok(code) => code,
        Err(fault) => failed("the import broke off", &fault),
    }
}

async fn import(options: &Options, settings: &Settings) -> Result<ExitCode, String> {
    let name = options.file.display();
    let bytes = std::fs::read(&options.file).map_err(|fault| format!("{name} cannot be read: {fault}"))?;
    let rows = columns::read(&bytes).map_err(|fault| format!("{name} cannot be read: {fault}"))?;
    let store = open(settings, Clock::real()).map_err(|fault| fault.to_string())?;
    let town = town(&store, options.territory.as_deref()).await?;
    let code = take(options, &rows, &store, &town).await;
    store.shutdown().await;
    code
}

async fn take(
    options: &Options,
    rows: &[columns::TextRow],
    store: &Store,
    town: &Arc<Town>,
) -> Result<ExitCode, String> {
    let begun = Instant::now();
    let bar = progress_bar("checking", rows.len());
    let now = store.clock().now();
    // A copy, because the queue may go on while rows are checked.
    let territory = town.state().clone();
    let mut checked = whole::check_file(rows, &territory, now, || bar.inc(1));
    bar.finish_and_clear();
    let bar = progress_bar("comparing", checked.good.len());
    let compared = standing::compare(town, &mut checked, || bar.inc(1)).await;
    bar.finish_and_clear();
    let taken_over = compared.map_err(|fault| fault.to_string())?;

    let rows = counted(rows.len(), "row");
    println!("{rows}: {} good, {} bad", grouped(checked.good.len()), grouped(checked.bad.len()));
    report::show(&mut std::io::stdout().lock(), &checked.bad).map_err(|fault| fault.to_string())?;
    if let Some(path) = &options.report {
        report::write_all(path, &checked.bad)
            .map_err(|fault| format!("the report {} cannot be written: {fault}", path.display()))?;
    }
    if !checked.bad.is_empty() && !options.skip_bad_rows {
        println!("Nothing was written. Correct the rows, or leave them out with --skip-bad-rows.");
        return Ok(ExitCode::from(BAD_ROWS));
    }

    let bar = progress_bar("writing", checked.good.len());
    let taken = taking::take_over(town, checked.good, &taken_over, |count| bar.inc(count as u64)).await;
    bar.finish_and_clear();
    let taken = taken.map_err(|fault| format!("{fault}; the same import goes on where it stopped"))?;
    Ok(tell(&taken, town, begun))
}

fn tell(taken: &taking::Taken, town: &Town, begun: Instant) -> ExitCode {
    println!("{} ({}): {}, in {:.1} s", town.names().en, town.kato(), summary(taken), begun.elapsed().as_secs_f64());
    for (line, refusal) in &taken.refused {
        println!("line {line}: refused: {refusal}");
    }
    for line in &taken.changed {
        println!("line {line}: its number was taken over before with other contents; left as it is");
    }
    let whole = taken.refused.is_empty() && taken.changed.is_empty();
    if whole { ExitCode::SUCCESS } else { ExitCode::from(BAD_ROWS) }
}

/// Shown on a terminal only.
fn progress_bar(what: &'static str, rows: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg:10} {wide_bar} {human_pos} / {human_len}  {eta}");
    let bar = ProgressBar::new(rows as u64).with_message(what);
    match style {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// The territory that is meant. A data directory without any is one to try the import in: the model city is founded there.
async fn town(store: &Store, code: Option<&str>) -> Result<Arc<Town>, String> {
    let wished = match code {
        Some(code) => Some(code.parse::<Kato>().map_err(|()| format!("{code} is no KATO code: it has nine digits"))?),
        None => None,
    };
    let mut towns = store.territories();
    if let Some(kato) = wished {
        let found = towns.into_iter().find(|town| *town.kato() == kato);
        return found.ok_or_else(|| format!("no territory {kato} is founded here; `kezek found --help` says how"));
    }
    if towns.len() > 1 {
        return Err("several territories are founded here; --territory says which is meant".to_owned());
    }
    match towns.pop() {
        Some(town) => Ok(town),
        None => found_model_city(store).await,
    }
}

async fn found_model_city(store: &Store) -> Result<Arc<Town>, String> {
    let city = super::demo::city(store.clock().now());
    println!("No territory is founded here: {} ({}) is, to try with.", city.names.en, city.kato);
    super::demo::cast::found(store, &city).await
}

/// Takes over a file that is known to be right, silently: the older queue of the demo.
pub(super) async fn take_over_clean(file: &[u8], town: &Arc<Town>, now: Timestamp) -> Result<(), String> {
    let rows = columns::read(file).map_err(|fault| fault.to_string())?;
    let territory = town.state().clone();
    let checked = whole::check_file(&rows, &territory, now, || {});
    if let Some(bad) = checked.bad.first() {
        return Err(format!("line {} of the older queue is bad: {:?}", bad.line, bad.faults));
    }
    let taken = taking::take_over(town, checked.good, &standing::TakenOver::new(), |_| {}).await;
    taken.map(drop).map_err(|fault| fault.to_string())
}

#[cfg(test)]
mod tests;
