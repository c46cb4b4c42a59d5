//! How many parts a text is sent and paid in.

/// The default alphabet of GSM 03.38 but for the escape.
const PLAIN: &str = concat!(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?",
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
);

/// Its extension table: each of these takes an escape and a letter.
const ESCAPED: &str = "\u{c}^{}\\[~]|€";

/// 140 bytes hold 160 letters of 7 bits; the header of a part takes the room of 7.
const GSM: Room = Room { alone: 160, part: 153 };

/// 140 bytes hold 70 units of 16 bits; the header of a part takes the room of 3.
const UCS2: Room = Room { alone: 70, part: 67 };

/// How much fits into a message that is alone, and into each of several parts.
struct Room {
    alone: u32,
    part: u32,
}

/// How many parts a text takes: one up to 160 letters of the GSM alphabet, else parts of 153; with any other letter, as
/// Kazakh and Russian have, one up to 70 units of UTF-16, else parts of 67. No letter is cut in two.
pub fn parts(text: &str) -> u32 {
    let widths: Option<Vec<u32>> = text.chars().map(gsm_width).collect();
    match widths {
        Some(widths) => fill(&GSM, widths.into_iter()),
        None => fill(&UCS2, text.chars().map(|char| if char.len_utf16() == 1 { 1 } else { 2 })),
    }
}

fn gsm_width(char: char) -> Option<u32> {
    if PLAIN.contains(char) {
        return Some(1);
    }
    ESCAPED.contains(char).then_some(2)
}

fn fill(room: &Room, widths: impl Iterator<Item = u32> + Clone) -> u32 {
    if widths.clone().sum::<u32>() <= room.alone {
        return 1;
    }
    let mut parts = 1;
    let mut used = 0;
    for width in widths {
        if used + width > room.part {
            parts += 1;
            used = 0;
        }
        used += width;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::parts;

    fn check(letter: &str, count: usize, expected: u32) {
        assert_eq!(parts(&letter.repeat(count)), expected, "{count} times {letter:?}");
    }

    #[test]
    fn latin_letters_fill_160_and_then_153() {
        check("a", 0, 1);
        check("a", 160, 1);
        check("a", 161, 2);
        check("a", 306, 2);
        check("a", 307, 3);
    }

    #[test]
    fn a_letter_of_the_extension_takes_two_and_is_not_cut() {
        check("€", 80, 1);
        check("€", 81, 2);
        // 76 of them and one place left over in each part.
        check("€", 152, 2);
        check("€", 153, 3);
    }

    #[test]
    fn kazakh_letters_fill_70_and_then_67() {
        check("ә", 70, 1);
        check("ә", 71, 2);
        check("ә", 134, 2);
        check("ә", 135, 3);
        assert_eq!(parts(&format!("{}ә", "a".repeat(70))), 2, "one such letter makes all of them wide");
    }

    #[test]
    fn a_picture_takes_two_units_and_is_not_cut() {
        check("😀", 35, 1);
        check("😀", 36, 2);
        // 33 of them and one unit left over in each part.
        check("😀", 66, 2);
        check("😀", 67, 3);
    }

    #[test]
    fn the_sign_of_the_tenge_and_small_cedilla_are_not_in_the_alphabet_of_gsm() {
        check("₸", 71, 2);
        check("ç", 71, 2);
        check("Ç", 71, 1);
    }
}
