//! The rows of accounts.

use super::{Account, AccountId};
use crate::column;
use crate::sql::{Connection, Row, SqlFault, sql, values};
use admission::KindergartenId;
use std::collections::BTreeMap;

/// Writes a new account; `None` if the login is taken.
pub(crate) fn insert(connection: &Connection, account: Account, password: &str) -> Result<Option<Account>, SqlFault> {
    let id = connection.first(
        sql!(
            "INSERT INTO account (login, display_name, role, kato, kindergarten, password)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (login) DO NOTHING RETURNING id"
        ),
        values![
            account.login.as_str(),
            account.display_name.as_str(),
            column::word(&account.role),
            account.town.as_str(),
            account.kindergarten.map(|id| id.0),
            password
        ],
        |row| column::read_id(row, "id").map(AccountId),
    )?;
    Ok(id.map(|id| Account { id, ..account }))
}

fn kindergarten(row: &Row<'_>) -> Result<Option<KindergartenId>, SqlFault> {
    let id = row.integer_if_any("kindergarten")?.map(u32::try_from).transpose();
    id.map(|id| id.map(KindergartenId)).map_err(|cause| SqlFault::unreadable("kindergarten", &cause))
}

fn read(row: &Row<'_>) -> Result<Account, SqlFault> {
    Ok(Account {
        id: AccountId(column::read_id(row, "id")?),
        login: row.text("login")?,
        display_name: row.text("display_name")?,
        role: column::read_word(row, "role")?,
        town: column::read_text(row, "kato")?,
        kindergarten: kindergarten(row)?,
        closed: row.integer("closed")? != 0,
    })
}

/// Every account, open or closed.
pub(crate) fn read_all(connection: &Connection) -> Result<BTreeMap<AccountId, Account>, SqlFault> {
    let accounts = connection.all(sql!("SELECT * FROM account"), values![], read)?;
    Ok(accounts.into_iter().map(|account| (account.id, account)).collect())
}

/// One account, open or closed.
pub(crate) fn read_one(connection: &Connection, id: AccountId) -> Result<Option<Account>, SqlFault> {
    connection.first(sql!("SELECT * FROM account WHERE id = ?1"), values![column::id(id.0)], read)
}

/// The open account of a login, with the hash of its password.
pub(crate) fn of_login(connection: &Connection, login: &str) -> Result<Option<(Account, String)>, SqlFault> {
    let sql = sql!("SELECT * FROM account WHERE login = ?1 AND closed = 0");
    connection.first(sql, values![login], |row| Ok((read(row)?, row.text("password")?)))
}

/// The number of a login, open or closed.
pub(crate) fn id_of_login(connection: &Connection, login: &str) -> Result<Option<AccountId>, SqlFault> {
    let sql = sql!("SELECT id FROM account WHERE login = ?1");
    connection.first(sql, values![login], |row| column::read_id(row, "id").map(AccountId))
}

/// Writes a new hash over the old one.
pub(crate) fn set_password(connection: &Connection, id: AccountId, hash: &str) -> Result<(), SqlFault> {
    connection.write(sql!("UPDATE account SET password = ?2 WHERE id = ?1"), values![column::id(id.0), hash])
}

/// Closes an account; its row stays, because the journal names it.
pub(super) fn close(connection: &Connection, id: AccountId) -> Result<(), SqlFault> {
    connection.write(sql!("UPDATE account SET closed = 1 WHERE id = ?1"), values![column::id(id.0)])
}
