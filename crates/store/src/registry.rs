//! Kindergartens and groups as people know them: names, addresses, hours. The rules see only their numbers.

use crate::change::Change;
use crate::work::{AfterCommit, Asked, Prepare, Prepared, Rows};
use crate::{
    AccountId, Actor, Announcement, CommandId, Confirmation, DayNote, Fault, KindergartenAct, Language, Names,
    OwnWording, Town, kindergarten_acts,
};
use admission::{Command, Event, Group, GroupId, Kind, KindergartenId, Refusal, Territory};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

mod ending;
mod photo;
mod point;
mod rows;

pub use photo::{NewPhoto, PhotoCard, PhotoSign};
pub use point::{NotAPoint, Point};
pub(crate) use rows::{next_kindergarten, read, update_card, write_card, write_kindergarten};

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
    /// Its picture, if the office has given one.
    pub photo: Option<PhotoCard>,
    /// Where it is reminded; empty where it shall not be. Never public.
    pub email: String,
    /// Whether it has ended.
    pub is_closed: bool,
    /// The kindergarten in which it goes on.
    pub merged_into: Option<KindergartenId>,
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

/// What people read of a group and the rules do not ask.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupParticulars {
    /// Its name in three languages.
    pub names: Names,
    /// The language of its day.
    pub language: Language,
    /// How long it is open.
    pub hours: Hours,
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
    /// Birth years of its children, ascending; none once it has closed.
    pub birth_years: Vec<i64>,
    /// How long it is open.
    pub hours: Hours,
    /// Seats in all.
    pub capacity: u32,
}

/// What every node keeps in memory of a town besides its queue, at one moment: kindergartens and groups, and what the office
/// tells of days, on the site and in messages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Registry {
    /// By number.
    pub kindergartens: BTreeMap<KindergartenId, Kindergarten>,
    /// By number.
    pub groups: BTreeMap<GroupId, GroupCard>,
    /// What the days of the calendar are called, and why they are what they are.
    pub days: BTreeMap<Date, DayNote>,
    /// The spans of days that were compared with what is published, in the order in which they were.
    pub confirmed: Vec<Confirmation>,
    /// What is announced, was and will be, newest first.
    pub announcements: Vec<Announcement>,
    /// The texts of messages that the town has changed, by their keys.
    pub own_wording: BTreeMap<String, OwnWording>,
}

impl Registry {
    /// The kindergartens that have not ended, by number.
    pub fn open_kindergartens(&self) -> impl Iterator<Item = &Kindergarten> {
        self.kindergartens.values().filter(|kindergarten| !kindergarten.is_closed)
    }

    /// Takes in the particulars that were written of a kindergarten. What else is known of it (its picture, its end, where it is
    /// reminded) has writers of its own.
    pub(crate) fn put_particulars(&mut self, id: KindergartenId, particulars: NewKindergarten) {
        let new = Kindergarten::with(id, particulars);
        let kindergarten = match self.kindergartens.remove(&id) {
            Some(Kindergarten { photo, email, is_closed, merged_into, .. }) => {
                Kindergarten { photo, email, is_closed, merged_into, ..new }
            }
            None => new,
        };
        self.kindergartens.insert(id, kindergarten);
    }

    /// The open groups of one kindergarten, by number.
    pub fn groups_of(&self, kindergarten: KindergartenId) -> impl Iterator<Item = &GroupCard> {
        self.groups.values().filter(move |group| group.kindergarten == kindergarten && !group.is_closed())
    }
}

impl Kindergarten {
    pub(crate) fn with(id: KindergartenId, particulars: NewKindergarten) -> Self {
        let NewKindergarten { names, address, phone, district, point } = particulars;
        Self {
            id,
            names,
            address,
            phone,
            district,
            point,
            photo: None,
            email: String::new(),
            is_closed: false,
            merged_into: None,
        }
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
            move |kindergarten: &Kindergarten| {
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
                rows::write_kindergarten(connection, territory, &Kindergarten::with(id, particulars.clone()))?;
                Ok((particulars, vec![Change::Registry(territory)]))
            },
            move |particulars| {
                tracing::info!(kindergarten = id.0, role = ?by.role, by = by.id, "kindergarten changed");
                town.change_registry(|all| all.put_particulars(id, particulars.clone()));
            },
        );
        written.await.map(drop)
    }

    /// Gives a group another name, language or hours.
    ///
    /// # Errors
    /// [`Fault::Unknown`] if there is no such group; [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn update_group(&self, id: GroupId, new: GroupParticulars, by: Actor) -> Result<(), Fault> {
        let Some(card) = self.registry().groups.get(&id).cloned() else { return Err(Fault::Unknown("group")) };
        let was = GroupParticulars { names: card.names, language: card.language, hours: card.hours };
        if was == new {
            return Ok(());
        }
        let town = self.itself()?;
        let (territory, now) = (self.id(), self.core().clock.now());
        let written = self.core().change(
            move |connection| {
                rows::update_card(connection, territory, id, &new)?;
                let kept = KindergartenAct::GroupKept { group: id, was, now: new.clone() };
                let of = (territory, card.kindergarten);
                kindergarten_acts::note(connection, of, &kept, (now, AccountId(by.id)))?;
                Ok((new, vec![Change::Registry(territory)]))
            },
            move |new| {
                tracing::info!(group = id.0, role = ?by.role, by = by.id, "group changed");
                town.change_registry(|all| {
                    if let Some(card) = all.groups.get_mut(&id) {
                        let GroupParticulars { names, language, hours } = new.clone();
                        (card.names, card.language, card.hours) = (names, language, hours);
                    }
                });
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
        let is_retry = self.recorded(command_id).await?.is_some();
        let is_open = |kindergarten: &Kindergarten| !kindergarten.is_closed;
        if !(is_retry || self.registry().kindergartens.get(&new.kindergarten).is_some_and(is_open)) {
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
            Ok(Prepared { by, command, rows: crate::staff_entries::noted(territory, by, Some(rows)) })
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

/// Whether an event changes what the registry says of a group, or comes with a row that changes what it says of a day.
pub(crate) fn is_changed_by(event: &Event) -> bool {
    matches!(
        event,
        Event::GroupOpened { .. }
            | Event::GroupChanged { .. }
            | Event::GroupClosed { .. }
            | Event::GroupMoved { .. }
            | Event::SeatsCounted { .. }
            | Event::CalendarAmended { .. }
    )
}

/// The groups whose cards an entry changes, as they are after it. A group that is opened brings its card itself.
pub(crate) fn changed_groups(state: &Territory, events: &[Event]) -> Vec<(GroupId, Group)> {
    let named = events.iter().filter_map(|event| match event {
        Event::GroupChanged { group, .. }
        | Event::GroupClosed { group }
        | Event::GroupMoved { group, .. }
        | Event::SeatsCounted { group, .. } => Some(*group),
        _ => None,
    });
    let mut groups: Vec<_> = named.filter_map(|id| Some((id, state.groups().get(&id)?.clone()))).collect();
    groups.dedup_by_key(|(id, _)| *id);
    groups
}

impl GroupCard {
    /// Whether it has closed: it takes children of no year.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.birth_years.is_empty()
    }

    /// What the rules know of the group stands on its card as well.
    pub(crate) fn follow(&mut self, group: &Group) {
        self.kindergarten = group.kindergarten;
        self.birth_years.clone_from(&group.birth_years);
        let counted = group.seating.as_ref().and_then(|seating| u32::try_from(seating.capacity).ok());
        self.capacity = counted.unwrap_or(self.capacity);
    }
}

pub(crate) fn card_of(id: GroupId, new: NewGroup, state: &Territory) -> GroupCard {
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
