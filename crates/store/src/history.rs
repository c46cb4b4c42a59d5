//! Why a place moved, and what happened to an application: read back from the journal.

use crate::sql::{Connection, SqlFault};
use crate::touched::{self, Scope};
use crate::{Actor, Fault, Recorded, Town, journal};
use admission::{ApplicationId, Event, Hindsight, Move, PastOpening, QueueId, Refusal, Territory, Watch};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// One change of a place in the queue, with the entry that caused it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DatedMove {
    /// Number of the entry.
    pub entry: u64,
    /// The instant of the entry.
    pub at: Timestamp,
    /// Who acted.
    pub by: Actor,
    /// From where to where, and why.
    pub change: Move,
}

/// One entry of the journal that names an application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryItem {
    /// Number of the entry.
    pub entry: u64,
    /// The instant of the entry.
    pub at: Timestamp,
    /// Who acted.
    pub by: Actor,
    /// The events that name the application, or the refusal it got.
    pub outcome: Result<Vec<Event>, Refusal>,
}

impl Town {
    /// Every change of the place of an application, newest last.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn moves(&self, id: ApplicationId) -> Result<Vec<DatedMove>, Fault> {
        let town = self.itself()?;
        self.core()
            .readers
            .read("reading the moves of an application", move |connection| Ok(moves(connection, &town, id)?))
            .await
    }

    /// The openings of a queue's lists from that local day on, oldest first. Like the moves, they are read from the
    /// beginning of the queue's journal; but they are past, the same for every family of the queue, and can be kept.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn past_openings(&self, queue: QueueId, since: Date) -> Result<Vec<PastOpening>, Fault> {
        let town = self.itself()?;
        self.core()
            .readers
            .read("reading the openings of a queue", move |connection| {
                Ok(past_openings(connection, &town, queue, since)?)
            })
            .await
    }

    /// Number of the last entry that may have changed where an application stands: one that names it, or touches its
    /// queue or every queue. 0 for an application that there is not.
    #[must_use]
    pub fn last_entry_about(&self, id: ApplicationId) -> u64 {
        let state = self.state();
        let Some(application) = state.application(id) else { return 0 };
        self.past().last_about(id, state.queue_of(application).id())
    }

    /// Every entry that names an application, newest last.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn history(&self, id: ApplicationId) -> Result<Vec<HistoryItem>, Fault> {
        let (territory, numbers) = (self.id(), self.past().naming(id));
        self.core()
            .readers
            .read("reading the history of an application", move |connection| {
                Ok(history(connection, territory, id, numbers)?)
            })
            .await
    }
}

fn history(
    connection: &Connection,
    territory: i64,
    id: ApplicationId,
    numbers: Vec<u64>,
) -> Result<Vec<HistoryItem>, SqlFault> {
    let mut items = Vec::new();
    journal::entries(connection, territory, numbers, |by, Recorded { entry, at, outcome }| {
        let naming = outcome.map(|events| events.into_iter().filter(|event| names(event, id)).collect());
        items.push(HistoryItem { entry, at, by, outcome: naming });
    })?;
    Ok(items)
}

fn names(event: &Event, id: ApplicationId) -> bool {
    let mut named = false;
    touched::for_each_application(event, |other| named |= other == id);
    named
}

/// Replays the entries that touch the queues in which an application ever stood, and watches its place.
fn moves(connection: &Connection, town: &Town, id: ApplicationId) -> Result<Vec<DatedMove>, SqlFault> {
    let territory = town.id();
    let queues = queues_of(connection, town, id)?;
    let mut numbers = BTreeSet::new();
    for &queue in &queues {
        numbers.append(&mut town.past().touching(queue));
    }
    let mut part = Part { state: Territory::default(), queues };
    let watch = Watch::over(id);
    let mut moves = Vec::new();
    journal::entries(connection, territory, numbers, |by, Recorded { entry, at, outcome }| {
        for event in outcome.iter().flatten() {
            if !part.concerns(event) {
                continue;
            }
            let change = watch.apply(&mut part.state, event);
            moves.extend(change.map(|change| DatedMove { entry, at, by, change }));
        }
    })?;
    Ok(moves)
}

/// Replays the entries that touch a queue, and looks at its openings.
fn past_openings(
    connection: &Connection,
    town: &Town,
    queue: QueueId,
    since: Date,
) -> Result<Vec<PastOpening>, SqlFault> {
    let numbers = town.past().touching(queue);
    let mut part = Part { state: Territory::default(), queues: BTreeSet::from([queue]) };
    let mut hindsight = Hindsight::over(queue, since);
    journal::entries(connection, town.id(), numbers, |_, recorded| {
        for event in recorded.outcome.iter().flatten() {
            if part.concerns(event) {
                hindsight.apply(&mut part.state, event);
            }
        }
    })?;
    Ok(hindsight.into_openings())
}

/// Every queue in which an application ever stood: its own entries say so.
fn queues_of(connection: &Connection, town: &Town, id: ApplicationId) -> Result<BTreeSet<QueueId>, SqlFault> {
    let mut queues = BTreeSet::new();
    let numbers = town.past().naming(id);
    journal::entries(connection, town.id(), numbers, |_, recorded| {
        for event in recorded.outcome.iter().flatten().filter(|event| names(event, id)) {
            if let Event::ApplicationSubmitted { queue, .. } | Event::BirthYearCorrected { queue, .. } = event {
                queues.insert(*queue);
            }
        }
    })?;
    Ok(queues)
}

/// The state of a town as far as some of its queues go. Places in a queue follow from its own entries alone, so that
/// the rest of the journal need not be read.
struct Part {
    state: Territory,
    queues: BTreeSet<QueueId>,
}

impl Part {
    /// Whether an event can change a place in these queues, and finds here what it names.
    fn concerns(&self, event: &Event) -> bool {
        let known = |id: &ApplicationId| self.state.application(*id).is_some();
        match (touched::queue_named(&self.state, event), event) {
            // Those who come from another queue bring their past along, and it begins there.
            (_, Event::ApplicationSubmitted { .. }) => true,
            // The place itself is of another queue, and the referral ends before its holder can come here.
            (_, Event::PlaceClaimed { application, .. }) => {
                touched::queue_of(&self.state, *application).is_some_and(|queue| self.queues.contains(&queue))
            }
            (_, Event::BirthYearCorrected { application, .. }) => known(application),
            (Scope::Everywhere, _) => true,
            (Scope::Queue(queue), _) => self.queues.contains(&queue),
            (Scope::Applications, _) => {
                let mut all_known = true;
                touched::for_each_application(event, |id| all_known &= known(&id));
                all_known
            }
            (Scope::Nothing, _) => false,
        }
    }
}
