//! A past of many days, lived through the store itself: families come, places are reported, opened, taken and filled,
//! families pause and come back.

use crate::stored::{StoredTown, evening, morning};
use admission::{Application, ApplicationId, Command, GroupId, Status, Territory};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use store::Fault;

/// How long a past is and what it holds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Past {
    /// Applications in all.
    pub(crate) applications: u64,
    /// Entries in all, about; more than two an application, which is what taking and filling places makes.
    pub(crate) entries: u64,
    /// Days.
    pub(crate) days: u64,
}

/// Of a hundred applications so many find a place.
const PLACED: u64 = 30;

impl Past {
    /// Lives it. A day is a bulletin the evening before, the opening, claims, enrolments, newcomers, reports.
    pub(crate) async fn live(self, town: &mut StoredTown) -> Result<(), Fault> {
        let mut rng = ChaCha8Rng::seed_from_u64(7);
        let mut come = 0;
        for day in 1..=self.days {
            let by_now = self.applications * day / self.days;
            town.submit(come..by_now, &mut rng).await?;
            let new = by_now - come;
            come = by_now;
            let (claims, claimants) = claims(&town.town.state());
            town.carry_out(claims.into_iter()).await?;
            town.carry_out(claimants.into_iter().map(|application| Command::EnrolChild { application })).await?;
            town.report(new * PLACED / 100).await?;
            let missing = (self.entries * day / self.days).saturating_sub(town.entries);
            let pausing = pausing(town, come, missing / 2, &mut rng);
            town.carry_out(pausing.into_iter().flat_map(pause_and_resume)).await?;
            evening(&town.store).await?;
            morning(&town.store).await?;
        }
        Ok(())
    }
}

/// A claim of everybody who holds access, each on the next place that is left, and who claims.
pub(crate) fn claims(state: &Territory) -> (Vec<Command>, Vec<ApplicationId>) {
    let mut claims = Vec::new();
    let mut claimants = Vec::new();
    for queue in state.queues() {
        let places = queue.offers().iter().flat_map(|(&group, offer)| {
            let places = offer.early_total() + offer.open;
            (0..places).map(move |_| group)
        });
        let holders = state.order(queue.id(), 0).take_while(|application| application.status() == Status::Access);
        for (application, group) in holders.map(Application::id).zip(places) {
            claims.push(claim(application, group));
            claimants.push(application);
        }
    }
    (claims, claimants)
}

fn claim(application: ApplicationId, group: GroupId) -> Command {
    Command::ClaimPlace { application, group }
}

/// So many of those who wait, no one twice in a row.
fn pausing(town: &StoredTown, come: u64, count: u64, rng: &mut ChaCha8Rng) -> Vec<ApplicationId> {
    let state = town.town.state();
    let mut pausing = Vec::new();
    // Most wait; where nobody does, a bounded number of tries comes to an end.
    for _ in 0..count * 4 {
        if pausing.len() as u64 == count {
            break;
        }
        let id = town.application(rng.random_range(0..come));
        if state.application(id).is_some_and(|application| application.status() == Status::Waiting) {
            pausing.push(id);
        }
    }
    pausing
}

fn pause_and_resume(application: ApplicationId) -> [Command; 2] {
    [Command::PauseApplication { application }, Command::ResumeApplication { application }]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stored::{House, Kind, beginning};

    #[test]
    fn a_past_has_the_applications_and_about_the_entries_it_was_asked_for() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let house = House::make(Kind::Sqlite).unwrap();
            let store = house.open(beginning()).unwrap();
            let mut town = StoredTown::found(&store, 0).await.unwrap();
            Past { applications: 600, entries: 3000, days: 6 }.live(&mut town).await.unwrap();
            assert_eq!(town.town.state().application_count(), 600);
            assert!((2800..3300).contains(&town.town.moment().entry), "{:?}", town.town.moment());
            let enrolled = town.town.state().applications().filter(|one| one.status() == Status::Enrolled).count();
            assert!(enrolled > 50, "places were taken and filled: {enrolled}");
            store.shutdown().await;
        });
    }
}
