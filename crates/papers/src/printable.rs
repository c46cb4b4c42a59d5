//! Data as it can be printed: letters of the fonts, and words that can be broken over lines.

use crate::press::fonts;

/// A word so long stays in one piece; Kazakh knows words of thirty letters, and a column holds them.
const WORD_LETTERS: usize = 30;

/// Where a longer word may be broken: a space of no width.
const BREAK: char = '\u{200b}';

/// Stands for a letter that no font of ours has, so that a family sees that something is missing and still gets its paper.
const UNKNOWN: char = '\u{fffd}';

/// The text as typed. Only what cannot be printed is changed: line ends and other controls become spaces, letters without a glyph a mark.
pub(crate) fn printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = 0;
    for letter in text.chars() {
        if is_control(letter) || letter.is_whitespace() {
            out.push(' ');
            letters = 0;
            continue;
        }
        if letters == WORD_LETTERS {
            out.push(BREAK);
            letters = 0;
        }
        out.push(if fonts::has(letter) { letter } else { UNKNOWN });
        letters += 1;
    }
    out.trim().to_owned()
}

/// Control characters, and those that turn the direction of the letters after them.
fn is_control(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}
