//! The documents a family prints, the referral and the receipt of an application, and what the office prints, its file and lists:
//! PDF made with typst. Plain data in, bytes out.
//!
//! Each call takes some milliseconds of a processor, the first one of a program somewhat more: call them where blocking is allowed.
//! The same data give the same bytes; nothing is read from the machine, and nothing of a family stays in memory afterwards.

mod dates;
mod fault;
mod file;
mod list;
mod press;
mod printable;
mod qr;
mod receipt;
mod referral;

pub use fault::Fault;
pub use file::{File, Happening, Section, file};
pub use list::{List, ListColumn, ROWS_MAX, list};
pub use receipt::{Kind, Place, Receipt, receipt};
pub use referral::{Both, Kindergarten, Referral, referral};

/// A language: of a receipt, or of a group's day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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
