//! A year of the calendar at a glance: months of weeks of days, each day with what it is.

use admission::Calendar;
use jiff::civil::{Date, Weekday};

/// One day in its month.
pub(super) struct DayCell {
    pub(super) number: i8,
    /// Name of its look in the style sheet: `weekend`, `holiday`, `worked` or nothing; with `today` where it is.
    pub(super) look: String,
    /// Its name in the wording, where it differs from the ordinary week.
    pub(super) key: Option<&'static str>,
}

/// One month; empty cells stand before its first day.
pub(super) struct Month {
    pub(super) number: i8,
    pub(super) weeks: Vec<[Option<DayCell>; 7]>,
}

/// The twelve months of a year.
pub(super) fn months(calendar: &Calendar, year: i16, today: Date) -> Vec<Month> {
    (1..=12).filter_map(|month| Date::new(year, month, 1).ok()).map(|first| month(calendar, first, today)).collect()
}

fn month(calendar: &Calendar, first: Date, today: Date) -> Month {
    let mut weeks = Vec::new();
    let mut week: [Option<DayCell>; 7] = Default::default();
    for number in 1..=first.days_in_month() {
        let Ok(day) = Date::new(first.year(), first.month(), number) else { continue };
        let column = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or_default();
        if let Some(cell) = week.get_mut(column) {
            *cell = Some(cell_of(calendar, day, today));
        }
        if day.weekday() == Weekday::Sunday {
            weeks.push(std::mem::take(&mut week));
        }
    }
    if week.iter().any(Option::is_some) {
        weeks.push(week);
    }
    Month { number: first.month(), weeks }
}

fn cell_of(calendar: &Calendar, day: Date, today: Date) -> DayCell {
    let is_weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    let (look, key) = if calendar.working_weekends.contains(&day) {
        ("worked", Some("office-day-worked"))
    } else if calendar.holidays.contains(&day) {
        ("holiday", Some("office-day-holiday"))
    } else if is_weekend {
        ("weekend", None)
    } else {
        ("", None)
    };
    let look = if day == today { format!("{look} today") } else { look.to_owned() };
    DayCell { number: day.day(), look, key }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_month_is_drawn_from_monday_to_sunday() {
        let calendar = Calendar { holidays: [date(2026, 3, 23)].into(), working_weekends: [date(2026, 3, 28)].into() };
        let months = months(&calendar, 2026, date(2026, 3, 2));
        let march = &months[2];
        assert_eq!((months.len(), march.weeks.len()), (12, 6));
        // 1 March 2026 is a Sunday.
        assert!(march.weeks[0][..6].iter().all(Option::is_none));
        let look = |week: usize, column: usize| march.weeks[week][column].as_ref().map(|day| day.look.as_str());
        assert_eq!((look(0, 6), look(1, 0)), (Some("weekend"), Some(" today")));
        assert_eq!((look(4, 0), look(4, 5)), (Some("holiday"), Some("worked")));
    }
}
