//! The fonts of the papers: a serif that carries all Kazakh letters, and one of equal widths for codes. Both come with typst.

use std::sync::LazyLock;
use typst::foundations::Bytes;
use typst::text::{Font, FontStyle};

/// The upright faces of these families are read; the other fonts that come with typst are for formulas.
const FAMILIES: [&str; 2] = ["Libertinus Serif", "DejaVu Sans Mono"];

static FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    let all = typst_assets::fonts().filter_map(|data| Font::new(Bytes::new(data), 0));
    all.filter(|font| FAMILIES.contains(&font.info().family.as_str()))
        .filter(|font| font.info().variant.style == FontStyle::Normal)
        .collect()
});

/// The fonts, read with the first paper.
pub(crate) fn all() -> &'static [Font] {
    &FONTS
}

/// Whether one of them can draw the letter.
pub(crate) fn has(letter: char) -> bool {
    FONTS.iter().any(|font| font.info().coverage.contains(letter.into()))
}
