//! Dates and times as older queues write them.

use admission::Zone;
use jiff::Timestamp;
use jiff::civil::{Date, Time};

/// A date: 2023-05-01 or 01.05.2023.
pub(super) fn read_date(text: &str) -> Option<Date> {
    let mut parts = text.split(['-', '.']);
    let three = [parts.next()?, parts.next()?, parts.next()?];
    if parts.next().is_some() || three.iter().any(|part| part.bytes().any(|byte| !byte.is_ascii_digit())) {
        return None;
    }
    let [year, month, day] = match three {
        [day, month, year] if text.contains('.') && !text.contains('-') => [year, month, day],
        iso if text.contains('-') && !text.contains('.') => iso,
        _ => return None,
    };
    if (year.len(), month.len().max(day.len())) > (4, 2) || year.len() < 4 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// A time with an offset, or a local one of the territory: `2023-05-01T09:30:00+05:00`, `2023-05-01 09:30:15`,
/// `01.05.2023 9:30`, or a day alone, which counts from its beginning.
pub(super) fn read_instant(text: &str, zone: &Zone) -> Option<Timestamp> {
    if let Ok(instant) = text.parse::<Timestamp>() {
        return Some(instant);
    }
    let Some((date, time)) = text.split_once([' ', 'T']) else {
        return Some(zone.instant(read_date(text)?, Time::midnight()));
    };
    Some(zone.instant(read_date(date)?, read_time(time.trim())?))
}

fn read_time(text: &str) -> Option<Time> {
    // A spreadsheet drops the nought before the hour.
    let padded = if text.find(':') == Some(1) { format!("0{text}") } else { text.to_owned() };
    padded.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_date_is_read_in_both_spellings_and_no_other() {
        for spelling in ["2023-05-01", "01.05.2023", "1.5.2023", "2023-5-1"] {
            assert_eq!(read_date(spelling), Some(date(2023, 5, 1)), "{spelling}");
        }
        for wrong in ["", "2023-02-30", "31.06.2023", "01.05.23", "2023-13-01", "2023.05-01", "45047", "01/05/2023"] {
            assert_eq!(read_date(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_time_is_local_unless_it_says_otherwise() {
        let almaty = Zone::named("Asia/Almaty").unwrap();
        let read = |text: &str| read_instant(text, &almaty).map(|instant| instant.to_string());
        let nine_thirty = Some("2025-05-01T04:30:00Z".to_owned());
        for spelling in ["2025-05-01 09:30:00", "2025-05-01T09:30", "01.05.2025 9:30", "2025-05-01T09:30:00+05:00"] {
            assert_eq!(read(spelling), nine_thirty, "{spelling}");
        }
        assert_eq!(read("2025-05-01").as_deref(), Some("2025-04-30T19:00:00Z"));
        // Before March 2024 Almaty was six hours ahead.
        assert_eq!(read("2023-05-01 09:30").as_deref(), Some("2023-05-01T03:30:00Z"));
        for wrong in ["", "yesterday", "2025-05-01 25:00", "2025-02-30 09:00", "09:30"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
