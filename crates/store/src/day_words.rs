//! What each kindergarten said on a day: places, or that there is nothing.

use crate::sql::{Connection, SqlFault, sql, values};
use crate::{AccountId, Actor, Fault, Town, column};
use admission::KindergartenId;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a kindergarten said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Word {
    /// It reported places.
    Reported,
    /// It said that it has nothing today.
    Nothing,
}

/// The last word of a kindergarten on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayWord {
    /// When.
    pub at: Timestamp,
    /// What.
    pub word: Word,
}

impl Town {
    /// Records that a kindergarten has nothing to report on the present local day.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`]: ask again.
    pub async fn say_nothing_today(&self, kindergarten: KindergartenId, by: Actor) -> Result<(), Fault> {
        let (territory, at) = (self.id(), self.core().clock.now());
        let day = self.state().zone().day(at);
        self.core()
            .write(move |connection| say(connection, territory, day, kindergarten, Word::Nothing, at, by), |()| {})
            .await
    }

    /// The last word of each kindergarten on a local day; silent ones are left out.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn words_of_day(&self, day: Date) -> Result<BTreeMap<KindergartenId, DayWord>, Fault> {
        let territory = self.id();
        self.core()
            .readers
            .read("reading the words of a day", move |connection| {
                let sql = sql!("SELECT kindergarten, word, at FROM day_word WHERE territory = ?1 AND day = ?2");
                let words = connection.all(sql, values![territory, column::text(day)], |row| {
                    let word = DayWord { at: column::read_instant(row, "at")?, word: column::read_word(row, "word")? };
                    Ok((KindergartenId(column::read_small(row, "kindergarten")?), word))
                })?;
                Ok(words.into_iter().collect())
            })
            .await
    }

    /// The last day from that one on which each kindergarten said something; those that did not are left out.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn last_days_of_words(&self, from: Date) -> Result<BTreeMap<KindergartenId, Date>, Fault> {
        let territory = self.id();
        self.core()
            .readers
            .read("reading when kindergartens spoke", move |connection| {
                let sql = sql!(
                    "SELECT kindergarten, max(day) AS day FROM day_word WHERE territory = ?1 AND day >= ?2
                     GROUP BY kindergarten"
                );
                let days = connection.all(sql, values![territory, column::text(from)], |row| {
                    Ok((KindergartenId(column::read_small(row, "kindergarten")?), column::read_text(row, "day")?))
                })?;
                Ok(days.into_iter().collect())
            })
            .await
    }

    /// When a kindergarten said that it had nothing, behind one instant and up to another, the latest first, and who said it.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn times_of_nothing(
        &self,
        kindergarten: KindergartenId,
        behind: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<(Timestamp, AccountId)>, Fault> {
        let territory = self.id();
        let read = move |connection: &Connection| {
            let sql = sql!(
                "SELECT at, account FROM day_word WHERE territory = ?1 AND kindergarten = ?2 AND word = 'nothing'
                 AND at > ?3 AND at <= ?4 ORDER BY at DESC"
            );
            let of = values![territory, kindergarten.0, column::instant(behind), column::instant(until)];
            Ok(connection.all(sql, of, |row| {
                Ok((column::read_instant(row, "at")?, AccountId(column::read_id(row, "account")?)))
            })?)
        };
        self.core().readers.read("reading when a kindergarten had nothing", read).await
    }

    /// The last word that a kindergarten ever said, with its day.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn last_word(&self, kindergarten: KindergartenId) -> Result<Option<(Date, DayWord)>, Fault> {
        let territory = self.id();
        self.core()
            .readers
            .read("reading the last word of a kindergarten", move |connection| {
                let sql = sql!(
                    "SELECT day, word, at FROM day_word WHERE territory = ?1 AND kindergarten = ?2
                     ORDER BY day DESC LIMIT 1"
                );
                Ok(connection.first(sql, values![territory, kindergarten.0], |row| {
                    let word = DayWord { at: column::read_instant(row, "at")?, word: column::read_word(row, "word")? };
                    Ok((column::read_text(row, "day")?, word))
                })?)
            })
            .await
    }
}

/// Writes the last word of a kindergarten on a day over the one before.
pub(crate) fn say(
    connection: &Connection,
    territory: i64,
    day: Date,
    kindergarten: KindergartenId,
    word: Word,
    at: Timestamp,
    by: Actor,
) -> Result<(), SqlFault> {
    connection.write(
        sql!(
            "INSERT INTO day_word (territory, day, kindergarten, word, at, role, account)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (territory, day, kindergarten) DO UPDATE
             SET word = excluded.word, at = excluded.at, role = excluded.role, account = excluded.account"
        ),
        values![
            territory,
            column::text(day),
            kindergarten.0,
            column::word(&word),
            column::instant(at),
            column::word(&by.role),
            column::id(by.id)
        ],
    )
}
