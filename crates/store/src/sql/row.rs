//! A row of either database, read by the names of its columns.

use super::SqlFault;
use rusqlite::types::FromSql as FromSqlite;
use tokio_postgres::types::FromSql as FromPostgres;

/// A row that a query found.
pub(crate) enum Row<'r> {
    Sqlite(&'r rusqlite::Row<'r>),
    Postgres(&'r tokio_postgres::Row),
}

impl Row<'_> {
    fn get<'a, T: FromSqlite + FromPostgres<'a>>(&'a self, column: &str) -> Result<T, SqlFault> {
        match self {
            Self::Sqlite(row) => row.get(column).map_err(|cause| SqlFault::unreadable(column, &cause)),
            Self::Postgres(row) => row.try_get(column).map_err(|cause| SqlFault::unreadable(column, &cause)),
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
        }
    }

    /// Exactly so many bytes.
    pub(crate) fn bytes<const N: usize>(&self, column: &str) -> Result<[u8; N], SqlFault> {
        let bytes = self.blob(column)?;
        bytes.try_into().map_err(|_| SqlFault::unreadable(column, &format!("{} bytes for {N}", bytes.len())))
    }
}
