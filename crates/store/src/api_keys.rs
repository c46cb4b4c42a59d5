//! Keys with which a kindergarten's own software speaks for it: derived, so that a repeated request makes the same one, and
//! known by a keyed hash only.

use crate::sql::{Connection, SqlFault, sql, values};
use crate::{
    Account, AccountId, CommandId, Fault, KindergartenAct, Store, Town, column, hexadecimal, kindergarten_acts,
};
use admission::KindergartenId;
use jiff::{SignedDuration, Timestamp};

/// Keys of one kindergarten at most: the one in use, and the one that shall follow it.
pub const API_KEYS_MAX: usize = 2;

/// That a key was used is written so often; who uses it every minute causes no write every minute.
const USE_NOTED_EVERY: SignedDuration = SignedDuration::from_mins(10);

/// How every key begins, so that people and programs that look for secrets know one.
const BEGINNING: &str = "kezek_";

/// Bytes of the secret behind it.
const SECRET_BYTES: usize = 32;

/// Names a key among those of its town, and says nothing of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ApiKeyId(pub u64);

/// A key, without what is secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiKey {
    /// Its number.
    pub id: ApiKeyId,
    /// Who made it, and in whose name it acts.
    pub account: AccountId,
    /// When it was made.
    pub made_at: Timestamp,
    /// When it was used last, to some minutes.
    pub last_used_at: Option<Timestamp>,
}

impl Town {
    /// Makes a key, which is told this once; `None` where the kindergarten has as many as it may, or the key of this command
    /// was ended.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`]: ask again with the same command id.
    pub async fn make_api_key(
        &self,
        kindergarten: KindergartenId,
        account: AccountId,
        command_id: CommandId,
    ) -> Result<Option<String>, Fault> {
        let (territory, at, keys) = (self.id(), self.core().clock.now(), &self.core().keys);
        let secret = keys.api_secret(self.kato().as_str(), account, command_id);
        let hash = keys.api_hash(&secret);
        let [a, b, c, d, e, f, g, h, ..] = hash;
        let id = column::id(u64::from_be_bytes([a, b, c, d, e, f, g, h]) >> 4);
        let most = u32::try_from(API_KEYS_MAX).unwrap_or(u32::MAX);
        let write = move |connection: &Connection| {
            let is_new = connection.first(
                sql!(
                    "INSERT INTO api_key (territory, id, kindergarten, account, hash, made_at)
                     SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE (SELECT count(*) FROM api_key
                     WHERE territory = ?1 AND kindergarten = ?3 AND ended_at IS NULL) < ?7
                     ON CONFLICT (territory, id) DO NOTHING RETURNING id"
                ),
                values![territory, id, kindergarten.0, column::id(account.0), hash, column::instant(at), most],
                |row| row.integer("id"),
            )?;
            if is_new.is_some() {
                let of = (territory, kindergarten);
                kindergarten_acts::note(connection, of, &KindergartenAct::KeyMade, (at, account))?;
            }
            let sql = sql!("SELECT id FROM api_key WHERE territory = ?1 AND id = ?2 AND ended_at IS NULL");
            Ok(connection.first(sql, values![territory, id], |row| row.integer("id"))?.is_some())
        };
        let is_there = self.core().write(write, |_| {}).await?;
        Ok(is_there.then(|| format!("{BEGINNING}{}", hexadecimal::write(&secret))))
    }

    /// The keys of a kindergarten that count, oldest first.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn api_keys_of(&self, kindergarten: KindergartenId) -> Result<Vec<ApiKey>, Fault> {
        let territory = self.id();
        self.core()
            .readers
            .read("reading the keys of a kindergarten", move |connection| {
                let sql = sql!(
                    "SELECT id, account, made_at, last_used_at FROM api_key
                     WHERE territory = ?1 AND kindergarten = ?2 AND ended_at IS NULL ORDER BY made_at, id"
                );
                Ok(connection.all(sql, values![territory, kindergarten.0], |row| {
                    Ok(ApiKey {
                        id: ApiKeyId(column::read_id(row, "id")?),
                        account: AccountId(column::read_id(row, "account")?),
                        made_at: column::read_instant(row, "made_at")?,
                        last_used_at: column::read_instant_if_any(row, "last_used_at")?,
                    })
                })?)
            })
            .await
    }

    /// Ends a key of a kindergarten; one that is not there has ended already.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`]: ask again.
    pub async fn end_api_key(&self, kindergarten: KindergartenId, id: ApiKeyId, by: AccountId) -> Result<(), Fault> {
        let (territory, at) = (self.id(), self.core().clock.now());
        let write = move |connection: &Connection| {
            let ended = connection.first(
                sql!(
                    "UPDATE api_key SET ended_at = ?4
                     WHERE territory = ?1 AND kindergarten = ?2 AND id = ?3 AND ended_at IS NULL RETURNING id"
                ),
                values![territory, kindergarten.0, column::id(id.0), column::instant(at)],
                |row| row.integer("id"),
            )?;
            if ended.is_none() {
                return Ok(());
            }
            kindergarten_acts::note(connection, (territory, kindergarten), &KindergartenAct::KeyEnded, (at, by))
        };
        self.core().write(write, |()| {}).await
    }
}

impl Store {
    /// The account in whose name a key acts in a town, if the key counts and the account is open and still speaks for the
    /// kindergarten. That it was used is noted.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn holder_of_api_key(&self, town: &Town, key: &str) -> Result<Option<Account>, Fault> {
        let Some(secret) = key.strip_prefix(BEGINNING).and_then(hexadecimal::read::<SECRET_BYTES>) else {
            return Ok(None);
        };
        let (territory, now) = (town.id(), self.clock().now());
        let hash = self.core().keys.api_hash(&secret);
        let read = move |connection: &Connection| Ok(holder(connection, territory, hash)?);
        let Some(found) = self.core().readers.read("reading the holder of a key", read).await? else { return Ok(None) };
        let account = self.account(found.account).filter(|account| {
            !account.closed && account.kindergarten == Some(found.kindergarten) && account.town == *town.kato()
        });
        let noted_until = now.saturating_sub(USE_NOTED_EVERY).unwrap_or(Timestamp::MIN);
        if account.is_some() && found.last_used_at.is_none_or(|at| at < noted_until) {
            let write = move |connection: &Connection| {
                let sql = sql!("UPDATE api_key SET last_used_at = ?3 WHERE territory = ?1 AND hash = ?2");
                connection.write(sql, values![territory, hash, column::instant(now)])
            };
            self.core().write(write, |()| {}).await?;
        }
        Ok(account)
    }
}

/// Whom a key names.
struct Holder {
    account: AccountId,
    kindergarten: KindergartenId,
    last_used_at: Option<Timestamp>,
}

fn holder(connection: &Connection, territory: i64, hash: [u8; 32]) -> Result<Option<Holder>, SqlFault> {
    let sql = sql!(
        "SELECT account, kindergarten, last_used_at FROM api_key
         WHERE territory = ?1 AND hash = ?2 AND ended_at IS NULL"
    );
    connection.first(sql, values![territory, hash], |row| {
        Ok(Holder {
            account: AccountId(column::read_id(row, "account")?),
            kindergarten: KindergartenId(column::read_small(row, "kindergarten")?),
            last_used_at: column::read_instant_if_any(row, "last_used_at")?,
        })
    })
}
