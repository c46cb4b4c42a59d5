//! Accounts of kindergartens and of the office.

use crate::{Fault, Store};
use admission::{Kato, KindergartenId};
use std::fmt;

/// Characters of a password at least.
pub const PASSWORD_CHARACTERS_MIN: usize = 10;

/// One account: a number, given once and never again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountId(pub u64);

/// What a member of staff may do; the pages hold the table of rights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StaffRole {
    /// Speaks for one kindergarten.
    Kindergarten,
    /// Decides on grounds, registers kindergartens.
    Clerk,
    /// And keeps accounts, calendar and policy.
    Administrator,
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
    /// Fewer than [`PASSWORD_CHARACTERS_MIN`] characters.
    #[error("the password is too short")]
    PasswordTooShort,
    /// More than 1,000 bytes.
    #[error("the password is too long")]
    PasswordTooLong,
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

impl Store {
    /// Makes an account.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn create_account(&self, _new: NewAccount) -> Result<Result<AccountId, AccountFault>, Fault> {
        unimplemented!()
    }

    /// The accounts of a town, by login. Never touches the disk.
    #[must_use]
    pub fn accounts(&self, _town: &Kato) -> Vec<Account> {
        unimplemented!()
    }

    /// One account, open or closed. Never touches the disk.
    #[must_use]
    pub fn account(&self, _id: AccountId) -> Option<Account> {
        unimplemented!()
    }

    /// Gives an account a new password and ends its sessions.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn set_password(&self, _id: AccountId, _password: &str) -> Result<Result<(), AccountFault>, Fault> {
        unimplemented!()
    }

    /// Closes an account and ends its sessions.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn close_account(&self, _id: AccountId) -> Result<Result<(), AccountFault>, Fault> {
        unimplemented!()
    }

    /// The open account of that login, if the password is its password. An unknown login costs the same time.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn check_password(&self, _login: &str, _password: &str) -> Result<Option<Account>, Fault> {
        unimplemented!()
    }
}
