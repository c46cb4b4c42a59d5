//! A row of either database, read by the names of its columns.

use super::SqlFault;
use super::copied::Columns;
use rusqlite::types::FromSql as FromSqlite;
use tokio_postgres::types::FromSql as FromPostgres;

/// A row that a query found.
pub(crate) enum Row<'r> {
    Sqlite(&'r rusqlite::Row<'r>),
    Postgres(&'r tokio_postgres::Row),
    /// Copied out as bytes.
    Copied(&'r Columns<'r>),
}

/// What a journal keeps of an entry, where it lies. Columns are found by their places: millions are read at a start.
pub(crate) struct StoredEntry<'r> {
    pub(crate) number: i64,
    pub(crate) body: &'r [u8],
    pub(crate) hash: &'r [u8],
    /// Nothing for an entry of an earlier release.
    pub(crate) touched: Option<&'r [u8]>,
}

fn unreadable(cause: impl std::fmt::Display) -> SqlFault {
    SqlFault::unreadable("entry", &cause)
}

fn sqlite_entry<'r>(row: &'r rusqlite::Row<'_>) -> rusqlite::Result<StoredEntry<'r>> {
    Ok(StoredEntry {
        number: row.get(0)?,
        body: row.get_ref(1)?.as_bytes()?,
        hash: row.get_ref(2)?.as_blob()?,
        touched: row.get_ref(3)?.as_blob_or_null()?,
    })
}

fn copied_entry<'r>(columns: &Columns<'r>) -> Option<StoredEntry<'r>> {
    let [number, body, hash, touched] = columns[..] else { return None };
    Some(StoredEntry { number: i64::from_be_bytes(number?.try_into().ok()?), body: body?, hash: hash?, touched })
}

fn copied_as_bytes(column: &str) -> SqlFault {
    SqlFault::unreadable(column, &"it was copied as bytes")
}

impl Row<'_> {
    fn get<'a, T: FromSqlite + FromPostgres<'a>>(&'a self, column: &str) -> Result<T, SqlFault> {
        match self {
            Self::Sqlite(row) => row.get(column).map_err(|cause| SqlFault::unreadable(column, &cause)),
            Self::Postgres(row) => row.try_get(column).map_err(|cause| SqlFault::unreadable(column, &cause)),
            Self::Copied(_) => Err(copied_as_bytes(column)),
        }
    }

    /// A whole number.
    pub(crate) fn integer(&self, column: &str) -> Result<i64, SqlFault> {
        self.get(column)
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
            Self::Copied(_) => Err(copied_as_bytes(column)),
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
            Self::Copied(_) => Err(copied_as_bytes(column)),
        }
    }

    /// An entry, of a row with number, body, hash and what it touches, in this order.
    pub(crate) fn entry(&self) -> Result<StoredEntry<'_>, SqlFault> {
        match self {
            Self::Sqlite(row) => sqlite_entry(row).map_err(unreadable),
            Self::Postgres(_) => Err(unreadable("entries are copied out")),
            Self::Copied(columns) => copied_entry(columns).ok_or_else(|| unreadable("a column is missing")),
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
            Self::Copied(_) => Err(copied_as_bytes(column)),
        }
    }

    /// Exactly so many bytes.
    pub(crate) fn bytes<const N: usize>(&self, column: &str) -> Result<[u8; N], SqlFault> {
        let bytes = self.blob(column)?;
        bytes.try_into().map_err(|_| SqlFault::unreadable(column, &format!("{} bytes for {N}", bytes.len())))
    }
}
