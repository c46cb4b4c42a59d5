//! What readers of a town see: its state, and what was counted on the way there.

use admission::{Event, Tally, Territory};

/// Both follow from the same entries, and change together.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    pub(crate) state: Territory,
    pub(crate) tally: Tally,
}

impl Seen {
    /// Takes in the next entry.
    pub(crate) fn repeat(&mut self, entry: &[Event]) {
        self.tally.repeat(&mut self.state, entry);
    }
}
