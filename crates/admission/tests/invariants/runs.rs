//! One to three within every block (rules, 4.1): a queue that grows, shrinks and is served for weeks, in which no access ever
//! comes back.

use crate::pattern::{class_of, ratio, waiting};
use admission::{
    ApplicationId, Birth, Calendar, ChildId, Class, Command, Event, Ground, GroundReason, GroupId, Kind,
    KindergartenId, Policy, QueueId, Status, Territory,
};
use jiff::Timestamp;
use proptest::prelude::*;

const QUEUE: QueueId = QueueId { birth_year: 2022, kind: Kind::General };

/// What one day brings.
#[derive(Debug, Clone)]
struct Day {
    first_join: u8,
    ordinary_join: u8,
    leave: Vec<usize>,
    places: u64,
}

fn day() -> impl Strategy<Value = Day> {
    (0u8..4, 0u8..7, prop::collection::vec(0usize..50, 0..3), 0u64..7)
        .prop_map(|(first_join, ordinary_join, leave, places)| Day { first_join, ordinary_join, leave, places })
}

struct Town {
    state: Territory,
    now: Timestamp,
}

impl Town {
    /// Windows outlast the whole history, so that no access comes back.
    fn with_ratio((first_priority, ordinary): (u32, u32)) -> Self {
        let policy = Policy { first_priority, ordinary, access_working_days: 1000, ..Policy::default() };
        let now = "2026-01-05T04:00:00Z".parse().expect("an instant");
        let mut town = Self { state: Territory::default(), now };
        let (policy, calendar) = (Box::new(policy), Calendar::default());
        town.does(&Command::FoundTerritory { zone: "+05:00".to_owned(), policy, calendar });
        let (group, kindergarten) = (GroupId(0), KindergartenId(0));
        town.does(&Command::OpenGroup { group, kindergarten, birth_years: vec![2022], kind: Kind::General });
        town
    }

    fn does(&mut self, command: &Command) -> Vec<Event> {
        self.state.decide(self.now, command).expect("nothing in this history is refused")
    }

    fn joins(&mut self, class: Class) {
        let number = self.state.application_count() as u64;
        let application = ApplicationId(number);
        self.does(&Command::SubmitApplication {
            application,
            child: ChildId(number),
            birth_year: 2022,
            birth: Birth::Past,
            kind: Kind::General,
            grounds: vec![Some(class)],
            earlier: None,
        });
        if class != Class::Ordinary {
            let (ground, reason) = (Ground::Claimed(0), GroundReason::DocumentProves);
            self.does(&Command::ConfirmGround {
                application,
                ground,
                reason,
                document_on: None,
                expires_on: None,
                officials: None,
            });
        }
    }

    /// One of those who wait leaves, if anybody waits.
    fn leaves(&mut self, nth: usize) {
        let waiting = self.state.applications().filter(|it| it.status() == Status::Waiting);
        let waiting: Vec<ApplicationId> = waiting.map(admission::Application::id).collect();
        if !waiting.is_empty() {
            self.does(&Command::WithdrawApplication { application: waiting[nth % waiting.len()] });
        }
    }

    /// Lives through one day and the opening after it; what was granted there, with the state it was granted in.
    fn lives(&mut self, day: &Day) -> (Territory, Vec<ApplicationId>) {
        (0..day.first_join).for_each(|_| self.joins(Class::FirstPriority));
        (0..day.ordinary_join).for_each(|_| self.joins(Class::Ordinary));
        for &nth in &day.leave {
            self.leaves(nth);
        }
        self.does(&Command::ReportPlaces { group: GroupId(0), birth_year: 2022, places: day.places });
        let before = self.state.clone();
        self.now += jiff::Span::new().hours(24);
        let mut granted = Vec::new();
        while let Some((_, events)) = self.state.run_due_step(self.now) {
            for event in events {
                if let Event::ListOpened { granted: now, .. } = event {
                    granted.extend(now);
                }
            }
        }
        (before, granted)
    }
}

/// Whether the classes can be read somewhere in `p` first-priority and `r` ordinary ones, again and again.
fn is_in_the_pattern(classes: &[Class], (p, r): (u64, u64)) -> bool {
    let at = |slot: u64| if slot % (p + r) < p { Class::FirstPriority } else { Class::Ordinary };
    (0..p + r).any(|start| classes.iter().zip(start..).all(|(&class, slot)| class == at(slot)))
}

/// Goes on with a run of accesses given while both classes had somebody waiting, and breaks it where one had nobody.
fn run_on(run: &mut Vec<Class>, before: &Territory, granted: &[ApplicationId]) -> Result<(), TestCaseError> {
    let (mut first, mut ordinary) = waiting(before, QUEUE);
    for &id in granted {
        let class = class_of(before, id);
        if first == 0 || ordinary == 0 {
            run.clear();
        } else {
            run.push(class);
        }
        prop_assert!(is_in_the_pattern(run, ratio(before)), "{:?}", run);
        *(if class == Class::FirstPriority { &mut first } else { &mut ordinary }) -= 1;
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn while_both_classes_wait_and_no_access_comes_back_one_to_three_holds_in_every_block(
        days in prop::collection::vec(day(), 1..25), ratio in prop_oneof![Just((1, 3)), (1u32..4, 1u32..5)],
    ) {
        let mut town = Town::with_ratio(ratio);
        let mut run = Vec::new();
        for day in days {
            let (before, granted) = town.lives(&day);
            run_on(&mut run, &before, &granted)?;
        }
    }
}

#[test]
fn what_is_no_pattern_is_seen() {
    use Class::{FirstPriority as F, Ordinary as O};
    assert!(is_in_the_pattern(&[O, F, O, O, O, F, O], (1, 3)));
    assert!(!is_in_the_pattern(&[F, O, O, F], (1, 3)));
    assert!(!is_in_the_pattern(&[O, O, O, O], (1, 3)));
}
