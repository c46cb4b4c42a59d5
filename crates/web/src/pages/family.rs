//! Pages of the family.

use crate::door::Door;

/// Doors of the family.
pub(crate) fn doors() -> Vec<Door> {
    Vec::new()
}
