//! How cost grows: from ten thousand applications to a million, and from one territory to two hundred. Each size is
//! measured in a process of its own, so that none finds memory that another has used.

use crate::figure::{none, rounded};
use crate::say;
use crate::stored::Kind;
use serde_json::Value;
use std::process::Command;

mod size;
mod territories;

/// Which sizes.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Only on this database
    #[arg(long)]
    pub(crate) store: Option<Kind>,
    /// Smaller stores and fewer territories; a million applications only in memory
    #[arg(long)]
    quick: bool,
    /// One territory of so many applications in memory, and nothing else
    #[arg(long)]
    in_memory: Option<u64>,
    /// One territory of so many applications in a store, and nothing else
    #[arg(long)]
    stored: Option<u64>,
    /// So many territories in a store, and nothing else
    #[arg(long)]
    territories: Option<u32>,
    /// Applications of all territories together
    #[arg(long, default_value_t = 600_000)]
    applications: u64,
}

pub(crate) fn run(options: &Options) {
    let kind = options.store.unwrap_or(Kind::Sqlite);
    let point = if let Some(applications) = options.in_memory {
        Ok(size::in_memory(applications))
    } else if let Some(applications) = options.stored {
        size::stored(kind, applications)
    } else if let Some(territories) = options.territories {
        territories::stored(kind, territories, options.applications)
    } else {
        return all(options);
    };
    say(&point.unwrap_or_else(|why| none("scale", kind.name(), &why)));
}

fn all(options: &Options) {
    row(&["--in-memory"], &["10000", "100000", "1000000"], "look_up_ns");
    let (stored, territories, applications): (&[&str], &[&str], _) = if options.quick {
        (&["10000", "100000"], &["1", "20", "60"], "60000")
    } else {
        (&["10000", "100000", "1000000"], &["1", "20", "200"], "600000")
    };
    for kind in Kind::wished(options.store) {
        row(&["--store", kind.name(), "--stored"], stored, "start_seconds");
        let spread = ["--store", kind.name(), "--applications", applications, "--territories"];
        row(&spread, territories, "start_seconds");
    }
}

/// Sizes of one kind, one process after another. The first is the rival of the others: what it costs when it is small.
fn row(arguments: &[&str], sizes: &[&str], figure: &str) {
    let mut smallest = None;
    for size in sizes {
        let mut line = match measured(arguments, size) {
            Ok(line) => line,
            Err(why) => {
                say(&none("scale", "core", &why));
                continue;
            }
        };
        let measured = line[figure].as_f64();
        smallest = smallest.or(measured);
        if let (Some(smallest), Some(measured)) = (smallest, measured) {
            line["rival"] = format!("{figure} of the smallest size").into();
            line[format!("rival_{figure}")] = smallest.into();
            line["ratio"] = rounded(smallest / measured).into();
        }
        say(&line);
    }
}

fn measured(arguments: &[&str], size: &str) -> Result<Value, String> {
    let program = std::env::current_exe().map_err(|cause| cause.to_string())?;
    let output = Command::new(program).arg("scale").args(arguments).arg(size).output();
    let output = output.map_err(|cause| format!("the bench does not start itself: {cause}"))?;
    if !output.status.success() {
        return Err(format!("size {size} failed: {}", String::from_utf8_lossy(&output.stderr)));
    }
    serde_json::from_slice(&output.stdout).map_err(|cause| format!("size {size} said nothing: {cause}"))
}
