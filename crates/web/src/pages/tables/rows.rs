//! One row of a table, and what is wrong in which of its cells.

use super::columns::Code;
use crate::wording::{Phrase, Wording};
use std::collections::BTreeMap;

/// What is wrong in one cell.
pub(crate) struct RowFault {
    pub(crate) row: u32,
    /// The name of the column.
    pub(crate) column: String,
    pub(crate) words: String,
}

impl RowFault {
    /// Its row as a year is written: without thousands apart.
    pub(crate) fn number(&self) -> i64 {
        i64::from(self.row)
    }
}

/// All that is wrong, in the order of the rows.
pub(super) struct Faults {
    pub(super) t: Wording,
    pub(super) all: Vec<RowFault>,
}

impl Faults {
    pub(super) fn of(t: Wording) -> Self {
        Self { t, all: Vec::new() }
    }

    pub(super) fn add(&mut self, row: u32, code: Code, phrase: &Phrase) {
        self.add_in_words(row, self.t.text(format!("table-column-{code}")), phrase.to_string());
    }

    pub(super) fn add_in_words(&mut self, row: u32, column: String, words: String) {
        self.all.push(RowFault { row, column, words });
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}

/// The cells of a row by their columns.
pub(super) struct Fields<'r> {
    pub(super) row: u32,
    pub(super) cells: BTreeMap<Code, &'r str>,
}

impl<'r> Fields<'r> {
    /// Empty where the table has no such column, or nothing in it.
    pub(super) fn of(&self, code: Code) -> &'r str {
        self.cells.get(code).copied().unwrap_or_default()
    }

    /// A whole number up to that; an empty cell is none. What is no number is a fault.
    pub(super) fn number(&self, code: Code, most: u64, faults: &mut Faults) -> Option<u64> {
        let cell = self.of(code);
        if cell.is_empty() {
            return None;
        }
        let number = cell.parse().ok().filter(|number| *number <= most);
        if number.is_none() {
            faults.add(self.row, code, &faults.t.with("table-number-wrong").set("count", most));
        }
        number
    }
}
