//! What the office tells everybody on the site, in three languages, from one instant to another.

use crate::change::Change;
use crate::sql::{Connection, SqlFault, sql, values};
use crate::{AccountId, CommandId, Fault, Names, Registry, Town, column};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// How much an announcement matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Good to know.
    Info,
    /// Whoever misses it may lose something.
    Important,
}

/// An announcement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announcement {
    /// Its number: it follows from the act that made it, so that a form sent twice is one announcement.
    pub id: u64,
    /// How much it matters.
    pub level: Level,
    /// Its title in three languages.
    pub titles: Names,
    /// Its text in three languages: plain, with line breaks.
    pub texts: Names,
    /// From when on it is shown.
    pub from: Timestamp,
    /// Until when.
    pub until: Timestamp,
    /// Who wrote it.
    pub by: AccountId,
    /// When.
    pub written_at: Timestamp,
}

/// An announcement to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAnnouncement {
    /// How much it matters.
    pub level: Level,
    /// Its title in three languages.
    pub titles: Names,
    /// Its text in three languages.
    pub texts: Names,
    /// From when on it is shown.
    pub from: Timestamp,
    /// Until when; later than `from`.
    pub until: Timestamp,
}

impl Announcement {
    /// Whether it is shown at that instant.
    #[must_use]
    pub fn is_shown(&self, now: Timestamp) -> bool {
        self.from <= now && now < self.until
    }
}

impl Registry {
    /// When something that is announced begins or ends next.
    #[must_use]
    pub fn next_announced(&self, now: Timestamp) -> Option<Timestamp> {
        self.announcements.iter().flat_map(|it| [it.from, it.until]).filter(|at| *at > now).min()
    }
}

/// Sixty bits of the act: no journal ever sees it, and two acts do not share it.
fn id_of(act: CommandId) -> u64 {
    let [a, b, c, d, e, f, g, h, ..] = act.0;
    u64::from_be_bytes([a, b, c, d, e, f, g, h]) >> 4
}

impl Town {
    /// Announces something; sent again, the same act announces nothing more.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`]: ask again with the same command id.
    pub async fn announce(&self, new: NewAnnouncement, by: AccountId, act: CommandId) -> Result<u64, Fault> {
        let (town, territory, written_at) = (self.itself()?, self.id(), self.core().clock.now());
        let NewAnnouncement { level, titles, texts, from, until } = new;
        let announcement = Announcement { id: id_of(act), level, titles, texts, from, until, by, written_at };
        let written = self.core().change(
            move |connection| {
                insert(connection, territory, &announcement)?;
                Ok((announcement, vec![Change::Registry(territory)]))
            },
            move |announcement| {
                tracing::info!(announcement = announcement.id, by = by.0, "announced");
                town.change_registry(|all| {
                    if all.announcements.iter().all(|known| known.id != announcement.id) {
                        all.announcements.insert(0, announcement.clone());
                    }
                });
            },
        );
        written.await.map(|announcement| announcement.id)
    }

    /// Takes an announcement off the pages now; the archive keeps it. One that is over stays as it is.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`]: ask again.
    pub async fn end_announcement(&self, id: u64, by: AccountId) -> Result<(), Fault> {
        let (town, territory, now) = (self.itself()?, self.id(), self.core().clock.now());
        let written = self.core().change(
            move |connection| {
                connection.write(
                    sql!(
                        "UPDATE announcement SET shown_until = ?3
                         WHERE territory = ?1 AND id = ?2 AND shown_until > ?3"
                    ),
                    values![territory, column::id(id), column::instant(now)],
                )?;
                Ok(((), vec![Change::Registry(territory)]))
            },
            move |()| {
                tracing::info!(announcement = id, by = by.0, "announcement ended");
                town.change_registry(|all| {
                    for known in all.announcements.iter_mut().filter(|known| known.id == id) {
                        known.until = known.until.min(now);
                    }
                });
            },
        );
        written.await
    }
}

fn insert(connection: &Connection, territory: i64, new: &Announcement) -> Result<(), SqlFault> {
    connection.write(
        sql!(
            "INSERT INTO announcement (territory, id, level, titles, texts, shown_from, shown_until, written_by, written_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT DO NOTHING"
        ),
        values![
            territory,
            column::id(new.id),
            column::word(&new.level),
            column::json(&new.titles),
            column::json(&new.texts),
            column::instant(new.from),
            column::instant(new.until),
            column::id(new.by.0),
            column::instant(new.written_at)
        ],
    )
}

/// Reads all announcements, newest first.
pub(crate) fn read(connection: &Connection, territory: i64) -> Result<Vec<Announcement>, SqlFault> {
    let sql = sql!(
        "SELECT id, level, titles, texts, shown_from, shown_until, written_by, written_at FROM announcement
         WHERE territory = ?1 ORDER BY written_at DESC, id"
    );
    connection.all(sql, values![territory], |row| {
        Ok(Announcement {
            id: column::read_id(row, "id")?,
            level: column::read_word(row, "level")?,
            titles: column::read_json(row, "titles")?,
            texts: column::read_json(row, "texts")?,
            from: column::read_instant(row, "shown_from")?,
            until: column::read_instant(row, "shown_until")?,
            by: AccountId(column::read_id(row, "written_by")?),
            written_at: column::read_instant(row, "written_at")?,
        })
    })
}
