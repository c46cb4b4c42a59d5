//! `kezek rehearse SCRIPT`: the rules tried on a script, without database or web server.

use rehearsal::Rehearsal;
use std::fs::File;
use std::io::{self, BufReader, BufWriter};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What `kezek rehearse` is told.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// The script, one JSON object a line; `-` reads standard input
    script: PathBuf,
}

pub(crate) fn run(options: &Options) -> ExitCode {
    let mut answers = BufWriter::new(io::stdout().lock());
    let result = if options.script == Path::new("-") {
        Rehearsal::run(&mut io::stdin().lock(), &mut answers)
    } else {
        match File::open(&options.script) {
            Ok(file) => Rehearsal::run(&mut BufReader::new(file), &mut answers),
            Err(fault) => {
                eprintln!("kezek: the script {} cannot be opened: {fault}", options.script.display());
                return ExitCode::from(2);
            }
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever reads the answers has had enough of them.
        Err(fault) if fault.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("kezek: the rehearsal broke off: {fault}");
            ExitCode::from(2)
        }
    }
}
