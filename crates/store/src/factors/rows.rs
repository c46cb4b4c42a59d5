//! The rows of second factors.

use super::{Factor, FactorFault, FactorKind, Needed, NewFactor};
use crate::accounts::AccountId;
use crate::column;
use crate::sql::{Connection, SqlFault, sql, values};
use jiff::Timestamp;
use zeroize::Zeroizing;

/// The factors of an account without their secrets, and these as they are sealed.
pub(super) fn read_all(connection: &Connection, account: AccountId) -> Result<Vec<(Factor, Vec<u8>)>, SqlFault> {
    let sql = sql!("SELECT * FROM factor WHERE account = ?1 ORDER BY id");
    connection.all(sql, values![column::id(account.0)], |row| {
        let factor = Factor {
            id: column::read_id(row, "id")?,
            kind: column::read_word(row, "kind")?,
            label: row.text("label")?,
            secret: Zeroizing::default(),
            created_at: column::read_instant(row, "created_at")?,
            used_at: column::read_instant_if_any(row, "used_at")?,
        };
        Ok((factor, row.blob("sealed")?.to_vec()))
    })
}

/// `None` if there is such a passkey already.
pub(super) fn insert(
    connection: &Connection,
    account: AccountId,
    new: &NewFactor,
    sealed: &[u8],
    now: Timestamp,
) -> Result<Option<u64>, SqlFault> {
    connection.first(
        sql!(
            "INSERT INTO factor (account, kind, label, sealed, credential, last_step, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (credential) DO NOTHING RETURNING id"
        ),
        values![
            column::id(account.0),
            column::word(&new.kind),
            new.label.as_str(),
            sealed.to_vec(),
            new.credential.clone(),
            column::id(new.last_step),
            column::instant(now)
        ],
        |row| column::read_id(row, "id"),
    )
}

/// Takes a step if no later one was taken: of two who bring the same code one comes first.
pub(super) fn use_step(
    connection: &Connection,
    account: AccountId,
    factor: u64,
    step: u64,
    now: Timestamp,
) -> Result<bool, SqlFault> {
    let used = connection.first(
        sql!(
            "UPDATE factor SET last_step = ?3, used_at = ?4
             WHERE id = ?2 AND account = ?1 AND kind = ?5 AND last_step < ?3 RETURNING id"
        ),
        values![
            column::id(account.0),
            column::id(factor),
            column::id(step),
            column::instant(now),
            column::word(&FactorKind::Totp)
        ],
        |row| column::read_id(row, "id"),
    )?;
    Ok(used.is_some())
}

pub(super) fn use_passkey(
    connection: &Connection,
    account: AccountId,
    factor: u64,
    sealed: &[u8],
    now: Timestamp,
) -> Result<bool, SqlFault> {
    let used = connection.first(
        sql!("UPDATE factor SET sealed = ?3, used_at = ?4 WHERE id = ?2 AND account = ?1 RETURNING id"),
        values![column::id(account.0), column::id(factor), sealed.to_vec(), column::instant(now)],
        |row| column::read_id(row, "id"),
    )?;
    Ok(used.is_some())
}

pub(super) fn remove(
    connection: &Connection,
    account: AccountId,
    factor: u64,
    needed: Needed,
) -> Result<Result<(), FactorFault>, SqlFault> {
    let all = read_all(connection, account)?;
    if !all.iter().any(|(one, _)| one.id == factor) {
        return Ok(Err(FactorFault::Unknown));
    }
    if all.len() > 1 {
        let sql = sql!("DELETE FROM factor WHERE id = ?2 AND account = ?1");
        return connection.write(sql, values![column::id(account.0), column::id(factor)]).map(Ok);
    }
    if needed == Needed::One {
        return Ok(Err(FactorFault::TheOnlyOne));
    }
    remove_all(connection, account).map(Ok)
}

pub(super) fn remove_all(connection: &Connection, account: AccountId) -> Result<(), SqlFault> {
    connection.write(sql!("DELETE FROM factor WHERE account = ?1"), values![column::id(account.0)])?;
    connection.write(sql!("DELETE FROM recovery_code WHERE account = ?1"), values![column::id(account.0)])
}

pub(super) fn count_codes(connection: &Connection, account: AccountId) -> Result<u32, SqlFault> {
    let sql = sql!("SELECT count(*) AS codes FROM recovery_code WHERE account = ?1");
    let codes = connection.first(sql, values![column::id(account.0)], |row| column::read_small(row, "codes"))?;
    Ok(codes.unwrap_or(0))
}

pub(super) fn replace_codes(connection: &Connection, account: AccountId, hashes: &[[u8; 32]]) -> Result<(), SqlFault> {
    connection.write(sql!("DELETE FROM recovery_code WHERE account = ?1"), values![column::id(account.0)])?;
    for hash in hashes {
        let sql = sql!("INSERT INTO recovery_code (account, hash) VALUES (?1, ?2)");
        connection.write(sql, values![column::id(account.0), *hash])?;
    }
    Ok(())
}

pub(super) fn use_code(connection: &Connection, account: AccountId, hash: [u8; 32]) -> Result<bool, SqlFault> {
    let sql = sql!("DELETE FROM recovery_code WHERE account = ?1 AND hash = ?2 RETURNING account");
    let used = connection.first(sql, values![column::id(account.0), hash], |row| column::read_id(row, "account"))?;
    Ok(used.is_some())
}
