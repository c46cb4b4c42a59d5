//! Where a kindergarten stands: a point of the map, and how people write one.

use std::fmt;
use std::str::FromStr;

/// Millionths in one degree; one of them is about ten centimetres.
const DEGREE: i32 = 1_000_000;

/// Degrees of latitude from the equator to a pole, and of longitude halfway round.
const DEGREES_MAX: (i32, i32) = (90, 180);

/// The longest spelling of one number that is read.
const CHARACTERS_MAX: usize = 16;

/// A point of the map, kept in millionths of a degree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Point {
    latitude: i32,
    longitude: i32,
}

/// A text that names no point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a latitude and a longitude in degrees")]
pub struct NotAPoint;

impl Point {
    /// A point in millionths of a degree; `None` where the Earth has none.
    #[must_use]
    pub const fn of_millionths(latitude: i32, longitude: i32) -> Option<Self> {
        let (north, east) = DEGREES_MAX;
        if latitude.unsigned_abs() > (north * DEGREE).unsigned_abs()
            || longitude.unsigned_abs() > (east * DEGREE).unsigned_abs()
        {
            return None;
        }
        Some(Self { latitude, longitude })
    }

    /// Degrees north of the equator.
    #[must_use]
    pub fn latitude(self) -> f64 {
        f64::from(self.latitude) / f64::from(DEGREE)
    }

    /// Degrees east of Greenwich.
    #[must_use]
    pub fn longitude(self) -> f64 {
        f64::from(self.longitude) / f64::from(DEGREE)
    }

    pub(super) fn millionths(self) -> (i64, i64) {
        (i64::from(self.latitude), i64::from(self.longitude))
    }
}

/// `51.128207, 71.430420`: as map applications show it and read it.
impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.6}, {:.6}", self.latitude(), self.longitude())
    }
}

/// Latitude first, as map applications copy it: `51.128207, 71.43042`, `51.128207 71.43042`, `51,128207; 71,43042`.
impl FromStr for Point {
    type Err = NotAPoint;

    fn from_str(text: &str) -> Result<Self, NotAPoint> {
        let text = text.trim();
        let is_between = |letter: char| letter == ';' || letter.is_whitespace();
        let (latitude, longitude) = text.split_once(is_between).or_else(|| text.split_once(',')).ok_or(NotAPoint)?;
        let number =
            |text: &str| millionths(text.trim_matches(|letter| letter == ',' || is_between(letter))).ok_or(NotAPoint);
        Self::of_millionths(number(latitude)?, number(longitude)?).ok_or(NotAPoint)
    }
}

/// `51.128207` or `51,128207`.
fn millionths(text: &str) -> Option<i32> {
    let is_of_a_number = |letter: char| letter.is_ascii_digit() || ".,-".contains(letter);
    if text.len() > CHARACTERS_MAX || !text.chars().all(is_of_a_number) {
        return None;
    }
    let degrees: f64 = text.replacen(',', ".", 1).parse().ok()?;
    let millionths = (degrees * f64::from(DEGREE)).round();
    // Beyond the Earth it need not be exact: the caller looks.
    #[expect(clippy::cast_possible_truncation, reason = "what is too large stays the largest there is")]
    Some(millionths as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_copied_from_any_map_is_read() {
        let astana = Point::of_millionths(51_128_207, 71_430_420);
        for text in [
            "51.128207, 71.430420",
            "51.128207,71.43042",
            " 51.128207   71.43042 ",
            "51,128207; 71,43042",
            "51,128207 71,43042",
            "51.128207;71.43042",
            "51.128207 , 71.43042",
        ] {
            assert_eq!(text.parse().ok(), astana, "{text}");
        }
        assert_eq!(astana.unwrap().to_string(), "51.128207, 71.430420");
        assert_eq!("-33.5, -70".parse().ok(), Point::of_millionths(-33_500_000, -70_000_000));
    }

    #[test]
    fn what_is_no_point_is_refused() {
        for text in
            ["", "51", "51.1", "51.1,", ", 71", "91, 71", "51, 181", "nan, inf", "5e1, 7e1", "51° 71°", "51 71 12"]
        {
            assert_eq!(text.parse::<Point>(), Err(NotAPoint), "{text}");
        }
        assert_eq!("99999999999999, 99999999999999".parse::<Point>(), Err(NotAPoint));
    }
}
