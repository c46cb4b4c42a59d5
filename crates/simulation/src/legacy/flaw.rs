//! What is wrong with rows of older queues: every flaw that the import has to find.

use super::{LegacyRow, birth_years, row};
use crate::{Chance, Population};
use admission::Kind;
use jiff::ToSpan;
use jiff::civil::{Date, date};

macro_rules! flaws {
    ($($(#[$doc:meta])* $variant:ident),+ $(,)?) => {
        /// One flaw of a row.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Flaw {
            $($(#[$doc])* $variant,)+
        }

        impl Flaw {
            /// Every flaw there is.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
        }
    };
}

flaws! {
    /// The child of an earlier row of the same kind.
    ChildTwice,
    /// The number of an earlier row.
    NumberTwice,
    /// The last digit of the IIN is another.
    IinCheckDigit,
    /// The IIN lacks a digit.
    IinLength,
    /// The IIN states another birth date than the row.
    IinAgainstBirthDate,
    /// A birth date such as 30 February.
    ImpossibleDate,
    /// Born too early for any queue.
    TooOld,
    /// A ground that no territory knows.
    UnknownGround,
    /// A kind that is neither general nor correctional.
    UnknownKind,
    /// No surname or no name.
    NameMissing,
    /// A telephone that is none.
    PhoneNonsense,
    /// Applied years from now.
    AppliedInFuture,
}

impl Flaw {
    /// Puts the flaw into a good row; `other` is an earlier good row of the same file.
    pub(super) fn put_into(self, row: &mut LegacyRow, other: &LegacyRow, today: Date, population: &mut Population) {
        row.flaw = Some(self);
        let chance = population.chance();
        match self {
            Self::ChildTwice => be_child_of(row, other),
            Self::NumberTwice => row.number.clone_from(&other.number),
            Self::IinCheckDigit => change_check_digit(&mut row.iin),
            Self::IinLength => {
                row.iin.pop();
            }
            Self::IinAgainstBirthDate => row.birth_date = another_birth_date(&row.iin),
            Self::ImpossibleDate => row.birth_date = impossible_date(&row.iin, chance),
            Self::TooOld => be_too_old(row, today, population),
            Self::UnknownGround => {
                row.grounds =
                    (*chance.pick(&["veteran:confirmed", "көпбалалы:confirmed", "льгота:claimed"])).to_owned();
            }
            Self::UnknownKind => row.kind = (*chance.pick(&["санаторная", "special", "2"])).to_owned(),
            Self::NameMissing if chance.happens(500) => row.surname.clear(),
            Self::NameMissing => row.name = " ".to_owned(),
            Self::PhoneNonsense => {
                row.phone =
                    (*chance.pick(&["жоқ", "нет", "12345", "8 701 23-45", "+996 555 123 45 67", "-"])).to_owned();
            }
            Self::AppliedInFuture => {
                let day = today.saturating_add(chance.between(300, 900).days());
                row.applied_at = format!("{day} 10:15:00");
            }
        }
    }
}

fn be_child_of(row: &mut LegacyRow, other: &LegacyRow) {
    row.iin.clone_from(&other.iin);
    row.surname.clone_from(&other.surname);
    row.name.clone_from(&other.name);
    row.patronymic.clone_from(&other.patronymic);
    row.birth_date.clone_from(&other.birth_date);
    row.kind.clone_from(&other.kind);
    row.grounds.clone_from(&other.grounds);
}

fn change_check_digit(iin: &mut String) {
    let last = iin.pop().and_then(|digit| digit.to_digit(10)).unwrap_or_default();
    iin.push_str(&((last + 1) % 10).to_string());
}

fn another_birth_date(iin: &str) -> String {
    let day: i8 = iin[4..6].parse().unwrap_or(1);
    let other = if day > 14 { day - 9 } else { day + 9 };
    format!("20{}-{}-{other:02}", &iin[..2], &iin[2..4])
}

fn impossible_date(iin: &str, chance: &mut Chance) -> String {
    match chance.below(3) {
        0 => format!("20{}-02-30", &iin[..2]),
        1 => format!("31.06.20{}", &iin[..2]),
        _ => format!("20{}-13-{}", &iin[..2], &iin[4..6]),
    }
}

fn be_too_old(old: &mut LegacyRow, today: Date, population: &mut Population) {
    let year = birth_years(today)[0] as i16 - 1 - population.chance().below(3) as i16;
    let born_on = date(year, 1, 1).saturating_add(population.chance().between(0, 364).days());
    let applied_at = date(year + 1, 6, 1).at(11, 5, 9, 0);
    let mut new = row(born_on, applied_at, Kind::General, population);
    new.number = std::mem::take(&mut old.number);
    new.flaw = old.flaw;
    *old = new;
}
