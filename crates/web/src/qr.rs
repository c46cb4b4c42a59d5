//! An address drawn for a camera: a QR code as one path of an SVG picture inside the page.

use fast_qr::{ECL, QRBuilder, QRCode};
use std::fmt::Write;

/// Light squares that must surround the dark ones.
const MARGIN: usize = 4;

/// A drawn text.
pub(crate) struct Drawing {
    /// Squares of one side, the margin included.
    pub(crate) side: usize,
    /// The dark squares, as the `d` of a path: a bar for each run in a row.
    pub(crate) path: String,
}

impl Drawing {
    /// Draws a text so that it is read with a seventh of it dirty or torn off; `None` where it is too long for any.
    pub(crate) fn of(text: &str) -> Option<Self> {
        let code = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
        Some(Self { side: code.size + 2 * MARGIN, path: path(&code) })
    }
}

fn path(code: &QRCode) -> String {
    let mut path = String::new();
    for row in 0..code.size {
        let dark: Vec<bool> = code[row][..code.size].iter().map(|module| module.value()).collect();
        let mut column = 0;
        for run in dark.chunk_by(|one, next| one == next) {
            if run[0] {
                let (x, y, long) = (column + MARGIN, row + MARGIN, run.len());
                // Writing into memory cannot fail.
                let _ = write!(path, "M{x} {y}h{long}v1h-{long}z");
            }
            column += run.len();
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_corners_that_a_camera_looks_for_are_drawn() {
        let drawing = Drawing::of("https://balabaqsha.example.kz/kk/find#n=1234567890").unwrap();
        // The first row begins and ends with a bar of seven squares.
        assert!(drawing.path.starts_with("M4 4h7v1h-7z"), "{}", drawing.path);
        let right = drawing.side - MARGIN - 7;
        assert!(drawing.path.contains(&format!("M{right} 4h7v1h-7z")), "{}", drawing.path);
        assert!((21 + 2 * MARGIN..60).contains(&drawing.side));
    }

    #[test]
    fn what_no_drawing_can_hold_is_not_drawn() {
        assert!(Drawing::of(&"q".repeat(10_000)).is_none());
    }
}
