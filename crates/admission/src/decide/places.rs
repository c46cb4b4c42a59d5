//! Kindergartens report vacated places and recall those that nobody has taken (rules, section 5).

use super::Act;
use crate::{Event, GroupId, QueueId, RecallReason, Refusal};

impl Act<'_> {
    pub(super) fn report(&mut self, group: GroupId, birth_year: i64, places: u64) -> Result<(), Refusal> {
        let known = self.territory.groups().get(&group).ok_or(Refusal::UnknownGroup)?;
        if !known.birth_years.contains(&birth_year) {
            return Err(Refusal::WrongQueue);
        }
        if places > 0 {
            self.make_room(group, places)?;
            self.happen(Event::PlacesReported { group, birth_year, places });
        }
        Ok(())
    }

    /// Takes the asked number of places: not yet published ones first, then published, early (newest list first), open.
    pub(super) fn recall(
        &mut self,
        group: GroupId,
        birth_year: i64,
        places: u64,
        reason: RecallReason,
    ) -> Result<(), Refusal> {
        let known = self.territory.groups().get(&group).ok_or(Refusal::NoPlace)?;
        if !known.birth_years.contains(&birth_year) {
            return Err(Refusal::NoPlace);
        }
        let queue = QueueId { birth_year, kind: known.kind };
        let offer =
            self.territory.queue(queue).and_then(|queue| queue.offers().get(&group)).cloned().unwrap_or_default();
        if offer.untaken() < places {
            return Err(Refusal::NoPlace);
        }
        if places == 0 {
            return Ok(());
        }
        let mut left = places;
        let mut take = |available: u64| {
            let taken = left.min(available);
            left -= taken;
            taken
        };
        let reported = take(offer.reported);
        let published = take(offer.published);
        let early = offer.early.iter().rev().map(|(&list, &available)| (list, take(available)));
        let early: Vec<_> = early.filter(|&(_, taken)| taken > 0).collect();
        let open = take(offer.open);
        let on = self.territory.zone().day(self.now);
        self.happen(Event::PlacesRecalled { group, birth_year, reported, published, early, open, reason, on });
        if reason == RecallReason::ChildStays {
            self.attend_again(group, places);
        }
        Ok(())
    }
}
