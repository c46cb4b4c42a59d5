//! By what a city's identity provider names the person of an account. An administrator enters it; nobody gets an account by
//! being known to the provider.

use crate::change::Change;
use crate::database::ReadFault;
use crate::sql::{Connection, SqlFault, sql, values};
use crate::{Account, AccountAct, AccountId, Fault, Store, Who, account_acts, column, sessions};
use std::sync::Arc;

/// Characters of a name at most: OpenID Connect allows a subject 255.
pub const EXTERNAL_ID_CHARACTERS_MAX: usize = 255;

impl Store {
    /// The open account of the person whom the provider names so.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn account_of_external_id(&self, external_id: &str) -> Result<Option<Account>, Fault> {
        let named = external_id.to_owned();
        let read = move |connection: &Connection| {
            let sql = sql!("SELECT account FROM external_id WHERE external_id = ?1");
            Ok::<_, ReadFault>(connection.first(sql, values![named], |row| column::read_id(row, "account"))?)
        };
        let id = self.core().readers.read("looking up whom the provider names", read).await?;
        Ok(id.and_then(|id| self.account(AccountId(id))).filter(|account| !account.closed))
    }

    /// By what the provider names the person of an account.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn external_id(&self, account: AccountId) -> Result<Option<String>, Fault> {
        let read = move |connection: &Connection| {
            let sql = sql!("SELECT external_id FROM external_id WHERE account = ?1");
            Ok::<_, ReadFault>(connection.first(sql, values![column::id(account.0)], |row| row.text("external_id"))?)
        };
        self.core().readers.read("reading by what the provider names somebody", read).await
    }

    /// Says by what the provider names the person of an account, or that it names nobody so. Whether nobody else is named so.
    /// A change leaves a line that the owner of the account reads.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn set_external_id(
        &self,
        account: AccountId,
        external_id: Option<&str>,
        by: AccountId,
    ) -> Result<bool, Fault> {
        let (named, now, sessions) = (external_id.map(str::to_owned), self.clock().now(), Arc::clone(self.sessions()));
        let write = move |connection: &Connection| {
            let sql = sql!("SELECT external_id FROM external_id WHERE account = ?1");
            let known = connection.first(sql, values![column::id(account.0)], |row| row.text("external_id"))?;
            if known == named {
                return Ok(((true, false), Vec::new()));
            }
            if !put(connection, account, named.as_deref())? {
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

fn put(connection: &Connection, account: AccountId, named: Option<&str>) -> Result<bool, SqlFault> {
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
            "INSERT INTO external_id (external_id, account) VALUES (?1, ?2)
             ON CONFLICT (account) DO UPDATE SET external_id = excluded.external_id"
        ),
        values![named, column::id(account.0)],
    )?;
    Ok(true)
}
