//! What a browser has begun and not finished: a log-in whose second step is due, a factor that is being set up, a visit to the
//! identity provider. It is kept here, sealed, for a short time; the browser holds a token and nothing else.

use crate::accounts::AccountId;
use crate::body::Hash;
use crate::database::ReadFault;
use crate::sql::{Connection, Row, SqlFault, sql, values};
use crate::{Fault, Store, column, hexadecimal, sealed};
use jiff::{SignedDuration, Timestamp};
use rand::RngCore;
use sha2::{Digest, Sha256};
use std::fmt;
use std::sync::Arc;
use zeroize::Zeroizing;

/// Bytes of a token.
const TOKEN_BYTES: usize = 32;

/// Where what was begun is sealed.
const PLACE: &[u8] = b"begun step";

/// What the browser keeps. Only its hash is stored.
#[derive(Clone)]
pub struct StepToken(String);

impl StepToken {
    /// The text for the cookie: letters and digits only.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn random() -> Self {
        let mut bytes = [0; TOKEN_BYTES];
        rand::rng().fill_bytes(&mut bytes);
        Self(hexadecimal::write(&bytes))
    }
}

impl fmt::Debug for StepToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StepToken(…)")
    }
}

/// What was begun.
#[derive(Clone)]
pub struct BegunStep {
    /// By whom, as far as that is known.
    pub account: Option<AccountId>,
    /// What it is about, as whoever began it wrote it down.
    pub text: Zeroizing<Vec<u8>>,
}

impl fmt::Debug for BegunStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BegunStep(…)")
    }
}

fn hash_of(token: &str) -> Hash {
    Sha256::digest(token.as_bytes()).into()
}

fn place(hash: &Hash) -> Vec<u8> {
    [PLACE, hash.as_slice()].concat()
}

/// A row as it stands.
struct Stored {
    account: Option<AccountId>,
    sealed: Vec<u8>,
    ends_at: Timestamp,
}

impl Store {
    /// Begins something that this browser is to finish within that time.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn begin_step(
        &self,
        account: Option<AccountId>,
        text: &[u8],
        lasts: SignedDuration,
    ) -> Result<StepToken, Fault> {
        let token = StepToken::random();
        let hash = hash_of(token.as_str());
        let closed = sealed::close_factor(text, &self.core().keys.factor, &place(&hash));
        let ends_at = self.clock().now().saturating_add(lasts).unwrap_or(Timestamp::MAX);
        let write = move |connection: &Connection| {
            let sql = sql!("INSERT INTO begun_step (token_hash, account, sealed, ends_at) VALUES (?1, ?2, ?3, ?4)");
            let account = account.map(|account| column::id(account.0));
            connection.write(sql, values![hash, account, closed, column::instant(ends_at)])
        };
        self.core().write(write, |()| {}).await.map(|()| token)
    }

    /// What was begun under a token, if its time is not over.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn begun_step(&self, token: &str) -> Result<Option<BegunStep>, Fault> {
        let hash = hash_of(token);
        let found = move |connection: &Connection| {
            let sql = sql!("SELECT * FROM begun_step WHERE token_hash = ?1");
            Ok::<_, ReadFault>(connection.first(sql, values![hash], read)?)
        };
        let found = self.core().readers.read("looking up what was begun", found).await?;
        Ok(found.and_then(|stored| self.open_step(&stored, &hash)))
    }

    /// Takes what was begun under a token: whoever asks next, here or on another node, finds nothing.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn take_step(&self, token: &str) -> Result<Option<BegunStep>, Fault> {
        let hash = hash_of(token);
        let take = move |connection: &Connection| {
            let sql = sql!("DELETE FROM begun_step WHERE token_hash = ?1 RETURNING account, sealed, ends_at");
            connection.first(sql, values![hash], read)
        };
        let taken = self.core().write(take, |_| {}).await?;
        Ok(taken.and_then(|stored| self.open_step(&stored, &hash)))
    }

    /// What was opened here opens under this key only; something else is nothing that was begun here.
    fn open_step(&self, stored: &Stored, hash: &Hash) -> Option<BegunStep> {
        let core = Arc::clone(self.core());
        let text = sealed::open_factor(&stored.sealed, &core.keys.factor, &place(hash))?;
        (stored.ends_at > self.clock().now()).then_some(BegunStep { account: stored.account, text })
    }
}

fn read(row: &Row<'_>) -> Result<Stored, SqlFault> {
    let account = row.integer_if_any("account")?;
    Ok(Stored {
        account: account.map(|id| AccountId(id.cast_unsigned())),
        sealed: row.blob("sealed")?.to_vec(),
        ends_at: column::read_instant(row, "ends_at")?,
    })
}

/// Deletes what an account has begun.
pub(crate) fn delete_of(connection: &Connection, account: AccountId) -> Result<(), SqlFault> {
    connection.write(sql!("DELETE FROM begun_step WHERE account = ?1"), values![column::id(account.0)])
}

/// Deletes what is over.
pub(crate) fn delete_over(connection: &Connection, now: Timestamp) -> Result<(), SqlFault> {
    connection.write(sql!("DELETE FROM begun_step WHERE ends_at <= ?1"), values![column::instant(now)])
}
