//! The segments of a JPEG file: what is a picture in it, and what only tells about one.

/// The first byte of every marker.
const MARKER: u8 = 0xFF;

/// Behind this marker come the points.
const START_OF_SCAN: u8 = 0xDA;

/// The last marker.
const END: u8 = 0xD9;

/// Whether the end of the picture is there: behind the last scan, so that the end of a small picture within the camera's
/// notes does not count.
pub(crate) fn has_its_end(file: &[u8]) -> bool {
    let marks = |kind: u8| file.windows(2).rposition(|pair| pair == [MARKER, kind]);
    matches!((marks(START_OF_SCAN), marks(END)), (Some(scan), Some(end)) if scan < end)
}

/// The same picture without what a camera noted in it: where, when, with which device, and a small copy. For a picture
/// inside a PDF, which is not drawn anew. What does not look like a picture is left out whole.
pub(crate) fn without_notes(file: &[u8]) -> Option<Vec<u8>> {
    let mut kept = vec![MARKER, 0xD8];
    let mut rest = file.strip_prefix(&[MARKER, 0xD8])?;
    loop {
        let (&[first, kind], behind) = rest.split_first_chunk::<2>()?;
        if first != MARKER {
            return None;
        }
        if kind == MARKER {
            // Markers may be filled up in front.
            rest = &rest[1..];
            continue;
        }
        let length = usize::from(u16::from_be_bytes(*behind.first_chunk::<2>()?));
        let segment = behind.get(..length)?;
        if kind == START_OF_SCAN {
            let end = rest.windows(2).rposition(|pair| pair == [MARKER, END])?;
            kept.extend(&rest[..end + 2]);
            return Some(kept);
        }
        if draws(kind, segment) {
            kept.extend([MARKER, kind]);
            kept.extend(segment);
        }
        rest = &behind[length..];
    }
}

/// Whether a segment is needed to draw the picture: tables and sizes, the density, the profile of its colours, and which
/// colours they are.
fn draws(kind: u8, segment: &[u8]) -> bool {
    let is_named = |name: &[u8]| segment.get(2..).is_some_and(|text| text.starts_with(name));
    match kind {
        0xE0 => is_named(b"JFIF\0"),
        0xE2 => is_named(b"ICC_PROFILE\0"),
        0xEE => is_named(b"Adobe"),
        0xE1..=0xEF | 0xFE => false,
        _ => true,
    }
}
