//! The groups of the model city: which ages, languages and hours they have.

use super::{GroupSample, Hours, Spelling};
use crate::Language;
use admission::Kind;

/// Children of a general group.
const CAPACITY: u32 = 25;
/// Children of a correctional group.
const CAPACITY_CORRECTIONAL: u32 = 12;

const NAMES: [[&str; 3]; 16] = [
    ["Ботақан", "Ботакан", "Botaqan"],
    ["Қошақан", "Кошакан", "Qoshaqan"],
    ["Жұлдызша", "Звёздочка", "Little Star"],
    ["Гүлдер", "Цветочки", "Flowers"],
    ["Көбелек", "Бабочка", "Butterfly"],
    ["Тиін", "Белочка", "Squirrel"],
    ["Құлыншақ", "Жеребёнок", "Foal"],
    ["Бүлдірген", "Земляничка", "Strawberry"],
    ["Кемпірқосақ", "Радуга", "Rainbow"],
    ["Бұлақ", "Родничок", "Spring"],
    ["Аққу", "Лебедь", "Swan"],
    ["Қызғалдақ", "Тюльпан", "Tulip"],
    ["Ай", "Луна", "Moon"],
    ["Кірпі", "Ёжик", "Hedgehog"],
    ["Бал ара", "Пчёлка", "Honey Bee"],
    ["Күміс қоңырау", "Серебряный колокольчик", "Silver Bell"],
];

/// For each kindergarten its groups, each written as the ages of its children, counted from the oldest birth year (0) to
/// the youngest (5), and how it differs: `r` Russian, `c` correctional, `h` half a day, `n` nights too.
const GROUPS: [&str; 14] = [
    "0 1 2 3r 4",
    "0 1r 2 3 4r",
    "1 2 3 23r",
    "0 1 2r 34",
    "0 01c 23c 45r 3",
    "1 2 3 4",
    "0r 1 2 3 45",
    "1r 2 3n 4",
    "0r 1r 2r 34r",
    "0 2 3 45h",
    "12rc 34c 1 2",
    "0 1 2h 3r",
    "01c 45rc 2 3",
    "1r 2r 3r 4h",
];

pub(super) fn all(years: [i64; 6]) -> Vec<GroupSample> {
    let mut groups = Vec::new();
    for (kindergarten, row) in GROUPS.iter().enumerate() {
        for (place, mark) in row.split(' ').enumerate() {
            // Five steps on from one kindergarten to the next, so that neighbours do not all begin with one name.
            let [kk, ru, en] = NAMES[(kindergarten * 5 + place) % NAMES.len()];
            let names = Spelling::new(kk, ru, en);
            groups.push(group(kindergarten, names, mark, years));
        }
    }
    groups
}

fn group(kindergarten: usize, names: Spelling, mark: &str, years: [i64; 6]) -> GroupSample {
    let ages = mark.chars().filter_map(|letter| letter.to_digit(10));
    let kind = if mark.contains('c') { Kind::Correctional } else { Kind::General };
    let hours = match mark {
        mark if mark.contains('h') => Hours::HalfDay,
        mark if mark.contains('n') => Hours::RoundTheClock,
        _ => Hours::FullDay,
    };
    GroupSample {
        kindergarten,
        names,
        language: if mark.contains('r') { Language::Russian } else { Language::Kazakh },
        kind,
        birth_years: ages.map(|age| years[age as usize]).collect(),
        hours,
        capacity: if kind == Kind::Correctional { CAPACITY_CORRECTIONAL } else { CAPACITY },
    }
}
