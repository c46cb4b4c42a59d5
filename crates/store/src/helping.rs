//! Helpers: whom a family named to act for it under an own name, by consent, until a day. A helper comes back with the
//! application's number and a code of their own, which is derived and not stored. Name and telephone are sealed; the journal
//! knows an opaque number, and what was done under it stays told for as long as the application is kept.

use crate::applicants::Registered;
use crate::change::Change;
use crate::database::ReadFault;
use crate::messages::{self, Channel, NewMessage};
use crate::notice::Occasion;
use crate::sealed::{open_helper, seal_helper};
use crate::sql::{Connection, Row, SqlFault, sql, values};
use crate::{Actor, CommandId, Fault, Role, SecretCode, Town, applicants, column, devices};
use admission::{ApplicationId, Phone};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

/// Helpers that one application has at a time: both grandmothers and a clerk. The pages say so in words.
pub const HELPERS_MAX: usize = 3;

/// Helpers that one application names within a day: each is told by a message, which costs money. The pages say so in words.
const NAMED_IN_A_DAY_MAX: usize = 6;

/// What counts as a day there.
const A_DAY: SignedDuration = SignedDuration::from_hours(24);

/// A helper, without a name: 60 random-looking bits, the same for a repeated request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct HelperId(pub u64);

impl Actor {
    /// A helper of a family.
    #[must_use]
    pub fn helper(helper: HelperId) -> Self {
        Self { role: Role::Helper, id: helper.0 }
    }
}

/// What a helper is to the family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// Of the family.
    Relative,
    /// A clerk of a service centre.
    ServiceCentre,
    /// Neither.
    Other,
}

impl Relation {
    /// All of them, as a form offers them.
    pub const ALL: [Self; 3] = [Self::Relative, Self::ServiceCentre, Self::Other];

    /// Its word in forms and in keys of texts.
    #[must_use]
    pub fn code(self) -> String {
        column::word(&self)
    }
}

/// Whom a family names.
#[derive(Clone)]
pub struct NewHelper {
    /// Full name, as it is shown beside each act.
    pub name: String,
    /// Where the helper is reached.
    pub phone: Phone,
    /// What the helper is to the family.
    pub relation: Relation,
    /// From then on the helper may do nothing more.
    pub ends_at: Timestamp,
}

impl fmt::Debug for NewHelper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewHelper(…)")
    }
}

/// A helper of an application, present or past.
#[derive(Clone, PartialEq, Eq)]
pub struct Helper {
    /// Under which the helper acts.
    pub id: HelperId,
    /// Full name.
    pub name: String,
    /// `+7` and ten digits.
    pub phone: String,
    /// What the helper is to the family.
    pub relation: Relation,
    /// Since when.
    pub named_at: Timestamp,
    /// Until when: the end that was agreed, or an earlier one that the family made.
    pub ends_at: Timestamp,
}

impl fmt::Debug for Helper {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Helper(…)")
    }
}

impl Helper {
    /// Whether the helper may act.
    #[must_use]
    pub fn is_present(&self, now: Timestamp) -> bool {
        self.ends_at > now
    }
}

/// Why nobody was named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HelperFault {
    /// There are [`HELPERS_MAX`] already.
    #[error("the application has as many helpers as it may have")]
    TooMany,
    /// Six were named within a day.
    #[error("the application has named too many helpers within a day")]
    TooOften,
    /// The application is not there, or was erased.
    #[error("there is no such application")]
    NoApplication,
}

/// What is sealed of a helper.
#[derive(Serialize, Deserialize)]
struct SealedHelper {
    name: String,
    phone: String,
    relation: Relation,
}

/// A row, its seal unbroken.
struct Kept {
    id: HelperId,
    named_at: Timestamp,
    ends_at: Timestamp,
    sealed: Vec<u8>,
}

impl Town {
    /// Names a helper; the family's own contacts are told at once. A retry with the same command id names nobody twice.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`]: ask again with the same command id.
    pub async fn name_helper(
        &self,
        application: ApplicationId,
        new: NewHelper,
        command_id: CommandId,
    ) -> Result<Result<HelperId, HelperFault>, Fault> {
        let (town, now) = (self.itself()?, self.core().clock.now());
        let id = self.core().keys.helper_id(self.kato().as_str(), application, command_id);
        let write = move |connection: &Connection| name(connection, &town, application, id, &new, now);
        self.core().write(write, |_: &Result<HelperId, HelperFault>| ()).await
    }

    /// Ends a helper now, with every open session. One that has ended stays as it is.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn end_helper(&self, application: ApplicationId, helper: HelperId) -> Result<(), Fault> {
        let (territory, now) = (self.id(), self.core().clock.now());
        let sessions = Arc::clone(&self.core().sessions);
        let write = move |connection: &Connection| {
            let sql = sql!(
                "UPDATE helper SET ends_at = ?4 WHERE territory = ?1 AND application = ?2 AND id = ?3 AND ends_at > ?4
                 RETURNING id"
            );
            let own = values![territory, column::id(application.0), column::id(helper.0), column::instant(now)];
            let ended = connection.all(sql, own, |row| Ok(HelperId(column::read_id(row, "id")?)))?;
            let changes = end_sessions(connection, &ended)?;
            Ok((ended, changes))
        };
        self.core().change(write, move |ended| sessions.end_of_helpers(ended)).await.map(|_| ())
    }

    /// All helpers that an application ever had, the last named first.
    ///
    /// # Errors
    /// [`Fault::SealBroken`], or a fault of the database.
    pub async fn helpers_of(&self, application: ApplicationId) -> Result<Vec<Helper>, Fault> {
        let town = self.itself()?;
        let read = move |connection: &Connection| {
            let kept = kept(connection, town.id(), application)?;
            kept.into_iter().map(|kept| open(&town, application, kept)).collect::<Result<_, ReadFault>>()
        };
        self.core().readers.read("reading helpers", read).await
    }

    /// The code with which a helper comes back, for the family to hand over.
    #[must_use]
    pub fn helper_code(&self, application: ApplicationId, helper: HelperId) -> SecretCode {
        self.core().keys.helper_code(self.kato().as_str(), application, helper)
    }

    /// Whose code it is among the present helpers of an application. It is compared with as many codes as there may be
    /// helpers, so that the work says nothing of how many there are.
    pub(crate) fn helper_with_code(
        &self,
        connection: &Connection,
        application: ApplicationId,
        code: &SecretCode,
    ) -> Result<Option<HelperId>, SqlFault> {
        let now = self.core().clock.now();
        let kept = kept(connection, self.id(), application)?;
        let mut present: Vec<_> =
            kept.iter().filter(|helper| helper.ends_at > now).map(|helper| Some(helper.id)).collect();
        present.resize(HELPERS_MAX.max(present.len()), None);
        let mut found = None;
        for helper in present {
            let is_its_code = self.helper_code(application, helper.unwrap_or(HelperId(0))).is_same(code);
            found = found.or(helper.filter(|_| is_its_code));
        }
        Ok(found)
    }
}

fn name(
    connection: &Connection,
    town: &Town,
    application: ApplicationId,
    id: HelperId,
    new: &NewHelper,
    now: Timestamp,
) -> Result<Result<HelperId, HelperFault>, SqlFault> {
    let (keys, kato, territory) = (&town.core().keys, town.kato().as_str(), town.id());
    if !applicants::lock(connection, territory, application)? {
        return Ok(Err(HelperFault::NoApplication));
    }
    let kept = kept(connection, territory, application)?;
    if kept.iter().any(|helper| helper.id == id) {
        return Ok(Ok(id));
    }
    if kept.iter().filter(|helper| helper.ends_at > now).count() >= HELPERS_MAX {
        return Ok(Err(HelperFault::TooMany));
    }
    let is_of_today = |helper: &&Kept| now.duration_since(helper.named_at) < A_DAY;
    if kept.iter().filter(is_of_today).count() >= NAMED_IN_A_DAY_MAX {
        return Ok(Err(HelperFault::TooOften));
    }
    let record = SealedHelper { name: new.name.clone(), phone: new.phone.as_str().to_owned(), relation: new.relation };
    let sealed = seal_helper(&record, &keys.wrap, kato, application, id);
    connection.write(
        sql!(
            "INSERT INTO helper (territory, application, id, named_at, ends_at, sealed) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
        ),
        values![
            territory,
            column::id(application.0),
            column::id(id.0),
            column::instant(now),
            column::instant(new.ends_at),
            sealed
        ],
    )?;
    tell(connection, town, application, id, now)?;
    Ok(Ok(id))
}

/// Tells the family at its own contacts at once, by night too: a helper whom it did not name is a stranger.
fn tell(
    connection: &Connection,
    town: &Town,
    application: ApplicationId,
    id: HelperId,
    now: Timestamp,
) -> Result<(), SqlFault> {
    let broken = || SqlFault::unreadable("sealed", &"its seal is broken");
    let (keys, kato, territory) = (&town.core().keys, town.kato().as_str(), town.id());
    let row = Registered::of(connection, territory, application)?.ok_or_else(broken)?;
    let record = row.sealed.open(&keys.wrap, kato, application).map_err(|_| broken())?;
    let has_device = devices::has_any(connection, territory, application)?;
    for channel in Channel::of(Occasion::HelperNamed, record.email.is_some(), has_device) {
        let message = NewMessage {
            territory,
            application,
            entry: id.0,
            occasion: Occasion::HelperNamed,
            channel,
            made_at: now,
            due_at: now,
            at_any_hour: true,
            address: None,
        };
        messages::insert(connection, &message)?;
    }
    Ok(())
}

/// Ends all helpers of an application. Who they were, and what to look at again.
pub(crate) fn end_all(
    connection: &Connection,
    territory: i64,
    application: ApplicationId,
    now: Timestamp,
) -> Result<(Vec<HelperId>, Vec<Change>), SqlFault> {
    let sql =
        sql!("UPDATE helper SET ends_at = ?3 WHERE territory = ?1 AND application = ?2 AND ends_at > ?3 RETURNING id");
    let all = values![territory, column::id(application.0), column::instant(now)];
    let ended = connection.all(sql, all, |row| Ok(HelperId(column::read_id(row, "id")?)))?;
    let changes = end_sessions(connection, &ended)?;
    Ok((ended, changes))
}

fn end_sessions(connection: &Connection, ended: &[HelperId]) -> Result<Vec<Change>, SqlFault> {
    for helper in ended {
        connection.write(sql!("DELETE FROM session WHERE helper = ?1"), values![column::id(helper.0)])?;
    }
    Ok(ended.iter().map(|helper| Change::SessionsOfHelperEnded(*helper)).collect())
}

/// When a helper ends; `None` if there is no such helper. Until the caller's commit nobody else ends the helper, so that a
/// session that is opened after this look is either bounded by that end or ended with the helper.
pub(crate) fn lock_end(connection: &Connection, helper: HelperId) -> Result<Option<Timestamp>, SqlFault> {
    let sql = sql!("UPDATE helper SET ends_at = ends_at WHERE id = ?1 RETURNING ends_at");
    connection.first(sql, values![column::id(helper.0)], |row| column::read_instant(row, "ends_at"))
}

/// Deletes the helpers of an application.
pub(crate) fn delete_of(connection: &Connection, territory: i64, application: i64) -> Result<(), SqlFault> {
    connection
        .write(sql!("DELETE FROM helper WHERE territory = ?1 AND application = ?2"), values![territory, application])
}

fn kept(connection: &Connection, territory: i64, application: ApplicationId) -> Result<Vec<Kept>, SqlFault> {
    let sql = sql!("SELECT * FROM helper WHERE territory = ?1 AND application = ?2 ORDER BY named_at DESC, id");
    connection.all(sql, values![territory, column::id(application.0)], |row: &Row<'_>| {
        Ok(Kept {
            id: HelperId(column::read_id(row, "id")?),
            named_at: column::read_instant(row, "named_at")?,
            ends_at: column::read_instant(row, "ends_at")?,
            sealed: row.blob("sealed")?.to_vec(),
        })
    })
}

fn open(town: &Town, application: ApplicationId, kept: Kept) -> Result<Helper, ReadFault> {
    let Kept { id, named_at, ends_at, sealed } = kept;
    let record = open_helper(&sealed, &town.core().keys.wrap, town.kato().as_str(), application, id);
    let SealedHelper { name, phone, relation } = record.ok_or(Fault::SealBroken { application })?;
    Ok(Helper { id, name, phone, relation, named_at, ends_at })
}
