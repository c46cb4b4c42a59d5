//! Texts of messages in a town's own words. Who changed which text, and when, stays; the last change counts.

use crate::change::Change;
use crate::sql::{Connection, SqlFault, sql, values};
use crate::{AccountId, Fault, Names, Town, column};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// A text as a town last changed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnWording {
    /// Its words in three languages; `None` where it went back to the original.
    pub words: Option<Names>,
    /// Who changed it.
    pub by: AccountId,
    /// When.
    pub at: Timestamp,
}

impl Town {
    /// Says a text in other words from now on; without words, in the original ones.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`]: ask again.
    pub async fn word(&self, key: String, words: Option<Names>, by: AccountId) -> Result<(), Fault> {
        let (town, territory, at) = (self.itself()?, self.id(), self.core().clock.now());
        let written = self.core().change(
            move |connection| {
                let wording = OwnWording { words, by, at };
                insert(connection, territory, &key, &wording)?;
                Ok(((key, wording), vec![Change::Registry(territory)]))
            },
            move |(key, wording)| {
                tracing::info!(key = key.as_str(), by = by.0, "a message is worded otherwise");
                town.change_registry(|all| drop(all.own_wording.insert(key.clone(), wording.clone())));
            },
        );
        written.await.map(drop)
    }
}

fn insert(connection: &Connection, territory: i64, key: &str, new: &OwnWording) -> Result<(), SqlFault> {
    let sql = sql!("SELECT coalesce(max(id), 0) + 1 AS id FROM own_wording WHERE territory = ?1");
    let id = connection.first(sql, values![territory], |row| row.integer("id"))?.unwrap_or(1);
    connection.write(
        sql!(
            "INSERT INTO own_wording (territory, id, text_key, words, written_by, written_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
        ),
        values![
            territory,
            id,
            key,
            new.words.as_ref().map(column::json),
            column::id(new.by.0),
            column::instant(new.at)
        ],
    )
}

/// Reads the texts that a town has changed, by their keys.
pub(crate) fn read(connection: &Connection, territory: i64) -> Result<BTreeMap<String, OwnWording>, SqlFault> {
    let sql = sql!("SELECT text_key, words, written_by, written_at FROM own_wording WHERE territory = ?1 ORDER BY id");
    let rows = connection.all(sql, values![territory], |row| {
        // Words that cannot be read are none: the original goes out instead.
        let words = row.text_if_any("words")?.and_then(|words| serde_json::from_str(&words).ok());
        let wording = OwnWording {
            words,
            by: AccountId(column::read_id(row, "written_by")?),
            at: column::read_instant(row, "written_at")?,
        };
        Ok((row.text("text_key")?, wording))
    })?;
    Ok(rows.into_iter().collect())
}
