//! A synthetic territory for the benches of the rules: a capital's shape at any size, the same for the same seed.

use admission::{
    ApplicationId, Calendar, ChildId, Class, Command, Event, Ground, GroundReason, GroupId, Kind, KindergartenId,
    Policy, Territory,
};
use jiff::{SignedDuration, Timestamp};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Birth years that stand in the queues.
pub(crate) const BIRTH_YEARS: std::ops::RangeInclusive<i64> = 2020..=2025;

/// Groups of each birth year.
const GROUPS_PER_YEAR: u32 = 100;

/// A territory and the events that made it, in order.
pub(crate) struct Town {
    pub(crate) territory: Territory,
    pub(crate) now: Timestamp,
}

/// The first instant of the synthetic past.
fn founding() -> Timestamp {
    "2025-09-02T03:00:00Z".parse().expect("a literal instant")
}

impl Town {
    /// A founded town with its groups.
    pub(crate) fn found(mut recorded: impl FnMut(&Command, Timestamp, &[Event])) -> Self {
        let mut town = Self { territory: Territory::default(), now: founding() };
        let (policy, calendar) = (Box::new(Policy::default()), Calendar::default());
        town.act(&Command::FoundTerritory { zone: "Asia/Almaty".to_owned(), policy, calendar }, &mut recorded);
        for (offset, birth_year) in BIRTH_YEARS.enumerate() {
            for nth in 0..GROUPS_PER_YEAR {
                let group = GroupId(u32::try_from(offset).unwrap_or(0) * GROUPS_PER_YEAR + nth);
                let kindergarten = KindergartenId(group.0 / 4);
                let birth_years = vec![birth_year];
                town.act(&Command::OpenGroup { group, kindergarten, birth_years, kind: Kind::General }, &mut recorded);
            }
        }
        town
    }

    fn act(&mut self, command: &Command, recorded: &mut impl FnMut(&Command, Timestamp, &[Event])) {
        let events = self.territory.decide(self.now, command).expect("a bench asks for what is allowed");
        recorded(command, self.now, &events);
    }

    /// So many more applications, one every few milliseconds: 2 % out of turn, 12 % first priority, as confirmed.
    pub(crate) fn fill(
        &mut self,
        applications: u64,
        seed: u64,
        mut recorded: impl FnMut(&Command, Timestamp, &[Event]),
    ) {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        for number in 0..applications {
            self.now += SignedDuration::from_millis(7);
            let application = ApplicationId(scatter(number));
            let ground = match rng.random_range(0..100) {
                0..2 => Some(Class::OutOfTurn),
                2..14 => Some(Class::FirstPriority),
                _ => None,
            };
            let birth_year = rng.random_range(BIRTH_YEARS);
            let submit = Command::SubmitApplication {
                application,
                child: ChildId(scatter(number) << 8),
                birth_year,
                birth: admission::Birth::Past,
                kind: Kind::General,
                grounds: ground.map(Some).into_iter().collect(),
                earlier: None,
            };
            self.act(&submit, &mut recorded);
            if ground.is_some() {
                let confirm = Command::ConfirmGround {
                    application,
                    ground: Ground::Claimed(0),
                    reason: GroundReason::DocumentProves,
                    document_on: None,
                    expires_on: None,
                };
                self.act(&confirm, &mut recorded);
            }
        }
    }
}

/// Distinct 40-bit signs that look drawn at random: a multiplication by an odd number permutes them.
pub(crate) fn scatter(number: u64) -> u64 {
    number.wrapping_mul(0x9E_3779_B97F) & ((1 << 40) - 1)
}
