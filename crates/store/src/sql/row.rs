//! A row of either database, read by the names of its columns.

use super::SqlFault;
use super::copied::Columns;
use rusqlite::types::FromSql as FromSqlite;
use tokio_postgres::types::FromSql as FromPostgres;

/// A row that a query found.
pub(crate) enum Row<'r> {
    Sqlite(&'r rusqlite::Row<'r>),
    Postgres(&'r tokio_postgres::Row),
    /// Of an entry: its number, body, hash, and what it touches, in this order.
    Copied(&'r Columns<'r>),
}

/// The columns of an entry in the order in which it is copied out.
const COPIED: [&str; 4] = ["number", "body", "hash", "touched"];

fn copied<'r>(columns: &Columns<'r>, column: &str) -> Result<Option<&'r [u8]>, SqlFault> {
    let place = COPIED.iter().position(|name| *name == column);
    let found = place.and_then(|place| columns.get(place).copied());
    found.ok_or_else(|| SqlFault::unreadable(column, &"it was not copied"))
}

fn missing(column: &str) -> SqlFault {
    SqlFault::unreadable(column, &"it is missing")
}

impl Row<'_> {
    fn get<'a, T: FromSqlite + FromPostgres<'a>>(&'a self, column: &str) -> Result<T, SqlFault> {
        match self {
            Self::Sqlite(row) => row.get(column).map_err(|cause| SqlFault::unreadable(column, &cause)),
            Self::Postgres(row) => row.try_get(column).map_err(|cause| SqlFault::unreadable(column, &cause)),
            Self::Copied(_) => Err(SqlFault::unreadable(column, &"it was copied as bytes")),
        }
    }

    /// A whole number.
    pub(crate) fn integer(&self, column: &str) -> Result<i64, SqlFault> {
        match self {
            Self::Copied(columns) => {
                let bytes = copied(columns, column)?.and_then(|bytes| bytes.try_into().ok());
                bytes.map(i64::from_be_bytes).ok_or_else(|| missing(column))
            }
            _ => self.get(column),
        }
    }

    /// A whole number that may be missing.
    pub(crate) fn integer_if_any(&self, column: &str) -> Result<Option<i64>, SqlFault> {
        self.get(column)
    }

    /// A text.
    pub(crate) fn text(&self, column: &str) -> Result<String, SqlFault> {
        self.get(column)
    }

    /// A text that may be missing.
    pub(crate) fn text_if_any(&self, column: &str) -> Result<Option<String>, SqlFault> {
        self.get(column)
    }

    /// The bytes of a text, where they lie.
    pub(crate) fn text_bytes(&self, column: &str) -> Result<&[u8], SqlFault> {
        match self {
            Self::Sqlite(row) => {
                let text = row.get_ref(column).and_then(|text| Ok(text.as_bytes()?));
                text.map_err(|cause| SqlFault::unreadable(column, &cause))
            }
            Self::Postgres(row) => {
                row.try_get(column).map(str::as_bytes).map_err(|cause| SqlFault::unreadable(column, &cause))
            }
            Self::Copied(columns) => copied(columns, column)?.ok_or_else(|| missing(column)),
        }
    }

    /// Bytes, where they lie.
    pub(crate) fn blob(&self, column: &str) -> Result<&[u8], SqlFault> {
        match self {
            Self::Sqlite(row) => {
                let bytes = row.get_ref(column).and_then(|bytes| Ok(bytes.as_blob()?));
                bytes.map_err(|cause| SqlFault::unreadable(column, &cause))
            }
            Self::Postgres(row) => row.try_get(column).map_err(|cause| SqlFault::unreadable(column, &cause)),
            Self::Copied(columns) => copied(columns, column)?.ok_or_else(|| missing(column)),
        }
    }

    /// Bytes that may be missing, where they lie.
    pub(crate) fn blob_if_any(&self, column: &str) -> Result<Option<&[u8]>, SqlFault> {
        match self {
            Self::Sqlite(row) => {
                let bytes = row.get_ref(column).and_then(|bytes| Ok(bytes.as_blob_or_null()?));
                bytes.map_err(|cause| SqlFault::unreadable(column, &cause))
            }
            Self::Postgres(row) => row.try_get(column).map_err(|cause| SqlFault::unreadable(column, &cause)),
            Self::Copied(columns) => copied(columns, column),
        }
    }

    /// Exactly so many bytes.
    pub(crate) fn bytes<const N: usize>(&self, column: &str) -> Result<[u8; N], SqlFault> {
        let bytes = self.blob(column)?;
        bytes.try_into().map_err(|_| SqlFault::unreadable(column, &format!("{} bytes for {N}", bytes.len())))
    }
}
