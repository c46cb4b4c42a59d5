//! The picture of a kindergarten: one, small, for everybody. Every node knows that there is one and of what size; its bytes
//! are read when a browser asks, which keeps them for ever under a name that follows from them.

use super::Registry;
use crate::change::Change;
use crate::column;
use crate::sql::{Connection, SqlFault, sql, values};
use crate::{Actor, Fault, Town, hexadecimal};
use admission::KindergartenId;
use sha2::{Digest, Sha256};
use std::fmt;
use std::str::FromStr;

/// A picture to be shown.
#[derive(Clone, PartialEq, Eq)]
pub struct NewPhoto {
    /// From side to side, in points.
    pub width: u32,
    /// From top to bottom.
    pub height: u32,
    /// All of it: a JPEG file.
    pub bytes: Vec<u8>,
}

impl fmt::Debug for NewPhoto {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NewPhoto({} bytes)", self.bytes.len())
    }
}

/// What names a picture by its bytes. Sixteen digits in an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PhotoSign([u8; 8]);

impl PhotoSign {
    fn of(bytes: &[u8]) -> Self {
        let [a, b, c, d, e, f, g, h, ..] = Sha256::digest(bytes).0;
        Self([a, b, c, d, e, f, g, h])
    }
}

impl fmt::Display for PhotoSign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hexadecimal::write(&self.0))
    }
}

impl FromStr for PhotoSign {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        // One spelling, so that a picture is kept under one address.
        hexadecimal::read(text).map(Self).filter(|sign| sign.to_string() == text).ok_or(())
    }
}

/// A picture that is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhotoCard {
    /// Which.
    pub sign: PhotoSign,
    /// From side to side, in points.
    pub width: u32,
    /// From top to bottom.
    pub height: u32,
}

impl Town {
    /// Gives a kindergarten a picture in place of the one it may have, or takes that one away.
    ///
    /// # Errors
    /// [`Fault::Unknown`] if there is no such kindergarten; [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn show_photo(&self, id: KindergartenId, photo: Option<NewPhoto>, by: Actor) -> Result<(), Fault> {
        if !self.registry().kindergartens.contains_key(&id) {
            return Err(Fault::Unknown("kindergarten"));
        }
        let (town, territory) = (self.itself()?, self.id());
        let written = self.core().change(
            move |connection| {
                let card = match photo {
                    Some(photo) => Some(write(connection, territory, id, photo)?),
                    None => delete(connection, territory, id)?,
                };
                Ok((card, vec![Change::Registry(territory)]))
            },
            move |card| {
                let is_shown = card.is_some();
                tracing::info!(kindergarten = id.0, is_shown, role = ?by.role, by = by.id, "picture changed");
                town.change_registry(|all| {
                    if let Some(kindergarten) = all.kindergartens.get_mut(&id) {
                        kindergarten.photo = *card;
                    }
                });
            },
        );
        written.await.map(drop)
    }

    /// The bytes of a picture; `None` once another is shown, or none.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn photo(&self, id: KindergartenId, sign: PhotoSign) -> Result<Option<Vec<u8>>, Fault> {
        let shown = self.registry().kindergartens.get(&id).and_then(|kindergarten| kindergarten.photo);
        // Made-up names cost no look-up.
        if shown.is_none_or(|card| card.sign != sign) {
            return Ok(None);
        }
        let territory = self.id();
        let read = move |connection: &Connection| {
            let sql =
                sql!("SELECT bytes FROM kindergarten_photo WHERE territory = ?1 AND kindergarten = ?2 AND sign = ?3");
            let keys = values![territory, id.0, sign.to_string()];
            Ok(connection.first(sql, keys, |row| Ok(row.blob("bytes")?.to_vec()))?)
        };
        self.core().readers.read("reading a picture", read).await
    }
}

fn write(
    connection: &Connection,
    territory: i64,
    kindergarten: KindergartenId,
    new: NewPhoto,
) -> Result<PhotoCard, SqlFault> {
    let NewPhoto { width, height, bytes } = new;
    let sign = PhotoSign::of(&bytes);
    connection.write(
        sql!(
            "INSERT INTO kindergarten_photo (territory, kindergarten, sign, width, height, bytes)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (territory, kindergarten) DO UPDATE SET sign = excluded.sign, width = excluded.width,
             height = excluded.height, bytes = excluded.bytes"
        ),
        values![territory, kindergarten.0, sign.to_string(), width, height, bytes],
    )?;
    Ok(PhotoCard { sign, width, height })
}

fn delete(connection: &Connection, territory: i64, id: KindergartenId) -> Result<Option<PhotoCard>, SqlFault> {
    let sql = sql!("DELETE FROM kindergarten_photo WHERE territory = ?1 AND kindergarten = ?2");
    connection.write(sql, values![territory, id.0]).map(|()| None)
}

/// Reads which kindergartens have one.
pub(super) fn read_into(connection: &Connection, territory: i64, all: &mut Registry) -> Result<(), SqlFault> {
    connection.each(
        sql!("SELECT kindergarten, sign, width, height FROM kindergarten_photo WHERE territory = ?1"),
        values![territory],
        |row| {
            let id = KindergartenId(column::read_small(row, "kindergarten")?);
            let sign = row.text("sign")?.parse().map_err(|()| SqlFault::unreadable("sign", &"no name of a picture"))?;
            let (width, height) = (column::read_small(row, "width")?, column::read_small(row, "height")?);
            if let Some(kindergarten) = all.kindergartens.get_mut(&id) {
                kindergarten.photo = Some(PhotoCard { sign, width, height });
            }
            Ok(())
        },
    )
}
