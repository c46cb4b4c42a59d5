//! What the days of a calendar are called, and which law or decree says so; and until when an official has confirmed them.
//!
//! The journal knows only the days. What people read of them stands beside it and can be put right.

use crate::change::Change;
use crate::sql::{Connection, SqlFault, sql, values};
use crate::staff_entries::noted;
use crate::work::{AfterCommit, Asked, Prepared, Rows};
use crate::{AccountId, Actor, CommandId, Fault, Names, Registry, Town, column};
use admission::{Calendar, Command, Refusal};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What a day is, as its source says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// A day off.
    Holiday,
    /// A weekend that is worked.
    Worked,
    /// Neither any more: it was struck off.
    Ordinary,
}

/// What kind of act of law says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// A law or a code.
    Law,
    /// A decree of the Government.
    Decree,
    /// An order of a minister or an akim.
    Order,
}

/// The act of law behind a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegalSource {
    /// What kind of act.
    pub kind: SourceKind,
    /// Its number as written; empty where it is not known.
    pub number: String,
    /// Its date, where it is known.
    pub dated_on: Option<Date>,
    /// Where it is published; empty where nobody said so.
    pub address: String,
}

/// What people read of one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayNote {
    /// The day.
    pub day: Date,
    /// What it is.
    pub kind: DayKind,
    /// What it is called, in three languages.
    pub names: Names,
    /// Which act of law says so.
    pub source: LegalSource,
    /// Who noted it; nobody where it came with the program.
    pub by: Option<AccountId>,
}

/// A span of days that was compared with what is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmation {
    /// Its first day.
    pub first: Date,
    /// Its last day.
    pub last: Date,
    /// Who confirmed it; nobody where it came with the program.
    pub by: Option<AccountId>,
    /// When.
    pub at: Timestamp,
}

impl Registry {
    /// The last day until which every day from `day` on is confirmed; `None` where `day` itself is not.
    #[must_use]
    pub fn confirmed_until(&self, day: Date) -> Option<Date> {
        let mut until = None;
        let mut next = day;
        // Each turn reaches further by a span that has not been used yet, so there are as many turns as spans at most.
        while let Some(last) =
            self.confirmed.iter().filter(|it| it.first <= next && next <= it.last).map(|it| it.last).max()
        {
            until = Some(last);
            match last.tomorrow() {
                Ok(day) => next = day,
                Err(_) => break,
            }
        }
        until
    }
}

impl Town {
    /// Amends the calendar: both lists in the journal, and what the day is called beside it, in one transaction.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`]: ask again with the same command id.
    pub async fn amend_calendar(
        &self,
        calendar: Calendar,
        note: DayNote,
        by: Actor,
        command_id: CommandId,
    ) -> Result<Result<(), Refusal>, Fault> {
        let (town, territory) = (self.itself()?, self.id());
        let rows: Rows = Box::new(move |connection, _, recorded| {
            write(connection, territory, &note, recorded.at)?;
            let show: AfterCommit = Box::new(move || town.change_registry(|all| drop(all.days.insert(note.day, note))));
            Ok(Some(show))
        });
        let rows = noted(territory, by, Some(rows));
        let command = Command::AmendCalendar { calendar };
        let recorded = self.ask(command_id, Asked::Complete(Prepared { by, command, rows })).await?;
        Ok(recorded.outcome.map(drop))
    }

    /// Notes what days are called and why, without changing what they are.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`]: ask again.
    pub async fn note_days(&self, notes: Vec<DayNote>) -> Result<(), Fault> {
        let (town, territory, at) = (self.itself()?, self.id(), self.core().clock.now());
        let written = self.core().change(
            move |connection| {
                notes.iter().try_for_each(|note| write(connection, territory, note, at))?;
                Ok((notes, vec![Change::Registry(territory)]))
            },
            move |notes| {
                let notes = notes.clone();
                town.change_registry(|all| all.days.extend(notes.into_iter().map(|note| (note.day, note))));
            },
        );
        written.await.map(drop)
    }

    /// Confirms that the calendar of a span of days is as published. The same span confirmed again is one more line.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`]: ask again.
    pub async fn confirm_calendar(&self, first: Date, last: Date, by: Option<AccountId>) -> Result<(), Fault> {
        let (town, territory, at) = (self.itself()?, self.id(), self.core().clock.now());
        let written = self.core().change(
            move |connection| {
                let confirmation = Confirmation { first, last, by, at };
                write_confirmation(connection, territory, &confirmation)?;
                Ok((confirmation, vec![Change::Registry(territory)]))
            },
            move |confirmation| {
                let confirmation = confirmation.clone();
                tracing::info!(%first, %last, by = by.map(|by| by.0), "calendar confirmed");
                town.change_registry(|all| all.confirmed.push(confirmation));
            },
        );
        written.await.map(drop)
    }
}

fn write(connection: &Connection, territory: i64, note: &DayNote, at: Timestamp) -> Result<(), SqlFault> {
    connection.write(
        sql!(
            "INSERT INTO calendar_day (territory, day, kind, names, source, noted_by, noted_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (territory, day) DO UPDATE SET kind = excluded.kind, names = excluded.names,
             source = excluded.source, noted_by = excluded.noted_by, noted_at = excluded.noted_at"
        ),
        values![
            territory,
            column::text(note.day),
            column::word(&note.kind),
            column::json(&note.names),
            column::json(&note.source),
            note.by.map(|by| column::id(by.0)),
            column::instant(at)
        ],
    )
}

fn write_confirmation(connection: &Connection, territory: i64, new: &Confirmation) -> Result<(), SqlFault> {
    let sql = sql!("SELECT coalesce(max(id), 0) + 1 AS id FROM calendar_confirmed WHERE territory = ?1");
    let id = connection.first(sql, values![territory], |row| row.integer("id"))?.unwrap_or(1);
    connection.write(
        sql!(
            "INSERT INTO calendar_confirmed (territory, id, first_day, last_day, confirmed_by, confirmed_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
        ),
        values![
            territory,
            id,
            column::text(new.first),
            column::text(new.last),
            new.by.map(|by| column::id(by.0)),
            column::instant(new.at)
        ],
    )
}

/// Reads what is noted of days, and which are confirmed.
pub(crate) fn read(connection: &Connection, territory: i64, all: &mut Registry) -> Result<(), SqlFault> {
    let account = |id: Option<i64>| id.map(|id| AccountId(id.cast_unsigned()));
    connection.each(
        sql!("SELECT day, kind, names, source, noted_by FROM calendar_day WHERE territory = ?1"),
        values![territory],
        |row| {
            let note = DayNote {
                day: column::read_text(row, "day")?,
                kind: column::read_word(row, "kind")?,
                names: column::read_json(row, "names")?,
                source: column::read_json(row, "source")?,
                by: account(row.integer_if_any("noted_by")?),
            };
            all.days.insert(note.day, note);
            Ok(())
        },
    )?;
    all.confirmed = connection.all(
        sql!(
            "SELECT first_day, last_day, confirmed_by, confirmed_at FROM calendar_confirmed
             WHERE territory = ?1 ORDER BY id"
        ),
        values![territory],
        |row| {
            Ok(Confirmation {
                first: column::read_text(row, "first_day")?,
                last: column::read_text(row, "last_day")?,
                by: account(row.integer_if_any("confirmed_by")?),
                at: column::read_instant(row, "confirmed_at")?,
            })
        },
    )?;
    Ok(())
}
