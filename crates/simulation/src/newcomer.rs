//! Families that apply now: whose children they are, and which grounds they claim.

use crate::{Chance, Family, Population, birth_years};
use admission::Kind;
use jiff::ToSpan;
use jiff::civil::{Date, date};

/// Of 1000 new applications, how many are for children of each of the six years, the oldest first: most for children of
/// this year and the last, the others for families that have moved here.
const APPLYING_BY_BIRTH_YEAR: [u64; 6] = [40, 60, 90, 150, 260, 400];

/// An application about to be handed in.
#[derive(Clone)]
pub struct Newcomer {
    /// Whose.
    pub family: Family,
    /// General or correctional.
    pub kind: Kind,
    /// Codes of the claimed grounds.
    pub grounds: Vec<&'static str>,
}

impl Population {
    /// A family that applies on that day.
    pub fn newcomer(&mut self, today: Date) -> Newcomer {
        let born_on = birth_date(today, &APPLYING_BY_BIRTH_YEAR, self.chance());
        let family = self.family(born_on);
        let kind = if self.chance().happens(40) { Kind::Correctional } else { Kind::General };
        Newcomer { family, kind, grounds: claimed_grounds(self.chance()) }
    }
}

pub(crate) fn birth_date(today: Date, shares: &[u64; 6], chance: &mut Chance) -> Date {
    let year = birth_years(today)[chance.weighted(shares)] as i16;
    let first = date(year, 1, 1);
    // A family applies ten days after the birth at the earliest.
    let last = date(year, 12, 31).min(today.saturating_sub(10.days()));
    let days = first.until(last).map_or(0, |span| i64::from(span.get_days()));
    first.saturating_add(chance.between(0, days.max(0)).days())
}

/// Out of turn 2 in a hundred, first priority 12; now and then two grounds at once.
pub(crate) fn claimed_grounds(chance: &mut Chance) -> Vec<&'static str> {
    const OUT_OF_TURN: [&str; 2] = ["military", "special_state_body"];
    const FIRST_PRIORITY: [&str; 5] =
        ["large_family", "parent_disability", "no_parental_care", "orphan", "special_needs"];
    let first = match chance.below(100) {
        0..2 => OUT_OF_TURN[chance.weighted(&[7, 3])],
        2..14 => FIRST_PRIORITY[chance.weighted(&[60, 13, 8, 4, 15])],
        _ => return Vec::new(),
    };
    let second = first != "large_family" && chance.happens(120);
    if second { vec![first, "large_family"] } else { vec![first] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn children_of_newcomers_are_of_the_years_that_stand_in_a_queue() {
        let mut population = Population::seeded(2);
        for today in [date(2026, 1, 3), date(2026, 8, 31), date(2026, 9, 1)] {
            for _ in 0..300 {
                let born_on = population.newcomer(today).family.born_on;
                assert!(birth_years(today).contains(&i64::from(born_on.year())) && born_on < today);
            }
        }
    }
}
