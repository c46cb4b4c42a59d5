//! Individual identification numbers and telephones that look right and belong to nobody in particular.

use crate::Chance;
use admission::{Iin, Phone, Sex};
use jiff::civil::Date;

/// Codes of mobile networks, after +7.
const NETWORKS: [&str; 11] = ["700", "701", "702", "705", "707", "708", "771", "775", "776", "777", "778"];

/// A valid IIN for a birth date since 2000. About one serial number in a hundred has no check digit even in the second
/// pass (rules, 11): then another is drawn.
pub fn synthetic_iin(born_on: Date, sex: Sex, chance: &mut Chance) -> Iin {
    let century_and_sex = match sex {
        Sex::Male => 5,
        Sex::Female => 6,
    };
    loop {
        let year = born_on.year().rem_euclid(100);
        let (month, day, serial) = (born_on.month(), born_on.day(), chance.below(10_000));
        let first = format!("{year:02}{month:02}{day:02}{century_and_sex}{serial:04}");
        if let Some(iin) = completed(&first) {
            return iin;
        }
    }
}

fn completed(first_eleven: &str) -> Option<Iin> {
    let digits: Vec<u8> = first_eleven.bytes().map(|byte| byte - b'0').collect();
    let check = Iin::check_digit(digits.as_slice().try_into().ok()?)?;
    format!("{first_eleven}{check}").parse().ok()
}

/// A mobile telephone.
pub fn synthetic_phone(chance: &mut Chance) -> Phone {
    let network = *chance.pick(&NETWORKS);
    let subscriber = chance.below(10_000_000);
    format!("+7{network}{subscriber:07}").parse().expect("a plus, a 7 and ten digits are a telephone")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_invented_number_reads_back_with_its_birth_date_and_sex(
            day in 0i64..12_000, girl: bool, seed: u64,
        ) {
            let born_on = jiff::civil::date(2000, 1, 1).saturating_add(jiff::Span::new().days(day));
            let sex = if girl { Sex::Female } else { Sex::Male };
            let iin = synthetic_iin(born_on, sex, &mut Chance::seeded(seed));
            let read: Iin = iin.digits().parse().unwrap();
            prop_assert_eq!((read.born_on(), read.sex()), (born_on, sex));
        }
    }

    #[test]
    fn numbers_whose_digit_comes_from_the_second_pass_are_made_too() {
        assert_eq!(completed("19031550030").map(Iin::digits), Some("190315500309".to_owned()));
        assert_eq!(completed("19031550031").map(Iin::digits), Some("190315500310".to_owned()));
    }

    #[test]
    fn a_telephone_is_one_of_a_mobile_network() {
        let mut chance = Chance::seeded(3);
        for _ in 0..100 {
            let phone = synthetic_phone(&mut chance);
            assert!(phone.as_str().starts_with("+770") || phone.as_str().starts_with("+777"));
        }
    }
}
