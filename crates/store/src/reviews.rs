//! Claimed grounds and conclusions, and what the office made of them.

use crate::database::ReadFault;
use crate::work::Rows;
use crate::{Act, Actor, CommandId, Fault, Recorded, Role, Town, applicants, column};
use admission::{ApplicationId, Command, Ground, GroundReason, Refusal};
use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{Connection, Row, params};
use serde::{Deserialize, Serialize};

/// What the office made of a ground or a conclusion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewState {
    /// Nobody has decided yet.
    Pending,
    /// It counts.
    Confirmed,
    /// It was not accepted.
    Rejected,
    /// It was taken back.
    Revoked,
    /// Its last day is over.
    Lapsed,
}

/// Which reviews are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReviewFilter {
    /// Only those nobody has decided, of open applications.
    pub pending_only: bool,
    /// At most so many.
    pub limit: usize,
    /// Behind the first so many.
    pub offset: usize,
}

/// One ground or conclusion of one application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// Whose.
    pub application: ApplicationId,
    /// Its place in the family's list, or the conclusion.
    pub ground: Ground,
    /// The code of the ground; `None` for the conclusion of the PMPC, and once the family's data is erased.
    pub code: Option<String>,
    /// What the office made of it.
    pub state: ReviewState,
    /// When it was claimed.
    pub since: Timestamp,
    /// When it was last decided.
    pub decided_at: Option<Timestamp>,
    /// The account that decided.
    pub decided_by: Option<Actor>,
    /// Why.
    pub reason: Option<GroundReason>,
    /// Date of the document.
    pub document_on: Option<Date>,
    /// Last day on which it counts.
    pub expires_on: Option<Date>,
}

/// What an official decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// It counts from now on.
    Confirm,
    /// It does not count.
    Reject,
    /// A confirmation is taken back.
    Revoke,
}

/// The decision of an official on one ground or conclusion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewDecision {
    /// Whose.
    pub application: ApplicationId,
    /// Which.
    pub ground: Ground,
    /// How.
    pub verdict: Verdict,
    /// Why.
    pub reason: GroundReason,
    /// Date of the document.
    pub document_on: Option<Date>,
    /// Last day on which it counts; only for a confirmation.
    pub expires_on: Option<Date>,
}

impl Town {
    /// Claimed grounds and conclusions, oldest first.
    ///
    /// # Errors
    /// A fault of the database, or a sealed record that does not open.
    pub async fn reviews(&self, filter: ReviewFilter) -> Result<Vec<Review>, Fault> {
        let town = self.itself()?;
        let read = move |connection: &Connection| {
            let rows = read_rows(connection, town.id(), filter.pending_only)?;
            let wanted = rows.into_iter().filter(|review| !filter.pending_only || town.is_waiting(review));
            let mut reviews: Vec<_> = wanted.skip(filter.offset).take(filter.limit).collect();
            town.complete(connection, &mut reviews)?;
            Ok(reviews)
        };
        self.core().readers.read("reading the reviews", read).await
    }

    /// How many reviews there are.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn review_count(&self, pending_only: bool) -> Result<usize, Fault> {
        let town = self.itself()?;
        let read = move |connection: &Connection| {
            let rows = read_rows(connection, town.id(), pending_only)?;
            Ok(rows.into_iter().filter(|review| !pending_only || town.is_waiting(review)).count())
        };
        self.core().readers.read("counting the reviews", read).await
    }

    /// The reviews of one application, in the family's order, the conclusion last.
    ///
    /// # Errors
    /// A fault of the database, or a sealed record that does not open.
    pub async fn reviews_of(&self, id: ApplicationId) -> Result<Vec<Review>, Fault> {
        let town = self.itself()?;
        let read = move |connection: &Connection| {
            let mut reviews = rows_of(connection, town.id(), id)?;
            town.complete(connection, &mut reviews)?;
            Ok(reviews)
        };
        self.core().readers.read("reading the reviews of an application", read).await
    }

    /// Decides on a ground or a conclusion: the command in the journal and the review's row in one transaction.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`]: ask again with the same command id.
    pub async fn decide_review(
        &self,
        decision: ReviewDecision,
        by: Actor,
        command_id: CommandId,
    ) -> Result<Result<(), Refusal>, Fault> {
        let ReviewDecision { application, ground, verdict, reason, document_on, expires_on } = decision;
        let command = match verdict {
            Verdict::Confirm => Command::ConfirmGround { application, ground, reason, document_on, expires_on },
            Verdict::Reject => Command::RejectGround { application, ground, reason },
            Verdict::Revoke => Command::RevokeGround { application, ground, reason },
        };
        let recorded = self.act(Act { command, by, command_id }).await?;
        Ok(recorded.outcome.map(drop))
    }

    /// Whether an official still has to look at it: those whose application is closed need nobody.
    fn is_waiting(&self, review: &Review) -> bool {
        let state = self.state();
        state.application(review.application).is_some_and(|application| application.status().is_open())
    }

    /// Adds what the rows do not hold: the code, which is sealed, and whether a confirmation has lapsed.
    fn complete(&self, connection: &Connection, reviews: &mut [Review]) -> Result<(), ReadFault> {
        for review in reviews {
            review.state = self.state_now(review);
            if let Ground::Claimed(place) = review.ground
                && let Some(record) = applicants::open(connection, self, review.application)?
            {
                review.code = record.grounds.get(usize::from(place)).cloned();
            }
        }
        Ok(())
    }

    /// The clock lets a confirmation lapse; the row keeps what the official decided.
    pub(crate) fn state_now(&self, review: &Review) -> ReviewState {
        let state = self.state();
        let counts = state.application(review.application).is_some_and(|it| it.is_confirmed(review.ground));
        if review.state == ReviewState::Confirmed && !counts { ReviewState::Lapsed } else { review.state }
    }
}

/// What an official decided, as its row keeps it.
#[derive(Clone, Copy)]
pub(crate) struct Decided {
    pub(crate) verdict: Verdict,
    pub(crate) reason: GroundReason,
    pub(crate) document_on: Option<Date>,
    pub(crate) expires_on: Option<Date>,
}

/// A ground as a column: its place in the family's list, or -1 for the conclusion. Others have no review.
fn ground_column(ground: Ground) -> Option<i64> {
    match ground {
        Ground::Claimed(place) => Some(i64::from(place)),
        Ground::Conclusion => Some(-1),
        Ground::Unclaimed | Ground::Unknown => None,
    }
}

/// Writes that a ground was claimed or a conclusion is needed, and nobody has decided.
pub(crate) fn insert_pending(
    connection: &Connection,
    territory: i64,
    application: ApplicationId,
    ground: Ground,
    recorded: &Recorded,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO review (territory, application, ground, state, entry, since_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            territory,
            column::id(application.0),
            ground_column(ground),
            column::word(&ReviewState::Pending),
            column::id(recorded.entry),
            column::instant(recorded.at)
        ])
        .map(drop)
}

/// Writes a decision into its review.
pub(crate) fn rows(territory: i64, application: ApplicationId, ground: Ground, decision: Decided, by: Actor) -> Rows {
    Box::new(move |connection, _, recorded| {
        let state = match decision.verdict {
            Verdict::Confirm => ReviewState::Confirmed,
            Verdict::Reject => ReviewState::Rejected,
            Verdict::Revoke => ReviewState::Revoked,
        };
        connection
            .prepare_cached(
                "INSERT INTO review (territory, application, ground, state, entry, since_at, decided_at, decided_role,
                                     decided_by, reason, document_on, expires_on)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7, ?8, ?9, ?10, ?11)
                 ON CONFLICT (territory, application, ground) DO UPDATE SET state = excluded.state,
                 decided_at = excluded.decided_at, decided_role = excluded.decided_role,
                 decided_by = excluded.decided_by, reason = excluded.reason, document_on = excluded.document_on,
                 expires_on = excluded.expires_on",
            )?
            .execute(params![
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
            ])?;
        Ok(None)
    })
}

fn read_rows(connection: &Connection, territory: i64, pending_only: bool) -> rusqlite::Result<Vec<Review>> {
    let state = column::word(&ReviewState::Pending);
    connection
        .prepare_cached(
            "SELECT * FROM review WHERE territory = ?1 AND (?2 = 0 OR state = ?3) ORDER BY entry, application, ground",
        )?
        .query_map(params![territory, pending_only, state], read_row)?
        .collect()
}

/// The rows of one application, in the family's order, the conclusion last.
pub(crate) fn rows_of(
    connection: &Connection,
    territory: i64,
    application: ApplicationId,
) -> rusqlite::Result<Vec<Review>> {
    connection
        .prepare_cached("SELECT * FROM review WHERE territory = ?1 AND application = ?2 ORDER BY ground < 0, ground")?
        .query_map(params![territory, column::id(application.0)], read_row)?
        .collect()
}

fn read_row(row: &Row<'_>) -> rusqlite::Result<Review> {
    let role: Option<Role> = column::read_word_if_any(row, "decided_role")?;
    let ground: i64 = row.get("ground")?;
    Ok(Review {
        application: column::read_application(row, "application")?,
        ground: u8::try_from(ground).map_or(Ground::Conclusion, Ground::Claimed),
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
    })
}
