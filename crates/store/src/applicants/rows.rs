//! The rows of families: numbers, blind indexes and seals.

use crate::database::ReadFault;
use crate::sealed::Sealed;
use crate::{Number, column};
use admission::ApplicationId;
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};

/// The row of an application, its seal unbroken.
pub(super) struct Registered {
    pub(super) number: Number,
    pub(super) generation: u32,
    pub(super) submitted_at: Timestamp,
    pub(super) phone_index: [u8; 32],
    pub(super) sealed: Sealed,
}

impl Registered {
    pub(super) fn of(connection: &Connection, territory: i64, id: ApplicationId) -> rusqlite::Result<Option<Self>> {
        connection
            .prepare_cached("SELECT * FROM application WHERE territory = ?1 AND id = ?2")?
            .query_row(params![territory, column::id(id.0)], Self::read)
            .optional()
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            number: Number::from_stored(row.get("number")?),
            generation: row.get("code_generation")?,
            submitted_at: column::read_instant(row, "submitted_at")?,
            phone_index: row.get("phone_index")?,
            sealed: Sealed { wrapped_key: row.get("wrapped_key")?, record: row.get("sealed")? },
        })
    }
}

/// The application of a number, and which generation of its code counts.
pub(super) fn by_number(
    connection: &Connection,
    territory: i64,
    number: Number,
) -> rusqlite::Result<Option<(ApplicationId, u32)>> {
    connection
        .prepare_cached("SELECT id, code_generation FROM application WHERE territory = ?1 AND number = ?2")?
        .query_row(params![territory, number.stored()], |row| {
            Ok((column::read_application(row, "id")?, row.get("code_generation")?))
        })
        .optional()
}

/// The applications that a query by a blind index finds.
pub(super) fn found(
    connection: &Connection,
    sql: &str,
    territory: i64,
    index: [u8; 32],
) -> Result<Vec<ApplicationId>, ReadFault> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map(params![territory, index], |row| column::read_application(row, "id"))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Deletes what a family told, with its key. What a child is known by goes with its last application.
pub(super) fn erase(connection: &Connection, territory: i64, id: ApplicationId) -> rusqlite::Result<()> {
    let id = column::id(id.0);
    connection.execute(
        "DELETE FROM child WHERE territory = ?1
         AND id = (SELECT child FROM application WHERE territory = ?1 AND id = ?2)
         AND NOT EXISTS (SELECT 1 FROM application AS other WHERE other.territory = ?1
                         AND other.child = child.id AND other.id <> ?2)",
        params![territory, id],
    )?;
    connection.execute("DELETE FROM application WHERE territory = ?1 AND id = ?2", params![territory, id])?;
    connection
        .execute(
            "DELETE FROM session WHERE application = ?2 AND kato = (SELECT kato FROM territory WHERE id = ?1)",
            params![territory, id],
        )
        .map(drop)
}
