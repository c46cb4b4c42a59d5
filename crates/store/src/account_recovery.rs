//! How somebody of the staff who has no password, or has lost it, comes to one that nobody else ever sees, and without a secret
//! that somebody else ever holds. The browser that asks keeps the id of its act and shows a number; its owner reads the number to a
//! colleague who may confirm it, and for a log-in of the department to two; then that browser may set a password. A number alone
//! opens nothing.

use crate::accounts::{folded, rows};
use crate::body::Hash;
use crate::change::Change;
use crate::code::proof_code;
use crate::sql::{Connection, Row, SqlFault, sql, values};
use crate::{
    Account, AccountAct, AccountFault, AccountId, CommandId, Fault, Store, Who, account_acts, column, sessions, steps,
};
use admission::Kato;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use std::fmt;
use std::sync::Arc;

/// How many hours somebody has to reach those who confirm, and to set the password.
pub const RECOVERY_HOURS: u32 = 8;

const LASTS: SignedDuration = SignedDuration::from_hours(RECOVERY_HOURS as i64);

/// Requests of one account that wait at the same time: whoever asks in somebody else's name does not fill the tables. The
/// oldest that nobody has confirmed gives way.
const WAITING_MAX: u32 = 100;

/// Numbers have six digits.
const NUMBERS: u64 = 1_000_000;

/// Requests are kept for so long after their end.
const KEPT: SignedDuration = SignedDuration::from_hours(24 * 90);

/// What follows from the act that asked, whose id only the browser that asked knows: 80 bits. It is shown nowhere.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoverySecret(String);

impl RecoverySecret {
    fn hash(&self) -> Hash {
        Sha256::digest(self.0.as_bytes()).into()
    }
}

impl fmt::Debug for RecoverySecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoverySecret(…)")
    }
}

/// A request to be let in, as the browser that asked knows it. It counts for [`RECOVERY_HOURS`], which is all that is told: an
/// instant would tell whether there is such a log-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedRecovery {
    /// What follows from its act.
    pub secret: RecoverySecret,
    /// Six digits, to be read aloud.
    pub number: String,
}

/// A request that one of two has confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WaitingRecovery {
    /// Whose log-in.
    pub account: AccountId,
    /// The one who has confirmed.
    pub first: AccountId,
    /// When.
    pub first_at: Timestamp,
    /// Until when the other one has time.
    pub ends_at: Timestamp,
}

/// What a confirmation has brought about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confirmed {
    /// Another one must confirm, too.
    ByFirst,
    /// A password may be set now; the old one and the open sessions count no more.
    Whole,
}

/// Why nothing was confirmed, or no password was set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RecoveryFault {
    /// Nobody asks with that number, or the request is over.
    #[error("there is no such request")]
    NoSuch,
    /// Nobody confirms for themselves.
    #[error("the log-in is one's own")]
    Own,
    /// The request is not confirmed, or is over.
    #[error("the request is not confirmed")]
    NotConfirmed,
    /// A password was set with it already.
    #[error("a password was set with the request")]
    Used,
    /// The password cannot be set.
    #[error(transparent)]
    Password(#[from] AccountFault),
}

impl Store {
    /// Asks to be let in again. The same act sent again is the same request. Of a log-in that is not there nothing is told: what
    /// is answered looks the same.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`]: ask again with the same command id.
    pub async fn ask_recovery(&self, login: &str, act: CommandId) -> Result<AskedRecovery, Fault> {
        let (login, now) = (folded(login), self.clock().now());
        let asked = self.core().keys.recovery_of(&login, act);
        let known = asked.clone();
        let write = move |connection: &Connection| {
            let Some((account, _)) = rows::of_login(connection, &login)? else { return Ok(()) };
            insert(connection, account.id, &known, now)
        };
        self.core().write(write, |()| ()).await?;
        Ok(asked)
    }

    /// Confirms that the owner of a log-in has read that number aloud. A log-in of the department needs the word of two whose
    /// own log-ins are open, so that nobody alone comes into a colleague's. Pressed twice by the same one, it counts once.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn confirm_recovery(
        &self,
        account: AccountId,
        number: &str,
        by: AccountId,
    ) -> Result<Result<Confirmed, RecoveryFault>, Fault> {
        if account == by {
            return Ok(Err(RecoveryFault::Own));
        }
        let Some(owner) = self.account(account).filter(|account| !account.closed) else {
            return Ok(Err(RecoveryFault::NoSuch));
        };
        let needs_two = owner.needs_two_to_recover();
        let staff = Arc::clone(self.staff());
        let (number, now, sessions) = (number.to_owned(), self.clock().now(), Arc::clone(self.sessions()));
        let written = self.core().change(
            move |connection| {
                let found = open(connection, account, &number, now)?;
                let [Open { id, first, is_confirmed }] = found.as_slice() else {
                    return Ok((Err(RecoveryFault::NoSuch), Vec::new()));
                };
                if *is_confirmed {
                    return Ok((Ok(Confirmed::Whole), Vec::new()));
                }
                let is_first = first.is_none_or(|first| first == by || !staff.is_open(first));
                if needs_two && is_first {
                    note_first(connection, account, *id, (now, by), *first != Some(by))?;
                    return Ok((Ok(Confirmed::ByFirst), Vec::new()));
                }
                connection.write(
                    sql!("UPDATE account_recovery SET confirmed_at = ?2 WHERE id = ?1"),
                    values![*id, column::instant(now)],
                )?;
                account_acts::note(connection, account, AccountAct::RecoveryConfirmed, now, Some(by))?;
                rows::set_password(connection, account, "")?;
                steps::delete_of(connection, account)?;
                sessions::delete_of(connection, account)?;
                Ok((Ok(Confirmed::Whole), vec![Change::SessionsOfAccountEnded(account)]))
            },
            move |done: &Result<Confirmed, RecoveryFault>| {
                if *done == Ok(Confirmed::Whole) {
                    sessions.end_where(|session| session.who == Who::Staff(account));
                }
            },
        );
        written.await
    }

    /// The requests of a town that one has confirmed and that wait for another, oldest first.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn half_confirmed_recoveries(&self, town: &Kato) -> Result<Vec<WaitingRecovery>, Fault> {
        let (kato, now) = (town.clone(), self.clock().now());
        let read = move |connection: &Connection| {
            let sql = sql!(
                "SELECT account, first_by, first_at, ends_at FROM account_recovery
                 JOIN account ON account.id = account_recovery.account
                 JOIN account AS confirmer ON confirmer.id = first_by
                 WHERE account.kato = ?1 AND account.closed = 0 AND confirmer.closed = 0 AND ends_at > ?2
                 AND confirmed_at IS NULL ORDER BY first_at"
            );
            Ok(connection.all(sql, values![kato.as_str(), column::instant(now)], |row| {
                Ok(WaitingRecovery {
                    account: AccountId(column::read_id(row, "account")?),
                    first: AccountId(column::read_id(row, "first_by")?),
                    first_at: column::read_instant(row, "first_at")?,
                    ends_at: column::read_instant(row, "ends_at")?,
                })
            })?)
        };
        self.core().readers.read("reading who waits to be let in again", read).await
    }

    /// Sets the password of the log-in for which that browser has asked, once it is confirmed. It counts once; other requests
    /// for the same log-in are over then.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn recover(
        &self,
        secret: &RecoverySecret,
        password: &str,
    ) -> Result<Result<Account, RecoveryFault>, Fault> {
        let (hash, now) = (secret.hash(), self.clock().now());
        let read = move |connection: &Connection| Ok((confirmed(connection, hash, now)?, is_used(connection, hash)?));
        let (found, was_used) = self.core().readers.read("looking up a request to be let in", read).await?;
        let account = found.and_then(|id| self.account(id)).filter(|account| !account.closed);
        let Some(account) = account else {
            return Ok(Err(if was_used { RecoveryFault::Used } else { RecoveryFault::NotConfirmed }));
        };
        if let Err(fault) = self.check_password_of(&account, password) {
            return Ok(Err(fault.into()));
        }
        let (id, hashed) = (account.id, self.hash_password(password).await?);
        let write = move |connection: &Connection| {
            // Of two who are at it at once one is first, on whatever node, and what was turned down meanwhile counts no more.
            let sql = sql!(
                "UPDATE account_recovery SET used_at = ?2, ends_at = ?2 WHERE secret_hash = ?1
                 AND confirmed_at IS NOT NULL AND used_at IS NULL AND ends_at > ?2 RETURNING account"
            );
            if connection.first(sql, values![hash, column::instant(now)], |row| row.integer("account"))?.is_none() {
                let fault = if is_used(connection, hash)? { RecoveryFault::Used } else { RecoveryFault::NotConfirmed };
                return Ok(Err(fault));
            }
            end_of(connection, id, now)?;
            rows::set_password(connection, id, &hashed)?;
            Ok(Ok(()))
        };
        let set = self.core().write(write, |_: &Result<(), RecoveryFault>| ()).await?;
        Ok(set.map(|()| account))
    }

    /// Ends all requests for a log-in, also one that is confirmed: the number was not read aloud by its owner. Where somebody had
    /// confirmed one, that leaves a line.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn reject_recoveries(&self, account: AccountId, by: AccountId) -> Result<(), Fault> {
        let now = self.clock().now();
        let write = move |connection: &Connection| {
            let sql = sql!(
                "SELECT id FROM account_recovery WHERE account = ?1 AND ends_at > ?2
                 AND (first_by IS NOT NULL OR confirmed_at IS NOT NULL)"
            );
            let of = values![column::id(account.0), column::instant(now)];
            if !connection.all(sql, of, |row| row.integer("id"))?.is_empty() {
                account_acts::note(connection, account, AccountAct::RecoveryRejected, now, Some(by))?;
            }
            end_of(connection, account, now)
        };
        self.core().write(write, |()| ()).await
    }
}

impl crate::key::Keys {
    /// What an act that asks for a log-in keeps and shows, whether there is one or not.
    fn recovery_of(&self, login: &str, act: CommandId) -> AskedRecovery {
        let derived = |what: &[u8]| self.setup.mac(&[b"to be let in again", what, login.as_bytes(), &act.0]);
        let [a, b, c, d, e, f, g, h, ..] = derived(b"number");
        let number = u64::from_be_bytes([a, b, c, d, e, f, g, h]) % NUMBERS;
        AskedRecovery { secret: RecoverySecret(proof_code(&derived(b"secret"))), number: format!("{number:06}") }
    }
}

impl Account {
    /// Whether two colleagues must say that its owner asks to be let in.
    #[must_use]
    pub fn needs_two_to_recover(&self) -> bool {
        !self.role.is_of_kindergarten()
    }
}

/// Writes a request, unless it is there. Where too many wait, the oldest that nobody has confirmed gives way.
fn insert(connection: &Connection, account: AccountId, asked: &AskedRecovery, now: Timestamp) -> Result<(), SqlFault> {
    let ends_at = now.saturating_add(LASTS).unwrap_or(Timestamp::MAX);
    let is_new = connection.first(
        sql!(
            "INSERT INTO account_recovery (account, secret_hash, number, asked_at, ends_at)
             VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (secret_hash) DO NOTHING RETURNING id"
        ),
        values![
            column::id(account.0),
            asked.secret.hash(),
            asked.number.as_str(),
            column::instant(now),
            column::instant(ends_at)
        ],
        |row| row.integer("id"),
    )?;
    if is_new.is_none() {
        return Ok(());
    }
    connection.write(
        sql!(
            "DELETE FROM account_recovery WHERE account = ?1 AND ends_at > ?2 AND first_by IS NULL
             AND confirmed_at IS NULL AND id NOT IN (SELECT id FROM account_recovery AS kept WHERE kept.account = ?1
             AND kept.ends_at > ?2 ORDER BY kept.id DESC LIMIT ?3)"
        ),
        values![column::id(account.0), column::instant(now), WAITING_MAX],
    )
}

/// A request that is not over.
struct Open {
    /// Its number in the table.
    id: i64,
    first: Option<AccountId>,
    is_confirmed: bool,
}

/// The requests of an account with that number that are not over.
fn open(connection: &Connection, account: AccountId, number: &str, now: Timestamp) -> Result<Vec<Open>, SqlFault> {
    let sql = sql!(
        "SELECT id, first_by, confirmed_at FROM account_recovery WHERE account = ?1 AND number = ?2 AND ends_at > ?3"
    );
    let of = values![column::id(account.0), number, column::instant(now)];
    connection.all(sql, of, |row: &Row<'_>| {
        Ok(Open {
            id: row.integer("id")?,
            first: row.integer_if_any("first_by")?.map(|id| AccountId(id.cast_unsigned())),
            is_confirmed: row.integer_if_any("confirmed_at")?.is_some(),
        })
    })
}

fn note_first(
    connection: &Connection,
    account: AccountId,
    id: i64,
    (now, by): (Timestamp, AccountId),
    is_new: bool,
) -> Result<(), SqlFault> {
    if !is_new {
        return Ok(());
    }
    connection.write(
        sql!("UPDATE account_recovery SET first_by = ?2, first_at = ?3 WHERE id = ?1"),
        values![id, column::id(by.0), column::instant(now)],
    )?;
    account_acts::note(connection, account, AccountAct::RecoveryBegun, now, Some(by))
}

/// Whose log-in a request that is confirmed and not over is for; none if the log-in is closed.
fn confirmed(connection: &Connection, hash: Hash, now: Timestamp) -> Result<Option<AccountId>, SqlFault> {
    let sql = sql!(
        "SELECT account FROM account_recovery JOIN account ON account.id = account_recovery.account
         WHERE secret_hash = ?1 AND confirmed_at IS NOT NULL AND ends_at > ?2 AND account.closed = 0"
    );
    connection.first(sql, values![hash, column::instant(now)], |row| column::read_id(row, "account").map(AccountId))
}

/// Whether a password was set with a request.
fn is_used(connection: &Connection, hash: Hash) -> Result<bool, SqlFault> {
    let sql = sql!("SELECT id FROM account_recovery WHERE secret_hash = ?1 AND used_at IS NOT NULL");
    Ok(connection.first(sql, values![hash], |row| row.integer("id"))?.is_some())
}

/// Ends the requests of an account: it has a new password, or a code for one.
pub(crate) fn end_of(connection: &Connection, account: AccountId, now: Timestamp) -> Result<(), SqlFault> {
    connection.write(
        sql!("UPDATE account_recovery SET ends_at = ?2 WHERE account = ?1 AND ends_at > ?2"),
        values![column::id(account.0), column::instant(now)],
    )
}

/// Forgets requests that ended long ago.
pub(crate) fn delete_over(connection: &Connection, now: Timestamp) -> Result<(), SqlFault> {
    let before = now.saturating_sub(KEPT).unwrap_or(Timestamp::MIN);
    connection.write(sql!("DELETE FROM account_recovery WHERE ends_at < ?1"), values![column::instant(before)])
}
