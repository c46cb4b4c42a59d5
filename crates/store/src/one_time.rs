//! One-time codes: for whoever lost the secret code, and for a new phone or address. A code belongs to the request that
//! asked for it, is derived and not stored, and goes to a contact of the application only. Whoever asks for one learns
//! nothing of whether a number exists.

use crate::applicants::{self, ContactKeys};
use crate::body::Hash;
use crate::code::short_code;
use crate::database::ReadFault;
use crate::messages::{self, Channel, NewMessage};
use crate::notice::Occasion;
use crate::sealed::{open_contact, seal_contact};
use crate::sql::{Connection, SqlFault, sql, values};
use crate::{Fault, Limit, Message, Number, Town, column, hexadecimal, reached};
use admission::{ApplicationId, Iin, Phone};
use jiff::{SignedDuration, Timestamp};
use rand::RngCore;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;
use subtle::ConstantTimeEq;

/// How long a code counts.
const LASTS: SignedDuration = SignedDuration::from_mins(10);

/// How often a code may be tried.
pub const CODE_TRIES_MAX: u32 = 5;

/// Bytes of the random name of a request.
const REQUEST_BYTES: usize = 16;

const HOUR: SignedDuration = SignedDuration::from_hours(1);
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// Codes for coming back that a town sends within a day: some thousand families lose theirs in a bad week, and a flood
/// costs money. They go to contacts that an application has already, so that only who knows them can use this up.
const COMING_BACK_OF_A_DAY: Limit = Limit { what: "one-time codes of a town", most: 5_000, within: DAY };

/// Codes for new contacts within a day, a budget of their own: whoever invents applications and contacts takes no code from a
/// family that has lost its own.
const NEW_CONTACTS_OF_A_DAY: Limit = Limit { what: "codes for new contacts of a town", most: 3_000, within: DAY };

/// Codes for coming back that one application is sent within an hour.
const COMING_BACK_OF_AN_APPLICATION: Limit = Limit { what: "one-time codes of an application", most: 4, within: HOUR };

/// Codes for new contacts of one application within a day: two contacts, each mistyped twice.
const NEW_CONTACTS_OF_AN_APPLICATION: Limit =
    Limit { what: "codes for new contacts of an application", most: 6, within: DAY };

/// Codes to one phone or address within a day, whichever applications it belongs to: nobody's phone is made to ring.
const CODES_TO_A_CONTACT: Limit = Limit { what: "one-time codes to a contact", most: 10, within: DAY };

/// The same of those that make it somebody's new contact, so that a stranger who names it uses up none of its owner's.
const NEW_CODES_TO_A_CONTACT: Limit = Limit { what: "codes to a new contact", most: 10, within: DAY };

/// A phone or an e-mail address. Never printed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Contact {
    /// `+7` and ten digits.
    Phone(String),
    /// An e-mail address.
    Email(String),
}

impl fmt::Debug for Contact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Contact(…)")
    }
}

impl From<&Phone> for Contact {
    fn from(phone: &Phone) -> Self {
        Self::Phone(phone.as_str().to_owned())
    }
}

impl Contact {
    /// How a message reaches it.
    #[must_use]
    pub fn channel(&self) -> Channel {
        match self {
            Self::Phone(_) => Channel::Sms,
            Self::Email(_) => Channel::Email,
        }
    }

    /// The phone or the address itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Phone(text) | Self::Email(text) => text,
        }
    }

    fn is_same(&self, other: &Self) -> bool {
        self.channel() == other.channel() && self.as_str().to_lowercase() == other.as_str().to_lowercase()
    }
}

/// By what a family names its application when the secret code is lost.
#[derive(Clone)]
pub enum NamedBy {
    /// Its number.
    Number(Number),
    /// The child's IIN.
    Iin(Iin),
}

/// The name of a request, for the browser that made it alone.
pub struct CodeRequest(String);

impl CodeRequest {
    /// 32 hexadecimal digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn random() -> Self {
        let mut name = [0; REQUEST_BYTES];
        rand::rng().fill_bytes(&mut name);
        Self(hexadecimal::write(&name))
    }

    fn hash(text: &str) -> Hash {
        Sha256::digest(text.as_bytes()).into()
    }
}

impl fmt::Debug for CodeRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CodeRequest(…)")
    }
}

/// What came of trying a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeTried {
    /// It is right; it counts no more.
    Right(ApplicationId),
    /// It is wrong, and may be tried so often yet.
    Wrong {
        /// Tries that are left.
        left: u32,
    },
    /// Its time or its tries are over: a new one has to be asked for.
    Over,
}

/// What a code is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Purpose {
    ComingBack,
    NewContact,
}

/// A request whose code was just tried.
struct Open {
    application: Option<ApplicationId>,
    contact: Option<Vec<u8>>,
    /// With this one.
    tries: u32,
}

impl Town {
    /// Sends a code to a contact of an application, if the contact is one of it. The answer is the same if it is not.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`]: ask again.
    pub async fn ask_for_code(&self, named_by: NamedBy, contact: Contact) -> Result<CodeRequest, Fault> {
        let town = self.itself()?;
        let wished = contact.clone();
        let read = move |connection: &Connection| {
            for application in applicants::named(connection, &town, &named_by)? {
                let Some(record) = applicants::open(connection, &town, application)? else { continue };
                let email = record.email.clone().map(Contact::Email);
                let phone = record.phone().as_ref().map(Contact::from);
                if phone.into_iter().chain(email).any(|own| own.is_same(&wished)) {
                    return Ok(Some(application));
                }
            }
            Ok(None)
        };
        let application = self.core().readers.read("finding whose contact it is", read).await?;
        let application = application.filter(|it| self.may_be_sent_codes(*it, Purpose::ComingBack, &contact));
        self.write_request(application, Purpose::ComingBack, contact.channel(), None).await
    }

    /// Sends a code to a new contact of an application, which becomes its own once the code is given. `None` where too many
    /// were sent already: who is logged in may know it.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`]: ask again.
    pub async fn ask_to_change_contact(
        &self,
        application: ApplicationId,
        contact: Contact,
    ) -> Result<Option<CodeRequest>, Fault> {
        if !self.may_be_sent_codes(application, Purpose::NewContact, &contact) {
            return Ok(None);
        }
        let sealed = seal_contact(&contact, &self.core().keys.wrap, self.kato().as_str(), application);
        let request = self.write_request(Some(application), Purpose::NewContact, contact.channel(), Some(sealed));
        request.await.map(Some)
    }

    /// Whether neither the town nor this family nor this contact has been sent too many.
    fn may_be_sent_codes(&self, application: ApplicationId, purpose: Purpose, contact: &Contact) -> bool {
        let (of_application, of_contact, of_town) = match purpose {
            Purpose::ComingBack => (COMING_BACK_OF_AN_APPLICATION, CODES_TO_A_CONTACT, COMING_BACK_OF_A_DAY),
            Purpose::NewContact => (NEW_CONTACTS_OF_AN_APPLICATION, NEW_CODES_TO_A_CONTACT, NEW_CONTACTS_OF_A_DAY),
        };
        let (attempts, now) = (&self.core().attempts, self.core().clock.now());
        let count =
            |limit: Limit, by: String| attempts.count(limit, self.core().keys.attempt_key(limit.what, &by), now);
        let allowed = count(of_application, format!("{}/{application}", self.kato())).is_ok()
            && count(of_contact, contact.as_str().to_lowercase()).is_ok()
            && count(of_town, self.kato().to_string()).is_ok();
        if !allowed {
            tracing::warn!("a one-time code was asked for and not sent: the budget is used up");
        }
        allowed
    }

    async fn write_request(
        &self,
        application: Option<ApplicationId>,
        purpose: Purpose,
        channel: Channel,
        contact: Option<Vec<u8>>,
    ) -> Result<CodeRequest, Fault> {
        let request = CodeRequest::random();
        let (hash, territory, now) = (CodeRequest::hash(request.as_str()), self.id(), self.core().clock.now());
        let ticket = i64::try_from(rand::rng().next_u64() >> 4).unwrap_or_default();
        let ends_at = now.saturating_add(LASTS).unwrap_or(Timestamp::MAX);
        let write = move |connection: &Connection| {
            connection.write(
                sql!(
                    "INSERT INTO one_time (request_hash, territory, application, ticket, purpose, contact, ends_at, tries)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0)"
                ),
                values![
                    hash,
                    territory,
                    application.map(|application| column::id(application.0)),
                    ticket,
                    column::word(&purpose),
                    contact.clone(),
                    column::instant(ends_at)
                ],
            )?;
            let Some(application) = application else { return Ok(()) };
            let (entry, occasion) = (ticket.cast_unsigned(), Occasion::OneTimeCode);
            let message = NewMessage {
                territory,
                application,
                entry,
                occasion,
                channel,
                made_at: now,
                due_at: now,
                at_any_hour: true,
                address: contact,
            };
            messages::insert(connection, &message)
        };
        self.core().write(write, |()| ()).await?;
        Ok(request)
    }

    /// The code that a message brings, as long as it counts.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn code_of(&self, message: &Message) -> Result<Option<String>, Fault> {
        let (town, ticket) = (self.itself()?, column::id(message.entry));
        let now = self.core().clock.now();
        let read = move |connection: &Connection| {
            let sql = sql!("SELECT request_hash, ends_at FROM one_time WHERE ticket = ?1 AND territory = ?2");
            let found = connection.first(sql, values![ticket, town.id()], |row| {
                Ok((row.bytes("request_hash")?, column::read_instant(row, "ends_at")?))
            })?;
            let counts = found.filter(|(_, ends_at)| *ends_at > now);
            Ok(counts.map(|(hash, _): (Hash, _)| short_code(&town.core().keys.one_time(&hash))))
        };
        self.core().readers.read("reading a one-time code", read).await
    }

    /// Tries a code for coming back.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`]: the try may have been counted.
    pub async fn try_code(&self, request: &str, code: &str) -> Result<CodeTried, Fault> {
        self.use_code(request, code, Purpose::ComingBack, None).await
    }

    /// Tries a code for a new contact of one's own application; if it is right, the contact counts from now on, and the old
    /// one is told.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`]: the try may have been counted.
    pub async fn try_contact_code(
        &self,
        application: ApplicationId,
        request: &str,
        code: &str,
    ) -> Result<CodeTried, Fault> {
        self.use_code(request, code, Purpose::NewContact, Some(application)).await
    }

    async fn use_code(
        &self,
        request: &str,
        code: &str,
        purpose: Purpose,
        own: Option<ApplicationId>,
    ) -> Result<CodeTried, Fault> {
        let (town, hash, now) = (self.itself()?, CodeRequest::hash(request), self.core().clock.now());
        let right = short_code(&self.core().keys.one_time(&hash));
        let is_right = crate::code::folded(code).as_bytes().ct_eq(right.as_bytes()).into();
        let write = move |connection: &Connection| {
            // Counted before anything is compared, so that nodes that are asked at once do not give one try twice.
            let Some(open) = counted(connection, town.id(), &hash, purpose, now)? else { return Ok(CodeTried::Over) };
            let is_own = own.is_none() || open.application.is_none() || own == open.application;
            let Some(application) = open.application.filter(|_| is_right && is_own) else {
                return Ok(CodeTried::Wrong { left: CODE_TRIES_MAX.saturating_sub(open.tries) });
            };
            connection.write(sql!("DELETE FROM one_time WHERE request_hash = ?1"), values![hash])?;
            let _: bool = reached::note(connection, town.id(), application, now, None)?;
            if let Some(sealed) = open.contact {
                let keys = &town.core().keys;
                let contact = open_contact(&sealed, &keys.wrap, town.kato().as_str(), application);
                let contact = contact.ok_or_else(|| SqlFault::unreadable("contact", &"its seal is broken"))?;
                let of = ContactKeys { keys, kato: town.kato().as_str(), territory: town.id(), application };
                applicants::change_contact(connection, &of, contact, now)?;
            }
            Ok(CodeTried::Right(application))
        };
        self.core().write(write, |_: &CodeTried| ()).await
    }
}

/// Counts a try of a request that is not over.
fn counted(
    connection: &Connection,
    territory: i64,
    hash: &Hash,
    purpose: Purpose,
    now: Timestamp,
) -> Result<Option<Open>, SqlFault> {
    let sql = sql!(
        "UPDATE one_time SET tries = tries + 1
         WHERE request_hash = ?1 AND territory = ?2 AND purpose = ?3 AND ends_at > ?4 AND tries < ?5
         RETURNING application, contact, tries"
    );
    let values = values![*hash, territory, column::word(&purpose), column::instant(now), CODE_TRIES_MAX];
    connection.first(sql, values, |row| {
        Ok(Open {
            application: row.integer_if_any("application")?.map(|id| ApplicationId(id.cast_unsigned())),
            contact: row.blob_if_any("contact")?.map(<[u8]>::to_vec),
            tries: column::read_small(row, "tries")?,
        })
    })
}

/// Deletes requests that are over.
pub(crate) fn delete_over(connection: &Connection, now: Timestamp) -> Result<(), SqlFault> {
    connection.write(sql!("DELETE FROM one_time WHERE ends_at <= ?1"), values![column::instant(now)])
}

/// The contact a message goes to, where it is not the family's own.
pub(crate) fn address_of(
    town: &Town,
    sealed: Option<&[u8]>,
    application: ApplicationId,
) -> Result<Option<Contact>, ReadFault> {
    let Some(sealed) = sealed else { return Ok(None) };
    let contact = open_contact(sealed, &town.core().keys.wrap, town.kato().as_str(), application);
    Ok(Some(contact.ok_or(Fault::SealBroken { application })?))
}
