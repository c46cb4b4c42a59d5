//! A town on the morning of the stampede: families in the queue, each logged in, and places open to all of them.

use crate::town::scatter;
use admission::{ApplicationId, Calendar, ChildId, Command, GroupId, Kato, Kind, KindergartenId, Policy};
use jiff::{SignedDuration, Timestamp};
use std::ops::Range;
use store::{Act, Actor, Clock, CommandId, Database, MasterKey, Names, NewTown, Store, Who};
use tokio::task::JoinSet;

/// Birth years whose queues have places.
const BIRTH_YEARS: Range<i64> = 2021..2026;

/// Requests that wait for an answer at a time while the town is built.
const AT_A_TIME: usize = 2000;

/// How large the town is: so many groups for each birth year, each with so many places.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Town {
    pub(crate) families: u32,
    pub(crate) groups: u32,
    pub(crate) places_each: u32,
}

/// One family: its application, and the token of its session.
#[derive(Debug, Clone)]
pub(crate) struct Family {
    pub(crate) application: u64,
    pub(crate) token: String,
}

impl Town {
    pub(crate) fn groups_per_year(self) -> u32 {
        self.groups / years()
    }

    /// The groups that a family may claim.
    pub(crate) fn groups_of(self, family: u32) -> Range<u32> {
        let first = family % years() * self.groups_per_year();
        first..first + self.groups_per_year()
    }

    pub(crate) fn places(self) -> u64 {
        u64::from(self.groups) * u64::from(self.places_each)
    }

    /// The application of a family.
    pub(crate) fn application(family: u32) -> u64 {
        scatter(u64::from(family))
    }

    pub(crate) fn birth_year(self, group: u32) -> i64 {
        BIRTH_YEARS.start + i64::from(group / self.groups_per_year())
    }
}

fn years() -> u32 {
    u32::try_from(BIRTH_YEARS.count()).unwrap_or(1)
}

/// The master key of a bench is no secret.
pub(crate) fn key() -> MasterKey {
    MasterKey::from_bytes([7; 32])
}

fn founding() -> Timestamp {
    "2026-03-02T04:00:00Z".parse().expect("a literal instant")
}

/// When the families come: weeks after the places were published, when every list's window has ended.
pub(crate) fn morning() -> Timestamp {
    founding() + SignedDuration::from_hours(24 * 21)
}

/// Builds the town in an empty database and logs every family in.
pub(crate) async fn set(database: Database, town: Town) -> Result<Vec<Family>, store::Fault> {
    let clock = Clock::freeze_at(founding());
    let store = Store::open(database, key(), clock.clone())?;
    let new = NewTown {
        kato: kato(),
        names: Names::default(),
        zone: "Asia/Almaty".to_owned(),
        policy: Policy::default(),
        calendar: Calendar::default(),
    };
    let served = store.found_town(new).await?;
    let open = (0..town.groups).map(|group| Command::OpenGroup {
        group: GroupId(group),
        kindergarten: KindergartenId(group / 6),
        birth_years: vec![town.birth_year(group)],
        kind: Kind::General,
    });
    let report = (0..town.groups).map(|group| Command::ReportPlaces {
        group: GroupId(group),
        birth_year: town.birth_year(group),
        places: town.places_each.into(),
    });
    act(&served, open.chain(report)).await?;
    // Nobody is there yet to be given access, so that the places open to all when the window ends.
    clock.set(morning());
    store.catch_up().await?;
    let submit = (0..town.families).map(|family| Command::SubmitApplication {
        application: ApplicationId(Town::application(family)),
        child: ChildId(Town::application(family) << 8),
        birth_year: town.birth_year(town.groups_of(family).start),
        birth: admission::Birth::Past,
        kind: Kind::General,
        grounds: Vec::new(),
        earlier: None,
    });
    act(&served, submit).await?;
    let families = log_in(&store, town).await?;
    store.shutdown().await;
    Ok(families)
}

fn kato() -> Kato {
    "990000000".parse().expect("nine digits")
}

async fn act(town: &store::Town, commands: impl Iterator<Item = Command>) -> Result<(), store::Fault> {
    let acts: Vec<Act> =
        commands.map(|command| Act { command, by: Actor::IMPORT, command_id: CommandId::random() }).collect();
    for some in acts.chunks(AT_A_TIME) {
        for recorded in town.act_all(some.to_vec()).await? {
            recorded.outcome.expect("a bench asks for what is allowed");
        }
    }
    Ok(())
}

async fn log_in(store: &Store, town: Town) -> Result<Vec<Family>, store::Fault> {
    let mut families = Vec::with_capacity(town.families as usize);
    let all: Vec<u32> = (0..town.families).collect();
    for some in all.chunks(AT_A_TIME) {
        let mut opening = JoinSet::new();
        for &family in some {
            let (store, application) = (store.clone(), ApplicationId(Town::application(family)));
            opening.spawn(async move {
                let who = Who::Family(kato(), application);
                store.open_session(who, SignedDuration::from_hours(24)).await.map(|token| (family, token))
            });
        }
        let mut opened = Vec::with_capacity(some.len());
        while let Some(session) = opening.join_next().await {
            opened.push(session.expect("a session is opened without panic")?);
        }
        opened.sort_unstable_by_key(|(family, _)| *family);
        families.extend(opened.into_iter().map(|(family, token)| Family {
            application: Town::application(family),
            token: token.as_str().to_owned(),
        }));
    }
    Ok(families)
}
