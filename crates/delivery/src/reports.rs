//! What became of a message after it was handed over: a gateway that reports by HTTP, and mail that comes back. Whoever knows
//! the key brings such a report; it holds the id of a message and nothing else that is kept.

mod mail;
mod sms;

use crate::{Secret, SettingsFault};
use serde::Deserialize;
use serde_json::Value;
use std::fmt;
use subtle::ConstantTimeEq;

/// Characters of a key at least: it stands open to the whole net.
const KEY_CHARACTERS_MIN: usize = 24;

/// Who may bring reports, and how those of the SMS gateway are read.
///
/// ```
/// let settings: delivery::reports::ReportSettings = toml::from_str(r#"
///     key = "a long word that nobody guesses"
///
///     [sms]
///     id = "id"              # a field of the address or the form; with a slash before it a place in JSON
///     status = "status"
///     arrived = [1]
///     failed = [3, 20, 22, 23, 24, 25]
/// "#)?;
/// assert!(delivery::reports::Reports::new(&settings).is_ok());
/// # Ok::<(), toml::de::Error>(())
/// ```
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReportSettings {
    /// What shows that a report comes from our own gateway or mail server.
    pub key: Secret,
    /// How the gateway reports; without it, only mail is told to have come back.
    pub sms: Option<SmsReportSettings>,
}

/// How an SMS gateway says what became of a message.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmsReportSettings {
    /// Where our id of the message stands, which the gateway was given as `{id}`.
    pub id: String,
    /// Where the status stands.
    pub status: String,
    /// Statuses that mean: it arrived.
    #[serde(default)]
    pub arrived: Vec<Value>,
    /// Statuses that mean: it will never arrive. Any other means nothing yet.
    pub failed: Vec<Value>,
}

/// What became of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It is on the phone, or in the mailbox.
    Arrived,
    /// It will never be.
    Returned,
}

/// A report on one message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// What the outbox calls it.
    pub id: String,
    /// What became of it.
    pub outcome: Outcome,
}

/// Reads reports of those who know the key.
pub struct Reports {
    key: Secret,
    sms: Option<sms::Reading>,
}

impl fmt::Debug for Reports {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reports").field("sms", &self.sms.is_some()).finish_non_exhaustive()
    }
}

impl Reports {
    /// Checks the settings.
    ///
    /// # Errors
    /// Which setting cannot be used, and why.
    pub fn new(settings: &ReportSettings) -> Result<Self, SettingsFault> {
        if settings.key.expose().chars().count() < KEY_CHARACTERS_MIN {
            return Err(SettingsFault::new("key", format!("has fewer than {KEY_CHARACTERS_MIN} characters")));
        }
        let sms = settings.sms.as_ref().map(sms::Reading::new).transpose()?;
        Ok(Self { key: settings.key.clone(), sms })
    }

    /// Whether that is the key; comparing takes as long wherever they differ.
    #[must_use]
    pub fn is_key(&self, shown: &str) -> bool {
        shown.as_bytes().ct_eq(self.key.expose().as_bytes()).into()
    }

    /// What a letter that came to the sender's address says of one of ours; nothing if it is no report, or says that the
    /// letter is only late.
    #[must_use]
    pub fn of_mail(&self, letter: &[u8]) -> Option<Report> {
        mail::read(letter)
    }

    /// What the gateway says: in the query of its address, in a form, or in JSON, of one message or of a list of them.
    #[must_use]
    pub fn of_sms(&self, query: &str, body: &[u8]) -> Vec<Report> {
        self.sms.as_ref().map(|reading| reading.read(query, body)).unwrap_or_default()
    }
}
