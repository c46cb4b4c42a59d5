//! The mailbox of a demo: what would have been sent, had this server been allowed to send. Kept in memory, the last of it.

use crate::letters::Written;
use jiff::Timestamp;
use parking_lot::Mutex;
use std::collections::VecDeque;

/// Messages that are kept.
const KEPT_MAX: usize = 100;

/// The last messages that were not sent, newest first.
#[derive(Default)]
pub(crate) struct Mailbox(Mutex<VecDeque<(Timestamp, Written)>>);

impl Mailbox {
    pub(crate) fn put(&self, written: Written, at: Timestamp) {
        let mut kept = self.0.lock();
        kept.truncate(KEPT_MAX - 1);
        kept.push_front((at, written));
    }

    pub(crate) fn all(&self) -> Vec<(Timestamp, Written)> {
        self.0.lock().iter().cloned().collect()
    }
}
