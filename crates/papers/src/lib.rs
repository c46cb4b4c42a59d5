//! The documents a family prints: the referral and the receipt of an application, as PDF made with typst. Plain data in, bytes out.
//!
//! Both calls take some milliseconds of a processor, the first one of a program somewhat more: call them where blocking is allowed.
//! The same data give the same bytes; nothing is read from the machine, and nothing of a family stays in memory afterwards.

mod dates;
mod fault;
mod press;
mod printable;
mod qr;
mod receipt;
mod referral;

pub use fault::Fault;
pub use receipt::{Kind, Place, Receipt, receipt};
pub use referral::{Both, Kindergarten, Referral, referral};

/// A language: of a receipt, or of a group's day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Қазақша.
    Kazakh,
    /// По-русски.
    Russian,
    /// English.
    English,
}

impl Language {
    /// The code by which the templates and a PDF know it.
    fn code(self) -> &'static str {
        match self {
            Self::Kazakh => "kk",
            Self::Russian => "ru",
            Self::English => "en",
        }
    }
}
