//! A line to a PostgreSQL server, used by one thread that may block. Writes of a transaction are sent along with the next
//! question or the commit, all at once: a batch costs two waits for the network, however many rows it has.

use super::copied::Copied;
use super::{Row, SqlFault, Value};
use futures_util::TryStreamExt;
use refinery::Target;
use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;
use tokio::runtime::Runtime;
use tokio_postgres::error::Severity;
use tokio_postgres::types::ToSql;
use tokio_postgres::{AsyncMessage, Client, Config, NoTls, RowStream, Statement};

/// A server that says nothing for so long is given up, and what became of a commit is unknown.
const ANSWER_MAX: Duration = Duration::from_secs(10);

/// A server that cannot be reached for so long is not there.
const CONNECT_MAX: Duration = Duration::from_secs(5);

/// Rows that are handed on at a time.
const ROWS_AT_ONCE: usize = 512;

pub(super) mod embedded {
    refinery::embed_migrations!("migrations/postgres");
}

/// A value for a parameter: one, or a whole column of them.
pub(crate) type Parameter = Box<dyn ToSql + Sync + Send>;

/// A statement with its values.
pub(crate) type Asked = (&'static str, Vec<Parameter>);

/// A statement on its way, and the rows that will come back.
type Sent<'s> = Pin<Box<dyn Future<Output = Result<Vec<tokio_postgres::Row>, tokio_postgres::Error>> + 's>>;

/// An open line, and the thread's own small runtime that moves its bytes.
struct Line {
    runtime: Option<Runtime>,
    client: Client,
    /// What the server warned of since it was last asked.
    warning: Arc<parking_lot::Mutex<Option<String>>>,
    prepared: RefCell<HashMap<&'static str, Statement>>,
}

impl Drop for Line {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            // Waiting is not allowed everywhere where a line can be dropped, and there is nothing to wait for.
            runtime.shutdown_background();
        }
    }
}

/// A connection to the server. It never shows its text, which may hold a password.
pub(crate) struct Postgres {
    text: String,
    line: Option<Line>,
    unsent: RefCell<Vec<Asked>>,
}

impl fmt::Debug for Postgres {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Postgres(…)")
    }
}

/// The connection text with what the service needs besides.
pub(crate) fn config(text: &str) -> Result<Config, SqlFault> {
    let mut config: Config = text.parse()?;
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(CONNECT_MAX);
    }
    if config.get_application_name().is_none() {
        config.application_name("kezek");
    }
    config.keepalives_idle(ANSWER_MAX).tcp_user_timeout(ANSWER_MAX);
    // Of several hosts the one that takes writes: a standby may be behind.
    config.target_session_attrs(tokio_postgres::config::TargetSessionAttrs::ReadWrite);
    Ok(config)
}

impl Postgres {
    /// Connects to the server that takes writes.
    pub(crate) fn connect(text: &str) -> Result<Self, SqlFault> {
        let line = Some(Line::open(text)?);
        Ok(Self { text: text.to_owned(), line, unsent: RefCell::default() })
    }

    /// Brings the tables up to date; of several nodes that start together, one after the other.
    pub(crate) fn migrate(&mut self) -> Result<(), SqlFault> {
        self.migrate_to(Target::Latest)
    }

    /// Brings the tables to the state of a migration.
    pub(crate) fn migrate_to(&mut self, target: Target) -> Result<(), SqlFault> {
        let line = self.line.as_mut().ok_or_else(not_there)?;
        line.migrate_to(target)
    }

    fn line(&self) -> Result<&Line, SqlFault> {
        self.line.as_ref().ok_or_else(not_there)
    }

    pub(super) fn reconnect(&mut self) -> Result<(), SqlFault> {
        self.line = None;
        self.unsent.borrow_mut().clear();
        self.line = Some(Line::open(&self.text)?);
        Ok(())
    }

    /// Keeps a statement until the next question or the commit.
    pub(crate) fn write_later(&self, sql: super::Sql, values: Vec<Parameter>) {
        self.unsent.borrow_mut().push((sql.0, values));
    }

    /// Sends what waits and then the commit, and comes back when the server has done all of it.
    pub(super) fn commit(&self) -> Result<(), SqlFault> {
        self.ask(vec![("COMMIT", Vec::new())])?;
        // A wait for a standby that was cancelled ends in a commit that the server calls a success, with a warning.
        match self.line()?.warning.lock().take() {
            Some(warning) => Err(SqlFault::NotWaitedFor(warning)),
            None => Ok(()),
        }
    }

    /// Sends what waits and these questions behind it, all at once; the rows of each question.
    pub(crate) fn ask(&self, questions: Vec<Asked>) -> Result<Vec<Vec<tokio_postgres::Row>>, SqlFault> {
        let line = self.line()?;
        let mut all = self.unsent.take();
        let unsent = all.len();
        all.extend(questions);
        let mut rows = line.wait(line.send(&all))?;
        Ok(rows.split_off(unsent))
    }

    /// Hands on every row. Nothing else may be asked of this connection before the last one.
    pub(super) fn each(
        &self,
        sql: &'static str,
        values: Vec<Value>,
        mut each: impl FnMut(&Row<'_>) -> Result<(), SqlFault>,
    ) -> Result<(), SqlFault> {
        let line = self.line()?;
        let unsent = self.unsent.take();
        let rows = line.wait(async {
            line.send(&unsent).await?;
            let statement = line.statement(sql).await?;
            Ok(line.client.query_raw::<_, Value, _>(&statement, values).await?)
        })?;
        let mut rows = Box::pin(rows);
        loop {
            let some = line.wait(next_of(rows.as_mut()))?;
            for row in &some {
                each(&Row::Postgres(row))?;
            }
            if some.len() < ROWS_AT_ONCE {
                return Ok(());
            }
        }
    }

    /// Hands on the rows that a copy brings. Nothing else may be asked of this connection before the last one.
    pub(crate) fn each_copied(
        &self,
        copy: &str,
        mut each: impl FnMut(&Row<'_>) -> Result<(), SqlFault>,
    ) -> Result<(), SqlFault> {
        let line = self.line()?;
        let unsent = self.unsent.take();
        let copied = line.wait(async {
            line.send(&unsent).await?;
            Ok(line.client.copy_out(copy).await?)
        })?;
        let (mut bytes, mut rows) = (Box::pin(copied), Copied::default());
        loop {
            let some = line.wait(async {
                let mut some = Vec::with_capacity(ROWS_AT_ONCE);
                while some.len() < ROWS_AT_ONCE
                    && let Some(bytes) = bytes.try_next().await?
                {
                    some.push(bytes);
                }
                Ok(some)
            })?;
            for bytes in &some {
                rows.take(bytes, &mut each)?;
            }
            if some.len() < ROWS_AT_ONCE {
                return rows.end();
            }
        }
    }

    /// Whether the server takes a statement.
    #[cfg(test)]
    pub(crate) fn takes(&self, sql: &'static str) -> Result<(), SqlFault> {
        let line = self.line()?;
        line.wait(line.statement(sql)).map(drop)
    }
}

/// Values as parameters.
pub(crate) fn parameters(values: Vec<Value>) -> Vec<Parameter> {
    values.into_iter().map(|value| Box::new(value) as Parameter).collect()
}

fn not_there() -> SqlFault {
    SqlFault::Unreachable("the connection was cut".into())
}

async fn next_of(mut rows: Pin<&mut RowStream>) -> Result<Vec<tokio_postgres::Row>, SqlFault> {
    let mut some = Vec::new();
    while some.len() < ROWS_AT_ONCE
        && let Some(row) = rows.try_next().await?
    {
        some.push(row);
    }
    Ok(some)
}

impl Line {
    fn open(text: &str) -> Result<Self, SqlFault> {
        let config = config(text)?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|cause| SqlFault::Unreachable(cause.to_string()))?;
        let (client, mut connection) = runtime.block_on(async {
            tokio::time::timeout(ANSWER_MAX, config.connect(NoTls))
                .await
                .map_err(|_| SqlFault::NoAnswer(ANSWER_MAX.as_secs()))?
                .map_err(|cause| SqlFault::Unreachable(unreachable(&cause)))
        })?;
        let warning = Arc::new(parking_lot::Mutex::new(None));
        let warned = Arc::clone(&warning);
        runtime.spawn(async move {
            while let Some(Ok(message)) = poll_fn(|context| connection.poll_message(context)).await {
                if let AsyncMessage::Notice(notice) = message
                    && notice.parsed_severity() == Some(Severity::Warning)
                {
                    *warned.lock() = Some(notice.message().to_owned());
                }
            }
        });
        let line = Self { runtime: Some(runtime), client, warning, prepared: RefCell::default() };
        // An answer means durable, whatever the database is set to; how many standbys are waited for stays its own choice.
        line.wait(async {
            Ok(line
                .client
                .batch_execute(
                    "SELECT set_config('synchronous_commit', 'on', false)
                     WHERE current_setting('synchronous_commit') = 'off'",
                )
                .await?)
        })?;
        Ok(line)
    }

    /// Runs until it is done, or the server has said nothing for too long.
    fn wait<T>(&self, work: impl Future<Output = Result<T, SqlFault>>) -> Result<T, SqlFault> {
        let runtime = self.runtime.as_ref().ok_or_else(not_there)?;
        runtime.block_on(async {
            tokio::time::timeout(ANSWER_MAX, work).await.map_err(|_| SqlFault::NoAnswer(ANSWER_MAX.as_secs()))?
        })
    }

    async fn statement(&self, sql: &'static str) -> Result<Statement, SqlFault> {
        if let Some(known) = self.prepared.borrow().get(sql) {
            return Ok(known.clone());
        }
        let statement = self.client.prepare(&numbered(sql)).await?;
        self.prepared.borrow_mut().insert(sql, statement.clone());
        Ok(statement)
    }

    /// Sends statements one behind the other without waiting in between; then waits for what the server says to each.
    async fn send(&self, all: &[Asked]) -> Result<Vec<Vec<tokio_postgres::Row>>, SqlFault> {
        let mut statements = Vec::with_capacity(all.len());
        let mut parameters = Vec::with_capacity(all.len());
        for (sql, values) in all {
            statements.push(self.statement(sql).await?);
            parameters.push(values.iter().map(|value| &**value as &(dyn ToSql + Sync)).collect::<Vec<_>>());
        }
        let mut sent: Vec<Sent<'_>> = Vec::with_capacity(all.len());
        for (statement, values) in statements.iter().zip(&parameters) {
            let mut one: Sent<'_> = Box::pin(self.client.query(statement, values));
            // The first look at it sends it; an answer cannot be there yet, but a line that is cut shows at once.
            let ready = poll_fn(|context| Poll::Ready(one.as_mut().poll(context))).await;
            if let Poll::Ready(Err(fault)) = ready {
                return Err(fault.into());
            }
            sent.push(one);
        }
        let mut rows = Vec::with_capacity(sent.len());
        for one in sent {
            rows.push(one.await?);
        }
        Ok(rows)
    }

    fn migrate_to(&mut self, target: Target) -> Result<(), SqlFault> {
        let Self { runtime, client, .. } = self;
        let runtime = runtime.as_ref().ok_or_else(not_there)?;
        runtime.block_on(async {
            // Where there is no such lock the operator starts one node first.
            let locked = client.batch_execute("SELECT pg_advisory_lock(5277283)").await;
            if let Err(cause) = &locked {
                tracing::warn!(%cause, "no lock for the migrations; one node must start before the others");
            }
            let migrated = embedded::migrations::runner().set_target(target).run_async(client).await;
            if locked.is_ok() {
                client.batch_execute("SELECT pg_advisory_unlock(5277283)").await?;
            }
            migrated.map(drop).map_err(|cause| SqlFault::Migration(cause.to_string()))
        })
    }
}

/// Why there is no connection, without the text of the connection.
fn unreachable(cause: &tokio_postgres::Error) -> String {
    use std::error::Error;
    match (cause.as_db_error(), cause.source()) {
        (Some(said), _) => said.message().to_owned(),
        (None, Some(source)) => source.to_string(),
        (None, None) => cause.to_string(),
    }
}

/// The statement with the parameters as PostgreSQL writes them.
fn numbered(sql: &str) -> String {
    sql.replace('?', "$")
}
