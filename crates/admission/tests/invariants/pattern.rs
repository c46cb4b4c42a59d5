//! One first priority to three ordinary: the two counters, worked out again from the rules' words.

use crate::history::{Moment, always};
use admission::{ApplicationId, Class, Event, Pattern, QueueId, Status, Territory};
use proptest::prelude::*;
use std::collections::BTreeMap;

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
    let line = |class| crate::order::by_date(state, queue, class).len() as u64;
    (line(Class::FirstPriority), line(Class::Ordinary))
}

/// One access after the other: the slot is used, and nobody collects arrears.
fn grant(counted: &mut Counted, before: &Territory, queue: QueueId, granted: &[ApplicationId]) {
    let (p, r) = ratio(before);
    let (mut first_left, mut ordinary_left) = waiting(before, queue);
    let (mut f, mut o) = counted.counters.get(&queue).copied().unwrap_or_default();
    for &id in granted {
        let class = class_of(before, id);
        counted.given_in.insert(id, class);
        match class {
            Class::OutOfTurn => {}
            Class::FirstPriority => {
                let block = f / p;
                (f, first_left) = (f + 1, first_left - 1);
                if ordinary_left == 0 {
                    o = o.max(r * block);
                }
            }
            Class::Ordinary => {
                let block = o / r;
                (o, ordinary_left) = (o + 1, ordinary_left - 1);
                if first_left == 0 {
                    f = f.max(p * (block + 1));
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
