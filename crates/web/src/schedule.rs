//! When things happen next, as the rules of the town say.

use crate::visit::Visit;
use admission::Territory;
use jiff::Timestamp;
use jiff::civil::Date;

/// Days looked ahead for a bulletin before the page says that publication is suspended.
const LOOK_AHEAD_DAYS: usize = 120;

/// What comes next in every town.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Schedule {
    /// The next opening.
    pub(crate) opening: Timestamp,
    /// The next bulletin that is not suspended.
    pub(crate) bulletin: Option<Timestamp>,
    /// Last day of the suspension that lies over today.
    pub(crate) suspended_until: Option<Date>,
}

impl Schedule {
    pub(crate) fn of(state: &Territory, now: Timestamp) -> Self {
        let today = state.zone().day(now);
        let days = || std::iter::successors(Some(today), |day| day.tomorrow().ok()).take(LOOK_AHEAD_DAYS);
        let opening = days().map(|day| state.opens_at(day)).find(|at| *at > now).unwrap_or(now);
        let bulletin =
            days().filter(|day| !state.is_suspended(*day)).map(|day| state.publishes_at(day)).find(|at| *at > now);
        let over_today = state.suspensions().iter().filter(|(first, last, _)| (*first..=*last).contains(&today));
        Self { opening, bulletin, suspended_until: over_today.map(|(_, last, _)| *last).max() }
    }
}

impl Visit {
    /// What comes next in the town.
    pub(crate) fn schedule(&self) -> Schedule {
        Schedule::of(&self.town.state(), self.now)
    }

    /// The next bulletin in words.
    pub(crate) fn next_bulletin(&self) -> String {
        self.schedule().bulletin.map_or_else(|| self.t.text("bulletin-none-planned"), |at| self.soon(at))
    }

    /// The time of day of the next opening.
    pub(crate) fn opening_time(&self) -> String {
        self.t.time(self.zone.time(self.schedule().opening))
    }

    /// The next opening in words.
    pub(crate) fn next_opening(&self) -> String {
        self.soon(self.schedule().opening)
    }
}
