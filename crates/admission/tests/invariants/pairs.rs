//! Two applications at once: exchanges of places, said as loosely as everything else, and what must hold of them.

use crate::acts::{Act, Whom, whom};
use crate::history::{Town, always};
use admission::{
    ActReason, Application, ApplicationId, Command, Event, ExchangeReason, GroupId, KindergartenId, QueueId, Status,
    Territory,
};
use proptest::prelude::*;

/// What two families do together, and the office with them.
#[derive(Debug, Clone, Copy)]
pub(crate) enum PairAct {
    Wish {
        whom: Whom,
        wished: &'static [u32],
    },
    EndWish(Whom),
    Agree {
        whom: Whom,
        with: Whom,
    },
    Exchange {
        whom: Whom,
        other: Whom,
    },
    RefuseExchange {
        whom: Whom,
        other: Whom,
    },
    Join {
        whom: Whom,
        twin: Whom,
    },
    Part(Whom),
    ClaimBoth {
        whom: Whom,
        groups: [u32; 2],
    },
    /// Whatever is missing for an exchange: by chance alone hardly two children ever come so far.
    Nearer(Whom),
}

/// A wish for any kindergarten, for one, for one that is not there, for one twice.
const WISHES: &[&[u32]] = &[&[], &[], &[], &[], &[0], &[0], &[0, 1], &[1], &[7], &[0, 0]];

pub(crate) fn pair_act() -> impl Strategy<Value = Act> {
    prop_oneof![
        5 => (whom(), prop::sample::select(WISHES)).prop_map(|(whom, wished)| PairAct::Wish { whom, wished }),
        1 => whom().prop_map(PairAct::EndWish),
        5 => (whom(), whom()).prop_map(|(whom, with)| PairAct::Agree { whom, with }),
        6 => (whom(), whom()).prop_map(|(whom, other)| PairAct::Exchange { whom, other }),
        2 => (whom(), whom()).prop_map(|(whom, other)| PairAct::RefuseExchange { whom, other }),
        30 => whom().prop_map(PairAct::Nearer),
        12 => (whom(), whom()).prop_map(|(whom, twin)| PairAct::Join { whom, twin }),
        2 => whom().prop_map(PairAct::Part),
        9 => (whom(), 0u32..3, 0u32..3).prop_map(|(whom, one, other)| PairAct::ClaimBoth { whom, groups: [one, other] }),
    ]
    .prop_map(Act::Pair)
}

impl Town {
    pub(crate) fn pair_command(&self, act: PairAct) -> Command {
        let state = &self.state;
        let is_enrolled = |it: &Application| it.status() == Status::Enrolled;
        match act {
            PairAct::Wish { whom, wished } => Command::WishExchange {
                application: self.find(whom, is_enrolled),
                kindergartens: wished.iter().copied().map(KindergartenId).collect(),
            },
            PairAct::EndWish(whom) => {
                let wishes = |it: &Application| state.exchange_wish(it.id()).is_some();
                Command::EndExchangeWish { application: self.find(whom, wishes) }
            }
            PairAct::Agree { whom, with } => {
                let matched = |it: &Application| !state.exchange_matches(it.id()).is_empty();
                let application = self.find(whom, matched);
                let fitting = state.exchange_matches(application);
                let fits =
                    |it: &Application| if with.nth % 4 == 0 { is_enrolled(it) } else { fitting.contains(&it.id()) };
                Command::AgreeToExchange { application, with: self.find(with, fits) }
            }
            PairAct::Exchange { whom, other } => {
                Command::ExchangePlaces { applications: self.agreed_or_any(whom, other) }
            }
            PairAct::RefuseExchange { whom, other } => Command::RefuseExchange {
                applications: self.agreed_or_any(whom, other),
                reason: ExchangeReason::GroupUnsuitable,
            },
            PairAct::Nearer(whom) => self.nearer_to_an_exchange(whom),
            PairAct::Join { whom, twin } => {
                let waits = |it: &Application| it.status() == Status::Waiting && state.twin_of(it.id()).is_none();
                let one = self.find(whom, waits);
                let queue = state.application(one).map(|it| state.queue_of(it).id());
                let fits = |it: &Application| waits(it) && it.id() != one && Some(state.queue_of(it).id()) == queue;
                Command::JoinTwins { applications: [one, self.find(twin, fits)] }
            }
            PairAct::Part(whom) => {
                Command::PartTwins { application: self.find(whom, |it| state.twin_of(it.id()).is_some()) }
            }
            PairAct::ClaimBoth { whom, groups } => {
                let served = |it: &Application| it.status() == Status::Access && state.twin_of(it.id()).is_some();
                let joined = |it: &Application| state.twin_of(it.id()).is_some();
                let any_served = state.applications().any(served);
                let one = self.find(whom, |it| if any_served { served(it) } else { joined(it) });
                let other = state.twin_of(one).unwrap_or(ApplicationId(whom.nth as u64));
                Command::ClaimForTwins { applications: [one, other], groups: groups.map(GroupId) }
            }
        }
    }

    fn nearer_to_an_exchange(&self, whom: Whom) -> Command {
        let state = &self.state;
        let first = |fits: &dyn Fn(&Application) -> bool| state.applications().find(|it| fits(it)).map(Application::id);
        if !state.agreed_exchanges().is_empty() {
            let applications = self.agreed_or_any(Whom { fitting: true, ..whom }, whom);
            return if whom.nth.is_multiple_of(3) {
                Command::RefuseExchange { applications, reason: ExchangeReason::ChildHasLeft }
            } else {
                Command::ExchangePlaces { applications }
            };
        }
        let agreed = |id| state.exchange_agreed_with(id);
        let undecided = |it: &Application| agreed(it.id()).is_none() && !state.exchange_matches(it.id()).is_empty();
        if let Some(application) = first(&undecided) {
            let matches = state.exchange_matches(application);
            let answered = matches.iter().find(|with| agreed(**with) == Some(application));
            return Command::AgreeToExchange { application, with: *answered.unwrap_or(&matches[0]) };
        }
        if let Some(application) =
            first(&|it| it.status() == Status::Enrolled && state.exchange_wish(it.id()).is_none())
        {
            return Command::WishExchange { application, kindergartens: Vec::new() };
        }
        if let Some(application) = first(&|it| it.status() == Status::Referred) {
            return Command::EnrolChild { application };
        }
        let application = self.find(whom, |it| it.status() == Status::Waiting);
        let (group, reason) = (GroupId(u32::from(whom.nth.is_multiple_of(2))), ActReason::CourtDecision);
        Command::AdmitOutsideOrder { application, group, reason }
    }

    fn agreed_or_any(&self, whom: Whom, other: Whom) -> [ApplicationId; 2] {
        let agreed = self.state.agreed_exchanges();
        match agreed.get(whom.nth % agreed.len().max(1)).filter(|_| whom.fitting) {
            Some(&[one, other]) => [other, one],
            None => [whom, other].map(|whom| self.find(whom, |it| it.status() == Status::Enrolled)),
        }
    }
}

/// What two children who exchanged had before, and what each place of a queue is counted as.
fn counted(state: &Territory, queue: QueueId) -> Vec<(admission::GroupId, u64, u64)> {
    let offers = state.queue(queue).into_iter().flat_map(admission::Queue::offers);
    offers.map(|(&group, offer)| (group, offer.referred, offer.enrolled)).collect()
}

#[test]
fn an_exchange_swaps_two_enrolled_children_of_one_queue_who_both_agreed_and_nothing_else() {
    always(|_: &mut (), moment| {
        moment.each_event(|before, event, after| {
            let Event::PlacesExchanged { applications, groups } = event else { return Ok(()) };
            let [one, other] = *applications;
            let group = |state: &Territory, id| state.application(id).and_then(Application::enrolled_in);
            prop_assert_eq!([group(before, one), group(before, other)], groups.map(Some));
            prop_assert_eq!((group(after, one), group(after, other)), (Some(groups[1]), Some(groups[0])));
            prop_assert_eq!(before.exchange_agreed_with(one), Some(other));
            prop_assert_eq!(before.exchange_agreed_with(other), Some(one));
            let queue = |id| before.application(id).map(|it| before.queue_of(it).id()).expect("it was submitted");
            prop_assert_eq!(queue(one), queue(other));
            prop_assert_eq!(counted(before, queue(one)), counted(after, queue(one)));
            for id in [one, other] {
                prop_assert!(after.exchange_wish(id).is_none() && after.exchange_agreed_with(id).is_none());
            }
            for &group in before.groups().keys() {
                prop_assert_eq!(before.seats(group), after.seats(group));
            }
            Ok(())
        })
    });
}

#[test]
fn whoever_is_matched_wishes_for_the_other_and_an_agreement_has_two_wishes() {
    always(|_: &mut (), moment| {
        let state = moment.after;
        for application in state.applications() {
            let id = application.id();
            for other in state.exchange_matches(id) {
                prop_assert!(other != id && state.exchange_matches(other).contains(&id));
            }
            if let Some(with) = state.exchange_agreed_with(id) {
                prop_assert!(state.exchange_wish(id).is_some() && state.exchange_wish(with).is_some());
                prop_assert!(application.status() == Status::Enrolled);
            }
        }
        Ok(())
    });
}

#[test]
fn twins_are_open_and_of_one_queue_and_a_pair_is_a_pair_both_ways() {
    always(|_: &mut (), moment| {
        let state = moment.after;
        for [one, other] in state.twins() {
            prop_assert!(one != other);
            prop_assert_eq!((state.twin_of(one), state.twin_of(other)), (Some(other), Some(one)));
            let of = |id| state.application(id).expect("it was submitted");
            prop_assert!(of(one).status().is_open() && of(other).status().is_open());
            prop_assert_eq!(state.queue_of(of(one)).id(), state.queue_of(of(other)).id());
            prop_assert!(state.child_of(of(one)) != state.child_of(of(other)));
        }
        Ok(())
    });
}

#[test]
fn one_list_gives_access_to_both_of_a_pair_or_to_neither_and_they_take_their_places_together() {
    always(|_: &mut (), moment| {
        let is_by_the_office = matches!(moment.command, Command::AdmitOutsideOrder { .. });
        let taken: Vec<_> = moment.outcome.iter().flatten().filter_map(taken).collect();
        for &(application, group) in &taken {
            let Some(twin) = moment.before.twin_of(application).filter(|_| !is_by_the_office) else { continue };
            let beside = taken.iter().find(|(other, _)| *other == twin);
            prop_assert!(beside.is_some(), "{} took a place without {}", application, twin);
            let kindergarten = |group: &GroupId| moment.before.groups()[group].kindergarten;
            prop_assert_eq!(beside.map(|(_, group)| kindergarten(group)), Some(kindergarten(&group)));
        }
        moment.each_event(|before, event, _| {
            let Event::ListOpened { queue, granted, .. } = event else { return Ok(()) };
            let mut pairs = 0;
            for id in granted {
                let Some(twin) = before.twin_of(*id) else { continue };
                prop_assert!(granted.contains(&twin));
                pairs += u64::from(*id < twin);
            }
            let mut places = std::collections::BTreeMap::new();
            for (group, offer) in before.queue(*queue).into_iter().flat_map(admission::Queue::offers) {
                *places.entry(before.groups()[group].kindergarten).or_insert(0) += offer.published;
            }
            prop_assert!(pairs <= places.values().map(|places: &u64| places / 2).sum(), "{} pairs", pairs);
            Ok(())
        })
    });
}

fn taken(event: &Event) -> Option<(ApplicationId, GroupId)> {
    if let Event::PlaceClaimed { application, group, .. } = event { Some((*application, *group)) } else { None }
}
