//! A day as a date field sends it, or as people type it where there is none: `2022-03-10`, `10.03.2022`.

use jiff::civil::Date;

/// Nobody and no paper here is older.
const FIRST_YEAR: i16 = 1900;

/// Why a day was not understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DayFault {
    /// It is no day.
    Unread,
    /// The year is not written with its four digits.
    ShortYear,
}

/// Reads a day.
///
/// # Errors
/// Where it is none, or its year is before 1900: `10.03.22` is never taken for the year 22.
pub(crate) fn typed_day(text: &str) -> Result<Date, DayFault> {
    let day = text.parse().ok().or_else(|| by_parts(text)).ok_or(DayFault::Unread)?;
    if day.year() < FIRST_YEAR { Err(DayFault::ShortYear) } else { Ok(day) }
}

fn by_parts(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split(['.', '/', '-', ' ']).filter(|part| !part.is_empty()).collect();
    let [day, month, year] = parts[..] else { return None };
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_as_a_field_sends_it_and_as_people_type_it() {
        let tenth = jiff::civil::date(2022, 3, 10);
        for typed in ["2022-03-10", "10.03.2022", "10/3/2022", "10 03 2022", "10-03-2022"] {
            assert_eq!(typed_day(typed), Ok(tenth), "{typed}");
        }
        for wrong in ["", "10.03", "31.02.2022", "вчера", "10.03.2022.1"] {
            assert_eq!(typed_day(wrong), Err(DayFault::Unread), "{wrong}");
        }
        for short in ["10.03.22", "0022-03-10", "10.03.1899"] {
            assert_eq!(typed_day(short), Err(DayFault::ShortYear), "{short}");
        }
    }
}
