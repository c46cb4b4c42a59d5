//! Tables that staff bring: kept for a day until they are confirmed, then carried out whole or not at all.

use crate::change::Change;
use crate::registry::{self, GroupCard, Kindergarten, NewGroup, NewKindergarten};
use crate::sql::{Connection, SqlFault, sql, values};
use crate::staff_entries::noted;
use crate::work::{AfterCommit, Asked, Prepare, Prepared, Rows};
use crate::{AccountId, Actor, CommandId, Fault, GroupParticulars, Role, Town, Word, column, day_words};
use admission::{
    Command, GroupChange, GroupId, GroupOpening, KindergartenId, PlacesReport, Refusal, SeatCount, Territory,
};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeSet;

/// A table that nobody confirmed is forgotten after so long.
const KEPT: SignedDuration = SignedDuration::from_hours(24);

/// To which kindergarten a group of a table belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// One that is registered.
    Known(KindergartenId),
    /// One that the table registers, counted from 0.
    New(usize),
}

/// What a table of kindergartens and groups changes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GroupsTable {
    /// Kindergartens that are registered.
    pub registered: Vec<NewKindergarten>,
    /// New particulars of kindergartens.
    pub updated: Vec<(KindergartenId, NewKindergarten)>,
    /// Groups that open; the owner counts, and not the kindergarten that the group names.
    pub opened: Vec<(Owner, NewGroup, Option<SeatCount>)>,
    /// New names, languages and hours of groups.
    pub cards: Vec<(GroupId, GroupParticulars)>,
    /// New birth years and seats of groups.
    pub changed: Vec<GroupChange>,
}

impl Town {
    /// Keeps a table for its account over the one before.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`]: ask again.
    pub async fn keep_table(&self, id: CommandId, account: AccountId, body: String) -> Result<(), Fault> {
        let (territory, at) = (self.id(), self.core().clock.now());
        self.core()
            .write(
                move |connection| {
                    connection.write(
                        sql!(
                            "INSERT INTO kept_table (territory, account, id, body, kept_at) VALUES (?1, ?2, ?3, ?4, ?5)
                             ON CONFLICT (territory, account) DO UPDATE
                             SET id = excluded.id, body = excluded.body, kept_at = excluded.kept_at"
                        ),
                        values![territory, column::id(account.0), id.0, body, column::instant(at)],
                    )
                },
                |()| {},
            )
            .await
    }

    /// The table of that id, if the account keeps it and a day has not passed.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn kept_table(&self, id: CommandId, account: AccountId) -> Result<Option<String>, Fault> {
        let (territory, since) = (self.id(), kept_since(self.core().clock.now()));
        self.core()
            .readers
            .read("reading a table that is kept", move |connection| {
                let sql = sql!(
                    "SELECT body FROM kept_table WHERE territory = ?1 AND account = ?2 AND id = ?3 AND kept_at > ?4"
                );
                let values = values![territory, column::id(account.0), id.0, column::instant(since)];
                Ok(connection.first(sql, values, |row| row.text("body"))?)
            })
            .await
    }

    /// Carries a table of kindergartens and groups out: one entry, its rows and the end of the kept table in one transaction.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`]: ask again with the same command id.
    pub async fn arrange_groups(
        &self,
        table: GroupsTable,
        by: Actor,
        command_id: CommandId,
    ) -> Result<Result<(), Refusal>, Fault> {
        let (town, territory) = (self.itself()?, self.id());
        let prepare: Prepare = Box::new(move |connection, state, _| {
            let table = Numbered::of(connection, territory, state, table)?;
            let command = table.command();
            let rows: Rows = Box::new(move |connection, state, _| {
                let cards = table.write(connection, territory, state)?;
                forget(connection, territory, by, command_id)?;
                let show: AfterCommit = Box::new(move || town.change_registry(|all| table.show(all, cards)));
                Ok(Some(show))
            });
            Ok(Prepared { by, command, rows: noted(territory, by, Some(rows)) })
        });
        let recorded = self.ask(command_id, Asked::ToBePrepared(prepare)).await?;
        if recorded.outcome.is_ok() {
            // Kindergartens leave no event by which the other nodes would learn of them.
            let changed = self.core().change(move |_| Ok(((), vec![Change::Registry(territory)])), |()| {});
            changed.await?;
        }
        Ok(recorded.outcome.map(drop))
    }

    /// Reports all places of a table: one entry, and the word of the day of each kindergarten that reports some.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`]: ask again with the same command id.
    pub async fn report_all(
        &self,
        reports: Vec<PlacesReport>,
        by: Actor,
        command_id: CommandId,
    ) -> Result<Result<(), Refusal>, Fault> {
        let territory = self.id();
        let groups: BTreeSet<GroupId> = reports.iter().filter(|it| it.places > 0).map(|it| it.group).collect();
        let rows: Rows = Box::new(move |connection, state, recorded| {
            let day = state.zone().day(recorded.at);
            // What the office reports for a kindergarten is no word of the kindergarten's own.
            let groups = groups.iter().filter(|_| by.role == Role::Kindergarten);
            let owners = groups.filter_map(|group| state.groups().get(group)).map(|group| group.kindergarten);
            for kindergarten in owners.collect::<BTreeSet<_>>() {
                day_words::say(connection, territory, day, kindergarten, Word::Reported, recorded.at, by)?;
            }
            forget(connection, territory, by, command_id)?;
            Ok(None)
        });
        let rows = noted(territory, by, Some(rows));
        let command = Command::ReportAllPlaces { reports };
        let recorded = self.ask(command_id, Asked::Complete(Prepared { by, command, rows })).await?;
        Ok(recorded.outcome.map(drop))
    }
}

fn kept_since(now: Timestamp) -> Timestamp {
    now.saturating_sub(KEPT).unwrap_or(Timestamp::MIN)
}

/// What was carried out is no longer kept; another table of the same account is.
fn forget(connection: &Connection, territory: i64, by: Actor, id: CommandId) -> Result<(), SqlFault> {
    let sql = sql!("DELETE FROM kept_table WHERE territory = ?1 AND account = ?2 AND id = ?3");
    connection.write(sql, values![territory, column::id(by.id), id.0])
}

/// Deletes tables that nobody confirmed.
pub(crate) fn delete_over(connection: &Connection, now: Timestamp) -> Result<(), SqlFault> {
    connection.write(sql!("DELETE FROM kept_table WHERE kept_at <= ?1"), values![column::instant(kept_since(now))])
}

/// A table whose new kindergartens and groups have their numbers, which only the writing thread can give.
struct Numbered {
    kindergartens: Vec<(KindergartenId, NewKindergarten)>,
    opened: Vec<(GroupId, NewGroup, Option<SeatCount>)>,
    cards: Vec<(GroupId, GroupParticulars)>,
    changed: Vec<GroupChange>,
}

impl Numbered {
    fn of(connection: &Connection, territory: i64, state: &Territory, table: GroupsTable) -> Result<Self, SqlFault> {
        let GroupsTable { registered, updated, opened, cards, changed } = table;
        let first = registry::next_kindergarten(connection, territory)?.0;
        let new: Vec<_> = (first..).map(KindergartenId).zip(registered).collect();
        let group = state.groups().last_key_value().map_or(1, |(last, _)| last.0 + 1);
        let opened = (group..).map(GroupId).zip(opened).map(|(id, (owner, group, seats))| {
            let owner = match owner {
                Owner::Known(known) => known,
                Owner::New(place) => new.get(place).map_or(group.kindergarten, |(id, _)| *id),
            };
            (id, NewGroup { kindergarten: owner, ..group }, seats)
        });
        let opened = opened.collect();
        Ok(Self { kindergartens: new.into_iter().chain(updated).collect(), opened, cards, changed })
    }

    fn command(&self) -> Command {
        let opening = |(group, new, seats): &(GroupId, NewGroup, Option<SeatCount>)| GroupOpening {
            group: *group,
            kindergarten: new.kindergarten,
            birth_years: new.birth_years.clone(),
            kind: new.kind,
            seats: *seats,
        };
        Command::ArrangeGroups { openings: self.opened.iter().map(opening).collect(), changes: self.changed.clone() }
    }

    /// Writes the rows; the cards of the groups that open.
    fn write(
        &self,
        connection: &Connection,
        territory: i64,
        state: &Territory,
    ) -> Result<Vec<(GroupId, GroupCard)>, SqlFault> {
        for (id, new) in &self.kindergartens {
            registry::write_kindergarten(connection, territory, &Kindergarten::with(*id, new.clone()))?;
        }
        let mut cards = Vec::with_capacity(self.opened.len());
        for (id, new, _) in &self.opened {
            let card = registry::card_of(*id, new.clone(), state);
            registry::write_card(connection, territory, &card)?;
            cards.push((*id, card));
        }
        for (id, particulars) in &self.cards {
            registry::update_card(connection, territory, *id, particulars)?;
        }
        Ok(cards)
    }

    /// What was written is seen by this node.
    fn show(self, all: &mut crate::Registry, opened: Vec<(GroupId, GroupCard)>) {
        for (id, new) in self.kindergartens {
            all.put_particulars(id, new);
        }
        all.groups.extend(opened);
        for (id, GroupParticulars { names, language, hours }) in self.cards {
            if let Some(card) = all.groups.get_mut(&id) {
                (card.names, card.language, card.hours) = (names, language, hours);
            }
        }
    }
}
