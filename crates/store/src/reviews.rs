//! Claimed grounds and conclusions, and what the office made of them.

use crate::{Actor, CommandId, Fault, Town};
use admission::{ApplicationId, Ground, GroundReason, Refusal};
use jiff::Timestamp;
use jiff::civil::Date;

/// What the office made of a ground or a conclusion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    pub async fn reviews(&self, _filter: ReviewFilter) -> Result<Vec<Review>, Fault> {
        unimplemented!()
    }

    /// How many reviews there are.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn review_count(&self, _pending_only: bool) -> Result<usize, Fault> {
        unimplemented!()
    }

    /// The reviews of one application, in the family's order, the conclusion last.
    ///
    /// # Errors
    /// A fault of the database, or a sealed record that does not open.
    pub async fn reviews_of(&self, _id: ApplicationId) -> Result<Vec<Review>, Fault> {
        unimplemented!()
    }

    /// Decides on a ground or a conclusion: the command in the journal and the review's row in one transaction.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`]: ask again with the same command id.
    pub async fn decide_review(
        &self,
        _decision: ReviewDecision,
        _by: Actor,
        _command_id: CommandId,
    ) -> Result<Result<(), Refusal>, Fault> {
        unimplemented!()
    }
}
