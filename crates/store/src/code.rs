//! The secret code of an application. It is derived, never stored, so that a repeated request shows the same receipt.

use std::fmt;
use std::str::FromStr;
use subtle::ConstantTimeEq;

/// Crockford's base-32 alphabet: no I, L, O, U.
const BASE32: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Characters that carry the secret, five bits each: 115 bits.
const SECRET_CHARACTERS: usize = 23;

/// Characters of one group as shown.
const GROUP_CHARACTERS: usize = 4;

/// 24 characters, the last of which checks the others. Shown in groups of four, and only where `Display` is asked for.
#[derive(Clone, PartialEq, Eq)]
pub struct SecretCode([u8; SECRET_CHARACTERS + 1]);

/// A text that is no secret code; it says nothing of which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a secret code")]
pub struct NotACode;

/// Characters of a one-time code: 40 bits, tried five times.
const SHORT_CHARACTERS: usize = 8;

/// Characters of the tag of a printed referral: 80 bits.
const PROOF_CHARACTERS: usize = 16;

/// A one-time code from derived bytes.
pub(crate) fn short_code(bytes: &[u8; 32]) -> String {
    characters(&bytes[..SHORT_CHARACTERS])
}

/// The tag of a printed referral from derived bytes.
pub(crate) fn proof_code(bytes: &[u8; 32]) -> String {
    characters(&bytes[..PROOF_CHARACTERS])
}

/// Five bits of each byte.
fn characters(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(BASE32[usize::from(byte & 31)])).collect()
}

/// A one-time code as it was shown, however it was copied.
pub(crate) fn folded(text: &str) -> String {
    let letters = text.chars().filter(|letter| !letter.is_whitespace() && !matches!(letter, '-' | '–'));
    let upper = letters.map(|letter| letter.to_ascii_uppercase());
    upper
        .map(|letter| {
            if letter == 'O' {
                '0'
            } else if matches!(letter, 'I' | 'L') {
                '1'
            } else {
                letter
            }
        })
        .collect()
}

/// Multiplies by x in the field of 32 elements, modulo x⁵ + x² + 1.
fn times_x(value: u8) -> u8 {
    let doubled = value << 1;
    if doubled & 32 == 0 { doubled } else { doubled ^ 0b10_0101 }
}

/// The polynomial of the characters at x. It finds every single wrong character and every swap of two different
/// neighbours, because x has 31 different powers.
fn check(values: &[u8]) -> u8 {
    values.iter().fold(0, |sum, &value| times_x(sum ^ value))
}

impl SecretCode {
    /// Takes the secret from the front of derived bytes.
    pub(crate) fn from_derived(bytes: &[u8; 32]) -> Self {
        let mut values = [0; SECRET_CHARACTERS + 1];
        for (place, value) in values[..SECRET_CHARACTERS].iter_mut().enumerate() {
            let (byte, shift) = (place * 5 / 8, place * 5 % 8);
            let two = u16::from(bytes[byte]) << 8 | u16::from(bytes[byte + 1]);
            *value = u8::try_from(two >> (11 - shift) & 31).unwrap_or(0);
        }
        values[SECRET_CHARACTERS] = check(&values[..SECRET_CHARACTERS]);
        Self(values)
    }

    /// Compares in a time that says nothing of where they differ.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl fmt::Display for SecretCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, &value) in self.0.iter().enumerate() {
            if place > 0 && place % GROUP_CHARACTERS == 0 {
                f.write_str(" ")?;
            }
            write!(f, "{}", char::from(BASE32[usize::from(value)]))?;
        }
        Ok(())
    }
}

impl fmt::Debug for SecretCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretCode(…)")
    }
}

impl FromStr for SecretCode {
    type Err = NotACode;

    /// Reads what was shown, however it was copied: case, spaces and dashes do not matter, O is 0, I and L are 1.
    fn from_str(text: &str) -> Result<Self, NotACode> {
        let mut values = [0; SECRET_CHARACTERS + 1];
        let mut count = 0;
        for letter in text.chars().filter(|letter| !letter.is_whitespace() && !matches!(letter, '-' | '–')) {
            let value = match letter.to_ascii_uppercase() {
                'O' => 0,
                'I' | 'L' => 1,
                upper => BASE32.iter().position(|&known| char::from(known) == upper).ok_or(NotACode)?,
            };
            *values.get_mut(count).ok_or(NotACode)? = u8::try_from(value).map_err(|_| NotACode)?;
            count += 1;
        }
        let whole = count == values.len() && check(&values[..SECRET_CHARACTERS]) == values[SECRET_CHARACTERS];
        if whole { Ok(Self(values)) } else { Err(NotACode) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code() -> SecretCode {
        SecretCode::from_derived(&std::array::from_fn(|place| u8::try_from(place * 37 % 256).unwrap()))
    }

    #[test]
    fn a_code_reads_back_however_it_is_copied() {
        let shown = code().to_string();
        assert_eq!(shown.len(), 29);
        assert_eq!(shown.parse(), Ok(code()));
        assert_eq!(shown.to_lowercase().replace(' ', "-").parse(), Ok(code()));
        assert_eq!(shown.replace('0', "o").replace('1', "l").parse(), Ok(code()));
    }

    #[test]
    fn a_mistyped_code_is_found_before_anything_is_looked_up() {
        let shown = code().to_string().replace(' ', "");
        let is_read = |letters: Vec<char>| letters.into_iter().collect::<String>().parse::<SecretCode>().is_ok();
        for place in 0..23 {
            let mut swapped: Vec<char> = shown.chars().collect();
            swapped.swap(place, place + 1);
            let mut wrong: Vec<char> = shown.chars().collect();
            wrong[place] = if wrong[place] == '7' { '8' } else { '7' };
            assert!(!is_read(wrong) && (swapped[place] == swapped[place + 1] || !is_read(swapped)), "{place}");
        }
        for wrong in ["", &shown[1..], "ЖЖЖЖ"] {
            assert_eq!(wrong.parse::<SecretCode>(), Err(NotACode));
        }
    }

    #[test]
    fn a_code_stays_out_of_logs() {
        assert_eq!(format!("{:?}", code()), "SecretCode(…)");
    }
}
