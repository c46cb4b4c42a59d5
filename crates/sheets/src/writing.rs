//! What people take away: a table as XLSX or CSV in which nothing runs, whatever stands in its texts.

use jiff::civil::{Date, DateTime};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};
use std::borrow::Cow;

/// Characters in a cell of a spreadsheet at most; what is longer is cut.
const CELL_CHARACTERS_MAX: usize = 32_767;
/// Rows of a sheet at most, the names of its columns included.
const SHEET_ROWS_MAX: usize = 1_048_576;
/// Characters in the name of a sheet at most.
const SHEET_NAME_CHARACTERS_MAX: usize = 31;
/// A column is as wide as its longest text, between these.
const WIDTH_CHARACTERS: (usize, usize) = (8, 60);
/// So many rows are looked at to find out how wide a column is.
const ROWS_MEASURED: usize = 500;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// Whole numbers.
    Number,
    /// Days, or days with a time.
    Date,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name, in the language of the table.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing is known, or nothing applies.
    Empty,
    /// Words, as they are: they never become a formula.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A day.
    Day(Date),
    /// A local day and time.
    Moment(DateTime),
}

/// A table to be taken away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// What it tells; the name of the sheet.
    pub title: String,
    /// When it was made, in local time.
    pub made_at: DateTime,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each with a cell for each column.
    pub rows: Vec<Vec<Cell>>,
}

/// What stands between two cells of a CSV: spreadsheet programs expect what is usual in their language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Separator {
    /// `;`, where the comma stands in numbers.
    Semicolon,
    /// `,`.
    Comma,
}

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// More rows than a sheet can have.
    #[error("{0} rows are more than a sheet can have")]
    TooManyRows(usize),
    /// The writer of XLSX refused.
    #[error("writing the sheet: {0}")]
    Sheet(#[from] XlsxError),
    /// The writer of CSV refused.
    #[error("writing the CSV: {0}")]
    Csv(String),
}

impl Cell {
    /// The cell as a CSV has it: days as `2026-03-02`, moments as `2026-03-02 07:00:05`.
    fn plain(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(text) => harmless(text),
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::Day(day) => Cow::Owned(day.to_string()),
            Self::Moment(at) => Cow::Owned(at.strftime("%Y-%m-%d %H:%M:%S").to_string()),
        }
    }

    fn characters(&self) -> usize {
        match self {
            Self::Day(_) => 10,
            Self::Moment(_) => 19,
            other => other.plain().chars().count(),
        }
    }
}

/// Text that a spreadsheet program would take for a formula gets an apostrophe before it, by which those programs know text.
#[must_use]
pub fn harmless(text: &str) -> Cow<'_, str> {
    let runs = |first: char| matches!(first, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠');
    let looks_like_a_formula = text.starts_with(runs) || text.trim_start().starts_with(runs);
    if looks_like_a_formula { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

impl Table {
    /// The table as CSV in UTF-8 with the mark by which spreadsheet programs know it.
    ///
    /// # Errors
    /// [`Fault::Csv`], which memory alone does not cause.
    pub fn csv(&self, separator: Separator) -> Result<Vec<u8>, Fault> {
        let fault = |cause: csv::Error| Fault::Csv(cause.to_string());
        let delimiter = if separator == Separator::Semicolon { b';' } else { b',' };
        let bytes = "\u{feff}".as_bytes().to_vec();
        let mut writer = csv::WriterBuilder::new()
            .delimiter(delimiter)
            .terminator(csv::Terminator::CRLF)
            .flexible(true)
            .from_writer(bytes);
        let names = self.columns.iter().map(|column| harmless(&column.name).into_owned());
        writer.write_record(names).map_err(fault)?;
        for row in &self.rows {
            writer.write_record(row.iter().map(|cell| cell.plain().into_owned())).map_err(fault)?;
        }
        writer.into_inner().map_err(|cause| Fault::Csv(cause.to_string()))
    }

    /// The table as a workbook of one sheet: texts as texts, numbers as numbers, days as days. No cell is a formula.
    ///
    /// # Errors
    /// [`Fault::TooManyRows`]; [`Fault::Sheet`] for what the format cannot hold.
    pub fn xlsx(&self) -> Result<Vec<u8>, Fault> {
        if self.rows.len() >= SHEET_ROWS_MAX {
            return Err(Fault::TooManyRows(self.rows.len()));
        }
        let mut workbook = Workbook::new();
        let properties = DocProperties::new().set_title(&self.title).set_author("Kezek");
        workbook.set_properties(&properties.set_creation_datetime(&moment(self.made_at)?));
        let sheet = workbook.add_worksheet();
        sheet.set_name(sheet_name(&self.title))?;
        let head = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
        for (column, known) in (0..).zip(&self.columns) {
            sheet.write_string_with_format(0, column, shortened(&known.name), &head)?;
            sheet.set_column_width(column, self.width(usize::from(column)))?;
        }
        sheet.set_freeze_panes(1, 0)?;
        let (day, time) =
            (Format::new().set_num_format("dd.mm.yyyy"), Format::new().set_num_format("dd.mm.yyyy hh:mm:ss"));
        for (row, cells) in (1..).zip(&self.rows) {
            for (column, cell) in (0..).zip(cells) {
                write(sheet, (row, column), cell, (&day, &time))?;
            }
        }
        Ok(workbook.save_to_buffer()?)
    }

    /// How many characters wide a column is.
    fn width(&self, column: usize) -> f64 {
        let cells = self.rows.iter().take(ROWS_MEASURED).filter_map(|row| row.get(column));
        let widest = cells.map(Cell::characters).max().unwrap_or_default();
        let name = self.columns[column].name.chars().count().min(WIDTH_CHARACTERS.0 * 2);
        let characters = widest.max(name).clamp(WIDTH_CHARACTERS.0, WIDTH_CHARACTERS.1) + 2;
        f64::from(u32::try_from(characters).unwrap_or_default())
    }
}

fn write(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    (day, time): (&Format, &Format),
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => return Ok(()),
        // Never by the call that looks what a text might mean.
        Cell::Text(text) => sheet.write_string(row, column, shortened(text))?,
        // A sheet counts in floating point, exactly up to 2^53.
        Cell::Number(number) => sheet.write_number(row, column, *number as f64)?,
        Cell::Day(date) => sheet.write_datetime_with_format(row, column, moment(date.at(0, 0, 0, 0))?, day)?,
        Cell::Moment(at) => sheet.write_datetime_with_format(row, column, moment(*at)?, time)?,
    };
    Ok(())
}

fn moment(at: DateTime) -> Result<ExcelDateTime, XlsxError> {
    let year = u16::try_from(at.year()).unwrap_or_default();
    let day = ExcelDateTime::from_ymd(year, at.month().unsigned_abs(), at.day().unsigned_abs())?;
    day.and_hms(u16::from(at.hour().unsigned_abs()), at.minute().unsigned_abs(), f64::from(at.second()))
}

fn shortened(text: &str) -> String {
    text.chars().take(CELL_CHARACTERS_MAX).collect()
}

/// A name of a sheet has neither of these letters, and is short.
fn sheet_name(title: &str) -> String {
    let plain = title.chars().map(|letter| if "[]:*?/\\'".contains(letter) { ' ' } else { letter });
    plain.take(SHEET_NAME_CHARACTERS_MAX).collect::<String>().trim().to_owned()
}
