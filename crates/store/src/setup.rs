//! How somebody comes to an own password that nobody else has seen: by a code that counts once and for a day. Whoever hands
//! it out never learns the password; the code is derived from the act that asked for it and stands nowhere.

use crate::accounts::rows;
use crate::body::Hash;
use crate::change::Change;
use crate::code::{folded, proof_code};
use crate::sql::{Connection, SqlFault, sql, values};
use crate::{
    Account, AccountAct, AccountFault, AccountId, CommandId, Fault, NewAccount, Store, Who, account_acts,
    account_recovery, column, sessions, steps,
};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use std::fmt;
use std::sync::Arc;
use subtle::ConstantTimeEq;

/// How long a code counts.
const LASTS: SignedDuration = SignedDuration::from_hours(24);

/// Characters of one group as shown.
const GROUP_CHARACTERS: usize = 4;

/// A code for setting an own password: 80 bits. Shown only where `Display` is asked for.
#[derive(Clone, PartialEq, Eq)]
pub struct SetupCode(String);

impl SetupCode {
    fn hash(text: &str) -> Hash {
        Sha256::digest(folded(text).as_bytes()).into()
    }
}

impl fmt::Display for SetupCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, letter) in self.0.chars().enumerate() {
            if place > 0 && place % GROUP_CHARACTERS == 0 {
                f.write_str("-")?;
            }
            write!(f, "{letter}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for SetupCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SetupCode(…)")
    }
}

/// What the operator hands over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setup {
    /// Whose.
    pub account: AccountId,
    /// The code.
    pub code: SetupCode,
    /// Until when it counts.
    pub ends_at: Timestamp,
}

/// Why no password was set with a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SetupFault {
    /// There is no such log-in, or the code is not its code, was used or is over.
    #[error("the login or the code is wrong, or the code counts no more")]
    Wrong,
    /// The password cannot be set.
    #[error(transparent)]
    Password(#[from] AccountFault),
}

impl Store {
    /// Makes an account whose owner sets the first password. What stands in `new` as password is not looked at. The same act
    /// sent again gives the same account and code.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`]: ask again with the same command id.
    pub async fn invite(
        &self,
        new: NewAccount,
        by: Option<AccountId>,
        act: CommandId,
    ) -> Result<Result<Setup, AccountFault>, Fault> {
        if let Err(fault) = new.check_but_password() {
            return Ok(Err(fault));
        }
        let account = Account::made_of(new);
        let (core, staff) = (Arc::clone(self.core()), Arc::clone(self.staff()));
        let (now, ends_at) = (self.clock().now(), self.setup_ends_at());
        let written = self.core().change(
            move |connection| {
                let login = account.login.clone();
                // No password has an empty hash.
                if let Some(made) = rows::insert(connection, account, "")? {
                    let setup = Setup { account: made.id, code: core.keys.setup(made.id, act), ends_at };
                    write(connection, &setup)?;
                    account_acts::note(connection, made.id, AccountAct::Made, now, by)?;
                    let changes = vec![Change::Account(made.id)];
                    return Ok(((Some(made), Some(setup)), changes));
                }
                let Some(known) = rows::id_of_login(connection, &login)? else { return Ok(((None, None), Vec::new())) };
                let code = core.keys.setup(known, act);
                let again = find(connection, known)?.filter(|(hash, _)| *hash == SetupCode::hash(&code.0));
                let setup = again.map(|(_, ends_at)| Setup { account: known, code, ends_at });
                Ok(((None, setup), Vec::new()))
            },
            move |(made, _): &(Option<Account>, Option<Setup>)| {
                if let Some(made) = made {
                    staff.take_in(made.clone());
                }
            },
        );
        Ok(written.await?.1.ok_or(AccountFault::LoginTaken))
    }

    /// Gives an account a code for setting a new password. From now on its old password and its sessions count no more. The
    /// same act sent again gives the same code, and does not bring back one that was used.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`]: ask again with the same command id.
    pub async fn issue_setup_code(
        &self,
        id: AccountId,
        by: Option<AccountId>,
        act: CommandId,
    ) -> Result<Result<Setup, AccountFault>, Fault> {
        if self.account(id).is_none_or(|account| account.closed) {
            return Ok(Err(AccountFault::UnknownAccount));
        }
        let setup = Setup { account: id, code: self.core().keys.setup(id, act), ends_at: self.setup_ends_at() };
        let (sessions, now) = (Arc::clone(self.sessions()), self.clock().now());
        let written = self.core().change(
            move |connection| {
                let known = find(connection, id)?.filter(|(hash, _)| *hash == SetupCode::hash(&setup.code.0));
                if let Some((_, ends_at)) = known {
                    return Ok(((Setup { ends_at, ..setup }, false), Vec::new()));
                }
                write(connection, &setup)?;
                account_recovery::end_of(connection, id, now)?;
                account_acts::note(connection, id, AccountAct::Recovered, now, by)?;
                rows::set_password(connection, id, "")?;
                steps::delete_of(connection, id)?;
                sessions::delete_of(connection, id)?;
                Ok(((setup, true), vec![Change::SessionsOfAccountEnded(id)]))
            },
            move |(_, is_new): &(Setup, bool)| {
                if *is_new {
                    sessions.end_where(|session| session.who == Who::Staff(id));
                }
            },
        );
        Ok(Ok(written.await?.0))
    }

    /// Sets the password of a log-in with its code, which counts no more then. Whoever names a log-in that is not there learns
    /// no more than whoever has a wrong code.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn set_up(&self, login: &str, code: &str, password: &str) -> Result<Result<Account, SetupFault>, Fault> {
        let (login, hash, now) = (crate::accounts::folded(login), SetupCode::hash(code), self.clock().now());
        let read = move |connection: &Connection| {
            let Some((account, _)) = rows::of_login(connection, &login)? else { return Ok(None) };
            Ok(find(connection, account.id)?.map(|(known, ends_at)| (account, known, ends_at)))
        };
        let found = self.core().readers.read("looking up a setup code", read).await?;
        let fits = |known: &Hash, ends_at: Timestamp| bool::from(known.ct_eq(&hash)) && ends_at > now;
        let Some((account, ..)) = found.filter(|(_, known, ends_at)| fits(known, *ends_at)) else {
            return Ok(Err(SetupFault::Wrong));
        };
        if let Err(fault) = self.check_password_of(&account, password) {
            return Ok(Err(fault.into()));
        }
        let hashed = self.hash_password(password).await?;
        let id = account.id;
        let used = self.core().write(
            move |connection| {
                // Of two who are at it at once one is first.
                let sql = sql!(
                    "UPDATE setup_code SET ends_at = 0 WHERE account = ?1 AND code_hash = ?2 AND ends_at > ?3
                     RETURNING account"
                );
                let mine = values![column::id(id.0), hash, column::instant(now)];
                let used = connection.first(sql, mine, |row| row.integer("account"))?.is_some();
                if used {
                    account_recovery::end_of(connection, id, now)?;
                    rows::set_password(connection, id, &hashed)?;
                }
                Ok(used)
            },
            |_: &bool| (),
        );
        Ok(if used.await? { Ok(account) } else { Err(SetupFault::Wrong) })
    }

    fn setup_ends_at(&self) -> Timestamp {
        self.clock().now().saturating_add(LASTS).unwrap_or(Timestamp::MAX)
    }
}

impl crate::key::Keys {
    /// The code of an act that lets an account set a password.
    fn setup(&self, account: AccountId, act: CommandId) -> SetupCode {
        SetupCode(proof_code(&self.setup.mac(&[&account.0.to_be_bytes(), &act.0])))
    }
}

/// Writes the code of an account over the one before.
fn write(connection: &Connection, setup: &Setup) -> Result<(), SqlFault> {
    connection.write(
        sql!(
            "INSERT INTO setup_code (account, code_hash, ends_at) VALUES (?1, ?2, ?3)
             ON CONFLICT (account) DO UPDATE SET code_hash = excluded.code_hash, ends_at = excluded.ends_at"
        ),
        values![column::id(setup.account.0), SetupCode::hash(&setup.code.0), column::instant(setup.ends_at)],
    )
}

/// Hash and end of the last code of an account.
fn find(connection: &Connection, account: AccountId) -> Result<Option<(Hash, Timestamp)>, SqlFault> {
    let sql = sql!("SELECT code_hash, ends_at FROM setup_code WHERE account = ?1");
    connection.first(sql, values![column::id(account.0)], |row| {
        Ok((row.bytes("code_hash")?, column::read_instant(row, "ends_at")?))
    })
}
