//! E-mail: one letter at a time to the SMTP server that the settings name.

mod compose;
mod dialogue;
mod opening;
mod settings;
mod verdict;

pub use settings::{MailSettings, Security};

use crate::settings::{is_loopback, limit, no_certificates, read_roots};
use crate::{Failure, SettingsFault};
use jiff::Timestamp;
use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use std::fmt;
use std::time::Duration;

/// A letter to one person, as plain text.
#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    /// The address, without a name or brackets; the part behind the @ may be in any script.
    pub to: String,
    /// One line.
    pub subject: String,
    /// The body.
    pub text: String,
    /// What the outbox calls this message: letters of ASCII, digits, `-`, `_` and `.`, the same each time it is sent. The
    /// Message-ID is made of it, by which a mailbox recognises a letter that came twice. It is public: nothing
    /// personal may be in it.
    pub id: String,
    /// When it was written: the date of the letter, the same each time it is sent.
    pub written_at: Timestamp,
}

impl fmt::Debug for Letter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Letter").field("id", &self.id).field("written_at", &self.written_at).finish_non_exhaustive()
    }
}

/// Carries letters to one SMTP server, over a connection of its own for each. It keeps none open: a line that died
/// unnoticed would be found out with somebody's letter on it.
pub struct Mailer {
    host: String,
    port: u16,
    security: Security,
    tls: Option<TlsParameters>,
    credentials: Option<Credentials>,
    sender: Mailbox,
    hello: ClientId,
    wait: Duration,
    letter: Duration,
}

impl fmt::Debug for Mailer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Mailer");
        shown.field("host", &self.host).field("port", &self.port).field("security", &self.security);
        shown.finish_non_exhaustive()
    }
}

impl Mailer {
    /// Checks the settings. Nothing is connected yet.
    ///
    /// # Errors
    /// Which setting cannot be used, and why.
    pub fn new(settings: &MailSettings) -> Result<Self, SettingsFault> {
        let host = settings.host.clone();
        if host.is_empty() || host.chars().any(|char| char.is_control() || char.is_whitespace()) {
            return Err(SettingsFault::new("host", "is no name or address of a server"));
        }
        if settings.security == Security::None && !is_loopback(&host) {
            return Err(SettingsFault::new("security", "\"none\" is for a server on this machine only"));
        }
        let credentials = match (&settings.user, &settings.password) {
            (None, None) => None,
            (Some(user), Some(password)) => Some(Credentials::new(user.clone(), password.expose().to_owned())),
            (Some(_), None) => return Err(SettingsFault::new("password", "is missing beside `user`")),
            (None, Some(_)) => return Err(SettingsFault::new("user", "is missing beside `password`")),
        };
        let sender = compose::sender(&settings.sender, settings.sender_name.as_deref())?;
        // What this machine calls itself often means nothing outside.
        let hello = ClientId::Domain(sender.email.domain().to_owned());
        Ok(Self {
            port: settings.port.unwrap_or(settings.security.usual_port()),
            security: settings.security,
            tls: tls(settings)?,
            credentials,
            sender,
            hello,
            wait: limit("wait_seconds_max", settings.wait_seconds_max)?,
            letter: limit("letter_seconds_max", settings.letter_seconds_max)?,
            host,
        })
    }

    /// Tries once to hand the letter to the server. `Ok` means that the server took it over.
    ///
    /// A future that is dropped closes its connection and leaves nothing behind; whether the letter had gone by then is
    /// not known.
    ///
    /// # Errors
    /// Why the letter is not known to have gone.
    pub async fn send(&self, letter: &Letter) -> Result<(), Failure> {
        let message = compose::message(&self.sender, letter)?;
        dialogue::hand_over(self, &message).await
    }
}

/// Whom to trust, where anything is encrypted.
fn tls(settings: &MailSettings) -> Result<Option<TlsParameters>, SettingsFault> {
    if settings.security == Security::None {
        return Ok(None);
    }
    let mut parameters = TlsParameters::builder(settings.host.clone());
    if let Some(path) = &settings.trusted_roots {
        let pem = read_roots("trusted_roots", path)?;
        let holds_one = pem.windows(BEGIN.len()).any(|bytes| bytes == BEGIN);
        let roots = Certificate::from_pem(&pem).ok().filter(|_| holds_one);
        parameters = parameters.add_root_certificate(roots.ok_or_else(|| no_certificates("trusted_roots", path))?);
    }
    let fault = |cause: lettre::transport::smtp::Error| SettingsFault::new("trusted_roots", cause.to_string());
    parameters.build().map(Some).map_err(fault)
}

/// How a certificate begins in PEM: a file without one is read without complaint and would trust nobody.
const BEGIN: &[u8] = b"-----BEGIN CERTIFICATE-----";
