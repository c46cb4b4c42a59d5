//! SQL on either database: one text for both, whole numbers, texts and bytes as values, rows read by the names of columns.

mod copied;
mod fault;
mod postgres;
mod row;
mod sqlite;
mod value;

pub(crate) use fault::SqlFault;
pub(crate) use postgres::{Asked, Parameter, Postgres, config};
pub(crate) use row::{Row, StoredEntry};
pub(crate) use sqlite::Sqlite;
pub(crate) use value::Value;

/// A statement that both databases understand; parameters are `?1`, `?2`, ... A test prepares each of them on both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Sql(&'static str);

impl Sql {
    /// For [`sql!`] alone, so that no statement escapes the test that looks for it.
    pub(crate) const fn written_with_the_macro(text: &'static str) -> Self {
        Self(text)
    }

    /// With values, to be asked of PostgreSQL together with others.
    pub(crate) fn with(self, values: Vec<Parameter>) -> Asked {
        (self.0, values)
    }
}

/// Writes a statement.
macro_rules! sql {
    ($text:literal) => {
        $crate::sql::Sql::written_with_the_macro($text)
    };
}

/// Writes a statement for SQLite alone.
macro_rules! sqlite_sql {
    ($text:literal) => {
        $crate::sql::Sql::written_with_the_macro($text)
    };
}

/// Writes a statement for PostgreSQL alone, with `$1` as its parameters.
macro_rules! postgres_sql {
    ($text:literal) => {
        $crate::sql::Sql::written_with_the_macro($text)
    };
}

/// Values for the parameters of a statement, in their order.
macro_rules! values {
    ($($value:expr),* $(,)?) => {
        vec![$($crate::sql::Value::from($value)),*]
    };
}

pub(crate) use {postgres_sql, sql, sqlite_sql, values};

/// A connection to either database. Used by one thread at a time.
#[derive(Debug)]
pub(crate) enum Connection {
    Sqlite(Sqlite),
    Postgres(Box<Postgres>),
}

impl Connection {
    /// Every row, each read as told.
    pub(crate) fn all<T>(
        &self,
        sql: Sql,
        values: Vec<Value>,
        mut read: impl FnMut(&Row<'_>) -> Result<T, SqlFault>,
    ) -> Result<Vec<T>, SqlFault> {
        let mut found = Vec::new();
        self.each(sql, values, |row| {
            found.push(read(row)?);
            Ok(())
        })?;
        Ok(found)
    }

    /// The first row, if there is one.
    pub(crate) fn first<T>(
        &self,
        sql: Sql,
        values: Vec<Value>,
        read: impl FnMut(&Row<'_>) -> Result<T, SqlFault>,
    ) -> Result<Option<T>, SqlFault> {
        Ok(self.all(sql, values, read)?.into_iter().next())
    }

    /// Hands every row on.
    pub(crate) fn each(
        &self,
        sql: Sql,
        values: Vec<Value>,
        each: impl FnMut(&Row<'_>) -> Result<(), SqlFault>,
    ) -> Result<(), SqlFault> {
        match self {
            Self::Sqlite(sqlite) => sqlite.each(sql.0, &values, each),
            Self::Postgres(postgres) => postgres.each(sql.0, values, each),
        }
    }

    /// Writes inside the transaction that is open. Writes happen in their order; that one of them failed may be told as
    /// late as by the commit.
    pub(crate) fn write(&self, sql: Sql, values: Vec<Value>) -> Result<(), SqlFault> {
        match self {
            Self::Sqlite(sqlite) => sqlite.write(sql.0, &values),
            Self::Postgres(postgres) => {
                postgres.write_later(sql, postgres::parameters(values));
                Ok(())
            }
        }
    }

    /// Begins a transaction that writes.
    pub(crate) fn begin(&self) -> Result<(), SqlFault> {
        match self {
            Self::Sqlite(sqlite) => sqlite.run("BEGIN IMMEDIATE"),
            Self::Postgres(postgres) => {
                postgres.write_later(Sql("BEGIN"), Vec::new());
                Ok(())
            }
        }
    }

    /// Commits. After a fault it is not known whether what was written holds.
    pub(crate) fn commit(&self) -> Result<(), SqlFault> {
        match self {
            Self::Sqlite(sqlite) => sqlite.run("COMMIT"),
            Self::Postgres(postgres) => postgres.commit(),
        }
    }

    /// From here on every read sees the same moment. A line that was cut meanwhile shows here.
    pub(crate) fn begin_reading(&self) -> Result<(), SqlFault> {
        match self {
            Self::Sqlite(sqlite) => sqlite.run("BEGIN"),
            Self::Postgres(postgres) => {
                postgres.ask(vec![("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", Vec::new())]).map(drop)
            }
        }
    }

    /// Lets the moment go.
    pub(crate) fn end_reading(&self) -> Result<(), SqlFault> {
        match self {
            Self::Sqlite(sqlite) => sqlite.run("ROLLBACK"),
            Self::Postgres(postgres) => postgres.ask(vec![("ROLLBACK", Vec::new())]).map(drop),
        }
    }

    /// While a whole journal is read: SQLite looks at the file where it lies, without a copy of each page; PostgreSQL
    /// follows the index, along which the entries lie, and does not sort what is sorted.
    pub(crate) fn read_at_length<T>(&self, read: impl FnOnce() -> T) -> Result<T, SqlFault> {
        match self {
            Self::Sqlite(sqlite) => {
                sqlite.map_file(sqlite::MAPPED_BYTES)?;
                let done = read();
                sqlite.map_file(0)?;
                Ok(done)
            }
            Self::Postgres(postgres) => {
                postgres.ask(vec![("SET enable_sort = off", Vec::new()), ("SET jit = off", Vec::new())])?;
                let done = read();
                postgres.ask(vec![("RESET enable_sort", Vec::new()), ("RESET jit", Vec::new())])?;
                Ok(done)
            }
        }
    }

    /// Makes the connection as good as new after a fault: an open transaction is forgotten, a cut line is built again.
    pub(crate) fn renew(&mut self) -> Result<(), SqlFault> {
        match self {
            Self::Sqlite(sqlite) => sqlite.forget_transaction(),
            Self::Postgres(postgres) => postgres.reconnect(),
        }
    }

    /// What is to be done when nothing more will be written.
    pub(crate) fn finish(&self) -> Result<(), SqlFault> {
        match self {
            Self::Sqlite(sqlite) => sqlite.fold_log_in(),
            Self::Postgres(_) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests;
