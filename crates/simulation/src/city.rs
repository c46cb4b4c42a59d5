//! The model city of Ulgi: 14 kindergartens and 60 groups that exist nowhere.

mod groups;
mod kindergartens;

use admission::Kind;
use jiff::civil::Date;

/// A name in the three languages of the service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spelling {
    /// Қазақша.
    pub kk: String,
    /// По-русски.
    pub ru: String,
    /// In English.
    pub en: String,
}

impl Spelling {
    fn new(kk: impl Into<String>, ru: impl Into<String>, en: impl Into<String>) -> Self {
        Self { kk: kk.into(), ru: ru.into(), en: en.into() }
    }
}

/// How long a group's day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hours {
    /// About ten and a half hours.
    FullDay,
    /// About four hours.
    HalfDay,
    /// From Monday to Friday, nights included.
    RoundTheClock,
}

/// A kindergarten of the model city.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KindergartenSample {
    /// A short Latin name, unlike the others'; its log-in in the demo.
    pub key: &'static str,
    /// «№ 1 «Балапан» балабақшасы».
    pub names: Spelling,
    /// Street and house.
    pub address: Spelling,
    /// The part of the city.
    pub district: Spelling,
    /// `+7XXXXXXXXXX`.
    pub phone: String,
    /// Latitude and longitude, in millionths of a degree.
    pub point: (i32, i32),
}

/// A group of a kindergarten of the model city.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupSample {
    /// Place of its kindergarten, from 0, in [`City::kindergartens`].
    pub kindergarten: usize,
    /// The group's name.
    pub names: Spelling,
    /// The language in which children are spoken to.
    pub language: crate::Language,
    /// General or correctional.
    pub kind: Kind,
    /// Birth years of its children, ascending.
    pub birth_years: Vec<i64>,
    /// How long its day is.
    pub hours: Hours,
    /// Children it is meant for.
    pub capacity: u32,
}

/// A city to try the service in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct City {
    /// Its code; no settlement has it.
    pub kato: &'static str,
    /// Its name.
    pub names: Spelling,
    /// Its time zone.
    pub zone: &'static str,
    /// The kindergartens.
    pub kindergartens: Vec<KindergartenSample>,
    /// The groups.
    pub groups: Vec<GroupSample>,
}

impl City {
    /// The model city with groups for the birth years that stand in a queue on that day.
    #[must_use]
    pub fn ulgi(today: Date) -> Self {
        Self {
            kato: "990000000",
            names: Spelling::new("Үлгі қаласы", "город Улги", "Ulgi (model city)"),
            zone: "Asia/Almaty",
            kindergartens: kindergartens::all(),
            groups: groups::all(birth_years(today)),
        }
    }
}

/// The six birth years that stand in a queue on that day, the oldest first. A queue closes on 1 September of the year in
/// which its children turn six (rules, 2).
#[must_use]
pub fn birth_years(today: Date) -> [i64; 6] {
    let oldest = i64::from(today.year()) - if today.month() >= 9 { 5 } else { 6 };
    std::array::from_fn(|later| oldest + later as i64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use std::collections::{BTreeMap, BTreeSet};

    #[test]
    fn the_city_has_fourteen_kindergartens_and_sixty_groups() {
        let city = City::ulgi(date(2026, 11, 20));
        assert_eq!((city.kindergartens.len(), city.groups.len()), (14, 60));
        let keys: BTreeSet<_> = city.kindergartens.iter().map(|kindergarten| kindergarten.key).collect();
        assert_eq!(keys.len(), 14);
        assert!((0..14).all(|at| city.groups.iter().any(|group| group.kindergarten == at)));
        assert!(city.kindergartens.iter().all(|it| it.phone.parse::<admission::Phone>().is_ok()));
        let points: BTreeSet<_> = city.kindergartens.iter().map(|kindergarten| kindergarten.point).collect();
        assert_eq!(points.len(), 14, "two kindergartens stand at one point");
    }

    #[test]
    fn groups_of_both_languages_and_kinds_serve_every_birth_year() {
        let city = City::ulgi(date(2026, 11, 20));
        let mut served: BTreeMap<(i64, Kind), BTreeSet<&str>> = BTreeMap::new();
        for group in &city.groups {
            assert!(group.birth_years.is_sorted() && !group.birth_years.is_empty());
            for &year in &group.birth_years {
                served.entry((year, group.kind)).or_default().insert(group.language.code());
            }
        }
        for year in birth_years(date(2026, 11, 20)) {
            assert_eq!(served.get(&(year, Kind::General)).map(BTreeSet::len), Some(2), "{year}");
            assert!(served.contains_key(&(year, Kind::Correctional)), "{year}");
        }
        let correctional = city.groups.iter().filter(|group| group.kind == Kind::Correctional);
        assert!(correctional.clone().all(|group| (10..=12).contains(&group.capacity)));
        assert_eq!(correctional.count(), 6);
    }

    #[test]
    fn no_two_groups_of_a_kindergarten_have_one_name() {
        let city = City::ulgi(date(2026, 11, 20));
        let names: BTreeSet<_> = city.groups.iter().map(|group| (group.kindergarten, &group.names.kk)).collect();
        assert_eq!(names.len(), 60);
    }

    #[test]
    fn birth_years_turn_on_the_first_of_september() {
        assert_eq!(birth_years(date(2026, 8, 31)), [2020, 2021, 2022, 2023, 2024, 2025]);
        assert_eq!(birth_years(date(2026, 9, 1)), [2021, 2022, 2023, 2024, 2025, 2026]);
    }
}
