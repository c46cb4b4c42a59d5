//! From an id to a row of a table, in four bytes a row: the key is read from the table itself.

use hashbrown::HashTable;

/// Looked up, never walked through: its order would differ between machines.
#[derive(Debug, Clone, Default)]
pub(crate) struct Index(HashTable<u32>);

/// It follows from the table that it points into, so two are equal when they are equally long.
impl PartialEq for Index {
    fn eq(&self, other: &Self) -> bool {
        self.0.len() == other.0.len()
    }
}

impl Eq for Index {}

/// Spreads ids that the service itself drew at random; nobody outside chooses them. An odd constant near 2^64 divided by
/// the golden ratio, then the high bits folded down.
fn spread(id: u64) -> u64 {
    let product = id.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    product ^ (product >> 32)
}

impl Index {
    /// The row of an id; `id_of` reads the id of a row.
    pub(crate) fn find(&self, id: u64, id_of: impl Fn(u32) -> u64) -> Option<u32> {
        self.0.find(spread(id), |&row| id_of(row) == id).copied()
    }

    /// Notes a row whose id is not noted yet.
    pub(crate) fn note(&mut self, row: u32, id_of: impl Fn(u32) -> u64) {
        self.0.insert_unique(spread(id_of(row)), row, |&row| spread(id_of(row)));
    }
}
