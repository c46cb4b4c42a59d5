//! What every town and the store itself share: the way to the writing thread, the readers, the clock, the keys.

use crate::database::Readers;
use crate::inbox::Inbox;
use crate::key::Keys;
use crate::sessions::Sessions;
use crate::work::{Settle, Work};
use crate::{Clock, Fault};
use rusqlite::Connection;
use std::sync::Arc;
use tokio::sync::oneshot;

pub(crate) struct Core {
    pub(crate) inbox: Arc<Inbox<Work>>,
    pub(crate) readers: Arc<Readers>,
    pub(crate) clock: Clock,
    pub(crate) keys: Keys,
    pub(crate) sessions: Arc<Sessions>,
}

impl Core {
    /// Writes something outside the journal, in the next batch. `after` runs on the writing thread as soon as it is
    /// durable, whether or not anybody still waits for the answer.
    pub(crate) async fn write<T: Send + 'static>(
        &self,
        write: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
        after: impl FnOnce(&T) + Send + 'static,
    ) -> Result<T, Fault> {
        let (reply, answer) = oneshot::channel();
        self.inbox.push(Work::Write(Box::new(move |connection| {
            let written = write(connection)?;
            let settle: Settle = Box::new(move |durable| {
                if durable.is_ok() {
                    after(&written);
                }
                // Nobody may be waiting any more; what is written stays written.
                let _ = reply.send(durable.map(|()| written));
            });
            Ok(settle)
        })))?;
        answer.await.map_err(|_| self.dropped())?
    }

    /// Why a request got no answer.
    pub(crate) fn dropped(&self) -> Fault {
        if self.inbox.is_closed() { Fault::ShutDown } else { Fault::unavailable(&"its batch could not be written") }
    }
}
