//! Who of the staff has seen whose personal data, when and what for: noted before anything is shown, and only ever added to.

use crate::sql::{Connection, Row, SqlFault, sql, values};
use crate::{AccountId, Fault, Town, column};
use admission::ApplicationId;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// Views are kept for three years: as long as a family may ask, and as offences against personal data can be pursued.
const KEPT: SignedDuration = SignedDuration::from_hours(24 * 365 * 3);

/// For what staff look at a family's record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ViewPurpose {
    /// The kindergarten expects the child.
    Referral,
    /// The office decides on a ground or a conclusion.
    Review,
    /// The office answers a question about an application.
    Enquiry,
    /// The office looks for an application by what a person says.
    Search,
    /// The office takes an application from paper and hands out its receipt.
    Intake,
    /// A document that the family sent is opened.
    Document,
}

impl ViewPurpose {
    /// Every purpose.
    pub const ALL: [Self; 6] =
        [Self::Referral, Self::Review, Self::Enquiry, Self::Search, Self::Intake, Self::Document];

    /// Its word in rows and in keys of texts.
    #[must_use]
    pub fn code(self) -> String {
        column::word(&self)
    }
}

/// One view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordView {
    /// Its number; later views have greater ones.
    pub id: u64,
    /// By whom.
    pub account: AccountId,
    /// Whose data.
    pub application: ApplicationId,
    /// What for.
    pub purpose: ViewPurpose,
    /// When.
    pub at: Timestamp,
}

/// Which views are asked for, the latest first.
#[derive(Debug, Clone, Copy, Default)]
pub struct ViewFilter {
    /// Only by that account.
    pub account: Option<AccountId>,
    /// Only of that application.
    pub application: Option<ApplicationId>,
    /// Only those before the one of that number.
    pub before: Option<u64>,
    /// So many at most.
    pub limit: usize,
}

impl Town {
    /// Notes that an account is about to see the records of these applications. Comes back once that is durable; without
    /// it nothing may be shown.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn note_views(
        &self,
        account: AccountId,
        applications: &[ApplicationId],
        purpose: ViewPurpose,
    ) -> Result<(), Fault> {
        if applications.is_empty() {
            return Ok(());
        }
        let (territory, applications, at) = (self.id(), applications.to_vec(), self.core().clock.now());
        let write = move |connection: &Connection| {
            applications.iter().try_for_each(|application| {
                connection.write(
                    sql!(
                        "INSERT INTO record_view (territory, account, application, purpose, at)
                         VALUES (?1, ?2, ?3, ?4, ?5)"
                    ),
                    values![
                        territory,
                        column::id(account.0),
                        column::id(application.0),
                        purpose.code(),
                        column::instant(at)
                    ],
                )
            })
        };
        self.core().write(write, |()| ()).await
    }

    /// Views of records of this town, the latest first.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn views(&self, filter: ViewFilter) -> Result<Vec<RecordView>, Fault> {
        let territory = self.id();
        self.core()
            .readers
            .read("reading who saw what", move |connection| Ok(find(connection, territory, filter)?))
            .await
    }
}

fn find(connection: &Connection, territory: i64, filter: ViewFilter) -> Result<Vec<RecordView>, SqlFault> {
    let before = filter.before.map_or(i64::MAX, column::id);
    let limit = i64::try_from(filter.limit).unwrap_or(i64::MAX);
    let account = filter.account.map(|account| column::id(account.0));
    let Some(application) = filter.application else {
        let Some(account) = account else {
            let sql = sql!("SELECT * FROM record_view WHERE territory = ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3");
            return connection.all(sql, values![territory, before, limit], read);
        };
        let sql = sql!(
            "SELECT * FROM record_view WHERE territory = ?1 AND account = ?2 AND id < ?3 ORDER BY id DESC LIMIT ?4"
        );
        return connection.all(sql, values![territory, account, before, limit], read);
    };
    let (least, greatest) = account.map_or((i64::MIN, i64::MAX), |account| (account, account));
    let sql = sql!(
        "SELECT * FROM record_view WHERE territory = ?1 AND application = ?2 AND account BETWEEN ?3 AND ?4 AND id < ?5
         ORDER BY id DESC LIMIT ?6"
    );
    connection.all(sql, values![territory, column::id(application.0), least, greatest, before, limit], read)
}

fn read(row: &Row<'_>) -> Result<RecordView, SqlFault> {
    Ok(RecordView {
        id: column::read_id(row, "id")?,
        account: AccountId(column::read_id(row, "account")?),
        application: column::read_application(row, "application")?,
        purpose: column::read_word(row, "purpose")?,
        at: column::read_instant(row, "at")?,
    })
}

/// Deletes views whose time is over.
pub(crate) fn delete_over(connection: &Connection, now: Timestamp) -> Result<(), SqlFault> {
    let before = now.saturating_sub(KEPT).unwrap_or(Timestamp::MIN);
    connection.write(sql!("DELETE FROM record_view WHERE at < ?1"), values![column::instant(before)])
}
