//! Workbooks: values as text, and archives that were made to do harm.

use sheets::reading::{ROWS_MAX, Unreadable, read};
use std::io::{Cursor, Write};
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, ZipArchive};

const TYPES: &str =
    r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
const ROOT: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
    <Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &str = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>
    <sheet name="Kept" sheetId="1" state="hidden" r:id="rId1"/><sheet name="Топтар" sheetId="2" r:id="rId2"/></sheets></workbook>"#;
const LINKS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
    <Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>
    <Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet2.xml"/></Relationships>"#;
const STYLES: &str = r#"<?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
    <cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;

/// A workbook whose first sheet is hidden and whose second one holds these rows.
fn workbook(rows: &str) -> Vec<u8> {
    let head = r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>"#;
    let sheet = |rows: &str| format!("{head}{rows}</sheetData></worksheet>");
    archive(&[
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", ROOT),
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", LINKS),
        ("xl/styles.xml", STYLES),
        ("xl/worksheets/sheet1.xml", &sheet(r#"<row r="1"><c r="A1"><v>666</v></c></row>"#)),
        ("xl/worksheets/sheet2.xml", &sheet(rows)),
    ])
}

fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        writer.start_file(*name, options).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn text(cell: &str, text: &str) -> String {
    format!(r#"<c r="{cell}" t="inlineStr"><is><t>{text}</t></is></c>"#)
}

fn rows(file: &[u8]) -> Vec<String> {
    let rows = read(file).unwrap().rows;
    rows.iter().map(|row| format!("{}: {}", row.number, row.cells.join("|"))).collect()
}

#[test]
fn the_first_sheet_that_is_shown_is_read_with_its_values_as_text() {
    let first = text("A1", "Топ ") + &text("C1", "Орын");
    let second = format!("{}<c r=\"B3\"><v>210310600107</v></c><c r=\"C3\"><v>3</v></c>", text("A3", "Қошақан"));
    let third = r#"<c r="A4"><v>0.5</v></c><c r="B4" s="1"><v>46083</v></c><c r="C4" t="b"><v>1</v></c>"#;
    let file = workbook(&format!(r#"<row r="1">{first}</row><row r="3">{second}</row><row r="4">{third}</row>"#));
    assert_eq!(rows(&file), ["1: Топ||Орын", "3: Қошақан|210310600107|3", "4: 0.5|2026-03-02|true"]);
}

#[test]
fn of_a_formula_the_last_value_counts_and_nothing_is_calculated() {
    let formulas = r#"<c r="A1"><f>1+1</f><v>7</v></c><c r="B1" t="str"><f>HYPERLINK("http://x","y")</f><v>y</v></c>
        <c r="C1"><f>1+1</f></c><c r="D1" t="e"><f>1/0</f><v>#DIV/0!</v></c>"#;
    assert_eq!(rows(&workbook(&format!(r#"<row r="1">{formulas}</row>"#))), ["1: 7|y||#DIV/0!"]);
    // What looks like a formula in a text is a text.
    assert_eq!(rows(&workbook(&format!(r#"<row r="1">{}</row>"#, text("A1", "=1+1")))), ["1: =1+1"]);
}

#[test]
fn an_archive_that_unpacks_to_a_gigabyte_is_refused_before_it_is_read() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in
        [("[Content_Types].xml", TYPES), ("xl/workbook.xml", BOOK), ("xl/_rels/workbook.xml.rels", LINKS)]
    {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    writer.start_file("xl/worksheets/sheet2.xml", options).unwrap();
    let megabyte = vec![b' '; 1024 * 1024];
    (0..1024).for_each(|_| writer.write_all(&megabyte).unwrap());
    let bomb = writer.finish().unwrap().into_inner();
    assert!(bomb.len() < 10 * 1024 * 1024, "{} bytes", bomb.len());
    assert_eq!(read(&bomb), Err(Unreadable::TooMuch));
}

#[test]
fn an_archive_that_lies_about_its_sizes_is_refused() {
    let long = text("A1", &"x".repeat(70 * 1024 * 1024));
    let mut bomb = workbook(&format!(r#"<row r="1">{long}</row>"#));
    let size = ZipArchive::new(Cursor::new(&bomb)).unwrap().by_name("xl/worksheets/sheet2.xml").unwrap().size();
    let said = u32::try_from(size).unwrap().to_le_bytes();
    let places: Vec<_> = (0..bomb.len() - 4).filter(|&at| bomb[at..at + 4] == said).collect();
    assert!(!places.is_empty(), "the size stands there");
    for at in places {
        bomb[at..at + 4].copy_from_slice(&100u32.to_le_bytes());
    }
    assert!(matches!(read(&bomb), Err(Unreadable::TooMuch | Unreadable::Damaged)));
}

#[test]
fn a_sheet_of_two_hundred_thousand_rows_is_refused_by_name() {
    let row = |number: usize| format!(r#"<row r="{number}"><c r="A{number}"><v>1</v></c></row>"#);
    let many: String = (1..=200_000).map(row).collect();
    assert_eq!(read(&workbook(&many)), Err(Unreadable::TooManyRows));
    let most: String = (1..=ROWS_MAX).map(row).collect();
    assert_eq!(read(&workbook(&most)).unwrap().rows.len(), ROWS_MAX);
}

#[test]
fn two_cells_at_the_far_ends_of_a_sheet_take_no_memory_between_them() {
    let corners = r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="B1048576"><v>2</v></c></row>"#;
    assert_eq!(rows(&workbook(corners)), ["1: 1", "1048576: |2"]);
    let far = r#"<row r="5"><c r="XFD5"><v>1</v></c></row>"#;
    assert_eq!(read(&workbook(far)), Err(Unreadable::TooManyColumns(5)));
}

#[test]
fn more_elements_than_a_table_has_are_refused() {
    let many = "<c/>".repeat(4_100_000);
    assert_eq!(read(&workbook(&format!("<row>{many}</row>"))), Err(Unreadable::TooMuch));
}

#[test]
fn a_file_that_is_cut_off_or_another_archive_is_named() {
    let whole = workbook(&format!(r#"<row r="1">{}</row>"#, text("A1", "Топ")));
    for length in [4, 100, whole.len() / 2, whole.len() - 1] {
        assert_eq!(read(&whole[..length]), Err(Unreadable::Damaged), "{length} of {} bytes", whole.len());
    }
    assert_eq!(read(&archive(&[("word/document.xml", "<w/>")])), Err(Unreadable::NotATable));
    assert_eq!(read(&archive(&[("[Content_Types].xml", TYPES)])), Err(Unreadable::Damaged));
    let broken = archive(&[("[Content_Types].xml", TYPES), ("xl/workbook.xml", "<workbook><sheets>")]);
    assert!(read(&broken).is_err());
    assert_eq!(read(&workbook("")), Err(Unreadable::Empty));
}
