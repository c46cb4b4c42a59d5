//! A picture for everybody's eyes: small enough to come along with a page over a weak network.

use crate::{Cleaned, Media, Unfit};
use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageFormat};
use std::fmt;

/// A page may bring two of them and stays well within the 60 KB of a first visit.
pub const PHOTO_BYTES_MAX: usize = 15 * 1024;

/// Edges at most, in points: the width of a telephone's page, one and a half times.
const WIDTH_MAX: u32 = 480;
const HEIGHT_MAX: u32 = 360;

/// How well it is drawn, the best that fits.
const QUALITIES: [u8; 7] = [80, 70, 60, 50, 40, 30, 20];

/// A picture and its size in points.
#[derive(Clone, PartialEq, Eq)]
pub struct Photo {
    /// A JPEG file.
    pub bytes: Vec<u8>,
    /// From side to side.
    pub width: u32,
    /// From top to bottom.
    pub height: u32,
}

impl fmt::Debug for Photo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Photo({} x {}, {} bytes)", self.width, self.height, self.bytes.len())
    }
}

impl Photo {
    /// Of a file that was cleaned: it was drawn by us, so that reading it again needs no bounds.
    ///
    /// # Errors
    /// [`Unfit::OtherKind`] for pages.
    pub fn of(cleaned: &Cleaned) -> Result<Self, Unfit> {
        if cleaned.media != Media::Jpeg {
            return Err(Unfit::OtherKind);
        }
        let drawn = image::load_from_memory_with_format(&cleaned.bytes, ImageFormat::Jpeg);
        Self::drawn(&drawn.map_err(|_| Unfit::Broken)?)
    }

    fn drawn(whole: &DynamicImage) -> Result<Self, Unfit> {
        // One that is smaller already gets no points that nobody took.
        let is_large = whole.width() > WIDTH_MAX || whole.height() > HEIGHT_MAX;
        let small = if is_large { whole.resize(WIDTH_MAX, HEIGHT_MAX, FilterType::Triangle) } else { whole.clone() };
        let small = small.into_rgb8();
        let (width, height) = small.dimensions();
        let mut bytes = Vec::new();
        for quality in QUALITIES {
            bytes.clear();
            let written = small.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, quality));
            written.map_err(|_| Unfit::Broken)?;
            if bytes.len() <= PHOTO_BYTES_MAX {
                return Ok(Self { bytes, width, height });
            }
        }
        // Noise from edge to edge is the only thing that does not fit, and no kindergarten.
        let half = DynamicImage::from(small).resize(WIDTH_MAX / 2, HEIGHT_MAX / 2, FilterType::Triangle);
        if width > WIDTH_MAX / 2 || height > HEIGHT_MAX / 2 { Self::drawn(&half) } else { Err(Unfit::TooMuch) }
    }
}
