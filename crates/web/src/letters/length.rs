//! Whether a text fits into a short message of two parts. Letters that only some alphabets of telephones have are counted as if
//! none had them: the text is then a little shorter than it might be, and never longer.

/// Letters of 7 bits in two parts.
const PLAIN_MAX: usize = 2 * 153;

/// Units of UTF-16 in two parts, as Kazakh and Russian take them.
const WIDE_MAX: usize = 2 * 67;

/// The same where a letter takes two of them, which no part may cut.
const PAIRED_MAX: usize = 2 * 66;

/// Whether it does.
pub(crate) fn fits_two_parts(text: &str) -> bool {
    let is_plain = |letter: char| (' '..='z').contains(&letter) && !"[\\]^`".contains(letter);
    if text.chars().all(is_plain) {
        return text.len() <= PLAIN_MAX;
    }
    let is_paired = text.chars().any(|letter| letter.len_utf16() == 2);
    text.encode_utf16().count() <= if is_paired { PAIRED_MAX } else { WIDE_MAX }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fits_here_is_sent_in_two_parts_at_most() {
        for letter in ["a", "ә", "№", "[", "@", "€", "😀"] {
            let longest = (1..400).rev().map(|count| letter.repeat(count)).find(|text| fits_two_parts(text)).unwrap();
            assert!(delivery::sms::parts(&longest) <= 2, "{} times {letter}", longest.chars().count());
        }
        assert!(fits_two_parts(&"a".repeat(306)) && !fits_two_parts(&"ә".repeat(135)));
    }
}
