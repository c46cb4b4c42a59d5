//! Places are neither made nor lost, and none is given twice.

use crate::history::{Moment, always};
use admission::{ApplicationId, Choice, Event, GroupId, Queue, QueueId, Source, Territory};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// What was put into the offers of one group for one queue, and what was taken out again.
#[derive(Default)]
struct Ledger {
    reported: u64,
    admitted_outside: u64,
    recalled: u64,
}

type Ledgers = BTreeMap<(QueueId, GroupId), Ledger>;

fn queue_of_group(state: &Territory, group: GroupId, birth_year: i64) -> QueueId {
    QueueId { birth_year, kind: state.groups()[&group].kind }
}

fn queue_of(state: &Territory, application: ApplicationId) -> QueueId {
    state.application(application).map(|it| state.queue_of(it).id()).expect("an event names applications that exist")
}

fn enter(ledgers: &mut Ledgers, state: &Territory, event: &Event) {
    match event {
        Event::PlacesReported { group, birth_year, places } => {
            let queue = queue_of_group(state, *group, *birth_year);
            ledgers.entry((queue, *group)).or_default().reported += places;
        }
        Event::PlacesRecalled { group, birth_year, reported, published, early, open, .. } => {
            let queue = queue_of_group(state, *group, *birth_year);
            let early: u64 = early.iter().map(|(_, places)| places).sum();
            ledgers.entry((queue, *group)).or_default().recalled += reported + published + early + open;
        }
        Event::PlaceClaimed { application, group, source: Source::Unoffered, .. } => {
            let queue = queue_of(state, *application);
            ledgers.entry((queue, *group)).or_default().admitted_outside += 1;
        }
        _ => {}
    }
}

#[test]
fn places_are_neither_made_nor_lost_on_their_way() {
    always(|ledgers: &mut Ledgers, moment| {
        moment.each_event(|before, event, _| {
            enter(ledgers, before, event);
            Ok(())
        })?;
        let queues: Vec<&Queue> = moment.after.queues().collect();
        for queue in queues {
            for (&group, offer) in queue.offers() {
                let nothing = Ledger::default();
                let ledger = ledgers.get(&(queue.id(), group)).unwrap_or(&nothing);
                let there = offer.untaken() + offer.referred + offer.enrolled;
                prop_assert_eq!(ledger.reported + ledger.admitted_outside, there + ledger.recalled, "{}", queue.id());
            }
        }
        Ok(())
    });
}

#[test]
fn every_taken_place_is_in_one_live_referral_or_one_enrolment() {
    always(|_: &mut (), moment| {
        let mut held: BTreeMap<(QueueId, GroupId), (u64, u64)> = BTreeMap::new();
        for application in moment.after.applications() {
            let queue = moment.after.queue_of(application).id();
            if let Some(referral) = application.referral() {
                held.entry((queue, referral.group)).or_default().0 += 1;
            }
            if let Some(group) = application.enrolled_in() {
                held.entry((queue, group)).or_default().1 += 1;
            }
        }
        let mut counted = BTreeMap::new();
        for queue in moment.after.queues() {
            let taken = queue.offers().iter().filter(|(_, offer)| offer.referred + offer.enrolled > 0);
            counted.extend(taken.map(|(&group, offer)| ((queue.id(), group), (offer.referred, offer.enrolled))));
        }
        prop_assert_eq!(held, counted);
        Ok(())
    });
}

#[test]
fn an_application_never_has_two_live_referrals() {
    always(|live: &mut BTreeSet<ApplicationId>, moment| {
        for event in moment.outcome.iter().flatten() {
            match event {
                Event::PlaceClaimed { application, .. } => prop_assert!(live.insert(*application)),
                Event::ReferralEnded { application, .. } | Event::ChildEnrolled { application } => {
                    prop_assert!(live.remove(application));
                }
                _ => {}
            }
        }
        let groups = moment.after.groups().keys();
        let listed: Vec<_> =
            groups.flat_map(|&group| moment.after.referred_to(group)).map(admission::Application::id).collect();
        prop_assert_eq!(listed.len(), live.len());
        prop_assert_eq!(listed.into_iter().collect::<BTreeSet<_>>(), live.clone());
        Ok(())
    });
}

fn place_was_ones_to_take(before: &Territory, event: &Event) -> Result<(), TestCaseError> {
    let Event::PlaceClaimed { application, group, source, choice, .. } = event else { return Ok(()) };
    let taker = before.application(*application).expect("who takes a place has applied");
    let queue = before.queue_of(taker);
    prop_assert!(before.groups()[group].serves(queue.id()));
    let offer = queue.offers().get(group);
    match source {
        Source::Early(list) => {
            prop_assert_eq!(taker.access_list(), Some(*list));
            prop_assert!(offer.is_some_and(|offer| offer.early.get(list).is_some_and(|&places| places > 0)));
        }
        Source::Open => prop_assert!(before.position(*application).is_some() && offer.is_some_and(|it| it.open > 0)),
        Source::Unoffered => prop_assert!(matches!(choice, Choice::Official(_))),
    }
    Ok(())
}

#[test]
fn nobody_is_referred_but_to_a_place_of_ones_own_list_or_an_open_one_of_ones_own_queue() {
    always(|_: &mut (), moment: &Moment| moment.each_event(|before, event, _| place_was_ones_to_take(before, event)));
}
