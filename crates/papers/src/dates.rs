//! Dates as documents write them: the month in the case that follows a day.

use crate::Language;
use jiff::civil::{Date, DateTime};

const KAZAKH: [&str; 12] = [
    "қаңтар",
    "ақпан",
    "наурыз",
    "сәуір",
    "мамыр",
    "маусым",
    "шілде",
    "тамыз",
    "қыркүйек",
    "қазан",
    "қараша",
    "желтоқсан",
];

const RUSSIAN: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];

const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `2026 жылғы 23 қараша`, `23 ноября 2026 г.`, `23 November 2026`.
pub(crate) fn day(day: Date, language: Language) -> String {
    // jiff's months are 1 to 12.
    let month = usize::from(day.month().unsigned_abs()) - 1;
    let (year, number) = (day.year(), day.day());
    match language {
        Language::Kazakh => format!("{year} жылғы {number} {}", KAZAKH[month]),
        Language::Russian => format!("{number} {} {year} г.", RUSSIAN[month]),
        Language::English => format!("{number} {} {year}", ENGLISH[month]),
    }
}

/// The day with hour and minute.
pub(crate) fn moment(at: DateTime, language: Language) -> String {
    let (hour, minute) = (at.hour(), at.minute());
    let clock = if language == Language::Kazakh { "сағат " } else { "" };
    format!("{}, {clock}{hour:02}:{minute:02}", day(at.date(), language))
}

/// `10 календарных дней`, after the Russian rule for numbers.
pub(crate) fn calendar_days_in_russian(count: u32) -> String {
    let words = match (count % 10, count % 100) {
        (_, 11..=14) => "календарных дней",
        (1, _) => "календарный день",
        (2..=4, _) => "календарных дня",
        _ => "календарных дней",
    };
    format!("{count} {words}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_date_reads_as_in_an_official_letter() {
        let check = |given: Date, kk: &str, ru: &str, en: &str| {
            assert_eq!(day(given, Language::Kazakh), kk);
            assert_eq!(day(given, Language::Russian), ru);
            assert_eq!(day(given, Language::English), en);
        };
        check(date(2026, 11, 23), "2026 жылғы 23 қараша", "23 ноября 2026 г.", "23 November 2026");
        check(date(2027, 1, 1), "2027 жылғы 1 қаңтар", "1 января 2027 г.", "1 January 2027");
        check(date(2028, 2, 29), "2028 жылғы 29 ақпан", "29 февраля 2028 г.", "29 February 2028");
        check(date(2026, 12, 31), "2026 жылғы 31 желтоқсан", "31 декабря 2026 г.", "31 December 2026");
    }

    #[test]
    fn a_moment_has_two_digits_for_hours_and_minutes() {
        let at = date(2026, 3, 5).at(7, 4, 59, 0);
        assert_eq!(moment(at, Language::Kazakh), "2026 жылғы 5 наурыз, сағат 07:04");
        assert_eq!(moment(at, Language::Russian), "5 марта 2026 г., 07:04");
        assert_eq!(moment(at, Language::English), "5 March 2026, 07:04");
    }

    #[test]
    fn days_are_counted_as_russian_counts() {
        let check = |count, words: &str| assert_eq!(calendar_days_in_russian(count), words);
        check(1, "1 календарный день");
        check(3, "3 календарных дня");
        check(10, "10 календарных дней");
        check(11, "11 календарных дней");
        check(14, "14 календарных дней");
        check(21, "21 календарный день");
        check(112, "112 календарных дней");
    }
}
