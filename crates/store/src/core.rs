//! What every town and the store itself share: the way to the writing thread, the readers, the clock, the keys.

use crate::accounts::Staff;
use crate::attempts::Attempts;
use crate::change::Change;
use crate::database::Readers;
use crate::duty::Node;
use crate::inbox::Inbox;
use crate::key::Keys;
use crate::sessions::Sessions;
use crate::sql::{Connection, SqlFault};
use crate::work::{Settle, Work};
use crate::{Clock, Fault};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64};
use tokio::sync::oneshot;

pub(crate) struct Core {
    pub(crate) inbox: Arc<Inbox<Work>>,
    pub(crate) readers: Arc<Readers>,
    pub(crate) clock: Clock,
    pub(crate) node: Node,
    pub(crate) keys: Keys,
    pub(crate) sessions: Arc<Sessions>,
    pub(crate) staff: Arc<Staff>,
    pub(crate) attempts: Arc<Attempts>,
    /// Whether other nodes may write to the same database.
    pub(crate) is_shared: bool,
    /// The last change of what nodes keep in memory that this one has taken in.
    pub(crate) seen_change: AtomicU64,
    /// Whether the last batch could be written, or what became of it is known.
    pub(crate) is_sure: AtomicBool,
}

impl Core {
    /// Writes something outside the journal that no node keeps in memory, in the next batch. `after` runs on the writing
    /// thread as soon as it is durable, whether or not anybody still waits for the answer.
    pub(crate) async fn write<T: Send + 'static>(
        &self,
        write: impl FnOnce(&Connection) -> Result<T, SqlFault> + Send + 'static,
        after: impl FnOnce(&T) + Send + 'static,
    ) -> Result<T, Fault> {
        self.hand_in(false, move |connection| Ok((write(connection)?, Vec::new())), after).await
    }

    /// Writes something that other nodes keep in memory too, and tells what they shall look at again.
    pub(crate) async fn change<T: Send + 'static>(
        &self,
        write: impl FnOnce(&Connection) -> Result<(T, Vec<Change>), SqlFault> + Send + 'static,
        after: impl FnOnce(&T) + Send + 'static,
    ) -> Result<T, Fault> {
        self.hand_in(true, write, after).await
    }

    async fn hand_in<T: Send + 'static>(
        &self,
        changes: bool,
        write: impl FnOnce(&Connection) -> Result<(T, Vec<Change>), SqlFault> + Send + 'static,
        after: impl FnOnce(&T) + Send + 'static,
    ) -> Result<T, Fault> {
        let (reply, answer) = oneshot::channel();
        let write = Box::new(move |connection: &Connection| {
            let (written, changes) = write(connection)?;
            let settle: Settle = Box::new(move |durable| {
                if durable.is_ok() {
                    after(&written);
                }
                // Nobody may be waiting any more; what is written stays written.
                let _ = reply.send(durable.map(|()| written));
            });
            Ok((settle, changes))
        });
        self.inbox.push(Work::Write { write, changes })?;
        answer.await.map_err(|_| self.dropped())?
    }

    /// Comes back once this node has seen what every node had written before, and has run the steps that were due.
    pub(crate) async fn catch_up(&self) -> Result<(), Fault> {
        let (reply, answer) = oneshot::channel();
        self.inbox.push(Work::CatchUp { reply })?;
        answer.await.map_err(|_| self.dropped())?
    }

    /// Why a request got no answer.
    pub(crate) fn dropped(&self) -> Fault {
        if self.inbox.is_closed() { Fault::ShutDown } else { Fault::unavailable(&"its batch could not be written") }
    }
}
