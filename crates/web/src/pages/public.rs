//! Pages for anybody.

mod announcements;
mod bulletin;
mod bulletins;
mod calendar;
mod data;
mod feed;
mod home;
mod kindergartens;
mod place;
mod proof;
mod queue;
mod rules;
mod statistics;
mod towns;
mod year_places;

pub(crate) use place::place_straight;
pub(crate) use statistics::{WaitInDays, waits_in_days};

use crate::door::Door;
use crate::rights::Right;
use axum::routing::get;

/// Doors that are open to all.
pub(crate) fn doors() -> Vec<Door> {
    vec![
        Door::new(Right::ReadPublic, "", get(home::show)),
        Door::new(Right::ReadPublic, "/bulletin", get(bulletin::show)),
        Door::new(Right::ReadPublic, "/bulletins", get(bulletins::show_last)),
        Door::new(Right::ReadPublic, "/bulletins/{days}", get(bulletins::show)),
        Door::new(Right::ReadPublic, "/bulletins.atom", get(feed::show)),
        Door::new(Right::ReadPublic, "/announcements", get(announcements::show)),
        Door::new(Right::ReadPublic, "/announcements.atom", get(announcements::feed)),
        Door::new(Right::ReadPublic, "/towns", get(towns::show)),
        Door::new(Right::ReadPublic, "/calendar", get(calendar::show)),
        Door::new(Right::ReadPublic, "/data", get(data::show)),
        Door::new(Right::ReadPublic, "/queue", get(queue::show_years).post(queue::seek)),
        Door::new(Right::ReadPublic, "/queue/{year}", get(queue::show_year).post(queue::seek_in_year)),
        Door::new(Right::ReadPublic, "/kindergartens", get(kindergartens::show_all)),
        Door::new(Right::ReadPublic, "/kindergartens/{id}", get(kindergartens::show_one)),
        Door::new(Right::ReadPublic, "/proof/{sign}/{group}/{day}/{tag}", get(proof::show)),
        Door::new(Right::ReadPublic, "/rules", get(rules::show)),
        Door::new(Right::ReadPublic, "/statistics", get(statistics::show_days)),
        Door::new(Right::ReadPublic, "/statistics/months", get(statistics::show_months)),
    ]
}
