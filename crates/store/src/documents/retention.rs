//! When documents are deleted: 90 days after the office decided on them, or after their application was closed.

use super::{KEPT, rows};
use crate::desk::Desk;
use crate::sql::{Connection, SqlFault, sql, values};
use crate::{column, journal};
use admission::ApplicationId;
use jiff::Timestamp;

/// Deletes what nobody may ask for any more.
pub(crate) fn delete_over(connection: &Connection, desks: &[Desk], now: Timestamp) -> Result<(), SqlFault> {
    let before = now.saturating_sub(KEPT).unwrap_or(Timestamp::MIN);
    connection.write(
        sql!(
            "DELETE FROM document WHERE uploaded_at < ?1
             AND EXISTS (SELECT 1 FROM review WHERE review.territory = document.territory
                         AND review.application = document.application AND review.ground = document.ground
                         AND review.decided_at >= document.uploaded_at AND review.decided_at < ?1)"
        ),
        values![column::instant(before)],
    )?;
    // Nobody has decided on the others. That their application is closed is known to the queue alone.
    let undecided = connection.all(
        sql!("SELECT DISTINCT territory, application FROM document WHERE uploaded_at < ?1"),
        values![column::instant(before)],
        |row| Ok((row.integer("territory")?, column::read_application(row, "application")?)),
    )?;
    for (territory, application) in undecided {
        let Some(desk) = desks.iter().find(|desk| desk.town.id() == territory) else { continue };
        if was_closed_before(connection, desk, application, before)? {
            rows::delete_of(connection, territory, column::id(application.0))?;
        }
    }
    Ok(())
}

/// Whether an application is closed, and nothing has happened to it since that instant.
fn was_closed_before(
    connection: &Connection,
    desk: &Desk,
    application: ApplicationId,
    before: Timestamp,
) -> Result<bool, SqlFault> {
    if desk.ahead().application(application).is_some_and(|known| known.status().is_open()) {
        return Ok(false);
    }
    let last = desk.town.past().naming(application).pop();
    let mut last_at = None;
    journal::entries(connection, desk.town.id(), last, |_, recorded| last_at = Some(recorded.at))?;
    Ok(last_at.is_none_or(|at| at < before))
}
