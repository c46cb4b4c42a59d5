//! All benches, one after another, each in a process of its own, so that no figure depends on what ran before it and one
//! that fails stops none of the others.

use crate::figure::none;
use crate::say;
use std::process::{Command, Stdio};
use std::time::Instant;

/// How large.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Everything in a few minutes: smaller stores, shorter runs
    #[arg(long)]
    quick: bool,
}

pub(crate) fn run(options: &Options) {
    for bench in crate::BENCHES {
        let began = Instant::now();
        if let Err(why) = one(bench, options.quick) {
            say(&none(bench, "core", &why));
        }
        eprintln!("{bench}: {:.0} s", began.elapsed().as_secs_f64());
    }
}

fn one(bench: &str, quick: bool) -> Result<(), String> {
    let program = std::env::current_exe().map_err(|cause| cause.to_string())?;
    let mut command = Command::new(program);
    command.arg(bench).args(quick.then_some("--quick")).stdin(Stdio::null());
    let status = command.status().map_err(|cause| format!("the bench does not start itself: {cause}"))?;
    if status.success() { Ok(()) } else { Err(format!("it ended with {status}")) }
}
