//! The calendar of Kazakhstan that a new territory starts with; officials amend it there.

use admission::Calendar;
use jiff::civil::Date;
use serde::Deserialize;

#[derive(Deserialize)]
struct File {
    days_off: Vec<Date>,
    working_weekends: Vec<Date>,
}

/// Days off and working weekends as published, for the years that are known.
pub(crate) fn of_kazakhstan() -> Calendar {
    let file: File =
        serde_json::from_str(include_str!("calendar-kz.json")).expect("the shipped calendar is checked by a test");
    Calendar {
        holidays: file.days_off.into_iter().collect(),
        working_weekends: file.working_weekends.into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn victory_day_on_a_saturday_is_made_up_for_on_monday() {
        let calendar = of_kazakhstan();
        assert!(!calendar.is_working_day(date(2026, 5, 11)));
        assert!(calendar.is_working_day(date(2026, 5, 8)));
        assert!(!calendar.is_working_day(date(2026, 1, 7)));
    }

    #[test]
    fn a_working_weekend_by_decree_is_worked() {
        let calendar = of_kazakhstan();
        assert!(calendar.working_weekends.iter().all(|&day| calendar.is_working_day(day)));
        assert!(!calendar.working_weekends.is_empty());
    }
}
