//! Whether a family can be reached: an application counts from the instant it was recorded, and its contact may be proved
//! later (rules, 2). Until then a kindergarten is not shown whose child it waits for.

use crate::database::ReadFault;
use crate::sql::{Connection, SqlFault, sql, values};
use crate::{AccountId, Fault, KindergartenAct, Town, column, kindergarten_acts};
use admission::{ApplicationId, KindergartenId};
use jiff::Timestamp;
use std::collections::BTreeSet;

impl Town {
    /// Those of the applications whose families have proved a contact, or brought a paper.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn reached(&self, applications: &[ApplicationId]) -> Result<BTreeSet<ApplicationId>, Fault> {
        let (territory, applications) = (self.id(), applications.to_vec());
        let read = move |connection: &Connection| {
            let mut reached = BTreeSet::new();
            for application in applications {
                if is_reached(connection, territory, application)? {
                    reached.insert(application);
                }
            }
            Ok(reached)
        };
        self.core().readers.read("reading which families were reached", read).await
    }

    /// Notes that a family was reached: by an account before which the parent stood with the paper of the referral, or by
    /// nobody's word but a code. Said twice it counts once. Where the parent stood before it, the kindergarten notes it too.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn note_reached(
        &self,
        application: ApplicationId,
        by: Option<(AccountId, KindergartenId)>,
    ) -> Result<(), Fault> {
        let (territory, now) = (self.id(), self.core().clock.now());
        let write = move |connection: &Connection| {
            let is_new = note(connection, territory, application, now, by.map(|(account, _)| account))?;
            let Some((account, kindergarten)) = by.filter(|_| is_new) else { return Ok(()) };
            let met = KindergartenAct::ParentMet { application };
            kindergarten_acts::note(connection, (territory, kindergarten), &met, (now, account))
        };
        self.core().write(write, |()| ()).await
    }
}

fn is_reached(connection: &Connection, territory: i64, application: ApplicationId) -> Result<bool, ReadFault> {
    let sql = sql!("SELECT reached_at FROM application WHERE territory = ?1 AND id = ?2");
    let at = connection.first(sql, values![territory, column::id(application.0)], |row| {
        column::read_instant_if_any(row, "reached_at")
    })?;
    // Of a family whose data were erased there is nothing left to be shown.
    Ok(at != Some(None))
}

/// Notes that a family was reached, the first time; whether it was the first.
pub(crate) fn note(
    connection: &Connection,
    territory: i64,
    application: ApplicationId,
    at: Timestamp,
    by: Option<AccountId>,
) -> Result<bool, SqlFault> {
    let noted = connection.first(
        sql!(
            "UPDATE application SET reached_at = ?3, reached_by = ?4
             WHERE territory = ?1 AND id = ?2 AND reached_at IS NULL RETURNING id"
        ),
        values![territory, column::id(application.0), column::instant(at), by.map(|by| column::id(by.0))],
        |row| row.integer("id"),
    )?;
    Ok(noted.is_some())
}
