//! A table that was taken away reads back as it was, and nothing in it runs.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so by a panic")]

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use jiff::civil::date;
use sheets::writing::{Cell, Column, Fault, Kind, Separator, Table};
use std::io::{Cursor, Read};

/// What a spreadsheet program would carry out if it were not written as text.
const FORMULAS: [&str; 10] = [
    "=1+1",
    "=HYPERLINK(\"http://example.kz\";\"Айгөлек\")",
    "+7 701 000 00 00",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "  =1",
    "＝1+1",
    "{=1+1}",
];

fn table(rows: Vec<Vec<Cell>>) -> Table {
    let column = |name: &str, kind| Column { name: name.to_owned(), kind };
    Table {
        title: "Орындар: [2026/03] *".to_owned(),
        made_at: date(2026, 3, 2).at(16, 40, 0, 0),
        columns: vec![
            column("Балабақша", Kind::Text),
            column("=Орын", Kind::Number),
            column("Күні", Kind::Date),
            column("Уақыты", Kind::Date),
        ],
        rows,
    }
}

fn row(text: &str) -> Vec<Cell> {
    let on = date(2026, 3, 2);
    vec![Cell::Text(text.to_owned()), Cell::Number(-12), Cell::Day(on), Cell::Moment(on.at(7, 0, 5, 0))]
}

fn text(csv: &[u8]) -> String {
    String::from_utf8(csv.strip_prefix("\u{feff}".as_bytes()).expect("it begins with its mark").to_vec()).unwrap()
}

fn parts(xlsx: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(xlsx)).unwrap();
    let parts = 0..archive.len();
    let read = |index| {
        let mut part = archive.by_index(index).unwrap();
        let (name, mut text) = (part.name().unwrap().into_owned(), String::new());
        part.read_to_string(&mut text).unwrap();
        (name, text)
    };
    parts.map(read).collect()
}

#[test]
fn a_csv_has_its_mark_and_the_separator_of_its_language() {
    let table = table(vec![row("Ақбота, «№ 5»; 2")]);
    let read = |separator, delimiter| {
        let text = text(&table.csv(separator).unwrap());
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(text.as_bytes());
        let head: Vec<_> = reader.headers().unwrap().iter().map(str::to_owned).collect();
        assert_eq!(head, ["Балабақша", "'=Орын", "Күні", "Уақыты"]);
        let row: Vec<_> = reader.records().next().unwrap().unwrap().iter().map(str::to_owned).collect();
        assert_eq!(row, ["Ақбота, «№ 5»; 2", "-12", "2026-03-02", "2026-03-02 07:00:05"]);
    };
    read(Separator::Semicolon, b';');
    read(Separator::Comma, b',');
}

#[test]
fn in_a_csv_no_text_begins_as_a_formula() {
    let table = table(FORMULAS.iter().map(|formula| row(formula)).collect());
    let text = text(&table.csv(Separator::Semicolon).unwrap());
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
    for (record, formula) in reader.records().zip(FORMULAS) {
        let record = record.unwrap();
        let cell = &record[0];
        assert!(!cell.trim_start().starts_with(['=', '+', '-', '@', '＝']), "{cell}");
        assert!(cell.ends_with(formula.trim_end()), "{cell} keeps what was there");
    }
}

#[test]
fn in_a_workbook_every_text_is_a_text_and_no_cell_a_formula() {
    let table = table(FORMULAS.iter().map(|formula| row(formula)).collect());
    let bytes = table.xlsx().unwrap();
    for (name, part) in parts(&bytes) {
        let runs = ["<f>", "<f ", "<hyperlink", "externalLink", "vbaProject"].iter().any(|word| part.contains(word));
        assert!(!runs, "{name}: {part}");
    }
    let mut workbook: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let name = workbook.sheet_names()[0].clone();
    assert!(workbook.worksheet_formula(&name).unwrap().is_empty());
    let range = workbook.worksheet_range(&name).unwrap();
    for (row, formula) in range.rows().skip(1).zip(FORMULAS) {
        // Readers of XML make one line end of another.
        assert_eq!(row[0].to_string().replace('\n', "\r"), formula, "{row:?}");
        assert!(matches!(row[0], Data::String(_)));
    }
}

#[test]
fn a_workbook_reads_back_as_it_was_written() {
    let bytes = table(vec![row("Айгөлек"), vec![Cell::Empty, Cell::Number(25)]]).xlsx().unwrap();
    let mut workbook: Xlsx<_> = open_workbook_from_rs(Cursor::new(&bytes)).unwrap();
    assert_eq!(workbook.sheet_names(), ["Орындар   2026 03"]);
    let range = workbook.worksheet_range_at(0).unwrap().unwrap();
    assert_eq!(range.get_value((0, 1)), Some(&Data::String("=Орын".to_owned())));
    assert_eq!(range.get_value((1, 0)), Some(&Data::String("Айгөлек".to_owned())));
    assert_eq!(range.get_value((1, 1)), Some(&Data::Float(-12.0)));
    let Some(Data::DateTime(day)) = range.get_value((1, 2)) else { panic!("a day is a day") };
    // 2 March 2026 is the day 46083 of spreadsheets.
    assert!((day.as_f64() - 46_083.0).abs() < f64::EPSILON);
    assert_eq!(range.get_value((2, 1)), Some(&Data::Float(25.0)));
    assert_eq!(bytes, table(vec![row("Айгөлек"), vec![Cell::Empty, Cell::Number(25)]]).xlsx().unwrap());
}

#[test]
fn a_text_that_no_cell_holds_is_cut_and_more_rows_than_a_sheet_has_are_refused() {
    let bytes = table(vec![row(&"ә".repeat(40_000))]).xlsx().unwrap();
    let mut workbook: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let range = workbook.worksheet_range_at(0).unwrap().unwrap();
    assert_eq!(range.get_value((1, 0)).unwrap().to_string().chars().count(), 32_767);
    let endless = table(vec![Vec::new(); 1_048_576]);
    assert!(matches!(endless.xlsx(), Err(Fault::TooManyRows(1_048_576))));
}
