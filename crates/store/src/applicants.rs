//! Families: submitting, finding, opening and erasing what is sealed.

use crate::change::Change;
use crate::database::ReadFault;
use crate::devices;
use crate::helping;
use crate::key::Keys;
use crate::messages::{self, Channel, NewMessage};
use crate::notice::Occasion;
use crate::reviews;
use crate::sealed::{PersonalRecord, Sealed, seal_contact};
use crate::sql::{Connection, SqlFault, sql};
use crate::submission::{self, Submission};
use crate::{
    Applicant, ClaimedGround, CommandId, Contact, Fault, NamedBy, NewApplication, Number, Receipt, SecretCode, Town,
    Who, column,
};
use admission::{ApplicationId, Ground, Iin, Phone, Refusal};
use jiff::Timestamp;
use std::sync::Arc;

mod rows;

pub(crate) use rows::{Registered, lock, seal_anew};

/// Applications of an import that go to the writing thread at once: well below what may wait there, so that families
/// who apply meanwhile find room.
const SUBMITTED_AT_ONCE: usize = 1000;

impl Town {
    /// Takes an application. A retry with the same command id returns the same receipt.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`]: ask again with the same command id. [`Fault::CommandIdReused`] if that
    /// id came before with another family's application.
    pub async fn submit_application(
        &self,
        new: NewApplication,
        command_id: CommandId,
    ) -> Result<Result<Receipt, Refusal>, Fault> {
        let mut receipts = self.submit_applications(vec![(new, command_id)]).await?;
        receipts.pop().ok_or(Fault::Unknown("application"))
    }

    /// Takes many applications at once, in that order: for the import of an older queue.
    ///
    /// # Errors
    /// The first fault; applications before it are in, and asking again with the same command ids is safe.
    pub async fn submit_applications(
        &self,
        new: Vec<(NewApplication, CommandId)>,
    ) -> Result<Vec<Result<Receipt, Refusal>>, Fault> {
        let mut receipts = Vec::with_capacity(new.len());
        let mut rest = new.into_iter().peekable();
        while rest.peek().is_some() {
            let mut acts = Vec::new();
            let mut phones = Vec::new();
            for (new, command_id) in rest.by_ref().take(SUBMITTED_AT_ONCE) {
                phones.push(self.core().keys.phone_index(&new.phone));
                acts.push((command_id, Submission::of(new, self.itself()?).asked()));
            }
            let recorded = self.ask_all(acts).await?;
            let outcomes = recorded.iter().map(submission::submitted).collect::<Result<Vec<_>, _>>()?;
            receipts.extend(self.receipts(outcomes, phones).await?);
        }
        Ok(receipts)
    }

    /// Receipts of what was recorded: they are read from the rows, so that a retry gets the same one.
    pub(crate) async fn receipts(
        &self,
        outcomes: Vec<Result<ApplicationId, Refusal>>,
        phones: Vec<[u8; 32]>,
    ) -> Result<Vec<Result<Receipt, Refusal>>, Fault> {
        let town = self.itself()?;
        let read = move |connection: &Connection| {
            let mut receipts = Vec::with_capacity(outcomes.len());
            for (outcome, phone) in outcomes.into_iter().zip(phones) {
                receipts.push(match outcome {
                    Ok(application) => Ok(receipt(connection, &town, application, phone)?),
                    Err(refusal) => Err(refusal),
                });
            }
            Ok(receipts)
        };
        self.core().readers.read("reading a receipt", read).await
    }

    /// Opens the sealed record of an application; `None` if there is none, or it was erased.
    ///
    /// # Errors
    /// [`Fault::SealBroken`], or a fault of the database.
    pub async fn applicant(&self, id: ApplicationId) -> Result<Option<Applicant>, Fault> {
        let town = self.itself()?;
        self.core().readers.read("opening a sealed record", move |connection| applicant(connection, &town, id)).await
    }

    /// Whose code it is: of the family with the application of that number, or of a helper of it. The answer and the work
    /// are the same whether the number exists or not.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn find_by_number_and_code(&self, number: &str, code: &str) -> Result<Option<Who>, Fault> {
        let (Ok(number), Ok(code)) = (number.parse::<Number>(), code.parse::<SecretCode>()) else { return Ok(None) };
        let town = self.itself()?;
        let read = move |connection: &Connection| {
            let found = rows::by_number(connection, town.id(), number)?;
            // An application that nobody has stands in for one that is not there.
            let (application, generation) = found.unwrap_or((ApplicationId(u64::MAX), 0));
            let is_its_code = town.code(application, generation).is_same(&code);
            let helper = town.helper_with_code(connection, application, &code)?;
            let family = (found.is_some() & is_its_code).then(|| Who::Family(town.kato().clone(), application));
            Ok(family.or(helper.map(|helper| Who::Helper(town.kato().clone(), application, helper))))
        };
        self.core().readers.read("looking up a number", read).await
    }

    /// The application of that number: for the office only.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn application_of_number(&self, number: Number) -> Result<Option<ApplicationId>, Fault> {
        let territory = self.id();
        let read = move |connection: &Connection| Ok(rows::by_number(connection, territory, number)?.map(|(id, _)| id));
        self.core().readers.read("looking up a number", read).await
    }

    /// All applications of a child by its IIN, oldest first: for the office only.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn applications_of_iin(&self, iin: Iin) -> Result<Vec<ApplicationId>, Fault> {
        let (territory, index) = (self.id(), self.core().keys.iin_index(iin));
        let sql = sql!("SELECT id FROM application WHERE territory = ?1 AND iin_index = ?2 ORDER BY submitted_at, id");
        self.core()
            .readers
            .read("finding by IIN", move |connection| rows::found(connection, sql, territory, index))
            .await
    }

    /// All applications under a phone, oldest first: for the office only.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn applications_of_phone(&self, phone: Phone) -> Result<Vec<ApplicationId>, Fault> {
        let (territory, index) = (self.id(), self.core().keys.phone_index(&phone));
        let sql =
            sql!("SELECT id FROM application WHERE territory = ?1 AND phone_index = ?2 ORDER BY submitted_at, id");
        self.core()
            .readers
            .read("finding by phone", move |connection| rows::found(connection, sql, territory, index))
            .await
    }

    /// Erases the key and the rows of an application. Its place in the queue, and every decision, stays as it was.
    ///
    /// # Errors
    /// A fault of the database; whether it was erased is then unknown, and asking again is safe.
    pub async fn erase_applicant(&self, id: ApplicationId) -> Result<(), Fault> {
        let (territory, kato) = (self.id(), self.kato().clone());
        let sessions = Arc::clone(&self.core().sessions);
        let ended = Change::SessionsOfFamilyEnded(self.kato().to_string(), id);
        self.core()
            .change(
                move |connection| {
                    rows::erase(connection, territory, id)?;
                    Ok(((), vec![ended]))
                },
                move |()| sessions.end_where(|session| session.who.is_for(&kato, id)),
            )
            .await
    }

    /// From now on short messages to a family come at any hour, or only by day again. Those that wait for the morning
    /// and may now go are sent at once.
    ///
    /// # Errors
    /// [`Fault::SealBroken`], [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn send_sms_at_any_hour(&self, id: ApplicationId, at_any_hour: bool) -> Result<(), Fault> {
        let town = self.itself()?;
        let now = self.core().clock.now();
        let write = move |connection: &Connection| {
            let unreadable = || SqlFault::unreadable("sealed", &"its seal is broken");
            rows::lock(connection, town.id(), id)?;
            let Some(row) = Registered::of(connection, town.id(), id)? else { return Ok(()) };
            let (wrap, kato) = (&town.core().keys.wrap, town.kato().as_str());
            let mut record = row.sealed.open(wrap, kato, id).map_err(|_| unreadable())?;
            record.sms_at_any_hour = at_any_hour;
            let sealed = row.sealed.close_anew(&record, wrap, kato, id).map_err(|_| unreadable())?;
            rows::seal_anew(connection, town.id(), id, &sealed, row.phone_index)?;
            let due_at = |from| messages::due(&town.state(), Channel::Sms, from, at_any_hour);
            messages::send_sms_from(connection, town.id(), id, due_at(now), at_any_hour)
        };
        self.core().write(write, |()| ()).await
    }

    /// Gives an application a new secret code. The old one opens nothing from then on, and all helpers end: whoever had the
    /// old code may have named them. The family's sessions stay.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn renew_code(&self, id: ApplicationId) -> Result<(), Fault> {
        let (territory, now) = (self.id(), self.core().clock.now());
        let sessions = Arc::clone(&self.core().sessions);
        let write = move |connection: &Connection| {
            rows::renew_code(connection, territory, id)?;
            helping::end_all(connection, territory, id, now)
        };
        self.core().change(write, move |ended| sessions.end_of_helpers(ended)).await.map(|_| ())
    }

    /// Ends every session of the family of an application and of its helpers, and sends its browsers no more notices.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn end_sessions_of_family(&self, id: ApplicationId) -> Result<(), Fault> {
        let (territory, kato) = (self.id(), self.kato().clone());
        let sessions = Arc::clone(&self.core().sessions);
        let ended = Change::SessionsOfFamilyEnded(self.kato().to_string(), id);
        let write = move |connection: &Connection| {
            rows::end_sessions(connection, territory, id)?;
            devices::delete_of(connection, territory, id)?;
            Ok(((), vec![ended]))
        };
        self.core().change(write, move |()| sessions.end_where(|session| session.who.is_for(&kato, id))).await
    }

    pub(crate) fn code(&self, application: ApplicationId, generation: u32) -> SecretCode {
        self.core().keys.code(self.kato().as_str(), application, generation)
    }
}

/// The receipt of an application, for nobody but the family that sent it: its phone tells.
fn receipt(
    connection: &Connection,
    town: &Town,
    application: ApplicationId,
    phone_index: [u8; 32],
) -> Result<Receipt, ReadFault> {
    let row = Registered::of(connection, town.id(), application)?;
    let row = row.filter(|row| row.phone_index == phone_index).ok_or(Fault::CommandIdReused)?;
    Ok(Receipt { application, number: row.number, code: town.code(application, row.generation) })
}

/// The open applications that a family may mean.
pub(crate) fn named(connection: &Connection, town: &Town, by: &NamedBy) -> Result<Vec<ApplicationId>, ReadFault> {
    match by {
        NamedBy::Number(number) => {
            Ok(rows::by_number(connection, town.id(), *number)?.into_iter().map(|(id, _)| id).collect())
        }
        NamedBy::Iin(iin) => {
            let index = town.core().keys.iin_index(*iin);
            // The newest first: whoever applied twice means the later one.
            let sql = sql!(
                "SELECT id FROM application WHERE territory = ?1 AND iin_index = ?2 ORDER BY submitted_at DESC, id"
            );
            rows::found(connection, sql, town.id(), index)
        }
    }
}

/// Whose contact is changed, and with which keys.
pub(crate) struct ContactKeys<'k> {
    pub(crate) keys: &'k Keys,
    pub(crate) kato: &'k str,
    pub(crate) territory: i64,
    pub(crate) application: ApplicationId,
}

/// Seals the record with another contact, and tells the one it had; where there was none, the phone.
pub(crate) fn change_contact(
    connection: &Connection,
    of: &ContactKeys<'_>,
    contact: Contact,
    now: Timestamp,
) -> Result<(), SqlFault> {
    let unreadable = || SqlFault::unreadable("sealed", &"its seal is broken");
    rows::lock(connection, of.territory, of.application)?;
    let row = Registered::of(connection, of.territory, of.application)?.ok_or_else(unreadable)?;
    let mut record = row.sealed.open(&of.keys.wrap, of.kato, of.application).map_err(|_| unreadable())?;
    if record.has_contact(&contact) {
        // It was proved, not changed: there is nobody to be told.
        return Ok(());
    }
    let old = record.change_contact(contact).or_else(|| record.phone().as_ref().map(Contact::from));
    let phone_index = record.phone().map(|phone| of.keys.phone_index(&phone)).ok_or_else(unreadable)?;
    let sealed = row.sealed.close_anew(&record, &of.keys.wrap, of.kato, of.application).map_err(|_| unreadable())?;
    rows::seal_anew(connection, of.territory, of.application, &sealed, phone_index)?;
    let Some(old) = old else { return Ok(()) };
    let (territory, application) = (of.territory, of.application);
    let message = NewMessage {
        territory,
        application,
        entry: column::instant(now).cast_unsigned(),
        occasion: Occasion::ContactChanged,
        channel: old.channel(),
        made_at: now,
        due_at: now,
        at_any_hour: true,
        address: Some(seal_contact(&old, &of.keys.wrap, of.kato, of.application)),
    };
    messages::insert(connection, &message)
}

/// The seal of an application, unbroken: for what else is sealed under its key.
pub(crate) fn seal_of(connection: &Connection, town: &Town, id: ApplicationId) -> Result<Option<Sealed>, SqlFault> {
    Ok(Registered::of(connection, town.id(), id)?.map(|row| row.sealed))
}

/// Opens the sealed record of an application.
pub(crate) fn open(
    connection: &Connection,
    town: &Town,
    id: ApplicationId,
) -> Result<Option<PersonalRecord>, ReadFault> {
    let Some(row) = Registered::of(connection, town.id(), id)? else { return Ok(None) };
    Ok(Some(row.sealed.open(&town.core().keys.wrap, town.kato().as_str(), id)?))
}

fn applicant(connection: &Connection, town: &Town, id: ApplicationId) -> Result<Option<Applicant>, ReadFault> {
    let Some(row) = Registered::of(connection, town.id(), id)? else { return Ok(None) };
    let record = row.sealed.open(&town.core().keys.wrap, town.kato().as_str(), id)?;
    let grounds = reviews::rows_of_application(connection, town.id(), id)?
        .iter()
        .map(|review| ClaimedGround {
            ground: review.ground,
            code: match review.ground {
                Ground::Claimed(place) => record.grounds.get(usize::from(place)).cloned(),
                _ => None,
            },
            state: town.state_now(review),
            expires_on: review.expires_on,
        })
        .collect();
    Ok(Some(Applicant {
        application: id,
        number: row.number,
        code: town.code(id, row.generation),
        iin: record.iin(),
        phone: record.phone().ok_or(Fault::SealBroken { application: id })?,
        child: record.child,
        born_on: record.born_on,
        guardian: record.guardian,
        email: record.email,
        kind: record.kind,
        language: record.language,
        legacy_number: record.legacy_number,
        sms_at_any_hour: record.sms_at_any_hour,
        submitted_at: row.submitted_at,
        is_reached: row.is_reached,
        reached_by: row.reached_by,
        grounds,
    }))
}
