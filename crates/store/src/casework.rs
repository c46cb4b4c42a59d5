//! Acts of officials on one application that change what the family told besides its place: a corrected birth date, and an
//! application taken from paper at its true time.

use crate::applicants::{self, Registered};
use crate::key::Keys;
use crate::sql::{Connection, SqlFault, sql, values};
use crate::staff_entries::noted;
use crate::submission::{self, Submission};
use crate::work::{Asked, Prepared, Rows};
use crate::{Actor, CommandId, Fault, NewApplication, Receipt, Town, column};
use admission::{ActReason, ApplicationId, Command, Refusal};
use jiff::Timestamp;
use jiff::civil::Date;

/// A paper on which somebody applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// Its number in the office's book.
    pub number: String,
    /// When it was received: the application counts from then on.
    pub received_at: Timestamp,
}

impl Town {
    /// Corrects the birth date of a child: the year in the journal and the date in the sealed record, in one transaction.
    /// The date of application stays.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`]: ask again with the same command id.
    pub async fn correct_birth_date(
        &self,
        application: ApplicationId,
        born_on: Date,
        reason: ActReason,
        by: Actor,
        command_id: CommandId,
    ) -> Result<Result<(), Refusal>, Fault> {
        let town = self.itself()?;
        let territory = self.id();
        let rows: Rows = Box::new(move |connection, _, _| {
            let keys = &town.core().keys;
            seal_birth_date(connection, keys, town.kato().as_str(), (territory, application), born_on)?;
            Ok(None)
        });
        let rows = noted(territory, by, Some(rows));
        let birth_year = i64::from(born_on.year());
        let command = Command::CorrectBirthYear { application, birth_year, reason };
        let recorded = self.ask(command_id, Asked::Complete(Prepared { by, command, rows })).await?;
        Ok(recorded.outcome.map(drop))
    }

    /// Takes an application that came on paper, at the time at which the paper was received. A retry with the same command id
    /// returns the same receipt.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`]: ask again with the same command id. [`Fault::CommandIdReused`] if that
    /// id came before with another application.
    pub async fn take_paper(
        &self,
        new: NewApplication,
        paper: Paper,
        by: Actor,
        command_id: CommandId,
    ) -> Result<Result<Receipt, Refusal>, Fault> {
        let phone = self.core().keys.phone_index(&new.phone);
        let new = NewApplication { earlier: Some(paper.received_at), ..new };
        let asked = Submission::of(new, self.itself()?).on_paper(paper, by).asked();
        let recorded = self.ask(command_id, asked).await?;
        let mut receipts = self.receipts(vec![submission::submitted(&recorded)?], vec![phone]).await?;
        receipts.pop().ok_or(Fault::Unknown("application"))
    }

    /// The paper on which an application came, if it did.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn paper_of(&self, application: ApplicationId) -> Result<Option<Paper>, Fault> {
        let territory = self.id();
        self.core()
            .readers
            .read("looking for a paper", move |connection| {
                let sql = sql!("SELECT number, received_at FROM paper WHERE territory = ?1 AND application = ?2");
                Ok(connection.first(sql, values![territory, column::id(application.0)], |row| {
                    let received_at = column::read_instant(row, "received_at")?;
                    Ok(Paper { number: row.text("number")?, received_at })
                })?)
            })
            .await
    }

    /// How many applications were taken from paper.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn paper_count(&self) -> Result<u64, Fault> {
        let territory = self.id();
        self.core()
            .readers
            .read("counting papers", move |connection| {
                let sql = sql!("SELECT count(*) AS count FROM paper WHERE territory = ?1");
                Ok(connection.first(sql, values![territory], |row| column::read_id(row, "count"))?.unwrap_or(0))
            })
            .await
    }
}

/// Writes down the paper of an application.
pub(crate) fn note_paper(
    connection: &Connection,
    territory: i64,
    application: ApplicationId,
    paper: &Paper,
) -> Result<(), SqlFault> {
    connection.write(
        sql!("INSERT INTO paper (territory, application, number, received_at) VALUES (?1, ?2, ?3, ?4)"),
        values![territory, column::id(application.0), paper.number.as_str(), column::instant(paper.received_at)],
    )
}

/// Seals the record of a family with another birth date. A record that was erased stays erased.
fn seal_birth_date(
    connection: &Connection,
    keys: &Keys,
    kato: &str,
    (territory, application): (i64, ApplicationId),
    born_on: Date,
) -> Result<(), SqlFault> {
    let unreadable = || SqlFault::unreadable("sealed", &"its seal is broken");
    applicants::lock(connection, territory, application)?;
    let Some(row) = Registered::of(connection, territory, application)? else { return Ok(()) };
    let mut record = row.sealed.open(&keys.wrap, kato, application).map_err(|_| unreadable())?;
    record.born_on = born_on;
    let sealed = row.sealed.close_anew(&record, &keys.wrap, kato, application).map_err(|_| unreadable())?;
    applicants::seal_anew(connection, territory, application, &sealed, row.phone_index)?;
    // The same child is known by its names and its true date from now on, too.
    let sql = sql!("SELECT child FROM application WHERE territory = ?1 AND id = ?2");
    let child = connection
        .first(sql, values![territory, column::id(application.0)], |row| row.integer("child"))?
        .ok_or_else(unreadable)?;
    let index = keys.unnumbered_child_index(&record.child, born_on);
    connection.write(
        sql!("INSERT INTO child (territory, child_index, id) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING"),
        values![territory, index, child],
    )
}
