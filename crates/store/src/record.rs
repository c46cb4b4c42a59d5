//! What reports tell of a span of days: the chronicle of the journal with who acted, what kindergartens said, the plans of a
//! year, and what officials decided.

use crate::past_order::reread;
use crate::sql::{Connection, sql, values};
use crate::{Actor, DayWord, Fault, Review, Town, body, column, reviews};
use admission::{Chronicle, GroupTurn, KindergartenId, OutsideAct, Territory};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// The chronicle of some days.
#[derive(Debug, Clone)]
pub struct Record {
    /// Lists, referrals and acts.
    pub chronicle: Chronicle,
    /// Who did each of the acts, by number of the entry.
    pub acted_by: BTreeMap<u64, Actor>,
}

impl Record {
    /// The acts with who did them, oldest first.
    pub fn acts(&self) -> impl Iterator<Item = (&OutsideAct, Option<Actor>)> {
        self.chronicle.acts().iter().map(|act| (act, self.acted_by.get(&act.entry).copied()))
    }
}

/// What a kindergarten said over some days.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Said {
    /// On how many of the days it said anything.
    pub days: u64,
    /// The last word it ever said, with its day.
    pub last: Option<(Date, DayWord)>,
}

impl Town {
    /// Lists, referrals and acts outside the order between two local days, each as it is known now. The whole journal is read:
    /// call it rarely, and one at a time.
    ///
    /// # Errors
    /// A fault of the database, or a journal that is broken.
    pub async fn record(&self, first: Date, last: Date) -> Result<Record, Fault> {
        let (territory, kato) = (self.id(), self.kato().clone());
        let read = move |connection: &Connection| {
            let (mut state, mut chronicle) = (Territory::default(), Chronicle::between(first, last));
            let mut acted_by = BTreeMap::new();
            reread(connection, territory, &kato, Timestamp::MAX, |entry| {
                let known = chronicle.acts().len();
                chronicle.repeat(&mut state, entry.number, entry.at, &entry.events);
                if chronicle.acts().len() > known {
                    let text = std::str::from_utf8(entry.body).map_err(|cause| cause.to_string())?;
                    let (by, ..) = body::read(text).map_err(|cause| cause.to_string())?;
                    acted_by.insert(entry.number, by);
                }
                Ok(())
            })?;
            Ok(Record { chronicle, acted_by })
        };
        self.core().readers.read("reading the record of some days", read).await
    }

    /// What every kindergarten that ever said anything said on these local days.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn said_on(&self, days: BTreeSet<Date>) -> Result<BTreeMap<KindergartenId, Said>, Fault> {
        let territory = self.id();
        let read = move |connection: &Connection| {
            let ever = sql!(
                "SELECT kindergarten, day, word, at FROM day_word WHERE territory = ?1 AND day =
                 (SELECT MAX(later.day) FROM day_word later
                  WHERE later.territory = day_word.territory AND later.kindergarten = day_word.kindergarten)"
            );
            let ever = connection.all(ever, values![territory], |row| {
                let word = DayWord { at: column::read_instant(row, "at")?, word: column::read_word(row, "word")? };
                let last = Some((column::read_text(row, "day")?, word));
                Ok((KindergartenId(column::read_small(row, "kindergarten")?), Said { days: 0, last }))
            })?;
            let mut said: BTreeMap<_, _> = ever.into_iter().collect();
            let (Some(first), Some(last)) = (days.first(), days.last()) else { return Ok(said) };
            let sql = sql!("SELECT kindergarten, day FROM day_word WHERE territory = ?1 AND day >= ?2 AND day <= ?3");
            let words = connection.all(sql, values![territory, column::text(first), column::text(last)], |row| {
                let day: Date = column::read_text(row, "day")?;
                Ok((KindergartenId(column::read_small(row, "kindergarten")?), day))
            })?;
            for (kindergarten, _) in words.into_iter().filter(|(_, day)| days.contains(day)) {
                said.entry(kindergarten).or_default().days += 1;
            }
            Ok(said)
        };
        self.core().readers.read("reading what kindergartens said", read).await
    }

    /// The plans of a year that kindergartens have prepared and not carried out.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn year_plans(&self) -> Result<BTreeMap<KindergartenId, Vec<GroupTurn>>, Fault> {
        let territory = self.id();
        let read = move |connection: &Connection| {
            let sql = sql!("SELECT kindergarten, body FROM year_plan WHERE territory = ?1");
            let plans = connection.all(sql, values![territory], |row| {
                let kindergarten = KindergartenId(column::read_small(row, "kindergarten")?);
                Ok((kindergarten, column::read_json(row, "body")?))
            })?;
            Ok(plans.into_iter().collect())
        };
        self.core().readers.read("reading the plans of a year", read).await
    }

    /// Grounds and conclusions whose last decision was made at or after the first instant and before the other.
    ///
    /// # Errors
    /// A fault of the database, or a sealed record that does not open.
    pub async fn reviews_decided(&self, since: Timestamp, before: Timestamp) -> Result<Vec<Review>, Fault> {
        let town = self.itself()?;
        let read = move |connection: &Connection| {
            let mut decided = reviews::read_rows(connection, town.id(), false)?;
            decided.retain(|review| review.decided_at.is_some_and(|at| since <= at && at < before));
            town.complete(connection, &mut decided)?;
            Ok(decided)
        };
        self.core().readers.read("reading what officials decided", read).await
    }
}
