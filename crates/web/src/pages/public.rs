//! Pages for anybody.

mod bulletin;
mod home;
mod kindergartens;
mod place;
mod proof;
mod queue;
mod rules;

pub(crate) use place::place_straight;

use crate::door::Door;
use crate::rights::Right;
use axum::routing::get;

/// Doors that are open to all.
pub(crate) fn doors() -> Vec<Door> {
    vec![
        Door::new(Right::ReadPublic, "", get(home::show)),
        Door::new(Right::ReadPublic, "/bulletin", get(bulletin::show)),
        Door::new(Right::ReadPublic, "/queue", get(queue::show_years)),
        Door::new(Right::ReadPublic, "/queue/{year}", get(queue::show_year)),
        Door::new(Right::ReadPublic, "/kindergartens", get(kindergartens::show_all)),
        Door::new(Right::ReadPublic, "/kindergartens/{id}", get(kindergartens::show_one)),
        Door::new(Right::ReadPublic, "/proof/{sign}/{group}/{day}/{tag}", get(proof::show)),
        Door::new(Right::ReadPublic, "/rules", get(rules::show)),
    ]
}
