//! Invented families: a child with an IIN of its own, the parent who applies, how to reach them.

use crate::names::House;
use crate::{Chance, FullName, Language, Origin, synthetic_iin, synthetic_phone};
use admission::{Iin, Phone, Sex};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// A child and the parent who applies for it.
#[derive(Clone)]
pub struct Family {
    /// The child.
    pub child: FullName,
    /// The child's sex, as its IIN says it.
    pub sex: Sex,
    /// The child's birth date.
    pub born_on: Date,
    /// The child's number, unlike any other of the same [`Population`].
    pub iin: Iin,
    /// The parent, surname first.
    pub guardian: String,
    /// The parent's telephone.
    pub phone: Phone,
    /// The parent's e-mail; one family in three gives it. The domain is reserved for examples and reaches nobody.
    pub email: Option<String>,
    /// The language in which the family is written to.
    pub language: Language,
}

/// Families, one after the other, no child twice.
#[derive(Clone)]
pub struct Population {
    chance: Chance,
    numbers: BTreeSet<String>,
}

impl Population {
    /// The families of that seed.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self { chance: Chance::seeded(seed), numbers: BTreeSet::new() }
    }

    /// The same row of draws, for whatever else belongs to these families.
    pub fn chance(&mut self) -> &mut Chance {
        &mut self.chance
    }

    /// The next family, with a child born on that day.
    pub fn family(&mut self, born_on: Date) -> Family {
        let chance = &mut self.chance;
        let house = House::invented(chance);
        let sex = if chance.happens(515) { Sex::Male } else { Sex::Female };
        let child = house.child(sex, chance);
        let iin = loop {
            let iin = synthetic_iin(born_on, sex, chance);
            if self.numbers.insert(iin.digits()) {
                break iin;
            }
        };
        let guardian = house.parent(chance).in_one_line();
        let phone = synthetic_phone(chance);
        let email = chance.happens(350).then(|| format!("family.{}@example.org", chance.below(900_000) + 100_000));
        let language = match house.origin() {
            Origin::Kazakh if chance.happens(850) => Language::Kazakh,
            _ => Language::Russian,
        };
        Family { child, sex, born_on, iin, guardian, phone, email, language }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn no_child_of_a_population_has_the_number_of_another() {
        let mut population = Population::seeded(1);
        let numbers: BTreeSet<String> = (0..3000).map(|_| population.family(date(2022, 5, 1)).iin.digits()).collect();
        assert_eq!(numbers.len(), 3000);
    }

    #[test]
    fn a_family_is_the_same_for_the_same_seed() {
        let invent = |seed| {
            let family = Population::seeded(seed).family(date(2021, 3, 10));
            (family.child.in_one_line(), family.iin.digits(), family.guardian, family.phone.as_str().to_owned())
        };
        assert_eq!(invent(11), invent(11));
        assert_ne!(invent(11), invent(12));
    }
}
