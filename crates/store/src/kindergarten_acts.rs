//! What was done at a kindergarten besides the entries of the journal. Nothing secret and nothing personal stands here.

use crate::sql::{Connection, SqlFault, sql, values};
use crate::{AccountId, Fault, GroupParticulars, Town, column};
use admission::{ApplicationId, GroupId, KindergartenId};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// What is done at a kindergarten and changes no queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KindergartenAct {
    /// A group got another name, language or hours.
    GroupKept {
        /// Which.
        group: GroupId,
        /// As it was.
        was: GroupParticulars,
        /// As it is from then on.
        now: GroupParticulars,
    },
    /// A key for the kindergarten's own software was made.
    KeyMade,
    /// Such a key was ended.
    KeyEnded,
    /// A parent whose phone was not proved stood there with the referral.
    ParentMet {
        /// Whose referral it was.
        application: ApplicationId,
    },
}

/// Something that was done at a kindergarten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoneAtKindergarten {
    /// What.
    pub act: KindergartenAct,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: AccountId,
}

impl Town {
    /// What was done at a kindergarten after one instant and not after another, newest first.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn done_at_kindergarten(
        &self,
        kindergarten: KindergartenId,
        behind: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<DoneAtKindergarten>, Fault> {
        let territory = self.id();
        let read = move |connection: &Connection| {
            let sql = sql!(
                "SELECT act, at, by_account FROM kindergarten_act WHERE territory = ?1 AND kindergarten = ?2
                 AND at > ?3 AND at <= ?4 ORDER BY at DESC, id DESC"
            );
            let of = values![territory, kindergarten.0, column::instant(behind), column::instant(until)];
            Ok(connection.all(sql, of, |row| {
                Ok(DoneAtKindergarten {
                    act: column::read_json(row, "act")?,
                    at: column::read_instant(row, "at")?,
                    by: AccountId(column::read_id(row, "by_account")?),
                })
            })?)
        };
        self.core().readers.read("reading what was done at a kindergarten", read).await
    }
}

/// Adds a line, in the transaction of what it tells.
pub(crate) fn note(
    connection: &Connection,
    (territory, kindergarten): (i64, KindergartenId),
    act: &KindergartenAct,
    (at, by): (Timestamp, AccountId),
) -> Result<(), SqlFault> {
    let values = values![territory, kindergarten.0, column::json(act), column::instant(at), column::id(by.0)];
    connection.write(
        sql!("INSERT INTO kindergarten_act (territory, kindergarten, act, at, by_account) VALUES (?1, ?2, ?3, ?4, ?5)"),
        values,
    )
}
