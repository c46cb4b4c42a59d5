//! How values of the field are written in columns: instants, days, kinds, words, names.

use admission::{ApplicationId, Kind};
use jiff::Timestamp;
use rusqlite::types::Type;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt::Display;
use std::str::FromStr;

/// An instant: microseconds since 1970.
pub(crate) fn instant(at: Timestamp) -> i64 {
    at.as_microsecond()
}

/// Reads an instant.
pub(crate) fn read_instant(row: &rusqlite::Row<'_>, column: &str) -> rusqlite::Result<Timestamp> {
    Timestamp::from_microsecond(row.get(column)?).map_err(|cause| unreadable(Type::Integer, cause))
}

/// Reads an instant that may be missing.
pub(crate) fn read_instant_if_any(row: &rusqlite::Row<'_>, column: &str) -> rusqlite::Result<Option<Timestamp>> {
    let at: Option<i64> = row.get(column)?;
    at.map(Timestamp::from_microsecond).transpose().map_err(|cause| unreadable(Type::Integer, cause))
}

/// A kind: 0 or 1.
pub(crate) fn kind(kind: Kind) -> i64 {
    kind as i64
}

/// A random number of the journal; it has at most 60 bits.
pub(crate) fn id(id: u64) -> i64 {
    id.cast_signed()
}

/// Reads a random number of the journal.
pub(crate) fn read_id(row: &rusqlite::Row<'_>, column: &str) -> rusqlite::Result<u64> {
    row.get(column).map(i64::cast_unsigned)
}

/// Reads the id of an application.
pub(crate) fn read_application(row: &rusqlite::Row<'_>, column: &str) -> rusqlite::Result<ApplicationId> {
    read_id(row, column).map(ApplicationId)
}

/// A word of a closed list, as in the journal.
pub(crate) fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// Reads a word of a closed list.
pub(crate) fn read_word<T: DeserializeOwned>(row: &rusqlite::Row<'_>, column: &str) -> rusqlite::Result<T> {
    parse_word(row.get(column)?)
}

/// Reads a word that may be missing.
pub(crate) fn read_word_if_any<T: DeserializeOwned>(
    row: &rusqlite::Row<'_>,
    column: &str,
) -> rusqlite::Result<Option<T>> {
    let word: Option<String> = row.get(column)?;
    word.map(parse_word).transpose()
}

fn parse_word<T: DeserializeOwned>(word: String) -> rusqlite::Result<T> {
    serde_json::from_value(serde_json::Value::String(word)).map_err(|cause| unreadable(Type::Text, cause))
}

/// Names in three languages, and other small records: JSON.
pub(crate) fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("a record of texts is always JSON")
}

/// Reads names in three languages.
pub(crate) fn read_json<T: DeserializeOwned>(row: &rusqlite::Row<'_>, column: &str) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text).map_err(|cause| unreadable(Type::Text, cause))
}

/// Reads anything that was written by its `Display`.
pub(crate) fn read_text<T: FromStr>(row: &rusqlite::Row<'_>, column: &str) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    text.parse().map_err(|_| unreadable(Type::Text, Unfit))
}

/// Reads such a text that may be missing.
pub(crate) fn read_text_if_any<T: FromStr>(row: &rusqlite::Row<'_>, column: &str) -> rusqlite::Result<Option<T>> {
    let text: Option<String> = row.get(column)?;
    text.map(|text| text.parse().map_err(|_| unreadable(Type::Text, Unfit))).transpose()
}

/// Writes such a text.
pub(crate) fn text(value: impl Display) -> String {
    value.to_string()
}

#[derive(Debug, thiserror::Error)]
#[error("a column holds what was never written there")]
struct Unfit;

fn unreadable(kind: Type, cause: impl std::error::Error + Send + Sync + 'static) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, kind, Box::new(cause))
}
