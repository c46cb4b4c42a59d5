//! What a page says a ranked list would have been given is what the rules would have given it.

use crate::history::always;
use admission::{
    ApplicationId, Choice, Command, Event, GroupId, Hindsight, PastOpening, QueueId, Reach, Source, Step, StepKind,
    Territory,
};
use proptest::prelude::*;

/// The openings of one queue in one step.
fn seen(before: &Territory, queue: QueueId, step: Step, events: &[Event]) -> Vec<PastOpening> {
    let (mut state, mut hindsight) = (before.clone(), Hindsight::over(queue, step.on));
    events.iter().for_each(|event| hindsight.apply(&mut state, event));
    hindsight.into_openings()
}

/// The early place that the rules give when the family has stored that list before the step.
fn given(before: &Territory, step: Step, id: ApplicationId, ranked: &[GroupId]) -> Option<GroupId> {
    let mut state = before.clone();
    let groups = ranked.to_vec();
    state.decide(step.due, &Command::StoreStandingChoice { application: id, groups }).expect("groups of its queue");
    let events = state.decide(step.due, &Command::RunStep { step }).expect("the step is due");
    events.into_iter().find_map(|event| match event {
        Event::PlaceClaimed { application, group, choice: Choice::Standing, source: Source::Early(list), .. }
            if application == id && list == step.on =>
        {
            Some(group)
        }
        _ => None,
    })
}

/// Two groups of a queue, beginning with another one for each application.
fn ranking(state: &Territory, queue: QueueId, id: ApplicationId) -> Vec<GroupId> {
    let serving = state.groups().iter().filter(|(_, group)| group.serves(queue));
    let mut groups: Vec<GroupId> = serving.map(|(&id, _)| id).collect();
    let turned = usize::try_from(id.0 / 2).unwrap_or_default() % groups.len().max(1);
    groups.rotate_left(turned);
    groups.truncate(2);
    groups
}

/// The same town with a stored list for every other application: lists of others come before one's own.
fn where_many_keep_lists(before: &Territory, step: Step) -> Territory {
    let mut state = before.clone();
    let keepers = before.applications().filter(|it| it.status().is_open() && it.id().0 % 2 == 0);
    for keeper in keepers {
        let (application, groups) = (keeper.id(), ranking(before, before.queue_of(keeper).id(), keeper.id()));
        state.decide(step.due, &Command::StoreStandingChoice { application, groups }).expect("groups of its queue");
    }
    state
}

#[test]
fn a_list_is_said_to_have_taken_exactly_what_the_rules_would_have_given_it() {
    always(|_: &mut (), moment| {
        let Command::RunStep { step } = moment.command else { return Ok(()) };
        if step.kind != StepKind::Opening || moment.outcome.is_err() {
            return Ok(());
        }
        let before = where_many_keep_lists(moment.before, *step);
        let events = before.clone().decide(step.due, moment.command).expect("the step is due");
        for queue in before.queues().map(admission::Queue::id) {
            let openings = seen(&before, queue, *step, &events);
            prop_assert!(openings.len() <= 1);
            let here = before.applications().filter(|it| before.queue_of(it).id() == queue && it.status().is_open());
            // Two lists together decide what twins take; a page does not say it of one.
            let alone = here.map(admission::Application::id).filter(|id| before.twin_of(*id).is_none());
            for id in alone {
                let ranked = ranking(&before, queue, id);
                let told = openings.first().map(|opening| opening.reach(id, &ranked));
                let would_take = match told {
                    Some(Reach::Access { would_take, .. }) => would_take,
                    _ => None,
                };
                prop_assert_eq!(would_take, given(&before, *step, id, &ranked), "{} {:?}", id, told);
            }
        }
        Ok(())
    });
}

#[test]
fn an_opening_is_said_to_have_reached_those_whom_it_gave_access() {
    always(|_: &mut (), moment| {
        let (Command::RunStep { step }, Ok(events)) = (moment.command, moment.outcome) else { return Ok(()) };
        for event in events {
            let Event::ListOpened { queue, list, granted, .. } = event else { continue };
            let openings = seen(moment.before, *queue, *step, events);
            prop_assert_eq!(openings.len(), 1);
            prop_assert_eq!(openings[0].on, *list);
            for application in moment.before.applications() {
                let reach = openings[0].reach(application.id(), &[]);
                let got = matches!(reach, Reach::Access { would_take: None, .. });
                prop_assert_eq!(got, granted.contains(&application.id()), "{} {:?}", application.id(), reach);
            }
        }
        Ok(())
    });
}
