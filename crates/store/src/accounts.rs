//! Accounts of kindergartens and of the office.

use crate::change::Change;
use crate::sql::Connection;
use crate::{AccountAct, Fault, Store, Who, account_acts, account_recovery, password, sessions, steps, tasks};
use admission::{Kato, KindergartenId};
use parking_lot::RwLock;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use zeroize::Zeroizing;

pub(crate) mod rows;

pub(crate) use rows::{read_all, read_one};

/// Characters of a login at most.
const LOGIN_CHARACTERS_MAX: usize = 64;

/// One account: a number, given once and never again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct AccountId(pub u64);

/// What a member of staff may do; the pages hold the table of rights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StaffRole {
    /// Answers for one kindergarten.
    Kindergarten,
    /// Stands in at a kindergarten for what is due every day.
    Deputy,
    /// Takes applications in, keeps the register of kindergartens.
    Clerk,
    /// Decides on grounds.
    Verifier,
    /// Heads the education department.
    Head,
    /// Reads and changes nothing.
    Auditor,
    /// Keeps accounts, calendar and policy.
    Administrator,
}

impl StaffRole {
    /// Whether it speaks for a kindergarten.
    #[must_use]
    pub fn is_of_kindergarten(self) -> bool {
        matches!(self, Self::Kindergarten | Self::Deputy)
    }
}

/// An account to be made.
#[derive(Clone)]
pub struct NewAccount {
    /// What one logs in with; case does not matter.
    pub login: String,
    /// The name shown to colleagues.
    pub display_name: String,
    /// What it may do.
    pub role: StaffRole,
    /// Where.
    pub town: Kato,
    /// For which kindergarten.
    pub kindergarten: Option<KindergartenId>,
    /// The first password.
    pub password: String,
}

impl NewAccount {
    /// Whether the account could be made, as far as can be told without looking at the others.
    ///
    /// # Errors
    /// What is wrong with it; a login that is taken is found out only when it is made.
    pub fn check(&self) -> Result<(), AccountFault> {
        self.check_but_password()?;
        password::check(&self.password, &[self.login.as_str()])
    }

    /// Whether it could be made but for its password.
    pub(crate) fn check_but_password(&self) -> Result<(), AccountFault> {
        let login = folded(&self.login);
        let unfit = |letter: char| letter.is_whitespace() || letter.is_control();
        if login.is_empty() || login.chars().count() > LOGIN_CHARACTERS_MAX || login.contains(unfit) {
            return Err(AccountFault::LoginUnfit);
        }
        if self.role.is_of_kindergarten() != self.kindergarten.is_some() {
            return Err(AccountFault::KindergartenMismatch);
        }
        Ok(())
    }
}

impl fmt::Debug for NewAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewAccount(…)")
    }
}

/// An account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its number.
    pub id: AccountId,
    /// What one logs in with.
    pub login: String,
    /// The name shown to colleagues.
    pub display_name: String,
    /// What it may do.
    pub role: StaffRole,
    /// Where.
    pub town: Kato,
    /// For which kindergarten.
    pub kindergarten: Option<KindergartenId>,
    /// Whether it was closed; a closed account cannot log in.
    pub closed: bool,
}

/// Why an account or a password was not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AccountFault {
    /// Empty, longer than 64 characters, or with spaces or control characters.
    #[error("the login is empty, too long or has characters that cannot be typed")]
    LoginUnfit,
    /// Somebody has that login.
    #[error("the login is taken")]
    LoginTaken,
    /// Fewer than [`crate::PASSWORD_CHARACTERS_MIN`] characters.
    #[error("the password is too short")]
    PasswordTooShort,
    /// More than 1,000 bytes.
    #[error("the password is too long")]
    PasswordTooLong,
    /// The login or the kindergarten's name stands in it.
    #[error("the password holds the login or the name of the kindergarten")]
    PasswordHoldsName,
    /// Among the passwords that are tried first.
    #[error("the password is among the most common ones")]
    PasswordTooCommon,
    /// The role speaks for a kindergarten and none is named, or the other way round.
    #[error("an account of a kindergarten names one, and no other account does")]
    KindergartenMismatch,
    /// No such account.
    #[error("there is no such account")]
    UnknownAccount,
}

/// All accounts, in memory; written through to the disk.
pub(crate) struct Staff(RwLock<BTreeMap<AccountId, Account>>);

impl Staff {
    pub(crate) fn of(accounts: BTreeMap<AccountId, Account>) -> Self {
        Self(RwLock::new(accounts))
    }

    pub(crate) fn is_open(&self, id: AccountId) -> bool {
        self.0.read().get(&id).is_some_and(|account| !account.closed)
    }

    /// Another node wrote an account.
    pub(crate) fn take_in(&self, account: Account) {
        self.0.write().insert(account.id, account);
    }
}

/// A login as it is stored and compared: case does not matter.
pub(crate) fn folded(login: &str) -> String {
    login.trim().to_lowercase()
}

impl Account {
    /// An account as it is written first; its number is given then.
    pub(crate) fn made_of(new: NewAccount) -> Self {
        Self {
            id: AccountId(0),
            login: folded(&new.login),
            display_name: new.display_name,
            role: new.role,
            town: new.town,
            kindergarten: new.kindergarten,
            closed: false,
        }
    }
}

impl Store {
    /// Makes an account.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn create_account(&self, new: NewAccount) -> Result<Result<AccountId, AccountFault>, Fault> {
        if let Err(fault) = new.check_but_password() {
            return Ok(Err(fault));
        }
        let password = Zeroizing::new(new.password.clone());
        let account = Account::made_of(new);
        if let Err(fault) = self.check_password_of(&account, &password) {
            return Ok(Err(fault));
        }
        let hash = self.hash_password(&password).await?;
        let staff = Arc::clone(self.staff());
        let written = self.core().change(
            move |connection| {
                let made = rows::insert(connection, account, &hash)?;
                let changes = made.iter().map(|account| Change::Account(account.id)).collect();
                Ok((made, changes))
            },
            move |made: &Option<Account>| {
                if let Some(account) = made {
                    staff.0.write().insert(account.id, account.clone());
                }
            },
        );
        Ok(written.await?.map(|account| account.id).ok_or(AccountFault::LoginTaken))
    }

    /// The accounts of a town, by login. Never touches the disk.
    #[must_use]
    pub fn accounts(&self, town: &Kato) -> Vec<Account> {
        let staff = self.staff().0.read();
        let mut accounts: Vec<_> = staff.values().filter(|account| account.town == *town).cloned().collect();
        accounts.sort_by(|one, other| one.login.cmp(&other.login));
        accounts
    }

    /// One account, open or closed. Never touches the disk.
    #[must_use]
    pub fn account(&self, id: AccountId) -> Option<Account> {
        self.staff().0.read().get(&id).cloned()
    }

    /// Gives an account a new password and ends its sessions.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn set_password(&self, id: AccountId, password: &str) -> Result<Result<(), AccountFault>, Fault> {
        let Some(account) = self.account(id) else { return Ok(Err(AccountFault::UnknownAccount)) };
        if let Err(fault) = self.check_password_of(&account, password) {
            return Ok(Err(fault));
        }
        let hash = self.hash_password(password).await?;
        let (sessions, now) = (Arc::clone(self.sessions()), self.clock().now());
        self.core()
            .change(
                move |connection| {
                    rows::set_password(connection, id, &hash)?;
                    account_recovery::end_of(connection, id, now)?;
                    steps::delete_of(connection, id)?;
                    sessions::delete_of(connection, id)?;
                    Ok(((), vec![Change::SessionsOfAccountEnded(id)]))
                },
                move |()| sessions.end_where(|session| session.who == Who::Staff(id)),
            )
            .await
            .map(Ok)
    }

    /// Closes an account and ends its sessions.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn close_account(&self, id: AccountId, by: Option<AccountId>) -> Result<Result<(), AccountFault>, Fault> {
        match self.account(id) {
            None => return Ok(Err(AccountFault::UnknownAccount)),
            Some(account) if account.closed => return Ok(Ok(())),
            Some(_) => {}
        }
        let (staff, sessions) = (Arc::clone(self.staff()), Arc::clone(self.sessions()));
        let now = self.clock().now();
        self.core()
            .change(
                move |connection| {
                    rows::close(connection, id)?;
                    tasks::leave_all(connection, id)?;
                    account_acts::note(connection, id, AccountAct::Closed, now, by)?;
                    sessions::delete_of(connection, id)?;
                    Ok(((), vec![Change::Account(id), Change::SessionsOfAccountEnded(id)]))
                },
                move |()| {
                    if let Some(account) = staff.0.write().get_mut(&id) {
                        account.closed = true;
                    }
                    sessions.end_where(|session| session.who == Who::Staff(id));
                },
            )
            .await
            .map(Ok)
    }

    /// The open account of that login, if the password is its password. An unknown login costs the same time.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn check_password(&self, login: &str, password: &str) -> Result<Option<Account>, Fault> {
        let login = folded(login);
        let read = move |connection: &Connection| Ok(rows::of_login(connection, &login)?);
        let found = self.core().readers.read("looking up a login", read).await?;
        let (account, hash) = found.map_or((None, None), |(account, hash)| (Some(account), Some(hash)));
        let password = Zeroizing::new(password.to_owned());
        let right = self.with_permit(move || password::is_right(&password, hash.as_deref())).await?;
        Ok(account.filter(|_| right))
    }

    /// Whether an account may have that password: neither its login nor its kindergarten's name stands in it.
    pub(crate) fn check_password_of(&self, account: &Account, password: &str) -> Result<(), AccountFault> {
        let town = self.town(&account.town);
        let names = town.zip(account.kindergarten).and_then(|(town, id)| {
            let registry = town.registry();
            registry.kindergartens.get(&id).map(|known| known.names.clone())
        });
        let names = names.map(|names| [names.kk, names.ru, names.en]).unwrap_or_default();
        let own: Vec<&str> = names.iter().map(String::as_str).chain([account.login.as_str()]).collect();
        password::check(password, &own)
    }

    pub(crate) async fn hash_password(&self, password: &str) -> Result<String, Fault> {
        let password = Zeroizing::new(password.to_owned());
        self.with_permit(move || password::hash(&password)).await?
    }

    /// Runs what takes long and much memory, only so many at a time.
    async fn with_permit<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Fault> {
        let permit = Arc::clone(self.passwords()).acquire_owned().await.map_err(|_| Fault::ShutDown)?;
        let task = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            work()
        });
        task.await.map_err(|cause| Fault::unavailable(&cause))
    }
}
