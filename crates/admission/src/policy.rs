//! Everything in the rules that has a number: dated data of a territory, never a constant in code.

use crate::Class;
use jiff::civil::{Time, time};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Whether the pattern of one to three goes on from day to day (rules, 4.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pattern {
    /// Part of the queue's state; the default.
    Carried,
    /// Begins anew at every opening, and gives no slots back; for comparison.
    Restarted,
}

/// The values of the rules in force in one territory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// First-priority slots of one block of the pattern, at least 1 (rules, 4.1).
    pub first_priority: u32,
    /// Ordinary slots of one block of the pattern, at least 1 (rules, 4.1).
    pub ordinary: u32,
    /// Whether the pattern is carried or restarted (rules, 4.1).
    pub pattern: Pattern,
    /// Length of a list's window in working days, at least 1 (rules, 5).
    pub access_working_days: u32,
    /// Local time of the bulletin (rules, 5).
    pub publish_at: Time,
    /// Local time at which published places open (rules, 5).
    pub open_at: Time,
    /// Term of a referral in working days after the day of issue (rules, 8).
    pub referral_working_days: u32,
    /// Calendar days from its issue that an extended referral may last at most (rules, 8).
    pub referral_calendar_days_max: u32,
    /// Calendar days for which an expired referral stops an application (rules, 8).
    pub stop_list_days: u32,
    /// The queue of a birth year closes on 1 September of the year the child turns this many years (rules, 2).
    pub leaves_at_age: u32,
    /// Unused accesses in a row that pause an application; none by default (rules, 6).
    pub pause_after_missed: Option<u32>,
    /// Whether a stored ranked list takes an early place when access opens (rules, 7).
    pub standing_choice_early: bool,
    /// Whether a stored ranked list takes a place at the moment it opens to all (rules, 7).
    pub standing_choice_open: bool,
    /// How many different officials confirm a ground that gives the out-of-turn class, 1 or 2 (rules, 3).
    #[serde(default = "one_official")]
    pub out_of_turn_confirmations: u32,
    /// The class that each ground gives once it is confirmed (rules, 3). At most 16 grounds count for one application.
    pub grounds: BTreeMap<String, Class>,
}

/// What policies of earlier releases mean.
fn one_official() -> u32 {
    1
}

impl Default for Policy {
    fn default() -> Self {
        let grounds = [
            ("military", Class::OutOfTurn),
            ("special_state_body", Class::OutOfTurn),
            ("large_family", Class::FirstPriority),
            ("parent_disability", Class::FirstPriority),
            ("no_parental_care", Class::FirstPriority),
            ("orphan", Class::FirstPriority),
            ("special_needs", Class::FirstPriority),
        ];
        Self {
            first_priority: 1,
            ordinary: 3,
            pattern: Pattern::Carried,
            access_working_days: 3,
            publish_at: time(18, 0, 0, 0),
            open_at: time(7, 0, 0, 0),
            referral_working_days: 5,
            referral_calendar_days_max: 30,
            stop_list_days: 10,
            leaves_at_age: 6,
            pause_after_missed: None,
            standing_choice_early: true,
            standing_choice_open: false,
            out_of_turn_confirmations: one_official(),
            grounds: grounds.into_iter().map(|(code, class)| (code.to_owned(), class)).collect(),
        }
    }
}

impl Policy {
    /// The class that a ground gives once confirmed, or `None` where this territory knows no such ground.
    #[must_use]
    pub fn class_of_ground(&self, code: &str) -> Option<Class> {
        self.grounds.get(code).copied()
    }
}
