//! A row of seats, each taken or empty, that counts the taken ones before a seat at once and finds the n-th quickly.

const WORD_SEATS: usize = 64;

/// Seats of one block: four words to count, half a line of a processor's cache.
const BLOCK_SEATS: usize = 256;
const BLOCK_WORDS: usize = BLOCK_SEATS / WORD_SEATS;

/// Seats of one group: its blocks' counts fit 16 bits, and 60 groups hold a million seats.
const GROUP_SEATS: usize = 16_384;
const GROUP_BLOCKS: usize = GROUP_SEATS / BLOCK_SEATS;

/// A bit a seat, and two levels of running counts over it. Counting reads three numbers and at most four words; taking a
/// seat raises the counts behind it, at most 64 of its group and one for each later group.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Seats {
    words: Vec<u64>,
    /// For each block: how many seats of its group are taken before it.
    before_block: Vec<u16>,
    /// For each group: how many seats are taken before it.
    before_group: Vec<u32>,
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
        if seat.is_multiple_of(GROUP_SEATS) {
            self.before_group.push(u32::try_from(self.taken).expect("fewer than 2^32 seats"));
        }
        if seat.is_multiple_of(BLOCK_SEATS) {
            self.words.extend([0; BLOCK_WORDS]);
            let before = self.taken - self.before_group.last().map_or(0, |&before| before as usize);
            self.before_block.push(u16::try_from(before).expect("a group has fewer than 2^16 seats"));
        }
        seat
    }

    /// Puts an empty seat before `seat`; everybody from there on moves one up. Linear in the seats behind.
    pub(crate) fn insert(&mut self, seat: usize) {
        self.push();
        for at in (seat..self.seats - 1).rev() {
            let taken = self.is_taken(at);
            self.set(at + 1, taken);
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
        let blocks = self.seats.div_ceil(BLOCK_SEATS);
        self.words.truncate(blocks * BLOCK_WORDS);
        self.before_block.truncate(blocks);
        self.before_group.truncate(self.seats.div_ceil(GROUP_SEATS));
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
        let (block, group) = (seat / BLOCK_SEATS, seat / GROUP_SEATS);
        let group_end = ((group + 1) * GROUP_BLOCKS).min(self.before_block.len());
        let (blocks, groups) = (&mut self.before_block[block + 1..group_end], &mut self.before_group[group + 1..]);
        if taken {
            self.taken += 1;
            blocks.iter_mut().for_each(|before| *before += 1);
            groups.iter_mut().for_each(|before| *before += 1);
        } else {
            self.taken -= 1;
            blocks.iter_mut().for_each(|before| *before -= 1);
            groups.iter_mut().for_each(|before| *before -= 1);
        }
    }

    /// How many taken seats stand before `seat`.
    pub(crate) fn taken_before(&self, seat: usize) -> usize {
        if seat >= self.seats {
            return self.taken;
        }
        let (block, within) = (seat / BLOCK_SEATS, seat % BLOCK_SEATS);
        // Always four words, masked: a loop as long as the seat demands would be guessed wrong at every second look-up,
        // and the processor could not begin the next one meanwhile.
        let words = &self.words[block * BLOCK_WORDS..][..BLOCK_WORDS];
        let in_block: u32 = (0..BLOCK_WORDS).map(|nth| (words[nth] & first_seats(within, nth)).count_ones()).sum();
        let counted = self.before_group[seat / GROUP_SEATS] + u32::from(self.before_block[block]);
        (counted + in_block) as usize
    }

    /// The seat of the `nth` taken one, from 0.
    pub(crate) fn nth_taken(&self, nth: usize) -> Option<usize> {
        if nth >= self.taken {
            return None;
        }
        let group = self.before_group.partition_point(|&before| before as usize <= nth) - 1;
        let mut left = nth - self.before_group[group] as usize;
        let first_block = group * GROUP_BLOCKS;
        let blocks = &self.before_block[first_block..(first_block + GROUP_BLOCKS).min(self.before_block.len())];
        let block = first_block + blocks.partition_point(|&before| usize::from(before) <= left) - 1;
        left -= usize::from(self.before_block[block]);
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

/// The bits of the `nth` word of a block that stand for seats before `within`.
fn first_seats(within: usize, nth: usize) -> u64 {
    let seats = within.saturating_sub(nth * WORD_SEATS).min(WORD_SEATS);
    ((1u128 << seats) - 1) as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn counts_across_groups_as_within_one() {
        let mut seats = Seats::default();
        for seat in 0..3 * GROUP_SEATS + 100 {
            seats.push();
            seats.set(seat, seat % 5 == 0);
        }
        for seat in (0..3 * GROUP_SEATS).step_by(611) {
            assert_eq!(seats.taken_before(seat), seat.div_ceil(5));
            assert_eq!(seats.nth_taken(seat / 5), Some(seat / 5 * 5));
        }
        seats.insert(1);
        assert_eq!(seats.nth_taken(1), Some(6));
        seats.remove(0);
        assert_eq!(
            (seats.nth_taken(0), seats.taken_before(3 * GROUP_SEATS)),
            (Some(5), (3 * GROUP_SEATS).div_ceil(5) - 1)
        );
    }

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
