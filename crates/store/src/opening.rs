//! How a batch begins: its transaction, the locked heads of the journals it concerns, and what other nodes have changed
//! meanwhile. With PostgreSQL all of it is one wait for the network.

use crate::change::{self, Change};
use crate::column;
use crate::journal::{self, Head};
use crate::sql::{Connection, Postgres, Row, SqlFault, postgres_sql};
use std::collections::{BTreeSet, HashMap};

/// Tries to begin a batch while other transactions are in the way.
const TRIES_MAX: u32 = 20;

/// What a batch is about.
#[derive(Debug, Default)]
pub(crate) struct Subject {
    /// Territories whose journals are looked at or appended to.
    pub(crate) territories: BTreeSet<i64>,
    /// Whether something is written that nodes keep in memory.
    pub(crate) changes: bool,
}

/// What was found when the transaction of a batch began.
#[derive(Debug, Default)]
pub(crate) struct Opening {
    /// Where the journals end; locked until the commit.
    pub(crate) heads: HashMap<i64, Head>,
    /// The number of the last change, locked until the commit, and the changes behind the one that this node has taken in;
    /// if the batch is about changes.
    pub(crate) changes: Option<(u64, Vec<Change>)>,
}

/// Begins a batch.
pub(crate) fn open(connection: &mut Connection, subject: &Subject, seen_change: u64) -> Result<Opening, SqlFault> {
    again_if_cut(connection, |connection| try_to_open(connection, subject, seen_change))
}

/// Tries what decides and writes nothing, and so can be tried again as if nothing had happened: a few times while another
/// transaction is in the way, and once more if the line was cut while nobody used it.
pub(crate) fn again_if_cut<T>(
    connection: &mut Connection,
    mut try_it: impl FnMut(&Connection) -> Result<T, SqlFault>,
) -> Result<T, SqlFault> {
    let (mut tries, mut is_renewed) = (1, false);
    loop {
        match try_it(connection) {
            Err(fault) if fault.is_collision() && tries < TRIES_MAX => tries += 1,
            Err(_) if !is_renewed => is_renewed = true,
            done => return done,
        }
        connection.renew()?;
    }
}

fn try_to_open(connection: &Connection, subject: &Subject, seen_change: u64) -> Result<Opening, SqlFault> {
    connection.begin()?;
    match connection {
        Connection::Sqlite(_) => read_one_by_one(connection, subject, seen_change),
        Connection::Postgres(postgres) => ask_together(postgres, subject, seen_change),
    }
}

fn read_one_by_one(connection: &Connection, subject: &Subject, seen_change: u64) -> Result<Opening, SqlFault> {
    let mut opening = Opening::default();
    for &territory in &subject.territories {
        opening.heads.insert(territory, journal::read_head(connection, territory)?);
    }
    if subject.changes {
        opening.changes = Some((change::last(connection)?, change::read_behind(connection, seen_change)?));
    }
    Ok(opening)
}

fn ask_together(postgres: &Postgres, subject: &Subject, seen_change: u64) -> Result<Opening, SqlFault> {
    let lock = postgres_sql!("SELECT number, hash FROM head WHERE territory = $1 FOR UPDATE");
    let changed = postgres_sql!("SELECT body FROM change WHERE number > $1 ORDER BY number");
    // In one order on all nodes, so that no two wait for each other.
    let mut questions = Vec::new();
    if subject.changes {
        questions.push(lock.with(vec![Box::new(0_i64)]));
        questions.push(changed.with(vec![Box::new(column::id(seen_change))]));
    }
    questions.extend(subject.territories.iter().map(|&territory| lock.with(vec![Box::new(territory)])));
    let mut answers = postgres.ask(questions)?.into_iter();
    let mut opening = Opening::default();
    if subject.changes {
        let last = answers.next().iter().flatten().map(|row| column::read_id(&Row::Postgres(row), "number")).last();
        let changes = answers.next().unwrap_or_default();
        let changes =
            changes.iter().map(|row| column::read_json(&Row::Postgres(row), "body")).collect::<Result<_, _>>()?;
        opening.changes = Some((last.transpose()?.unwrap_or(seen_change), changes));
    }
    for (&territory, rows) in subject.territories.iter().zip(answers) {
        for row in &rows {
            opening.heads.insert(territory, journal::head_of(&Row::Postgres(row))?);
        }
    }
    Ok(opening)
}
