//! Who and what is there before the story begins: the town, its kindergartens and groups, the staff, the older queue.

use super::names;
use crate::command::import;
use admission::{Command, HoldReason, Kato, KindergartenId, Policy};
use jiff::Timestamp;
use simulation::{City, GroupSample, Sample, legacy_rows};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::{
    AccountId, Act, Actor, CommandId, Fault, Hours, Language, NewAccount, NewGroup, NewKindergarten, NewTown, Point,
    Role, StaffRole, Store, Town,
};
use tokio::task::JoinSet;

/// Everybody's password in the demo.
pub(super) const PASSWORD: &str = "bala-baqsha";
/// The education department's log-in.
pub(super) const OFFICE: &str = "office";
/// The log-in of the official who decides on grounds.
pub(super) const VERIFIER: &str = "verifier";
/// The log-in of the head of the department.
pub(super) const HEAD: &str = "head";
/// The auditor's log-in.
pub(super) const AUDITOR: &str = "auditor";
/// The administrator's log-in.
pub(super) const ADMINISTRATOR: &str = "admin";
/// The log-in of a deputy, at the kindergarten of that key.
pub(super) const DEPUTY: (&str, &str) = ("deputy", "balapan");

/// Applications that the older queue leaves.
const OLDER_APPLICATIONS: usize = 2600;
/// Seats of the second group of each kindergarten that are held back.
const SEATS_UNDER_REPAIR: u64 = 2;
/// Decides who lives in the model city.
const SEED: u64 = 2026;

/// The town and those who act in it.
pub(super) struct Cast {
    pub(super) town: Arc<Town>,
    pub(super) office: Actor,
    pub(super) kindergartens: BTreeMap<KindergartenId, Actor>,
}

/// Founds the town at the clock's instant and fills it.
pub(super) async fn gather(store: &Store, begins: Timestamp) -> Result<Cast, String> {
    let cast = settle(store, begins).await?;
    take_over_older_queue(&cast.town, begins).await?;
    Ok(cast)
}

/// Founds the town at the clock's instant, with kindergartens, groups and staff, and nobody in its queues.
pub(super) async fn settle(store: &Store, begins: Timestamp) -> Result<Cast, String> {
    let city = super::city(begins);
    let town = found(store, &city).await?;
    let cast = register(store, &town, &city).await.map_err(|fault| fault.to_string())?;
    super::pictures::give_some(&cast.town, cast.office).await?;
    Ok(cast)
}

/// Founds the model city.
pub(in crate::command) async fn found(store: &Store, city: &City) -> Result<Arc<Town>, String> {
    let new = NewTown {
        kato: city.kato.parse().map_err(|()| "the model city has no code".to_owned())?,
        names: names(&city.names),
        zone: city.zone.to_owned(),
        policy: Policy::default(),
        calendar: crate::calendar::of_kazakhstan(),
    };
    store.found_town(new).await.map_err(|fault| fault.to_string())
}

async fn register(store: &Store, town: &Arc<Town>, city: &City) -> Result<Cast, Fault> {
    let administrator = Actor { role: Role::Administrator, id: 0 };
    let mut ids = Vec::new();
    for kindergarten in &city.kindergartens {
        let new = NewKindergarten {
            names: names(&kindergarten.names),
            address: names(&kindergarten.address),
            phone: kindergarten.phone.clone(),
            district: names(&kindergarten.district),
            point: Point::of_millionths(kindergarten.point.0, kindergarten.point.1),
        };
        ids.push(town.register_kindergarten(new, administrator).await?);
    }
    for group in &city.groups {
        let opened = town.open_group(new_group(group, &ids), administrator, CommandId::random()).await?;
        opened.map_err(|_| Fault::Unknown("group"))?;
    }
    let mut accounts = JoinSet::new();
    let kato = town.kato();
    accounts.spawn(account(store.clone(), ADMINISTRATOR, "Әкімші", StaffRole::Administrator, kato.clone(), None));
    let office = [
        (OFFICE, "Білім басқармасының маманы", StaffRole::Clerk),
        (VERIFIER, "Негіздерді тексеруші", StaffRole::Verifier),
        (HEAD, "Басқарма басшысы", StaffRole::Head),
        (AUDITOR, "Аудитор", StaffRole::Auditor),
    ];
    for (login, shown, role) in office {
        accounts.spawn(account(store.clone(), login, shown, role, kato.clone(), None));
    }
    for (kindergarten, &id) in city.kindergartens.iter().zip(&ids) {
        let shown = kindergarten.names.kk.clone();
        accounts.spawn(account(
            store.clone(),
            kindergarten.key,
            shown,
            StaffRole::Kindergarten,
            kato.clone(),
            Some(id),
        ));
        if kindergarten.key == DEPUTY.1 {
            let shown = format!("{}, орынбасар", kindergarten.names.kk);
            accounts.spawn(account(store.clone(), DEPUTY.0, shown, StaffRole::Deputy, kato.clone(), Some(id)));
        }
    }
    let mut cast = Cast { town: Arc::clone(town), office: administrator, kindergartens: BTreeMap::new() };
    while let Some(made) = accounts.join_next().await {
        let made = made.map_err(|fault| Fault::Unavailable { cause: fault.to_string() })??;
        match made {
            (StaffRole::Kindergarten, Some(kindergarten), AccountId(id)) => {
                cast.kindergartens.insert(kindergarten, Actor { role: Role::Kindergarten, id });
            }
            (StaffRole::Clerk, _, AccountId(id)) => cast.office = Actor { role: Role::Office, id },
            _ => {}
        }
    }
    count_seats(&cast).await?;
    Ok(cast)
}

/// Every kindergarten has counted its children before the story begins: all seats are taken. One room is under repair.
async fn count_seats(cast: &Cast) -> Result<(), Fault> {
    let registry = cast.town.registry();
    let mut acts = Vec::new();
    for (&kindergarten, &by) in &cast.kindergartens {
        for (place, card) in registry.groups_of(kindergarten).enumerate() {
            let (group, capacity) = (card.id, u64::from(card.capacity));
            let is_repaired = place == 1 && capacity > SEATS_UNDER_REPAIR;
            let held = if is_repaired { SEATS_UNDER_REPAIR } else { 0 };
            let command_id = CommandId::random;
            let count = Command::CountSeats { group, capacity, attending: capacity - held };
            acts.push(Act { command: count, by, command_id: command_id() });
            if is_repaired {
                let hold = Command::HoldSeats { group, seats: held, reason: HoldReason::Repair };
                acts.push(Act { command: hold, by, command_id: command_id() });
            }
        }
    }
    cast.town.act_all(acts).await.map(drop)
}

fn new_group(group: &GroupSample, kindergartens: &[KindergartenId]) -> NewGroup {
    NewGroup {
        kindergarten: kindergartens[group.kindergarten],
        names: names(&group.names),
        language: match group.language {
            simulation::Language::Kazakh => Language::Kk,
            simulation::Language::Russian => Language::Ru,
        },
        kind: group.kind,
        birth_years: group.birth_years.clone(),
        hours: match group.hours {
            simulation::Hours::FullDay => Hours::FullDay,
            simulation::Hours::HalfDay => Hours::HalfDay,
            simulation::Hours::RoundTheClock => Hours::RoundTheClock,
        },
        capacity: group.capacity,
    }
}

async fn account(
    store: Store,
    login: &'static str,
    shown: impl Into<String>,
    role: StaffRole,
    town: Kato,
    kindergarten: Option<KindergartenId>,
) -> Result<(StaffRole, Option<KindergartenId>, AccountId), Fault> {
    let new = NewAccount {
        login: login.to_owned(),
        display_name: shown.into(),
        role,
        town,
        kindergarten,
        password: PASSWORD.to_owned(),
    };
    let id = store.create_account(new).await?.map_err(|_| Fault::Unknown("login or password that will do"))?;
    Ok((role, kindergarten, id))
}

/// The older queue comes in through the same door as a real one.
async fn take_over_older_queue(town: &Arc<Town>, begins: Timestamp) -> Result<(), String> {
    let today = super::fortnight::local_day(begins);
    let rows = legacy_rows(&Sample { applications: OLDER_APPLICATIONS, seed: SEED, today, clean: true });
    let mut file = Vec::new();
    simulation::write_rows(&mut file, &rows, simulation::Delimiter::Semicolon).map_err(|fault| fault.to_string())?;
    import::take_over_clean(&file, town, begins).await
}
