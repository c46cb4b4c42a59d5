//! What only one node may do at a time, such as sending messages: a duty, held for a while and taken over when its node is gone.

use crate::sql::{Connection, sql, values};
use crate::{Fault, Store, column};
use jiff::{SignedDuration, Timestamp};
use rand::RngCore;

/// Bytes of the random name of a node.
const NODE_BYTES: usize = 16;

/// A node of the service, from its start to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Node([u8; NODE_BYTES]);

impl Node {
    pub(crate) fn random() -> Self {
        let mut name = [0; NODE_BYTES];
        rand::rng().fill_bytes(&mut name);
        Self(name)
    }
}

impl Store {
    /// Takes a duty for so long from now on, or keeps it; whether this node has it. Another node has it until the time is
    /// over for which it last took it.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn take_duty(&self, name: &'static str, lasting: SignedDuration) -> Result<bool, Fault> {
        let now = self.clock().now();
        let until = now.saturating_add(lasting).unwrap_or(Timestamp::MAX);
        let Node(node) = self.core().node;
        let take = move |connection: &Connection| {
            let taken = connection.first(
                sql!(
                    "INSERT INTO duty (name, node, until) VALUES (?1, ?2, ?3)
                     ON CONFLICT (name) DO UPDATE SET node = excluded.node, until = excluded.until
                     WHERE duty.node = excluded.node OR duty.until <= ?4 RETURNING name"
                ),
                values![name, node, column::instant(until), column::instant(now)],
                |row| row.text("name"),
            )?;
            Ok(taken.is_some())
        };
        self.core().write(take, |_: &bool| ()).await
    }
}
