//! Pictures, drawn anew: only the points survive.

use crate::{Unfit, jpeg};
use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, Rgb, RgbImage};
use std::io::Cursor;

/// The longer edge at most: an A4 page at 200 dots per inch, on which the smallest print of a certificate can be read.
const EDGE_MAX: u32 = 2400;

/// What is drawn at all: the largest pictures that phones take by default have 50 million points, 150 MB while they are drawn.
const PIXELS_MAX: u64 = 51_000_000;

/// What a decoder may ask for at once: four bytes for each of those points, and some room.
const DECODER_BYTES_MAX: u64 = 224 * 1024 * 1024;

/// Print stays sharp, and a page takes about half a megabyte.
const QUALITY: u8 = 82;

/// What shows through a transparent picture.
const PAPER: u32 = 255;

/// Draws a picture anew, upright and not larger than can be of use.
pub(crate) fn draw_anew(file: &[u8], format: ImageFormat) -> Result<Vec<u8>, Unfit> {
    // The decoder would draw what is missing in grey.
    if format == ImageFormat::Jpeg && !jpeg::has_its_end(file) {
        return Err(Unfit::Broken);
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(DECODER_BYTES_MAX);
    let mut reader = ImageReader::with_format(Cursor::new(file), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(unfit)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > PIXELS_MAX {
        return Err(Unfit::TooManyPixels);
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let drawn = DynamicImage::from_decoder(decoder).map_err(unfit)?;
    let mut drawn = if width.max(height) > EDGE_MAX { drawn.thumbnail(EDGE_MAX, EDGE_MAX) } else { drawn };
    drawn.apply_orientation(orientation);
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
    let encoded = if drawn.color().has_color() || drawn.color().has_alpha() {
        on_paper(&drawn).write_with_encoder(encoder)
    } else {
        drawn.into_luma8().write_with_encoder(encoder)
    };
    encoded.map_err(unfit)?;
    Ok(bytes)
}

/// Without transparency: a scan whose ink is all that was kept would be black on black.
fn on_paper(drawn: &DynamicImage) -> RgbImage {
    if !drawn.color().has_alpha() {
        return drawn.to_rgb8();
    }
    let drawn = drawn.to_rgba8();
    let mut paper = RgbImage::new(drawn.width(), drawn.height());
    for (point, ink) in paper.pixels_mut().zip(drawn.pixels()) {
        let [red, green, blue, covers] = ink.0.map(u32::from);
        let over = |ink: u32| u8::try_from((ink * covers + PAPER * (255 - covers)) / 255).unwrap_or(u8::MAX);
        *point = Rgb([over(red), over(green), over(blue)]);
    }
    paper
}

#[expect(clippy::needless_pass_by_value, reason = "it stands where a fault is mapped")]
fn unfit(fault: ImageError) -> Unfit {
    match fault {
        ImageError::Limits(_) => Unfit::TooManyPixels,
        _ => Unfit::Broken,
    }
}
