//! SMS: one message at a time to the HTTP gateway that the settings describe.

mod answer;
mod gateway;
mod length;
mod name;
mod settings;
mod template;

pub(crate) use answer::word;
pub use gateway::SmsGateway;
pub use length::parts;
pub use settings::{Body, Fault, Method, SmsSettings, Success};

use std::fmt;

/// A short message to one person.
#[derive(Clone, PartialEq, Eq)]
pub struct Sms {
    /// The number in international form, as +77011234567.
    pub phone: String,
    /// What it says. What is paid for is counted by [`parts`].
    pub text: String,
    /// What the outbox calls this message, the same each time it is sent; a gateway that takes an id can recognise a
    /// message by it that comes twice. Nothing personal may be in it.
    pub id: String,
}

impl fmt::Debug for Sms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sms").field("id", &self.id).finish_non_exhaustive()
    }
}
