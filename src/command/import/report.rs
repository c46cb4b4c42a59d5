//! What the clerk reads: how many rows of what sort are bad, and each of them with its line and its reasons.

use super::taking::Taken;
use super::whole::BadRow;
use indicatif::HumanCount;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Bad rows shown on the screen at most; a report in a file has them all.
const ROWS_ON_SCREEN_MAX: usize = 40;

/// What this run did, and what it found done.
pub(super) fn summary(taken: &Taken) -> String {
    let done =
        format!("{} taken over, {} confirmed", counted(taken.new, "application"), counted(taken.confirmed, "ground"));
    match taken.before {
        0 => done,
        1 => format!("{done}; 1 row was here already"),
        rows => format!("{done}; {} were here already", counted(rows, "row")),
    }
}

/// A number with what it counts: "1 row", "49,234 rows".
pub(super) fn counted(count: usize, what: &str) -> String {
    format!("{} {what}{}", grouped(count), if count == 1 { "" } else { "s" })
}

/// A number in groups of three digits.
pub(super) fn grouped(count: usize) -> String {
    HumanCount(count as u64).to_string()
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_counts_in_english() {
        let taken = |new, confirmed, before| summary(&Taken { new, confirmed, before, ..Taken::default() });
        assert_eq!(taken(1, 1, 0), "1 application taken over, 1 ground confirmed");
        assert_eq!(taken(2, 0, 1), "2 applications taken over, 0 grounds confirmed; 1 row was here already");
        assert_eq!(
            taken(0, 0, 49_234),
            "0 applications taken over, 0 grounds confirmed; 49,234 rows were here already"
        );
    }
}
