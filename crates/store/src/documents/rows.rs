//! The rows of documents.

use super::{Added, DOCUMENTS_OF_APPLICATION_MAX, DOCUMENTS_OF_GROUND_MAX, Document, DocumentId};
use crate::sql::{Connection, Row, SqlFault, sql, values};
use crate::{HelperId, applicants, column, reviews};
use admission::ApplicationId;
use jiff::Timestamp;

/// A sealed document on its way into its row.
pub(super) struct NewRow {
    pub(super) document: DocumentId,
    pub(super) ground: i64,
    pub(super) media: &'static str,
    pub(super) size: usize,
    pub(super) uploaded_at: Timestamp,
    pub(super) helper: Option<HelperId>,
    pub(super) sealed: Vec<u8>,
}

/// Writes a document, if there is room for it and its family has not been erased meanwhile.
pub(super) fn add(
    connection: &Connection,
    territory: i64,
    application: ApplicationId,
    new: NewRow,
) -> Result<Added, SqlFault> {
    let id = column::id(application.0);
    if !applicants::lock(connection, territory, application)? {
        return Ok(Added::NotNeeded);
    }
    let all = connection.all(
        sql!("SELECT id, ground FROM document WHERE territory = ?1 AND application = ?2"),
        values![territory, id],
        |row| Ok((DocumentId(column::read_id(row, "id")?), row.integer("ground")?)),
    )?;
    if all.iter().any(|(document, _)| *document == new.document) {
        send_again(connection, territory, id, &new)?;
        return Ok(Added::Kept);
    }
    if all.iter().filter(|(_, ground)| *ground == new.ground).count() >= DOCUMENTS_OF_GROUND_MAX {
        return Ok(Added::TooManyOfGround);
    }
    if all.len() >= DOCUMENTS_OF_APPLICATION_MAX {
        return Ok(Added::TooMany);
    }
    connection.write(
        sql!(
            "INSERT INTO document (territory, application, id, ground, media, size, uploaded_at, helper, sealed)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT DO NOTHING"
        ),
        values![
            territory,
            id,
            column::id(new.document.0),
            new.ground,
            new.media,
            i64::try_from(new.size).unwrap_or(i64::MAX),
            column::instant(new.uploaded_at),
            new.helper.map(|helper| column::id(helper.0)),
            new.sealed
        ],
    )?;
    reviews::forget_first(connection, territory, application, new.ground)?;
    Ok(Added::Kept)
}

/// A document that is there already comes anew where the office has decided without it being enough: the office looks again
/// at what came after its decision.
fn send_again(connection: &Connection, territory: i64, application: i64, new: &NewRow) -> Result<(), SqlFault> {
    connection.write(
        sql!(
            "UPDATE document SET uploaded_at = ?4, helper = ?5 WHERE territory = ?1 AND application = ?2 AND id = ?3
             AND EXISTS (SELECT 1 FROM review WHERE review.territory = document.territory
                         AND review.application = document.application AND review.ground = document.ground
                         AND review.decided_at >= document.uploaded_at)"
        ),
        values![
            territory,
            application,
            column::id(new.document.0),
            column::instant(new.uploaded_at),
            new.helper.map(|helper| column::id(helper.0))
        ],
    )
}

/// The documents of an application, the conclusion's last.
pub(super) fn of(
    connection: &Connection,
    territory: i64,
    application: ApplicationId,
) -> Result<Vec<Document>, SqlFault> {
    let sql = sql!(
        "SELECT document.id, document.ground, media, size, uploaded_at, document.helper, review.decided_at FROM document
         LEFT JOIN review ON review.territory = document.territory AND review.application = document.application
                         AND review.ground = document.ground
         WHERE document.territory = ?1 AND document.application = ?2
         ORDER BY document.ground < 0, document.ground, uploaded_at, document.id"
    );
    connection.all(sql, values![territory, column::id(application.0)], read)
}

fn read(row: &Row<'_>) -> Result<Document, SqlFault> {
    let uploaded_at = column::read_instant(row, "uploaded_at")?;
    Ok(Document {
        id: DocumentId(column::read_id(row, "id")?),
        ground: reviews::read_ground(row, "ground")?,
        media: row.text("media")?,
        size: row.integer("size")?.unsigned_abs(),
        uploaded_at,
        helper: row.integer_if_any("helper")?.map(|id| HelperId(id.cast_unsigned())),
        is_decided: column::read_instant_if_any(row, "decided_at")?.is_some_and(|decided_at| decided_at >= uploaded_at),
    })
}

/// What a document is, and its bytes as they lie.
pub(super) fn sealed(
    connection: &Connection,
    territory: i64,
    application: ApplicationId,
    id: DocumentId,
) -> Result<Option<(String, Vec<u8>)>, SqlFault> {
    connection.first(
        sql!("SELECT media, sealed FROM document WHERE territory = ?1 AND application = ?2 AND id = ?3"),
        values![territory, column::id(application.0), column::id(id.0)],
        |row| Ok((row.text("media")?, row.blob("sealed")?.to_vec())),
    )
}

/// Deletes a document on whose ground nobody has decided since it came.
pub(super) fn remove_undecided(
    connection: &Connection,
    territory: i64,
    application: ApplicationId,
    id: DocumentId,
) -> Result<(), SqlFault> {
    let ground = connection.first(
        sql!("SELECT ground FROM document WHERE territory = ?1 AND application = ?2 AND id = ?3"),
        values![territory, column::id(application.0), column::id(id.0)],
        |row| row.integer("ground"),
    )?;
    if let Some(ground) = ground {
        reviews::forget_first(connection, territory, application, ground)?;
    }
    connection.write(
        sql!(
            "DELETE FROM document WHERE territory = ?1 AND application = ?2 AND id = ?3
             AND NOT EXISTS (SELECT 1 FROM review WHERE review.territory = document.territory
                             AND review.application = document.application AND review.ground = document.ground
                             AND review.decided_at >= document.uploaded_at)"
        ),
        values![territory, column::id(application.0), column::id(id.0)],
    )
}

/// Deletes the documents of an application.
pub(crate) fn delete_of(connection: &Connection, territory: i64, application: i64) -> Result<(), SqlFault> {
    connection
        .write(sql!("DELETE FROM document WHERE territory = ?1 AND application = ?2"), values![territory, application])
}
