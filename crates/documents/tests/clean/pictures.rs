//! Pictures.

use super::files::{SECRET, drawing, encoded, huge_png, photo, png_with_text};
use documents::{Media, Unfit, clean};
use image::{GenericImageView, ImageFormat, Rgba, RgbaImage};
use std::io::Cursor;

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn a_photo_stands_upright_and_no_longer_tells_where_it_was_taken() {
    assert!(contains(&photo(), SECRET), "the photo must tell it before");
    let cleaned = clean(&photo()).unwrap();
    assert_eq!(cleaned.media, Media::Jpeg);
    assert!(!contains(&cleaned.bytes, SECRET) && !contains(&cleaned.bytes, "Exif"));
    let drawn = image::load_from_memory(&cleaned.bytes).unwrap();
    assert_eq!(drawn.dimensions(), (40, 80), "held on its side, shown upright");
    let [red, green, _] = drawn.to_rgb8().get_pixel(20, 10).0;
    assert!(red > 150 && green < 80, "what was left is above");
}

#[test]
fn what_stands_beside_a_picture_does_not_survive() {
    let cleaned = clean(&png_with_text()).unwrap();
    assert!(contains(&png_with_text(), SECRET) && !contains(&cleaned.bytes, SECRET));
    assert_eq!(cleaned.media, Media::Jpeg);
    assert_eq!(image::load_from_memory(&cleaned.bytes).unwrap().dimensions(), (60, 30));
}

#[test]
fn the_same_drawing_is_read_from_every_kind_of_file() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let cleaned = clean(&encoded(&drawing(64, 48), format)).unwrap();
        assert_eq!(image::load_from_memory(&cleaned.bytes).unwrap().dimensions(), (64, 48), "{format:?}");
    }
}

#[test]
fn a_large_photo_becomes_as_large_as_is_of_use() {
    let cleaned = clean(&encoded(&drawing(4000, 1000), ImageFormat::Jpeg)).unwrap();
    assert_eq!(image::load_from_memory(&cleaned.bytes).unwrap().dimensions(), (2400, 600));
}

#[test]
fn ink_on_nothing_is_ink_on_paper() {
    let scan = RgbaImage::from_fn(20, 20, |x, _| if x < 5 { Rgba([0, 0, 0, 255]) } else { Rgba([0, 0, 0, 0]) });
    let mut file = Vec::new();
    scan.write_to(&mut Cursor::new(&mut file), ImageFormat::Png).unwrap();
    let drawn = image::load_from_memory(&clean(&file).unwrap().bytes).unwrap().to_luma8();
    assert!(drawn.get_pixel(0, 10).0[0] < 40 && drawn.get_pixel(18, 10).0[0] > 240);
}

#[test]
fn a_picture_that_ends_too_early_is_broken() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let file = encoded(&drawing(640, 480), format);
        for part in [file.len() / 2, file.len() - file.len() / 8, 20] {
            assert_eq!(clean(&file[..part]), Err(Unfit::Broken), "{format:?} {part}");
        }
    }
}

#[test]
fn a_small_file_that_would_be_a_huge_picture_is_not_drawn() {
    assert_eq!(clean(&huge_png()), Err(Unfit::TooManyPixels));
}

#[test]
fn only_the_content_says_what_a_file_is() {
    let others: [&[u8]; 6] =
        [b"", b"<html><script>alert(1)</script>", b"GIF89a", b"PK\x03\x04", b"<svg xmlns=''/>", b"MZ\x90"];
    for file in others {
        assert_eq!(clean(file), Err(Unfit::OtherKind), "{file:?}");
    }
    assert_eq!(clean(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"), Err(Unfit::Heic));
}

#[test]
fn a_picture_that_is_a_page_and_an_archive_as_well_is_a_picture_only() {
    let page = b"<script>alert(1)</script>PK\x05\x06%PDF-1.4";
    let file = [encoded(&drawing(30, 30), ImageFormat::Jpeg).as_slice(), page].concat();
    let cleaned = clean(&file).unwrap();
    assert!(cleaned.bytes.ends_with(&[0xFF, 0xD9]));
    assert!(!contains(&cleaned.bytes, "<script>") && !contains(&cleaned.bytes, "%PDF"));
}
