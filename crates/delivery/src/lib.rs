//! Carries messages out of the house: e-mail by SMTP, SMS by an HTTP gateway, notices to browsers by their push services.
//!
//! It takes one message at a time, tries once, and says what became of it. It knows nothing of the queue and keeps nothing:
//! what is sent again, when, and how often is decided by whoever keeps the messages. Every wait has a limit. Nothing
//! of a message but its id is ever shown: no address, number, text or code stands in a failure, in `Debug` or in a log.

pub mod mail;
pub mod push;
pub mod reports;
pub mod sms;

mod failure;
mod http;
mod secret;
mod settings;

pub use failure::Failure;
pub use secret::Secret;
pub use settings::SettingsFault;
