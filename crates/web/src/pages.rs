//! The pages, by who comes to them. Each brings its doors.

mod demo_clock;
mod family;
mod kindergarten;
mod office;
mod public;
mod staff;

pub(crate) use demo_clock::move_demo_clock;
pub(crate) use family::{Ledgers, claim_straight};
pub(crate) use public::place_straight;

use crate::door::Door;

/// All doors of the site.
pub(crate) fn doors() -> Vec<Door> {
    [public::doors(), family::doors(), staff::doors(), kindergarten::doors(), office::doors()]
        .into_iter()
        .flatten()
        .collect()
}
