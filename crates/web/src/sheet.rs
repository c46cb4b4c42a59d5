//! Rows for programs, written as CSV or as JSON: one way of writing for all that is published as data.

use jiff::civil::Date;
use std::fmt::Write;

/// One value of a row.
pub(crate) enum Cell {
    Text(String),
    Count(u64),
    Year(i64),
    Day(Date),
    Degrees(f64),
    /// Not known, or there is none.
    Nothing,
}

impl Cell {
    /// One of our own words.
    pub(crate) fn word(word: &str) -> Self {
        Self::Text(word.to_owned())
    }
}

impl<T: Into<u64>> From<T> for Cell {
    fn from(count: T) -> Self {
        Self::Count(count.into())
    }
}

/// Rows that are being written.
pub(crate) enum Sheet {
    /// RFC 4180 in UTF-8: commas, a row of names first.
    Csv(String),
    /// An object whose last field is the rows.
    Json { text: String, columns: Vec<&'static str>, is_first: bool },
}

impl Sheet {
    /// CSV with these columns.
    pub(crate) fn csv(columns: &[&'static str]) -> Self {
        let mut text = columns.join(",");
        text.push_str("\r\n");
        Self::Csv(text)
    }

    /// JSON with these facts in front of the rows.
    pub(crate) fn json(facts: &[(&str, String)], columns: &[&'static str]) -> Self {
        let mut text = String::from("{");
        for (name, fact) in facts {
            let _ = write!(text, "\"{name}\":");
            quote(&mut text, fact);
            text.push(',');
        }
        text.push_str("\"rows\":[");
        Self::Json { text, columns: columns.to_vec(), is_first: true }
    }

    /// Writes one row.
    pub(crate) fn row(&mut self, cells: &[Cell]) {
        match self {
            Self::Csv(text) => {
                for (nth, cell) in cells.iter().enumerate() {
                    if nth > 0 {
                        text.push(',');
                    }
                    match cell {
                        Cell::Text(cell) => separate(text, cell),
                        Cell::Nothing => {}
                        _ => number(text, cell),
                    }
                }
                text.push_str("\r\n");
            }
            Self::Json { text, columns, is_first } => {
                text.push_str(if *is_first { "\n{" } else { ",\n{" });
                *is_first = false;
                for (nth, (name, cell)) in columns.iter().zip(cells).enumerate() {
                    let _ = write!(text, "{}\"{name}\":", if nth > 0 { "," } else { "" });
                    match cell {
                        Cell::Text(cell) => quote(text, cell),
                        Cell::Day(day) => quote(text, &day.to_string()),
                        Cell::Nothing => text.push_str("null"),
                        _ => number(text, cell),
                    }
                }
                text.push('}');
            }
        }
    }

    /// What was written.
    pub(crate) fn finish(self) -> String {
        match self {
            Self::Csv(text) => text,
            Self::Json { text, .. } => text + "\n]}\n",
        }
    }
}

fn number(text: &mut String, cell: &Cell) {
    let _ = match cell {
        Cell::Count(count) => write!(text, "{count}"),
        Cell::Year(year) => write!(text, "{year}"),
        Cell::Day(day) => write!(text, "{day}"),
        Cell::Degrees(degrees) => write!(text, "{degrees:.6}"),
        Cell::Text(_) | Cell::Nothing => Ok(()),
    };
}

/// A text as a cell of CSV. What could run as a formula is made a text by an apostrophe.
fn separate(into: &mut String, text: &str) {
    let text = sheets::writing::harmless(text);
    if text.contains([',', '"', '\r', '\n']) {
        let _ = write!(into, "\"{}\"", text.replace('"', "\"\""));
    } else {
        into.push_str(&text);
    }
}

/// A text as a string of JSON.
fn quote(into: &mut String, text: &str) {
    into.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => into.extend(['\\', letter]),
            letter if u32::from(letter) < 0x20 => drop(write!(into, "\\u{:04x}", u32::from(letter))),
            letter => into.push(letter),
        }
    }
    into.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// Texts that break a careless writer, and spreadsheets.
    const TEXTS: [&str; 9] = [
        "Балапан",
        "№ 1 «Балапан», Астана",
        "a \"b\" c",
        "two\r\nlines",
        "back\\slash\u{1}",
        "",
        "=HYPERLINK(\"http://x\")",
        "@SUM(A1)",
        "-2+3",
    ];

    fn cells(text: &str) -> [Cell; 4] {
        [Cell::word(text), Cell::Day(date(2026, 3, 5)), Cell::Degrees(51.128_207), Cell::Nothing]
    }

    const COLUMNS: [&str; 4] = ["name", "day", "latitude", "nothing"];

    #[test]
    fn csv_is_read_back_by_a_strangers_reader_and_runs_no_formula() {
        let mut sheet = Sheet::csv(&COLUMNS);
        TEXTS.iter().for_each(|text| sheet.row(&cells(text)));
        let written = sheet.finish();
        let mut reader = csv::Reader::from_reader(written.as_bytes());
        assert_eq!(reader.headers().unwrap(), &COLUMNS[..]);
        for (text, row) in TEXTS.iter().zip(reader.records()) {
            let row = row.unwrap();
            let runs = text.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r', '＝']);
            let expected = if runs { format!("'{text}") } else { (*text).to_owned() };
            assert_eq!(row.iter().collect::<Vec<_>>(), [&expected, "2026-03-05", "51.128207", ""]);
        }
        assert_eq!(written.lines().next().unwrap(), "name,day,latitude,nothing");
    }

    #[test]
    fn json_is_read_back_by_a_strangers_reader() {
        for rows in [&TEXTS[..], &[]] {
            let mut sheet = Sheet::json(&[("town", "Үлгі \"қала\"".to_owned())], &COLUMNS);
            rows.iter().for_each(|text| sheet.row(&cells(text)));
            let read: serde_json::Value = serde_json::from_str(&sheet.finish()).unwrap();
            assert_eq!(read["town"], "Үлгі \"қала\"");
            let expected = rows.iter().map(|text| {
                serde_json::json!({ "name": text, "day": "2026-03-05", "latitude": 51.128_207, "nothing": null })
            });
            assert_eq!(read["rows"], expected.collect::<serde_json::Value>());
        }
    }
}
