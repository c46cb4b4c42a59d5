//! The columns of a table, by the codes or the words of its first row in any of our languages.

use super::Rows;
use super::rows::{Faults, Fields};
use crate::Lang;
use crate::wording::Wording;

/// What a column is known by in code.
pub(super) type Code = &'static str;

/// Letters without case and with single spaces between words.
pub(super) fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The code that a cell says: itself, or as its words in any of our languages.
pub(super) fn said<'c>(cell: &str, beginning: &str, codes: &[&'c str]) -> Option<&'c str> {
    let cell = folded(cell);
    let in_words = |code: &str| {
        Lang::ALL.iter().any(|lang| folded(&Wording::of(*lang).text(format!("{beginning}{code}"))) == cell)
    };
    codes.iter().copied().find(|code| *code == cell || in_words(code))
}

/// The rows behind the first one, which names the columns; what is wrong with it, or with cells under no name.
pub(super) fn under_their_names<'r>(
    rows: &'r Rows,
    codes: &[Code],
    needed: &[Code],
    faults: &mut Faults,
) -> Vec<Fields<'r>> {
    let Some(((number, heads), rows)) = rows.split_first() else { return Vec::new() };
    let mut names: Vec<Option<Code>> = Vec::new();
    for head in heads {
        let code = said(head, "table-column-", codes);
        if code.is_none() && !head.is_empty() {
            faults.add_in_words(*number, head.clone(), faults.t.text("table-column-unknown"));
        }
        if code.is_some_and(|code| names.contains(&Some(code))) {
            faults.add_in_words(*number, head.clone(), faults.t.text("table-column-twice"));
        }
        names.push(code);
    }
    for code in needed.iter().filter(|code| !names.contains(&Some(**code))) {
        faults.add(*number, code, &faults.t.with("table-column-missing"));
    }
    if !faults.is_empty() {
        return Vec::new();
    }
    let fields = rows.iter().map(|(number, cells)| {
        let named = names.iter().zip(cells).filter_map(|(name, cell)| Some(((*name)?, cell.as_str())));
        Fields { row: *number, cells: named.collect() }
    });
    fields.collect()
}
