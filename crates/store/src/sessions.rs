//! Who is logged in: kept on the server, known by a token of which only a hash is stored.

use crate::body::Hash;
use crate::{AccountId, Fault, Store, column};
use admission::{ApplicationId, Kato};
use jiff::{SignedDuration, Timestamp};
use parking_lot::RwLock;
use rand::RngCore;
use rusqlite::{Connection, Row, params};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

/// Random bytes of a token: 256 bits.
const TOKEN_BYTES: usize = 32;

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
    fn random() -> Self {
        let mut bytes = [0; TOKEN_BYTES];
        rand::rng().fill_bytes(&mut bytes);
        Self(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
    }

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

/// A token has 256 random bits, so that a plain hash of it cannot be turned round.
fn hash_of(token: &str) -> Hash {
    Sha256::digest(token.as_bytes()).into()
}

/// All open sessions, in memory; written through to the disk.
pub(crate) struct Sessions(RwLock<HashMap<Hash, Session>>);

impl Sessions {
    pub(crate) fn of(open: HashMap<Hash, Session>) -> Self {
        Self(RwLock::new(open))
    }

    /// Forgets the sessions that the rows no longer hold.
    pub(crate) fn end_where(&self, ended: impl Fn(&Session) -> bool) {
        self.0.write().retain(|_, session| !ended(session));
    }
}

impl Store {
    /// Opens a session.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn open_session(&self, who: Who, lifetime: SignedDuration) -> Result<SessionToken, Fault> {
        let token = SessionToken::random();
        let hash = hash_of(token.as_str());
        let opened_at = self.clock().now();
        let ends_at = opened_at.saturating_add(lifetime).unwrap_or(Timestamp::MAX);
        let session = Session { who, opened_at, ends_at };
        let sessions = Arc::clone(self.sessions());
        let written = self.core().write(
            move |connection| {
                connection.execute("DELETE FROM session WHERE ends_at <= ?1", [column::instant(opened_at)])?;
                insert(connection, &hash, &session)?;
                Ok(session)
            },
            move |session| {
                sessions.end_where(|other| other.ends_at <= opened_at);
                sessions.0.write().insert(hash, session.clone());
            },
        );
        written.await.map(|_| token)
    }

    /// The session of a token, if it is open. Never touches the disk.
    pub async fn session(&self, token: &str) -> Option<Session> {
        let session = self.sessions().0.read().get(&hash_of(token)).cloned()?;
        (session.ends_at > self.clock().now()).then_some(session)
    }

    /// Ends one session. One that is not there is ended already.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn end_session(&self, token: &str) -> Result<(), Fault> {
        let hash = hash_of(token);
        let sessions = Arc::clone(self.sessions());
        self.core()
            .write(
                move |connection| connection.execute("DELETE FROM session WHERE token_hash = ?1", [hash]).map(drop),
                move |()| drop(sessions.0.write().remove(&hash)),
            )
            .await
    }

    /// Ends all sessions of an account.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn end_sessions_of(&self, account: AccountId) -> Result<(), Fault> {
        let sessions = Arc::clone(self.sessions());
        self.core()
            .write(
                move |connection| delete_of(connection, account),
                move |()| sessions.end_where(|session| session.who == Who::Staff(account)),
            )
            .await
    }
}

/// Deletes the rows of all sessions of an account.
pub(crate) fn delete_of(connection: &Connection, account: AccountId) -> rusqlite::Result<()> {
    connection.execute("DELETE FROM session WHERE account = ?1", [column::id(account.0)]).map(drop)
}

fn insert(connection: &Connection, hash: &Hash, session: &Session) -> rusqlite::Result<()> {
    let (account, kato, application) = match &session.who {
        Who::Staff(account) => (Some(column::id(account.0)), None, None),
        Who::Family(kato, application) => (None, Some(kato.as_str()), Some(column::id(application.0))),
    };
    let (opened_at, ends_at) = (column::instant(session.opened_at), column::instant(session.ends_at));
    connection
        .prepare_cached(
            "INSERT INTO session (token_hash, account, kato, application, opened_at, ends_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![hash, account, kato, application, opened_at, ends_at])
        .map(drop)
}

/// Every session there is, open or ended.
pub(crate) fn read_all(connection: &Connection) -> rusqlite::Result<HashMap<Hash, Session>> {
    connection
        .prepare("SELECT * FROM session")?
        .query_map([], |row| Ok((row.get("token_hash")?, read(row)?)))?
        .collect()
}

fn read(row: &Row<'_>) -> rusqlite::Result<Session> {
    let who = match column::read_text_if_any(row, "kato")? {
        Some(kato) => Who::Family(kato, column::read_application(row, "application")?),
        None => Who::Staff(AccountId(column::read_id(row, "account")?)),
    };
    Ok(Session {
        who,
        opened_at: column::read_instant(row, "opened_at")?,
        ends_at: column::read_instant(row, "ends_at")?,
    })
}
