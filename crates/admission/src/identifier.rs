//! Identifiers that people bring: IIN, phone, KATO (rules, section 11).

use jiff::civil::Date;
use std::fmt;
use std::str::FromStr;

/// What is wrong with an individual identification number, in the order of the checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IinFault {
    /// Not twelve digits.
    Length,
    /// The first six digits and the century are no date.
    Date,
    /// The last digit does not fit the others.
    CheckDigit,
}

/// Sex as the seventh digit of an IIN says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sex {
    /// An odd seventh digit.
    Male,
    /// An even one.
    Female,
}

/// A checked individual identification number: `YYMMDD C NNNN K`. Personal: it is not printed by `Debug`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Iin([u8; 12]);

impl Iin {
    /// The check digit that belongs to the first eleven digits, or `None` where no such number can exist.
    #[must_use]
    pub fn check_digit(first_eleven: &[u8; 11]) -> Option<u8> {
        const FIRST: [u32; 11] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
        const SECOND: [u32; 11] = [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2];
        let weighed = |weights: [u32; 11]| {
            first_eleven.iter().zip(weights).map(|(&digit, weight)| u32::from(digit) * weight).sum::<u32>() % 11
        };
        [FIRST, SECOND].into_iter().map(weighed).find(|&digit| digit < 10).and_then(|digit| u8::try_from(digit).ok())
    }

    /// The birth date it states.
    #[must_use]
    pub fn born_on(self) -> Date {
        birth_date(&self.0).unwrap_or(Date::MIN)
    }

    /// The sex it states.
    #[must_use]
    pub fn sex(self) -> Sex {
        if self.0[6] % 2 == 1 { Sex::Male } else { Sex::Female }
    }

    /// The twelve digits, for the sealed record and the blind index only.
    #[must_use]
    pub fn digits(self) -> String {
        self.0.iter().map(|digit| char::from(b'0' + digit)).collect()
    }
}

fn birth_date(digits: &[u8; 12]) -> Option<Date> {
    let pair = |at: usize| i16::from(digits[at]) * 10 + i16::from(digits[at + 1]);
    let century = match digits[6] {
        1 | 2 => 1800,
        3 | 4 => 1900,
        5 | 6 => 2000,
        _ => return None,
    };
    Date::new(century + pair(0), i8::try_from(pair(2)).ok()?, i8::try_from(pair(4)).ok()?).ok()
}

impl FromStr for Iin {
    type Err = IinFault;

    /// Reads twelve digits; spaces and dashes between them do not matter.
    fn from_str(text: &str) -> Result<Self, IinFault> {
        let mut digits = [0; 12];
        let mut count = 0;
        for letter in text.chars().filter(|letter| !letter.is_whitespace() && *letter != '-') {
            let digit = letter.to_digit(10).ok_or(IinFault::Length)?;
            *digits.get_mut(count).ok_or(IinFault::Length)? = u8::try_from(digit).map_err(|_| IinFault::Length)?;
            count += 1;
        }
        if count != digits.len() {
            return Err(IinFault::Length);
        }
        birth_date(&digits).ok_or(IinFault::Date)?;
        let (first, last) = digits.split_first_chunk::<11>().ok_or(IinFault::Length)?;
        if Self::check_digit(first) == last.first().copied() { Ok(Self(digits)) } else { Err(IinFault::CheckDigit) }
    }
}

impl fmt::Debug for Iin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Iin(…)")
    }
}

/// A telephone number of the +7 plan. Personal: it is not printed by `Debug`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Phone(String);

impl Phone {
    /// `+7XXXXXXXXXX`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Phone {
    type Err = ();

    /// Reads any usual spelling: `8 701 234-56-78`, `+7 (701) 2345678`, `7012345678`.
    fn from_str(text: &str) -> Result<Self, ()> {
        let mut digits = String::new();
        for letter in text.trim().chars() {
            match letter {
                '0'..='9' => digits.push(letter),
                '+' | '-' | '–' | '(' | ')' | '.' | '/' => {}
                _ if letter.is_whitespace() => {}
                _ => return Err(()),
            }
        }
        let national = match (digits.len(), digits.as_bytes().first()) {
            (11, Some(b'7' | b'8')) => &digits[1..],
            (10, _) => digits.as_str(),
            _ => return Err(()),
        };
        Ok(Self(format!("+7{national}")))
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Phone(…)")
    }
}

/// The code of a settlement in the classifier of administrative and territorial units: nine digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kato(String);

impl Kato {
    /// The nine digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Kato {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let text = text.trim();
        let nine_digits = text.len() == 9 && text.bytes().all(|byte| byte.is_ascii_digit());
        if nine_digits { Ok(Self(text.to_owned())) } else { Err(()) }
    }
}

impl fmt::Display for Kato {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn numbers_that_exist_are_read() {
        for valid in ["061211600012", "190505500005", "210310600107", "190315500309", "190315500310"] {
            assert!(valid.parse::<Iin>().is_ok(), "{valid}");
        }
        let girl: Iin = "210310 6001 07".parse().unwrap();
        assert_eq!((girl.born_on(), girl.sex()), (date(2021, 3, 10), Sex::Female));
        assert_eq!(girl.digits(), "210310600107");
    }

    #[test]
    fn what_is_wrong_is_said() {
        assert_eq!("21031060010".parse::<Iin>(), Err(IinFault::Length));
        assert_eq!("2103106001070".parse::<Iin>(), Err(IinFault::Length));
        assert_eq!("21031060010x".parse::<Iin>(), Err(IinFault::Length));
        assert_eq!("211310600107".parse::<Iin>(), Err(IinFault::Date));
        assert_eq!("210310700107".parse::<Iin>(), Err(IinFault::Date));
        assert_eq!("210310600108".parse::<Iin>(), Err(IinFault::CheckDigit));
    }

    #[test]
    fn a_phone_is_read_in_any_usual_spelling() {
        for spelling in ["8 701 234-56-78", "+7 (701) 2345678", "7012345678", "87012345678", "+7 701 234 56 78"] {
            assert_eq!(spelling.parse::<Phone>().unwrap().as_str(), "+77012345678", "{spelling}");
        }
        for wrong in ["", "701234567", "+996 701 234 567 8", "phone", "8 701 234-56-78 доб. 2"] {
            assert!(wrong.parse::<Phone>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn personal_numbers_stay_out_of_logs() {
        assert_eq!(format!("{:?}", "210310600107".parse::<Iin>().unwrap()), "Iin(…)");
        assert_eq!(format!("{:?}", "87012345678".parse::<Phone>().unwrap()), "Phone(…)");
    }

    #[test]
    fn a_kato_code_has_nine_digits() {
        assert_eq!("710000000".parse::<Kato>().unwrap().as_str(), "710000000");
        assert!("71000000".parse::<Kato>().is_err());
        assert!("71000000x".parse::<Kato>().is_err());
    }
}
