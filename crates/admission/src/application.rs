//! One child's standing in one queue (rules, 1 to 3).

use crate::{ApplicationId, Class, Ground, GroupId, Status};
use jiff::Timestamp;
use jiff::civil::Date;

/// Grounds that one application may claim; the bits of the sets below.
pub(crate) const GROUNDS_MAX: usize = 16;

/// A live referral.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Referral {
    /// The group that takes the child.
    pub group: GroupId,
    /// Local day of issue.
    pub issued_on: Date,
    /// Last day on which the kindergarten may enrol the child.
    pub valid_until: Date,
    /// Whether its term was lengthened; it can be once.
    pub extended: bool,
}

/// What an application is doing, with what belongs to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    Waiting,
    Access { list: Date, class: Class, seat: u32 },
    Referred(Referral),
    Enrolled(GroupId),
    Paused,
    Stopped { until: Date },
    Withdrawn,
    Expired,
}

/// An application as the rules see it: no name, no birth date, no ground by name.
/// One line of a processor's cache, so that a look-up waits for memory once.
#[derive(Debug, Clone, PartialEq, Eq)]
#[repr(align(64))]
pub struct Application {
    pub(crate) id: ApplicationId,
    /// Microseconds since 1970: as fine as the journal's clock, and ties go by journal number anyway.
    pub(crate) applied_at_us: i64,
    pub(crate) child: u32,
    pub(crate) queue: u32,
    /// Place by date among all that ever stood in the queue.
    pub(crate) seat: u32,
    /// Bits by place in the family's list of claimed grounds.
    pub(crate) out_of_turn_grounds: u16,
    pub(crate) first_priority_grounds: u16,
    pub(crate) confirmed: u16,
    pub(crate) conclusion: bool,
    pub(crate) missed_in_a_row: u16,
    pub(crate) standing: Standing,
}

impl Application {
    /// The sign in the public queue.
    #[must_use]
    pub fn id(&self) -> ApplicationId {
        self.id
    }

    /// The instant it counts from, to the microsecond.
    #[must_use]
    pub fn applied_at(&self) -> Timestamp {
        Timestamp::from_microsecond(self.applied_at_us).unwrap_or(Timestamp::MIN)
    }

    /// What it is doing.
    #[must_use]
    pub fn status(&self) -> Status {
        match self.standing {
            Standing::Waiting => Status::Waiting,
            Standing::Access { .. } => Status::Access,
            Standing::Referred(_) => Status::Referred,
            Standing::Enrolled(_) => Status::Enrolled,
            Standing::Paused => Status::Paused,
            Standing::Stopped { .. } => Status::Stopped,
            Standing::Withdrawn => Status::Withdrawn,
            Standing::Expired => Status::Expired,
        }
    }

    /// The best confirmed ground decides the class.
    #[must_use]
    pub fn class(&self) -> Class {
        if self.confirmed & self.out_of_turn_grounds != 0 {
            Class::OutOfTurn
        } else if self.confirmed & self.first_priority_grounds != 0 {
            Class::FirstPriority
        } else {
            Class::Ordinary
        }
    }

    /// The day that names the list to which it holds access.
    #[must_use]
    pub fn access_list(&self) -> Option<Date> {
        match self.standing {
            Standing::Access { list, .. } => Some(list),
            _ => None,
        }
    }

    /// Its live referral.
    #[must_use]
    pub fn referral(&self) -> Option<Referral> {
        match self.standing {
            Standing::Referred(referral) => Some(referral),
            _ => None,
        }
    }

    /// The group in which the child is enrolled.
    #[must_use]
    pub fn enrolled_in(&self) -> Option<GroupId> {
        match self.standing {
            Standing::Enrolled(group) => Some(group),
            _ => None,
        }
    }

    /// The day as which begins the stop after an unused referral ends.
    #[must_use]
    pub fn stopped_until(&self) -> Option<Date> {
        match self.standing {
            Standing::Stopped { until } => Some(until),
            _ => None,
        }
    }

    /// Whether the PMPC conclusion is confirmed.
    #[must_use]
    pub fn has_conclusion(&self) -> bool {
        self.conclusion
    }

    /// Accesses in a row whose window ended unused.
    #[must_use]
    pub fn missed_in_a_row(&self) -> u32 {
        u32::from(self.missed_in_a_row)
    }

    /// The class that a claimed ground gives once confirmed; `None` if it was not claimed or is the conclusion.
    #[must_use]
    pub fn class_of(&self, ground: Ground) -> Option<Class> {
        let bit = ground_bit(ground)?;
        if self.out_of_turn_grounds & bit != 0 {
            Some(Class::OutOfTurn)
        } else if self.first_priority_grounds & bit != 0 {
            Some(Class::FirstPriority)
        } else {
            None
        }
    }

    /// Whether that ground, or the conclusion, is confirmed now.
    #[must_use]
    pub fn is_confirmed(&self, ground: Ground) -> bool {
        match ground {
            Ground::Conclusion => self.conclusion,
            _ => ground_bit(ground).is_some_and(|bit| self.confirmed & bit != 0),
        }
    }

    pub(crate) fn set_confirmed(&mut self, ground: Ground, confirmed: bool) {
        match (ground, ground_bit(ground)) {
            (Ground::Conclusion, _) => self.conclusion = confirmed,
            (_, Some(bit)) if confirmed => self.confirmed |= bit,
            (_, Some(bit)) => self.confirmed &= !bit,
            (_, None) => {}
        }
    }
}

fn ground_bit(ground: Ground) -> Option<u16> {
    match ground {
        Ground::Claimed(place) if usize::from(place) < GROUNDS_MAX => Some(1 << place),
        _ => None,
    }
}

/// The sets of grounds by class, from the class that each claimed ground gives.
pub(crate) fn ground_sets(grounds: &[Class]) -> (u16, u16) {
    let mut sets = (0, 0);
    for (place, class) in grounds.iter().enumerate().take(GROUNDS_MAX) {
        match class {
            Class::OutOfTurn => sets.0 |= 1 << place,
            Class::FirstPriority => sets.1 |= 1 << place,
            Class::Ordinary => {}
        }
    }
    sets
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_application_fills_one_line_of_the_cache() {
        assert_eq!(size_of::<Application>(), 64);
    }
}
