//! Claimed grounds and conclusions, and what the office made of them.

use crate::database::ReadFault;
use crate::sql::Connection;
use crate::staff_entries::noted;
use crate::work::{Asked, Prepare, Prepared};
use crate::{AccountId, Act, Actor, CommandId, Fault, Town, applicants, rows_of};
use admission::{ApplicationId, Command, Ground, GroundReason, Refusal, TwoOfficials};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

mod rows;

pub(crate) use rows::{
    Decided, decided, forget_first, ground_column, insert_pending, read_ground, rows_of as rows_of_application,
};

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
    /// Only those of open applications that nobody has decided, or for which documents came after the decision.
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
    /// The first of two officials who confirm it, and when, while the second is waited for.
    pub first: Option<(AccountId, Timestamp)>,
}

impl Review {
    /// Whether another document may be of use: it is not confirmed, or not for good.
    #[must_use]
    pub fn takes_documents(&self) -> bool {
        self.state != ReviewState::Confirmed || self.expires_on.is_some()
    }
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

/// Whose the first of two confirmations is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FirstOpinion {
    /// It was nobody's, and is kept now.
    Kept,
    /// The same official's, from before.
    Own,
    /// Another official's: this one is the second.
    Others(AccountId),
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
            let rows = rows::read_rows(connection, town.id(), filter.pending_only)?;
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
            let rows = rows::read_rows(connection, town.id(), pending_only)?;
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
            let mut reviews = rows_of_application(connection, town.id(), id)?;
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
            Verdict::Confirm => {
                let town = self.itself()?;
                let prepare: Prepare = Box::new(move |connection, state, _| {
                    // Only here it is known that nobody has taken the first opinion back meanwhile.
                    let first = rows::first_of(connection, town.id(), application, ground)?;
                    let first = first.filter(|_| state.needs_two_officials(application, ground));
                    let officials = first.map(|(first, _)| TwoOfficials { first: first.0, second: by.id });
                    let command =
                        Command::ConfirmGround { application, ground, reason, document_on, expires_on, officials };
                    let rows = noted(town.id(), by, rows_of::command(town.id(), by, &command));
                    Ok(Prepared { by, command, rows })
                });
                let recorded = self.ask(command_id, Asked::ToBePrepared(prepare)).await?;
                return Ok(recorded.outcome.map(drop));
            }
            Verdict::Reject => Command::RejectGround { application, ground, reason },
            Verdict::Revoke => Command::RevokeGround { application, ground, reason },
        };
        let recorded = self.act(Act { command, by, command_id }).await?;
        Ok(recorded.outcome.map(drop))
    }

    /// Keeps that an official confirms a ground, where another must confirm it too. What was kept before stays.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`]: ask again.
    pub async fn keep_first_opinion(
        &self,
        application: ApplicationId,
        ground: Ground,
        by: AccountId,
    ) -> Result<FirstOpinion, Fault> {
        let (territory, now) = (self.id(), self.core().clock.now());
        let write = move |connection: &Connection| match rows::first_of(connection, territory, application, ground)? {
            Some((first, _)) if first == by => Ok(FirstOpinion::Own),
            Some((first, _)) => Ok(FirstOpinion::Others(first)),
            None => {
                rows::keep_first(connection, territory, (application, ground), (by, now))?;
                Ok(FirstOpinion::Kept)
            }
        };
        self.core().write(write, |_| ()).await
    }

    /// Whether an official still has to look at it: those whose application is closed need nobody.
    fn is_waiting(&self, review: &Review) -> bool {
        let state = self.state();
        state.application(review.application).is_some_and(|application| application.status().is_open())
    }

    /// Adds what the rows do not hold: the code, which is sealed, and whether a confirmation has lapsed.
    pub(crate) fn complete(&self, connection: &Connection, reviews: &mut [Review]) -> Result<(), ReadFault> {
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
