//! The file that an older queue leaves behind: tens of thousands of rows, most of them right.

mod file;
mod flaw;

pub use file::{COLUMNS, Delimiter, write_rows};
pub use flaw::Flaw;

use crate::newcomer::{birth_date, claimed_grounds};
use crate::{Chance, Population, birth_years};
use admission::Kind;
use jiff::ToSpan;
use jiff::civil::{Date, DateTime};

/// Of 1000 waiting children, how many were born in each of the six years, the oldest first: half of a capital's queue is
/// younger than three, and few are left when school is near.
const WAITING_BY_BIRTH_YEAR: [u64; 6] = [60, 110, 190, 240, 230, 170];

/// Of 1000 rows, how many have a flaw.
const FLAWS_PER_MILLE: u64 = 15;

/// What file to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sample {
    /// Rows, the flawed ones among them.
    pub applications: usize,
    /// Decides everything that is made up.
    pub seed: u64,
    /// The day before which all have applied; it decides which birth years there are.
    pub today: Date,
    /// Whether all rows are right.
    pub clean: bool,
}

/// One row as it stands in the file: text, right or wrong.
#[derive(Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are the columns, which the import describes")]
pub struct LegacyRow {
    pub number: String,
    pub applied_at: String,
    pub iin: String,
    pub surname: String,
    pub name: String,
    pub patronymic: String,
    pub birth_date: String,
    pub kind: String,
    pub guardian: String,
    pub phone: String,
    pub email: String,
    pub grounds: String,
    pub language: String,
    /// What is wrong with the row, if anything is. Not written to the file.
    pub flaw: Option<Flaw>,
}

/// The rows of a sample, by application time. The same sample gives the same rows on every machine.
#[must_use]
pub fn legacy_rows(sample: &Sample) -> Vec<LegacyRow> {
    let mut population = Population::seeded(sample.seed);
    let mut rows: Vec<(DateTime, LegacyRow)> = Vec::with_capacity(sample.applications);
    while rows.len() < sample.applications {
        let born_on = birth_date(sample.today, &WAITING_BY_BIRTH_YEAR, population.chance());
        let applied_at = application_time(born_on, sample.today, population.chance());
        let general = row(born_on, applied_at, Kind::General, &mut population);
        match population.chance().below(1000) {
            // Four in a hundred applications are correctional; the child of one in three of those stands in both queues.
            0..28 => rows.push((applied_at, correctional(general, population.chance()))),
            28..41 => {
                rows.push((applied_at, correctional(general.clone(), population.chance())));
                rows.push((applied_at, general));
            }
            _ => rows.push((applied_at, general)),
        }
    }
    rows.truncate(sample.applications);
    rows.sort_by_key(|(applied_at, _)| *applied_at);
    let mut rows: Vec<LegacyRow> = rows.into_iter().map(|(_, row)| row).collect();
    let mut number = 100_000;
    for row in &mut rows {
        // Numbers of applications that were closed long ago are left out.
        number += 1 + population.chance().below(3);
        row.number = number.to_string();
    }
    if !sample.clean {
        spoil(&mut rows, sample.today, &mut population);
    }
    rows
}

fn spoil(rows: &mut [LegacyRow], today: Date, population: &mut Population) {
    for at in 1..rows.len() {
        if !population.chance().happens(FLAWS_PER_MILLE) {
            continue;
        }
        let flaw = *population.chance().pick(Flaw::ALL);
        let (before, rest) = rows.split_at_mut(at);
        let (Some(other), Some(row)) = (before.iter().rev().find(|row| row.flaw.is_none()), rest.first_mut()) else {
            continue;
        };
        flaw.put_into(row, other, today, population);
    }
}

/// Two families in five apply within two months of the birth, most of the others within a year, the rest at any time.
fn application_time(born_on: Date, today: Date, chance: &mut Chance) -> DateTime {
    let age = born_on.until(today).map_or(1, |span| i64::from(span.get_days()));
    let latest = match chance.below(10) {
        0..4 => 60,
        4..7 => 365,
        _ => age,
    };
    let day = born_on.saturating_add(chance.between(3, latest.clamp(3, (age - 1).max(3))).days());
    let day = day.min(today.saturating_sub(1.day()));
    let hour =
        [9, 10, 11, 12, 14, 15, 16, 17, 20, 21, 22, 7][chance.weighted(&[9, 12, 12, 7, 10, 10, 9, 6, 5, 5, 3, 2])];
    day.at(hour, chance.below(60) as i8, chance.below(60) as i8, 0)
}

fn row(born_on: Date, applied_at: DateTime, kind: Kind, population: &mut Population) -> LegacyRow {
    let family = population.family(born_on);
    let chance = population.chance();
    LegacyRow {
        number: String::new(),
        applied_at: applied_at.strftime("%Y-%m-%d %H:%M:%S").to_string(),
        iin: family.iin.digits(),
        surname: family.child.surname,
        name: family.child.name,
        patronymic: family.child.patronymic.unwrap_or_default(),
        // Rows that went through a spreadsheet have their dates turned round.
        birth_date: if chance.happens(100) { born_on.strftime("%d.%m.%Y") } else { born_on.strftime("%Y-%m-%d") }
            .to_string(),
        kind: kind_code(kind).to_owned(),
        guardian: family.guardian,
        phone: phone_as_typed(family.phone.as_str(), chance),
        email: family.email.unwrap_or_default(),
        grounds: grounds_with_states(chance),
        language: family.language.code().to_owned(),
        flaw: None,
    }
}

fn kind_code(kind: Kind) -> &'static str {
    match kind {
        Kind::General => "general",
        Kind::Correctional => "correctional",
    }
}

/// Three in four correctional applications have their conclusion.
fn correctional(general: LegacyRow, chance: &mut Chance) -> LegacyRow {
    let conclusion = with_state("pmpc", chance);
    let apart = if general.grounds.is_empty() { "" } else { "," };
    LegacyRow {
        kind: kind_code(Kind::Correctional).to_owned(),
        grounds: format!("{}{apart}{conclusion}", general.grounds),
        ..general
    }
}

fn grounds_with_states(chance: &mut Chance) -> String {
    let states: Vec<String> = claimed_grounds(chance).into_iter().map(|code| with_state(code, chance)).collect();
    states.join(",")
}

fn with_state(code: &str, chance: &mut Chance) -> String {
    format!("{code}:{}", if chance.happens(750) { "confirmed" } else { "claimed" })
}

fn phone_as_typed(phone: &str, chance: &mut Chance) -> String {
    let (network, subscriber) = (&phone[2..5], &phone[5..]);
    match chance.below(4) {
        0 => format!("8{network}{subscriber}"),
        1 => format!("8 ({network}) {}-{}-{}", &subscriber[..3], &subscriber[3..5], &subscriber[5..]),
        _ => phone.to_owned(),
    }
}

#[cfg(test)]
mod tests;
