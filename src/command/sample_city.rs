//! `kezek sample-city`: a file as an older queue would leave it, made up from a seed.

use jiff::civil::Date;
use simulation::{Delimiter, Sample, legacy_rows, write_rows};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use store::Clock;

/// What `kezek sample-city` is told.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// How many rows
    #[arg(long, default_value_t = 50_000, value_name = "ROWS")]
    applications: usize,
    /// Decides everything that is made up: the same seed and day give the same bytes on every machine
    #[arg(long, default_value_t = 7)]
    seed: u64,
    /// The day before which all have applied [default: the first of this month]
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
    /// Leave out the rows with mistakes, which are otherwise 15 in a thousand
    #[arg(long)]
    clean: bool,
    /// Commas, LF and no byte-order mark, instead of what spreadsheet programs write
    #[arg(long)]
    plain: bool,
    /// Where to write [default: standard output]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub(crate) fn run(options: &Options) -> ExitCode {
    let today = options.today.unwrap_or_else(first_of_this_month);
    let sample = Sample { applications: options.applications, seed: options.seed, today, clean: options.clean };
    let rows = legacy_rows(&sample);
    let delimiter = if options.plain { Delimiter::Comma } else { Delimiter::Semicolon };
    let written = match &options.out {
        Some(path) => File::create(path).and_then(|file| write_whole(file, &rows, delimiter)),
        None => write_whole(io::stdout().lock(), &rows, delimiter),
    };
    match written {
        Ok(()) => {
            let flawed = rows.iter().filter(|row| row.flaw.is_some()).count();
            eprintln!("{} rows made up, {flawed} of them with a mistake", rows.len());
            ExitCode::SUCCESS
        }
        // Whoever reads the rows has had enough of them.
        Err(fault) if fault.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(fault) => {
            let place = options.out.as_ref().map_or("standard output".into(), |path| path.display().to_string());
            eprintln!("kezek: the rows cannot be written to {place}: {fault}");
            ExitCode::from(2)
        }
    }
}

fn write_whole(out: impl Write, rows: &[simulation::LegacyRow], delimiter: Delimiter) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    write_rows(&mut out, rows, delimiter)?;
    out.flush()
}

/// Within a month the file stays the same; later ones have children of today's ages.
fn first_of_this_month() -> Date {
    jiff::tz::TimeZone::UTC.to_datetime(Clock::real().now()).date().first_of_month()
}
