//! What can be wrong with a row, in words that say what to correct. Names and numbers of people are not repeated.

use super::columns::NotARow;
use admission::IinFault;
use std::fmt;

/// One reason why a row cannot be taken over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum RowFault {
    NotARow(NotARow),
    Missing(&'static str),
    NotAName(&'static str),
    NumberTwice { line: u64 },
    NotATime(String),
    AppliedInFuture,
    AppliedBeforeBirth,
    Iin(IinFault),
    NotADate(String),
    IinAgainstBirthDate,
    BornInFuture,
    TooOld { birth_year: i64 },
    UnknownKind(String),
    NotAPhone,
    NotAnEmail,
    UnknownGround(String),
    UnknownGroundState(String),
    GroundTwice(String),
    ConclusionOfGeneral,
    TooManyGrounds,
    UnknownLanguage(String),
    TooLong(&'static str),
    ChildTwice { line: u64 },
    ChildInQueue,
    ChildEnrolled,
}

impl RowFault {
    /// The fault without what differs from row to row, for counting.
    pub(super) fn sort(&self) -> &'static str {
        match self {
            Self::NotARow(NotARow::NotUtf8) => "not UTF-8",
            Self::NotARow(NotARow::FieldCount { .. }) => "fields missing or too many",
            Self::NotARow(NotARow::QuoteOpen) => "quotation mark never closed",
            Self::Missing(_) => "a needed field is empty",
            Self::NotAName(_) => "a name that is none",
            Self::NumberTwice { .. } => "number of another row",
            Self::NotATime(_) => "application time unreadable",
            Self::AppliedInFuture => "application time in the future",
            Self::AppliedBeforeBirth => "applied before the birth",
            Self::Iin(IinFault::Length) => "IIN not of twelve digits",
            Self::Iin(IinFault::Date) => "IIN without a date",
            Self::Iin(IinFault::CheckDigit) => "check digit of the IIN wrong",
            Self::NotADate(_) => "birth date impossible",
            Self::IinAgainstBirthDate => "IIN against birth date",
            Self::BornInFuture => "birth date in the future",
            Self::TooOld { .. } => "child too old",
            Self::UnknownKind(_) => "kind unknown",
            Self::NotAPhone => "phone unreadable",
            Self::NotAnEmail => "e-mail unreadable",
            Self::UnknownGround(_) => "ground unknown",
            Self::UnknownGroundState(_) => "state of a ground unknown",
            Self::GroundTwice(_) => "ground named twice",
            Self::ConclusionOfGeneral => "PMPC conclusion in the general queue",
            Self::TooManyGrounds => "too many grounds",
            Self::UnknownLanguage(_) => "language unknown",
            Self::TooLong(_) => "field too long",
            Self::ChildTwice { .. } => "child of another row",
            Self::ChildInQueue => "child already in the queue",
            Self::ChildEnrolled => "child already enrolled",
        }
    }
}

impl fmt::Display for RowFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotARow(NotARow::NotUtf8) => {
                f.write_str("the line is not UTF-8 (windows-1251, perhaps); save the file as \"CSV UTF-8\"")
            }
            Self::NotARow(NotARow::FieldCount { found, needed }) => {
                write!(f, "{found} fields where the header has {needed}")
            }
            Self::NotARow(NotARow::QuoteOpen) => {
                f.write_str("a quotation mark on this line is never closed; a row must be one line")
            }
            Self::Missing(column) => write!(f, "{column} is empty"),
            Self::NotAName(column) => {
                write!(f, "{column} is no name: it has no letters, or digits or signs among them")
            }
            Self::NumberTwice { line } => write!(f, "the number is that of line {line}"),
            Self::NotATime(text) => {
                write!(f, "applied_at \"{text}\" is no time such as 2023-05-01 09:30 or 01.05.2023 09:30")
            }
            Self::AppliedInFuture => f.write_str("applied_at lies in the future"),
            Self::AppliedBeforeBirth => f.write_str("applied_at lies before the birth date"),
            Self::Iin(IinFault::Length) => f.write_str("the IIN does not have twelve digits"),
            Self::Iin(IinFault::Date) => f.write_str("the IIN does not begin with a date"),
            Self::Iin(IinFault::CheckDigit) => f.write_str("the check digit of the IIN does not fit"),
            Self::NotADate(text) => write!(f, "birth_date \"{text}\" is no date such as 2023-05-01 or 01.05.2023"),
            Self::IinAgainstBirthDate => f.write_str("the IIN states another birth date"),
            Self::BornInFuture => f.write_str("birth_date lies in the future"),
            Self::TooOld { birth_year } => write!(f, "the queue of birth year {birth_year} has closed"),
            Self::UnknownKind(text) => write!(f, "kind \"{text}\" is neither general nor correctional"),
            Self::NotAPhone => f.write_str("the phone is no number of the +7 plan"),
            Self::NotAnEmail => f.write_str("the e-mail is no address"),
            Self::UnknownGround(code) => write!(f, "the territory knows no ground \"{code}\""),
            Self::UnknownGroundState(state) => write!(f, "the state \"{state}\" is neither claimed nor confirmed"),
            Self::GroundTwice(code) => write!(f, "the ground {code} is named twice"),
            Self::ConclusionOfGeneral => f.write_str("a PMPC conclusion belongs to correctional applications only"),
            Self::TooManyGrounds => f.write_str("more grounds than an application may claim"),
            Self::UnknownLanguage(text) => write!(f, "language \"{text}\" is none of kk, ru, en"),
            Self::TooLong(column) => write!(f, "{column} is longer than any real one"),
            Self::ChildTwice { line } => write!(f, "the child has applied for the same queue in line {line}"),
            Self::ChildInQueue => f.write_str("the child has an open application of this kind already"),
            Self::ChildEnrolled => f.write_str("the child goes to a kindergarten already"),
        }
    }
}
