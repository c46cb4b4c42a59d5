//! The number of an application: what a family logs in with, together with its secret code.

use std::fmt;
use std::str::FromStr;

/// Digits of a number, the check digit included.
const DIGITS: u32 = 10;

/// The quasigroup of Damm's check digit: it finds every single wrong digit and every pair of neighbours swapped.
const DAMM: [[u8; 10]; 10] = [
    [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
    [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
    [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
    [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
    [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
    [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
    [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
    [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
    [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
    [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
];

/// Ten digits, the last of which checks the others. Shown as `123 456 7890`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(u64);

/// A text that is no number of an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the number of an application")]
pub struct NotANumber;

fn digit(value: u64, place: u32) -> u8 {
    u8::try_from(value / 10u64.pow(place) % 10).unwrap_or(0)
}

/// The state after that many digits from the front; 0 once a right check digit is among them.
fn damm(value: u64, digits: u32) -> u8 {
    (0..digits).rev().fold(0, |state, place| DAMM[usize::from(state)][usize::from(digit(value, place))])
}

impl Number {
    /// A random one. The first digit is not 0, so that no spreadsheet drops it.
    pub(crate) fn random() -> Self {
        let front = rand::Rng::random_range(&mut rand::rng(), 100_000_000..1_000_000_000u64);
        Self(front * 10 + u64::from(damm(front, DIGITS - 1)))
    }

    pub(crate) fn from_stored(value: i64) -> Self {
        Self(u64::try_from(value).unwrap_or(0))
    }

    pub(crate) fn stored(self) -> i64 {
        i64::try_from(self.0).unwrap_or(0)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = format!("{:010}", self.0);
        write!(f, "{} {} {}", &digits[..3], &digits[3..6], &digits[6..])
    }
}

impl FromStr for Number {
    type Err = NotANumber;

    /// Reads ten digits; spaces and dashes between them do not matter.
    fn from_str(text: &str) -> Result<Self, NotANumber> {
        let mut value: u64 = 0;
        let mut digits = 0;
        for letter in text.chars().filter(|letter| !letter.is_whitespace() && !matches!(letter, '-' | '–' | '№')) {
            let digit = letter.to_digit(10).ok_or(NotANumber)?;
            digits += 1;
            if digits > DIGITS {
                return Err(NotANumber);
            }
            value = value * 10 + u64::from(digit);
        }
        if digits == DIGITS && damm(value, DIGITS) == 0 { Ok(Self(value)) } else { Err(NotANumber) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_reads_back_however_it_is_typed() {
        let number = Number::random();
        let shown = number.to_string();
        assert_eq!(shown.len(), 12);
        assert_eq!(shown.parse(), Ok(number));
        assert_eq!(shown.replace(' ', "").parse(), Ok(number));
        assert_eq!(shown.replace(' ', "-").parse(), Ok(number));
    }

    #[test]
    fn one_wrong_digit_is_found() {
        let right = Number::random().to_string().replace(' ', "");
        for place in 0..10 {
            for other in '0'..='9' {
                let mut wrong: Vec<char> = right.chars().collect();
                if wrong[place] == other {
                    continue;
                }
                wrong[place] = other;
                assert!(wrong.into_iter().collect::<String>().parse::<Number>().is_err());
            }
        }
        for wrong in ["", "12345", "12345678901", "12345x7890"] {
            assert_eq!(wrong.parse::<Number>(), Err(NotANumber), "{wrong}");
        }
    }
}
