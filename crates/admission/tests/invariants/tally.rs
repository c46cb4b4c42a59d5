//! What is counted is what happened: the tally against a plain look at who stood how before and after each event.

use crate::acts::acts;
use crate::history::{Moment, Town, always};
use crate::pattern::{class_of, waiting};
use admission::{
    AfterReferral, Application, ApplicationId, Bulletin, Class, Command, Counts, Event, Kind, Published, QueueId,
    Status, StepKind, Tally, Territory, Way,
};
use jiff::civil::Date;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use std::collections::BTreeMap;

/// Histories that are looked through for the rarest events.
const HISTORIES: usize = 400;

type Days = BTreeMap<(Date, QueueId), Counts>;

/// The tally, and the same worked out from the states.
#[derive(Default)]
struct Books {
    tally: Tally,
    state: Territory,
    seen: Days,
    ways: BTreeMap<ApplicationId, Way>,
    waited: BTreeMap<(QueueId, Class), Vec<u64>>,
    bulletins: Vec<Bulletin>,
}

fn day(moment: &Moment) -> Date {
    match moment.command {
        Command::RunStep { step } => step.on,
        _ => moment.after.zone().day(moment.now),
    }
}

fn queue_of(state: &Territory, id: ApplicationId) -> QueueId {
    state.queue_of(state.application(id).expect("it was submitted")).id()
}

/// How the place was taken, from the command and from where one place less is.
fn way(moment: &Moment, before: &Territory, after: &Territory) -> Way {
    let open = |state: &Territory| state.queues().map(|queue| queue.places().open).sum::<u64>();
    match moment.command {
        Command::AdmitOutsideOrder { .. } => Way::OutsideOrder,
        Command::RunStep { .. } => Way::StandingChoice,
        _ if open(after) < open(before) => Way::Open,
        _ => Way::Access,
    }
}

impl Books {
    fn seen(&self) -> Days {
        let all = self.seen.iter().filter(|(_, counts)| **counts != Counts::default());
        all.map(|(at, counts)| (*at, *counts)).collect()
    }

    fn look(&mut self, moment: &Moment) -> Result<(), TestCaseError> {
        let on = day(moment);
        moment.each_event(|before, event, after| {
            if let Event::ListOpened { queue, granted, .. } = event {
                self.given(before, (on, *queue), granted);
            }
            self.places(moment, before, after, on);
            let enrolled = |state: &Territory, id| state.application(id).and_then(Application::enrolled_in);
            let swapped = |it: &&Application| {
                let was = enrolled(before, it.id());
                was.is_some() && was != it.enrolled_in()
            };
            if let Some(one) = after.applications().find(swapped) {
                self.seen.entry((on, queue_of(after, one.id()))).or_default().exchanged += 1;
            }
            for application in after.applications() {
                self.application(moment, before, after, on, application);
            }
            Ok(())
        })
    }

    fn given(&mut self, before: &Territory, at: (Date, QueueId), granted: &[ApplicationId]) {
        let (mut first, mut ordinary) = waiting(before, at.1);
        let counts = self.seen.entry(at).or_default();
        for &id in granted {
            let class = class_of(before, id);
            counts.given[class as usize] += 1;
            let decides = u32::from(first > 0 && ordinary > 0);
            match class {
                Class::OutOfTurn => {}
                Class::FirstPriority => {
                    counts.by_ratio.first_priority += decides;
                    first -= 1;
                }
                Class::Ordinary => {
                    counts.by_ratio.ordinary += decides;
                    ordinary -= 1;
                }
            }
        }
    }

    fn places(&mut self, moment: &Moment, before: &Territory, after: &Territory, on: Date) {
        let is_publication = matches!(moment.command, Command::RunStep { step } if step.kind == StepKind::Publication);
        let is_recall = matches!(moment.command, Command::RecallPlaces { .. });
        for queue in before.queues() {
            let id = queue.id();
            let later = after.queue(id).expect("a queue stays").places();
            let (published, untaken) = (queue.places().published, queue.places().untaken());
            if is_publication && later.published > published && !before.has_closed(id.birth_year, on) {
                self.seen.entry((on, id)).or_default().offered += later.published - published;
            }
            if is_recall && later.untaken() < untaken {
                self.seen.entry((on, id)).or_default().recalled += untaken - later.untaken();
            }
        }
    }

    fn application(&mut self, moment: &Moment, before: &Territory, after: &Territory, on: Date, it: &Application) {
        let id = it.id();
        let Some(was) = before.application(id).map(Application::status) else {
            let counts = self.seen.entry((on, queue_of(after, id))).or_default();
            let is_earlier = after.zone().day(it.applied_at()) < on;
            *(if is_earlier { &mut counts.taken_over } else { &mut counts.asked }) += 1;
            return;
        };
        if was == it.status() {
            return;
        }
        let queue = queue_of(before, id);
        let counts = self.seen.entry((on, queue)).or_default();
        match (was, it.status()) {
            (_, Status::Referred) => {
                let way = way(moment, before, after);
                self.ways.insert(id, way);
                counts.taken[way as usize] += 1;
            }
            (Status::Access, _) => match moment.command {
                Command::PassAccess { .. } => counts.passed += 1,
                Command::RunStep { step } if step.kind == StepKind::Opening => counts.missed += 1,
                _ => counts.dropped += 1,
            },
            (Status::Referred, Status::Enrolled) => {
                counts.enrolled += 1;
                if self.ways[&id] != Way::OutsideOrder {
                    let days = on.duration_since(before.zone().day(it.applied_at())).as_hours() / 24;
                    let all = self.waited.entry((queue, it.class())).or_default();
                    all.push(u64::try_from(days).unwrap_or_default());
                }
            }
            (Status::Referred, _) => match moment.command {
                Command::RefuseReferral { .. } => counts.refused += 1,
                Command::RunStep { .. } => counts.expired += 1,
                _ => counts.declined += 1,
            },
            _ => {}
        }
        let counts = self.seen.entry((on, queue)).or_default();
        match it.status() {
            Status::Expired => counts.closed += 1,
            Status::Withdrawn if matches!(moment.command, Command::EnrolChild { .. }) => counts.closed += 1,
            Status::Withdrawn => counts.withdrawn += 1,
            _ => {}
        }
    }

    fn bulletin(&mut self, moment: &Moment) {
        let Command::RunStep { step } = moment.command else { return };
        if step.kind != StepKind::Publication || moment.before.is_suspended(step.on) {
            return;
        }
        let mut places = Vec::new();
        for queue in moment.before.queues().filter(|queue| !moment.before.has_closed(queue.id().birth_year, step.on)) {
            for (&group, offer) in queue.offers() {
                if offer.reported > 0 {
                    places.push(Published { queue: queue.id(), group, places: offer.reported });
                }
            }
        }
        self.bulletins.push(Bulletin { on: step.on, at: step.due, places });
    }
}

fn counted(tally: &Tally) -> Days {
    let days = tally.days().iter().flat_map(|day| day.queues.iter().map(|(queue, counts)| ((day.on, *queue), *counts)));
    days.filter(|(_, counts)| *counts != Counts::default()).collect()
}

#[test]
fn what_is_counted_is_what_happened() {
    always(|books: &mut Books, moment: &Moment| {
        books.bulletin(moment);
        books.look(moment)?;
        if let Ok(events) = moment.outcome {
            books.tally.repeat(&mut books.state, events);
        }
        prop_assert_eq!(&books.state, moment.after);
        prop_assert_eq!(counted(&books.tally), books.seen());
        prop_assert_eq!(books.tally.bulletins(), &books.bulletins);
        for (queue, class, waited) in books.tally.waited() {
            let mut days = books.waited.get(&(queue, class)).cloned().unwrap_or_default();
            days.sort_unstable();
            prop_assert_eq!(waited.children(), days.len() as u64);
            prop_assert_eq!(waited.median_days(), days.get((days.len() - 1) / 2).copied());
        }
        prop_assert_eq!(books.tally.waited().count(), books.waited.len());
        Ok(())
    });
}

#[test]
fn every_bulletin_is_found_by_its_day_and_no_other_is() {
    always(|books: &mut Books, moment: &Moment| {
        if let Ok(events) = moment.outcome {
            books.tally.repeat(&mut books.state, events);
        }
        for bulletin in books.tally.bulletins() {
            prop_assert_eq!(books.tally.bulletin(bulletin.on), Some(bulletin));
        }
        let tomorrow = day(moment).tomorrow().expect("the calendar goes on");
        prop_assert_eq!(books.tally.bulletin(tomorrow), None);
        Ok(())
    });
}

#[test]
fn places_taken_are_enrolled_come_back_or_are_still_held() {
    always(|books: &mut Books, moment: &Moment| {
        if let Ok(events) = moment.outcome {
            books.tally.repeat(&mut books.state, events);
        }
        let mut all = Counts::default();
        for day in books.tally.days() {
            day.queues.iter().for_each(|(_, counts)| all += counts);
        }
        let held = moment.after.applications().filter(|it| it.status() == Status::Referred).count();
        let over = all.enrolled + all.declined + all.refused + all.expired;
        prop_assert_eq!(all.taken_total() as usize, over as usize + held);
        let choosing = moment.after.applications().filter(|it| it.status() == Status::Access).count();
        let ended = all.passed + all.missed + all.dropped;
        prop_assert!(all.given_total() as usize >= ended as usize + choosing);
        Ok(())
    });
}

#[test]
fn the_nth_who_waits_is_found_by_date() {
    always(|_: &mut (), moment: &Moment| {
        for queue in moment.after.queues().map(admission::Queue::id).filter(|queue| queue.kind == Kind::General) {
            for class in Class::ALL {
                let line = crate::order::by_date(moment.after, queue, class);
                for (nth, &id) in line.iter().enumerate() {
                    let found = moment.after.nth_waiting(queue, class, nth as u64);
                    prop_assert_eq!(found.map(Application::id), Some(id));
                }
                prop_assert!(moment.after.nth_waiting(queue, class, line.len() as u64).is_none());
            }
        }
        Ok(())
    });
}

#[test]
fn nothing_that_is_counted_stays_zero_in_all_random_histories() {
    let mut runner = TestRunner::deterministic();
    let mut all = Counts::default();
    let mut closed_with_a_referral = 0;
    for _ in 0..HISTORIES {
        let history = acts().new_tree(&mut runner).expect("acts can always be made up").current();
        let mut books = Books::default();
        let played = Town::play(&history, &mut |moment| {
            let events = moment.outcome.as_deref().unwrap_or_default();
            let expires = |event: &&Event| matches!(event, Event::ReferralEnded { then: AfterReferral::Expires, .. });
            closed_with_a_referral += events.iter().filter(expires).count();
            books.look(moment)?;
            books.tally.repeat(&mut books.state, events);
            prop_assert_eq!(counted(&books.tally), books.seen());
            Ok(())
        });
        played.expect("the tally counts what happened");
        counted(&books.tally).values().for_each(|counts| all += counts);
    }
    let written = format!("{all:?}");
    assert!(!written.contains(": 0,") && !written.contains("[0") && !written.contains(" 0,"), "{written}");
    assert!(closed_with_a_referral > 0);
}
