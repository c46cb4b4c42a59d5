//! The SQL of the journal: append, look up, read from an entry on.

use crate::body::{self, Hash};
use crate::column;
use crate::touched::Touched;
use crate::{Actor, CommandId, Fault, Recorded};
use admission::{ApplicationId, QueueId};
use rusqlite::{Connection, OptionalExtension, params};

/// A row of the journal about to be appended.
pub(crate) struct NewEntry<'a> {
    pub(crate) territory: i64,
    pub(crate) number: u64,
    pub(crate) command_id: CommandId,
    pub(crate) body: &'a str,
    pub(crate) hash: &'a Hash,
}

/// Appends an entry with what it touches.
pub(crate) fn append(connection: &Connection, entry: &NewEntry<'_>, touched: &Touched) -> rusqlite::Result<()> {
    let (territory, number) = (entry.territory, column::id(entry.number));
    connection
        .prepare_cached("INSERT INTO entry (territory, number, command_id, body, hash) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![territory, number, entry.command_id.0, entry.body, entry.hash])?;
    if touched.everywhere {
        connection
            .prepare_cached("INSERT INTO entry_everywhere (territory, number) VALUES (?1, ?2)")?
            .execute(params![territory, number])?;
    }
    let mut for_queue = connection
        .prepare_cached("INSERT INTO entry_queue (territory, birth_year, kind, number) VALUES (?1, ?2, ?3, ?4)")?;
    for queue in &touched.queues {
        for_queue.execute(params![territory, queue.birth_year, column::kind(queue.kind), number])?;
    }
    let mut for_application = connection
        .prepare_cached("INSERT INTO entry_application (territory, application, number) VALUES (?1, ?2, ?3)")?;
    for application in &touched.applications {
        for_application.execute(params![territory, column::id(application.0), number])?;
    }
    touched.moved.iter().try_for_each(|&(application, queue)| bring_past(connection, territory, application, queue))
}

/// An application that comes into a queue brings its past along: what it is there follows from what it was before.
fn bring_past(
    connection: &Connection,
    territory: i64,
    application: ApplicationId,
    queue: QueueId,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO entry_queue (territory, birth_year, kind, number)
             SELECT territory, ?3, ?4, number FROM entry_application WHERE territory = ?1 AND application = ?2
             ON CONFLICT DO NOTHING",
        )?
        .execute(params![territory, column::id(application.0), queue.birth_year, column::kind(queue.kind)])
        .map(drop)
}

/// The recorded answer to a command id.
pub(crate) fn recorded(connection: &Connection, territory: i64, id: CommandId) -> rusqlite::Result<Option<Recorded>> {
    let body: Option<String> = connection
        .prepare_cached("SELECT body FROM entry WHERE territory = ?1 AND command_id = ?2")?
        .query_row(params![territory, id.0], |row| row.get(0))
        .optional()?;
    body.map(|body| told(&body).map(|(_, recorded)| recorded)).transpose()
}

/// The entries of these numbers, in their order.
pub(crate) fn entries(
    connection: &Connection,
    territory: i64,
    numbers: impl IntoIterator<Item = u64>,
    mut each: impl FnMut(Actor, Recorded),
) -> rusqlite::Result<()> {
    let mut one = connection.prepare_cached("SELECT body FROM entry WHERE territory = ?1 AND number = ?2")?;
    for number in numbers {
        let body: String = one.query_row(params![territory, column::id(number)], |row| row.get(0))?;
        let (by, recorded) = told(&body)?;
        each(by, recorded);
    }
    Ok(())
}

fn told(body: &str) -> rusqlite::Result<(Actor, Recorded)> {
    body::read(body)
        .map_err(|cause| rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Text, Box::new(cause)))
}

/// Numbers of the entries that name an application.
pub(crate) fn naming(connection: &Connection, territory: i64, id: ApplicationId) -> rusqlite::Result<Vec<u64>> {
    connection
        .prepare_cached(
            "SELECT number FROM entry_application WHERE territory = ?1 AND application = ?2 ORDER BY number",
        )?
        .query_map(params![territory, column::id(id.0)], |row| column::read_id(row, "number"))?
        .collect()
}

/// Numbers of the entries that touch a queue, or every queue.
pub(crate) fn touching(connection: &Connection, territory: i64, queue: QueueId) -> rusqlite::Result<Vec<u64>> {
    connection
        .prepare_cached(
            "SELECT number FROM entry_queue WHERE territory = ?1 AND birth_year = ?2 AND kind = ?3
             UNION SELECT number FROM entry_everywhere WHERE territory = ?1 ORDER BY number",
        )?
        .query_map(params![territory, queue.birth_year, column::kind(queue.kind)], |row| {
            column::read_id(row, "number")
        })?
        .collect()
}

/// Where a journal ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) number: u64,
    pub(crate) hash: Hash,
}

impl Head {
    /// Before the first entry.
    pub(crate) fn before_first(kato: &str) -> Self {
        Self { number: 0, hash: body::hash_before_first(kato) }
    }
}

/// Reads a journal behind a head, checks that nothing is missing or changed, and hands each body on.
pub(crate) fn read_behind(
    connection: &Connection,
    territory: i64,
    kato: &str,
    head: &mut Head,
    mut each: impl FnMut(&[u8]) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let fault = Fault::database("reading the journal");
    let mut statement = connection
        .prepare_cached("SELECT number, body, hash FROM entry WHERE territory = ?1 AND number > ?2 ORDER BY number")
        .map_err(&fault)?;
    let mut rows = statement.query(params![territory, column::id(head.number)]).map_err(&fault)?;
    while let Some(row) = rows.next().map_err(&fault)? {
        let next = head.number + 1;
        let broken =
            |cause: &str| Fault::JournalBroken { territory: kato.to_owned(), entry: next, cause: cause.into() };
        if row.get(0).map(i64::cast_unsigned) != Ok(next) {
            return Err(broken("the entry is missing"));
        }
        let body = row.get_ref(1).and_then(|body| Ok(body.as_bytes()?)).map_err(&fault)?;
        let stored = row.get_ref(2).and_then(|hash| Ok(hash.as_blob()?)).map_err(&fault)?;
        let hash = body::hash_after(&head.hash, body);
        if stored != hash {
            return Err(broken("its bytes are not those that were recorded: the hash differs"));
        }
        each(body)?;
        *head = Head { number: next, hash };
    }
    Ok(())
}
