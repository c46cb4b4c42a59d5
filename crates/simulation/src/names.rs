//! Names made up from lists: Kazakh and Russian, for children and their parents.

mod kazakh;
mod russian;

use crate::Chance;
use admission::Sex;

/// Endings of surnames that take an -а for a woman.
const DECLINED: [&str; 5] = ["ов", "ев", "ёв", "ин", "ын"];

/// The tradition that a family's names follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Ахметова Айзере Серікқызы.
    Kazakh,
    /// Соколова Полина Сергеевна.
    Russian,
}

/// The language a family reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Қазақша.
    Kazakh,
    /// По-русски.
    Russian,
}

impl Language {
    /// `kk` or `ru`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Kazakh => "kk",
            Self::Russian => "ru",
        }
    }
}

/// A person's name. Personal, though invented.
#[derive(Clone, PartialEq, Eq)]
pub struct FullName {
    /// Surname.
    pub surname: String,
    /// Given name.
    pub name: String,
    /// Patronymic, if the person has one.
    pub patronymic: Option<String>,
}

impl FullName {
    /// Surname, name and patronymic, one after the other.
    #[must_use]
    pub fn in_one_line(&self) -> String {
        let patronymic = self.patronymic.as_deref().map(|patronymic| format!(" {patronymic}")).unwrap_or_default();
        format!("{} {}{patronymic}", self.surname, self.name)
    }
}

/// What the names of one family have in common.
pub(crate) struct House {
    origin: Origin,
    surname: &'static str,
    father: usize,
}

impl House {
    /// Three families in four are Kazakh.
    pub(crate) fn invented(chance: &mut Chance) -> Self {
        let origin = if chance.happens(750) { Origin::Kazakh } else { Origin::Russian };
        let (surnames, fathers) = match origin {
            Origin::Kazakh => (kazakh::SURNAMES, kazakh::FATHERS.len()),
            Origin::Russian => (russian::SURNAMES, russian::FATHERS.len()),
        };
        let surname = *chance.pick(surnames);
        Self { origin, surname, father: chance.below(fathers as u64) as usize }
    }

    pub(crate) fn origin(&self) -> Origin {
        self.origin
    }

    pub(crate) fn child(&self, sex: Sex, chance: &mut Chance) -> FullName {
        let names = match (self.origin, sex) {
            (Origin::Kazakh, Sex::Male) => kazakh::BOYS,
            (Origin::Kazakh, Sex::Female) => kazakh::GIRLS,
            (Origin::Russian, Sex::Male) => russian::BOYS,
            (Origin::Russian, Sex::Female) => russian::GIRLS,
        };
        let name = (*chance.pick(names)).to_owned();
        // In Kazakh families the patronymic is often left out of the birth certificate.
        let left_out = self.origin == Origin::Kazakh && chance.happens(150);
        let patronymic = (!left_out).then(|| patronymic(self.origin, self.father, sex));
        FullName { surname: surname_of(self.surname, sex), name, patronymic }
    }

    /// The parent who applies: seven times in ten the mother.
    pub(crate) fn parent(&self, chance: &mut Chance) -> FullName {
        let sex = if chance.happens(700) { Sex::Female } else { Sex::Male };
        let (mothers, father, grandfathers) = match self.origin {
            Origin::Kazakh => (kazakh::MOTHERS, kazakh::FATHERS[self.father], kazakh::FATHERS.len()),
            Origin::Russian => (russian::MOTHERS, russian::FATHERS[self.father].0, russian::FATHERS.len()),
        };
        let name = match sex {
            Sex::Female => *chance.pick(mothers),
            Sex::Male => father,
        };
        let grandfather = chance.below(grandfathers as u64) as usize;
        let patronymic = Some(patronymic(self.origin, grandfather, sex));
        FullName { surname: surname_of(self.surname, sex), name: name.to_owned(), patronymic }
    }
}

fn surname_of(surname: &str, sex: Sex) -> String {
    let declined = DECLINED.iter().any(|ending| surname.ends_with(ending));
    if sex == Sex::Female && declined { format!("{surname}а") } else { surname.to_owned() }
}

fn patronymic(origin: Origin, father: usize, sex: Sex) -> String {
    match (origin, sex) {
        (Origin::Kazakh, Sex::Male) => format!("{}ұлы", kazakh::FATHERS[father]),
        (Origin::Kazakh, Sex::Female) => format!("{}қызы", kazakh::FATHERS[father]),
        (Origin::Russian, Sex::Male) => russian::FATHERS[father].1.to_owned(),
        (Origin::Russian, Sex::Female) => russian::FATHERS[father].2.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn surnames_follow_the_sex_where_they_do() {
        assert_eq!(surname_of("Ахметов", Sex::Female), "Ахметова");
        assert_eq!(surname_of("Киселёв", Sex::Female), "Киселёва");
        assert_eq!(surname_of("Ғабдуллин", Sex::Female), "Ғабдуллина");
        assert_eq!(surname_of("Әлімхан", Sex::Female), "Әлімхан");
        assert_eq!(surname_of("Шевченко", Sex::Female), "Шевченко");
        assert_eq!(surname_of("Ахметов", Sex::Male), "Ахметов");
    }

    #[test]
    fn patronymics_are_made_in_both_ways() {
        let serik = kazakh::FATHERS.iter().position(|&name| name == "Серік").unwrap();
        assert_eq!(patronymic(Origin::Kazakh, serik, Sex::Male), "Серікұлы");
        assert_eq!(patronymic(Origin::Kazakh, serik, Sex::Female), "Серікқызы");
        let sergei = russian::FATHERS.iter().position(|row| row.0 == "Сергей").unwrap();
        assert_eq!(patronymic(Origin::Russian, sergei, Sex::Female), "Сергеевна");
    }

    #[test]
    fn the_lists_are_long_and_name_nobody_twice() {
        let lists = [
            (kazakh::SURNAMES, 60),
            (kazakh::BOYS, 80),
            (kazakh::GIRLS, 80),
            (russian::SURNAMES, 40),
            (russian::BOYS, 30),
            (russian::GIRLS, 30),
        ];
        for (list, least) in lists {
            assert!(list.len() >= least, "{} of {least}, from {}", list.len(), list[0]);
            assert_eq!(list.iter().collect::<BTreeSet<_>>().len(), list.len(), "twice in the list from {}", list[0]);
        }
    }

    #[test]
    fn every_letter_that_kazakh_adds_to_the_alphabet_occurs() {
        let all = [kazakh::SURNAMES, kazakh::BOYS, kazakh::GIRLS].concat().concat().to_lowercase();
        for letter in "әғқңөұүһі".chars() {
            assert!(all.contains(letter), "{letter}");
        }
    }

    #[test]
    fn three_families_in_four_are_kazakh() {
        let mut chance = Chance::seeded(5);
        let kazakh = (0..4000).filter(|_| House::invented(&mut chance).origin() == Origin::Kazakh).count();
        assert!((2900..=3100).contains(&kazakh), "{kazakh}");
    }
}
