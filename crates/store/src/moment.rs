//! How much of what was written a reader has seen: what makes several nodes look like one to whoever has just acted.

use crate::{Fault, Town};
use std::fmt;
use std::str::FromStr;
use std::sync::atomic::Ordering;

/// A point in what was written: entries of one journal, and changes of what nodes keep in memory. Later ones are greater
/// in both. A browser may carry it; it holds nothing secret, and a false one only makes a node look once more.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Moment {
    /// Entries of the journal of the town.
    pub entry: u64,
    /// Changes of accounts, sessions, kindergartens and groups, of all towns together.
    pub change: u64,
}

/// A text that is no moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not two whole numbers with a point between them")]
pub struct NotAMoment;

impl Moment {
    /// Whether all of the other is part of this one.
    #[must_use]
    pub fn includes(self, other: Self) -> bool {
        self.entry >= other.entry && self.change >= other.change
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.entry, self.change)
    }
}

impl FromStr for Moment {
    type Err = NotAMoment;

    fn from_str(text: &str) -> Result<Self, NotAMoment> {
        let (entry, change) = text.split_once('.').ok_or(NotAMoment)?;
        let number = |text: &str| text.parse().map_err(|_| NotAMoment);
        Ok(Self { entry: number(entry)?, change: number(change)? })
    }
}

impl Town {
    /// What readers of this node see now. Never touches the disk.
    #[must_use]
    pub fn moment(&self) -> Moment {
        Moment { entry: self.seen_entry(), change: self.core().seen_change.load(Ordering::Acquire) }
    }

    /// Comes back once readers of this node see at least that moment, which may have been written by another node. A
    /// moment that nobody has written yet is not waited for.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`]: this node cannot tell, and what it shows may be older.
    pub async fn reach(&self, moment: Moment) -> Result<(), Fault> {
        if self.moment().includes(moment) {
            return Ok(());
        }
        self.core().catch_up().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_reads_back_as_it_was_shown() {
        let moment = Moment { entry: 12, change: 3 };
        assert_eq!(moment.to_string().parse(), Ok(moment));
        for wrong in ["", "12", "12.", "-1.0", "1.2.3"] {
            assert_eq!(wrong.parse::<Moment>(), Err(NotAMoment));
        }
        assert!(moment.includes(Moment { entry: 12, change: 2 }));
        assert!(!moment.includes(Moment { entry: 11, change: 4 }));
    }
}
