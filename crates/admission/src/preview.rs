//! What another policy would change, tried on a copy of the real queue: whose place, by how much, and who would get access when
//! the next bulletin opens.

use crate::{ApplicationId, Event, Policy, QueueId, StepKind, Territory, TimesFrom};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// Steps of the day tried at most until a bulletin has opened: a suspension of two months is shorter.
const STEPS_MAX: usize = 200;

/// One application whose place would change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shift {
    /// Whose.
    pub application: ApplicationId,
    /// Its place now.
    pub before: u64,
    /// Its place under the other policy.
    pub after: u64,
}

impl Shift {
    /// By how many places.
    #[must_use]
    pub fn distance(&self) -> u64 {
        self.before.abs_diff(self.after)
    }
}

/// What would change in one queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueuePreview {
    /// The queue.
    pub queue: QueueId,
    /// How many stand in its order.
    pub standing: u64,
    /// Whose applications would end, because it would have reached its age.
    pub leaving: Vec<ApplicationId>,
    /// Those who would come nearer to the front, the farthest first.
    pub forward: Vec<Shift>,
    /// Those who would go back, the farthest first.
    pub back: Vec<Shift>,
    /// Who gets access when the next bulletin opens, in that order, as things stand.
    pub access_before: Vec<ApplicationId>,
    /// Who would get it under the other policy.
    pub access_after: Vec<ApplicationId>,
}

impl QueuePreview {
    /// Whether anything would change here.
    #[must_use]
    pub fn changes(&self) -> bool {
        !self.leaving.is_empty()
            || !self.forward.is_empty()
            || !self.back.is_empty()
            || self.access_before != self.access_after
    }
}

impl Territory {
    /// What would change if that policy counted from now on, queue by queue. The territory itself stays as it is.
    #[must_use]
    pub fn preview(&self, policy: &Policy, now: Timestamp) -> Vec<QueuePreview> {
        let was = self.policy();
        let mut other = self.clone();
        other.apply(&Event::PolicyChanged {
            policy: Box::new(policy.clone()),
            times_from: TimesFrom::AtOnce,
            on: self.zone().day(now),
            at: now,
            patterns_start_anew: (was.first_priority, was.ordinary) != (policy.first_priority, policy.ordinary),
        });
        let mut leaving = ending(self, &mut other, now);
        let (mut before, mut after) = (self.clone().next_accesses(), other.clone().next_accesses());
        let of_queue = |queue| {
            let (forward, back) = shifts(self, &other, queue);
            QueuePreview {
                queue,
                standing: self.order(queue, 0).count() as u64,
                leaving: leaving.remove(&queue).unwrap_or_default(),
                forward,
                back,
                access_before: before.remove(&queue).unwrap_or_default(),
                access_after: after.remove(&queue).unwrap_or_default(),
            }
        };
        self.queues().map(crate::Queue::id).map(of_queue).collect()
    }

    /// Who gets access when the next bulletin opens, if nothing happens until then but the steps of the day.
    fn next_accesses(mut self) -> BTreeMap<QueueId, Vec<ApplicationId>> {
        let mut is_published = false;
        for _ in 0..STEPS_MAX {
            let Some(step) = self.next_step() else { break };
            let Some((_, events)) = self.run_due_step(step.due) else { break };
            is_published |= events.iter().any(|event| matches!(event, Event::BulletinPublished { .. }));
            if step.kind == StepKind::Opening && is_published {
                let granted = events.into_iter().filter_map(|event| match event {
                    Event::ListOpened { queue, granted, .. } => Some((queue, granted)),
                    _ => None,
                });
                return granted.collect();
            }
        }
        BTreeMap::new()
    }
}

/// Ends there what the midnight of that day ends, and says by queue what ends only there: queues reach their age under the
/// other policy.
fn ending(here: &Territory, there: &mut Territory, now: Timestamp) -> BTreeMap<QueueId, Vec<ApplicationId>> {
    let day = here.zone().day(now);
    let also_here: BTreeSet<ApplicationId> = here.closing_on(day).into_iter().collect();
    let mut leaving: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for id in there.closing_on(day).into_iter().filter(|id| !also_here.contains(id)) {
        let Some(application) = there.application(id) else { continue };
        leaving.entry(there.queue_of(application).id()).or_default().push(id);
        there.expire(id, now);
    }
    leaving
}

fn shifts(here: &Territory, there: &Territory, queue: QueueId) -> (Vec<Shift>, Vec<Shift>) {
    let mut moved: Vec<Shift> = here
        .order(queue, 0)
        .zip(1..)
        .filter_map(|(application, before)| {
            let after = there.position(application.id())?;
            (before != after).then_some(Shift { application: application.id(), before, after })
        })
        .collect();
    moved.sort_by_key(|shift| (std::cmp::Reverse(shift.distance()), shift.before));
    moved.into_iter().partition(|shift| shift.after < shift.before)
}
