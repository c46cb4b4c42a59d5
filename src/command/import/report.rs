//! What the clerk reads: how many rows of what sort are bad, and each of them with its line and its reasons.

use super::whole::BadRow;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Bad rows shown on the screen at most; a report in a file has them all.
const ROWS_ON_SCREEN_MAX: usize = 40;

/// Writes the summary and the first bad rows.
pub(super) fn show(out: &mut impl Write, bad: &[BadRow]) -> io::Result<()> {
    let mut sorts: BTreeMap<&str, usize> = BTreeMap::new();
    for fault in bad.iter().flat_map(|row| &row.faults) {
        *sorts.entry(fault.sort()).or_default() += 1;
    }
    for (sort, count) in sorts {
        writeln!(out, "{count:>8}  {sort}")?;
    }
    for row in bad.iter().take(ROWS_ON_SCREEN_MAX) {
        writeln!(out, "{}", in_words(row))?;
    }
    let left = bad.len().saturating_sub(ROWS_ON_SCREEN_MAX);
    if left > 0 {
        writeln!(out, "and {left} more; --report FILE writes them all to a file")?;
    }
    Ok(())
}

/// Writes all bad rows to a file.
pub(super) fn write_all(path: &Path, bad: &[BadRow]) -> io::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    for row in bad {
        writeln!(out, "{}", in_words(row))?;
    }
    out.flush()
}

fn in_words(row: &BadRow) -> String {
    let faults: Vec<String> = row.faults.iter().map(ToString::to_string).collect();
    format!("line {}: {}", row.line, faults.join("; "))
}
