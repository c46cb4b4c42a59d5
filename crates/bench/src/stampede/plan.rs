//! Which family asks for which group, in which order: the same for ours and for every rival.

use super::stage::{Family, Town};
use rand::seq::SliceRandom;
use rand::{Rng, RngCore, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::fmt::Write as _;

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
    pub(crate) fn act(&self) -> String {
        let mut text = String::with_capacity(36);
        for (place, byte) in self.act.iter().enumerate() {
            // Writing into memory cannot fail.
            let _ = write!(text, "{}{byte:02x}", if matches!(place, 4 | 6 | 8 | 10) { "-" } else { "" });
        }
        text
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
