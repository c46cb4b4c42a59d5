//! Pictures for everybody: small, upright, and without what a camera noted.

use super::files::{SECRET, drawing, encoded, laden_pdf, photo};
use documents::{PHOTO_BYTES_MAX, Photo, Unfit, clean};
use image::{ImageFormat, Rgb, RgbImage};

/// Leaves, gravel, faces of stone: what packs badly.
fn noise(width: u32, height: u32) -> RgbImage {
    let mut state = 7_u32;
    RgbImage::from_fn(width, height, |_, _| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let [_, red, green, blue] = state.to_be_bytes();
        Rgb([red, green, blue])
    })
}

fn small(file: &[u8]) -> Photo {
    Photo::of(&clean(file).unwrap()).unwrap()
}

#[test]
fn a_large_picture_becomes_small_and_keeps_its_shape() {
    let wide = small(&encoded(&drawing(1600, 900), ImageFormat::Png));
    assert_eq!((wide.width, wide.height), (480, 270));
    let high = small(&encoded(&drawing(900, 1600), ImageFormat::Jpeg));
    assert_eq!((high.width, high.height), (203, 360));
    let tiny = small(&encoded(&drawing(80, 40), ImageFormat::Png));
    assert_eq!((tiny.width, tiny.height), (80, 40), "no points are made up");
    for photo in [wide, high, tiny] {
        assert!(photo.bytes.len() <= PHOTO_BYTES_MAX);
        let read = image::load_from_memory_with_format(&photo.bytes, ImageFormat::Jpeg).unwrap();
        assert_eq!((read.width(), read.height()), (photo.width, photo.height));
    }
}

#[test]
fn also_the_busiest_picture_fits() {
    let photo = small(&encoded(&noise(700, 500), ImageFormat::Jpeg));
    assert!(photo.bytes.len() <= PHOTO_BYTES_MAX, "{photo:?}");
}

#[test]
fn nothing_that_a_camera_noted_is_left_and_the_picture_stands_upright() {
    let shown = small(&photo());
    assert!(shown.bytes.windows(SECRET.len()).all(|bytes| bytes != SECRET.as_bytes()));
    assert!(shown.bytes.windows(4).all(|bytes| bytes != b"Exif"));
    assert_eq!((shown.width, shown.height), (40, 80));
}

#[test]
fn pages_are_no_picture() {
    assert_eq!(Photo::of(&clean(&laden_pdf(1)).unwrap()), Err(Unfit::OtherKind));
}
