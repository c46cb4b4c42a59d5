//! The calendar of Kazakhstan that a new territory starts with, with the name and the source of each day; officials amend it
//! there.

use admission::Calendar;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;
use store::{DayKind, DayNote, Fault, LegalSource, Names, Registry, Store};

/// What is carried over to a working day is by the Labour Code.
const CARRIED_OVER: &str = "labour";

/// Between two looks at whether the next months are confirmed.
const LOOK: Duration = Duration::from_secs(12 * 60 * 60);

#[derive(Deserialize)]
struct File {
    confirmed_from: Date,
    confirmed_until: Date,
    names: BTreeMap<String, Named>,
    sources: BTreeMap<String, LegalSource>,
    days_off: Vec<Day>,
    working_weekends: Vec<Day>,
}

/// A name in three languages, and the law behind it where it is always the same.
#[derive(Deserialize)]
struct Named {
    kk: String,
    ru: String,
    en: String,
    source: Option<String>,
}

#[derive(Deserialize)]
struct Day {
    day: Date,
    name: String,
    source: Option<String>,
    #[serde(default)]
    carried_over: bool,
}

fn file() -> File {
    serde_json::from_str(include_str!("calendar-kz.json")).expect("the shipped calendar is checked by a test")
}

/// Days off and working weekends as published, for the years that are known.
pub(crate) fn of_kazakhstan() -> Calendar {
    let file = file();
    Calendar { holidays: days(&file.days_off), working_weekends: days(&file.working_weekends) }
}

fn days(listed: &[Day]) -> BTreeSet<Date> {
    listed.iter().map(|listed| listed.day).collect()
}

impl File {
    /// `None` where the file names what it does not explain; a test knows of none.
    fn note(&self, day: &Day, kind: DayKind) -> Option<DayNote> {
        let Named { kk, ru, en, source } = self.names.get(&day.name)?;
        let names = if day.carried_over {
            Names {
                kk: format!("{kk}: ауыстырылған демалыс"),
                ru: format!("{ru}: перенесённый выходной"),
                en: format!("{en}: day off carried over"),
            }
        } else {
            Names { kk: kk.clone(), ru: ru.clone(), en: en.clone() }
        };
        let source = if day.carried_over { Some(CARRIED_OVER) } else { day.source.as_deref().or(source.as_deref()) };
        let source = self.sources.get(source?)?.clone();
        Some(DayNote { day: day.day, kind, names, source, by: None })
    }

    /// All that the file says of days.
    fn notes(&self) -> impl Iterator<Item = Option<DayNote>> {
        let off = self.days_off.iter().map(|day| self.note(day, DayKind::Holiday));
        off.chain(self.working_weekends.iter().map(|day| self.note(day, DayKind::Worked)))
    }

    /// Whether a calendar is the published one in the years that are certain.
    fn is_followed_by(&self, calendar: &Calendar) -> bool {
        let certain = |days: &BTreeSet<Date>| -> Vec<Date> {
            days.range(self.confirmed_from..=self.confirmed_until).copied().collect()
        };
        certain(&calendar.holidays) == certain(&days(&self.days_off))
            && certain(&calendar.working_weekends) == certain(&days(&self.working_weekends))
    }
}

/// Says of the days of every town what they are called and why, where nobody has said so yet: a town of an earlier release
/// has only the days.
///
/// # Errors
/// A fault of the database.
pub(crate) async fn note(store: &Store) -> Result<(), Fault> {
    let file = file();
    for town in store.territories() {
        let (registry, calendar) = (town.registry(), town.state().calendar().clone());
        let is_listed = |note: &DayNote| match note.kind {
            DayKind::Holiday => calendar.holidays.contains(&note.day),
            DayKind::Worked => calendar.working_weekends.contains(&note.day),
            DayKind::Ordinary => false,
        };
        let missing = file.notes().flatten().filter(|note| is_listed(note) && !registry.days.contains_key(&note.day));
        let missing: Vec<_> = missing.collect();
        if !missing.is_empty() {
            town.note_days(missing).await?;
        }
        if registry.confirmed.is_empty() && file.is_followed_by(&calendar) {
            town.confirm_calendar(file.confirmed_from, file.confirmed_until, None).await?;
        }
    }
    Ok(())
}

/// Tells the operators twice a day of every town whose next months no official has confirmed.
pub(crate) async fn watch(store: Store) {
    loop {
        for town in store.territories() {
            let today = town.state().zone().day(store.clock().now());
            if !is_confirmed_ahead(&town.registry(), today) {
                let until = town.registry().confirmed_until(today).map(|day| day.to_string()).unwrap_or_default();
                tracing::warn!(town = %town.kato(), until, "the calendar of the next 90 days is not confirmed");
            }
        }
        tokio::time::sleep(LOOK).await;
    }
}

fn is_confirmed_ahead(registry: &Registry, today: Date) -> bool {
    registry
        .confirmed_until(today)
        .is_some_and(|until| until >= today.saturating_add(i64::from(web::CONFIRMED_AHEAD_DAYS).days()))
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

    #[test]
    fn every_day_has_a_name_in_three_languages_and_a_source() {
        let file = file();
        let notes: Vec<DayNote> = file.notes().map(Option::unwrap).collect();
        assert!(
            notes.iter().all(|note| ![&note.names.kk, &note.names.ru, &note.names.en].iter().any(|it| it.is_empty()))
        );
        let of = |day| notes.iter().find(|note| note.day == day).unwrap();
        assert_eq!(of(date(2026, 12, 16)).source.number, "267");
        assert_eq!(of(date(2026, 5, 11)).names.en, "Victory Day: day off carried over");
        assert_eq!((of(date(2025, 1, 5)).kind, of(date(2025, 1, 5)).source.number.as_str()), (DayKind::Worked, "436"));
        let sources: BTreeSet<&str> = notes.iter().map(|note| note.source.address.as_str()).collect();
        assert!(sources.iter().all(|address| address.is_empty() || address.starts_with("https://adilet.zan.kz/")));
    }
}
