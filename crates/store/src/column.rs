//! How values of the field are written in columns: instants, days, kinds, words, names.

use crate::sql::{Row, SqlFault};
use admission::ApplicationId;
use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt::Display;
use std::str::FromStr;

/// An instant: microseconds since 1970.
pub(crate) fn instant(at: Timestamp) -> i64 {
    at.as_microsecond()
}

/// Reads an instant.
pub(crate) fn read_instant(row: &Row<'_>, column: &str) -> Result<Timestamp, SqlFault> {
    Timestamp::from_microsecond(row.integer(column)?).map_err(|cause| SqlFault::unreadable(column, &cause))
}

/// Reads an instant that may be missing.
pub(crate) fn read_instant_if_any(row: &Row<'_>, column: &str) -> Result<Option<Timestamp>, SqlFault> {
    let at = row.integer_if_any(column)?.map(Timestamp::from_microsecond);
    at.transpose().map_err(|cause| SqlFault::unreadable(column, &cause))
}

/// A random number of the journal; it has at most 60 bits.
pub(crate) fn id(id: u64) -> i64 {
    id.cast_signed()
}

/// Reads a random number of the journal.
pub(crate) fn read_id(row: &Row<'_>, column: &str) -> Result<u64, SqlFault> {
    row.integer(column).map(i64::cast_unsigned)
}

/// Reads the id of an application.
pub(crate) fn read_application(row: &Row<'_>, column: &str) -> Result<ApplicationId, SqlFault> {
    read_id(row, column).map(ApplicationId)
}

/// Reads a small whole number.
pub(crate) fn read_small(row: &Row<'_>, column: &str) -> Result<u32, SqlFault> {
    u32::try_from(row.integer(column)?).map_err(|cause| SqlFault::unreadable(column, &cause))
}

/// A word of a closed list, as in the journal.
pub(crate) fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// Reads a word of a closed list.
pub(crate) fn read_word<T: DeserializeOwned>(row: &Row<'_>, column: &str) -> Result<T, SqlFault> {
    parse_word(row.text(column)?, column)
}

/// Reads a word that may be missing.
pub(crate) fn read_word_if_any<T: DeserializeOwned>(row: &Row<'_>, column: &str) -> Result<Option<T>, SqlFault> {
    row.text_if_any(column)?.map(|word| parse_word(word, column)).transpose()
}

fn parse_word<T: DeserializeOwned>(word: String, column: &str) -> Result<T, SqlFault> {
    serde_json::from_value(serde_json::Value::String(word)).map_err(|cause| SqlFault::unreadable(column, &cause))
}

/// Names in three languages, and other small records: JSON.
pub(crate) fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("a record of texts is always JSON")
}

/// Reads names in three languages.
pub(crate) fn read_json<T: DeserializeOwned>(row: &Row<'_>, column: &str) -> Result<T, SqlFault> {
    serde_json::from_str(&row.text(column)?).map_err(|cause| SqlFault::unreadable(column, &cause))
}

/// Reads anything that was written by its `Display`.
pub(crate) fn read_text<T: FromStr>(row: &Row<'_>, column: &str) -> Result<T, SqlFault> {
    parse(&row.text(column)?, column)
}

/// Reads such a text that may be missing.
pub(crate) fn read_text_if_any<T: FromStr>(row: &Row<'_>, column: &str) -> Result<Option<T>, SqlFault> {
    row.text_if_any(column)?.map(|text| parse(&text, column)).transpose()
}

fn parse<T: FromStr>(text: &str, column: &str) -> Result<T, SqlFault> {
    text.parse().map_err(|_| SqlFault::unreadable(column, &"it does not parse"))
}

/// Writes such a text.
pub(crate) fn text(value: impl Display) -> String {
    value.to_string()
}
