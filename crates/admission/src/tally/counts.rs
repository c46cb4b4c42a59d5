//! What is counted of one queue and one day.

use crate::Class;
use std::ops::AddAssign;

/// How a place was taken: what a city is asked about first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Way {
    /// By a family whose turn it was.
    Access,
    /// By a family that came first to a place open to all.
    Open,
    /// By a family's stored ranked list.
    StandingChoice,
    /// By an official, outside the order.
    OutsideOrder,
}

impl Way {
    /// All ways, in the order of the rules.
    pub const ALL: [Self; 4] = [Self::Access, Self::Open, Self::StandingChoice, Self::OutsideOrder];
}

/// What happened in one queue on one day, or over several. Each event is counted once, on its local day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Applications that count from that day.
    pub asked: u32,
    /// Applications taken over from an older queue, with an earlier date.
    pub taken_over: u32,
    /// Places in the bulletin of that day; a place that comes back is offered again.
    pub offered: u64,
    /// Places recalled before anybody had taken them.
    pub recalled: u64,
    /// Accesses given, by [`Class`].
    pub given: [u32; 3],
    /// Of these, those given while both first priority and ordinary had somebody waiting; only then the ratio decides.
    pub by_ratio: ByRatio,
    /// Accesses that families gave up early.
    pub passed: u32,
    /// Accesses whose window ended unused.
    pub missed: u32,
    /// Accesses that ended otherwise: with a pause, a withdrawal, a class or a queue.
    pub dropped: u32,
    /// Places taken, by [`Way`].
    pub taken: [u32; 4],
    /// Referrals that families declined, or that ended because the application was withdrawn.
    pub declined: u32,
    /// Referrals that kindergartens refused.
    pub refused: u32,
    /// Referrals whose term passed.
    pub expired: u32,
    /// Children enrolled.
    pub enrolled: u32,
    /// Applications withdrawn by their families.
    pub withdrawn: u32,
    /// Applications that closed with their queue, or because the child was enrolled through another one.
    pub closed: u32,
    /// Pairs of enrolled children who exchanged their places.
    pub exchanged: u32,
}

/// Accesses between which the ratio decided.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ByRatio {
    /// Given to first priority.
    pub first_priority: u32,
    /// Given to ordinary applications.
    pub ordinary: u32,
}

impl ByRatio {
    /// Both together.
    #[must_use]
    pub fn total(self) -> u32 {
        self.first_priority + self.ordinary
    }
}

impl Counts {
    /// Accesses given to one class.
    #[must_use]
    pub fn given_to(&self, class: Class) -> u32 {
        self.given[class as usize]
    }

    /// Places taken in one way.
    #[must_use]
    pub fn taken_by(&self, way: Way) -> u32 {
        self.taken[way as usize]
    }

    /// Accesses given to all classes.
    #[must_use]
    pub fn given_total(&self) -> u32 {
        self.given.iter().sum()
    }

    /// Places taken in all ways.
    #[must_use]
    pub fn taken_total(&self) -> u32 {
        self.taken.iter().sum()
    }
}

impl AddAssign<&Self> for Counts {
    fn add_assign(&mut self, other: &Self) {
        // Without a rest, so that a new count cannot be left out.
        let Self {
            asked,
            taken_over,
            offered,
            recalled,
            given,
            by_ratio,
            passed,
            missed,
            dropped,
            taken,
            declined,
            refused,
            expired,
            enrolled,
            withdrawn,
            closed,
            exchanged,
        } = other;
        self.asked += asked;
        self.taken_over += taken_over;
        self.offered = self.offered.saturating_add(*offered);
        self.recalled = self.recalled.saturating_add(*recalled);
        self.given.iter_mut().zip(given).for_each(|(sum, more)| *sum += more);
        self.by_ratio.first_priority += by_ratio.first_priority;
        self.by_ratio.ordinary += by_ratio.ordinary;
        self.passed += passed;
        self.missed += missed;
        self.dropped += dropped;
        self.taken.iter_mut().zip(taken).for_each(|(sum, more)| *sum += more);
        self.declined += declined;
        self.refused += refused;
        self.expired += expired;
        self.enrolled += enrolled;
        self.withdrawn += withdrawn;
        self.closed += closed;
        self.exchanged += exchanged;
    }
}

/// How long the children of one queue and class had waited when they were enrolled, in days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Waited {
    /// How many had waited so many days.
    by_days: Vec<u32>,
    children: u64,
}

/// Nobody waits longer: a queue closes before its children are that old.
const WAITED_DAYS_MAX: usize = 3660;

impl Waited {
    pub(super) fn note(&mut self, days: i64) {
        let days = usize::try_from(days).unwrap_or_default().min(WAITED_DAYS_MAX);
        if self.by_days.len() <= days {
            self.by_days.resize(days + 1, 0);
        }
        self.by_days[days] += 1;
        self.children += 1;
    }

    /// How many children that is.
    #[must_use]
    pub fn children(&self) -> u64 {
        self.children
    }

    /// Days that the child in the middle had waited, the lower of two; `None` where there is none.
    #[must_use]
    pub fn median_days(&self) -> Option<u64> {
        let middle = self.children.checked_sub(1)? / 2;
        let mut counted = 0;
        let days = self.by_days.iter().position(|&children| {
            counted += u64::from(children);
            counted > middle
        });
        days.map(|days| days as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_the_children_had_waited_as_long_as_the_median_or_less() {
        let waited = |all: &[i64]| {
            let mut waited = Waited::default();
            all.iter().for_each(|&days| waited.note(days));
            (waited.children(), waited.median_days())
        };
        assert_eq!(waited(&[]), (0, None));
        assert_eq!(waited(&[0]), (1, Some(0)));
        assert_eq!(waited(&[400, 3, 10]), (3, Some(10)));
        assert_eq!(waited(&[400, 3, 10, 11]), (4, Some(10)));
        assert_eq!(waited(&[7, 7, 7, 900_000]), (4, Some(7)));
        assert_eq!(waited(&[900_000]), (1, Some(3660)));
    }
}
