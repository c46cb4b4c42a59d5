//! Pages of a kindergarten: its day, the places it calls back, and the children on their way to it.

mod day;
mod places;
mod recall;
mod referral;
mod referrals;

use crate::door::Door;
use crate::rights::{KindergartenStaff, Right};
use crate::trouble::Trouble;
use axum::routing::{get, post};
use store::Kindergarten;

/// Doors of a kindergarten.
pub(crate) fn doors() -> Vec<Door> {
    use Right::{HandleReferrals, ReportPlaces};
    vec![
        Door::new(ReportPlaces, "/kindergarten", get(day::show)),
        Door::new(ReportPlaces, "/kindergarten/report", post(day::report)),
        Door::new(ReportPlaces, "/kindergarten/nothing", post(day::say_nothing)),
        Door::new(ReportPlaces, "/kindergarten/recall", get(recall::show).post(recall::recall)),
        Door::new(HandleReferrals, "/kindergarten/referrals", get(referrals::show)),
        Door::new(HandleReferrals, "/kindergarten/referrals/{sign}/enrol", get(referral::show).post(referral::enrol)),
        Door::new(HandleReferrals, "/kindergarten/referrals/{sign}/refuse", get(referral::show).post(referral::refuse)),
        Door::new(HandleReferrals, "/kindergarten/referrals/{sign}/extend", get(referral::show).post(referral::extend)),
    ]
}

impl KindergartenStaff {
    /// The kindergarten that this account speaks for.
    fn particulars(&self) -> Result<Kindergarten, Trouble> {
        self.visit.town.registry().kindergartens.get(&self.kindergarten).cloned().ok_or(Trouble::Forbidden)
    }
}
