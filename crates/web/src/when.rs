//! Days and times as people write them in each language.

use crate::visit::Visit;
use crate::wording::Wording;
use jiff::Timestamp;
use jiff::civil::{Date, Time};

/// A value, however many references deep a template hands it over.
pub(crate) trait Plain<T> {
    fn plain(&self) -> T;
}

impl<T, U: Plain<T> + ?Sized> Plain<T> for &U {
    fn plain(&self) -> T {
        (**self).plain()
    }
}

impl Plain<Date> for Date {
    fn plain(&self) -> Date {
        *self
    }
}

impl Plain<Time> for Time {
    fn plain(&self) -> Time {
        *self
    }
}

impl Plain<Timestamp> for Timestamp {
    fn plain(&self) -> Timestamp {
        *self
    }
}

/// From so many days on, a span is said in months.
const DAYS_SAID_MAX: u64 = 60;

impl Wording {
    /// `2026 жылғы 5 наурыз`, `5 марта 2026 года`, `5 March 2026`.
    pub(crate) fn date(self, day: impl Plain<Date>) -> String {
        let day = day.plain();
        self.with("date").set("day", day.day()).set("month", self.month(day)).set("year", day.year()).to_string()
    }

    /// `2026 жылғы наурыз`, `Март 2026 года`, `March 2026`.
    pub(crate) fn month_of_year(self, month: impl Plain<Date>) -> String {
        let month = month.plain();
        let name = self.text(format!("month-alone-{}", month.month()));
        self.with("month-of-year").set("month", name).set("year", month.year()).to_string()
    }

    /// `5 наурыз`, `5 марта`, `5 March`.
    pub(crate) fn day_of_month(self, day: impl Plain<Date>) -> String {
        let day = day.plain();
        self.with("day-of-month").set("day", day.day()).set("month", self.month(day)).to_string()
    }

    /// A span of days as people say it: `12 күн`, `7 ай`.
    pub(crate) fn span(self, days: u64) -> String {
        if days < DAYS_SAID_MAX {
            return self.with("span-days").set("count", days).to_string();
        }
        // Twelve months have 365 days and a quarter.
        self.with("span-months").set("count", (days * 48 + 730) / 1461).to_string()
    }

    /// `5 наурыз, бейсенбі`, `5 марта, четверг`, `Thursday, 5 March`.
    pub(crate) fn day(self, day: impl Plain<Date>) -> String {
        let day = day.plain();
        self.with("day")
            .set("day", day.day())
            .set("month", self.month(day))
            .set("weekday", self.weekday(day))
            .to_string()
    }

    /// `07:00`.
    pub(crate) fn time(self, time: impl Plain<Time>) -> String {
        let time = time.plain();
        format!("{:02}:{:02}", time.hour(), time.minute())
    }

    /// `07:00:03`.
    fn time_to_the_second(self, time: Time) -> String {
        format!("{}:{:02}", self.time(time), time.second())
    }

    /// The month in the case that follows a day of the month.
    fn month(self, day: Date) -> String {
        self.text(format!("month-{}", day.month()))
    }

    fn weekday(self, day: Date) -> String {
        self.text(format!("weekday-{}", day.weekday().to_monday_one_offset()))
    }
}

/// Instants in the town's local time.
impl Visit {
    /// The local day now.
    pub(crate) fn today(&self) -> Date {
        self.zone.day(self.now)
    }

    /// `2026 жылғы 5 наурыз, сағат 07:00`: for receipts and records.
    pub(crate) fn moment(&self, at: impl Plain<Timestamp>) -> String {
        let at = at.plain();
        let day = self.zone.day(at);
        self.t.with("moment").set("date", self.t.date(day)).set("time", self.t.time(self.zone.time(at))).to_string()
    }

    /// When the page was made: one that is kept may be a little behind.
    pub(crate) fn updated(&self) -> String {
        self.t.with("updated").set("time", self.t.time_to_the_second(self.zone.time(self.now))).to_string()
    }

    /// `бүгін, сағат 18:00`, `завтра, 07:00`, `Thursday, 5 March, 07:00`: for what comes next.
    pub(crate) fn soon(&self, at: impl Plain<Timestamp>) -> String {
        let at = at.plain();
        self.t
            .with("soon")
            .set("day", self.near_day(self.zone.day(at)))
            .set("time", self.t.time(self.zone.time(at)))
            .to_string()
    }

    /// Up to an instant: `9 наурыз, дүйсенбі, сағат 07:00-ге дейін`, `до 9 марта, понедельник, 07:00`.
    pub(crate) fn until(&self, at: impl Plain<Timestamp>) -> String {
        let at = at.plain();
        let time = self.zone.time(at);
        self.t
            .with("until")
            .set("day", self.near_day(self.zone.day(at)))
            .set("time", self.t.time(time))
            // The hour decides the ending in Kazakh.
            .set("hour", u8::try_from(time.hour()).unwrap_or_default())
            .to_string()
    }

    /// How long it is until then: days and hours, on the last day hours and minutes.
    pub(crate) fn left(&self, at: impl Plain<Timestamp>) -> String {
        let left = at.plain().duration_since(self.now);
        let count = |count: i64| u64::try_from(count).unwrap_or_default();
        if left.as_hours() >= 24 {
            let (days, hours) = (count(left.as_hours() / 24), count(left.as_hours() % 24));
            return self.t.with("left-days").set("days", days).set("hours", hours).to_string();
        }
        let (hours, minutes) = (count(left.as_hours()), count(left.as_mins() % 60));
        self.t.with("left-hours").set("hours", hours).set("minutes", minutes).to_string()
    }

    /// How long it is until a day is over.
    pub(crate) fn left_of_day(&self, day: impl Plain<Date>) -> String {
        let next = day.plain().tomorrow().unwrap_or(Date::MAX);
        self.left(self.zone.instant(next, Time::midnight()))
    }

    /// Today and tomorrow by their names, other days with their weekday, other years with the year.
    pub(crate) fn near_day(&self, day: impl Plain<Date>) -> String {
        let (day, today) = (day.plain(), self.today());
        if day == today {
            return self.t.text("today");
        }
        if today.tomorrow().is_ok_and(|tomorrow| tomorrow == day) {
            return self.t.text("tomorrow");
        }
        if today.yesterday().is_ok_and(|yesterday| yesterday == day) {
            return self.t.text("yesterday");
        }
        if day.year() == today.year() { self.t.day(day) } else { self.t.date(day) }
    }
}

#[cfg(test)]
mod tests {
    use crate::visit::Visit;
    use crate::{Lang, Site, town};
    use jiff::ToSpan;

    #[tokio::test]
    async fn the_time_that_is_left_is_said_in_days_and_on_the_last_day_in_hours_and_minutes() {
        let town = town::found().await;
        let site = Site::new(town.store.clone());
        let left = |lang, span| {
            let visit = Visit::of_nobody(&site, town.town.clone(), lang);
            visit.left(visit.now + span)
        };
        assert_eq!(left(Lang::Kk, 74.hours().minutes(5)), "Қалған уақыт: 3 күн 2 сағат");
        assert_eq!(left(Lang::Ru, 25.hours()), "Осталось: 1 день 1 ч");
        assert_eq!(left(Lang::En, 24.hours()), "Time left: 1 day 0 h");
        assert_eq!(left(Lang::En, 59.minutes()), "Time left: 0 h 59 min");
        assert_eq!(left(Lang::Ru, 0.minutes()), "Осталось: 0 ч 0 мин");
        let visit = Visit::of_nobody(&site, town.town.clone(), Lang::Kk);
        assert!(visit.left_of_day(visit.today()).starts_with("Қалған уақыт: "), "a day ends with its last minute");
    }
}
