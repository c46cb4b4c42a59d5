//! 07:00: windows end, the bulletin opens, access is given from the front of the order (rules, sections 4.1, 5 and 6).

use super::Act;
use crate::order::{Slots, Walk, use_slot};
use crate::twins::{Granting, pairs_of_places};
use crate::{AccessEnd, ApplicationId, Event, Offer, Pattern, PauseCause, Queue, QueueId, Source, Territory};
use jiff::civil::Date;
use std::collections::BTreeSet;

impl Act<'_> {
    pub(super) fn open_bulletin(&mut self, day: Date) {
        let ended = self.ended_lists();
        for &(queue, list) in &ended {
            self.lapse_accesses(queue, list);
        }
        for &(queue, list) in &ended {
            self.happen(Event::ListOpenedToAll { queue, list });
        }
        if self.territory.policy().pattern == Pattern::Restarted {
            self.happen(Event::PatternsRestarted);
        }
        let opening: Vec<Event> = self
            .territory
            .queues()
            .filter_map(|queue| {
                let places = published(queue);
                (places > 0).then(|| list_opened(self.territory, queue, day, places))
            })
            .collect();
        for event in opening {
            self.happen(event);
        }
        self.carry_out_standing_choices(day);
    }

    fn ended_lists(&self) -> Vec<(QueueId, Date)> {
        let queues = self.territory.queues();
        queues
            .flat_map(|queue| {
                let ended = queue.lists().iter().filter(|(_, list)| list.until <= self.now);
                ended.map(|(&opened, _)| (queue.id(), opened))
            })
            .collect()
    }

    fn lapse_accesses(&mut self, queue: QueueId, list: Date) {
        let Some(queue) = self.territory.queue(queue) else { return };
        let lost_places = queue.lists().get(&list).is_some_and(|list| list.lost_places);
        // Twins whom others left no two places beside each other have missed nothing.
        let early = |offer: &Offer| offer.early.get(&list).copied().unwrap_or_default();
        let has_two_beside = pairs_of_places(self.territory, queue, early) > 0;
        let holders: Vec<ApplicationId> = queue
            .holders
            .iter()
            .map(|holder| self.territory.at(holder))
            .filter(|holder| holder.access_list() == Some(list))
            .map(crate::Application::id)
            .collect();
        let is_joined = |application: &ApplicationId| self.territory.twin_of(*application).is_some();
        let joined: BTreeSet<ApplicationId> = holders.iter().copied().filter(is_joined).collect();
        for application in holders {
            if lost_places || !has_two_beside && joined.contains(&application) {
                self.end_access(application, AccessEnd::LapsedAfterRecall);
                continue;
            }
            self.end_access(application, AccessEnd::Missed);
            self.pause_if_silent(application);
        }
    }

    fn pause_if_silent(&mut self, application: ApplicationId) {
        let missed = self.territory.application(application).map_or(0, crate::Application::missed_in_a_row);
        if self.territory.policy().pause_after_missed.is_some_and(|allowed| missed >= allowed) {
            // Twins have let the same lists pass, and come back by one tap for both.
            for each in self.with_twin(application) {
                if self.is_waiting(each) {
                    self.end_access(each, AccessEnd::Missed);
                    self.happen(Event::ApplicationPaused {
                        application: each,
                        cause: PauseCause::MissedInARow(missed),
                    });
                }
            }
        }
    }

    /// A stored ranked list harms nobody among early places, where each access has its place; it is carried out as the
    /// access opens and not again. Among open places it is a policy of its own (rules, 7).
    fn carry_out_standing_choices(&mut self, day: Date) {
        let (early, open) = {
            let policy = self.territory.policy();
            (policy.standing_choice_early, policy.standing_choice_open)
        };
        let choosing: Vec<ApplicationId> =
            self.territory.queues().flat_map(|queue| self.territory.choosing_in_order(queue)).collect();
        for &application in choosing.iter().filter(|_| early) {
            let access = self.territory.application(application).and_then(crate::Application::access_list);
            if access == Some(day) {
                self.claim_by_standing_choice(application, |source| matches!(source, Source::Early(_)));
            }
        }
        for &application in choosing.iter().filter(|_| open) {
            if self.territory.position(application).is_some() {
                self.claim_by_standing_choice(application, |source| source == Source::Open);
            }
        }
    }
}

/// The list of one queue with its window, and those at the front of the order who get access to it.
fn list_opened(territory: &Territory, queue: &Queue, day: Date, places: u64) -> Event {
    let policy = territory.policy();
    let last_day = territory.calendar().last_of_working_days(day, policy.access_working_days);
    let open_at = territory.zone().time(territory.opens_at(day));
    let until = last_day.tomorrow().map_or(jiff::Timestamp::MAX, |end| territory.zone().instant(end, open_at));
    let (granted, slots) = granted(territory, queue, places);
    let (first_used, ordinary_used) = (slots.first_used, slots.ordinary_used);
    Event::ListOpened { queue: queue.id(), list: day, until, granted, first_used, ordinary_used }
}

/// Who is given access to so many places, in that order, and the slots of the pattern behind them.
fn granted(territory: &Territory, queue: &Queue, places: u64) -> (Vec<ApplicationId>, Slots) {
    if territory.has_twins(queue) {
        let (granted, slots) = Granting::new(territory, queue, places).run();
        (granted.into_iter().map(|one| one.application).collect(), slots)
    } else {
        grant(territory, queue, places)
    }
}

impl Territory {
    /// Who would be given access if the bulletin that is published now opened at this moment, queue by queue.
    pub fn next_granted(&self) -> impl Iterator<Item = (QueueId, Vec<ApplicationId>)> {
        self.queues().filter_map(|queue| {
            let places = published(queue);
            (places > 0).then(|| (queue.id(), granted(self, queue, places).0))
        })
    }
}

fn published(queue: &Queue) -> u64 {
    queue.offers().values().fold(0, |sum, offer| sum.saturating_add(offer.published))
}

/// The front of the order, as many as there are places, and the slots of the pattern behind them.
fn grant(territory: &Territory, queue: &Queue, places: u64) -> (Vec<ApplicationId>, Slots) {
    let policy = territory.policy();
    let mut slots = queue.slots(policy.first_priority, policy.ordinary);
    let mut left = queue.waiting();
    let granted = Walk::new(slots, left)
        .take(usize::try_from(places).unwrap_or(usize::MAX))
        .filter_map(|(class, nth)| {
            left.one_less(class);
            use_slot(&mut slots, class, left);
            queue.nth_waiting(class, nth).map(|index| territory.at(index).id())
        })
        .collect();
    (granted, slots)
}
