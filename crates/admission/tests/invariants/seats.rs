//! Seats of a group: what is counted adds up, and what is on its way has a group that takes it (rules, 12, 9).

use crate::history::always;
use proptest::prelude::*;

#[test]
fn capacity_is_attending_referred_offered_free_and_held() {
    always(|_: &mut (), moment| {
        for &group in moment.after.groups().keys() {
            let seats = moment.after.seats(group).expect("a group has seats");
            let Some((capacity, attending, held)) = seats.counted else { continue };
            let free = seats.free().expect("seats that were counted");
            prop_assert_eq!(capacity, attending + seats.referred + seats.offered + free + held, "group {}", group.0);
        }
        Ok(())
    });
}

#[test]
fn a_place_on_its_way_belongs_to_a_group_that_takes_children_of_that_year() {
    always(|_: &mut (), moment| {
        for queue in moment.after.queues() {
            for (group, offer) in queue.offers() {
                if offer.untaken() + offer.referred > 0 {
                    prop_assert!(moment.after.groups()[group].serves(queue.id()), "group {}", group.0);
                }
            }
        }
        Ok(())
    });
}
