//! The rows of families: numbers, blind indexes and seals.

use crate::database::ReadFault;
use crate::sealed::Sealed;
use crate::sql::{Connection, Row, Sql, SqlFault, sql, values};
use crate::{AccountId, Number, column, complaints, devices, documents, helping, messages, name_index};
use admission::ApplicationId;
use jiff::Timestamp;

/// Locks an application until the caller's commit, and says whether it is there. Whoever counts what belongs to it, or
/// seals it anew, locks it first, so that two nodes do so one after the other.
pub(crate) fn lock(connection: &Connection, territory: i64, id: ApplicationId) -> Result<bool, SqlFault> {
    let sql =
        sql!("UPDATE application SET code_generation = code_generation WHERE territory = ?1 AND id = ?2 RETURNING id");
    Ok(connection.first(sql, values![territory, column::id(id.0)], |_| Ok(()))?.is_some())
}

/// The row of an application, its seal unbroken.
pub(crate) struct Registered {
    pub(crate) number: Number,
    pub(crate) generation: u32,
    pub(crate) submitted_at: Timestamp,
    pub(crate) phone_index: [u8; 32],
    pub(crate) is_reached: bool,
    pub(crate) reached_by: Option<AccountId>,
    pub(crate) sealed: Sealed,
}

impl Registered {
    pub(crate) fn of(connection: &Connection, territory: i64, id: ApplicationId) -> Result<Option<Self>, SqlFault> {
        let sql = sql!("SELECT * FROM application WHERE territory = ?1 AND id = ?2");
        connection.first(sql, values![territory, column::id(id.0)], Self::read)
    }

    fn read(row: &Row<'_>) -> Result<Self, SqlFault> {
        Ok(Self {
            number: Number::from_stored(row.integer("number")?),
            generation: column::read_small(row, "code_generation")?,
            submitted_at: column::read_instant(row, "submitted_at")?,
            phone_index: row.bytes("phone_index")?,
            is_reached: column::read_instant_if_any(row, "reached_at")?.is_some(),
            reached_by: row.integer_if_any("reached_by")?.map(|id| AccountId(id.cast_unsigned())),
            sealed: Sealed { wrapped_key: row.blob("wrapped_key")?.to_vec(), record: row.blob("sealed")?.to_vec() },
        })
    }
}

/// The application of a number, and which generation of its code counts.
pub(super) fn by_number(
    connection: &Connection,
    territory: i64,
    number: Number,
) -> Result<Option<(ApplicationId, u32)>, SqlFault> {
    let sql = sql!("SELECT id, code_generation FROM application WHERE territory = ?1 AND number = ?2");
    connection.first(sql, values![territory, number.stored()], |row| {
        Ok((column::read_application(row, "id")?, column::read_small(row, "code_generation")?))
    })
}

/// The applications that a query by a blind index finds.
pub(super) fn found(
    connection: &Connection,
    sql: Sql,
    territory: i64,
    index: [u8; 32],
) -> Result<Vec<ApplicationId>, ReadFault> {
    Ok(connection.all(sql, values![territory, index], |row| column::read_application(row, "id"))?)
}

/// Deletes what a family told, with its key. What a child is known by goes with its last application.
pub(super) fn erase(connection: &Connection, territory: i64, application: ApplicationId) -> Result<(), SqlFault> {
    let id = column::id(application.0);
    connection.write(
        sql!(
            "DELETE FROM child WHERE territory = ?1
             AND id = (SELECT child FROM application WHERE territory = ?1 AND id = ?2)
             AND NOT EXISTS (SELECT 1 FROM application AS other WHERE other.territory = ?1
                             AND other.child = child.id AND other.id <> ?2)"
        ),
        values![territory, id],
    )?;
    messages::delete_of(connection, territory, id)?;
    devices::delete_of(connection, territory, application)?;
    helping::delete_of(connection, territory, id)?;
    documents::delete_of(connection, territory, id)?;
    complaints::delete_of(connection, territory, id)?;
    name_index::delete_of(connection, territory, id)?;
    connection.write(sql!("DELETE FROM application WHERE territory = ?1 AND id = ?2"), values![territory, id])?;
    connection.write(sql!("DELETE FROM paper WHERE territory = ?1 AND application = ?2"), values![territory, id])?;
    connection.write(sql!("DELETE FROM one_time WHERE territory = ?1 AND application = ?2"), values![territory, id])?;
    end_sessions(connection, territory, application)
}

/// Deletes the sessions of an application, its family's and its helpers'.
pub(super) fn end_sessions(connection: &Connection, territory: i64, id: ApplicationId) -> Result<(), SqlFault> {
    connection.write(
        sql!("DELETE FROM session WHERE application = ?2 AND kato = (SELECT kato FROM territory WHERE id = ?1)"),
        values![territory, column::id(id.0)],
    )
}

/// Another generation of the secret code counts from now on.
pub(super) fn renew_code(connection: &Connection, territory: i64, id: ApplicationId) -> Result<(), SqlFault> {
    connection.write(
        sql!("UPDATE application SET code_generation = code_generation + 1 WHERE territory = ?1 AND id = ?2"),
        values![territory, column::id(id.0)],
    )
}

/// Writes a record that was sealed anew, under the key that it had.
pub(crate) fn seal_anew(
    connection: &Connection,
    territory: i64,
    id: ApplicationId,
    sealed: &Sealed,
    phone_index: [u8; 32],
) -> Result<(), SqlFault> {
    connection.write(
        sql!("UPDATE application SET wrapped_key = ?3, sealed = ?4, phone_index = ?5 WHERE territory = ?1 AND id = ?2"),
        values![territory, column::id(id.0), sealed.wrapped_key.clone(), sealed.record.clone(), phone_index],
    )
}
