//! The segments of a JPEG file: what is a picture in it, and what only tells about one.

/// The first byte of every marker.
const MARKER: u8 = 0xFF;

/// The first marker.
const START: u8 = 0xD8;

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
/// inside a PDF, which is not drawn anew. It ends where the first picture ends: some cameras put others behind it, with notes
/// of their own. What does not look like a picture is left out whole.
pub(crate) fn without_notes(file: &[u8]) -> Option<Vec<u8>> {
    let mut kept = vec![MARKER, START];
    let mut rest = file.strip_prefix(&[MARKER, START])?;
    loop {
        let (&[first, kind], behind) = rest.split_first_chunk::<2>()?;
        if first != MARKER {
            return None;
        }
        match kind {
            // Markers may be filled up in front.
            MARKER => {
                rest = &rest[1..];
                continue;
            }
            END => {
                kept.extend([MARKER, END]);
                return Some(kept);
            }
            START => return None,
            _ => {}
        }
        let length = usize::from(u16::from_be_bytes(*behind.first_chunk::<2>()?));
        let segment = behind.get(..length).filter(|segment| segment.len() >= 2)?;
        if draws(kind, segment) {
            kept.extend([MARKER, kind]);
            kept.extend(segment);
        }
        rest = &behind[length..];
        if kind == START_OF_SCAN {
            let points;
            (points, rest) = rest.split_at(points_of(rest)?);
            kept.extend(points);
        }
    }
}

/// How far the points of a scan go: to the next marker that is neither a zero after a byte like a marker, nor one of those
/// from which a reader may begin anew.
fn points_of(scan: &[u8]) -> Option<usize> {
    scan.windows(2).position(|pair| pair[0] == MARKER && !matches!(pair[1], 0 | 0xD0..=0xD7 | MARKER))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scan_of_the_first_picture_is_kept_and_no_note_between_or_behind() {
        let scan = b"\xFF\xDA\0\x03s1\xFF\x002\xFF\xD03\xFF";
        let tables = b"\xFF\xC4\0\x03t";
        let notes = b"\xFF\xE1\0\x07place";
        let start = b"\xFF\xD8".as_slice();
        let picture = [start, notes, tables, scan, notes, tables, scan, b"\xFF\xD9"].concat();
        let kept = [start, tables, scan, tables, scan, b"\xFF\xD9"].concat();
        assert_eq!(without_notes(&[&picture[..], &picture].concat()), Some(kept));
        assert_eq!(without_notes(&picture[..picture.len() - 2]), None, "without its end");
    }
}
