//! Cleaning in a process of its own: it answers as it would here, and a file made to fill the memory ends it alone.

use documents::{Cleaner, Media, Unfit};
use image::{ImageFormat, RgbImage};
use std::io::Cursor;

fn apart() -> Cleaner {
    Cleaner::Apart(env!("CARGO_BIN_EXE_kezek").into())
}

#[test]
fn a_process_apart_answers_as_the_library_would() {
    let mut photo = Vec::new();
    RgbImage::new(40, 30).write_to(&mut Cursor::new(&mut photo), ImageFormat::Png).expect("a small picture is written");
    let cleaned = apart().clean(&photo).expect("the program runs");
    assert_eq!(cleaned, documents::clean(&photo));
    assert_eq!(cleaned.map(|cleaned| cleaned.media), Ok(Media::Jpeg));
    for file in [b"<html>".as_slice(), b"", b"%PDF-1.4", b"\0\0\0\x18ftypheic", &photo[..40]] {
        assert_eq!(apart().clean(file).expect("the program runs"), documents::clean(file), "{file:?}");
    }
}

#[test]
fn a_small_file_that_fills_the_memory_ends_its_process_and_is_refused() {
    let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>";
    let head = format!(
        "%PDF-1.5\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> \
                        endobj\n3 0 obj {page} endobj\n4 0 obj ["
    );
    let end = "] endobj\ntrailer <</Root 1 0 R/Size 5>>\n%%EOF\n";
    // Each of these takes two bytes here and more than a hundred once it is read.
    let file = [head, "0 ".repeat(4_900_000), end.to_owned()].concat();
    assert_eq!(apart().clean(file.as_bytes()).expect("the program runs"), Err(Unfit::TooMuch));
}
