//! Who is logged in: kept on the server, known by a token of which only a hash is stored.

use crate::body::Hash;
use crate::change::Change;
use crate::database::ReadFault;
use crate::key::Keys;
use crate::sql::{Connection, Row, SqlFault, sql, values};
use crate::{AccountId, Fault, HelperId, Store, column, helping, hexadecimal};
use admission::{ApplicationId, Kato};
use jiff::{SignedDuration, Timestamp};
use parking_lot::RwLock;
use rand::RngCore;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use subtle::ConstantTimeEq;

/// Bytes of a token: 128 random bits, and the proof that they are ours.
const TOKEN_BYTES: usize = 32;

/// Whose session it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Who {
    /// The family of an application in a town.
    Family(Kato, ApplicationId),
    /// A helper of that family.
    Helper(Kato, ApplicationId, HelperId),
    /// A member of staff.
    Staff(AccountId),
}

impl Who {
    /// Whether it is the family of an application, or a helper of it.
    pub(crate) fn is_for(&self, kato: &Kato, id: ApplicationId) -> bool {
        match self {
            Self::Family(town, application) | Self::Helper(town, application, _) => town == kato && *application == id,
            Self::Staff(_) => false,
        }
    }
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

/// What the browser keeps: 128 random bits and their proof, as text. Only its hash is stored.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionToken(String);

impl SessionToken {
    /// The second half says that the first half is ours: a made-up token is told without asking a database.
    fn random(keys: &Keys) -> Self {
        let mut bytes = [0; TOKEN_BYTES];
        let (random, proof) = bytes.split_at_mut(TOKEN_BYTES / 2);
        rand::rng().fill_bytes(random);
        proof.copy_from_slice(&keys.session_proof(random)[..TOKEN_BYTES / 2]);
        Self(hexadecimal::write(&bytes))
    }

    fn is_ours(keys: &Keys, token: &str) -> bool {
        let Some(bytes) = hexadecimal::read::<TOKEN_BYTES>(token) else { return false };
        let (random, proof) = bytes.split_at(TOKEN_BYTES / 2);
        keys.session_proof(random)[..TOKEN_BYTES / 2].ct_eq(proof).into()
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

/// By which a session is known in the tables.
pub(crate) type TokenHash = Hash;

/// A token has 128 random bits, so that a plain hash of it cannot be turned round.
pub(crate) fn hash_of(token: &str) -> Hash {
    Sha256::digest(token.as_bytes()).into()
}

/// All open sessions, in memory; written through to the disk.
pub(crate) struct Sessions {
    open: RwLock<HashMap<Hash, Session>>,
    /// How often sessions were ended: what was read before the last time may be one of them.
    ends: AtomicU64,
}

impl Sessions {
    pub(crate) fn of(open: HashMap<Hash, Session>) -> Self {
        Self { open: RwLock::new(open), ends: AtomicU64::new(0) }
    }

    /// Forgets the sessions that the rows no longer hold.
    pub(crate) fn end_where(&self, ended: impl Fn(&Session) -> bool) {
        let mut open = self.open.write();
        self.ends.fetch_add(1, Ordering::Relaxed);
        open.retain(|_, session| !ended(session));
    }

    /// Forgets the sessions of helpers.
    pub(crate) fn end_of_helpers(&self, ended: &[HelperId]) {
        self.end_where(|session| matches!(&session.who, Who::Helper(_, _, helper) if ended.contains(helper)));
    }

    /// These sessions are open and no others.
    pub(crate) fn are(&self, open: HashMap<Hash, Session>) {
        let mut known = self.open.write();
        self.ends.fetch_add(1, Ordering::Relaxed);
        *known = open;
    }

    /// Forgets one session.
    pub(crate) fn end(&self, hash: &Hash) {
        let mut open = self.open.write();
        self.ends.fetch_add(1, Ordering::Relaxed);
        open.remove(hash);
    }

    fn ends(&self) -> u64 {
        self.ends.load(Ordering::Relaxed)
    }

    fn keep_unless_ended(&self, hash: Hash, session: Session, ends_before: u64) {
        let mut open = self.open.write();
        if self.ends() == ends_before {
            open.insert(hash, session);
        }
    }
}

impl Store {
    /// Opens a session. One of a helper ends with the helper at the latest.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn open_session(&self, who: Who, lifetime: SignedDuration) -> Result<SessionToken, Fault> {
        self.open_session_on(who, lifetime, "").await
    }

    /// Opens a session and keeps a coarse word for what it was opened on, by which its owner knows it again.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn open_session_on(
        &self,
        who: Who,
        lifetime: SignedDuration,
        device: &'static str,
    ) -> Result<SessionToken, Fault> {
        let token = SessionToken::random(&self.core().keys);
        let hash = hash_of(token.as_str());
        let opened_at = self.clock().now();
        let ends_at = opened_at.saturating_add(lifetime).unwrap_or(Timestamp::MAX);
        let session = Session { who, opened_at, ends_at };
        let sessions = Arc::clone(self.sessions());
        let written = self.core().write(
            move |connection| {
                let ends_at = match &session.who {
                    Who::Helper(_, _, helper) => helping::lock_end(connection, *helper)?.unwrap_or(opened_at),
                    Who::Family(..) | Who::Staff(_) => ends_at,
                };
                let session = Session { ends_at: ends_at.min(session.ends_at), ..session };
                insert(connection, &hash, &session, device)?;
                Ok(session)
            },
            move |session| drop(sessions.open.write().insert(hash, session.clone())),
        );
        written.await.map(|_| token)
    }

    /// The session of a token, if it is open. A database is asked only for a token that another node has given out.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn session(&self, token: &str) -> Result<Option<Session>, Fault> {
        let hash = hash_of(token);
        let known = self.sessions().open.read().get(&hash).cloned();
        let session = match known {
            Some(session) => Some(session),
            None if self.core().is_shared && SessionToken::is_ours(&self.core().keys, token) => {
                self.session_of_another_node(hash).await?
            }
            None => None,
        };
        Ok(session.filter(|session| session.ends_at > self.clock().now()))
    }

    async fn session_of_another_node(&self, hash: Hash) -> Result<Option<Session>, Fault> {
        let ended_before = self.sessions().ends();
        let read = move |connection: &Connection| {
            let sql = sql!("SELECT * FROM session WHERE token_hash = ?1");
            Ok::<_, ReadFault>(connection.first(sql, values![hash], read)?)
        };
        let found = self.core().readers.read("looking up a session", read).await?;
        if let Some(session) = &found {
            self.sessions().keep_unless_ended(hash, session.clone(), ended_before);
        }
        Ok(found)
    }

    /// Ends one session. One that is not there is ended already.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn end_session(&self, token: &str) -> Result<(), Fault> {
        let hash = hash_of(token);
        let sessions = Arc::clone(self.sessions());
        self.core()
            .change(
                move |connection| {
                    connection.write(sql!("DELETE FROM session WHERE token_hash = ?1"), values![hash])?;
                    Ok(((), vec![Change::SessionEnded(hexadecimal::write(&hash))]))
                },
                move |()| sessions.end(&hash),
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
            .change(
                move |connection| {
                    delete_of(connection, account)?;
                    Ok(((), vec![Change::SessionsOfAccountEnded(account)]))
                },
                move |()| sessions.end_where(|session| session.who == Who::Staff(account)),
            )
            .await
    }
}

/// Deletes the rows of sessions that are over.
pub(crate) fn delete_over(connection: &Connection, now: Timestamp) -> Result<(), SqlFault> {
    connection.write(sql!("DELETE FROM session WHERE ends_at <= ?1"), values![column::instant(now)])
}

/// Deletes the rows of all sessions of an account.
pub(crate) fn delete_of(connection: &Connection, account: AccountId) -> Result<(), SqlFault> {
    connection.write(sql!("DELETE FROM session WHERE account = ?1"), values![column::id(account.0)])
}

fn insert(connection: &Connection, hash: &Hash, session: &Session, device: &str) -> Result<(), SqlFault> {
    let (account, kato, application, helper) = match &session.who {
        Who::Staff(account) => (Some(column::id(account.0)), None, None, None),
        Who::Family(kato, application) => (None, Some(kato.as_str()), Some(column::id(application.0)), None),
        Who::Helper(kato, application, helper) => {
            (None, Some(kato.as_str()), Some(column::id(application.0)), Some(column::id(helper.0)))
        }
    };
    let (opened_at, ends_at) = (column::instant(session.opened_at), column::instant(session.ends_at));
    connection.write(
        sql!(
            "INSERT INTO session (token_hash, account, kato, application, helper, opened_at, ends_at, device)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
        ),
        values![*hash, account, kato, application, helper, opened_at, ends_at, device],
    )
}

/// Every session there is, open or ended.
pub(crate) fn read_all(connection: &Connection) -> Result<HashMap<Hash, Session>, SqlFault> {
    let sessions =
        connection.all(sql!("SELECT * FROM session"), values![], |row| Ok((row.bytes("token_hash")?, read(row)?)))?;
    Ok(sessions.into_iter().collect())
}

fn read(row: &Row<'_>) -> Result<Session, SqlFault> {
    let who = match column::read_text_if_any(row, "kato")? {
        Some(kato) => {
            let application = column::read_application(row, "application")?;
            match row.integer_if_any("helper")? {
                Some(helper) => Who::Helper(kato, application, HelperId(helper.cast_unsigned())),
                None => Who::Family(kato, application),
            }
        }
        None => Who::Staff(AccountId(column::read_id(row, "account")?)),
    };
    Ok(Session {
        who,
        opened_at: column::read_instant(row, "opened_at")?,
        ends_at: column::read_instant(row, "ends_at")?,
    })
}
