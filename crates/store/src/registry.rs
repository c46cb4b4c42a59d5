//! Kindergartens and groups as people know them: names, addresses, hours. The rules see only their numbers.

use crate::{Actor, CommandId, Fault, Language, Names, Town};
use admission::{GroupId, Kind, KindergartenId, Refusal};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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

impl Town {
    /// Registers a kindergarten.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn register_kindergarten(&self, _new: NewKindergarten, _by: Actor) -> Result<KindergartenId, Fault> {
        unimplemented!()
    }

    /// Gives a kindergarten new particulars.
    ///
    /// # Errors
    /// [`Fault::Unknown`] if there is no such kindergarten; [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn update_kindergarten(
        &self,
        _id: KindergartenId,
        _particulars: NewKindergarten,
        _by: Actor,
    ) -> Result<(), Fault> {
        unimplemented!()
    }

    /// Opens a group: the command in the journal and its card in one transaction.
    ///
    /// # Errors
    /// [`Fault::Unknown`] if there is no such kindergarten; [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn open_group(
        &self,
        _new: NewGroup,
        _by: Actor,
        _command_id: CommandId,
    ) -> Result<Result<GroupId, Refusal>, Fault> {
        unimplemented!()
    }
}
