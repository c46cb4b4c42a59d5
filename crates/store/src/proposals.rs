//! Changes of the policy that one official proposes and another decides on.

use crate::sql::{Connection, Row, SqlFault, sql, values};
use crate::staff_entries::noted;
use crate::work::{Asked, Prepared, Rows};
use crate::{AccountId, Actor, CommandId, Fault, Town, column};
use admission::{Command, Event, Policy, Refusal, Territory};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What became of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProposalState {
    /// Nobody has decided yet.
    Pending,
    /// Another official approved it.
    Approved,
    /// Another official rejected it.
    Rejected,
    /// Its author took it back.
    Withdrawn,
}

/// A proposed policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Its number in the town, from 1.
    pub id: u64,
    /// The values as they shall be.
    pub policy: Policy,
    /// The values that it was made for.
    pub replaces: Policy,
    /// The first day on which they shall count.
    pub effective_on: Date,
    /// Who proposed it.
    pub proposed_by: AccountId,
    /// When.
    pub proposed_at: Timestamp,
    /// What became of it.
    pub state: ProposalState,
    /// Who decided on it, and when.
    pub decided: Option<(AccountId, Timestamp)>,
}

impl Town {
    /// Keeps a proposal; its number.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`]: ask again.
    pub async fn propose_policy(&self, policy: Policy, effective_on: Date, by: AccountId) -> Result<u64, Fault> {
        let (territory, at) = (self.id(), self.core().clock.now());
        let replaces = self.state().policy().clone();
        self.core()
            .write(
                move |connection| {
                    let sql = sql!("SELECT coalesce(max(id), 0) + 1 AS id FROM proposal WHERE territory = ?1");
                    let id = connection.first(sql, values![territory], |row| row.integer("id"))?.unwrap_or(1);
                    connection.write(
                        sql!(
                            "INSERT INTO proposal (territory, id, policy, replaces, effective_on, proposed_by, proposed_at,
                                                   state)
                             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
                        ),
                        values![
                            territory,
                            id,
                            column::json(&policy),
                            column::json(&replaces),
                            column::text(effective_on),
                            column::id(by.0),
                            column::instant(at),
                            column::word(&ProposalState::Pending)
                        ],
                    )?;
                    Ok(id.cast_unsigned())
                },
                |_| {},
            )
            .await
    }

    /// All proposals, newest first.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn proposals(&self) -> Result<Vec<Proposal>, Fault> {
        let territory = self.id();
        self.core()
            .readers
            .read("reading the proposals", move |connection| {
                let sql = sql!(
                    "SELECT id, policy, replaces, effective_on, proposed_by, proposed_at, state, decided_by, decided_at
                     FROM proposal WHERE territory = ?1 ORDER BY id DESC"
                );
                Ok(connection.all(sql, values![territory], read)?)
            })
            .await
    }

    /// Approves a proposal: the change is scheduled in the journal, and the proposal says by whom. The rules refuse it where
    /// the official proposed it, where the policy has changed since, and where another change is scheduled; where it has been
    /// decided meanwhile, the refusal is [`Refusal::WrongSpan`].
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`]: ask again with the same command id.
    pub async fn approve_policy(
        &self,
        proposal: &Proposal,
        by: Actor,
        command_id: CommandId,
    ) -> Result<Result<(), Refusal>, Fault> {
        let (territory, proposal) = (self.id(), proposal.clone());
        let prepare = move |connection: &Connection, _: &Territory, _: Timestamp| {
            let id = proposal.id;
            let rows: Rows = Box::new(move |connection, _, recorded| {
                decide(connection, (territory, id), ProposalState::Approved, AccountId(by.id), recorded.at)?;
                Ok(None)
            });
            // What was withdrawn or rejected in another window comes for a day that is over, which the rules refuse.
            let effective_on = if is_pending(connection, territory, id)? { proposal.effective_on } else { Date::MIN };
            let command = Command::SchedulePolicy {
                policy: Box::new(proposal.policy),
                replaces: Box::new(proposal.replaces),
                effective_on,
                proposed_by: proposal.proposed_by.0,
                approved_by: by.id,
            };
            Ok(Prepared { by, command, rows: noted(territory, by, Some(rows)) })
        };
        let recorded = self.ask(command_id, Asked::ToBePrepared(Box::new(prepare))).await?;
        Ok(recorded.outcome.map(drop))
    }

    /// Cancels the change that is scheduled; its proposal counts as withdrawn.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`]: ask again with the same command id.
    pub async fn cancel_policy(&self, by: Actor, command_id: CommandId) -> Result<Result<(), Refusal>, Fault> {
        let territory = self.id();
        let rows: Rows = Box::new(move |connection, _, recorded| {
            for event in recorded.outcome.iter().flatten() {
                if let Event::ScheduledPolicyCancelled { effective_on } = event {
                    connection.write(
                        sql!(
                            "UPDATE proposal SET state = 'withdrawn'
                             WHERE territory = ?1 AND state = 'approved' AND effective_on = ?2"
                        ),
                        values![territory, column::text(*effective_on)],
                    )?;
                }
            }
            Ok(None)
        });
        let rows = noted(territory, by, Some(rows));
        let command = Command::CancelScheduledPolicy;
        let recorded = self.ask(command_id, Asked::Complete(Prepared { by, command, rows })).await?;
        Ok(recorded.outcome.map(drop))
    }

    /// Rejects a proposal that nobody has decided on, or withdraws one's own.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`]: ask again.
    pub async fn drop_proposal(&self, proposal: &Proposal, by: AccountId) -> Result<(), Fault> {
        let (territory, id, at) = (self.id(), proposal.id, self.core().clock.now());
        let own = proposal.proposed_by == by;
        let state = if own { ProposalState::Withdrawn } else { ProposalState::Rejected };
        self.core().write(move |connection| decide(connection, (territory, id), state, by, at), |()| {}).await
    }
}

fn read(row: &Row<'_>) -> Result<Proposal, SqlFault> {
    let decided_by = row.integer_if_any("decided_by")?.map(|id| AccountId(id.cast_unsigned()));
    let decided_at = column::read_instant_if_any(row, "decided_at")?;
    Ok(Proposal {
        id: column::read_id(row, "id")?,
        policy: column::read_json(row, "policy")?,
        replaces: column::read_json(row, "replaces")?,
        effective_on: column::read_text(row, "effective_on")?,
        proposed_by: AccountId(column::read_id(row, "proposed_by")?),
        proposed_at: column::read_instant(row, "proposed_at")?,
        state: column::read_word(row, "state")?,
        decided: decided_by.zip(decided_at),
    })
}

fn is_pending(connection: &Connection, territory: i64, id: u64) -> Result<bool, SqlFault> {
    let sql = sql!("SELECT id FROM proposal WHERE territory = ?1 AND id = ?2 AND state = 'pending'");
    Ok(connection.first(sql, values![territory, column::id(id)], |row| row.integer("id"))?.is_some())
}

fn decide(
    connection: &Connection,
    (territory, id): (i64, u64),
    state: ProposalState,
    by: AccountId,
    at: Timestamp,
) -> Result<(), SqlFault> {
    connection.write(
        sql!(
            "UPDATE proposal SET state = ?3, decided_by = ?4, decided_at = ?5
             WHERE territory = ?1 AND id = ?2 AND state = 'pending'"
        ),
        values![territory, column::id(id), column::word(&state), column::id(by.0), column::instant(at)],
    )
}
