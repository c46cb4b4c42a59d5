//! Second factors of accounts: apps that count time, passkeys, and codes for the day on which neither is at hand. Secrets
//! are sealed under a key of their own; what proves a factor right is reckoned elsewhere, that it counts once is kept here.

use crate::accounts::AccountId;
use crate::change::Change;
use crate::database::ReadFault;
use crate::sealed;
use crate::sql::Connection;
use crate::{AccountAct, Fault, Store, Who, account_acts, sessions, steps};
use jiff::Timestamp;
use rand::RngCore;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;
use zeroize::Zeroizing;

mod rows;

/// Recovery codes that are given at a time.
pub const RECOVERY_CODES: usize = 8;

/// Characters of a recovery code: of 32 letters each, so that it has 60 bits.
const CODE_CHARACTERS: usize = 12;

/// Letters of a recovery code: none that looks like another.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// What kind of factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactorKind {
    /// An app that shows another six digits every thirty seconds.
    Totp,
    /// A key that a device or a token keeps and a browser asks for.
    Passkey,
}

/// One factor of an account.
#[derive(Clone)]
pub struct Factor {
    /// Its number, of no other account.
    pub id: u64,
    /// What kind.
    pub kind: FactorKind,
    /// What its owner calls it.
    pub label: String,
    /// The secret of an app, or the passkey as it was handed in.
    pub secret: Zeroizing<Vec<u8>>,
    /// Since when.
    pub created_at: Timestamp,
    /// When it was used last.
    pub used_at: Option<Timestamp>,
}

impl fmt::Debug for Factor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Factor(…)")
    }
}

/// A factor to be added.
#[derive(Clone)]
pub struct NewFactor {
    /// What kind.
    pub kind: FactorKind,
    /// What its owner calls it.
    pub label: String,
    /// The secret of an app, or the passkey.
    pub secret: Zeroizing<Vec<u8>>,
    /// What tells a passkey from every other; an app has nothing of the kind.
    pub credential: Option<Vec<u8>>,
    /// The time step whose code has just been shown to be right, which counts no more.
    pub last_step: u64,
}

impl fmt::Debug for NewFactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewFactor(…)")
    }
}

/// All factors of an account.
#[derive(Debug, Clone, Default)]
pub struct Factors {
    /// Apps and passkeys, oldest first.
    pub all: Vec<Factor>,
    /// Recovery codes that are left.
    pub recovery_codes: u32,
}

impl Factors {
    /// Those of one kind.
    pub fn of_kind(&self, kind: FactorKind) -> impl Iterator<Item = &Factor> {
        self.all.iter().filter(move |factor| factor.kind == kind)
    }
}

/// A code that counts once. Shown to its owner when it is made, and never again.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode(Zeroizing<String>);

impl RecoveryCode {
    /// `7KQ2-M9XT-04BD`.
    #[must_use]
    pub fn spelled(&self) -> String {
        let letters: Vec<char> = self.0.chars().collect();
        letters.chunks(4).map(String::from_iter).collect::<Vec<_>>().join("-")
    }

    fn random() -> Self {
        let mut bytes = Zeroizing::new([0; CODE_CHARACTERS]);
        rand::rng().fill_bytes(bytes.as_mut());
        // 256 is a multiple of 32, so that no letter is likelier than another.
        Self(Zeroizing::new(bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect()))
    }

    /// As somebody typed it: case, spaces and strokes do not matter, nor letters that look like digits.
    fn typed(text: &str) -> Self {
        let letters = text.chars().filter(|letter| letter.is_alphanumeric());
        let upper = letters.flat_map(char::to_uppercase).map(|letter| match letter {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        });
        Self(Zeroizing::new(upper.collect()))
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(…)")
    }
}

/// Why a factor was not removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FactorFault {
    /// No such factor of that account.
    Unknown,
    /// It is the only one, and the account must have one.
    TheOnlyOne,
}

/// Whether an account may be left without a factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needed {
    /// It must keep one.
    One,
    /// It may have none.
    None,
}

impl Store {
    /// The factors of an account.
    ///
    /// # Errors
    /// A fault of the database, or [`Fault::FactorBroken`].
    pub async fn factors(&self, account: AccountId) -> Result<Factors, Fault> {
        let core = Arc::clone(self.core());
        let read = move |connection: &Connection| {
            let mut all = Vec::new();
            for (factor, closed) in rows::read_all(connection, account)? {
                let opened = sealed::open_factor(&closed, &core.keys.factor, &place(account, factor.kind));
                let secret = opened.ok_or(Fault::FactorBroken { account: account.0 })?;
                all.push(Factor { secret, ..factor });
            }
            Ok::<_, ReadFault>(Factors { all, recovery_codes: rows::count_codes(connection, account)? })
        };
        self.core().readers.read("reading second factors", read).await
    }

    /// Adds a factor. With the first one come recovery codes. `None` if that passkey is known already.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn add_factor(&self, account: AccountId, new: NewFactor) -> Result<Option<Vec<RecoveryCode>>, Fault> {
        let (keys, now) = (&self.core().keys, self.clock().now());
        let closed = sealed::close_factor(&new.secret, &keys.factor, &place(account, new.kind));
        let (codes, hashes) = self.some_codes(account);
        let write = move |connection: &Connection| {
            if rows::insert(connection, account, &new, &closed, now)?.is_none() {
                return Ok(None);
            }
            if rows::count_codes(connection, account)? > 0 {
                return Ok(Some(Vec::new()));
            }
            rows::replace_codes(connection, account, &hashes)?;
            Ok(Some(codes))
        };
        self.core().write(write, |_| {}).await
    }

    /// Uses the code of a time step of an app; whether it counts. A step counts once, whichever node is asked.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn use_totp(&self, account: AccountId, factor: u64, step: u64) -> Result<bool, Fault> {
        let now = self.clock().now();
        let write = move |connection: &Connection| rows::use_step(connection, account, factor, step, now);
        self.core().write(write, |_| {}).await
    }

    /// A passkey was used: what it counts is kept. Whether it is still there.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn use_passkey(&self, account: AccountId, factor: u64, passkey: &[u8]) -> Result<bool, Fault> {
        let place = place(account, FactorKind::Passkey);
        let (closed, now) = (sealed::close_factor(passkey, &self.core().keys.factor, &place), self.clock().now());
        let write = move |connection: &Connection| rows::use_passkey(connection, account, factor, &closed, now);
        self.core().write(write, |_| {}).await
    }

    /// Uses a recovery code; whether it counts. Each counts once.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn use_recovery_code(&self, account: AccountId, typed: &str) -> Result<bool, Fault> {
        let hash = self.core().keys.recovery(account.0, RecoveryCode::typed(typed).0.as_bytes());
        self.core().write(move |connection| rows::use_code(connection, account, hash), |_| {}).await
    }

    /// Makes new recovery codes; older ones count no more.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn new_recovery_codes(&self, account: AccountId) -> Result<Vec<RecoveryCode>, Fault> {
        let (codes, hashes) = self.some_codes(account);
        let write = move |connection: &Connection| rows::replace_codes(connection, account, &hashes);
        self.core().write(write, |()| {}).await.map(|()| codes)
    }

    /// Removes one factor; with the last one go the recovery codes.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn remove_factor(
        &self,
        account: AccountId,
        factor: u64,
        needed: Needed,
    ) -> Result<Result<(), FactorFault>, Fault> {
        let write = move |connection: &Connection| rows::remove(connection, account, factor, needed);
        self.core().write(write, |_| {}).await
    }

    /// Removes all factors of somebody who has lost them, and ends the sessions: the next log-in sets up a new one.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn remove_factors(&self, account: AccountId, by: AccountId) -> Result<(), Fault> {
        let (sessions, now) = (Arc::clone(self.sessions()), self.clock().now());
        self.core()
            .change(
                move |connection| {
                    rows::remove_all(connection, account)?;
                    account_acts::note(connection, account, AccountAct::FactorsRemoved, now, Some(by))?;
                    steps::delete_of(connection, account)?;
                    sessions::delete_of(connection, account)?;
                    Ok(((), vec![Change::SessionsOfAccountEnded(account)]))
                },
                move |()| sessions.end_where(|session| session.who == Who::Staff(account)),
            )
            .await
    }

    fn some_codes(&self, account: AccountId) -> (Vec<RecoveryCode>, Vec<[u8; 32]>) {
        let codes: Vec<_> = (0..RECOVERY_CODES).map(|_| RecoveryCode::random()).collect();
        let hashes = codes.iter().map(|code| self.core().keys.recovery(account.0, code.0.as_bytes())).collect();
        (codes, hashes)
    }
}

/// A secret opens for its own account and as its own kind only.
fn place(account: AccountId, kind: FactorKind) -> Vec<u8> {
    let kind: &[u8] = match kind {
        FactorKind::Totp => b"totp",
        FactorKind::Passkey => b"passkey",
    };
    [b"factor/".as_slice(), &account.0.to_be_bytes(), b"/", kind].concat()
}
