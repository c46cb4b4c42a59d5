//! Working days: Monday to Friday, less holidays, plus working weekends (rules, section 10).

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The days that differ from the ordinary week. Data, amended at any time; running terms keep their end.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    /// Days off, weekday or not. Nothing is moved to Monday here: carried-over days are listed themselves.
    pub holidays: BTreeSet<Date>,
    /// Days worked although they are a weekend; stronger than a holiday.
    pub working_weekends: BTreeSet<Date>,
}

impl Calendar {
    /// Whether people work on that day. A day in both lists is a working day.
    #[must_use]
    pub fn is_working_day(&self, day: Date) -> bool {
        self.working_weekends.contains(&day)
            || (!matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && !self.holidays.contains(&day))
    }

    /// The last of `count` working days, counting `first` if it is one (rules, 5: the window of a list). With 0, the
    /// day before `first`. Stops at the end of the calendar, year 9999.
    #[must_use]
    pub fn last_of_working_days(&self, first: Date, count: u32) -> Date {
        let mut left = count;
        let mut day = first;
        if left == 0 {
            return first.yesterday().unwrap_or(Date::MIN);
        }
        loop {
            if self.is_working_day(day) {
                left -= 1;
                if left == 0 {
                    return day;
                }
            }
            match day.tomorrow() {
                Ok(next) => day = next,
                Err(_) => return Date::MAX,
            }
        }
    }

    /// The day `count` working days after `day`, not counting `day` itself (rules, 8: the term of a referral). With 0,
    /// `day` itself.
    #[must_use]
    pub fn working_days_after(&self, day: Date, count: u32) -> Date {
        if count == 0 {
            return day;
        }
        day.tomorrow().map_or(Date::MAX, |next| self.last_of_working_days(next, count))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn may_2026() -> Calendar {
        Calendar {
            holidays: [date(2026, 5, 1), date(2026, 5, 7), date(2026, 5, 9), date(2026, 5, 11)].into(),
            working_weekends: BTreeSet::new(),
        }
    }

    #[test]
    fn opened_on_thursday_three_working_days_end_on_monday() {
        assert_eq!(Calendar::default().last_of_working_days(date(2026, 3, 5), 3), date(2026, 3, 9));
    }

    #[test]
    fn a_window_opened_before_the_long_holiday_of_may_waits_it_out() {
        // Friday 8 May is worked; Saturday, Sunday and Monday the 11th are not.
        assert_eq!(may_2026().last_of_working_days(date(2026, 5, 8), 3), date(2026, 5, 13));
        assert_eq!(may_2026().working_days_after(date(2026, 5, 6), 1), date(2026, 5, 8));
    }

    #[test]
    fn a_day_in_both_lists_is_worked() {
        let both = Calendar { holidays: [date(2026, 3, 7)].into(), working_weekends: [date(2026, 3, 7)].into() };
        assert!(both.is_working_day(date(2026, 3, 7)));
        assert!(!Calendar::default().is_working_day(date(2026, 3, 7)));
    }

    #[test]
    fn no_working_days_at_all_is_the_day_itself() {
        assert_eq!(Calendar::default().working_days_after(date(2026, 3, 7), 0), date(2026, 3, 7));
    }
}
