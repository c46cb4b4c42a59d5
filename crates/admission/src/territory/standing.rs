//! Where an application stands: its seat by date, and every index that follows from what it is doing.

use super::spot::{Counted, Spot};
use super::{NOBODY, Territory};
use crate::application::{Application, Standing};
use crate::queue::Holders;
use crate::{ApplicationId, Class, QueueId};

impl Territory {
    /// Of those of one class who wait in the order of a queue, the `nth` by date, from 0.
    #[must_use]
    pub fn nth_waiting(&self, queue: QueueId, class: Class, nth: u64) -> Option<&Application> {
        self.queue(queue)?.nth_waiting(class, nth).map(|index| self.at(index))
    }

    /// Gives an application its seat by date in a queue. Nearly always at the end; an older date goes in between.
    pub(super) fn take_seat(&mut self, index: u32, queue: QueueId) {
        let number = self.queue_number(queue);
        let date = (self.at(index).applied_at_us, index);
        let applications = &self.applications;
        let queue = &mut self.queues[number as usize];
        let seat = match queue.by_date.last() {
            Some(&last) if (applications[last as usize].applied_at_us, last) > date => {
                queue.by_date.partition_point(|&other| (applications[other as usize].applied_at_us, other) < date)
            }
            _ => queue.by_date.len(),
        };
        for class in &mut queue.waiting {
            if seat == queue.by_date.len() {
                class.push();
            } else {
                class.insert(seat);
            }
        }
        queue.by_date.insert(seat, index);
        self.applications[index as usize].queue = number;
        self.renumber_seats(number, seat);
    }

    /// Takes an application's seat by date away, once nothing counts it there any more.
    pub(super) fn leave_seat(&mut self, index: u32) {
        let (number, seat) = (self.at(index).queue, self.at(index).seat as usize);
        let queue = &mut self.queues[number as usize];
        queue.by_date.remove(seat);
        for class in &mut queue.waiting {
            class.remove(seat);
        }
        self.renumber_seats(number, seat);
    }

    fn renumber_seats(&mut self, queue: u32, from: usize) {
        for (behind, &member) in self.queues[queue as usize].by_date[from..].iter().enumerate() {
            let seat = u32::try_from(from + behind).expect("fewer than 2^32 seats in one queue");
            self.applications[member as usize].seat = seat;
            let spot = &mut self.spots[member as usize];
            if let Some((_, Counted::Waiting(class), _)) = spot.place() {
                *spot = Spot::at(spot.id(), queue, Counted::Waiting(class), seat);
            }
        }
    }

    /// Changes what decides the class of an application, or whether it may stand, without moving it by date.
    pub(super) fn change_in_place(&mut self, index: u32, change: impl FnOnce(&mut Application)) {
        self.set_waiting(index, false);
        change(&mut self.applications[index as usize]);
        self.set_waiting(index, true);
    }

    fn set_waiting(&mut self, index: u32, waiting: bool) {
        let application = self.at(index);
        if application.standing != Standing::Waiting || !self.may_stand(application) {
            return;
        }
        let (id, queue, class, seat) = (application.id, application.queue, application.class(), application.seat);
        self.queues[queue as usize].waiting[class as usize].set(seat as usize, waiting);
        self.spots[index as usize] =
            if waiting { Spot::at(id, queue, Counted::Waiting(class), seat) } else { Spot::outside(id) };
    }

    pub(super) fn stand_as(&mut self, id: ApplicationId, standing: Standing) {
        let index = self.known(id);
        self.stand(index, standing);
    }

    /// Takes an application out of every index that follows from what it did, and into those of what it does now.
    pub(super) fn stand(&mut self, index: u32, standing: Standing) {
        self.detach(index);
        self.applications[index as usize].standing = standing;
        self.attach(index);
    }

    pub(super) fn detach(&mut self, index: u32) {
        let application = self.at(index);
        let (queue, child) = (application.queue as usize, application.child as usize);
        let standing = application.standing;
        if application.status().is_open() {
            let kind = self.queues[queue].id.kind;
            self.children[child].open[kind as usize] = NOBODY;
        }
        match standing {
            Standing::Waiting => self.set_waiting(index, false),
            Standing::Access { seat, .. } => {
                self.spots[index as usize] = Spot::outside(self.at(index).id);
                self.remove_holder(queue, seat);
            }
            Standing::Referred(referral) => {
                self.referral_ends.remove(&(referral.valid_until, index));
                self.referred_by_group.remove(&(referral.group, index));
            }
            Standing::Stopped { until } => {
                self.stop_ends.remove(&(until, index));
            }
            Standing::Paused | Standing::Enrolled(_) | Standing::Withdrawn | Standing::Expired => {}
        }
        if closes_with_queue(standing) {
            self.queues[queue].closing -= 1;
        }
    }

    pub(super) fn attach(&mut self, index: u32) {
        let application = self.at(index);
        let (queue, child) = (application.queue as usize, application.child as usize);
        let standing = application.standing;
        if application.status().is_open() {
            let kind = self.queues[queue].id.kind;
            self.children[child].open[kind as usize] = index;
        }
        match standing {
            Standing::Waiting => self.set_waiting(index, true),
            Standing::Referred(referral) => {
                self.referral_ends.insert((referral.valid_until, index));
                self.referred_by_group.insert((referral.group, index));
            }
            Standing::Stopped { until } => {
                self.stop_ends.insert((until, index));
            }
            Standing::Enrolled(_) | Standing::Withdrawn | Standing::Expired => {
                self.standing_choices.remove(&index);
                self.twins.part(index);
            }
            // The row of those with access is kept by `open_list`: its order is the order of the grants.
            Standing::Access { seat, .. } => self.count_holder(index, seat),
            Standing::Paused => {}
        }
        if closes_with_queue(standing) {
            self.queues[queue].closing += 1;
        }
    }

    fn count_holder(&mut self, index: u32, seat: u32) {
        let application = self.at(index);
        self.spots[index as usize] = Spot::at(application.id, application.queue, Counted::Holding, seat);
    }

    fn remove_holder(&mut self, queue: usize, seat: u32) {
        let queue = &mut self.queues[queue];
        queue.holders.remove(seat);
        if !queue.holders.is_sparse() {
            return;
        }
        let mut packed = Holders::default();
        for holder in queue.holders.iter() {
            let new_seat = packed.add(holder);
            let spot = &mut self.spots[holder as usize];
            if let Some((number, Counted::Holding, _)) = spot.place() {
                *spot = Spot::at(spot.id(), number, Counted::Holding, new_seat);
            }
            if let Standing::Access { seat, .. } = &mut self.applications[holder as usize].standing {
                *seat = new_seat;
            }
        }
        queue.holders = packed;
    }
}

fn closes_with_queue(standing: Standing) -> bool {
    matches!(standing, Standing::Waiting | Standing::Access { .. } | Standing::Paused | Standing::Stopped { .. })
}
