//! Messages to families: when each may go, how often it is tried, and what became of it. Neither an address nor a text is
//! kept here.

use crate::notice::Occasion;
use crate::sql::{Connection, Row, SqlFault, sql, values};
use crate::{Contact, Fault, Store, Town, column, one_time};
use admission::{ApplicationId, Kato, Territory};
use jiff::civil::{Time, time};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// SMS go out from this time of a working day, local time.
const SMS_FROM: Time = time(9, 0, 0, 0);

/// And until this one.
const SMS_UNTIL: Time = time(21, 0, 0, 0);

/// Pauses after tries that came to nothing; after the last of them the message is given up.
const PAUSES: [SignedDuration; 7] = [
    SignedDuration::from_mins(1),
    SignedDuration::from_mins(5),
    SignedDuration::from_mins(15),
    SignedDuration::from_hours(1),
    SignedDuration::from_hours(3),
    SignedDuration::from_hours(8),
    SignedDuration::from_hours(24),
];

/// A message that was handed over so long ago, and of which nothing was heard, is tried again: its node is gone.
const LOST_AFTER: SignedDuration = SignedDuration::from_mins(10);

/// Messages are kept for so long: what became of them is asked for in a complaint, not a year later.
const KEPT: SignedDuration = SignedDuration::from_hours(24 * 90);

/// How a message travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// To the phone.
    Sms,
    /// To the e-mail address, where the family gave one.
    Email,
    /// To browsers that the family allowed to show notices.
    Push,
}

impl Channel {
    /// How a family is told about an occasion: what cannot wait also by SMS, everything by e-mail and as a
    /// notice.
    pub(crate) fn of(occasion: Occasion, has_email: bool, has_device: bool) -> Vec<Self> {
        let by_sms = match occasion {
            Occasion::ApplicationReceived
            | Occasion::AccessNear
            | Occasion::AccessGiven
            | Occasion::AccessTakenBack
            | Occasion::ReferralRefused
            | Occasion::ReferralExpired
            | Occasion::GroundRejected
            | Occasion::GroundEnded
            | Occasion::Paused
            | Occasion::ApplicationClosed
            | Occasion::BirthYearCorrected
            | Occasion::ApplicationRestored
            | Occasion::OneTimeCode
            | Occasion::ContactChanged
            | Occasion::HelperNamed
            | Occasion::HelperActed
            | Occasion::PlaceTakenForFamily
            | Occasion::PlacesExchanged
            | Occasion::ExchangeRefused
            | Occasion::ComplaintAnswered => true,
            // The family has just done it itself, or loses nothing by not knowing today.
            Occasion::AccessLapsed
            | Occasion::PlacesRecalled
            | Occasion::ReferralIssued
            | Occasion::ReferralExtended
            | Occasion::ChildEnrolled
            | Occasion::GroundConfirmed
            | Occasion::StopEnded
            | Occasion::WindowExtended
            | Occasion::ExchangeProposed => false,
        };
        let sms = by_sms.then_some(Self::Sms);
        let others = [has_email.then_some(Self::Email), has_device.then_some(Self::Push)];
        sms.into_iter().chain(others.into_iter().flatten()).collect()
    }
}

/// What became of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It waits for its time, or for the next try.
    Waiting,
    /// It is being handed over.
    Sending,
    /// The provider took it.
    Sent,
    /// The provider says that it arrived.
    Delivered,
    /// The provider took it, and says later that it will never arrive.
    Returned,
    /// It was put into the mailbox of a demo: this server does not send.
    Kept,
    /// The provider said that it will never take it.
    Refused,
    /// Every try came to nothing.
    GivenUp,
    /// What it says was no longer true, so that it was not sent.
    Overtaken,
}

/// How a try ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tried {
    /// The provider took it.
    Sent,
    /// It was put into the mailbox of a demo.
    Kept,
    /// The provider will never take it.
    Refused,
    /// It may go another time; not before so long, if the provider said so.
    Later(Option<SignedDuration>),
    /// What it says is no longer true.
    Overtaken,
}

/// One message and its fate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Its number.
    pub id: u64,
    /// The town.
    pub town: Kato,
    /// Whose family it tells.
    pub application: ApplicationId,
    /// The entry of the journal that caused it.
    pub entry: u64,
    /// About what.
    pub occasion: Occasion,
    /// How.
    pub channel: Channel,
    /// When what it tells happened.
    pub made_at: Timestamp,
    /// When it may go.
    pub due_at: Timestamp,
    /// Whether it may go by night and on days off.
    pub at_any_hour: bool,
    /// How often it was handed over.
    pub tries: u32,
    /// What became of it.
    pub fate: Fate,
    /// Since when.
    pub fate_at: Timestamp,
}

/// A message that is not written yet.
pub(crate) struct NewMessage {
    pub(crate) territory: i64,
    pub(crate) application: ApplicationId,
    pub(crate) entry: u64,
    pub(crate) occasion: Occasion,
    pub(crate) channel: Channel,
    /// When the entry was written.
    pub(crate) made_at: Timestamp,
    pub(crate) due_at: Timestamp,
    pub(crate) at_any_hour: bool,
    /// Sealed, where it does not go to the family's own contact.
    pub(crate) address: Option<Vec<u8>>,
}

/// The first instant from one on at which a message may go: SMS only by day, on working days, unless a family wishes
/// otherwise.
pub(crate) fn due(territory: &Territory, channel: Channel, from: Timestamp, at_any_hour: bool) -> Timestamp {
    if channel != Channel::Sms || at_any_hour {
        return from;
    }
    let (zone, calendar) = (territory.zone(), territory.calendar());
    let (day, time) = (zone.day(from), zone.time(from));
    if calendar.is_working_day(day) && time < SMS_UNTIL {
        return zone.instant(day, SMS_FROM).max(from);
    }
    zone.instant(calendar.working_days_after(day, 1), SMS_FROM)
}

/// Writes a message, unless it is there.
pub(crate) fn insert(connection: &Connection, new: &NewMessage) -> Result<(), SqlFault> {
    connection.write(
        sql!(
            "INSERT INTO message (territory, application, entry, occasion, channel, made_at, due_at, tries, fate, fate_at,
                                  at_any_hour, address)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0, 'waiting', ?6, ?8, ?9) ON CONFLICT DO NOTHING"
        ),
        values![
            new.territory,
            column::id(new.application.0),
            column::id(new.entry),
            column::word(&new.occasion),
            column::word(&new.channel),
            column::instant(new.made_at),
            column::instant(new.due_at),
            u32::from(new.at_any_hour),
            new.address.clone()
        ],
    )
}

/// Short messages to a family that wait go from another instant on.
pub(crate) fn send_sms_from(
    connection: &Connection,
    territory: i64,
    application: ApplicationId,
    due_at: Timestamp,
    at_any_hour: bool,
) -> Result<(), SqlFault> {
    connection.write(
        sql!(
            "UPDATE message SET due_at = ?3, at_any_hour = ?4 WHERE territory = ?1 AND application = ?2
             AND channel = 'sms' AND fate = 'waiting' AND tries = 0 AND at_any_hour <> ?4
             AND occasion NOT IN ('one_time_code', 'contact_changed', 'helper_named')"
        ),
        values![territory, column::id(application.0), column::instant(due_at), u32::from(at_any_hour)],
    )
}

/// Deletes the messages of an application.
pub(crate) fn delete_of(connection: &Connection, territory: i64, application: i64) -> Result<(), SqlFault> {
    connection
        .write(sql!("DELETE FROM message WHERE territory = ?1 AND application = ?2"), values![territory, application])
}

/// Deletes what was made long ago.
pub(crate) fn delete_over(connection: &Connection, now: Timestamp) -> Result<(), SqlFault> {
    let before = now.saturating_sub(KEPT).unwrap_or(Timestamp::MIN);
    connection.write(sql!("DELETE FROM message WHERE made_at < ?1"), values![column::instant(before)])
}

fn read(row: &Row<'_>) -> Result<Message, SqlFault> {
    Ok(Message {
        id: column::read_id(row, "id")?,
        town: column::read_text(row, "kato")?,
        application: column::read_application(row, "application")?,
        entry: column::read_id(row, "entry")?,
        occasion: column::read_word(row, "occasion")?,
        channel: column::read_word(row, "channel")?,
        made_at: column::read_instant(row, "made_at")?,
        due_at: column::read_instant(row, "due_at")?,
        at_any_hour: row.integer("at_any_hour")? != 0,
        tries: column::read_small(row, "tries")?,
        fate: column::read_word(row, "fate")?,
        fate_at: column::read_instant(row, "fate_at")?,
    })
}

impl Store {
    /// Takes messages that are due, oldest first, at most so many. They count as being handed over from now on: say of
    /// each how that ended with [`Store::message_was_tried`]. One that nothing is said of is taken again after a while.
    ///
    /// # Errors
    /// A fault of the database, [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn take_due_messages(&self, most: u32) -> Result<Vec<Message>, Fault> {
        let now = self.clock().now();
        let take = move |connection: &Connection| {
            let lost = now.saturating_sub(LOST_AFTER).unwrap_or(Timestamp::MIN);
            let due = connection.all(
                sql!(
                    "SELECT message.*, territory.kato FROM message JOIN territory ON territory.id = message.territory
                     WHERE fate = 'waiting' AND due_at <= ?1 OR fate = 'sending' AND due_at <= ?1 AND fate_at <= ?2
                     ORDER BY due_at, message.id LIMIT ?3"
                ),
                values![column::instant(now), column::instant(lost), most],
                read,
            )?;
            for message in &due {
                connection.write(
                    sql!("UPDATE message SET fate = 'sending', fate_at = ?2, tries = tries + 1 WHERE id = ?1"),
                    values![column::id(message.id), column::instant(now)],
                )?;
            }
            let taken = |message| Message { fate: Fate::Sending, fate_at: now, ..message };
            Ok(due.into_iter().map(|message| taken(Message { tries: message.tries + 1, ..message })).collect())
        };
        self.core().write(take, |_: &Vec<Message>| ()).await
    }

    /// Says how the try of a message ended.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`]: say it again.
    pub async fn message_was_tried(&self, message: &Message, tried: Tried) -> Result<(), Fault> {
        let now = self.clock().now();
        let town = self.town(&message.town);
        let pause = PAUSES.get((message.tries as usize).saturating_sub(1));
        let (fate, due_at) = match (tried, pause) {
            (Tried::Sent, _) => (Fate::Sent, None),
            (Tried::Kept, _) => (Fate::Kept, None),
            (Tried::Refused, _) => (Fate::Refused, None),
            (Tried::Overtaken, _) => (Fate::Overtaken, None),
            (Tried::Later(_), None) => (Fate::GivenUp, None),
            (Tried::Later(asked), Some(&pause)) => {
                let at = now.saturating_add(asked.unwrap_or_default().max(pause)).unwrap_or(Timestamp::MAX);
                (
                    Fate::Waiting,
                    Some(town.map_or(at, |town| due(&town.state(), message.channel, at, message.at_any_hour))),
                )
            }
        };
        let (id, due_at) = (message.id, due_at.unwrap_or(message.due_at));
        let write = move |connection: &Connection| {
            connection.write(
                // A quick provider has reported already.
                sql!(
                    "UPDATE message SET fate = ?2, fate_at = ?3, due_at = ?4
                     WHERE id = ?1 AND fate NOT IN ('delivered', 'returned')"
                ),
                values![column::id(id), column::word(&fate), column::instant(now), column::instant(due_at)],
            )
        };
        self.core().write(write, |()| ()).await
    }
}

impl Town {
    /// Where a message goes, if not to the family's own phone or address.
    ///
    /// # Errors
    /// A fault of the database, or a seal that does not open.
    pub async fn address_of(&self, message: &Message) -> Result<Option<Contact>, Fault> {
        let (town, id, application) = (self.itself()?, message.id, message.application);
        let read = move |connection: &Connection| {
            let sql = sql!("SELECT address FROM message WHERE id = ?1");
            let sealed = connection
                .first(sql, values![column::id(id)], |row| Ok(row.blob_if_any("address")?.map(<[u8]>::to_vec)))?;
            one_time::address_of(&town, sealed.flatten().as_deref(), application)
        };
        self.core().readers.read("reading where a message goes", read).await
    }

    /// The messages to the family of an application, newest first.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn messages_of(&self, application: ApplicationId) -> Result<Vec<Message>, Fault> {
        let territory = self.id();
        let read_all = move |connection: &Connection| {
            let sql = sql!(
                "SELECT message.*, territory.kato FROM message JOIN territory ON territory.id = message.territory
                 WHERE territory = ?1 AND application = ?2 ORDER BY message.id DESC"
            );
            Ok(connection.all(sql, values![territory, column::id(application.0)], read)?)
        };
        self.core().readers.read("reading messages", read_all).await
    }
}
