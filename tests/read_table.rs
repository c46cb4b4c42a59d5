//! Reading a table in a process of its own: it answers as it would here, and a file that lies about its sizes ends it alone.

use sheets::Reader;
use sheets::reading::{Unreadable, read};

fn apart() -> Reader {
    Reader::Apart(env!("CARGO_BIN_EXE_kezek").into())
}

#[test]
fn a_process_apart_answers_as_the_library_would() {
    let many = "a;b\n".repeat(20_000);
    for file in ["Топ;Орын\n\"Қошақан \"\"1\"\"\";3\n", "", "a\u{1}", "PK\u{3}\u{4}", many.as_str()] {
        assert_eq!(apart().read(file.as_bytes()).expect("the program runs"), read(file.as_bytes()), "{file:.20}");
    }
}

/// A workbook, its parts stored as they are, whose texts are said to be more than any memory holds.
fn lying() -> Vec<u8> {
    let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let links = |id: &str, what: &str, target: &str| {
        format!(r#"<Relationships><Relationship Id="{id}" Type="{kind}/{what}" Target="{target}"/></Relationships>"#)
    };
    let parts = [
        ("[Content_Types].xml", "<Types/>".to_owned()),
        ("_rels/.rels", links("a", "officeDocument", "xl/workbook.xml")),
        ("xl/workbook.xml", r#"<workbook><sheets/></workbook>"#.to_owned()),
        ("xl/_rels/workbook.xml.rels", links("a", "sharedStrings", "sharedStrings.xml")),
        ("xl/sharedStrings.xml", r#"<sst uniqueCount="100000000000"/>"#.to_owned()),
    ];
    let (mut file, mut index, count) = (Vec::new(), Vec::new(), u16::try_from(parts.len()).expect("five"));
    for (name, text) in &parts {
        let at = u32::try_from(file.len()).expect("small");
        let length = u32::try_from(text.len()).expect("small").to_le_bytes();
        let name_length = u16::try_from(name.len()).expect("short").to_le_bytes();
        let sum = crc32(text.as_bytes()).to_le_bytes();
        let said = [&[0; 4][..], &[0; 4], &sum, &length, &length, &name_length, &[0; 2]].concat();
        file.extend([b"PK\x03\x04\x14\0".as_slice(), &said, name.as_bytes(), text.as_bytes()].concat());
        index.extend(
            [b"PK\x01\x02\x14\0\x14\0".as_slice(), &said, &[0; 10], &at.to_le_bytes(), name.as_bytes()].concat(),
        );
    }
    let (at, length) = (u32::try_from(file.len()).expect("small"), u32::try_from(index.len()).expect("small"));
    let count = count.to_le_bytes();
    let end = [b"PK\x05\x06\0\0\0\0".as_slice(), &count, &count, &length.to_le_bytes(), &at.to_le_bytes(), &[0; 2]];
    file.extend(index);
    file.extend(end.concat());
    file
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |mut sum, byte| {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 { sum >> 1 ^ 0xEDB8_8320 } else { sum >> 1 };
        }
        sum
    })
}

#[test]
fn a_workbook_that_says_it_holds_more_than_any_memory_ends_its_process_and_is_refused() {
    assert_eq!(apart().read(&lying()).expect("the program runs"), Err(Unreadable::TooMuch));
}
