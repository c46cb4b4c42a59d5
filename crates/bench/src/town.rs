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
pub(crate) const GROUPS_PER_YEAR: u32 = 100;

/// A territory and the events that made it, in order.
pub(crate) struct Town {
    pub(crate) territory: Territory,
    pub(crate) now: Timestamp,
}

/// The first instant of the synthetic past: eight in the morning, on a Tuesday.
pub(crate) fn founding() -> Timestamp {
    "2025-09-02T03:00:00Z".parse().expect("a literal instant")
}

impl Town {
    /// A founded town with its groups.
    pub(crate) fn found(mut recorded: impl FnMut(&Command, Timestamp, &[Event])) -> Self {
        let mut town = Self { territory: Territory::default(), now: founding() };
        let (policy, calendar) = (Box::new(Policy::default()), Calendar::default());
        town.act(&Command::FoundTerritory { zone: "Asia/Almaty".to_owned(), policy, calendar }, &mut recorded);
        for command in groups(GROUPS_PER_YEAR) {
            town.act(&command, &mut recorded);
        }
        town
    }

    fn act(&mut self, command: &Command, recorded: &mut impl FnMut(&Command, Timestamp, &[Event])) {
        let events = self.territory.decide(self.now, command).expect("a bench asks for what is allowed");
        recorded(command, self.now, &events);
    }

    /// So many more applications, one every few milliseconds.
    pub(crate) fn fill(
        &mut self,
        applications: u64,
        seed: u64,
        mut recorded: impl FnMut(&Command, Timestamp, &[Event]),
    ) {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        for number in 0..applications {
            self.now += SignedDuration::from_millis(7);
            for command in newcomer(number, &mut rng) {
                self.act(&command, &mut recorded);
            }
        }
    }
}

/// The group of that number within its birth year.
pub(crate) fn group_of(birth_year: i64, nth: u32) -> GroupId {
    let offset = u32::try_from(birth_year - BIRTH_YEARS.start()).unwrap_or(0);
    GroupId(offset * GROUPS_PER_YEAR + nth)
}

/// The commands that open so many groups of each birth year, four to a kindergarten.
pub(crate) fn groups(per_year: u32) -> impl Iterator<Item = Command> {
    BIRTH_YEARS.flat_map(move |birth_year| (0..per_year).map(move |nth| (birth_year, group_of(birth_year, nth)))).map(
        |(birth_year, group)| Command::OpenGroup {
            group,
            kindergarten: KindergartenId(group.0 / 4),
            birth_years: vec![birth_year],
            kind: Kind::General,
        },
    )
}

/// The commands of the application of that number: 2 % out of turn, 12 % first priority, each confirmed at once.
pub(crate) fn newcomer(number: u64, rng: &mut ChaCha8Rng) -> impl Iterator<Item = Command> + use<> {
    let application = ApplicationId(scatter(number));
    let ground = match rng.random_range(0..100) {
        0..2 => Some(Class::OutOfTurn),
        2..14 => Some(Class::FirstPriority),
        _ => None,
    };
    let submit = Command::SubmitApplication {
        application,
        child: ChildId(scatter(number) << 8),
        birth_year: rng.random_range(BIRTH_YEARS),
        birth: admission::Birth::Past,
        kind: Kind::General,
        grounds: ground.map(Some).into_iter().collect(),
        earlier: None,
    };
    let confirm = ground.map(|_| Command::ConfirmGround {
        application,
        ground: Ground::Claimed(0),
        reason: GroundReason::DocumentProves,
        document_on: None,
        expires_on: None,
        officials: None,
    });
    std::iter::once(submit).chain(confirm)
}

/// Distinct 40-bit signs that look drawn at random: a multiplication by an odd number permutes them.
pub(crate) fn scatter(number: u64) -> u64 {
    number.wrapping_mul(0x9E_3779_B97F) & ((1 << 40) - 1)
}
