//! Pages of a kindergarten: its day, the places it calls back, and the children on their way to it.

mod day;
mod group;
mod history;
mod key;
pub(super) mod places;
mod recall;
mod referral;
mod referrals;
mod upload;
mod year;

use crate::door::Door;
use crate::offer::hours_code;
use crate::rights::{KindergartenStaff, Right};
use crate::trouble::Trouble;
use admission::Territory;
use axum::routing::{get, post};
use serde_json::{Value, json};
use store::{GroupCard, Kindergarten};

/// Doors of a kindergarten.
pub(crate) fn doors() -> Vec<Door> {
    use Right::{HandleReferrals, KeepGroups, ReportPlaces, SeeReferrals};
    vec![
        Door::new(ReportPlaces, "/kindergarten", get(day::show)),
        Door::new(ReportPlaces, "/kindergarten/report", post(day::report)),
        Door::new(ReportPlaces, "/kindergarten/nothing", post(day::say_nothing)),
        Door::new(ReportPlaces, "/kindergarten/recall", get(recall::show).post(recall::recall)),
        Door::new(KeepGroups, "/kindergarten/groups/{id}", get(group::show).post(group::change)),
        Door::new(KeepGroups, "/kindergarten/year", get(year::show).post(year::change)),
        Door::new(ReportPlaces, "/kindergarten/upload", get(upload::show).post(upload::bring)),
        Door::new(ReportPlaces, "/kindergarten/upload/template", get(upload::template)),
        Door::new(ReportPlaces, "/kindergarten/upload/{id}", get(upload::show_kept).post(upload::confirm)),
        Door::new(KeepGroups, "/kindergarten/key", get(key::show).post(key::change)),
        Door::new(ReportPlaces, "/kindergarten/history", get(history::show)),
        Door::new(SeeReferrals, "/kindergarten/referrals", get(referrals::show)),
        Door::new(SeeReferrals, "/kindergarten/referrals/{sign}", get(referrals::show_one)),
        Door::new(SeeReferrals, "/kindergarten/referrals/{sign}/met", post(referrals::met)),
        Door::new(HandleReferrals, "/kindergarten/referrals/{sign}/enrol", get(referral::show).post(referral::enrol)),
        Door::new(HandleReferrals, "/kindergarten/referrals/{sign}/refuse", get(referral::show).post(referral::refuse)),
        Door::new(HandleReferrals, "/kindergarten/referrals/{sign}/extend", get(referral::show).post(referral::extend)),
    ]
}

/// The hours of a group by their code, and its seats as programs read them; nothing before they were counted.
pub(super) fn hours_and_seats(state: &Territory, card: &GroupCard) -> (&'static str, Value) {
    let seats = group::Figures::of(state, card.id).map(|it| {
        json!({ "capacity": it.capacity, "attending": it.attending, "referred": it.referred, "offered": it.offered,
                "held": it.held, "free": it.free })
    });
    (hours_code(card.hours), seats.unwrap_or_default())
}

impl KindergartenStaff {
    /// The kindergarten that this account speaks for.
    fn particulars(&self) -> Result<Kindergarten, Trouble> {
        self.visit.town.registry().kindergartens.get(&self.kindergarten).cloned().ok_or(Trouble::Forbidden)
    }
}
