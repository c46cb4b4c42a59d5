//! From an id to a row of a table, in a few bytes a row: the key is read from the table itself.

/// A slot that holds no row.
const EMPTY: u32 = u32::MAX;

/// Slots of the smallest index.
const SLOTS_MIN: usize = 16;

/// Rows by id. A slot is four bytes and looked at alone, without a second table beside it, so that a look-up among
/// millions waits for memory once here and once for the row. At most half of the slots are taken. Looked up, never walked
/// through: its order follows from its history.
#[derive(Debug, Clone, Default)]
pub(crate) struct Index {
    slots: Vec<u32>,
    rows: usize,
}

/// It follows from the table that it points into, so two are equal when they are equally long.
impl PartialEq for Index {
    fn eq(&self, other: &Self) -> bool {
        self.rows == other.rows
    }
}

impl Eq for Index {}

/// Spreads ids that the service itself drew at random; nobody outside chooses them. An odd constant near 2^64 divided by
/// the golden ratio, then the high bits folded down.
fn spread(id: u64) -> usize {
    let product = id.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    usize::try_from(product >> 32).unwrap_or(0)
}

impl Index {
    /// The row of an id; `id_of` reads the id of a row.
    pub(crate) fn find(&self, id: u64, id_of: impl Fn(u32) -> u64) -> Option<u32> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut slot = spread(id) & mask;
        loop {
            match self.slots[slot] {
                EMPTY => return None,
                row if id_of(row) == id => return Some(row),
                _ => slot = (slot + 1) & mask,
            }
        }
    }

    /// Notes a row whose id is not noted yet.
    pub(crate) fn note(&mut self, row: u32, id_of: impl Fn(u32) -> u64) {
        self.rows += 1;
        if self.rows * 2 > self.slots.len() {
            let taken = std::mem::take(&mut self.slots);
            self.slots = vec![EMPTY; (taken.len() * 2).max(SLOTS_MIN)];
            for row in taken.into_iter().filter(|&row| row != EMPTY) {
                self.place(row, id_of(row));
            }
        }
        self.place(row, id_of(row));
    }

    fn place(&mut self, row: u32, id: u64) {
        let mask = self.slots.len() - 1;
        let mut slot = spread(id) & mask;
        while self.slots[slot] != EMPTY {
            slot = (slot + 1) & mask;
        }
        self.slots[slot] = row;
    }
}
