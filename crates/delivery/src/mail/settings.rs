//! The settings of the mailer, as a file gives them.

use crate::Secret;
use serde::Deserialize;
use std::path::PathBuf;

/// How the connection to the SMTP server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Security {
    /// Encrypted from the first byte, port 465 unless told otherwise.
    #[default]
    Tls,
    /// Encrypted after a word in the clear, port 587 unless told otherwise; a server that does not offer it gets nothing.
    StartTls,
    /// Not at all, port 25 unless told otherwise: only for a server on this machine.
    None,
}

impl Security {
    pub(crate) fn usual_port(self) -> u16 {
        match self {
            Self::Tls => 465,
            Self::StartTls => 587,
            Self::None => 25,
        }
    }
}

/// Where letters are handed over, and in whose name.
///
/// ```
/// let settings: delivery::mail::MailSettings = toml::from_str(r#"
///     host = "smtp.example.kz"
///     security = "starttls"               # or "tls" (the default), or "none" on this machine
///     port = 587                          # the default for "starttls"
///     user = "kezek"
///     password = "…"
///     sender = "kezek@example.kz"
///     sender_name = "Балабақша кезегі"
///     wait_seconds_max = 30
///     letter_seconds_max = 300
/// "#)?;
/// assert!(delivery::mail::Mailer::new(&settings).is_ok());
/// # Ok::<(), toml::de::Error>(())
/// ```
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailSettings {
    /// Name or address of the SMTP server. Its certificate has to be for it.
    pub host: String,
    /// Port of the server; the usual one of `security` if none is given.
    pub port: Option<u16>,
    /// How the connection is protected.
    #[serde(default)]
    pub security: Security,
    /// As whom to log in, where the server asks for it. Given with `password` or not at all.
    pub user: Option<String>,
    /// The password of `user`.
    pub password: Option<Secret>,
    /// Address the letters come from, and to which a server returns them.
    pub sender: String,
    /// Name beside that address, in any script.
    pub sender_name: Option<String>,
    /// File of certificates (PEM) that are trusted beside the public authorities: that of a town's own server, for one.
    pub trusted_roots: Option<PathBuf>,
    /// How long to wait for any one thing in seconds: a connection, the greeting, the answer to a command.
    #[serde(default = "wait_seconds")]
    pub wait_seconds_max: u64,
    /// How long a letter may take in all, in seconds; also how long to wait for the answer to its text. Servers look
    /// through a letter before they answer: whoever gives up early may send it twice.
    #[serde(default = "letter_seconds")]
    pub letter_seconds_max: u64,
}

fn wait_seconds() -> u64 {
    30
}

fn letter_seconds() -> u64 {
    300
}
