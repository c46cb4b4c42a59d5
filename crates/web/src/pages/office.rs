//! Pages of the education department: what waits for a decision, the kindergartens, and how the town is kept.

mod accounts;
mod application;
mod calendar;
mod document;
mod group;
mod kindergarten;
mod kindergartens;
mod month;
mod policy;
mod publication;
mod review;
mod search;
mod tasks;
mod three_names;
mod timeline;

pub(crate) use timeline::{Happening, own_acts};

use crate::door::Door;
use crate::rights::{Right, may};
use crate::visit::Frame;
use axum::routing::{get, post};

/// Doors of the office.
pub(crate) fn doors() -> Vec<Door> {
    use Right::{AmendCalendar, DecideReviews, ManageAccounts, RegisterKindergartens, SeePolicy, SuspendPublication};
    vec![
        Door::new(DecideReviews, "/office", get(tasks::show)),
        Door::new(DecideReviews, "/office/search", post(search::search)),
        Door::new(DecideReviews, "/office/applications/{sign}", get(application::show)),
        Door::new(DecideReviews, "/office/reviews/{sign}/{ground}", get(review::show).post(review::decide)),
        Door::new(DecideReviews, "/office/documents/{sign}/{id}", get(document::show)),
        Door::new(RegisterKindergartens, "/office/kindergartens", get(kindergartens::show)),
        Door::new(
            RegisterKindergartens,
            "/office/kindergartens/new",
            get(kindergarten::show_new).post(kindergarten::register),
        ),
        Door::new(
            RegisterKindergartens,
            "/office/kindergartens/{id}",
            get(kindergarten::show).post(kindergarten::update),
        ),
        Door::new(RegisterKindergartens, "/office/kindergartens/{id}/groups", get(group::show).post(group::open)),
        Door::new(AmendCalendar, "/office/calendar", get(calendar::show).post(calendar::amend)),
        Door::new(SuspendPublication, "/office/publication", get(publication::show).post(publication::interrupt)),
        Door::new(ManageAccounts, "/office/accounts", get(accounts::show_all)),
        Door::new(ManageAccounts, "/office/accounts/new", get(accounts::show_new).post(accounts::create)),
        Door::new(ManageAccounts, "/office/accounts/{id}", get(accounts::show).post(accounts::change)),
        Door::new(SeePolicy, "/office/policy", get(policy::show)),
    ]
}

impl Frame {
    /// Whether the menu shows what only an administrator keeps.
    fn keeps_town(&self) -> bool {
        may(self.role, Right::AmendCalendar)
            && may(self.role, Right::SuspendPublication)
            && may(self.role, Right::ManageAccounts)
    }
}
