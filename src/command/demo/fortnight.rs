//! Two weeks of the model city, day by day: what is planned is done at its instant, the steps of the day run at theirs.

use super::cast::Cast;
use super::deed::{Deed, Referred, perform};
use super::plan;
use admission::{Application, ApplicationId, Status, Zone};
use jiff::civil::{Date, DateTime, time};
use jiff::{Timestamp, ToSpan};
use simulation::{Chance, Population};
use std::collections::BTreeMap;
use std::time::Duration;
use store::{Clock, Fault};
use tokio::task::JoinSet;

/// Calendar days that lie behind the present one.
const DAYS_BEHIND: i64 = 16;
/// Decides what people do.
const SEED: u64 = 616;
/// Instants of a day at which people act: from 07:10, every 29 minutes, to 22:12.
pub(super) const SLOTS: u64 = 32;
/// How often it is looked whether a step has run.
const STEP_PAUSE: Duration = Duration::from_millis(1);

/// The local day in the model city.
pub(super) fn local_day(at: Timestamp) -> Date {
    zone().day(at)
}

/// The instant of a local time in the model city.
pub(super) fn local_instant(at: DateTime) -> Timestamp {
    zone().instant(at.date(), at.time())
}

fn zone() -> Zone {
    Zone::named("Asia/Almaty").expect("the tz database is built in")
}

/// The instant at which the story begins: a morning sixteen days before.
pub(super) fn beginning(now: Timestamp) -> Timestamp {
    zone().instant(local_day(now).saturating_sub(DAYS_BEHIND.days()), time(7, 5, 0, 0))
}

/// The story as it goes on.
pub(super) struct Story {
    pub(super) cast: Cast,
    pub(super) zone: Zone,
    pub(super) chance: Chance,
    pub(super) newcomers: Population,
    agenda: BTreeMap<Timestamp, Vec<Deed>>,
    clock: Clock,
}

/// Plays from the clock's instant to `now`, and leaves the clock there.
pub(super) async fn play(cast: Cast, clock: Clock, now: Timestamp) -> Result<(), Fault> {
    let mut story = Story {
        cast,
        zone: zone(),
        chance: Chance::seeded(SEED),
        newcomers: Population::seeded(SEED),
        agenda: BTreeMap::new(),
        clock,
    };
    let mut day = story.zone.day(story.clock.now());
    while day <= story.zone.day(now) {
        story.live_through(day, now).await?;
        day = day.saturating_add(1.day());
    }
    story.stand_at(now).await;
    plan::leave_something_to_see(&mut story).await
}

impl Story {
    async fn live_through(&mut self, day: Date, now: Timestamp) -> Result<(), Fault> {
        let at = |hour| self.zone.instant(day, time(hour, 0, 0, 0)).min(now);
        let (midnight, opening, publication) = (at(0), at(7), at(18));
        let end = self.zone.instant(day.saturating_add(1.day()), time(0, 0, 0, 0)).min(now);
        self.stand_at(midnight).await;
        self.stand_at(opening).await;
        plan::plan_day(self, day).await?;
        self.do_until(publication).await?;
        self.stand_at(publication).await;
        self.do_until(end).await
    }

    /// Moves the clock there and waits until the steps that are due have run. The clock never goes back.
    async fn stand_at(&mut self, at: Timestamp) {
        self.clock.move_to(at);
        let now = self.clock.now();
        while self.cast.town.state().due_step(now).is_some() {
            tokio::time::sleep(STEP_PAUSE).await;
        }
    }

    /// Does what is planned before that instant. Deeds of one instant are done together, and share a flush.
    async fn do_until(&mut self, until: Timestamp) -> Result<(), Fault> {
        while let Some((&at, _)) = self.agenda.first_key_value().filter(|&(&at, _)| at < until) {
            self.clock.move_to(at);
            let deeds = self.agenda.remove(&at).unwrap_or_default();
            for referred in self.do_together(deeds).await? {
                plan::plan_fate(self, &referred);
            }
        }
        Ok(())
    }

    pub(super) async fn do_together(&mut self, deeds: Vec<Deed>) -> Result<Vec<Referred>, Fault> {
        let mut doing = JoinSet::new();
        for deed in deeds {
            let town = std::sync::Arc::clone(&self.cast.town);
            doing.spawn(async move { perform(&town, deed).await });
        }
        let mut referred = Vec::new();
        while let Some(done) = doing.join_next().await {
            referred.extend(done.map_err(|fault| Fault::Unavailable { cause: fault.to_string() })??);
        }
        referred.sort_by_key(|referred| referred.application);
        Ok(referred)
    }

    pub(super) fn today(&self) -> Date {
        self.zone.day(self.clock.now())
    }

    /// Plans a deed for one of the instants of a day, or for the next one if that has passed.
    pub(super) fn plan(&mut self, day: Date, slot: u64, deed: Deed) {
        let minutes = i64::try_from(10 + 29 * slot).unwrap_or_default();
        let seconds = i64::try_from(slot * slot * 137 % 1500).unwrap_or_default();
        let first = self.zone.instant(day, time(7, 0, 0, 0));
        let at = first.saturating_add(minutes.minutes().seconds(seconds)).unwrap_or(first);
        let soon = self.clock.now().saturating_add(97.seconds()).unwrap_or(at);
        self.agenda.entry(at.max(soon)).or_default().push(deed);
    }

    /// Applications of that status, in the order in which they were recorded.
    pub(super) fn of_status(&self, status: Status) -> Vec<ApplicationId> {
        let state = self.cast.town.state();
        state.applications().filter(|application| application.status() == status).map(Application::id).collect()
    }
}
