//! `kezek order`: the order of a queue at a past moment, read from its journal, for the day on which nobody serves it.

use crate::command::serve::failed;
use crate::config::{Flags, Settings};
use admission::{Kato, Kind, QueueId};
use std::io::{self, Write};
use std::process::ExitCode;
use store::Clock;
use web::Lang;

/// What `kezek order` is told.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Birth year of the queue
    #[arg(long, value_name = "YEAR")]
    year: i64,
    /// Kind of the queue
    #[arg(long, value_name = "KIND", default_value = "general", value_parser = ["general", "correctional"])]
    kind: String,
    /// Local day and time, such as "2026-03-02 07:00"; without seconds the end of that minute [default: now]
    #[arg(long, value_name = "MOMENT")]
    at: Option<String>,
    /// KATO code of the territory; needed where several are founded
    #[arg(long, value_name = "KATO")]
    territory: Option<String>,
    /// Language of the table: kk, ru, en
    #[arg(long, value_name = "LANGUAGE", default_value = "kk", value_parser = ["kk", "ru", "en"])]
    language: String,
    #[command(flatten)]
    flags: Flags,
}

pub(crate) fn run(options: &Options) -> ExitCode {
    let settings = match Settings::read(&options.flags) {
        Ok(settings) => settings,
        Err(fault) => return failed("settings", &fault),
    };
    let table = match table(options, &settings) {
        Ok(table) => table,
        Err(fault) => return failed("the order cannot be told", &fault),
    };
    match io::stdout().lock().write_all(&table) {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever reads it has had enough.
        Err(fault) if fault.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(fault) => failed("the order cannot be written", &fault),
    }
}

/// The table as CSV. Only the journal is read: no key is needed, nothing is changed, and the service may run or not.
fn table(options: &Options, settings: &Settings) -> Result<Vec<u8>, String> {
    let kato = options.territory.as_deref().map(str::parse::<Kato>).transpose();
    let kato = kato.map_err(|()| "territory is no KATO code of nine digits".to_owned())?;
    let kind = if options.kind == "correctional" { Kind::Correctional } else { Kind::General };
    let queue = QueueId { birth_year: options.year, kind };
    let language: Lang = options.language.parse().unwrap_or_default();
    let moment = |zone: &admission::Zone| match &options.at {
        Some(typed) => web::typed_moment(zone, typed),
        None => Some(Clock::real().now()),
    };
    let (_, order) =
        store::order_at(&settings.database, kato.as_ref(), queue, moment).map_err(|fault| match fault {
            store::Fault::Unknown("moment") => "at is no local day and time, such as \"2026-03-02 07:00\"".to_owned(),
            fault => fault.to_string(),
        })?;
    if order.lines.is_empty() {
        eprintln!("kezek: nobody stood in that queue at that moment");
    }
    web::order_csv(language, &order)
}
