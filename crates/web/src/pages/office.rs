//! Pages of the office.

use crate::door::Door;

/// Doors of the office.
pub(crate) fn doors() -> Vec<Door> {
    Vec::new()
}
