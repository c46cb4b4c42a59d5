//! Tasks of the office: what an official must look at, whose task it is, and what came of it. Every dead end of a family has
//! a row here, or follows from one elsewhere, so that it has an owner and a date.

use crate::sql::{Connection, Row, SqlFault, sql, values};
use crate::work::Rows;
use crate::{AccountId, Channel, Fault, Town, column};
use admission::ApplicationId;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

mod closed;

pub use closed::ClosedTask;

/// Who had taken a task is forgotten after a year: by then it is closed, or has been taken anew.
const OWNERS_KEPT: SignedDuration = SignedDuration::from_hours(24 * 365);

/// What a task is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskKind {
    /// A ground or a conclusion to decide on.
    Ground,
    /// A kindergarten refused a referral.
    Refused,
    /// A kindergarten has said nothing.
    Silent,
    /// Messages to a contact do not arrive.
    Undelivered,
    /// An application was restored, and its family must know.
    Restored,
    /// A complaint or a question of a family.
    Complaint,
    /// An exchange of places to which two families have agreed.
    Exchange,
}

impl TaskKind {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 7] =
        [Self::Ground, Self::Complaint, Self::Refused, Self::Exchange, Self::Undelivered, Self::Restored, Self::Silent];

    /// Its word in tables, addresses and keys of texts.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Ground => "ground",
            Self::Refused => "refused",
            Self::Silent => "silent",
            Self::Undelivered => "undelivered",
            Self::Restored => "restored",
            Self::Complaint => "complaint",
            Self::Exchange => "exchange",
        }
    }

    /// The kind of that word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// One task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TaskKey {
    /// What it is about.
    pub kind: TaskKind,
    /// The application, or the kindergarten.
    pub subject: u64,
    /// Which of several of the same subject: a ground, an entry, a channel, the day a silence began, a complaint.
    pub part: i64,
}

/// What came of a task that is closed by looking at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskOutcome {
    /// The refusal is right; the family knows what to do.
    RefusalStands,
    /// The kindergarten takes the child after all.
    RefusalMended,
    /// The family was told.
    FamilyTold,
    /// The family could not be reached by any means.
    FamilyNotReached,
    /// The contact was put right.
    ContactCorrected,
    /// The family was reached in another way.
    ReachedOtherwise,
}

impl TaskOutcome {
    /// What may come of a task of that kind; nothing where the task is closed by its own act.
    #[must_use]
    pub fn of(kind: TaskKind) -> &'static [Self] {
        match kind {
            TaskKind::Refused => &[Self::RefusalStands, Self::RefusalMended, Self::FamilyNotReached],
            TaskKind::Restored => &[Self::FamilyTold, Self::FamilyNotReached],
            TaskKind::Undelivered => &[Self::ContactCorrected, Self::ReachedOtherwise, Self::FamilyNotReached],
            TaskKind::Ground | TaskKind::Silent | TaskKind::Complaint | TaskKind::Exchange => &[],
        }
    }

    /// Its word in forms and keys of texts.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::RefusalStands => "refusal_stands",
            Self::RefusalMended => "refusal_mended",
            Self::FamilyTold => "family_told",
            Self::FamilyNotReached => "family_not_reached",
            Self::ContactCorrected => "contact_corrected",
            Self::ReachedOtherwise => "reached_otherwise",
        }
    }
}

/// Something that an official has to look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FollowUp {
    /// Whose application.
    pub application: ApplicationId,
    /// The entry of the journal that caused it.
    pub entry: u64,
    /// Since when.
    pub since: Timestamp,
}

/// A contact at which messages do not arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Undelivered {
    /// Whose application.
    pub application: ApplicationId,
    /// By SMS or by e-mail.
    pub channel: Channel,
    /// The last message that did not arrive.
    pub message: u64,
    /// When that was known.
    pub since: Timestamp,
}

/// Whose task it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TaskOwner {
    /// The account.
    pub account: AccountId,
    /// Since when.
    pub taken_at: Timestamp,
}

/// Who may let go of a task, or hand it over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Releasing {
    /// Only its owner.
    Owner(AccountId),
    /// Whoever keeps the accounts: the owner may have left.
    Keeper,
}

impl Town {
    /// What waits to be looked at after a refused referral or a restored application, oldest first.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn follow_ups(&self, kind: TaskKind) -> Result<Vec<FollowUp>, Fault> {
        let territory = self.id();
        let read = move |connection: &Connection| {
            let sql = sql!(
                "SELECT application, entry, since_at FROM follow_up WHERE territory = ?1 AND kind = ?2
                 AND closed_at IS NULL ORDER BY since_at, application"
            );
            Ok(connection.all(sql, values![territory, kind.code()], |row| {
                Ok(FollowUp {
                    application: column::read_application(row, "application")?,
                    entry: column::read_id(row, "entry")?,
                    since: column::read_instant(row, "since_at")?,
                })
            })?)
        };
        self.core().readers.read("reading what is to be looked at", read).await
    }

    /// Contacts of open applications at which the last message did not arrive, oldest first: no later one did, the contact
    /// was not changed, and no official has closed it. Notices to browsers do not count: families switch them off.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn undelivered(&self) -> Result<Vec<Undelivered>, Fault> {
        let town = self.itself()?;
        let read = move |connection: &Connection| {
            let found = connection.all(
                sql!(
                    "SELECT application, channel, max(id) AS id, max(fate_at) AS since FROM message AS failed
                     WHERE territory = ?1 AND fate IN ('refused', 'returned', 'given_up') AND channel <> 'push' AND address IS NULL
                     AND NOT EXISTS (SELECT 1 FROM message AS later WHERE later.territory = failed.territory
                                     AND later.application = failed.application AND later.channel = failed.channel
                                     AND (later.fate IN ('sent', 'delivered') AND later.address IS NULL AND later.fate_at > failed.fate_at
                                          OR later.occasion = 'contact_changed' AND later.made_at > failed.fate_at))
                     AND NOT EXISTS (SELECT 1 FROM follow_up WHERE follow_up.territory = failed.territory
                                     AND follow_up.kind = 'undelivered' AND follow_up.application = failed.application
                                     AND follow_up.entry >= failed.id)
                     GROUP BY application, channel ORDER BY since, application"
                ),
                values![town.id()],
                |row| {
                    Ok(Undelivered {
                        application: column::read_application(row, "application")?,
                        channel: column::read_word(row, "channel")?,
                        message: column::read_id(row, "id")?,
                        since: column::read_instant(row, "since")?,
                    })
                },
            )?;
            let state = town.state();
            let is_open =
                |one: &Undelivered| state.application(one.application).is_some_and(|it| it.status().is_open());
            Ok(found.into_iter().filter(is_open).collect())
        };
        self.core().readers.read("reading what did not arrive", read).await
    }

    /// Closes what was looked at, with what came of it. Once is enough: of two officials the first one counts.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`]: ask again.
    pub async fn close_follow_up(
        &self,
        kind: TaskKind,
        application: ApplicationId,
        entry: u64,
        outcome: TaskOutcome,
        by: AccountId,
    ) -> Result<(), Fault> {
        let (territory, now) = (self.id(), self.core().clock.now());
        let write = move |connection: &Connection| {
            let of = values![
                territory,
                kind.code(),
                column::id(application.0),
                column::id(entry),
                column::instant(now),
                column::id(by.0),
                outcome.code()
            ];
            if kind == TaskKind::Undelivered {
                let sql = sql!(
                    "INSERT INTO follow_up (territory, kind, application, entry, since_at, closed_at, closed_by, outcome)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6, ?7) ON CONFLICT DO NOTHING"
                );
                return connection.write(sql, of);
            }
            let sql = sql!(
                "UPDATE follow_up SET closed_at = ?5, closed_by = ?6, outcome = ?7
                 WHERE territory = ?1 AND kind = ?2 AND application = ?3 AND entry = ?4 AND closed_at IS NULL"
            );
            connection.write(sql, of)
        };
        self.core().write(write, |()| ()).await
    }

    /// Whose the tasks of a kind are, by subject and part.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn task_owners(&self, kind: TaskKind) -> Result<BTreeMap<(u64, i64), TaskOwner>, Fault> {
        let territory = self.id();
        let read = move |connection: &Connection| {
            let sql =
                sql!("SELECT subject, part, account, taken_at FROM task_owner WHERE territory = ?1 AND kind = ?2");
            let owners = connection.all(sql, values![territory, kind.code()], |row| {
                Ok(((column::read_id(row, "subject")?, row.integer("part")?), owner(row)?))
            })?;
            Ok(owners.into_iter().collect())
        };
        self.core().readers.read("reading whose the tasks are", read).await
    }

    /// Takes a task that is nobody's; whose it is then.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`]: ask again.
    pub async fn take_task(&self, task: TaskKey, by: AccountId) -> Result<AccountId, Fault> {
        let (territory, now) = (self.id(), self.core().clock.now());
        let write = move |connection: &Connection| {
            let TaskKey { kind, subject, part } = task;
            connection.write(
                sql!(
                    "INSERT INTO task_owner (territory, kind, subject, part, account, taken_at)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING"
                ),
                values![territory, kind.code(), column::id(subject), part, column::id(by.0), column::instant(now)],
            )?;
            let sql = sql!(
                "SELECT account, taken_at FROM task_owner
                 WHERE territory = ?1 AND kind = ?2 AND subject = ?3 AND part = ?4"
            );
            let taken = connection.first(sql, values![territory, kind.code(), column::id(subject), part], owner)?;
            Ok(taken.map_or(by, |owner| owner.account))
        };
        self.core().write(write, |_| ()).await
    }

    /// Hands a task over to another account, or lets go of it. Whether it was theirs to hand over.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`]: ask again.
    pub async fn hand_over_task(&self, task: TaskKey, by: Releasing, to: Option<AccountId>) -> Result<bool, Fault> {
        let (territory, now) = (self.id(), self.core().clock.now());
        let write = move |connection: &Connection| {
            let TaskKey { kind, subject, part } = task;
            let of = |rest: Vec<crate::sql::Value>| {
                [values![territory, kind.code(), column::id(subject), part], rest].concat()
            };
            let sql = sql!(
                "SELECT account, taken_at FROM task_owner
                 WHERE territory = ?1 AND kind = ?2 AND subject = ?3 AND part = ?4"
            );
            let Some(was) = connection.first(sql, of(Vec::new()), owner)? else { return Ok(false) };
            if by != Releasing::Keeper && by != Releasing::Owner(was.account) {
                return Ok(false);
            }
            match to {
                Some(to) => connection.write(
                    sql!(
                        "UPDATE task_owner SET account = ?5, taken_at = ?6
                         WHERE territory = ?1 AND kind = ?2 AND subject = ?3 AND part = ?4"
                    ),
                    of(values![column::id(to.0), column::instant(now)]),
                )?,
                None => connection.write(
                    sql!("DELETE FROM task_owner WHERE territory = ?1 AND kind = ?2 AND subject = ?3 AND part = ?4"),
                    of(Vec::new()),
                )?,
            }
            Ok(true)
        };
        self.core().write(write, |_| ()).await
    }
}

fn owner(row: &Row<'_>) -> Result<TaskOwner, SqlFault> {
    Ok(TaskOwner {
        account: AccountId(column::read_id(row, "account")?),
        taken_at: column::read_instant(row, "taken_at")?,
    })
}

/// The row of something that must be looked at, beside the entry that caused it.
pub(crate) fn arises(territory: i64, kind: TaskKind, application: ApplicationId) -> Rows {
    Box::new(move |connection, _, recorded| {
        connection.write(
            sql!(
                "INSERT INTO follow_up (territory, kind, application, entry, since_at) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT DO NOTHING"
            ),
            values![
                territory,
                kind.code(),
                column::id(application.0),
                column::id(recorded.entry),
                column::instant(recorded.at)
            ],
        )?;
        Ok(None)
    })
}

/// Whoever leaves leaves the tasks to others.
pub(crate) fn leave_all(connection: &Connection, account: AccountId) -> Result<(), SqlFault> {
    connection.write(sql!("DELETE FROM task_owner WHERE account = ?1"), values![column::id(account.0)])
}

/// Forgets who had taken what long ago.
pub(crate) fn delete_over(connection: &Connection, now: Timestamp) -> Result<(), SqlFault> {
    let before = now.saturating_sub(OWNERS_KEPT).unwrap_or(Timestamp::MIN);
    connection.write(sql!("DELETE FROM task_owner WHERE taken_at < ?1"), values![column::instant(before)])
}
