//! What a family sends in for a ground, made harmless: a picture is drawn anew, of a PDF the pages are written anew and
//! nothing else. What is not drawn or written does not survive: places and times of a camera, scripts, attachments, bytes
//! behind the end. Neither a file's name nor what a browser says about its kind is believed.

mod apart;
mod jpeg;
mod pages;
mod photo;
mod picture;

pub use apart::{Cleaner, run_apart};
pub use photo::{PHOTO_BYTES_MAX, Photo};

use std::fmt;

/// What a family may send: a photo of a phone has 3 to 6 MB, a scanned certificate less.
pub const FILE_BYTES_MAX: usize = 10 * 1024 * 1024;

/// What a cleaned document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Media {
    /// A picture.
    Jpeg,
    /// Pages.
    Pdf,
}

impl Media {
    /// As browsers call it.
    #[must_use]
    pub fn mime(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Pdf => "application/pdf",
        }
    }

    /// Of what browsers call it.
    #[must_use]
    pub fn of_mime(mime: &str) -> Option<Self> {
        [Self::Jpeg, Self::Pdf].into_iter().find(|media| media.mime() == mime)
    }

    /// How the name of such a file ends.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Pdf => "pdf",
        }
    }
}

/// A document that may be shown to the office.
#[derive(Clone, PartialEq, Eq)]
pub struct Cleaned {
    /// What it is.
    pub media: Media,
    /// All of it, written by us.
    pub bytes: Vec<u8>,
}

impl fmt::Debug for Cleaned {
    /// Never what it shows.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Cleaned({}, {} bytes)", self.media.mime(), self.bytes.len())
    }
}

/// Why a file cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Unfit {
    /// It is neither a picture that we read nor a PDF.
    #[error("neither JPEG, PNG, WebP nor PDF")]
    OtherKind,
    /// A picture as Apple's phones keep it, which browsers of an office do not show.
    #[error("a HEIC picture")]
    Heic,
    /// It ends too early, or is not what it begins as.
    #[error("broken")]
    Broken,
    /// A PDF that asks for a password, or forbids changes.
    #[error("an encrypted PDF")]
    Locked,
    /// A picture with more points than we draw.
    #[error("too many pixels")]
    TooManyPixels,
    /// More pages, or more packed into a small file, than a certificate has.
    #[error("too much for a certificate")]
    TooMuch,
}

/// Makes a document of a file, or says why not. It needs memory and time within the bounds of its parts for honest files;
/// for others, run it apart: [`Cleaner`].
///
/// # Errors
/// [`Unfit`].
pub fn clean(file: &[u8]) -> Result<Cleaned, Unfit> {
    let (media, bytes) = match Kind::of(file)? {
        Kind::Picture(format) => (Media::Jpeg, picture::draw_anew(file, format)?),
        Kind::Pdf => (Media::Pdf, pages::write_anew(file)?),
    };
    Ok(Cleaned { media, bytes })
}

/// What a file is by its first bytes.
enum Kind {
    Picture(image::ImageFormat),
    Pdf,
}

/// Where the head of a PDF may stand: viewers let it come so late, and mail programs put lines before it.
const PDF_HEAD_WITHIN: usize = 1024;

/// Brands of the container that HEIC and AVIF pictures come in.
const HEIC_BRANDS: [&[u8; 4]; 8] = [b"heic", b"heix", b"heim", b"hevc", b"hevx", b"mif1", b"msf1", b"avif"];

impl Kind {
    fn of(file: &[u8]) -> Result<Self, Unfit> {
        if file.starts_with(&[0xFF, 0xD8, 0xFF]) {
            return Ok(Self::Picture(image::ImageFormat::Jpeg));
        }
        if file.starts_with(b"\x89PNG\r\n\x1a\n") {
            return Ok(Self::Picture(image::ImageFormat::Png));
        }
        if file.starts_with(b"RIFF") && file.get(8..12) == Some(b"WEBP") {
            return Ok(Self::Picture(image::ImageFormat::WebP));
        }
        if file.get(4..8) == Some(b"ftyp") && HEIC_BRANDS.iter().any(|brand| file.get(8..12) == Some(*brand)) {
            return Err(Unfit::Heic);
        }
        let head = &file[..file.len().min(PDF_HEAD_WITHIN)];
        if head.windows(5).any(|five| five == b"%PDF-") { Ok(Self::Pdf) } else { Err(Unfit::OtherKind) }
    }
}
