//! A kindergarten's groups and the seats in them: nothing is offered that is not there (rules, 12, 9).

use super::Act;
use crate::{Event, Group, GroupId, GroupTurn, HoldReason, KindergartenId, Refusal};

impl Act<'_> {
    /// The group, unless it has closed.
    fn open_group_known(&self, group: GroupId) -> Result<&Group, Refusal> {
        self.territory.groups().get(&group).filter(|known| !known.is_closed()).ok_or(Refusal::UnknownGroup)
    }

    pub(super) fn change_group(&mut self, group: GroupId, birth_years: &[i64]) -> Result<(), Refusal> {
        let birth_years = self.may_take(group, birth_years)?;
        self.happen(Event::GroupChanged { group, birth_years });
        Ok(())
    }

    /// The birth years in their order, if none that the group leaves has a place on its way.
    pub(super) fn may_take(&self, group: GroupId, birth_years: &[i64]) -> Result<Vec<i64>, Refusal> {
        let known = self.open_group_known(group)?;
        if birth_years.is_empty() {
            return Err(Refusal::WrongChoice);
        }
        let left: Vec<i64> = known.birth_years.iter().filter(|year| !birth_years.contains(year)).copied().collect();
        if self.territory.seats_on_their_way(group, &left).on_their_way() {
            return Err(Refusal::GroupInUse);
        }
        let mut birth_years = birth_years.to_vec();
        birth_years.sort_unstable();
        birth_years.dedup();
        Ok(birth_years)
    }

    pub(super) fn close_group(&mut self, group: GroupId) -> Result<(), Refusal> {
        let years = self.open_group_known(group)?.birth_years.clone();
        if self.territory.seats_on_their_way(group, &years).on_their_way() {
            return Err(Refusal::GroupInUse);
        }
        self.happen(Event::GroupClosed { group });
        Ok(())
    }

    pub(super) fn count_seats(&mut self, group: GroupId, capacity: u64, attending: u64) -> Result<(), Refusal> {
        self.check_room(group, capacity, attending)?;
        self.happen(Event::SeatsCounted { group, capacity, attending });
        Ok(())
    }

    /// Whether so many children attending fit beside what is held and on its way.
    pub(super) fn check_room(&self, group: GroupId, capacity: u64, attending: u64) -> Result<(), Refusal> {
        let held = self.open_group_known(group)?.seating.as_ref().map_or(0, crate::Seating::held_total);
        let seats = self.territory.seats(group).ok_or(Refusal::UnknownGroup)?;
        if seats.fit(capacity, attending, held) { Ok(()) } else { Err(Refusal::NoRoom) }
    }

    /// Only seats that were counted can be held: an unknown number of others would be left.
    pub(super) fn hold_seats(&mut self, group: GroupId, seats: u64, reason: HoldReason) -> Result<(), Refusal> {
        let known = self.open_group_known(group)?;
        let seating = known.seating.as_ref().ok_or(Refusal::NoRoom)?;
        let others: u64 = seating.held.iter().filter(|(other, _)| **other != reason).map(|(_, held)| held).sum();
        let way = self.territory.seats(group).ok_or(Refusal::UnknownGroup)?;
        if !way.fit(seating.capacity, seating.attending, others.saturating_add(seats)) {
            return Err(Refusal::NoRoom);
        }
        self.happen(Event::SeatsHeld { group, seats, reason });
        Ok(())
    }

    /// Before so many seats are offered: free ones first; for the rest so many children have left.
    pub(super) fn make_room(&mut self, group: GroupId, places: u64) -> Result<(), Refusal> {
        let Some(seats) = self.territory.seats(group) else { return Ok(()) };
        let (Some((capacity, attending, _)), Some(free)) = (seats.counted, seats.free()) else { return Ok(()) };
        let left = places.saturating_sub(free);
        let attending = attending.checked_sub(left).ok_or(Refusal::NoRoom)?;
        if left > 0 {
            self.happen(Event::SeatsCounted { group, capacity, attending });
        }
        Ok(())
    }

    /// Children whose places were recalled because they stay.
    pub(super) fn attend_again(&mut self, group: GroupId, children: u64) {
        let counted = self.territory.seats(group).and_then(|seats| seats.counted);
        if let Some((capacity, attending, _)) = counted {
            self.happen(Event::SeatsCounted { group, capacity, attending: attending.saturating_add(children) });
        }
    }

    /// All is checked against the state before the first group turns: no group's turn changes another's seats.
    pub(super) fn turn_year(&mut self, kindergarten: KindergartenId, turns: &[GroupTurn]) -> Result<(), Refusal> {
        let mut events = Vec::with_capacity(2 * turns.len());
        for (place, turn) in turns.iter().enumerate() {
            let group = turn.group;
            if self.open_group_known(group)?.kindergarten != kindergarten {
                return Err(Refusal::UnknownGroup);
            }
            if turns[..place].iter().any(|before| before.group == group) {
                return Err(Refusal::WrongChoice);
            }
            let birth_years = self.may_take(group, &turn.birth_years)?;
            self.check_room(group, turn.capacity, turn.attending)?;
            events.push(Event::GroupChanged { group, birth_years });
            events.push(Event::SeatsCounted { group, capacity: turn.capacity, attending: turn.attending });
        }
        events.into_iter().for_each(|event| self.happen(event));
        Ok(())
    }

    pub(super) fn merge(&mut self, kindergarten: KindergartenId, into: KindergartenId) -> Result<(), Refusal> {
        if kindergarten == into {
            return Err(Refusal::WrongChoice);
        }
        let groups = self.territory.groups().iter().filter(|(_, known)| known.kindergarten == kindergarten);
        let groups: Vec<GroupId> = groups.map(|(&group, _)| group).collect();
        for group in groups {
            self.happen(Event::GroupMoved { group, kindergarten: into });
        }
        Ok(())
    }
}
