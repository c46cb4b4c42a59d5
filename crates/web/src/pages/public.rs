//! Pages for anybody.

mod home;

use crate::door::Door;
use crate::rights::Right;
use axum::routing::get;

/// Doors that are open to all.
pub(crate) fn doors() -> Vec<Door> {
    vec![Door::new(Right::ReadPublic, "", get(home::show))]
}
