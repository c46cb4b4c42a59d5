//! The rows of accounts.

use super::{Account, AccountId};
use crate::column;
use admission::KindergartenId;
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::BTreeMap;

/// Writes a new account; `None` if the login is taken.
pub(super) fn insert(connection: &Connection, account: Account, password: &str) -> rusqlite::Result<Option<Account>> {
    let written = connection.execute(
        "INSERT INTO account (login, display_name, role, kato, kindergarten, password) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (login) DO NOTHING",
        params![
            account.login,
            account.display_name,
            column::word(&account.role),
            account.town.as_str(),
            account.kindergarten.map(|id| id.0),
            password
        ],
    )?;
    let id = AccountId(connection.last_insert_rowid().cast_unsigned());
    Ok((written == 1).then_some(Account { id, ..account }))
}

fn read(row: &Row<'_>) -> rusqlite::Result<Account> {
    Ok(Account {
        id: AccountId(column::read_id(row, "id")?),
        login: row.get("login")?,
        display_name: row.get("display_name")?,
        role: column::read_word(row, "role")?,
        town: column::read_text(row, "kato")?,
        kindergarten: row.get::<_, Option<u32>>("kindergarten")?.map(KindergartenId),
        closed: row.get("closed")?,
    })
}

/// Every account, open or closed.
pub(crate) fn read_all(connection: &Connection) -> rusqlite::Result<BTreeMap<AccountId, Account>> {
    let mut statement = connection.prepare("SELECT * FROM account")?;
    let accounts = statement.query_map([], |row| read(row).map(|account| (account.id, account)))?;
    accounts.collect()
}

/// The open account of a login, with the hash of its password.
pub(super) fn of_login(connection: &Connection, login: &str) -> rusqlite::Result<Option<(Account, String)>> {
    let mut statement = connection.prepare_cached("SELECT * FROM account WHERE login = ?1 AND closed = 0")?;
    statement.query_row([login], |row| Ok((read(row)?, row.get("password")?))).optional()
}

/// Writes a new hash over the old one.
pub(super) fn set_password(connection: &Connection, id: AccountId, hash: &str) -> rusqlite::Result<()> {
    let sql = "UPDATE account SET password = ?2 WHERE id = ?1";
    connection.execute(sql, params![column::id(id.0), hash]).map(drop)
}

/// Closes an account; its row stays, because the journal names it.
pub(super) fn close(connection: &Connection, id: AccountId) -> rusqlite::Result<()> {
    connection.execute("UPDATE account SET closed = 1 WHERE id = ?1", [column::id(id.0)]).map(drop)
}
