//! The settings of the SMS gateway: a template of its requests, and how its answers are read.

use crate::Secret;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;

/// The verb of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    /// Everything stands in the address.
    Get,
    /// With a body.
    Post,
}

/// The body of a request, with placeholders; its kind tells how values are escaped and what it calls itself.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Body {
    /// `recipient={phone}&text={text}`, as a form.
    Form(Secret),
    /// `{"to": "{phone}", "text": "{text}"}`, as JSON; texts stand between quotation marks.
    Json(Secret),
}

/// An SMS gateway: how it is asked, and how it says what became of a message.
///
/// `url`, the body and headers may hold `{login}`, `{password}`, `{sender}` and `{id}`; `url` and body also `{phone}` (the
/// digits alone: write `%2B{phone}` or `"+{phone}"` where a gateway wants the plus) and `{text}`. Values are escaped for the
/// place they stand in.
///
/// A gateway that is asked by GET and answers `{"id": 1, "cnt": 1}`, or `{"error": "…", "error_code": 7}`:
///
/// ```
/// let settings: delivery::sms::SmsSettings = toml::from_str(r#"
///     method = "GET"
///     url = "https://sms.example.kz/send.php?login={login}&psw={password}&phones={phone}&mes={text}&sender={sender}&id={id}&charset=utf-8&fmt=3"
///     login = "kezek"
///     password = "…"
///     sender = "KEZEK"
///
///     [success]
///     present = ["/id"]
///     absent = ["/error"]
///
///     [fault]
///     code_at = "/error_code"
///     refused = [7, 8]            # a wrong number; one that cannot be reached from there
/// "#)?;
/// assert!(delivery::sms::SmsGateway::new(&settings).is_ok());
/// # Ok::<(), toml::de::Error>(())
/// ```
///
/// A gateway that takes JSON with a key in a header and answers `{"code": 0, …}` when all is well:
///
/// ```
/// let settings: delivery::sms::SmsSettings = toml::from_str(r#"
///     method = "POST"
///     url = "https://sms.example.kz/v1/messages"
///     body = { json = '{"from": "{sender}", "to": "+{phone}", "text": "{text}", "client_id": "{id}"}' }
///     headers = { X-Api-Key = "{password}" }
///     password = "…"
///     sender = "KEZEK"
///     connect_seconds_max = 10
///     answer_seconds_max = 30
///
///     [success]
///     equal = { "/code" = 0 }
///
///     [fault]
///     code_at = "/code"
///     refused = [1, 21]
/// "#)?;
/// assert!(delivery::sms::SmsGateway::new(&settings).is_ok());
/// # Ok::<(), toml::de::Error>(())
/// ```
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmsSettings {
    /// The verb.
    pub method: Method,
    /// Address with placeholders in its path and query. `http` is for a gateway on this machine only.
    pub url: Secret,
    /// Body with placeholders, for POST.
    pub body: Option<Body>,
    /// Headers; they never hold `{phone}` or `{text}`.
    #[serde(default)]
    pub headers: BTreeMap<String, Secret>,
    /// What `{login}` stands for.
    pub login: Option<String>,
    /// What `{password}` stands for: a password or a key.
    pub password: Option<Secret>,
    /// What `{sender}` stands for: the name that people see.
    pub sender: Option<String>,
    /// How a gateway says that it took a message over.
    #[serde(default)]
    pub success: Success,
    /// How it says why not.
    #[serde(default)]
    pub fault: Fault,
    /// File of certificates (PEM) that are trusted beside the public authorities.
    pub trusted_roots: Option<PathBuf>,
    /// How long to wait for a connection, in seconds.
    #[serde(default = "connect_seconds")]
    pub connect_seconds_max: u64,
    /// How long the request and its answer may take, in seconds. An attempt ends after the sum of both at the latest.
    #[serde(default = "answer_seconds")]
    pub answer_seconds_max: u64,
}

/// An address often carries a key, so all that is shown is which settings there are.
impl fmt::Debug for SmsSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("SmsSettings");
        shown.field("method", &self.method).field("success", &self.success).field("fault", &self.fault);
        shown.finish_non_exhaustive()
    }
}

/// What an answer must be to mean that the message was taken over: all of it together. Places in a JSON answer are JSON
/// pointers (RFC 6901) such as `/code` or `/messages/0/status`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Success {
    /// The lowest status that can mean success.
    pub status_min: u16,
    /// The highest.
    pub status_max: u16,
    /// Places that hold a number, a word or `true`, and which: 0 and "0" are the same.
    pub equal: BTreeMap<String, serde_json::Value>,
    /// Places that are there and hold something.
    pub present: Vec<String>,
    /// Places that are not there, or empty (`null`).
    pub absent: Vec<String>,
    /// Text that the answer holds, for gateways that do not answer in JSON.
    pub text_has: Option<String>,
    /// Text that it does not hold.
    pub text_lacks: Option<String>,
}

impl Default for Success {
    fn default() -> Self {
        Self {
            status_min: 200,
            status_max: 299,
            equal: BTreeMap::new(),
            present: Vec::new(),
            absent: Vec::new(),
            text_has: None,
            text_lacks: None,
        }
    }
}

/// How an answer says why a message was not taken over.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Fault {
    /// Where in a JSON answer the code of the fault stands.
    pub code_at: Option<String>,
    /// Codes that mean: this message will never go, its number is none. With any other code the message waits, for the
    /// fault may be ours: an account without money, a password that changed.
    pub refused: Vec<serde_json::Value>,
}

fn connect_seconds() -> u64 {
    10
}

fn answer_seconds() -> u64 {
    30
}
