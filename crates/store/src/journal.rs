//! The SQL of the journal: append, look up, read from an entry on.

use crate::body::{self, Hash};
use crate::column;
use crate::sql::{Connection, Postgres, Row, Sql, SqlFault, StoredEntry, postgres_sql, sql, sqlite_sql, values};
use crate::{Actor, CommandId, Fault, Recorded};
use rusqlite::params;

/// An entry about to be appended, with what it touches.
pub(crate) struct NewEntry {
    pub(crate) number: u64,
    pub(crate) command_id: CommandId,
    pub(crate) body: String,
    pub(crate) hash: Hash,
    pub(crate) touched: Vec<u8>,
}

/// The key of an entry in SQLite: 40 bits count the entries of a territory.
fn position(territory: i64, number: i64) -> i64 {
    territory << 40 | number
}

const BY_POSITION: Sql = sqlite_sql!("SELECT body FROM entry WHERE position = ?1");
const BY_NUMBER: Sql = postgres_sql!("SELECT body FROM entry WHERE territory = $1 AND number = $2");

/// Appends entries of one territory, in their order.
pub(crate) fn append(connection: &Connection, territory: i64, entries: Vec<NewEntry>) -> Result<(), SqlFault> {
    match connection {
        Connection::Sqlite(sqlite) => entries.iter().try_for_each(|entry| {
            sqlite.write_borrowed(
                sqlite_sql!(
                    "INSERT INTO entry (position, command_id, body, hash, touched) VALUES (?1, ?2, ?3, ?4, ?5)"
                ),
                params![
                    position(territory, column::id(entry.number)),
                    entry.command_id.0,
                    entry.body,
                    entry.hash,
                    entry.touched
                ],
            )
        }),
        Connection::Postgres(postgres) => {
            append_columns(postgres, territory, entries);
            Ok(())
        }
    }
}

/// All entries of a batch in one statement.
fn append_columns(postgres: &Postgres, territory: i64, entries: Vec<NewEntry>) {
    let count = entries.len();
    let (mut numbers, mut ids, mut bodies) =
        (Vec::with_capacity(count), Vec::with_capacity(count), Vec::with_capacity(count));
    let (mut hashes, mut touched) = (Vec::with_capacity(count), Vec::with_capacity(count));
    for entry in entries {
        numbers.push(column::id(entry.number));
        ids.push(entry.command_id.0.to_vec());
        bodies.push(entry.body);
        hashes.push(entry.hash.to_vec());
        touched.push(entry.touched);
    }
    postgres.write_later(
        postgres_sql!(
            "INSERT INTO entry (territory, number, command_id, body, hash, touched)
             SELECT $1::bigint, * FROM unnest($2::bigint[], $3::bytea[], $4::text[], $5::bytea[], $6::bytea[])"
        ),
        vec![
            Box::new(territory),
            Box::new(numbers),
            Box::new(ids),
            Box::new(bodies),
            Box::new(hashes),
            Box::new(touched),
        ],
    );
}

/// The answer that an entry records, if it is the entry of that command id.
pub(crate) fn recorded(
    connection: &Connection,
    territory: i64,
    number: u64,
    id: CommandId,
) -> Result<Option<Recorded>, SqlFault> {
    let number = column::id(number);
    let found = match connection {
        Connection::Sqlite(_) => connection.first(BY_POSITION, values![position(territory, number)], told),
        Connection::Postgres(_) => connection.first(BY_NUMBER, values![territory, number], told),
    };
    Ok(found?.filter(|(_, other, _)| *other == id).map(|(_, _, recorded)| recorded))
}

/// The entries of these numbers, in their order.
pub(crate) fn entries(
    connection: &Connection,
    territory: i64,
    numbers: impl IntoIterator<Item = u64>,
    mut each: impl FnMut(Actor, Recorded),
) -> Result<(), SqlFault> {
    let mut take = |row: &Row<'_>| {
        let (by, _, recorded) = told(row)?;
        each(by, recorded);
        Ok(())
    };
    match connection {
        Connection::Sqlite(_) => numbers.into_iter().try_for_each(|number| {
            connection.each(BY_POSITION, values![position(territory, column::id(number))], &mut take)
        }),
        Connection::Postgres(postgres) => {
            let numbers: Vec<_> = numbers.into_iter().map(column::id).collect();
            for some in numbers.chunks(ENTRIES_AT_ONCE) {
                let all =
                    postgres_sql!("SELECT body FROM entry WHERE territory = $1 AND number = ANY($2) ORDER BY number");
                let rows = postgres.ask(vec![all.with(vec![Box::new(territory), Box::new(some.to_vec())])])?;
                rows.iter().flatten().try_for_each(|row| take(&Row::Postgres(row)))?;
            }
            Ok(())
        }
    }
}

/// Entries that are asked of a server at a time.
const ENTRIES_AT_ONCE: usize = 1024;

fn told(row: &Row<'_>) -> Result<(Actor, CommandId, Recorded), SqlFault> {
    let body = row.text_bytes("body")?;
    let text = std::str::from_utf8(body).map_err(|cause| SqlFault::unreadable("body", &cause))?;
    body::read(text).map_err(|cause| SqlFault::unreadable("body", &cause))
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
    let head = connection.first(sql, values![territory], head_of)?;
    head.ok_or_else(|| SqlFault::unreadable("head", &format!("territory {territory} has none")))
}

/// Where a journal ends, as its row says.
pub(crate) fn head_of(row: &Row<'_>) -> Result<Head, SqlFault> {
    Ok(Head { number: column::read_id(row, "number")?, hash: row.bytes("hash")? })
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

/// Reads a journal behind a head, checks that nothing is missing or changed, and hands each body on, with what it
/// touches; earlier releases wrote that down elsewhere.
pub(crate) fn read_behind(
    connection: &Connection,
    territory: i64,
    kato: &str,
    head: &mut Head,
    mut each: impl FnMut(&[u8], Option<&[u8]>) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let mut broken = None;
    let behind = column::id(head.number);
    let take = |row: &Row<'_>| {
        if broken.is_some() {
            return Ok(());
        }
        let entry = row.entry()?;
        match follows(kato, head, &entry).and_then(|next| each(entry.body, entry.touched).map(|()| next)) {
            Ok(next) => *head = next,
            Err(fault) => broken = Some(fault),
        }
        Ok(())
    };
    let read = match connection {
        Connection::Sqlite(_) => connection.each(
            sqlite_sql!(
                "SELECT number, body, hash, touched FROM entry WHERE position > ?1 AND position < ?2 ORDER BY position"
            ),
            values![position(territory, behind), position(territory + 1, 0)],
            take,
        ),
        // Two numbers are all that is put into its text; a copy takes no parameters.
        Connection::Postgres(postgres) => postgres.each_copied(
            &format!(
                "COPY (SELECT number, body, hash, touched FROM entry
                       WHERE territory = {territory} AND number > {behind} ORDER BY number) TO STDOUT (FORMAT binary)"
            ),
            take,
        ),
    };
    match broken {
        Some(fault) => Err(fault),
        None => read.map_err(Fault::database("reading the journal")),
    }
}

/// The head after an entry, if it is the one that was recorded behind this head.
fn follows(kato: &str, head: &Head, entry: &StoredEntry<'_>) -> Result<Head, Fault> {
    let next = head.number + 1;
    let broken = |cause: &str| Fault::JournalBroken { territory: kato.to_owned(), entry: next, cause: cause.into() };
    if entry.number.cast_unsigned() != next {
        return Err(broken("the entry is missing"));
    }
    let hash = body::hash_after(&head.hash, entry.body);
    if entry.hash != hash {
        return Err(broken("its bytes are not those that were recorded: the hash differs"));
    }
    Ok(Head { number: next, hash })
}
