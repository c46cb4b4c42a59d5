//! A list of the office on paper: a table of many rows over many pages, with its town, the time it was made and page numbers.

use crate::press::{Paper, print_long};
use crate::printable::printable;
use crate::{Fault, Language, dates};
use jiff::civil::DateTime;
use serde_json::{Value, json};

/// Rows of one file at most: so many take some seconds of a processor and 200 MB while they are set. A longer list is printed in
/// parts, and each says which rows it has.
pub const ROWS_MAX: usize = 2_000;

/// The widest and the narrowest column, in letters.
const LETTERS: (usize, usize) = (5, 30);

/// From so many letters of all columns together on, the page lies on its side.
const LETTERS_UPRIGHT_MAX: usize = 105;

/// Letters of a cell at most; no list needs more, and a cell must fit on a page.
const CELL_LETTERS_MAX: usize = 600;

/// One column of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListColumn {
    /// Its name.
    pub name: String,
    /// Whether it holds numbers, which stand to the right.
    pub is_number: bool,
}

/// A list to be printed, or a part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// The language of the page.
    pub language: Language,
    /// Whose list it is: the full name of the education department, in that language.
    pub issuer: String,
    /// What it lists.
    pub title: String,
    /// Sentences under the title: of which days it is, what is counted.
    pub notes: Vec<String>,
    /// Local date and time at which it was made; its day is the date of the PDF.
    pub made_at: DateTime,
    /// Its columns.
    pub columns: Vec<ListColumn>,
    /// Its rows, each with a text for each column; [`ROWS_MAX`] at most.
    pub rows: Vec<Vec<String>>,
    /// Rows of the whole list before these.
    pub rows_before: usize,
    /// Rows of the whole list.
    pub rows_total: usize,
    /// Whether it was made in a demo; then a mark lies across the page.
    pub demo: bool,
}

/// The list as a PDF of A4 pages.
///
/// # Errors
/// `TextTooLong` for more rows than [`ROWS_MAX`].
pub fn list(list: &List) -> Result<Vec<u8>, Fault> {
    let paper = Paper::List;
    if list.rows.len() > ROWS_MAX {
        return Err(Fault::TextTooLong { paper: paper.name() });
    }
    let cell = |text: &String| printable(&text.chars().take(CELL_LETTERS_MAX).collect::<String>());
    let rows: Vec<Vec<String>> = list.rows.iter().map(|row| row.iter().map(cell).collect()).collect();
    let widths = widths(list);
    let data = json!({
        "number": list.rows_before,
        "language": list.language.code(),
        "issuer": printable(&list.issuer),
        "title": printable(&list.title),
        "notes": list.notes.iter().map(|note| printable(note)).collect::<Vec<_>>(),
        "made_at": dates::moment(list.made_at, list.language),
        "columns": list.columns.iter().map(|column| printable(&column.name)).collect::<Vec<_>>(),
        "numbers": list.columns.iter().map(|column| column.is_number).collect::<Vec<_>>(),
        "on_its_side": widths.iter().sum::<usize>() > LETTERS_UPRIGHT_MAX,
        "widths": widths,
        "rows": rows,
        "part": part(list),
        "demo": list.demo,
    });
    print_long(paper, list.made_at.date(), data)
}

/// Which rows these are, where they are not all.
fn part(list: &List) -> Value {
    if list.rows.len() == list.rows_total {
        return Value::Null;
    }
    let (first, last) = (list.rows_before + 1, list.rows_before + list.rows.len());
    json!({ "first": first.to_string(), "last": last.to_string(), "total": list.rows_total.to_string() })
}

/// How wide each column is, by its longest text. Measured here, because typst would set every cell twice for it.
fn widths(list: &List) -> Vec<usize> {
    let width = |(at, column): (usize, &ListColumn)| {
        let longest_word = column.name.split_whitespace().map(|word| word.chars().count()).max().unwrap_or_default();
        let texts = list.rows.iter().filter_map(|row| row.get(at)).map(|text| text.chars().count());
        texts.max().unwrap_or_default().max(longest_word).clamp(LETTERS.0, LETTERS.1)
    };
    list.columns.iter().enumerate().map(width).collect()
}
