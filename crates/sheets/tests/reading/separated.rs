//! Text: separators, encodings, bounds.

use sheets::reading::{CELL_CHARACTERS_MAX, FILE_BYTES_MAX, ROWS_MAX, Unreadable, read};

/// Rows with their numbers, cells parted by a bar.
fn rows(file: &[u8]) -> Vec<String> {
    let rows = read(file).unwrap().rows;
    rows.iter().map(|row| format!("{}: {}", row.number, row.cells.join("|"))).collect()
}

fn utf16(text: &str, mark: bool) -> Vec<u8> {
    let mark: &[u8] = if mark { &[0xFF, 0xFE] } else { &[] };
    mark.iter().copied().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
}

#[test]
fn the_separator_is_what_the_first_line_uses_most() {
    for file in [
        "Топ;Орын\nҚошақан;3\n",
        "Топ,Орын\r\nҚошақан,3",
        "\n\nТоп\tОрын\nҚошақан\t3",
        "sep=;\r\nТоп;Орын\r\nҚошақан;3",
    ] {
        let cells: Vec<_> = read(file.as_bytes()).unwrap().rows.into_iter().map(|row| row.cells).collect();
        assert_eq!(cells, [["Топ", "Орын"], ["Қошақан", "3"]], "{file:?}");
    }
    assert_eq!(rows("\"a,b,c\";d\n\"say \"\"so\"\"\";\" x \"".as_bytes()), ["1: a,b,c|d", "2: say \"so\"|x"]);
}

#[test]
fn rows_keep_the_number_that_the_spreadsheet_shows_and_blank_ones_are_left_out() {
    assert_eq!(rows(b"a;b\n;;\n\nc;;d;;\n"), ["1: a|b", "4: c||d"]);
    assert_eq!(rows(b"sep=,\na,b\n1,2\n"), ["2: a|b", "3: 1|2"]);
}

#[test]
fn digits_stay_digits() {
    assert_eq!(rows(b"iin;kato\n061211600012;010000000\n"), ["1: iin|kato", "2: 061211600012|010000000"]);
}

#[test]
fn every_encoding_of_the_countrys_spreadsheets_is_read() {
    let text = "Атауы;Орын\nКүншуақ;3\n";
    let wanted = ["1: Атауы|Орын", "2: Күншуақ|3"];
    assert_eq!(rows(text.as_bytes()), wanted);
    assert_eq!(rows(format!("\u{feff}{text}").as_bytes()), wanted);
    assert_eq!(rows(&utf16(text, true)), wanted);
    let big: Vec<u8> = [0xFE, 0xFF].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
    assert_eq!(rows(&big), wanted);
    // "Группа;Места" and "Солнышко;3" as Windows wrote it.
    let windows = b"\xC3\xF0\xF3\xEF\xEF\xE0;\xCC\xE5\xF1\xF2\xE0\n\xD1\xEE\xEB\xED\xFB\xF8\xEA\xEE;3\n";
    assert_eq!(rows(windows), ["1: Группа|Места", "2: Солнышко|3"]);
}

#[test]
fn kazakh_letters_that_were_lost_when_the_file_was_saved_are_noticed() {
    // "Т?лпар": windows-1251 has no such letter.
    assert_eq!(read(b"\xC3\xF0\xF3\xEF\xEF\xE0\n\xD2?\xEB\xEF\xE0\xF0\n"), Err(Unreadable::LettersLost(2)));
    // A question in a text that lost nothing is one.
    assert_eq!(rows("Неге?".as_bytes()), ["1: Неге?"]);
}

#[test]
fn what_is_no_table_is_named() {
    for (file, fault) in [
        (b"".as_slice(), Unreadable::Empty),
        (b"\n;;;\n \n", Unreadable::Empty),
        (b"%PDF-1.4\n\x01\x02", Unreadable::NotATable),
        (b"\xFF\xD8\xFF\xE0\x01\x10JFIF", Unreadable::NotATable),
        (b"\xC3\xF0\x98;\xF0", Unreadable::Encoding),
        (b"\xFF\xFEa\x00b", Unreadable::Encoding),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 an old workbook", Unreadable::OldWorkbook),
    ] {
        assert_eq!(read(file), Err(fault), "{file:?}");
    }
    let locked = [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(), utf16("EncryptedPackage", false)].concat();
    assert_eq!(read(&locked), Err(Unreadable::Encrypted));
}

#[test]
fn a_table_of_two_hundred_thousand_rows_is_refused_by_name_and_not_read_to_its_end() {
    let many = "Қошақан;2022;1\n".repeat(200_000);
    assert_eq!(read(many.as_bytes()), Err(Unreadable::TooManyRows));
    let most = "a;1\n".repeat(ROWS_MAX);
    assert_eq!(read(most.as_bytes()).unwrap().rows.len(), ROWS_MAX);
    assert_eq!(read(&vec![b'a'; FILE_BYTES_MAX + 1]), Err(Unreadable::TooLarge));
}

#[test]
fn a_row_that_breaks_a_bound_is_named() {
    let long = format!("a\n{}\n", "ә".repeat(CELL_CHARACTERS_MAX + 1));
    assert_eq!(read(long.as_bytes()), Err(Unreadable::CellTooLong(2)));
    let just = format!("a\n{}\n", "ә".repeat(CELL_CHARACTERS_MAX));
    assert_eq!(read(just.as_bytes()).unwrap().rows.len(), 2);
    // A quotation mark that is never closed swallows the rest.
    let open = format!("a;b\n\"c;d\n{}", "e;f\n".repeat(200));
    assert_eq!(read(open.as_bytes()), Err(Unreadable::CellTooLong(2)));
    let wide = format!("a\n{}b\n", ";".repeat(64));
    assert_eq!(read(wide.as_bytes()), Err(Unreadable::TooManyColumns(2)));
    let much = format!("{}\n", "ә".repeat(400)).repeat(9_000);
    assert_eq!(read(much.as_bytes()), Err(Unreadable::TooMuch));
}
