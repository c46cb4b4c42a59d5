//! Who is logged in: kept on the server, known by a token of which only a hash is stored.

use crate::{AccountId, Fault, Store};
use admission::{ApplicationId, Kato};
use jiff::{SignedDuration, Timestamp};
use std::fmt;

/// Whose session it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Who {
    /// The family of an application in a town.
    Family(Kato, ApplicationId),
    /// A member of staff.
    Staff(AccountId),
}

/// An open session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Whose.
    pub who: Who,
    /// Since when.
    pub opened_at: Timestamp,
    /// Until when.
    pub ends_at: Timestamp,
}

/// What the browser keeps: 256 random bits as text. Only its hash is stored.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionToken(String);

impl SessionToken {
    /// The text for the cookie: letters and digits only.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SessionToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionToken(…)")
    }
}

impl Store {
    /// Opens a session.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn open_session(&self, _who: Who, _lifetime: SignedDuration) -> Result<SessionToken, Fault> {
        unimplemented!()
    }

    /// The session of a token, if it is open. Never touches the disk.
    pub async fn session(&self, _token: &str) -> Option<Session> {
        unimplemented!()
    }

    /// Ends one session. One that is not there is ended already.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn end_session(&self, _token: &str) -> Result<(), Fault> {
        unimplemented!()
    }

    /// Ends all sessions of an account.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn end_sessions_of(&self, _account: AccountId) -> Result<(), Fault> {
        unimplemented!()
    }
}
