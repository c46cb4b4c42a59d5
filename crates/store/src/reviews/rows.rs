//! The rows of reviews. Which ground it is stays sealed; a row knows its place in the family's list.

use super::{Review, ReviewState, Verdict};
use crate::sql::{Connection, Row, SqlFault, sql, values};
use crate::work::Rows;
use crate::{AccountId, Actor, Recorded, Role, column};
use admission::{ApplicationId, Ground, GroundReason};
use jiff::Timestamp;
use jiff::civil::Date;

/// What an official decided, as its row keeps it.
#[derive(Clone, Copy)]
pub(crate) struct Decided {
    pub(crate) verdict: Verdict,
    pub(crate) reason: GroundReason,
    pub(crate) document_on: Option<Date>,
    pub(crate) expires_on: Option<Date>,
}

/// A ground as a column: its place in the family's list, or -1 for the conclusion. Others have no review.
pub(crate) fn ground_column(ground: Ground) -> Option<i64> {
    match ground {
        Ground::Claimed(place) => Some(i64::from(place)),
        Ground::Conclusion => Some(-1),
        Ground::Unclaimed | Ground::Unknown => None,
    }
}

/// Reads such a column.
pub(crate) fn read_ground(row: &Row<'_>, column: &str) -> Result<Ground, SqlFault> {
    Ok(u8::try_from(row.integer(column)?).map_or(Ground::Conclusion, Ground::Claimed))
}

/// Writes that a ground was claimed or a conclusion is needed, and nobody has decided.
pub(crate) fn insert_pending(
    connection: &Connection,
    territory: i64,
    application: ApplicationId,
    ground: Ground,
    recorded: &Recorded,
) -> Result<(), SqlFault> {
    connection.write(
        sql!(
            "INSERT INTO review (territory, application, ground, state, entry, since_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
        ),
        values![
            territory,
            column::id(application.0),
            ground_column(ground),
            column::word(&ReviewState::Pending),
            column::id(recorded.entry),
            column::instant(recorded.at)
        ],
    )
}

/// Writes a decision into its review.
pub(crate) fn decided(
    territory: i64,
    application: ApplicationId,
    ground: Ground,
    decision: Decided,
    by: Actor,
) -> Rows {
    Box::new(move |connection, _, recorded| {
        let state = match decision.verdict {
            Verdict::Confirm => ReviewState::Confirmed,
            Verdict::Reject => ReviewState::Rejected,
            Verdict::Revoke => ReviewState::Revoked,
        };
        connection.write(
            sql!(
                "INSERT INTO review (territory, application, ground, state, entry, since_at, decided_at, decided_role,
                                     decided_by, reason, document_on, expires_on)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7, ?8, ?9, ?10, ?11)
                 ON CONFLICT (territory, application, ground) DO UPDATE SET state = excluded.state,
                 decided_at = excluded.decided_at, decided_role = excluded.decided_role,
                 decided_by = excluded.decided_by, reason = excluded.reason, document_on = excluded.document_on,
                 expires_on = excluded.expires_on, first_by = NULL, first_at = NULL"
            ),
            values![
                territory,
                column::id(application.0),
                ground_column(ground),
                column::word(&state),
                column::id(recorded.entry),
                column::instant(recorded.at),
                column::word(&by.role),
                column::id(by.id),
                column::word(&decision.reason),
                decision.document_on.map(column::text),
                decision.expires_on.map(column::text)
            ],
        )?;
        Ok(None)
    })
}

/// All rows, or those that wait for the office, oldest first: nobody has decided, or documents came after the decision.
pub(crate) fn read_rows(connection: &Connection, territory: i64, pending_only: bool) -> Result<Vec<Review>, SqlFault> {
    // Two statements, because one that asks for both would never use the index.
    let sql = if pending_only {
        sql!(
            "SELECT * FROM review WHERE territory = ?1 AND state = 'pending'
             UNION
             SELECT * FROM review WHERE territory = ?1 AND first_by IS NOT NULL
             UNION
             SELECT review.* FROM document
             JOIN review ON review.territory = document.territory AND review.application = document.application
                        AND review.ground = document.ground
             WHERE document.territory = ?1 AND state <> 'pending' AND uploaded_at > decided_at
             ORDER BY entry, application, ground"
        )
    } else {
        sql!("SELECT * FROM review WHERE territory = ?1 ORDER BY entry, application, ground")
    };
    connection.all(sql, values![territory], read_row)
}

/// The rows of one application, in the family's order, the conclusion last.
pub(crate) fn rows_of(
    connection: &Connection,
    territory: i64,
    application: ApplicationId,
) -> Result<Vec<Review>, SqlFault> {
    let sql = sql!("SELECT * FROM review WHERE territory = ?1 AND application = ?2 ORDER BY ground < 0, ground");
    connection.all(sql, values![territory, column::id(application.0)], read_row)
}

fn read_first(row: &Row<'_>) -> Result<Option<(AccountId, Timestamp)>, SqlFault> {
    let Some(at) = column::read_instant_if_any(row, "first_at")? else { return Ok(None) };
    Ok(Some((AccountId(column::read_id(row, "first_by")?), at)))
}

/// The first of two officials who confirm a ground.
pub(super) fn first_of(
    connection: &Connection,
    territory: i64,
    application: ApplicationId,
    ground: Ground,
) -> Result<Option<(AccountId, Timestamp)>, SqlFault> {
    let sql = sql!("SELECT first_by, first_at FROM review WHERE territory = ?1 AND application = ?2 AND ground = ?3");
    let of = values![territory, column::id(application.0), ground_column(ground)];
    Ok(connection.first(sql, of, read_first)?.flatten())
}

/// Keeps the first of two opinions; the case goes on waiting, for whoever takes it next.
pub(super) fn keep_first(
    connection: &Connection,
    territory: i64,
    (application, ground): (ApplicationId, Ground),
    (by, at): (AccountId, Timestamp),
) -> Result<(), SqlFault> {
    connection.write(
        sql!(
            "UPDATE review SET first_by = ?4, first_at = ?5 WHERE territory = ?1 AND application = ?2 AND ground = ?3"
        ),
        values![territory, column::id(application.0), ground_column(ground), column::id(by.0), column::instant(at)],
    )?;
    connection.write(
        sql!("DELETE FROM task_owner WHERE territory = ?1 AND kind = 'ground' AND subject = ?2 AND part = ?3"),
        values![territory, column::id(application.0), ground_column(ground)],
    )
}

/// The first of two officials has not seen what the case is now: its documents are others.
pub(crate) fn forget_first(
    connection: &Connection,
    territory: i64,
    application: ApplicationId,
    ground: i64,
) -> Result<(), SqlFault> {
    connection.write(
        sql!(
            "UPDATE review SET first_by = NULL, first_at = NULL
             WHERE territory = ?1 AND application = ?2 AND ground = ?3 AND first_by IS NOT NULL"
        ),
        values![territory, column::id(application.0), ground],
    )
}

fn read_row(row: &Row<'_>) -> Result<Review, SqlFault> {
    let role: Option<Role> = column::read_word_if_any(row, "decided_role")?;
    Ok(Review {
        application: column::read_application(row, "application")?,
        ground: read_ground(row, "ground")?,
        code: None,
        state: column::read_word(row, "state")?,
        since: column::read_instant(row, "since_at")?,
        decided_at: column::read_instant_if_any(row, "decided_at")?,
        decided_by: match role {
            Some(role) => Some(Actor { role, id: column::read_id(row, "decided_by")? }),
            None => None,
        },
        reason: column::read_word_if_any(row, "reason")?,
        document_on: column::read_text_if_any(row, "document_on")?,
        expires_on: column::read_text_if_any(row, "expires_on")?,
        first: read_first(row)?,
    })
}
