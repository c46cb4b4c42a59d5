//! The file as rows of text: separator, byte-order mark, header and encoding, and the line on which each row begins.

use std::fmt;
use std::io::Read;
use std::str;

/// Bytes that a file may have: a country's queue would fit.
const FILE_BYTES_MAX: usize = 512 * 1024 * 1024;

macro_rules! columns {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $need:ident;)+) => {
        /// A column of the file.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub(super) enum Column {
            $($(#[$doc])* $variant,)+
        }

        impl Column {
            const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The column's name in the header.
            pub(super) fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// Whether every row must have something in it.
            pub(super) fn is_needed(self) -> bool {
                match self { $(Self::$variant => columns!(@ $need),)+ }
            }
        }
    };
    (@ needed) => { true };
    (@ optional) => { false };
}

columns! {
    /// Number in the older queue, unlike any other.
    Number = "number", needed;
    /// When the family applied.
    AppliedAt = "applied_at", needed;
    /// The child's IIN; empty where it has none yet.
    Iin = "iin", optional;
    /// The child's surname.
    Surname = "surname", needed;
    /// The child's name.
    Name = "name", needed;
    /// The child's patronymic.
    Patronymic = "patronymic", optional;
    /// The child's birth date.
    BirthDate = "birth_date", needed;
    /// `general` or `correctional`.
    Kind = "kind", needed;
    /// Name of the parent or guardian.
    Guardian = "guardian", optional;
    /// Their phone.
    Phone = "phone", needed;
    /// Their e-mail.
    Email = "email", optional;
    /// Grounds with their state: `large_family:confirmed,orphan:claimed`.
    Grounds = "grounds", optional;
    /// `kk`, `ru` or `en`.
    Language = "language", optional;
}

/// Why a file cannot be read at all.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Unreadable {
    TooLong,
    Utf16,
    Empty,
    HeaderNotUtf8,
    HeaderQuoteOpen,
    ColumnsMissing(Vec<&'static str>),
    ColumnTwice(&'static str),
    ColumnUnknown(String),
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong => write!(f, "it is longer than {FILE_BYTES_MAX} bytes"),
            Self::Utf16 => f.write_str("it is in UTF-16 (\"Unicode text\"); save it as \"CSV UTF-8\""),
            Self::Empty => f.write_str("it is empty"),
            Self::HeaderNotUtf8 => {
                f.write_str("line 1 is not UTF-8 (windows-1251, perhaps); save the file as \"CSV UTF-8\"")
            }
            Self::HeaderQuoteOpen => f.write_str("a quotation mark on line 1 is never closed"),
            Self::ColumnsMissing(names) => write!(f, "line 1 names no column {}", names.join(", ")),
            Self::ColumnTwice(name) => write!(f, "line 1 names the column {name} twice"),
            Self::ColumnUnknown(name) => {
                let known: Vec<&str> = Column::ALL.iter().map(|column| column.name()).collect();
                write!(f, "line 1 names a column \"{name}\", which is none of {}", known.join(", "))
            }
        }
    }
}

/// One row as it stands in the file.
pub(super) struct TextRow {
    /// The line on which it begins, from 1.
    pub(super) line: u64,
    /// Its fields in the order of [`Column`], or what is wrong with the row as text.
    pub(super) fields: Result<Fields, NotARow>,
}

impl TextRow {
    /// A spreadsheet leaves rows of separators below the table.
    fn is_blank(&self) -> bool {
        self.fields.as_ref().is_ok_and(|fields| fields.0.iter().all(String::is_empty))
    }
}

/// Why a line is no row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NotARow {
    NotUtf8,
    FieldCount { found: usize, needed: usize },
    QuoteOpen,
}

/// The fields of one row, without blanks around them.
#[derive(Clone)]
pub(super) struct Fields(Vec<String>);

impl Fields {
    /// What stands in that column; nothing where the file lacks it.
    pub(super) fn get(&self, column: Column) -> &str {
        &self.0[column as usize]
    }
}

/// Reads all rows; blank ones are left out.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<TextRow>, Unreadable> {
    if bytes.len() > FILE_BYTES_MAX {
        return Err(Unreadable::TooLong);
    }
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return Err(Unreadable::Utf16);
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut lines = lines(bytes);
    let (_, header) = lines.next().ok_or(Unreadable::Empty)?;
    let delimiter = delimiter(header);
    let header = record(header, delimiter).map_err(|_| Unreadable::HeaderQuoteOpen)?;
    let places = places(&header)?;
    let text_rows = lines.map(|(line, text)| {
        let fields = record(text, delimiter).and_then(|record| fields(&record, &places, header.len()));
        TextRow { line, fields }
    });
    Ok(text_rows.filter(|row| !row.is_blank()).collect())
}

/// The lines that hold anything, each with its number as an editor counts.
fn lines(bytes: &[u8]) -> impl Iterator<Item = (u64, &[u8])> {
    // Without a single line feed it comes from a program that ends its lines by a carriage return.
    let end = if bytes.contains(&b'\n') { b'\n' } else { b'\r' };
    let lines = (1..).zip(bytes.split(move |&byte| byte == end));
    lines
        .map(|(line, text)| (line, text.strip_suffix(b"\r").unwrap_or(text)))
        .filter(|(_, text)| !text.trim_ascii().is_empty())
}

/// One line as a record. Each is read by itself, so that a quotation mark too many spoils its own line and no other.
fn record(line: &[u8], delimiter: u8) -> Result<csv::ByteRecord, NotARow> {
    if !line.contains(&b'"') {
        return Ok(line.split(|&byte| byte == delimiter).collect());
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .delimiter(delimiter)
        .terminator(csv::Terminator::Any(b'\n'))
        .from_reader(line.chain(&b"\n"[..]));
    let mut record = csv::ByteRecord::new();
    match reader.read_byte_record(&mut record) {
        // Only within quotation marks is the end of the line part of a field.
        Ok(true) if !record.iter().any(|field| field.contains(&b'\n')) => Ok(record),
        _ => Err(NotARow::QuoteOpen),
    }
}

/// The one of `;`, `,` and tab that the header has most of.
fn delimiter(header: &[u8]) -> u8 {
    let count = |delimiter: u8| header.iter().filter(|&&byte| byte == delimiter).count();
    [b';', b',', b'\t'].into_iter().max_by_key(|&delimiter| (count(delimiter), delimiter == b';')).unwrap_or(b';')
}

/// For each column its place in a record, if the file has it.
fn places(header: &csv::ByteRecord) -> Result<Vec<Option<usize>>, Unreadable> {
    let mut places = vec![None; Column::ALL.len()];
    for (place, name) in header.iter().enumerate() {
        let name = str::from_utf8(name).map_err(|_| Unreadable::HeaderNotUtf8)?.trim().to_lowercase();
        let Some(&column) = Column::ALL.iter().find(|column| column.name() == name) else {
            return Err(Unreadable::ColumnUnknown(name));
        };
        if places[column as usize].replace(place).is_some() {
            return Err(Unreadable::ColumnTwice(column.name()));
        }
    }
    let missing: Vec<_> = Column::ALL
        .iter()
        .filter(|&&column| column.is_needed() && places[column as usize].is_none())
        .map(|column| column.name())
        .collect();
    if missing.is_empty() { Ok(places) } else { Err(Unreadable::ColumnsMissing(missing)) }
}

fn fields(record: &csv::ByteRecord, places: &[Option<usize>], needed: usize) -> Result<Fields, NotARow> {
    if record.len() != needed {
        return Err(NotARow::FieldCount { found: record.len(), needed });
    }
    let field = |place: &Option<usize>| place.and_then(|place| record.get(place)).unwrap_or_default();
    let fields: Result<Vec<String>, str::Utf8Error> =
        places.iter().map(|place| str::from_utf8(field(place)).map(|text| text.trim().to_owned())).collect();
    fields.map(Fields).map_err(|_| NotARow::NotUtf8)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "number;applied_at;iin;surname;name;birth_date;kind;phone";

    fn rows(text: &str) -> Vec<TextRow> {
        read(text.as_bytes()).unwrap_or_else(|fault| panic!("{fault}"))
    }

    fn name_in(row: &TextRow) -> &str {
        row.fields.as_ref().ok().map_or("", |fields| fields.get(Column::Name))
    }

    #[test]
    fn a_spreadsheets_file_is_read_as_well_as_a_plain_one() {
        let semicolons = format!("\u{feff}{HEADER}\r\n1;t;;Ахметова;Айзере;d;general;p\r\n");
        let commas = format!("{}\n1,t,,Ахметова,\"Ай,зере\",d,general,p\n", HEADER.replace(';', ","));
        assert_eq!(name_in(&rows(&semicolons)[0]), "Айзере");
        assert_eq!(name_in(&rows(&commas)[0]), "Ай,зере");
    }

    #[test]
    fn each_row_knows_its_line_and_blank_rows_are_left_out() {
        let rows = rows(&format!("{HEADER}\n1;t;;A;B;d;k;p\n;;;;;;;\n\n2;t;;A;C;d;k;p\n"));
        let lines: Vec<u64> = rows.iter().map(|row| row.line).collect();
        assert_eq!(lines, [2, 5]);
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_spoils_its_own_line_only() {
        let lines = [
            "1;t;;A;B;d;k;p",
            "2;t;;\"A;B;d;k;p",
            "3;t;;A;\"B \"\"C\"\"\";d;k;p",
            "",
            "4;t;;A;\"B",
            "C\";d;k;p",
            "5;t;;A;O\"B;d;k;p",
            "6;t;;A;B;d;k;\"p",
        ];
        for end in ["\n", "\r\n"] {
            let found = rows(&format!("\u{feff}{HEADER}{end}{}", lines.join(end)));
            let of_line = |line| found.iter().find(|row| row.line == line).unwrap();
            for (line, name) in [(2, "B"), (4, "B \"C\""), (8, "O\"B")] {
                assert_eq!(name_in(of_line(line)), name);
            }
            for line in [3, 6, 9] {
                assert_eq!(of_line(line).fields.as_ref().err(), Some(&NotARow::QuoteOpen), "line {line}");
            }
            assert!(matches!(of_line(7).fields, Err(NotARow::FieldCount { found: 4, needed: 8 })));
            assert_eq!(found.len(), 7);
        }
        let fault = read(format!("\"{HEADER}\n{}", lines.join("\n")).as_bytes()).err();
        assert_eq!(fault, Some(Unreadable::HeaderQuoteOpen));
    }

    #[test]
    fn lines_that_end_by_a_carriage_return_are_lines() {
        let found = rows(&format!("{HEADER}\r1;t;;A;B;d;k;p\r\r2;t;;A;C;d;k;p\r"));
        assert_eq!(found.iter().map(|row| (row.line, name_in(row))).collect::<Vec<_>>(), [(2, "B"), (4, "C")]);
    }

    #[test]
    fn a_line_in_another_encoding_is_found_and_the_others_are_read() {
        let mut bytes = format!("{HEADER}\n1;t;;A;B;d;k;p\n2;t;;").into_bytes();
        bytes.extend([0xC0, 0xF5, 0xEC, b';', b'B', b';', b'd', b';', b'k', b';', b'p', b'\n']);
        let rows = read(&bytes).unwrap_or_else(|fault| panic!("{fault}"));
        assert!(rows[0].fields.is_ok());
        assert_eq!((rows[1].line, rows[1].fields.as_ref().err()), (3, Some(&NotARow::NotUtf8)));
    }

    #[test]
    fn a_file_that_is_no_such_file_says_why() {
        let fault = |text: &[u8]| read(text).err().map(|fault| fault.to_string()).unwrap_or_default();
        assert!(fault(b"").contains("empty"));
        assert!(fault(b"\xFF\xFEn\0u\0").contains("UTF-16"));
        assert!(fault(b"number;name;surname\n").contains("applied_at"));
        assert!(fault(b"number;\xC0\xF5\n").contains("windows-1251"));
        assert!(fault(format!("{HEADER};colour\n").as_bytes()).contains("colour"));
        assert!(fault(format!("{HEADER};iin\n").as_bytes()).contains("twice"));
    }

    #[test]
    fn a_short_row_is_counted() {
        let rows = rows(&format!("{HEADER}\n1;t;;A\n"));
        assert_eq!(rows[0].fields.as_ref().err(), Some(&NotARow::FieldCount { found: 4, needed: 8 }));
    }
}
