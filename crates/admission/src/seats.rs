//! A row of seats, each taken or empty, that counts the taken ones before a seat and finds the n-th in logarithmic time.

/// Seats of one block: counted together, so that a million of them stay in a processor's cache.
const BLOCK_SEATS: usize = 512;
const WORD_SEATS: usize = 64;
const BLOCK_WORDS: usize = BLOCK_SEATS / WORD_SEATS;

/// A bit a seat and a Fenwick tree over blocks of bits: one bit and a sixteenth of memory a seat.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Seats {
    words: Vec<u64>,
    /// Fenwick tree, from 1: `sums[i]` counts the taken seats of the blocks in `(i - lowest bit of i, i]`.
    sums: Vec<u32>,
    seats: usize,
    taken: usize,
}

impl Seats {
    /// How many seats are taken.
    pub(crate) fn taken(&self) -> usize {
        self.taken
    }

    /// Adds an empty seat at the end and says which it is.
    pub(crate) fn push(&mut self) -> usize {
        let seat = self.seats;
        self.seats += 1;
        if seat / WORD_SEATS == self.words.len() {
            self.words.push(0);
        }
        if self.sums.is_empty() {
            self.sums.push(0);
        }
        let blocks = seat / BLOCK_SEATS + 1;
        if self.sums.len() == blocks {
            let lowest = blocks - lowest_bit(blocks);
            let mut sum = 0;
            let mut below = blocks - 1;
            while below > lowest {
                sum += self.sums[below];
                below -= lowest_bit(below);
            }
            self.sums.push(sum);
        }
        seat
    }

    /// Puts an empty seat before `seat`; everybody from there on moves one up. Linear in the seats behind.
    pub(crate) fn insert(&mut self, seat: usize) {
        let was: Vec<bool> = (seat..self.seats).map(|s| self.is_taken(s)).collect();
        self.push();
        for (behind, taken) in was.into_iter().enumerate() {
            self.set(seat + behind + 1, taken);
        }
        self.set(seat, false);
    }

    /// Takes a seat away; everybody behind it moves one down. Linear in the seats behind.
    pub(crate) fn remove(&mut self, seat: usize) {
        for at in seat..self.seats - 1 {
            let next = self.is_taken(at + 1);
            self.set(at, next);
        }
        self.set(self.seats - 1, false);
        self.seats -= 1;
        if self.seats % WORD_SEATS == 0 {
            self.words.pop();
        }
        if self.seats % BLOCK_SEATS == 0 {
            self.sums.pop();
        }
    }

    pub(crate) fn is_taken(&self, seat: usize) -> bool {
        self.words[seat / WORD_SEATS] >> (seat % WORD_SEATS) & 1 == 1
    }

    /// Takes or empties a seat.
    pub(crate) fn set(&mut self, seat: usize, taken: bool) {
        if self.is_taken(seat) == taken {
            return;
        }
        self.words[seat / WORD_SEATS] ^= 1 << (seat % WORD_SEATS);
        if taken {
            self.taken += 1;
        } else {
            self.taken -= 1;
        }
        let mut block = seat / BLOCK_SEATS + 1;
        while block < self.sums.len() {
            if taken {
                self.sums[block] += 1;
            } else {
                self.sums[block] -= 1;
            }
            block += lowest_bit(block);
        }
    }

    /// How many taken seats stand before `seat`.
    pub(crate) fn taken_before(&self, seat: usize) -> usize {
        let block = seat / BLOCK_SEATS;
        let mut count = 0;
        let mut node = block;
        while node > 0 {
            count += self.sums[node] as usize;
            node -= lowest_bit(node);
        }
        let word = seat / WORD_SEATS;
        for full in &self.words[block * BLOCK_WORDS..word.min(self.words.len())] {
            count += full.count_ones() as usize;
        }
        if let Some(part) = self.words.get(word) {
            count += (part & ((1 << (seat % WORD_SEATS)) - 1)).count_ones() as usize;
        }
        count
    }

    /// The seat of the `nth` taken one, from 0.
    pub(crate) fn nth_taken(&self, nth: usize) -> Option<usize> {
        if nth >= self.taken {
            return None;
        }
        let mut left = nth;
        let mut block = 0;
        let mut step = (self.sums.len() - 1).checked_ilog2().map_or(0, |log| 1 << log);
        while step > 0 {
            let next = block + step;
            if next < self.sums.len() && (self.sums[next] as usize) <= left {
                left -= self.sums[next] as usize;
                block = next;
            }
            step >>= 1;
        }
        for (offset, &full) in self.words[block * BLOCK_WORDS..].iter().enumerate() {
            let ones = full.count_ones() as usize;
            if left >= ones {
                left -= ones;
                continue;
            }
            let mut word = full;
            for _ in 0..left {
                word &= word - 1;
            }
            return Some((block * BLOCK_WORDS + offset) * WORD_SEATS + word.trailing_zeros() as usize);
        }
        None
    }
}

fn lowest_bit(n: usize) -> usize {
    n & n.wrapping_neg()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn counts_and_finds_like_a_plain_list(acts in prop::collection::vec((0u8..5, 0usize..3000), 1..1500)) {
            let mut seats = Seats::default();
            let mut plain: Vec<bool> = Vec::new();
            for (act, at) in acts {
                match act {
                    0 | 1 => {
                        let seat = seats.push();
                        plain.push(false);
                        seats.set(seat, at % 3 > 0);
                        plain[seat] = at % 3 > 0;
                    }
                    2 if !plain.is_empty() => {
                        let seat = at % plain.len();
                        seats.set(seat, at % 2 == 0);
                        plain[seat] = at % 2 == 0;
                    }
                    3 if !plain.is_empty() => {
                        let seat = at % plain.len();
                        seats.insert(seat);
                        plain.insert(seat, false);
                    }
                    4 if !plain.is_empty() => {
                        let seat = at % plain.len();
                        seats.remove(seat);
                        plain.remove(seat);
                    }
                    _ => {}
                }
            }
            let taken: Vec<usize> = (0..plain.len()).filter(|&s| plain[s]).collect();
            prop_assert_eq!(seats.taken(), taken.len());
            for (nth, &seat) in taken.iter().enumerate() {
                prop_assert_eq!(seats.nth_taken(nth), Some(seat));
                prop_assert_eq!(seats.taken_before(seat), nth);
            }
            prop_assert_eq!(seats.nth_taken(taken.len()), None);
            prop_assert_eq!(seats.taken_before(plain.len()), taken.len());
        }
    }
}
