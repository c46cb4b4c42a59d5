//! Chance with a seed. Only the words of ChaCha8, whose stream is specified, are used, and everything else is integer
//! arithmetic written out here: no library's sampling, which may change from one version to the next.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

/// A row of draws that the seed decides.
#[derive(Debug, Clone)]
pub struct Chance(ChaCha8Rng);

impl Chance {
    /// The row of that seed.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        Self(ChaCha8Rng::from_seed(key))
    }

    /// The next 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// A number below `limit`; 0 when there is none. The high half of a product: its bias is below `limit / 2^64`.
    pub fn below(&mut self, limit: u64) -> u64 {
        ((u128::from(self.bits()) * u128::from(limit)) >> 64) as u64
    }

    /// A number from `least` to `most`, both included.
    pub fn between(&mut self, least: i64, most: i64) -> i64 {
        least + self.below(most.abs_diff(least) + 1) as i64
    }

    /// True so many times in a thousand.
    pub fn happens(&mut self, per_mille: u64) -> bool {
        self.below(1000) < per_mille
    }

    /// One of the things.
    ///
    /// # Panics
    /// When there are none to choose from.
    pub fn pick<'a, T>(&mut self, things: &'a [T]) -> &'a T {
        &things[self.below(things.len() as u64) as usize]
    }

    /// The place, from 0, of a weight drawn in proportion to the weights.
    pub fn weighted(&mut self, weights: &[u64]) -> usize {
        let mut left = self.below(weights.iter().sum());
        for (place, &weight) in weights.iter().enumerate() {
            if left < weight {
                return place;
            }
            left -= weight;
        }
        weights.len().saturating_sub(1)
    }

    /// Puts the things in any order.
    pub fn shuffle<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            things.swap(last, self.below(last as u64 + 1) as usize);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_draws_the_same_row_on_every_machine() {
        let mut chance = Chance::seeded(7);
        let drawn: Vec<u64> = (0..4).map(|_| chance.below(1_000_000)).collect();
        assert_eq!(drawn, [764_109, 465_937, 5674, 301_373]);
        assert_ne!(Chance::seeded(8).bits(), Chance::seeded(7).bits());
    }

    #[test]
    fn draws_stay_within_their_bounds() {
        let mut chance = Chance::seeded(1);
        for _ in 0..1000 {
            assert!((-3..=3).contains(&chance.between(-3, 3)));
            assert_ne!(chance.weighted(&[1, 0, 2]), 1, "a weight of nothing is never drawn");
        }
        assert!(!chance.happens(0) && chance.happens(1000));
    }
}
