//! The pages, by who comes to them. Each brings its doors.

mod account;
mod delivery_reports;
mod demo_clock;
mod demo_mailbox;
mod factors;
mod family;
mod kindergarten;
mod office;
mod programs;
mod public;
mod staff;
mod tables;

pub use delivery_reports::{DeliveryReport, DeliveryReports};
pub(crate) use demo_clock::move_demo_clock;
pub(crate) use family::{Ledgers, Weeks, claim_straight};
pub use office::{order_csv, typed_moment};
pub(crate) use programs::{answer_program, is_for_programs, not_now};
pub(crate) use public::{WaitInDays, place_straight, waits_in_days};

use crate::door::Door;
use crate::rights::Right;
use axum::routing::get;

/// All doors of the site.
pub(crate) fn doors() -> Vec<Door> {
    let mailbox = Door::new(Right::ReadPublic, "/demo/mailbox", get(demo_mailbox::show));
    [
        vec![mailbox],
        public::doors(),
        family::doors(),
        staff::doors(),
        account::doors(),
        factors::doors(),
        kindergarten::doors(),
        office::doors(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
