//! How often somebody tried something: counted in memory, and shared with the other nodes once a second, so that guessing
//! does not get easier by going from node to node. Who tried is known by a keyed hash only.

use crate::body::Hash;
use crate::sql::{Connection, SqlFault, sql, values};
use crate::work::AfterCommit;
use crate::{Store, column};
use jiff::{SignedDuration, Timestamp};
use parking_lot::Mutex;
use std::collections::HashMap;
use std::sync::Arc;

/// Counts that are shared at a time, so that a flood of strangers does not hold up those who claim.
const SHARED_AT_ONCE: usize = 256;

/// Counts that are kept at a time; beyond it nobody new is counted before old windows end. A flood from so many addresses
/// is not told from a city by counting.
const KEPT_MAX: usize = 1 << 20;

/// How often something may be tried within a window of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// What is tried, as a word that tells it from every other.
    pub what: &'static str,
    /// How often at most.
    pub most: u32,
    /// Within how long. Windows begin at whole multiples of it since 1970, on every node at the same instant.
    pub within: SignedDuration,
}

/// It was tried too often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooOften {
    /// When it may be tried again.
    pub again_at: Timestamp,
}

struct Count {
    ends_at: Timestamp,
    /// By all nodes, as far as this one knows.
    all: u32,
    /// Of these, what the others do not know yet.
    unshared: u32,
}

/// All counts of this node.
#[derive(Default)]
pub(crate) struct Attempts(Mutex<HashMap<(Hash, Timestamp), Count>>);

impl Store {
    /// Counts one attempt of somebody, known by any text, such as an address or a login. Never touches the disk.
    ///
    /// # Errors
    /// [`TooOften`]: it was tried as often as it may be, here and on the other nodes, and this attempt shall not be made.
    pub fn attempt(&self, limit: Limit, by: &str) -> Result<(), TooOften> {
        let key = self.core().keys.attempt_key(limit.what, by);
        self.core().attempts.count(limit, key, self.clock().now())
    }
}

/// When the window began in which an instant lies, and when it ends.
fn window(limit: Limit, now: Timestamp) -> (Timestamp, Timestamp) {
    let length = limit.within.as_secs().max(1);
    let began = now.as_second().div_euclid(length) * length;
    let at = |second| Timestamp::from_second(second).unwrap_or(now);
    (at(began), at(began.saturating_add(length)))
}

impl Attempts {
    pub(crate) fn count(&self, limit: Limit, key: Hash, now: Timestamp) -> Result<(), TooOften> {
        let (began_at, ends_at) = window(limit, now);
        let mut counts = self.0.lock();
        if counts.len() >= KEPT_MAX && !counts.contains_key(&(key, began_at)) {
            return Ok(());
        }
        let count = counts.entry((key, began_at)).or_insert(Count { ends_at, all: 0, unshared: 0 });
        if count.all >= limit.most {
            return Err(TooOften { again_at: ends_at });
        }
        count.all += 1;
        count.unshared += 1;
        Ok(())
    }

    /// Whether other nodes do not know everything yet.
    pub(crate) fn are_unshared(&self) -> bool {
        self.0.lock().values().any(|count| count.unshared > 0)
    }

    /// Forgets windows that are over.
    pub(crate) fn forget_over(&self, now: Timestamp) {
        self.0.lock().retain(|_, count| count.ends_at > now);
    }

    fn some_unshared(&self) -> Vec<(Hash, Timestamp, Timestamp, u32)> {
        let counts = self.0.lock();
        let unshared = counts.iter().filter(|(_, count)| count.unshared > 0);
        unshared
            .map(|(&(key, began_at), count)| (key, began_at, count.ends_at, count.unshared))
            .take(SHARED_AT_ONCE)
            .collect()
    }

    /// Adds what this node counted to the rows of all, and takes over their sum after the commit.
    pub(crate) fn share(self: &Arc<Self>, connection: &Connection) -> Result<Option<AfterCommit>, SqlFault> {
        let mut sums = Vec::new();
        for (key, began_at, ends_at, unshared) in self.some_unshared() {
            let sum = connection.first(
                sql!(
                    "INSERT INTO attempt (key_hash, began_at, ends_at, count) VALUES (?1, ?2, ?3, ?4)
                     ON CONFLICT (key_hash, began_at) DO UPDATE SET count = attempt.count + excluded.count
                     RETURNING count"
                ),
                values![key, column::instant(began_at), column::instant(ends_at), unshared],
                |row| column::read_small(row, "count"),
            )?;
            sums.push((key, began_at, unshared, sum.unwrap_or(unshared)));
        }
        if sums.is_empty() {
            return Ok(None);
        }
        let attempts = Arc::clone(self);
        Ok(Some(Box::new(move || {
            let mut counts = attempts.0.lock();
            for (key, began_at, shared, sum) in sums {
                if let Some(count) = counts.get_mut(&(key, began_at)) {
                    count.unshared -= shared;
                    count.all = sum + count.unshared;
                }
            }
        })))
    }
}

/// Deletes the rows of windows that are over.
pub(crate) fn delete_over(connection: &Connection, now: Timestamp) -> Result<(), SqlFault> {
    connection.write(sql!("DELETE FROM attempt WHERE ends_at <= ?1"), values![column::instant(now)])
}
