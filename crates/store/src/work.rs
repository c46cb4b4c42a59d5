//! What the writing thread is asked to do.

use crate::change::Change;
use crate::sql::{Connection, SqlFault};
use crate::{Actor, CommandId, Fault, NewTown, Recorded, Town, WritingClass};
use admission::{Command, Territory};
use jiff::Timestamp;
use std::sync::Arc;
use tokio::sync::oneshot;

/// Runs on the writing thread once what belongs to it is durable.
pub(crate) type AfterCommit = Box<dyn FnOnce() + Send>;

/// Writes the plain rows that belong to a command that was not refused, in the same transaction.
pub(crate) type Rows =
    Box<dyn FnOnce(&Connection, &Territory, &Recorded) -> Result<Option<AfterCommit>, SqlFault> + Send>;

/// A command ready to be decided.
pub(crate) struct Prepared {
    pub(crate) by: Actor,
    pub(crate) command: Command,
    pub(crate) rows: Option<Rows>,
}

/// Completes a command from what is known only inside the transaction: the state, the children, the instant.
pub(crate) type Prepare = Box<dyn FnOnce(&Connection, &Territory, Timestamp) -> Result<Prepared, SqlFault> + Send>;

/// What is to be decided: most commands are complete, some only the writing thread can complete.
pub(crate) enum Asked {
    Complete(Prepared),
    ToBePrepared(Prepare),
}

/// A write outside the journal: what is to be done and answered once it is durable or is not, and what other nodes shall
/// look at again.
pub(crate) type PlainWrite = Box<dyn FnOnce(&Connection) -> Result<(Settle, Vec<Change>), SqlFault> + Send>;

/// Answers one who waits.
pub(crate) type Settle = Box<dyn FnOnce(Result<(), Fault>) + Send>;

/// Where the answer to an act goes.
pub(crate) type Reply = oneshot::Sender<Result<Arc<Recorded>, Fault>>;

/// One request to the writing thread.
pub(crate) enum Work {
    Act {
        territory: i64,
        command_id: CommandId,
        asked: Asked,
        reply: Reply,
    },
    Write {
        write: PlainWrite,
        changes: bool,
    },
    Found {
        new: Box<NewTown>,
        reply: oneshot::Sender<Result<Arc<Town>, Fault>>,
    },
    Recorded {
        territory: i64,
        command_id: CommandId,
        reply: oneshot::Sender<Result<Option<Arc<Recorded>>, Fault>>,
    },
    /// The writing thread asks the kernel for another class.
    Schedule {
        class: WritingClass,
        reply: oneshot::Sender<WritingClass>,
    },
    CatchUp {
        reply: oneshot::Sender<Result<(), Fault>>,
    },
}
