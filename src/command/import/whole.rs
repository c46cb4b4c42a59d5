//! Checking the file as a whole: each row by itself, then the rows against each other.

use super::columns::TextRow;
use super::fault::RowFault;
use super::row::{GoodRow, check};
use admission::{Kind, Territory};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::HashMap;

/// A row that cannot be taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct BadRow {
    /// Its line in the file.
    pub(super) line: u64,
    /// Everything that is wrong with it.
    pub(super) faults: Vec<RowFault>,
}

/// A file after checking.
#[derive(Default)]
pub(super) struct Checked {
    /// Rows to take over, by application time; those of one time in the order of the file.
    pub(super) good: Vec<GoodRow>,
    /// The others, by line.
    pub(super) bad: Vec<BadRow>,
}

/// One child in one kind of queue.
#[derive(PartialEq, Eq, Hash)]
enum ChildKey {
    Numbered(String, Kind),
    Unnumbered { names: String, born_on: Date, kind: Kind },
}

impl ChildKey {
    fn of(row: &GoodRow) -> Self {
        let application = &row.application;
        if let Some(iin) = application.iin {
            return Self::Numbered(iin.digits(), application.kind);
        }
        let child = &application.child;
        let names = format!("{} {} {}", child.surname, child.name, child.patronymic.as_deref().unwrap_or_default());
        Self::Unnumbered { names: names.to_lowercase(), born_on: application.born_on, kind: application.kind }
    }
}

/// Checks every row; of two that exclude each other the one that applied first is good.
pub(super) fn check_file(
    rows: &[TextRow],
    territory: &Territory,
    now: Timestamp,
    mut progress: impl FnMut(),
) -> Checked {
    let mut checked = Checked::default();
    for row in rows {
        match check(row, territory, now) {
            Ok(good) => checked.good.push(good),
            Err(faults) => checked.bad.push(BadRow { line: row.line, faults }),
        }
        progress();
    }
    checked.good.sort_by_key(|row| (row.applied_at, row.line));
    let (mut numbers, mut children) = (HashMap::new(), HashMap::new());
    checked.leave_out(|row| {
        let mut faults = Vec::new();
        if let Some(&line) = numbers.get(&row.number) {
            faults.push(RowFault::NumberTwice { line });
        }
        if let Some(&line) = children.get(&ChildKey::of(row)) {
            faults.push(RowFault::ChildTwice { line });
        }
        if faults.is_empty() {
            numbers.insert(row.number.clone(), row.line);
            children.insert(ChildKey::of(row), row.line);
        }
        faults
    });
    checked
}

impl Checked {
    /// Moves the good rows in which something is found to the bad ones.
    pub(super) fn leave_out(&mut self, mut find: impl FnMut(&GoodRow) -> Vec<RowFault>) {
        let bad = &mut self.bad;
        self.good.retain(|row| {
            let faults = find(row);
            let good = faults.is_empty();
            if !good {
                bad.push(BadRow { line: row.line, faults });
            }
            good
        });
        self.bad.sort_by_key(|row| row.line);
    }
}
