//! Which family asks for which group, in which order: the same for ours and for every rival.

use super::stage::{Family, Town};
use rand::seq::SliceRandom;
use rand::{Rng, RngCore, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// One claim of one family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Claim {
    pub(crate) family: u32,
    pub(crate) group: u32,
    act: [u8; 16],
    /// How often the family asks for another group if this one is refused.
    tries: u32,
}

impl Claim {
    /// The hidden id of the act, as the form carries it.
    pub(crate) fn act(&self) -> ActId {
        const DIGITS: [u8; 16] = *b"0123456789abcdef";
        let mut text = *b"00000000-0000-0000-0000-000000000000";
        let mut places = text.iter_mut().filter(|place| **place != b'-');
        for byte in self.act {
            for half in [byte >> 4, byte & 15] {
                if let Some(place) = places.next() {
                    *place = DIGITS[usize::from(half)];
                }
            }
        }
        ActId(text)
    }
}

/// An id as a form carries it: hexadecimal digits in five groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct ActId([u8; 36]);

impl ActId {
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

/// What families want.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Wish {
    /// Each family asks once; if refused, it asks for others so many times.
    Once { again: u32 },
    /// So many claims in all: families come again and again, whatever they are told.
    Always { claims: usize },
}

/// The claims still to come.
pub(crate) struct Plan {
    families: Vec<Family>,
    town: Town,
    claims: Vec<Claim>,
    next: usize,
    again: bool,
    rng: ChaCha8Rng,
}

impl Plan {
    pub(crate) fn new(families: &[Family], town: Town, wish: Wish) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(7);
        let mut order: Vec<u32> = (0..u32::try_from(families.len()).unwrap_or(u32::MAX)).collect();
        order.shuffle(&mut rng);
        let mut plan = Self { families: families.to_vec(), town, claims: Vec::new(), next: 0, again: false, rng };
        match wish {
            Wish::Once { again } => {
                plan.again = again > 0;
                order.iter().for_each(|&family| plan.add(family, again));
            }
            Wish::Always { claims } => order.iter().cycle().take(claims).for_each(|&family| plan.add(family, 0)),
        }
        plan
    }

    fn add(&mut self, family: u32, tries: u32) {
        let mut act = [0; 16];
        self.rng.fill_bytes(&mut act);
        let group = self.town.groups_of(family).start + self.rng.random_range(0..self.town.groups_per_year());
        self.claims.push(Claim { family, group, act, tries });
    }

    pub(crate) fn next(&mut self) -> Option<Claim> {
        let claim = self.claims.get(self.next).copied();
        self.next += usize::from(claim.is_some());
        claim
    }

    /// Whether refused families come back.
    pub(crate) fn goes_on(&self) -> bool {
        self.again
    }

    /// A refused family asks for another group, if it still wants to.
    pub(crate) fn refused(&mut self, claim: Claim) {
        if claim.tries > 0 {
            self.add(claim.family, claim.tries - 1);
        }
    }

    pub(crate) fn token(&self, claim: Claim) -> &str {
        &self.families[claim.family as usize].token
    }
}
