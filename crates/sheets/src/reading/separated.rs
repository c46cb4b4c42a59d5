//! Text whose cells are separated by commas, semicolons or tabs, in the encodings in which spreadsheets of the country save it.

use super::{Bounds, COLUMNS_MAX, ROWS_MAX, Row, Unreadable};
use csv::{ReaderBuilder, StringRecord};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251};
use std::borrow::Cow;

/// A line with which Excel says what separates the cells.
const SEPARATOR_LINE: &str = "sep=";

/// The one byte that stands for nothing in windows-1251.
const NO_LETTER: u8 = 0x98;

pub(super) fn read(file: &[u8]) -> Result<Vec<Row>, Unreadable> {
    let (text, encoding) = decoded(file)?;
    if text.chars().any(|letter| letter.is_control() && !matches!(letter, '\t' | '\r' | '\n')) {
        return Err(Unreadable::NotATable);
    }
    let (said, skipped, text) = said_separator(&text);
    let separator = said.unwrap_or_else(|| separator_of(text));
    let mut reader = ReaderBuilder::new();
    let mut reader = reader.has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes());
    let (mut rows, mut bounds, mut record) = (Vec::new(), Bounds::default(), StringRecord::new());
    while reader.read_record(&mut record).map_err(|_| Unreadable::Encoding)? {
        let number = record.position().map_or(0, |from| number_of(text, from)).saturating_add(skipped);
        let mut cells = Vec::new();
        for (place, text) in record.iter().enumerate() {
            let text = bounds.cell(number, text)?;
            if text.is_empty() {
                continue;
            }
            if place >= COLUMNS_MAX {
                return Err(Unreadable::TooManyColumns(number));
            }
            // Windows-1251 has no Kazakh letters of its own: a spreadsheet that saves them in it writes this instead.
            if encoding == WINDOWS_1251 && text.contains('?') {
                return Err(Unreadable::LettersLost(number));
            }
            cells.resize(place, String::new());
            cells.push(text);
        }
        if !cells.is_empty() {
            if rows.len() == ROWS_MAX {
                return Err(Unreadable::TooManyRows);
            }
            rows.push(Row { number, cells });
        }
    }
    Ok(rows)
}

/// The row at which a record begins. What is reported is where the one before ended; blank lines may follow.
fn number_of(text: &str, from: &csv::Position) -> u32 {
    let from_byte = usize::try_from(from.byte()).unwrap_or(usize::MAX);
    let rest = text.as_bytes().get(from_byte..).unwrap_or_default();
    let blank = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|byte| **byte == b'\n').count();
    u32::try_from(from.line().saturating_add(blank as u64)).unwrap_or(u32::MAX)
}

/// By its byte-order mark, or as UTF-8, or as what Windows wrote before.
fn decoded(file: &[u8]) -> Result<(Cow<'_, str>, &'static Encoding), Unreadable> {
    if let Some((encoding, mark)) = Encoding::for_bom(file) {
        let text = encoding.decode_without_bom_handling_and_without_replacement(&file[mark..]);
        return text.map(|text| (text, encoding)).ok_or(Unreadable::Encoding);
    }
    if let Ok(text) = std::str::from_utf8(file) {
        return Ok((Cow::Borrowed(text), UTF_8));
    }
    // Every second byte of such a text is zero or four.
    let zeros = file.iter().take(1024).filter(|byte| **byte == 0).count();
    let encoding = match zeros {
        0 => WINDOWS_1251,
        _ if file.first() == Some(&0) => UTF_16BE,
        _ => UTF_16LE,
    };
    if encoding == WINDOWS_1251 && file.contains(&NO_LETTER) {
        return Err(Unreadable::Encoding);
    }
    let text = encoding.decode_without_bom_handling_and_without_replacement(file);
    text.map(|text| (text, encoding)).ok_or(if zeros > 0 { Unreadable::NotATable } else { Unreadable::Encoding })
}

/// What the first line says of the separator, and how many lines that is.
fn said_separator(text: &str) -> (Option<u8>, u32, &str) {
    let Some(said) = text.strip_prefix(SEPARATOR_LINE) else { return (None, 0, text) };
    let (line, rest) = said.split_once('\n').unwrap_or((said, ""));
    match line.trim_end_matches('\r').as_bytes() {
        [separator] => (Some(*separator), 1, rest),
        _ => (None, 0, text),
    }
}

/// What stands most often in the first line, outside of quotation marks.
fn separator_of(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let outside: String = first.split('"').step_by(2).collect();
    let count = |separator: u8| outside.bytes().filter(|byte| *byte == separator).count();
    // Of equals the last one counts: a table of one column has none of them.
    [b',', b'\t', b';'].into_iter().max_by_key(|separator| count(*separator)).unwrap_or(b';')
}
