//! The rows of complaints, their texts unopened.

use super::{Complaint, ComplaintId, PassReason};
use crate::sql::{self, Connection, SqlFault, sql, values};
use crate::{AccountId, column};
use admission::ApplicationId;
use jiff::Timestamp;

/// One row.
pub(super) struct Row {
    pub(super) complaint: Complaint,
    pub(super) question: Vec<u8>,
    pub(super) answer: Option<Vec<u8>>,
}

impl Row {
    fn read(row: &sql::Row<'_>) -> Result<Self, SqlFault> {
        Ok(Self {
            complaint: read(row)?,
            question: row.blob("question")?.to_vec(),
            answer: row.blob_if_any("answer")?.map(<[u8]>::to_vec),
        })
    }
}

fn read(row: &sql::Row<'_>) -> Result<Complaint, SqlFault> {
    let passed = match column::read_instant_if_any(row, "passed_at")? {
        Some(at) => {
            let by = AccountId(column::read_id(row, "passed_by")?);
            Some((by, at, column::read_word(row, "passed_reason")?))
        }
        None => None,
    };
    let answered = match column::read_instant_if_any(row, "answered_at")? {
        Some(at) => Some((AccountId(column::read_id(row, "answered_by")?), at)),
        None => None,
    };
    Ok(Complaint {
        id: ComplaintId(column::read_id(row, "id")?),
        application: column::read_application(row, "application")?,
        subject: column::read_word(row, "subject")?,
        asked_at: column::read_instant(row, "asked_at")?,
        pass_until: column::read_text(row, "pass_until")?,
        due_on: column::read_text(row, "due_on")?,
        passed,
        answered,
    })
}

/// The complaints of an application, newest first.
pub(super) fn of(connection: &Connection, territory: i64, application: ApplicationId) -> Result<Vec<Row>, SqlFault> {
    let sql = sql!("SELECT * FROM complaint WHERE territory = ?1 AND application = ?2 ORDER BY asked_at DESC, id");
    connection.all(sql, values![territory, column::id(application.0)], Row::read)
}

/// Those that wait for an answer, oldest first.
pub(super) fn unanswered(connection: &Connection, territory: i64) -> Result<Vec<Complaint>, SqlFault> {
    let sql =
        sql!("SELECT * FROM complaint WHERE territory = ?1 AND answered_at IS NULL ORDER BY asked_at, application, id");
    connection.all(sql, values![territory], read)
}

pub(super) fn insert(
    connection: &Connection,
    territory: i64,
    new: &Complaint,
    question: Vec<u8>,
) -> Result<(), SqlFault> {
    connection.write(
        sql!(
            "INSERT INTO complaint (territory, application, id, subject, question, asked_at, pass_until, due_on)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
        ),
        values![
            territory,
            column::id(new.application.0),
            column::id(new.id.0),
            new.subject.code(),
            question,
            column::instant(new.asked_at),
            column::text(new.pass_until),
            column::text(new.due_on)
        ],
    )
}

pub(super) fn answer(
    connection: &Connection,
    territory: i64,
    complaint: &Complaint,
    answer: Vec<u8>,
    (by, at): (AccountId, Timestamp),
) -> Result<(), SqlFault> {
    connection.write(
        sql!(
            "UPDATE complaint SET answer = ?4, answered_by = ?5, answered_at = ?6
             WHERE territory = ?1 AND application = ?2 AND id = ?3 AND answered_at IS NULL"
        ),
        values![
            territory,
            column::id(complaint.application.0),
            column::id(complaint.id.0),
            answer,
            column::id(by.0),
            column::instant(at)
        ],
    )
}

/// Passed on, it is the task of whoever takes it next.
pub(super) fn pass(
    connection: &Connection,
    territory: i64,
    complaint: &Complaint,
    reason: PassReason,
    (by, at): (AccountId, Timestamp),
) -> Result<(), SqlFault> {
    let (application, id) = (column::id(complaint.application.0), column::id(complaint.id.0));
    connection.write(
        sql!(
            "UPDATE complaint SET passed_reason = ?4, passed_by = ?5, passed_at = ?6
             WHERE territory = ?1 AND application = ?2 AND id = ?3"
        ),
        values![territory, application, id, reason.code(), column::id(by.0), column::instant(at)],
    )?;
    connection.write(
        sql!("DELETE FROM task_owner WHERE territory = ?1 AND kind = 'complaint' AND subject = ?2 AND part = ?3"),
        values![territory, application, id],
    )
}

/// Deletes the complaints of an application, and what officials had to look at.
pub(crate) fn delete_of(connection: &Connection, territory: i64, application: i64) -> Result<(), SqlFault> {
    let of = || values![territory, application];
    connection.write(sql!("DELETE FROM complaint WHERE territory = ?1 AND application = ?2"), of())?;
    connection.write(sql!("DELETE FROM follow_up WHERE territory = ?1 AND application = ?2"), of())?;
    connection.write(sql!("DELETE FROM task_owner WHERE territory = ?1 AND subject = ?2 AND kind <> 'silent'"), of())
}
