//! Kindergartens and groups as people know them: names, addresses, hours. The rules see only their numbers.

use crate::change::Change;
use crate::work::{AfterCommit, Asked, Prepare, Prepared, Rows};
use crate::{Actor, CommandId, Fault, Language, Names, Town};
use admission::{Command, Event, GroupId, Kind, KindergartenId, Refusal, Territory};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

mod point;
mod rows;

pub use point::{NotAPoint, Point};
pub(crate) use rows::read;

/// How long a group is open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hours {
    /// The whole working day.
    #[default]
    FullDay,
    /// Half a day.
    HalfDay,
    /// Day and night.
    RoundTheClock,
}

/// A kindergarten to be registered, or its new particulars.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewKindergarten {
    /// Its name in three languages.
    pub names: Names,
    /// Street and house, in three languages.
    pub address: Names,
    /// Its phone, as shown.
    pub phone: String,
    /// The part of the town, in three languages; empty where the town has none.
    pub district: Names,
    /// Where it stands on the map, if the office has said so.
    pub point: Option<Point>,
}

/// A kindergarten.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kindergarten {
    /// Its number.
    pub id: KindergartenId,
    /// Its name in three languages.
    pub names: Names,
    /// Street and house, in three languages.
    pub address: Names,
    /// Its phone, as shown.
    pub phone: String,
    /// The part of the town, in three languages.
    pub district: Names,
    /// Where it stands on the map, if the office has said so.
    pub point: Option<Point>,
}

/// A group to be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewGroup {
    /// Its kindergarten.
    pub kindergarten: KindergartenId,
    /// Its name in three languages.
    pub names: Names,
    /// The language of its day.
    pub language: Language,
    /// General or correctional.
    pub kind: Kind,
    /// Birth years of its children; not empty.
    pub birth_years: Vec<i64>,
    /// How long it is open.
    pub hours: Hours,
    /// Seats in all.
    pub capacity: u32,
}

/// A group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupCard {
    /// Its number.
    pub id: GroupId,
    /// Its kindergarten.
    pub kindergarten: KindergartenId,
    /// Its name in three languages.
    pub names: Names,
    /// The language of its day.
    pub language: Language,
    /// General or correctional.
    pub kind: Kind,
    /// Birth years of its children, ascending.
    pub birth_years: Vec<i64>,
    /// How long it is open.
    pub hours: Hours,
    /// Seats in all.
    pub capacity: u32,
}

/// All kindergartens and groups of a town at one moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Registry {
    /// By number.
    pub kindergartens: BTreeMap<KindergartenId, Kindergarten>,
    /// By number.
    pub groups: BTreeMap<GroupId, GroupCard>,
}

impl Registry {
    /// The groups of one kindergarten, by number.
    pub fn groups_of(&self, kindergarten: KindergartenId) -> impl Iterator<Item = &GroupCard> {
        self.groups.values().filter(move |group| group.kindergarten == kindergarten)
    }
}

impl Kindergarten {
    fn with(id: KindergartenId, particulars: NewKindergarten) -> Self {
        let NewKindergarten { names, address, phone, district, point } = particulars;
        Self { id, names, address, phone, district, point }
    }
}

impl Town {
    /// Registers a kindergarten.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn register_kindergarten(&self, new: NewKindergarten, by: Actor) -> Result<KindergartenId, Fault> {
        let town = self.itself()?;
        let territory = self.id();
        let written = self.core().change(
            move |connection| {
                let id = rows::next_kindergarten(connection, territory)?;
                let kindergarten = Kindergarten::with(id, new);
                rows::write_kindergarten(connection, territory, &kindergarten)?;
                Ok((kindergarten, vec![Change::Registry(territory)]))
            },
            move |kindergarten| {
                tracing::info!(kindergarten = kindergarten.id.0, role = ?by.role, by = by.id, "kindergarten registered");
                town.change_registry(|all| drop(all.kindergartens.insert(kindergarten.id, kindergarten.clone())));
            },
        );
        written.await.map(|kindergarten| kindergarten.id)
    }

    /// Gives a kindergarten new particulars.
    ///
    /// # Errors
    /// [`Fault::Unknown`] if there is no such kindergarten; [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn update_kindergarten(
        &self,
        id: KindergartenId,
        particulars: NewKindergarten,
        by: Actor,
    ) -> Result<(), Fault> {
        if !self.registry().kindergartens.contains_key(&id) {
            return Err(Fault::Unknown("kindergarten"));
        }
        let town = self.itself()?;
        let territory = self.id();
        let written = self.core().change(
            move |connection| {
                let kindergarten = Kindergarten::with(id, particulars);
                rows::write_kindergarten(connection, territory, &kindergarten)?;
                Ok((kindergarten, vec![Change::Registry(territory)]))
            },
            move |kindergarten| {
                tracing::info!(kindergarten = id.0, role = ?by.role, by = by.id, "kindergarten changed");
                town.change_registry(|all| drop(all.kindergartens.insert(id, kindergarten.clone())));
            },
        );
        written.await.map(drop)
    }

    /// Opens a group: the command in the journal and its card in one transaction.
    ///
    /// # Errors
    /// [`Fault::Unknown`] if there is no such kindergarten; [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn open_group(
        &self,
        new: NewGroup,
        by: Actor,
        command_id: CommandId,
    ) -> Result<Result<GroupId, Refusal>, Fault> {
        if !self.registry().kindergartens.contains_key(&new.kindergarten) {
            return Err(Fault::Unknown("kindergarten"));
        }
        let town = self.itself()?;
        let territory = self.id();
        let prepare: Prepare = Box::new(move |_, state, _| {
            let id = GroupId(state.groups().last_key_value().map_or(1, |(last, _)| last.0 + 1));
            let command = Command::OpenGroup {
                group: id,
                kindergarten: new.kindergarten,
                birth_years: new.birth_years.clone(),
                kind: new.kind,
            };
            let rows: Rows = Box::new(move |connection, state, _| {
                let card = card_of(id, new, state);
                rows::write_card(connection, territory, &card)?;
                let show: AfterCommit = Box::new(move || town.change_registry(|all| drop(all.groups.insert(id, card))));
                Ok(Some(show))
            });
            Ok(Prepared { by, command, rows: Some(rows) })
        });
        let recorded = self.ask(command_id, Asked::ToBePrepared(prepare)).await?;
        match recorded.outcome {
            Err(refusal) => Ok(Err(refusal)),
            Ok(events) => match events.first() {
                Some(Event::GroupOpened { group, .. }) => Ok(Ok(*group)),
                _ => Err(Fault::CommandIdReused),
            },
        }
    }
}

fn card_of(id: GroupId, new: NewGroup, state: &Territory) -> GroupCard {
    let birth_years = state.groups().get(&id).map_or(new.birth_years, |group| group.birth_years.clone());
    GroupCard {
        id,
        kindergarten: new.kindergarten,
        names: new.names,
        language: new.language,
        kind: new.kind,
        birth_years,
        hours: new.hours,
        capacity: new.capacity,
    }
}
