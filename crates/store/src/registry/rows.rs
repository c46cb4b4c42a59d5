//! The rows of kindergartens and groups.

use super::{GroupCard, GroupParticulars, Kindergarten, Point, Registry, photo};
use crate::sql::{Connection, Row, SqlFault, sql, values};
use crate::{announcements, column, day_notes, own_wording};
use admission::{GroupId, KindergartenId, Territory};

/// The number of the next kindergarten of a town.
pub(crate) fn next_kindergarten(connection: &Connection, territory: i64) -> Result<KindergartenId, SqlFault> {
    let sql = sql!("SELECT coalesce(max(id), 0) + 1 AS id FROM kindergarten WHERE territory = ?1");
    let id = connection.first(sql, values![territory], |row| column::read_small(row, "id"))?;
    Ok(KindergartenId(id.unwrap_or(1)))
}

/// Writes a kindergarten, or its new particulars over the old ones.
pub(crate) fn write_kindergarten(connection: &Connection, territory: i64, new: &Kindergarten) -> Result<(), SqlFault> {
    connection.write(
        sql!(
            "INSERT INTO kindergarten (territory, id, names, address, phone, district, latitude, longitude)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
             ON CONFLICT (territory, id) DO UPDATE SET names = excluded.names, address = excluded.address,
             phone = excluded.phone, district = excluded.district, latitude = excluded.latitude,
             longitude = excluded.longitude"
        ),
        values![
            territory,
            new.id.0,
            column::json(&new.names),
            column::json(&new.address),
            new.phone.as_str(),
            column::json(&new.district),
            new.point.map(|point| point.millionths().0),
            new.point.map(|point| point.millionths().1)
        ],
    )
}

/// Writes where a kindergarten is reminded.
pub(super) fn remind_at(
    connection: &Connection,
    territory: i64,
    id: KindergartenId,
    email: &str,
) -> Result<(), SqlFault> {
    let sql = sql!("UPDATE kindergarten SET email = ?3 WHERE territory = ?1 AND id = ?2");
    connection.write(sql, values![territory, id.0, email])
}

/// Writes that a kindergarten has ended.
pub(super) fn close(connection: &Connection, territory: i64, id: KindergartenId) -> Result<(), SqlFault> {
    let sql = sql!("UPDATE kindergarten SET closed = 1 WHERE territory = ?1 AND id = ?2");
    connection.write(sql, values![territory, id.0])
}

/// Writes that a kindergarten goes on in another.
pub(super) fn end_in(
    connection: &Connection,
    territory: i64,
    id: KindergartenId,
    into: KindergartenId,
) -> Result<(), SqlFault> {
    connection.write(
        sql!("UPDATE kindergarten SET closed = 1, merged_into = ?3 WHERE territory = ?1 AND id = ?2"),
        values![territory, id.0, into.0],
    )
}

/// Writes the card of a group.
pub(crate) fn write_card(connection: &Connection, territory: i64, card: &GroupCard) -> Result<(), SqlFault> {
    connection.write(
        sql!(
            "INSERT INTO group_card (territory, id, kindergarten, names, language, hours, capacity)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
        ),
        values![
            territory,
            card.id.0,
            card.kindergarten.0,
            column::json(&card.names),
            column::word(&card.language),
            column::word(&card.hours),
            card.capacity
        ],
    )
}

/// Writes another name, language and hours on the card of a group.
pub(crate) fn update_card(
    connection: &Connection,
    territory: i64,
    id: GroupId,
    new: &GroupParticulars,
) -> Result<(), SqlFault> {
    connection.write(
        sql!("UPDATE group_card SET names = ?3, language = ?4, hours = ?5 WHERE territory = ?1 AND id = ?2"),
        values![territory, id.0, column::json(&new.names), column::word(&new.language), column::word(&new.hours)],
    )
}

/// Reads the whole registry of a town; what the rules know of a group comes from the state.
pub(crate) fn read(connection: &Connection, territory: i64, state: &Territory) -> Result<Registry, SqlFault> {
    let mut all = Registry::default();
    connection.each(
        sql!(
            "SELECT id, names, address, phone, district, latitude, longitude, email, closed, merged_into
             FROM kindergarten WHERE territory = ?1"
        ),
        values![territory],
        |row| {
            let id = KindergartenId(column::read_small(row, "id")?);
            let kindergarten = Kindergarten {
                id,
                names: column::read_json(row, "names")?,
                address: column::read_json(row, "address")?,
                phone: row.text("phone")?,
                district: column::read_json(row, "district")?,
                point: read_point(row)?,
                photo: None,
                email: row.text("email")?,
                is_closed: row.integer("closed")? != 0,
                merged_into: row
                    .integer_if_any("merged_into")?
                    .and_then(|id| u32::try_from(id).ok())
                    .map(KindergartenId),
            };
            all.kindergartens.insert(id, kindergarten);
            Ok(())
        },
    )?;
    photo::read_into(connection, territory, &mut all)?;
    connection.each(
        sql!("SELECT id, kindergarten, names, language, hours, capacity FROM group_card WHERE territory = ?1"),
        values![territory],
        |row| {
            let id = GroupId(column::read_small(row, "id")?);
            let Some(group) = state.groups().get(&id) else { return Ok(()) };
            let mut card = GroupCard {
                id,
                kindergarten: KindergartenId(column::read_small(row, "kindergarten")?),
                names: column::read_json(row, "names")?,
                language: column::read_word(row, "language")?,
                kind: group.kind,
                birth_years: group.birth_years.clone(),
                hours: column::read_word(row, "hours")?,
                capacity: column::read_small(row, "capacity")?,
            };
            card.follow(group);
            all.groups.insert(id, card);
            Ok(())
        },
    )?;
    read_said(connection, territory, &mut all)?;
    Ok(all)
}

/// What the office tells of days, on the site and in messages.
fn read_said(connection: &Connection, territory: i64, all: &mut Registry) -> Result<(), SqlFault> {
    day_notes::read(connection, territory, all)?;
    all.announcements = announcements::read(connection, territory)?;
    all.own_wording = own_wording::read(connection, territory)?;
    Ok(())
}

/// Both numbers, or neither.
fn read_point(row: &Row<'_>) -> Result<Option<Point>, SqlFault> {
    let (Some(latitude), Some(longitude)) = (row.integer_if_any("latitude")?, row.integer_if_any("longitude")?) else {
        return Ok(None);
    };
    let point = i32::try_from(latitude).ok().zip(i32::try_from(longitude).ok());
    let point = point.and_then(|(latitude, longitude)| Point::of_millionths(latitude, longitude));
    point.map(Some).ok_or_else(|| SqlFault::unreadable("latitude", &"the Earth has no such point"))
}
