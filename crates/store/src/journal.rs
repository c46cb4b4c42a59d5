//! The SQL of the journal: append, look up, read from an entry on.

use crate::body::{self, Hash};
use crate::column;
use crate::sql::{Connection, Parameter, Postgres, Row, SqlFault, Sqlite, postgres_sql, sql, values};
use crate::touched::Touched;
use crate::{Actor, CommandId, Fault, Recorded};
use admission::{ApplicationId, QueueId};
use rusqlite::params;

/// An entry about to be appended, with what it touches.
pub(crate) struct NewEntry {
    pub(crate) number: u64,
    pub(crate) command_id: CommandId,
    pub(crate) body: String,
    pub(crate) hash: Hash,
    pub(crate) touched: Touched,
}

/// Appends entries of one territory, in their order.
pub(crate) fn append(connection: &Connection, territory: i64, entries: Vec<NewEntry>) -> Result<(), SqlFault> {
    let moved: Vec<_> = entries
        .iter()
        .flat_map(|entry| entry.touched.moved.iter().map(|&(application, queue)| (entry.number, application, queue)))
        .collect();
    match connection {
        Connection::Sqlite(sqlite) => {
            entries.iter().try_for_each(|entry| append_one(sqlite, territory, entry))?;
        }
        Connection::Postgres(postgres) => append_columns(postgres, territory, entries),
    }
    moved.into_iter().try_for_each(|(number, application, queue)| {
        bring_past(connection, territory, number, application, queue)
    })
}

fn append_one(sqlite: &Sqlite, territory: i64, entry: &NewEntry) -> Result<(), SqlFault> {
    let number = column::id(entry.number);
    sqlite.write_borrowed(
        sql!("INSERT INTO entry (territory, number, command_id, body, hash) VALUES (?1, ?2, ?3, ?4, ?5)"),
        params![territory, number, entry.command_id.0, entry.body, entry.hash],
    )?;
    if entry.touched.everywhere {
        sqlite.write_borrowed(
            sql!("INSERT INTO entry_everywhere (territory, number) VALUES (?1, ?2)"),
            params![territory, number],
        )?;
    }
    for queue in &entry.touched.queues {
        sqlite.write_borrowed(
            sql!("INSERT INTO entry_queue (territory, birth_year, kind, number) VALUES (?1, ?2, ?3, ?4)"),
            params![territory, queue.birth_year, column::kind(queue.kind), number],
        )?;
    }
    for application in &entry.touched.applications {
        sqlite.write_borrowed(
            sql!("INSERT INTO entry_application (territory, application, number) VALUES (?1, ?2, ?3)"),
            params![territory, column::id(application.0), number],
        )?;
    }
    Ok(())
}

/// All entries of a batch in one statement a table.
fn append_columns(postgres: &Postgres, territory: i64, entries: Vec<NewEntry>) {
    let (mut queue_numbers, mut years, mut kinds) = (Vec::new(), Vec::new(), Vec::new());
    let (mut application_numbers, mut applications) = (Vec::new(), Vec::new());
    let mut everywhere = Vec::new();
    let (mut numbers, mut ids) = (Vec::with_capacity(entries.len()), Vec::with_capacity(entries.len()));
    let (mut bodies, mut hashes) = (Vec::with_capacity(entries.len()), Vec::with_capacity(entries.len()));
    for entry in entries {
        let number = column::id(entry.number);
        numbers.push(number);
        ids.push(entry.command_id.0.to_vec());
        hashes.push(entry.hash.to_vec());
        bodies.push(entry.body);
        everywhere.extend(entry.touched.everywhere.then_some(number));
        for queue in &entry.touched.queues {
            queue_numbers.push(number);
            years.push(queue.birth_year);
            kinds.push(column::kind(queue.kind));
        }
        for application in &entry.touched.applications {
            application_numbers.push(number);
            applications.push(column::id(application.0));
        }
    }
    let write = |sql, rows: usize, mut columns: Vec<Parameter>| {
        if rows > 0 {
            columns.insert(0, Box::new(territory));
            postgres.write_later(sql, columns);
        }
    };
    write(
        postgres_sql!(
            "INSERT INTO entry (territory, number, command_id, body, hash)
             SELECT $1::bigint, * FROM unnest($2::bigint[], $3::bytea[], $4::text[], $5::bytea[])"
        ),
        numbers.len(),
        vec![Box::new(numbers), Box::new(ids), Box::new(bodies), Box::new(hashes)],
    );
    write(
        postgres_sql!("INSERT INTO entry_everywhere (territory, number) SELECT $1::bigint, * FROM unnest($2::bigint[])"),
        everywhere.len(),
        vec![Box::new(everywhere)],
    );
    write(
        postgres_sql!(
            "INSERT INTO entry_queue (territory, birth_year, kind, number)
             SELECT $1::bigint, * FROM unnest($2::bigint[], $3::bigint[], $4::bigint[])"
        ),
        queue_numbers.len(),
        vec![Box::new(years), Box::new(kinds), Box::new(queue_numbers)],
    );
    write(
        postgres_sql!(
            "INSERT INTO entry_application (territory, application, number)
             SELECT $1::bigint, * FROM unnest($2::bigint[], $3::bigint[])"
        ),
        application_numbers.len(),
        vec![Box::new(applications), Box::new(application_numbers)],
    );
}

/// An application that comes into a queue brings its past along: what it is there follows from what it was before.
fn bring_past(
    connection: &Connection,
    territory: i64,
    number: u64,
    application: ApplicationId,
    queue: QueueId,
) -> Result<(), SqlFault> {
    connection.write(
        sql!(
            "INSERT INTO entry_queue (territory, birth_year, kind, number)
             SELECT territory, CAST(?3 AS BIGINT), CAST(?4 AS BIGINT), number FROM entry_application
             WHERE territory = ?1 AND application = ?2 AND number <= ?5
             ON CONFLICT DO NOTHING"
        ),
        values![
            territory,
            column::id(application.0),
            queue.birth_year,
            column::kind(queue.kind),
            column::id(number)
        ],
    )
}

/// The recorded answer to a command id.
pub(crate) fn recorded(connection: &Connection, territory: i64, id: CommandId) -> Result<Option<Recorded>, SqlFault> {
    let sql = sql!("SELECT body FROM entry WHERE territory = ?1 AND command_id = ?2");
    connection.first(sql, values![territory, id.0], |row| told(row).map(|(_, recorded)| recorded))
}

/// The entries of these numbers, in their order.
pub(crate) fn entries(
    connection: &Connection,
    territory: i64,
    numbers: impl IntoIterator<Item = u64>,
    mut each: impl FnMut(Actor, Recorded),
) -> Result<(), SqlFault> {
    let mut take = |row: &Row<'_>| {
        let (by, recorded) = told(row)?;
        each(by, recorded);
        Ok(())
    };
    match connection {
        Connection::Sqlite(_) => {
            let one = sql!("SELECT body FROM entry WHERE territory = ?1 AND number = ?2");
            numbers.into_iter().try_for_each(|number| {
                connection.each(one, values![territory, column::id(number)], &mut take)
            })
        }
        Connection::Postgres(postgres) => {
            let numbers: Vec<_> = numbers.into_iter().map(column::id).collect();
            for some in numbers.chunks(ENTRIES_AT_ONCE) {
                let all = postgres_sql!("SELECT body FROM entry WHERE territory = $1 AND number = ANY($2) ORDER BY number");
                let rows = postgres.ask(vec![all.with(vec![Box::new(territory), Box::new(some.to_vec())])])?;
                rows.iter().flatten().try_for_each(|row| take(&Row::Postgres(row)))?;
            }
            Ok(())
        }
    }
}

/// Entries that are asked of a server at a time.
const ENTRIES_AT_ONCE: usize = 1024;

pub(crate) fn told(row: &Row<'_>) -> Result<(Actor, Recorded), SqlFault> {
    let body = row.text_bytes("body")?;
    let text = std::str::from_utf8(body).map_err(|cause| SqlFault::unreadable("body", &cause))?;
    body::read(text).map_err(|cause| SqlFault::unreadable("body", &cause))
}

/// Numbers of the entries that name an application.
pub(crate) fn naming(connection: &Connection, territory: i64, id: ApplicationId) -> Result<Vec<u64>, SqlFault> {
    connection.all(
        sql!("SELECT number FROM entry_application WHERE territory = ?1 AND application = ?2 ORDER BY number"),
        values![territory, column::id(id.0)],
        |row| column::read_id(row, "number"),
    )
}

/// Numbers of the entries that touch a queue, or every queue.
pub(crate) fn touching(connection: &Connection, territory: i64, queue: QueueId) -> Result<Vec<u64>, SqlFault> {
    connection.all(
        sql!(
            "SELECT number FROM entry_queue WHERE territory = ?1 AND birth_year = ?2 AND kind = ?3
             UNION SELECT number FROM entry_everywhere WHERE territory = ?1 ORDER BY number"
        ),
        values![territory, queue.birth_year, column::kind(queue.kind)],
        |row| column::read_id(row, "number"),
    )
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

/// Where a journal ends.
pub(crate) fn read_head(connection: &Connection, territory: i64) -> Result<Head, SqlFault> {
    let sql = sql!("SELECT number, hash FROM head WHERE territory = ?1");
    let head = connection.first(sql, values![territory], |row| {
        Ok(Head { number: column::read_id(row, "number")?, hash: row.bytes("hash")? })
    })?;
    head.ok_or_else(|| SqlFault::unreadable("head", &format!("territory {territory} has none")))
}

/// Writes where a journal ends. Also where nothing was appended: then the commit is still one that waits for durability,
/// and so covers whatever was read before it.
pub(crate) fn write_head(connection: &Connection, territory: i64, head: &Head) -> Result<(), SqlFault> {
    connection.write(
        sql!("UPDATE head SET number = ?2, hash = ?3 WHERE territory = ?1"),
        values![territory, column::id(head.number), head.hash],
    )
}

/// Writes the number of the last change.
pub(crate) fn write_change_head(connection: &Connection, number: u64) -> Result<(), SqlFault> {
    connection.write(sql!("UPDATE head SET number = ?1 WHERE territory = 0"), values![column::id(number)])
}

/// Where every journal ends, as read without a lock.
pub(crate) fn read_heads(connection: &Connection) -> Result<Vec<(i64, u64)>, SqlFault> {
    connection.all(sql!("SELECT territory, number FROM head"), values![], |row| {
        Ok((row.integer("territory")?, column::read_id(row, "number")?))
    })
}

/// Reads a journal behind a head, checks that nothing is missing or changed, and hands each body on.
pub(crate) fn read_behind(
    connection: &Connection,
    territory: i64,
    kato: &str,
    head: &mut Head,
    mut each: impl FnMut(&[u8]) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let mut broken = None;
    let read = connection.each(
        sql!("SELECT number, body, hash FROM entry WHERE territory = ?1 AND number > ?2 ORDER BY number"),
        values![territory, column::id(head.number)],
        |row| {
            if broken.is_some() {
                return Ok(());
            }
            let number = column::read_id(row, "number")?;
            let (body, stored) = (row.text_bytes("body")?, row.blob("hash")?);
            match follows(kato, head, number, body, stored).and_then(|next| each(body).map(|()| next)) {
                Ok(next) => *head = next,
                Err(fault) => broken = Some(fault),
            }
            Ok(())
        },
    );
    match broken {
        Some(fault) => Err(fault),
        None => read.map_err(Fault::database("reading the journal")),
    }
}

/// The head after an entry, if it is the one that was recorded behind this head.
fn follows(kato: &str, head: &Head, number: u64, body: &[u8], stored: &[u8]) -> Result<Head, Fault> {
    let next = head.number + 1;
    let broken = |cause: &str| Fault::JournalBroken { territory: kato.to_owned(), entry: next, cause: cause.into() };
    if number != next {
        return Err(broken("the entry is missing"));
    }
    let hash = body::hash_after(&head.hash, body);
    if stored != hash {
        return Err(broken("its bytes are not those that were recorded: the hash differs"));
    }
    Ok(Head { number: next, hash })
}
