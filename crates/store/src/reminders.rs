//! Reminding kindergartens that have said nothing yet, before the list of the day is made.

use crate::sql::{Connection, SqlFault, sql, values};
use crate::{Fault, Names, Store, Town, column};
use admission::{Kato, KindergartenId, Territory};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;
use std::sync::Arc;

/// So long before the list is made a kindergarten is reminded: time enough to go round the groups.
const BEFORE: SignedDuration = SignedDuration::from_mins(90);

/// Between two tries of one reminder.
const PAUSE: SignedDuration = SignedDuration::from_mins(10);

/// Tries of one reminder at most.
const TRIES_MAX: i64 = 4;

/// One reminder that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reminder {
    /// The town.
    pub town: Kato,
    /// Which kindergarten.
    pub kindergarten: KindergartenId,
    /// Its name in three languages.
    pub names: Names,
    /// Where it goes.
    pub email: String,
    /// The local day.
    pub day: Date,
    /// When the list is made.
    pub publish_at: Timestamp,
}

/// The local day and the instant of its list, if kindergartens are to be reminded now.
fn due_now(state: &Territory, now: Timestamp) -> Option<(Date, Timestamp)> {
    let day = state.zone().day(now);
    let publish_at = state.publishes_at(day);
    let begins = publish_at.saturating_sub(BEFORE).unwrap_or(publish_at);
    let is_time = begins <= now && now < publish_at;
    (is_time && state.calendar().is_working_day(day) && !state.is_suspended(day)).then_some((day, publish_at))
}

impl Store {
    /// Takes the reminders that are due: each is noted as tried before it is handed out, so that no second node and no
    /// restart sends it again at once.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn take_due_reminders(&self) -> Result<Vec<Reminder>, Fault> {
        let mut due = Vec::new();
        for town in self.territories() {
            due.extend(town.take_due_reminders().await?);
        }
        Ok(due)
    }
}

impl Town {
    async fn take_due_reminders(self: &Arc<Self>) -> Result<Vec<Reminder>, Fault> {
        let now = self.core().clock.now();
        let Some((day, publish_at)) = due_now(&self.state(), now) else { return Ok(Vec::new()) };
        let said = self.words_of_day(day).await?;
        let registry = self.registry();
        let silent = registry.kindergartens.values().filter(|it| {
            !it.is_closed
                && !it.email.is_empty()
                && !said.contains_key(&it.id)
                && registry.groups_of(it.id).next().is_some()
        });
        let silent: BTreeMap<KindergartenId, Reminder> = silent
            .map(|it| {
                let (names, email) = (it.names.clone(), it.email.clone());
                let town = self.kato().clone();
                (it.id, Reminder { town, kindergarten: it.id, names, email, day, publish_at })
            })
            .collect();
        if silent.is_empty() {
            return Ok(Vec::new());
        }
        let territory = self.id();
        self.core().write(move |connection| take(connection, territory, day, now, silent), |_| {}).await
    }

    /// A reminder was handed over, and is not tried again.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn reminder_went(&self, kindergarten: KindergartenId, day: Date) -> Result<(), Fault> {
        let territory = self.id();
        self.core()
            .write(
                move |connection| {
                    let sql =
                        sql!("UPDATE reminder SET done = 1 WHERE territory = ?1 AND day = ?2 AND kindergarten = ?3");
                    connection.write(sql, values![territory, column::text(day), kindergarten.0])
                },
                |()| {},
            )
            .await
    }
}

fn take(
    connection: &Connection,
    territory: i64,
    day: Date,
    now: Timestamp,
    silent: BTreeMap<KindergartenId, Reminder>,
) -> Result<Vec<Reminder>, SqlFault> {
    let mut due = Vec::new();
    for (kindergarten, reminder) in silent {
        let tried_before = now.saturating_sub(PAUSE).unwrap_or(now);
        let taken = connection.first(
            sql!(
                "INSERT INTO reminder (territory, day, kindergarten, tries, tried_at, done) VALUES (?1, ?2, ?3, 1, ?4, 0)
                 ON CONFLICT (territory, day, kindergarten) DO UPDATE
                 SET tries = reminder.tries + 1, tried_at = excluded.tried_at
                 WHERE reminder.done = 0 AND reminder.tries < ?5 AND reminder.tried_at <= ?6 RETURNING tries"
            ),
            values![
                territory,
                column::text(day),
                kindergarten.0,
                column::instant(now),
                TRIES_MAX,
                column::instant(tried_before)
            ],
            |row| row.integer("tries"),
        )?;
        due.extend(taken.map(|_| reminder));
    }
    Ok(due)
}

/// Forgets the reminders of days long past.
pub(crate) fn delete_before(connection: &Connection, day: Date) -> Result<(), SqlFault> {
    connection.write(sql!("DELETE FROM reminder WHERE day < ?1"), values![column::text(day)])
}
