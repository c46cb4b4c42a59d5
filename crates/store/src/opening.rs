//! How a batch begins: its transaction, the locked heads of the journals it concerns, and what other nodes
//! have changed meanwhile. With PostgreSQL all of it is one wait for the network.

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
    /// Changes behind the one that this node has taken in, if the batch is about changes.
    pub(crate) changes: Vec<(u64, Change)>,
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
        opening.changes = change::read_behind(connection, seen_change)?;
    }
    Ok(opening)
}

fn ask_together(postgres: &Postgres, subject: &Subject, seen_change: u64) -> Result<Opening, SqlFault> {
    let lock = postgres_sql!("SELECT territory, number, hash FROM head WHERE territory = $1 FOR UPDATE");
    let mut questions = Vec::new();
    // In one order on all nodes, so that no two wait for each other.
    if subject.changes {
        questions.push(lock.with(vec![Box::new(0_i64)]));
    }
    for &territory in &subject.territories {
        questions.push(lock.with(vec![Box::new(territory)]));
    }
    if subject.changes {
        let changed = postgres_sql!("SELECT number, body AS changed FROM change WHERE number > $1 ORDER BY number");
        questions.push(changed.with(vec![Box::new(column::id(seen_change))]));
    }
    let mut opening = Opening::default();
    for row in postgres.ask(questions)?.iter().flatten() {
        opening.take(&Row::Postgres(row), row)?;
    }
    Ok(opening)
}

impl Opening {
    /// Takes a row of any of the questions; its columns tell of which.
    fn take(&mut self, row: &Row<'_>, columns: &tokio_postgres::Row) -> Result<(), SqlFault> {
        let has = |name: &str| columns.columns().iter().any(|column| column.name() == name);
        if has("changed") {
            self.changes.push((column::read_id(row, "number")?, column::read_json(row, "changed")?));
        } else if row.integer("territory")? != 0 {
            let head = Head { number: column::read_id(row, "number")?, hash: row.bytes("hash")? };
            self.heads.insert(row.integer("territory")?, head);
        }
        Ok(())
    }
}
