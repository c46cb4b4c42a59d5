//! The rows of kindergartens and groups.

use super::{GroupCard, Kindergarten, Registry};
use crate::column;
use admission::{GroupId, KindergartenId, Territory};
use rusqlite::{Connection, params};

/// The number of the next kindergarten of a town.
pub(super) fn next_kindergarten(connection: &Connection, territory: i64) -> rusqlite::Result<KindergartenId> {
    connection
        .query_row("SELECT coalesce(max(id), 0) + 1 FROM kindergarten WHERE territory = ?1", [territory], |row| {
            row.get(0)
        })
        .map(KindergartenId)
}

/// Writes a kindergarten, or its new particulars over the old ones.
pub(super) fn write_kindergarten(connection: &Connection, territory: i64, new: &Kindergarten) -> rusqlite::Result<()> {
    connection
        .execute(
            "INSERT INTO kindergarten (territory, id, names, address, phone, district) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (territory, id) DO UPDATE SET names = excluded.names, address = excluded.address,
             phone = excluded.phone, district = excluded.district",
            params![
                territory,
                new.id.0,
                column::json(&new.names),
                column::json(&new.address),
                new.phone,
                column::json(&new.district)
            ],
        )
        .map(drop)
}

/// Writes the card of a group.
pub(super) fn write_card(connection: &Connection, territory: i64, card: &GroupCard) -> rusqlite::Result<()> {
    connection
        .execute(
            "INSERT INTO group_card (territory, id, kindergarten, names, language, hours, capacity)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![
                territory,
                card.id.0,
                card.kindergarten.0,
                column::json(&card.names),
                column::word(&card.language),
                column::word(&card.hours),
                card.capacity
            ],
        )
        .map(drop)
}

/// Reads the whole registry of a town; what the rules know of a group comes from the state.
pub(crate) fn read(connection: &Connection, territory: i64, state: &Territory) -> rusqlite::Result<Registry> {
    let mut all = Registry::default();
    let mut statement =
        connection.prepare("SELECT id, names, address, phone, district FROM kindergarten WHERE territory = ?1")?;
    let kindergartens = statement.query_map([territory], |row| {
        Ok(Kindergarten {
            id: KindergartenId(row.get("id")?),
            names: column::read_json(row, "names")?,
            address: column::read_json(row, "address")?,
            phone: row.get("phone")?,
            district: column::read_json(row, "district")?,
        })
    })?;
    for kindergarten in kindergartens {
        let kindergarten = kindergarten?;
        all.kindergartens.insert(kindergarten.id, kindergarten);
    }
    let mut statement = connection
        .prepare("SELECT id, kindergarten, names, language, hours, capacity FROM group_card WHERE territory = ?1")?;
    let mut rows = statement.query([territory])?;
    while let Some(row) = rows.next()? {
        let id = GroupId(row.get("id")?);
        let Some(group) = state.groups().get(&id) else { continue };
        let card = GroupCard {
            id,
            kindergarten: KindergartenId(row.get("kindergarten")?),
            names: column::read_json(row, "names")?,
            language: column::read_word(row, "language")?,
            kind: group.kind,
            birth_years: group.birth_years.clone(),
            hours: column::read_word(row, "hours")?,
            capacity: row.get("capacity")?,
        };
        all.groups.insert(id, card);
    }
    Ok(all)
}
