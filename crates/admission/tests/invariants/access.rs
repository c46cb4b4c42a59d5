//! Who is given access, and how many.

use crate::history::{Moment, always};
use crate::order::{by_date, in_order};
use admission::{ApplicationId, Class, Command, Event, QueueId, Status, StepKind, Territory};
use jiff::civil::Date;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn published(state: &Territory, queue: QueueId) -> u64 {
    state.queue(queue).map_or(0, |queue| queue.places().published)
}

#[test]
fn a_list_gives_as_many_accesses_as_it_has_places_or_as_there_are_in_the_order() {
    always(|_: &mut (), moment: &Moment| {
        moment.each_event(|before, event, after| {
            let Event::ListOpened { queue, granted, .. } = event else { return Ok(()) };
            let places = published(before, *queue);
            let standing =
                before.applications().filter(|it| before.queue_of(it).id() == *queue && in_order(before, it));
            // Twins whom this list did not serve let it pass (rules, 9).
            let served = standing.filter(|it| before.twin_of(it.id()).is_none() || granted.contains(&it.id()));
            prop_assert_eq!(granted.len() as u64, places.min(served.count() as u64));
            prop_assert_eq!(granted.iter().collect::<BTreeSet<_>>().len(), granted.len());
            for id in granted {
                let status = |state: &Territory| state.application(*id).map(admission::Application::status);
                prop_assert_eq!((status(before), status(after)), (Some(Status::Waiting), Some(Status::Access)));
            }
            Ok(())
        })
    });
}

#[test]
fn every_opening_opens_all_that_was_published_and_nothing_else_does() {
    always(|_: &mut (), moment: &Moment| {
        let opening = matches!(moment.command, Command::RunStep { step } if step.kind == StepKind::Opening);
        let opened: Vec<QueueId> = moment.outcome.iter().flatten().filter_map(opened_queue).collect();
        if !opening || moment.outcome.is_err() {
            prop_assert!(opened.is_empty());
            return Ok(());
        }
        let due = moment.before.queues().map(admission::Queue::id).filter(|&queue| published(moment.before, queue) > 0);
        prop_assert_eq!(opened, due.collect::<Vec<_>>());
        prop_assert!(moment.after.queues().all(|queue| queue.places().published == 0));
        Ok(())
    });
}

fn opened_queue(event: &Event) -> Option<QueueId> {
    if let Event::ListOpened { queue, .. } = event { Some(*queue) } else { None }
}

type Lists = BTreeMap<(QueueId, Date), u64>;

#[test]
fn live_accesses_of_a_list_never_exceed_its_untaken_places_but_for_recalled_ones() {
    always(|recalled: &mut Lists, moment: &Moment| {
        moment.each_event(|before, event, _| {
            if let Event::PlacesRecalled { group, birth_year, early, .. } = event {
                let queue = QueueId { birth_year: *birth_year, kind: before.groups()[group].kind };
                for &(list, places) in early {
                    *recalled.entry((queue, list)).or_default() += places;
                }
            }
            Ok(())
        })?;
        let mut holders = Lists::new();
        for application in moment.after.applications() {
            if let Some(list) = application.access_list() {
                *holders.entry((moment.after.queue_of(application).id(), list)).or_default() += 1;
            }
        }
        for ((queue, list), holders) in holders {
            let open = moment.after.queue(queue).expect("a queue with holders exists");
            prop_assert!(open.lists().contains_key(&list), "access to a list whose window has ended");
            let untaken = open.places().early.get(&list).copied().unwrap_or(0);
            let recalled = recalled.get(&(queue, list)).copied().unwrap_or(0);
            prop_assert!(
                holders <= untaken + recalled,
                "{} holders, {} places, {} recalled",
                holders,
                untaken,
                recalled
            );
        }
        Ok(())
    });
}

#[test]
fn within_a_class_nobody_is_given_access_before_an_earlier_applicant_in_the_order() {
    always(|_: &mut (), moment: &Moment| {
        moment.each_event(|before, event, _| {
            let Event::ListOpened { queue, granted, .. } = event else { return Ok(()) };
            let of_class = |id: &ApplicationId| before.application(*id).map(admission::Application::class);
            for class in Class::ALL {
                let served: Vec<_> = granted.iter().copied().filter(|id| of_class(id) == Some(class)).collect();
                let mut earliest = by_date(before, *queue, class);
                // Twins let others pass until the turn has come to both; nobody is overtaken by them.
                earliest.retain(|id| before.twin_of(*id).is_none() || served.contains(id));
                earliest.truncate(served.len());
                let is_alone = |id: &&ApplicationId| before.twin_of(**id).is_none();
                prop_assert_eq!(
                    served.iter().filter(is_alone).collect::<Vec<_>>(),
                    earliest.iter().filter(is_alone).collect::<Vec<_>>()
                );
                prop_assert_eq!(served.iter().collect::<BTreeSet<_>>(), earliest.iter().collect());
            }
            Ok(())
        })
    });
}
