//! Places as people read them: which kindergarten, which group, in which language, for which birth year.

use crate::maps::Maps;
use crate::photos::ShownPhoto;
use crate::visit::Visit;
use admission::{GroupId, Kind};
use store::{GroupCard, Hours, Kindergarten, Registry};

/// A group with its kindergarten, in the words of one language.
#[derive(Debug, Clone, Default)]
pub(crate) struct GroupLine {
    pub(crate) group: u32,
    pub(crate) kindergarten: u32,
    pub(crate) kindergarten_name: String,
    pub(crate) district: String,
    pub(crate) address: String,
    pub(crate) phone: String,
    pub(crate) name: String,
    /// «Қазақ тілінде, толық күн».
    pub(crate) terms: String,
    pub(crate) is_correctional: bool,
    pub(crate) birth_years: String,
    pub(crate) capacity: u32,
    /// Latitude and longitude, where they are known.
    pub(crate) point: Option<(f64, f64)>,
    pub(crate) photo: Option<ShownPhoto>,
}

impl GroupLine {
    /// The line of a group; `None` for a group the registry does not know.
    pub(crate) fn of(visit: &Visit, registry: &Registry, group: GroupId) -> Option<Self> {
        let card = registry.groups.get(&group)?;
        let kindergarten = registry.kindergartens.get(&card.kindergarten)?;
        Some(Self::written(visit, card, kindergarten))
    }

    pub(crate) fn written(visit: &Visit, card: &GroupCard, kindergarten: &Kindergarten) -> Self {
        let (t, lang) = (visit.t, visit.lang);
        let tuition = t.text(format!("tuition-{}", card.language.code()));
        let hours = t.text(format!("hours-{}", hours_code(card.hours)));
        Self {
            group: card.id.0,
            kindergarten: kindergarten.id.0,
            kindergarten_name: lang.of(&kindergarten.names).to_owned(),
            district: lang.of(&kindergarten.district).to_owned(),
            address: lang.of(&kindergarten.address).to_owned(),
            phone: spaced_phone(&kindergarten.phone),
            name: lang.of(&card.names).to_owned(),
            terms: t.with("terms").set("tuition", tuition).set("hours", lower_first(&hours)).to_string(),
            is_correctional: card.kind == Kind::Correctional,
            birth_years: years(&card.birth_years),
            capacity: card.capacity,
            point: degrees(kindergarten),
            photo: ShownPhoto::of(kindergarten),
        }
    }

    /// The kindergarten in the map applications.
    pub(crate) fn maps(&self, town: &str) -> Maps {
        Maps::to(&self.kindergarten_name, town, &self.address, self.point)
    }
}

/// Latitude and longitude of a kindergarten, where the office has said so.
pub(crate) fn degrees(kindergarten: &Kindergarten) -> Option<(f64, f64)> {
    kindergarten.point.map(|point| (point.latitude(), point.longitude()))
}

/// `2021`, `2020–2022`, `2019, 2021`.
fn years(years: &[i64]) -> String {
    match years {
        [first, .., last] if usize::try_from(last - first).is_ok_and(|span| span + 1 == years.len()) => {
            format!("{first}–{last}")
        }
        _ => years.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
    }
}

pub(crate) fn hours_code(hours: Hours) -> &'static str {
    match hours {
        Hours::FullDay => "full_day",
        Hours::HalfDay => "half_day",
        Hours::RoundTheClock => "round_the_clock",
    }
}

/// `+7 701 234 56 78`; other spellings stay as they are.
pub(crate) fn spaced_phone(phone: &str) -> String {
    let digits = phone.strip_prefix("+7").filter(|digits| digits.len() == 10 && digits.is_ascii());
    digits.map_or_else(
        || phone.to_owned(),
        |digits| format!("+7 {} {} {} {}", &digits[..3], &digits[3..6], &digits[6..8], &digits[8..]),
    )
}

/// A name as names are sorted: No. 2 before No. 10.
pub(crate) fn in_order(name: &str) -> String {
    let mut sorted = String::with_capacity(name.len() + 8);
    let mut rest = name;
    while let Some(at) = rest.find(|letter: char| letter.is_ascii_digit()) {
        let (before, from) = rest.split_at(at);
        let end = from.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(from.len());
        let (digits, behind) = from.split_at(end);
        sorted.push_str(before);
        sorted.extend(std::iter::repeat_n('0', NUMBER_DIGITS.saturating_sub(digits.len())));
        sorted.push_str(digits);
        rest = behind;
    }
    sorted.push_str(rest);
    sorted
}

/// Digits to which the number in a name is filled up for sorting.
const NUMBER_DIGITS: usize = 6;

/// In the middle of a sentence.
fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kindergartens_are_sorted_by_their_numbers() {
        let mut names = ["№ 10 «Ертегі»", "№ 2 «Бұлақ»", "Ай", "№ 2 «Айгөлек»", "№ 101"];
        names.sort_by_key(|name| in_order(name));
        assert_eq!(names, ["Ай", "№ 2 «Айгөлек»", "№ 2 «Бұлақ»", "№ 10 «Ертегі»", "№ 101"]);
    }
}
