//! PDF.

use super::files::{CONTENT, SECRET, laden_pdf, packed_bomb, written};
use documents::{Media, Unfit, clean};
use lopdf::encryption::{EncryptionState, EncryptionVersion, Permissions};
use lopdf::{Document, Object};

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn of_a_pdf_the_pages_are_left_and_how_its_fields_look() {
    let cleaned = clean(&laden_pdf(2)).unwrap();
    assert_eq!(cleaned.media, Media::Pdf);
    let pdf = Document::load_mem(&cleaned.bytes).unwrap();
    let pages = pdf.get_pages();
    assert_eq!(pages.len(), 2);
    for page in pages.into_values() {
        assert_eq!(pdf.get_page_content(page).trim_ascii_end(), CONTENT);
        let page = pdf.get_dictionary(page).unwrap();
        assert_eq!(page.get(b"MediaBox").unwrap().as_array().unwrap().len(), 4, "inherited");
        let marks = page.get(b"Annots").unwrap().as_array().unwrap();
        assert_eq!(marks.len(), 1, "a filled field, not a link");
    }
    let (_, resources) = pdf
        .dereference(pdf.get_dictionary(pdf.page_iter().next().unwrap()).unwrap().get(b"Resources").unwrap())
        .unwrap();
    let drawn = resources.as_dict().unwrap().get(b"XObject").unwrap().as_dict().unwrap();
    for name in [b"Photo".as_slice(), b"Packed"] {
        let photo = pdf.get_object(drawn.get(name).unwrap().as_reference().unwrap()).unwrap().as_stream().unwrap();
        assert!(image::load_from_memory(&photo.content).is_ok(), "the photo is still one");
    }
}

#[test]
fn nothing_else_of_a_pdf_survives() {
    let laden = laden_pdf(1);
    let cleaned = clean(&laden).unwrap().bytes;
    let told = ["JavaScript", "app.alert", "OpenAction", "EmbeddedFile", "a.exe", "/Metadata", "/Info", "evil.example"];
    for text in told.into_iter().chain([SECRET, "Exif", "/AA", "Widget"]) {
        assert!(contains(&laden, text), "{text} must be there before");
        assert!(!contains(&cleaned, text), "{text}");
    }
}

#[test]
fn a_cleaned_pdf_can_be_cleaned_again_and_stays_as_it_is() {
    let once = clean(&laden_pdf(3)).unwrap().bytes;
    let twice = clean(&once).unwrap().bytes;
    assert_eq!(Document::load_mem(&twice).unwrap().get_pages().len(), 3);
    assert_eq!(once.len(), twice.len());
}

#[test]
fn a_pdf_with_a_password_is_locked() {
    let mut pdf = Document::load_mem(&laden_pdf(1)).unwrap();
    pdf.trailer.set("ID", vec![Object::string_literal("0123456789abcdef"); 2]);
    let version = EncryptionVersion::V2 {
        document: &pdf,
        owner_password: "owner",
        user_password: "user",
        key_length: 128,
        permissions: Permissions::all(),
    };
    let state = EncryptionState::try_from(version).unwrap();
    pdf.encrypt(&state).unwrap();
    assert_eq!(clean(&written(&mut pdf)), Err(Unfit::Locked));
}

#[test]
fn what_only_calls_itself_a_pdf_is_broken() {
    let laden = laden_pdf(1);
    let html = b"<html>%PDF-1.7<script>alert(1)</script>".as_slice();
    for file in [html, b"%PDF-1.4", &laden[..200], &laden[..60]] {
        assert_eq!(clean(file), Err(Unfit::Broken));
    }
}

#[test]
fn a_book_is_no_certificate() {
    assert_eq!(clean(&laden_pdf(41)), Err(Unfit::TooMuch));
}

#[test]
fn a_small_file_that_unpacks_into_a_large_one_is_refused() {
    let bomb = packed_bomb();
    assert!(bomb.len() < 200 * 1024, "{}", bomb.len());
    assert_eq!(clean(&bomb), Err(Unfit::TooMuch));
}

#[test]
fn a_page_that_is_its_own_parent_ends() {
    let mut pdf = Document::load_mem(&laden_pdf(1)).unwrap();
    let tree = pdf.catalog().unwrap().get(b"Pages").unwrap().as_reference().unwrap();
    let root = pdf.get_dictionary_mut(tree).unwrap();
    root.set("Parent", tree);
    root.remove(b"MediaBox");
    assert_eq!(clean(&written(&mut pdf)), Err(Unfit::Broken));
}
