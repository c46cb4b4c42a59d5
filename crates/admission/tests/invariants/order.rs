//! The order of the queue against a naive one: all who stand in it, sorted by what the rules say of them.

use crate::history::{Moment, always};
use admission::{Application, ApplicationId, Class, Event, Kind, QueueId, Status, Territory, Waiting, Watch};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Whether an application stands in the order without access (rules, 4.2).
pub(crate) fn in_order(state: &Territory, application: &Application) -> bool {
    application.status() == Status::Waiting
        && (state.queue_of(application).id().kind == Kind::General || application.has_conclusion())
}

/// Those of one class who stand in the order of a queue without access, by date, ties by journal number.
pub(crate) fn by_date(state: &Territory, queue: QueueId, class: Class) -> Vec<ApplicationId> {
    line_of(state, queue, class, None)
}

/// The same line as if one more stood in it.
fn line_of(state: &Territory, queue: QueueId, class: Class, guest: Option<ApplicationId>) -> Vec<ApplicationId> {
    let mut line: Vec<_> = state
        .applications()
        .enumerate()
        .filter(|(_, it)| state.queue_of(it).id() == queue && it.class() == class)
        .filter(|(_, it)| in_order(state, it) || Some(it.id()) == guest)
        .map(|(journal_number, it)| (it.applied_at(), journal_number, it.id()))
        .collect();
    line.sort_unstable();
    line.into_iter().map(|(_, _, id)| id).collect()
}

/// Those without access: out of turn, then the merge by block, first priority before ordinary, slot (rules, 4.1).
fn naive_order(state: &Territory, queue: QueueId, guest: Option<ApplicationId>) -> Vec<(ApplicationId, Class)> {
    let line = |class| line_of(state, queue, class, guest).into_iter();
    let (f, o) = state.queue(queue).map_or((0, 0), admission::Queue::slots_used);
    let (p, r) = (u64::from(state.policy().first_priority), u64::from(state.policy().ordinary));
    let first = (f..).zip(line(Class::FirstPriority)).map(|(slot, id)| (slot / p, 0, slot, id, Class::FirstPriority));
    let ordinary = (o..).zip(line(Class::Ordinary)).map(|(slot, id)| (slot / r, 1, slot, id, Class::Ordinary));
    let mut merged: Vec<_> = first.chain(ordinary).collect();
    merged.sort_unstable();
    let out_of_turn = line(Class::OutOfTurn).map(|id| (id, Class::OutOfTurn));
    out_of_turn.chain(merged.into_iter().map(|(_, _, _, id, class)| (id, class))).collect()
}

/// Holders of access by queue, in the order in which they got it.
type Holders = BTreeMap<QueueId, Vec<ApplicationId>>;

fn follow(holders: &mut Holders, moment: &Moment) {
    for event in moment.outcome.iter().flatten() {
        match event {
            Event::ListOpened { queue, granted, .. } => holders.entry(*queue).or_default().extend(granted),
            Event::AccessEnded { application, .. } | Event::PlaceClaimed { application, .. } => {
                for row in holders.values_mut() {
                    row.retain(|holder| holder != application);
                }
            }
            _ => {}
        }
    }
}

#[test]
fn the_order_is_the_one_that_anybody_can_work_out_from_dates_classes_and_two_counters() {
    always(|holders: &mut Holders, moment| {
        follow(holders, moment);
        let state = moment.after;
        for queue in state.queues().map(admission::Queue::id) {
            let mut expected = holders.get(&queue).cloned().unwrap_or_default();
            expected.extend(naive_order(state, queue, None).into_iter().map(|(id, _)| id));
            let shown: Vec<_> = state.order(queue, 0).map(Application::id).collect();
            prop_assert_eq!(&shown, &expected);
            for skipped in 0..=expected.len() + 1 {
                let rest: Vec<_> = state.order(queue, skipped as u64).map(Application::id).collect();
                prop_assert_eq!(&rest[..], &expected[skipped.min(expected.len())..], "behind {}", skipped);
            }
        }
        Ok(())
    });
}

#[test]
fn a_position_is_the_place_in_the_order_and_nobody_outside_it_has_one() {
    always(|_: &mut (), moment| {
        let state = moment.after;
        let mut positions = BTreeMap::new();
        for queue in state.queues() {
            positions.extend((1u64..).zip(state.order(queue.id(), 0)).map(|(place, it)| (it.id(), place)));
        }
        for application in state.applications() {
            prop_assert_eq!(state.position(application.id()), positions.get(&application.id()).copied());
            let standing = in_order(state, application) || application.status() == Status::Access;
            prop_assert_eq!(positions.contains_key(&application.id()), standing);
            prop_assert_eq!(state.stands_in_order(application), in_order(state, application));
        }
        Ok(())
    });
}

fn count(line: &[(ApplicationId, Class)]) -> Waiting {
    let of = |class| line.iter().filter(|(_, it)| *it == class).count() as u64;
    Waiting {
        out_of_turn: of(Class::OutOfTurn),
        first_priority: of(Class::FirstPriority),
        ordinary: of(Class::Ordinary),
    }
}

#[test]
fn those_in_front_are_counted_by_class_also_for_one_who_merely_asks() {
    always(|_: &mut (), moment| {
        let state = moment.after;
        for application in state.applications() {
            let Some((holders, waiting)) = state.in_front(application.id()) else {
                prop_assert!(!matches!(application.status(), Status::Waiting | Status::Paused | Status::Stopped));
                continue;
            };
            let queue = state.queue_of(application);
            let line = naive_order(state, queue.id(), Some(application.id()));
            let place = line.iter().position(|(id, _)| *id == application.id()).expect("it stands in that line");
            prop_assert_eq!(waiting, count(&line[..place]));
            let held = state.applications().filter(|it| it.access_list().is_some());
            prop_assert_eq!(holders, held.filter(|it| state.queue_of(it).id() == queue.id()).count() as u64);
            if let Some(position) = state.position(application.id()) {
                prop_assert_eq!(holders + waiting.total() + 1, position);
            }
            prop_assert_eq!(queue.waiting(), count(&naive_order(state, queue.id(), None)));
        }
        Ok(())
    });
}

#[test]
fn every_change_of_a_position_has_one_recorded_event_as_its_cause() {
    always(|_: &mut (), moment: &Moment| {
        moment.each_event(|before, event, after| {
            for application in after.applications() {
                let (from, to) = (before.position(application.id()), after.position(application.id()));
                let told = Watch::over(application.id()).apply(&mut before.clone(), event);
                prop_assert_eq!(told.is_some(), from != to, "{:?} moved {} by {:?}", event, application.id(), told);
                if let Some(told) = told {
                    prop_assert_eq!((told.from, told.to), (from, to));
                }
            }
            Ok(())
        })
    });
}
