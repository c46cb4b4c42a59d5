//! By what a city's identity provider names the person of an account. An administrator enters it, and the owner of the account
//! confirms it with the password, so that nobody is let in by the word of an administrator alone. Nobody gets an account by
//! being known to the provider.

use crate::change::Change;
use crate::database::ReadFault;
use crate::sql::{Connection, SqlFault, sql, values};
use crate::{Account, AccountAct, AccountId, Fault, Store, Who, account_acts, column, sessions};
use std::sync::Arc;

/// Characters of a name at most: OpenID Connect allows a subject 255.
pub const EXTERNAL_ID_CHARACTERS_MAX: usize = 255;

/// By what the provider names somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExternalId {
    /// The name.
    pub name: String,
    /// Whether it counts: the owner of the account has confirmed it.
    pub is_confirmed: bool,
}

impl Store {
    /// The open account of the person whom the provider names so, and whether its owner has confirmed that.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn account_of_external_id(&self, external_id: &str) -> Result<Option<(Account, bool)>, Fault> {
        let named = external_id.to_owned();
        let read = move |connection: &Connection| {
            let sql = sql!("SELECT account, is_confirmed FROM external_id WHERE external_id = ?1");
            Ok::<_, ReadFault>(connection.first(sql, values![named], |row| {
                Ok((AccountId(column::read_id(row, "account")?), row.integer("is_confirmed")? != 0))
            })?)
        };
        let found = self.core().readers.read("looking up whom the provider names", read).await?;
        let open = |(id, is_confirmed)| Some((self.account(id).filter(|account| !account.closed)?, is_confirmed));
        Ok(found.and_then(open))
    }

    /// By what the provider names the person of an account.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn external_id(&self, account: AccountId) -> Result<Option<ExternalId>, Fault> {
        let read = move |connection: &Connection| {
            let sql = sql!("SELECT external_id, is_confirmed FROM external_id WHERE account = ?1");
            Ok::<_, ReadFault>(connection.first(sql, values![column::id(account.0)], |row| {
                Ok(ExternalId { name: row.text("external_id")?, is_confirmed: row.integer("is_confirmed")? != 0 })
            })?)
        };
        self.core().readers.read("reading by what the provider names somebody", read).await
    }

    /// The owner of an account confirms by what the provider names them. Whether that still is what an administrator has entered.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn confirm_external_id(&self, account: AccountId, name: &str) -> Result<bool, Fault> {
        let (name, now) = (name.to_owned(), self.clock().now());
        let write = move |connection: &Connection| {
            let sql = sql!("SELECT is_confirmed FROM external_id WHERE account = ?1 AND external_id = ?2");
            let of = || values![column::id(account.0), name.as_str()];
            match connection.first(sql, of(), |row| row.integer("is_confirmed"))? {
                None => return Ok(false),
                Some(0) => {}
                Some(_) => return Ok(true),
            }
            let sql = sql!("UPDATE external_id SET is_confirmed = 1 WHERE account = ?1 AND external_id = ?2");
            connection.write(sql, of())?;
            account_acts::note(connection, account, AccountAct::ProviderConfirmed, now, Some(account))?;
            Ok(true)
        };
        self.core().write(write, |_: &bool| ()).await
    }

    /// Says by what the provider names the person of an account, or that it names nobody so. Whether nobody else is named so.
    /// For a log-in of the department it counts once its owner has confirmed it. A change leaves a line that they read.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn set_external_id(
        &self,
        account: AccountId,
        external_id: Option<&str>,
        by: AccountId,
    ) -> Result<bool, Fault> {
        let counts_at_once = self.account(account).is_some_and(|account| account.role.is_of_kindergarten());
        let (named, now, sessions) = (external_id.map(str::to_owned), self.clock().now(), Arc::clone(self.sessions()));
        let write = move |connection: &Connection| {
            let sql = sql!("SELECT external_id FROM external_id WHERE account = ?1");
            let known = connection.first(sql, values![column::id(account.0)], |row| row.text("external_id"))?;
            if known == named {
                return Ok(((true, false), Vec::new()));
            }
            if !put(connection, account, named.as_deref(), counts_at_once)? {
                return Ok(((false, false), Vec::new()));
            }
            account_acts::note(connection, account, AccountAct::ProviderName, now, Some(by))?;
            if account == by {
                return Ok(((true, false), Vec::new()));
            }
            // Whoever came in by the old name comes in anew.
            sessions::delete_of(connection, account)?;
            Ok(((true, true), vec![Change::SessionsOfAccountEnded(account)]))
        };
        let after = move |(_, is_new): &(bool, bool)| {
            if *is_new {
                sessions.end_where(|session| session.who == Who::Staff(account));
            }
        };
        self.core().change(write, after).await.map(|(is_free, _)| is_free)
    }
}

fn put(connection: &Connection, account: AccountId, named: Option<&str>, is_confirmed: bool) -> Result<bool, SqlFault> {
    let Some(named) = named else {
        let sql = sql!("DELETE FROM external_id WHERE account = ?1");
        return connection.write(sql, values![column::id(account.0)]).map(|()| true);
    };
    let sql = sql!("SELECT account FROM external_id WHERE external_id = ?1");
    if connection.first(sql, values![named], |row| column::read_id(row, "account"))?.is_some() {
        return Ok(false);
    }
    connection.write(
        sql!(
            "INSERT INTO external_id (external_id, account, is_confirmed) VALUES (?1, ?2, ?3)
             ON CONFLICT (account) DO UPDATE SET external_id = excluded.external_id, is_confirmed = excluded.is_confirmed"
        ),
        values![named, column::id(account.0), u32::from(is_confirmed)],
    )?;
    Ok(true)
}
