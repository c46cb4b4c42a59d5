//! How rows are written: as a spreadsheet program writes them, or plainly.

use super::LegacyRow;
use std::io::{self, Write};

/// The columns, in their order.
pub const COLUMNS: [&str; 13] = [
    "number",
    "applied_at",
    "iin",
    "surname",
    "name",
    "patronymic",
    "birth_date",
    "kind",
    "guardian",
    "phone",
    "email",
    "grounds",
    "language",
];

/// What stands between two fields, and what goes with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delimiter {
    /// As a spreadsheet program saves in Kazakh or Russian: byte-order mark, semicolons, CR and LF.
    Semicolon,
    /// Plain: no byte-order mark, commas, LF.
    Comma,
}

/// Writes the header and the rows.
///
/// # Errors
/// What the writer answers.
pub fn write_rows(out: &mut impl Write, rows: &[LegacyRow], delimiter: Delimiter) -> io::Result<()> {
    let (mark, between, end) = match delimiter {
        Delimiter::Semicolon => ("\u{feff}", ";", "\r\n"),
        Delimiter::Comma => ("", ",", "\n"),
    };
    write!(out, "{mark}{}{end}", COLUMNS.join(between))?;
    for row in rows {
        for (place, field) in row.fields().into_iter().enumerate() {
            if place > 0 {
                out.write_all(between.as_bytes())?;
            }
            write_field(out, field, between)?;
        }
        out.write_all(end.as_bytes())?;
    }
    Ok(())
}

fn write_field(out: &mut impl Write, field: &str, between: &str) -> io::Result<()> {
    if field.contains(between) || field.contains(['"', '\n', '\r']) {
        return write!(out, "\"{}\"", field.replace('"', "\"\""));
    }
    out.write_all(field.as_bytes())
}

impl LegacyRow {
    fn fields(&self) -> [&str; COLUMNS.len()] {
        [
            &self.number,
            &self.applied_at,
            &self.iin,
            &self.surname,
            &self.name,
            &self.patronymic,
            &self.birth_date,
            &self.kind,
            &self.guardian,
            &self.phone,
            &self.email,
            &self.grounds,
            &self.language,
        ]
    }
}
