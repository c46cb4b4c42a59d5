//! Which groups a family wants to see: language, hours, part of the town. The wish stands in the address and says nothing
//! of whose it is.

use crate::answers::Asked;
use crate::maps::encoded;
use crate::offer::hours_code;
use crate::visit::Visit;
use admission::GroupId;
use std::collections::BTreeSet;
use store::{GroupCard, Hours, Kindergarten, Language, Registry};

const HOURS: [Hours; 3] = [Hours::FullDay, Hours::HalfDay, Hours::RoundTheClock];

/// A wish; what is not asked for may be anything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Filter {
    language: Option<Language>,
    hours: Option<Hours>,
    /// Its Kazakh name, which stays when the page is read in another language.
    district: Option<String>,
}

/// One thing that can be wished.
pub(super) struct Wish {
    pub(super) value: String,
    pub(super) words: String,
    pub(super) is_chosen: bool,
}

/// A question of the filter with its answers.
pub(super) struct Question {
    pub(super) name: &'static str,
    pub(super) wishes: Vec<Wish>,
}

impl Question {
    pub(super) fn label(&self) -> String {
        format!("filter-{}", self.name)
    }
}

impl Filter {
    pub(super) fn of(asked: &Asked) -> Self {
        let hours = asked.0.of("hours");
        let district = asked.0.of("district");
        Self {
            language: Language::from_code(asked.0.of("language")),
            hours: HOURS.into_iter().find(|known| hours_code(*known) == hours),
            district: (!district.is_empty()).then(|| district.to_owned()),
        }
    }

    /// Whether anything is asked for.
    pub(super) fn is_set(&self) -> bool {
        *self != Self::default()
    }

    /// Whether a group is as it is wished.
    pub(super) fn lets(&self, card: &GroupCard, kindergarten: &Kindergarten) -> bool {
        self.language.is_none_or(|language| card.language == language)
            && self.hours.is_none_or(|hours| card.hours == hours)
            && self.district.as_ref().is_none_or(|district| kindergarten.district.kk == *district)
    }

    /// The same by number; a group that the registry does not know is as nobody wishes.
    pub(super) fn lets_group(&self, registry: &Registry, group: GroupId) -> bool {
        let card = registry.groups.get(&group);
        let kindergarten = card.and_then(|card| registry.kindergartens.get(&card.kindergarten));
        card.zip(kindergarten).is_some_and(|(card, kindergarten)| self.lets(card, kindergarten))
    }

    /// As fields of a form or a query, names and values.
    pub(super) fn fields(&self) -> Vec<(&'static str, String)> {
        let fields = [
            ("language", self.language.map(|language| language.code().to_owned())),
            ("hours", self.hours.map(|hours| hours_code(hours).to_owned())),
            ("district", self.district.clone()),
        ];
        fields.into_iter().filter_map(|(name, value)| value.map(|value| (name, value))).collect()
    }

    /// `?language=kk&hours=full_day` with more of the same; empty where nothing is asked for.
    pub(super) fn query(&self, more: &[(&'static str, String)]) -> String {
        let fields = self.fields();
        let pairs: Vec<String> =
            fields.iter().chain(more).map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
    }

    /// The questions that these groups leave open: one with a single answer is none.
    pub(super) fn questions(
        &self,
        visit: &Visit,
        registry: &Registry,
        groups: impl IntoIterator<Item = GroupId>,
    ) -> Vec<Question> {
        let (mut languages, mut hours, mut districts) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for card in groups.into_iter().filter_map(|group| registry.groups.get(&group)) {
            languages.insert(card.language);
            hours.insert(card.hours);
            let kindergarten = registry.kindergartens.get(&card.kindergarten);
            if let Some(district) = kindergarten.map(|it| &it.district).filter(|district| !district.kk.is_empty()) {
                districts.insert((visit.lang.of(district).to_owned(), district.kk.clone()));
            }
        }
        let languages = languages.into_iter().map(Language::code);
        let hours = hours.into_iter().map(hours_code);
        let questions = [
            self.question("language", languages.map(|code| (visit.t.text(format!("tuition-{code}")), code.to_owned()))),
            self.question("hours", hours.map(|code| (visit.t.text(format!("hours-{code}")), code.to_owned()))),
            self.question("district", districts.into_iter()),
        ];
        questions.into_iter().filter(|question| question.wishes.len() > 1).collect()
    }

    fn question(&self, name: &'static str, wishes: impl Iterator<Item = (String, String)>) -> Question {
        let chosen = self.fields().into_iter().find(|(of, _)| *of == name).map(|(_, value)| value);
        let wish = |(words, value): (String, String)| {
            let is_chosen = chosen.as_deref() == Some(&value);
            Wish { value, words, is_chosen }
        };
        Question { name, wishes: wishes.map(wish).collect() }
    }
}
