//! Local time of a territory (rules, 10): instants are stored in UTC, days and times of day are local.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::{Offset, TimeZone};

/// A time zone that is kept with the name it was given by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone {
    name: String,
    zone: TimeZone,
}

impl Zone {
    /// Reads a name of the tz database (`Asia/Almaty`) or a fixed offset (`+05:00`).
    ///
    /// # Errors
    /// The name itself, when the tz database has no such zone.
    pub fn named(name: &str) -> Result<Self, String> {
        let zone = if name.starts_with(['+', '-']) { fixed_offset(name) } else { TimeZone::get(name).ok() };
        zone.map(|zone| Self { name: name.to_owned(), zone }).ok_or_else(|| name.to_owned())
    }

    /// The name it was given by.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The local day at an instant.
    #[must_use]
    pub fn day(&self, at: Timestamp) -> Date {
        self.zone.to_datetime(at).date()
    }

    /// The local time of day at an instant.
    #[must_use]
    pub fn time(&self, at: Timestamp) -> Time {
        self.zone.to_datetime(at).time()
    }

    /// The instant of a local day and time. Where a local hour happens twice, its first time; where it is left out, the
    /// instant after the gap. Past the end of the calendar, the last instant there is.
    #[must_use]
    pub fn instant(&self, day: Date, time: Time) -> Timestamp {
        self.zone.to_timestamp(day.to_datetime(time)).unwrap_or(Timestamp::MAX)
    }
}

fn fixed_offset(name: &str) -> Option<TimeZone> {
    let (hours, minutes) = name.get(1..)?.split_once(':')?;
    let seconds = hours.parse::<i32>().ok()? * 3600 + minutes.parse::<i32>().ok()? * 60;
    let signed = if name.starts_with('-') { -seconds } else { seconds };
    Offset::from_seconds(signed).ok().map(TimeZone::fixed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    #[test]
    fn an_hour_that_happened_twice_counts_at_its_first_time() {
        // On 29 February 2024 at 24:00 the clocks of Almaty went back to 23:00.
        let almaty = Zone::named("Asia/Almaty").unwrap();
        let first = almaty.instant(date(2024, 2, 29), time(23, 30, 0, 0));
        assert_eq!(first.to_string(), "2024-02-29T17:30:00Z");
        assert_eq!(almaty.instant(date(2024, 3, 1), time(0, 0, 0, 0)).to_string(), "2024-02-29T19:00:00Z");
    }

    #[test]
    fn an_unknown_zone_is_named_in_the_fault() {
        assert_eq!(Zone::named("Asia/Nowhere"), Err("Asia/Nowhere".to_owned()));
        assert_eq!(Zone::named("+05:00").unwrap().day("2026-03-01T20:00:00Z".parse().unwrap()), date(2026, 3, 2));
    }
}
