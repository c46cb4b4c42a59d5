//! A table of many groups or places: everything is checked against the state before the first line of it happens, so that
//! it happens whole or not at all.

use super::Act;
use crate::{Event, GroupChange, GroupId, GroupOpening, PlacesReport, Refusal};
use std::collections::{BTreeMap, BTreeSet};

impl Act<'_> {
    pub(super) fn arrange(&mut self, openings: &[GroupOpening], changes: &[GroupChange]) -> Result<(), Refusal> {
        let mut events = Vec::new();
        let mut named = BTreeSet::new();
        for opening in openings {
            if self.territory.groups().contains_key(&opening.group) || !named.insert(opening.group) {
                return Err(Refusal::DuplicateGroup);
            }
            self.open_from_table(opening, &mut events)?;
        }
        for change in changes {
            if !named.insert(change.group) {
                return Err(Refusal::WrongChoice);
            }
            self.change_from_table(change, &mut events)?;
        }
        events.into_iter().for_each(|event| self.happen(event));
        Ok(())
    }

    fn open_from_table(&self, opening: &GroupOpening, events: &mut Vec<Event>) -> Result<(), Refusal> {
        let &GroupOpening { group, kindergarten, kind, seats, .. } = opening;
        if opening.birth_years.is_empty() {
            return Err(Refusal::WrongChoice);
        }
        let mut birth_years = opening.birth_years.clone();
        birth_years.sort_unstable();
        birth_years.dedup();
        events.push(Event::GroupOpened { group, kindergarten, birth_years, kind });
        if let Some(seats) = seats {
            if seats.attending > seats.capacity {
                return Err(Refusal::NoRoom);
            }
            events.push(Event::SeatsCounted { group, capacity: seats.capacity, attending: seats.attending });
        }
        Ok(())
    }

    fn change_from_table(&self, change: &GroupChange, events: &mut Vec<Event>) -> Result<(), Refusal> {
        let group = change.group;
        if let Some(birth_years) = &change.birth_years {
            events.push(Event::GroupChanged { group, birth_years: self.may_take(group, birth_years)? });
        }
        if let Some(seats) = change.seats {
            self.check_room(group, seats.capacity, seats.attending)?;
            events.push(Event::SeatsCounted { group, capacity: seats.capacity, attending: seats.attending });
        }
        Ok(())
    }

    pub(super) fn report_all(&mut self, reports: &[PlacesReport]) -> Result<(), Refusal> {
        let mut of_groups: BTreeMap<GroupId, u64> = BTreeMap::new();
        for report in reports {
            let known = self.territory.groups().get(&report.group).ok_or(Refusal::UnknownGroup)?;
            if !known.birth_years.contains(&report.birth_year) {
                return Err(Refusal::WrongQueue);
            }
            let sum = of_groups.entry(report.group).or_default();
            *sum = sum.checked_add(report.places).ok_or(Refusal::NoRoom)?;
        }
        for (group, places) in of_groups {
            let seats = self.territory.seats(group).ok_or(Refusal::UnknownGroup)?;
            // Free seats first; for the rest so many children have left.
            let room = seats.counted.zip(seats.free()).map(|((_, attending, _), free)| attending.saturating_add(free));
            if room.is_some_and(|room| places > room) {
                return Err(Refusal::NoRoom);
            }
        }
        reports
            .iter()
            .try_for_each(|&PlacesReport { group, birth_year, places }| self.report(group, birth_year, places))
    }
}
