//! What the writing thread is asked to do.

use crate::{Actor, CommandId, Fault, NewTown, Recorded, Town};
use admission::{Command, Territory};
use jiff::Timestamp;
use rusqlite::Connection;
use std::sync::Arc;
use tokio::sync::oneshot;

/// Runs on the writing thread once what belongs to it is durable.
pub(crate) type AfterCommit = Box<dyn FnOnce() + Send>;

/// Writes the plain rows that belong to a command that was not refused, in the same transaction.
pub(crate) type Rows =
    Box<dyn FnOnce(&Connection, &Territory, &Recorded) -> rusqlite::Result<Option<AfterCommit>> + Send>;

/// A command ready to be decided.
pub(crate) struct Prepared {
    pub(crate) by: Actor,
    pub(crate) command: Command,
    pub(crate) rows: Option<Rows>,
}

/// Completes a command from what is known only inside the transaction: the state, the children, the instant.
pub(crate) type Prepare = Box<dyn FnOnce(&Connection, &Territory, Timestamp) -> rusqlite::Result<Prepared> + Send>;

/// A write outside the journal. It hands back what is to be done, and answered, once it is durable or is not.
pub(crate) type PlainWrite = Box<dyn FnOnce(&Connection) -> rusqlite::Result<Settle> + Send>;

/// Answers one who waits.
pub(crate) type Settle = Box<dyn FnOnce(Result<(), Fault>) + Send>;

/// One request to the writing thread.
pub(crate) enum Work {
    Act { territory: i64, command_id: CommandId, prepare: Prepare, reply: oneshot::Sender<Result<Recorded, Fault>> },
    Write(PlainWrite),
    Found { new: Box<NewTown>, reply: oneshot::Sender<Result<Arc<Town>, Fault>> },
}
