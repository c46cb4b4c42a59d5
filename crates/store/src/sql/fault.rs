//! What a database can answer instead of rows.

/// A fault of the database, or a column that holds what was never written there.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SqlFault {
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
    #[error("{}", told(.0))]
    Postgres(#[from] tokio_postgres::Error),
    /// What the server said while it committed: the commit holds here, but perhaps on no other machine.
    #[error("the commit was not waited for: {0}")]
    NotWaitedFor(String),
    #[error("PostgreSQL gave no answer within {0} s")]
    NoAnswer(u64),
    #[error("PostgreSQL cannot be reached: {0}")]
    Unreachable(String),
    #[error("the column {column} holds what was never written there: {cause}")]
    Unreadable { column: String, cause: String },
    #[error("the table of migrations and the tables do not fit: {0}")]
    Migration(String),
}

/// Says what the server said: the driver's own text is "db error". A detail can hold the values of a row and stays out.
fn told(fault: &tokio_postgres::Error) -> String {
    match fault.as_db_error() {
        Some(said) => format!("{} ({})", said.message(), said.code().code()),
        None => fault.to_string(),
    }
}

impl SqlFault {
    pub(crate) fn unreadable(column: &str, cause: &impl ToString) -> Self {
        Self::Unreadable { column: column.to_owned(), cause: cause.to_string() }
    }

    /// Whether another transaction was in the way, nothing was written, and the same may be tried at once.
    pub(crate) fn is_collision(&self) -> bool {
        use tokio_postgres::error::SqlState;
        let Self::Postgres(fault) = self else { return false };
        matches!(fault.code(), Some(&SqlState::T_R_SERIALIZATION_FAILURE | &SqlState::T_R_DEADLOCK_DETECTED))
    }
}
