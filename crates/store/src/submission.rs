//! An application on its way into the journal: what the journal may know goes there, the rest is sealed beside it.

use crate::sealed::{PersonalRecord, Sealed};
use crate::sql::{Connection, SqlFault, sql, values};
use crate::work::{Asked, Prepared, Rows};
use crate::{
    Actor, Fault, NewApplication, Number, Paper, Recorded, Town, casework, column, name_index, reviews, staff_entries,
};
use admission::{ApplicationId, Birth, ChildId, Command, Earlier, Event, Ground, Kind, Refusal, Territory};
use jiff::Timestamp;
use std::sync::Arc;

/// Bits of an application's id: eight signs that can be read out over a telephone.
const APPLICATION_BITS: u32 = 40;

/// Bits of a child's id, which nobody reads out.
const CHILD_BITS: u32 = 60;

/// An application to be taken, and where.
pub(crate) struct Submission {
    new: NewApplication,
    town: Arc<Town>,
    /// The paper it came on, and the official who took it.
    paper: Option<(Paper, Actor)>,
}

fn random_bits(bits: u32) -> u64 {
    rand::random::<u64>() >> (u64::BITS - bits)
}

impl Submission {
    pub(crate) fn of(mut new: NewApplication, town: Arc<Town>) -> Self {
        let mut once = Vec::with_capacity(new.grounds.len());
        for code in std::mem::take(&mut new.grounds) {
            if !once.contains(&code) {
                once.push(code);
            }
        }
        new.grounds = once;
        Self { new, town, paper: None }
    }

    /// It came on paper, and an official took it.
    pub(crate) fn on_paper(self, paper: Paper, by: Actor) -> Self {
        Self { paper: Some((paper, by)), ..self }
    }

    /// Leaves to the writing thread what only it knows: which ids are free, whose child it is, what day it is.
    pub(crate) fn asked(self) -> Asked {
        Asked::ToBePrepared(Box::new(move |connection, state, now| {
            let application = free_id(state);
            let child = self.child(connection)?;
            let command = self.command(state, now, application, child);
            let by = match &self.paper {
                Some((_, official)) => *official,
                None if self.is_taken_over() => Actor::IMPORT,
                None => Actor::family(application),
            };
            let territory = self.town.id();
            let rows = staff_entries::noted(territory, by, Some(self.rows(application, child)));
            Ok(Prepared { by, command, rows })
        }))
    }

    /// Whether it comes from an older queue.
    fn is_taken_over(&self) -> bool {
        self.new.earlier.is_some() || self.new.legacy_number.is_some()
    }

    /// By which the child is known again: its IIN or, while it has none, its names and birth date. Two namesakes born on one
    /// day are told apart as soon as one of them has an IIN.
    fn child_index(&self) -> [u8; 32] {
        let keys = &self.town.core().keys;
        match self.new.iin {
            Some(iin) => keys.iin_index(iin),
            None => keys.unnumbered_child_index(&self.new.child, self.new.born_on),
        }
    }

    fn child(&self, connection: &Connection) -> Result<ChildId, SqlFault> {
        let sql = sql!("SELECT id FROM child WHERE territory = ?1 AND child_index = ?2");
        let values = values![self.town.id(), self.child_index()];
        let known = connection.first(sql, values, |row| column::read_id(row, "id"))?;
        Ok(ChildId(known.unwrap_or_else(|| random_bits(CHILD_BITS))))
    }

    fn command(&self, state: &Territory, now: Timestamp, application: ApplicationId, child: ChildId) -> Command {
        let born_on = self.new.born_on;
        Command::SubmitApplication {
            application,
            child,
            birth_year: i64::from(born_on.year()),
            birth: if born_on > state.zone().day(now) { Birth::Future } else { Birth::Past },
            kind: self.new.kind,
            grounds: self.new.grounds.iter().map(|code| state.policy().class_of_ground(code)).collect(),
            earlier: self.new.earlier.map(|applied_at| Earlier { applied_at }),
        }
    }

    /// The rows that belong to it once it is not refused.
    fn rows(self, application: ApplicationId, child: ChildId) -> Rows {
        Box::new(move |connection, _, recorded| {
            // Who came to the office with a paper, now or years ago, has been reached.
            let is_reached = self.paper.is_some() || self.is_taken_over();
            let Self { new, town, paper } = self;
            if let Some((paper, _)) = &paper {
                casework::note_paper(connection, town.id(), application, paper)?;
            }
            let keys = &town.core().keys;
            let iin_index = new.iin.map(|iin| keys.iin_index(iin));
            // A child with an IIN is also known by its names, so that it is not taken for another one without.
            let by_names = keys.unnumbered_child_index(&new.child, new.born_on);
            for index in iin_index.into_iter().chain([by_names]) {
                connection.write(
                    sql!("INSERT INTO child (territory, child_index, id) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING"),
                    values![town.id(), index, column::id(child.0)],
                )?;
            }
            for place in 0..u8::try_from(new.grounds.len()).unwrap_or(u8::MAX) {
                reviews::insert_pending(connection, town.id(), application, Ground::Claimed(place), recorded)?;
            }
            if new.kind == Kind::Correctional {
                reviews::insert_pending(connection, town.id(), application, Ground::Conclusion, recorded)?;
            }
            let phone_index = keys.phone_index(&new.phone);
            let record = PersonalRecord::of(new);
            name_index::insert(connection, keys, town.id(), application, &record)?;
            let sealed = Sealed::close(&record, &keys.wrap, town.kato().as_str(), application);
            let number = free_number(connection)?;
            connection.write(
                sql!(
                    "INSERT INTO application (territory, id, number, code_generation, submitted_at, child, iin_index,
                                              phone_index, wrapped_key, sealed, named, reached_at)
                     VALUES (?1, ?2, ?3, 0, ?4, ?5, ?6, ?7, ?8, ?9, 1, ?10)"
                ),
                values![
                    town.id(),
                    column::id(application.0),
                    number.stored(),
                    column::instant(recorded.at),
                    column::id(child.0),
                    iin_index,
                    phone_index,
                    sealed.wrapped_key,
                    sealed.record,
                    is_reached.then(|| column::instant(recorded.at))
                ],
            )?;
            Ok(None)
        })
    }
}

fn free_id(state: &Territory) -> ApplicationId {
    loop {
        let id = ApplicationId(random_bits(APPLICATION_BITS));
        if state.application(id).is_none() {
            return id;
        }
    }
}

fn free_number(connection: &Connection) -> Result<Number, SqlFault> {
    let taken = sql!("SELECT number FROM application WHERE number = ?1");
    loop {
        let number = Number::random();
        if connection.first(taken, values![number.stored()], |_| Ok(()))?.is_none() {
            return Ok(number);
        }
    }
}

/// Which application a recorded answer is about.
pub(crate) fn submitted(recorded: &Recorded) -> Result<Result<ApplicationId, Refusal>, Fault> {
    match &recorded.outcome {
        Err(refusal) => Ok(Err(*refusal)),
        Ok(events) => match events.first() {
            Some(Event::ApplicationSubmitted { application, .. }) => Ok(Ok(*application)),
            _ => Err(Fault::CommandIdReused),
        },
    }
}
