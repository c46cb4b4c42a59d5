//! What a family tells of itself. Sealed at rest, and shown by no `Debug`.

use crate::{AccountId, Number, ReviewState, SecretCode};
use admission::{ApplicationId, Ground, Iin, Kind, Phone};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Prints the name of a type and nothing of what it holds.
macro_rules! hidden {
    ($($name:ident),+) => {
        $(impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        })+
    };
}

hidden!(ChildNames, NewApplication, Applicant, Receipt);

/// A language of the service, or of a group.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// Kazakh.
    #[default]
    Kk,
    /// Russian.
    Ru,
    /// English.
    En,
}

impl Language {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Kk, Self::Ru, Self::En];

    /// The two letters used in addresses.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Kk => "kk",
            Self::Ru => "ru",
            Self::En => "en",
        }
    }

    /// The language of two letters.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }
}

/// The names of a child.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChildNames {
    /// Surname.
    pub surname: String,
    /// First name.
    pub name: String,
    /// Patronymic, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patronymic: Option<String>,
}

/// An application as a family hands it in; its fields have been checked one by one.
#[derive(Clone)]
pub struct NewApplication {
    /// The child's names.
    pub child: ChildNames,
    /// The child's IIN, where it has one already.
    pub iin: Option<Iin>,
    /// The child's birth date.
    pub born_on: Date,
    /// Name of the parent or guardian.
    pub guardian: String,
    /// Their phone.
    pub phone: Phone,
    /// Their e-mail.
    pub email: Option<String>,
    /// General or correctional.
    pub kind: Kind,
    /// Codes of the claimed grounds, in the family's order; repetitions count once.
    pub grounds: Vec<String>,
    /// The language in which the family is written to.
    pub language: Language,
    /// The instant it counts from, where an older queue is taken over.
    pub earlier: Option<Timestamp>,
    /// Its number in the older queue.
    pub legacy_number: Option<String>,
}

/// What a family gets for its application, and needs to find it again.
#[derive(Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The sign in the public queue.
    pub application: ApplicationId,
    /// What the family logs in with.
    pub number: Number,
    /// The secret that goes with it.
    pub code: SecretCode,
}

/// A ground that an application claimed, or the conclusion it needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedGround {
    /// Its place in the family's list, or the conclusion.
    pub ground: Ground,
    /// Its code; `None` for the conclusion of the PMPC.
    pub code: Option<String>,
    /// What the office made of it.
    pub state: ReviewState,
    /// Last day on which a confirmation counts.
    pub expires_on: Option<Date>,
}

/// An opened record: everything a family told, for its own pages and the office.
#[derive(Clone, PartialEq, Eq)]
pub struct Applicant {
    /// The sign in the public queue.
    pub application: ApplicationId,
    /// What the family logs in with.
    pub number: Number,
    /// The secret that goes with it.
    pub code: SecretCode,
    /// The child's names.
    pub child: ChildNames,
    /// The child's IIN.
    pub iin: Option<Iin>,
    /// The child's birth date.
    pub born_on: Date,
    /// Name of the parent or guardian.
    pub guardian: String,
    /// Their phone.
    pub phone: Phone,
    /// Their e-mail.
    pub email: Option<String>,
    /// General or correctional.
    pub kind: Kind,
    /// The language in which the family is written to.
    pub language: Language,
    /// Its number in an older queue.
    pub legacy_number: Option<String>,
    /// Whether short messages may come by night and on days off.
    pub sms_at_any_hour: bool,
    /// When it was recorded here.
    pub submitted_at: Timestamp,
    /// Whether the family has proved a contact, or come with a paper.
    pub is_reached: bool,
    /// Who of a kindergarten had the parent before it, where that was first.
    pub reached_by: Option<AccountId>,
    /// Claimed grounds and the conclusion, with what became of each.
    pub grounds: Vec<ClaimedGround>,
}
