//! How a letter looks on the wire: headers that cannot be broken out of, and a body that keeps its letters.

use super::Letter;
use crate::{Failure, SettingsFault};
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, SinglePart};
use lettre::{Address, Message};
use std::time::SystemTime;

/// Says to mailboxes that answer by themselves that nobody reads their answer (RFC 3834).
const AUTO_SUBMITTED: HeaderName = HeaderName::new_from_ascii_str("Auto-Submitted");

/// Octets of a Message-ID before the @; a header's line has room for 998.
const ID_BYTES_MAX: usize = 128;

/// An address as SMTP carries it: the domain of any script in its ASCII form. Letters of other scripts before the @ need
/// servers all the way that know them; there is no telling, so such an address is none.
fn address(typed: &str) -> Option<Address> {
    let (local, domain) = typed.trim().rsplit_once('@')?;
    let domain = if domain.is_ascii() { domain.to_owned() } else { idna::domain_to_ascii(domain).ok()? };
    let plain = local.is_ascii() && !local.chars().any(char::is_control);
    Address::new(local, domain).ok().filter(|_| plain)
}

/// Whom the letters come from.
pub(super) fn sender(typed: &str, name: Option<&str>) -> Result<Mailbox, SettingsFault> {
    let address = address(typed).ok_or_else(|| SettingsFault::new("sender", "is no e-mail address"))?;
    if name.is_some_and(|name| name.chars().any(char::is_control)) {
        return Err(SettingsFault::new("sender_name", "has more than one line"));
    }
    Ok(Mailbox::new(name.map(str::to_owned), address))
}

/// The letter with its envelope.
pub(super) fn message(sender: &Mailbox, letter: &Letter) -> Result<Message, Failure> {
    let to = address(&letter.to).ok_or_else(|| Failure::refused("the address is no e-mail address"))?;
    if letter.subject.chars().any(char::is_control) {
        return Err(Failure::refused("the subject has more than one line"));
    }
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    if letter.id.is_empty() || letter.id.len() > ID_BYTES_MAX || !letter.id.bytes().all(fits) {
        return Err(Failure::refused("the id of the letter does not fit into a Message-ID"));
    }
    let date = SystemTime::try_from(letter.written_at).ok().filter(|date| *date >= SystemTime::UNIX_EPOCH);
    let date = date.ok_or_else(|| Failure::refused("the letter was written at no time that a header can tell"))?;
    Message::builder()
        .from(sender.clone())
        .to(Mailbox::new(None, to))
        .subject(letter.subject.clone())
        .date(date)
        .message_id(Some(format!("<{}@{}>", letter.id, sender.email.domain())))
        .raw_header(HeaderValue::new(AUTO_SUBMITTED, "auto-generated".to_owned()))
        .singlepart(SinglePart::plain(letter.text.clone()))
        .map_err(|_| Failure::refused("the letter cannot be put together"))
}
