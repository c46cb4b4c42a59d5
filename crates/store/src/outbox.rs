//! What families are to be told: written with the entries that cause it, in one transaction, and made into messages later,
//! so that the minute of 07:00 waits for none of it.

use crate::messages::{self, Channel, NewMessage};
use crate::notice::{Notice, Occasion};
use crate::sql::{Connection, SqlFault, sql, values};
use crate::{Fault, Store, applicants, column, devices};
use admission::ApplicationId;
use jiff::Timestamp;

/// Writes what the entries of a batch tell families.
pub(crate) fn put(connection: &Connection, territory: i64, at: Timestamp, notices: &[Notice]) -> Result<(), SqlFault> {
    connection.write(
        sql!("INSERT INTO outbox (territory, at, body, told) VALUES (?1, ?2, ?3, 0)"),
        values![territory, column::instant(at), column::json(&notices)],
    )
}

/// The oldest row that is not done.
struct Row {
    number: i64,
    territory: i64,
    at: Timestamp,
    notices: Vec<Notice>,
    told: usize,
}

impl Row {
    fn oldest(connection: &Connection) -> Result<Option<Self>, SqlFault> {
        let sql = sql!("SELECT number, territory, at, body, told FROM outbox ORDER BY number LIMIT 1");
        connection.first(sql, values![], |row| {
            Ok(Self {
                number: row.integer("number")?,
                territory: row.integer("territory")?,
                at: column::read_instant(row, "at")?,
                notices: column::read_json(row, "body")?,
                told: column::read_small(row, "told")? as usize,
            })
        })
    }

    /// Whom it tells what, from the first one who was not reached yet.
    fn left(&self) -> impl Iterator<Item = (u64, Occasion, ApplicationId)> + '_ {
        let all = self.notices.iter().flat_map(|notice| {
            notice.applications.iter().map(|&application| (notice.entry, notice.occasion, application))
        });
        all.skip(self.told)
    }
}

/// Part of a row, as messages.
struct Addressed {
    number: i64,
    /// How many of the row's were reached, with these.
    told: usize,
    is_done: bool,
    messages: Vec<NewMessage>,
}

impl Store {
    /// Makes messages of what waits in the outbox: of its oldest row, for so many families at most. How many were reached;
    /// 0 when nothing waits. Two nodes that do it at once make each message once.
    ///
    /// # Errors
    /// A fault of the database, a sealed record that does not open, [`Fault::Busy`] and [`Fault::Unavailable`]; asking
    /// again is safe.
    pub async fn address_messages(&self, families_max: usize) -> Result<usize, Fault> {
        let store = self.clone();
        let read = move |connection: &Connection| {
            let Some(row) = Row::oldest(connection)? else { return Ok(None) };
            let left: Vec<_> = row.left().collect();
            let is_done = left.len() <= families_max;
            let mut addressed = Addressed { number: row.number, told: row.told, is_done, messages: Vec::new() };
            let town = store.territories().into_iter().find(|town| town.id() == row.territory);
            for (entry, occasion, application) in left.into_iter().take(families_max) {
                addressed.told += 1;
                // What was erased since is told to nobody.
                let Some(town) = &town else { continue };
                let Some(record) = applicants::open(connection, town, application)? else { continue };
                let has_device = devices::has_any(connection, row.territory, application)?;
                for channel in Channel::of(occasion, record.email.is_some(), has_device) {
                    let at_any_hour = record.sms_at_any_hour;
                    addressed.messages.push(NewMessage {
                        territory: row.territory,
                        application,
                        entry,
                        occasion,
                        channel,
                        made_at: row.at,
                        due_at: messages::due(&town.state(), channel, row.at, at_any_hour),
                        at_any_hour,
                        address: None,
                    });
                }
            }
            Ok(Some((row.told, addressed)))
        };
        let found = self.core().readers.read("reading the outbox", read).await?;
        let Some((told_before, addressed)) = found else { return Ok(0) };
        let told = addressed.told;
        self.core().write(move |connection| write(connection, &addressed), |()| ()).await?;
        Ok(told - told_before)
    }

    /// Whether anything is to be made into messages, or sent, now.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn has_post(&self) -> Result<bool, Fault> {
        let now = self.clock().now();
        let read = move |connection: &Connection| {
            let sql = sql!(
                "SELECT 1 AS found WHERE EXISTS (SELECT 1 FROM outbox)
                 OR EXISTS (SELECT 1 FROM message WHERE fate IN ('waiting', 'sending') AND due_at <= ?1)"
            );
            Ok(connection.first(sql, values![column::instant(now)], |_| Ok(()))?.is_some())
        };
        self.core().readers.read("looking for messages", read).await
    }

    /// How many rows of the outbox are not made into messages yet.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn outbox_length(&self) -> Result<u64, Fault> {
        let read = |connection: &Connection| {
            let count = sql!("SELECT count(*) AS count FROM outbox");
            Ok(connection.first(count, values![], |row| column::read_id(row, "count"))?.unwrap_or_default())
        };
        self.core().readers.read("counting the outbox", read).await
    }
}

fn write(connection: &Connection, addressed: &Addressed) -> Result<(), SqlFault> {
    for message in &addressed.messages {
        messages::insert(connection, message)?;
    }
    if addressed.is_done {
        return connection.write(sql!("DELETE FROM outbox WHERE number = ?1"), values![addressed.number]);
    }
    let told = u32::try_from(addressed.told).unwrap_or(u32::MAX);
    connection
        .write(sql!("UPDATE outbox SET told = ?2 WHERE number = ?1 AND told < ?2"), values![addressed.number, told])
}
