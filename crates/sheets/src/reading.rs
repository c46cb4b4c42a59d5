//! What people bring: a table in CSV or XLSX as rows of text, read within bounds that hold before anything is unpacked.
//!
//! A cell is what its spreadsheet last showed: of a formula its last value, which nobody calculates here; a number as its digits,
//! so that a code of twelve digits stays one; a day as `2026-03-02`.

mod separated;
mod workbook;

use serde::{Deserialize, Serialize};

/// A file of a city's kindergartens with all their groups has one megabyte.
pub const FILE_BYTES_MAX: usize = 10 * 1024 * 1024;

/// Rows with anything in them; a capital has some five thousand groups.
pub const ROWS_MAX: usize = 10_000;

/// Columns with anything in them.
pub const COLUMNS_MAX: usize = 64;

/// Characters of one cell.
pub const CELL_CHARACTERS_MAX: usize = 500;

/// Bytes of all cells together: some four hundred a row.
pub const TEXT_BYTES_MAX: usize = 4 * 1024 * 1024;

/// What all parts of a workbook may be once they are unpacked: ten thousand rows of twenty cells take about ten megabytes.
pub const UNPACKED_BYTES_MAX: u64 = 64 * 1024 * 1024;

/// Elements of all parts of a workbook, each of which takes some memory of its own; ten thousand rows of twenty cells have a
/// million.
pub const ELEMENTS_MAX: usize = 4_000_000;

/// Why a file is no table that we take, in the order of the checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error, Serialize, Deserialize)]
pub enum Unreadable {
    /// More bytes than [`FILE_BYTES_MAX`].
    #[error("more than {FILE_BYTES_MAX} bytes")]
    TooLarge,
    /// A workbook of Excel before 2007.
    #[error("an old workbook")]
    OldWorkbook,
    /// A workbook behind a password.
    #[error("an encrypted workbook")]
    Encrypted,
    /// Neither a workbook nor text.
    #[error("neither a workbook nor text")]
    NotATable,
    /// A workbook that ends too early, or is not what it begins as.
    #[error("a damaged workbook")]
    Damaged,
    /// More in it than [`UNPACKED_BYTES_MAX`], [`ELEMENTS_MAX`] or [`TEXT_BYTES_MAX`] once it is unpacked.
    #[error("too much in it")]
    TooMuch,
    /// Text in an encoding that we do not know.
    #[error("an unknown encoding")]
    Encoding,
    /// Text whose Kazakh letters were replaced by question marks when it was saved; the row.
    #[error("lost letters in row {0}")]
    LettersLost(u32),
    /// More rows than [`ROWS_MAX`].
    #[error("more than {ROWS_MAX} rows")]
    TooManyRows,
    /// More columns than [`COLUMNS_MAX`]; the row.
    #[error("more than {COLUMNS_MAX} columns in row {0}")]
    TooManyColumns(u32),
    /// A cell of more than [`CELL_CHARACTERS_MAX`] characters; the row.
    #[error("a cell of more than {CELL_CHARACTERS_MAX} characters in row {0}")]
    CellTooLong(u32),
    /// Not one cell with anything in it.
    #[error("nothing in it")]
    Empty,
}

/// A row with anything in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its number as the spreadsheet shows it, from 1.
    pub number: u32,
    /// Its cells without blanks around them; empty ones at the end are left out.
    pub cells: Vec<String>,
}

/// The rows of a table, in order. Not empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The first one names the columns.
    pub rows: Vec<Row>,
}

/// How a workbook that is a zip archive begins.
const ZIP: &[u8] = b"PK\x03\x04";

/// How the container begins in which Excel kept workbooks before 2007, and still keeps encrypted ones.
const CONTAINER: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Reads a file. It needs memory and time within the bounds for honest files; for others, run it apart: [`crate::Reader`].
///
/// # Errors
/// [`Unreadable`].
pub fn read(file: &[u8]) -> Result<Table, Unreadable> {
    if file.len() > FILE_BYTES_MAX {
        return Err(Unreadable::TooLarge);
    }
    if file.starts_with(CONTAINER) {
        return Err(if is_encrypted(file) { Unreadable::Encrypted } else { Unreadable::OldWorkbook });
    }
    let rows = if file.starts_with(ZIP) { workbook::read(file)? } else { separated::read(file)? };
    if rows.is_empty() { Err(Unreadable::Empty) } else { Ok(Table { rows }) }
}

/// The name of the stream in which an encrypted workbook lies.
fn is_encrypted(file: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    file.windows(name.len()).any(|part| part == name)
}

/// Counts what a table takes while it is read.
#[derive(Default)]
struct Bounds {
    text_bytes: usize,
}

impl Bounds {
    /// A cell without blanks around it, or which bound it breaks.
    fn cell(&mut self, row: u32, text: &str) -> Result<String, Unreadable> {
        let text = text.trim_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}');
        // No character has more than four bytes.
        if text.len() > CELL_CHARACTERS_MAX && text.chars().nth(CELL_CHARACTERS_MAX).is_some() {
            return Err(Unreadable::CellTooLong(row));
        }
        self.text_bytes += text.len();
        if self.text_bytes > TEXT_BYTES_MAX { Err(Unreadable::TooMuch) } else { Ok(text.to_owned()) }
    }
}
