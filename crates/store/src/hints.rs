//! Hints between nodes: whoever has written says so, and the others look. Where a hint is lost, or the database knows
//! none, they look all the same once a second, and whenever a visitor has seen more than they have.

use crate::core::Core;
use crate::sql;
use std::future::poll_fn;
use std::sync::{Arc, Weak};
use std::time::Duration;
use tokio::sync::Notify;
use tokio_postgres::{AsyncMessage, Client, NoTls};

/// Between two hints: a busy node writes hundreds of batches a second.
const BETWEEN_HINTS: Duration = Duration::from_millis(20);

/// Before a line that was cut is built again.
const BETWEEN_LINES: Duration = Duration::from_secs(1);

/// The thread that gives and takes hints; it ends with the last copy.
pub(crate) struct Hints(Arc<Notify>);

impl Hints {
    /// Gives and takes hints for the nodes of one PostgreSQL database.
    pub(crate) fn begin(text: String, core: Weak<Core>) -> std::io::Result<Self> {
        let written = Arc::new(Notify::new());
        let told = Arc::downgrade(&written);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        std::thread::Builder::new().name("hints".into()).spawn(move || {
            runtime.block_on(async {
                let mut is_warned = false;
                while told.strong_count() > 0 {
                    match exchange(&text, &core, &told).await {
                        Err(cause) if !is_warned => {
                            tracing::warn!(%cause, "no hints between nodes; they look once a second");
                            is_warned = true;
                        }
                        Err(_) => {}
                        Ok(()) => is_warned = false,
                    }
                    tokio::time::sleep(BETWEEN_LINES).await;
                }
            });
        })?;
        Ok(Self(written))
    }

    /// This node has written something.
    pub(crate) fn give(&self) {
        self.0.notify_one();
    }
}

impl Drop for Hints {
    fn drop(&mut self) {
        self.0.notify_one();
    }
}

/// Over one line, until it is cut or nobody is left to give hints.
async fn exchange(text: &str, core: &Weak<Core>, told: &Weak<Notify>) -> Result<(), sql::SqlFault> {
    let (client, mut connection) = sql::config(text)?.connect(NoTls).await?;
    let core = Weak::clone(core);
    let taking = async move {
        let mut own = None;
        while let Some(Ok(message)) = poll_fn(|context| connection.poll_message(context)).await {
            let AsyncMessage::Notification(hint) = message else { continue };
            // The first hint is one's own, sent to learn by which number one is known.
            let own = *own.get_or_insert(hint.process_id());
            let Some(core) = core.upgrade() else { return };
            if hint.process_id() != own {
                core.inbox.look();
            }
        }
    };
    tokio::select! {
        () = taking => Ok(()),
        given = give(&client, told) => given,
    }
}

async fn give(client: &Client, told: &Weak<Notify>) -> Result<(), sql::SqlFault> {
    // A hint need not be durable, and shall not wait for a standby.
    client.batch_execute("SET synchronous_commit = off; LISTEN kezek; NOTIFY kezek").await?;
    loop {
        let Some(written) = told.upgrade() else { return Ok(()) };
        written.notified().await;
        // The store is closed when only this copy is left.
        if Arc::strong_count(&written) == 1 {
            return Ok(());
        }
        drop(written);
        client.batch_execute("NOTIFY kezek").await?;
        tokio::time::sleep(BETWEEN_HINTS).await;
    }
}
