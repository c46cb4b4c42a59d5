//! A workbook as Excel and its likes keep it since 2007: an archive of parts, of which the first sheet that is shown is read.
//! What the archive says about its sizes is not believed: each part is unpacked once and counted before any of it is read.

use super::{Bounds, COLUMNS_MAX, ELEMENTS_MAX, ROWS_MAX, Row, UNPACKED_BYTES_MAX, Unreadable};
use calamine::{DataRef, ExcelDateTime, Reader, Sheet, SheetType, SheetVisible, Xlsx, XlsxError};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// Parts of a workbook; one with pictures and forty sheets has a hundred.
const PARTS_MAX: usize = 1_000;

/// Whole numbers up to here are exact, and longer than any code that people write into a table.
const EXACT_MAX: f64 = 1e15;

pub(super) fn read(file: &[u8]) -> Result<Vec<Row>, Unreadable> {
    check_unpacked(file)?;
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(file)).map_err(|fault| unreadable(&fault))?;
    let is_shown = |sheet: &&Sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible;
    let name = workbook.sheets_metadata().iter().find(is_shown).map(|sheet| sheet.name.clone());
    let name = name.ok_or(Unreadable::Empty)?;
    let mut cells = workbook.worksheet_cells_reader(&name).map_err(|fault| unreadable(&fault))?;
    let (mut rows, mut bounds) = (BTreeMap::<u32, Vec<String>>::new(), Bounds::default());
    while let Some(cell) = cells.next_cell().map_err(|fault| unreadable(&fault))? {
        let (row, column) = cell.get_position();
        let number = row.saturating_add(1);
        let text = match cell.get_value() {
            DataRef::SharedString(text) => bounds.cell(number, text)?,
            value => bounds.cell(number, &text_of(value))?,
        };
        if text.is_empty() {
            continue;
        }
        let place = usize::try_from(column).unwrap_or(usize::MAX);
        if place >= COLUMNS_MAX {
            return Err(Unreadable::TooManyColumns(number));
        }
        if rows.len() == ROWS_MAX && !rows.contains_key(&number) {
            return Err(Unreadable::TooManyRows);
        }
        let cells = rows.entry(number).or_default();
        if cells.len() <= place {
            cells.resize(place + 1, String::new());
        }
        cells[place] = text;
    }
    Ok(rows.into_iter().map(|(number, cells)| Row { number, cells }).collect())
}

/// Unpacks every part without keeping it, and counts.
fn check_unpacked(file: &[u8]) -> Result<(), Unreadable> {
    let mut archive = ZipArchive::new(Cursor::new(file)).map_err(|_| Unreadable::Damaged)?;
    if archive.len() > PARTS_MAX {
        return Err(Unreadable::TooMuch);
    }
    if archive.index_for_name("xl/workbook.xml").is_none() && archive.index_for_name("[Content_Types].xml").is_none() {
        return Err(Unreadable::NotATable);
    }
    let (mut bytes, mut elements) = (0u64, 0usize);
    let mut piece = vec![0; 64 * 1024];
    for place in 0..archive.len() {
        let mut part = archive.by_index(place).map_err(|fault| match fault {
            ZipError::UnsupportedArchive(_) => Unreadable::Encrypted,
            _ => Unreadable::Damaged,
        })?;
        loop {
            let read = part.read(&mut piece).map_err(|_| Unreadable::Damaged)?;
            if read == 0 {
                break;
            }
            bytes += read as u64;
            elements += piece[..read].iter().filter(|byte| **byte == b'<').count();
            if bytes > UNPACKED_BYTES_MAX || elements > ELEMENTS_MAX {
                return Err(Unreadable::TooMuch);
            }
        }
    }
    Ok(())
}

fn unreadable(fault: &XlsxError) -> Unreadable {
    match fault {
        XlsxError::Password => Unreadable::Encrypted,
        _ => Unreadable::Damaged,
    }
}

/// The value as the spreadsheet would show it to somebody who copies it.
fn text_of(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) if number.fract() == 0.0 && number.abs() < EXACT_MAX => format!("{number:.0}"),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(is_so) => is_so.to_string(),
        DataRef::DateTime(instant) => day_of(instant),
        DataRef::Error(fault) => fault.to_string(),
        DataRef::Empty => String::new(),
    }
}

fn day_of(instant: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, ..) = instant.to_ymd_hms_milli();
    let day = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute) == (0, 0) { day } else { format!("{day} {hour:02}:{minute:02}") }
}
