//! One first priority to three ordinary: the two counters, worked out again from the rules' words.

use crate::history::{Moment, always};
use crate::order::by_date;
use admission::{ApplicationId, Class, Event, Pattern, QueueId, Status, Territory};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Counters and granted classes as the rules' words have them.
#[derive(Default)]
struct Counted {
    counters: BTreeMap<QueueId, (u64, u64)>,
    given_in: BTreeMap<ApplicationId, Class>,
}

pub(crate) fn ratio(state: &Territory) -> (u64, u64) {
    (u64::from(state.policy().first_priority), u64::from(state.policy().ordinary))
}

pub(crate) fn class_of(state: &Territory, id: ApplicationId) -> Class {
    state.application(id).expect("an event names applications that exist").class()
}

/// How many first-priority and ordinary ones stand in the order without access.
pub(crate) fn waiting(state: &Territory, queue: QueueId) -> (u64, u64) {
    let line = |class| by_date(state, queue, class).len() as u64;
    (line(Class::FirstPriority), line(Class::Ordinary))
}

/// Those who wait by class and date, while one after the other is reached.
struct Lines(BTreeMap<Class, VecDeque<ApplicationId>>);

impl Lines {
    fn of(state: &Territory, queue: QueueId) -> Self {
        Self(Class::ALL.map(|class| (class, by_date(state, queue, class).into())).into())
    }

    fn left(&self, class: Class) -> u64 {
        self.0[&class].len() as u64
    }

    /// Whose turn it is: out of turn, then by block, first priority before ordinary.
    fn next(&mut self, (f, o): (u64, u64), (p, r): (u64, u64)) -> Option<ApplicationId> {
        let (first, ordinary) = (self.left(Class::FirstPriority), self.left(Class::Ordinary));
        let class = match (self.left(Class::OutOfTurn), first, ordinary) {
            (1.., ..) => Class::OutOfTurn,
            (_, 1.., 0) => Class::FirstPriority,
            (_, 1.., _) if f / p <= o / r => Class::FirstPriority,
            _ => Class::Ordinary,
        };
        self.0.get_mut(&class)?.pop_front()
    }
}

/// Who is served when somebody is reached: twins both, when the second of them is (rules, 9).
fn served(
    before: &Territory,
    id: ApplicationId,
    granted: &[ApplicationId],
    first: &mut BTreeSet<ApplicationId>,
) -> Vec<ApplicationId> {
    match before.twin_of(id) {
        None => vec![id],
        Some(_) if !granted.contains(&id) => Vec::new(),
        Some(twin) if first.remove(&twin) => vec![twin, id],
        Some(_) => {
            first.insert(id);
            Vec::new()
        }
    }
}

/// One access after the other: the slot is used, and nobody collects arrears.
fn grant(counted: &mut Counted, before: &Territory, queue: QueueId, granted: &[ApplicationId]) {
    let (p, r) = ratio(before);
    let (mut f, mut o) = counted.counters.get(&queue).copied().unwrap_or_default();
    let (mut lines, mut first, mut left) = (Lines::of(before, queue), BTreeSet::new(), granted.len());
    while left > 0
        && let Some(reached) = lines.next((f, o), (p, r))
    {
        for id in served(before, reached, granted, &mut first) {
            left -= 1;
            let class = class_of(before, id);
            counted.given_in.insert(id, class);
            match class {
                Class::OutOfTurn => {}
                Class::FirstPriority => {
                    let block = f / p;
                    f += 1;
                    if lines.left(Class::Ordinary) == 0 {
                        o = o.max(r * block);
                    }
                }
                Class::Ordinary => {
                    let block = o / r;
                    o += 1;
                    if lines.left(Class::FirstPriority) == 0 {
                        f = f.max(p * (block + 1));
                    }
                }
            }
        }
    }
    counted.counters.insert(queue, (f, o));
}

fn count(counted: &mut Counted, before: &Territory, event: &Event) {
    match event {
        Event::PolicyChanged { policy, .. }
            if ratio(before) != (u64::from(policy.first_priority), u64::from(policy.ordinary)) =>
        {
            counted.counters.clear();
        }
        Event::PatternsRestarted => counted.counters.clear(),
        Event::ListOpened { queue, granted, .. } => grant(counted, before, *queue, granted),
        Event::AccessEnded { application, .. } => {
            let queue = before.application(*application).map(|it| before.queue_of(it).id());
            let used = queue.and_then(|queue| counted.counters.get_mut(&queue));
            if let Some((f, o)) = used.filter(|_| before.policy().pattern == Pattern::Carried) {
                match counted.given_in.get(application) {
                    Some(Class::FirstPriority) => *f = f.saturating_sub(1),
                    Some(Class::Ordinary) => *o = o.saturating_sub(1),
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

#[test]
fn the_counters_of_the_pattern_are_those_that_the_rules_describe() {
    always(|counted: &mut Counted, moment: &Moment| {
        moment.each_event(|before, event, after| {
            count(counted, before, event);
            for queue in after.queues() {
                let expected = counted.counters.get(&queue.id()).copied().unwrap_or_default();
                prop_assert_eq!(queue.slots_used(), expected, "queue {} after {:?}", queue.id(), event);
            }
            Ok(())
        })
    });
}

#[test]
fn an_access_is_taken_back_exactly_when_its_class_or_conclusion_is_gone() {
    always(|counted: &mut Counted, moment: &Moment| {
        moment.each_event(|before, event, _| {
            count(counted, before, event);
            Ok(())
        })?;
        for holder in moment.after.applications().filter(|it| it.status() == Status::Access) {
            let given_in = counted.given_in.get(&holder.id()).copied();
            prop_assert!(given_in.is_some_and(|given_in| holder.class() <= given_in));
            let correctional = moment.after.queue_of(holder).id().kind == admission::Kind::Correctional;
            prop_assert!(!correctional || holder.has_conclusion());
        }
        Ok(())
    });
}
