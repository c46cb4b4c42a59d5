//! The order of a queue at a past moment: the journal applied up to that instant and no further, its chain checked.

use crate::journal::{self, Head};
use crate::sql::Connection;
use crate::{Actor, Database, Fault, Names, Town, body, database, touched, town};
use admission::{Application, ApplicationId, Class, Event, Kato, QueueId, Status, Territory, Zone};
use jiff::Timestamp;
use std::collections::HashMap;

/// One open application of a queue at a past moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OrderLine {
    /// The place from 1; `None` for those who are not in the order (rules, 4.2).
    pub place: Option<u64>,
    /// Its public sign.
    pub application: ApplicationId,
    /// The class it had then.
    pub class: Class,
    /// What it was doing.
    pub status: Status,
    /// Whether it waits outside the order because its PMPC conclusion is not confirmed.
    pub lacks_conclusion: bool,
    /// Since when it was doing that.
    pub since: Timestamp,
    /// The instant it counts from.
    pub applied_at: Timestamp,
}

/// A queue as it stood at a past moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastOrder {
    /// Which queue.
    pub queue: QueueId,
    /// The moment that was asked for.
    pub at: Timestamp,
    /// Number of the last entry until then.
    pub entry: u64,
    /// Those in the order first, by place; then the others that were open, by date.
    pub lines: Vec<OrderLine>,
    /// Local time of the territory.
    pub zone: Zone,
}

impl Town {
    /// The order of a queue at a past moment. The whole journal up to then is read: call it rarely, and one at a time.
    ///
    /// # Errors
    /// A fault of the database, or a journal that is broken.
    pub async fn order_at(&self, queue: QueueId, at: Timestamp) -> Result<PastOrder, Fault> {
        let (territory, kato) = (self.id(), self.kato().clone());
        let read = move |connection: &Connection| Ok(read(connection, territory, &kato, queue, at)?);
        self.core().readers.read("reading the order at a past moment", read).await
    }
}

/// The order of a queue at a past moment, read from a database that nobody need serve, with the names of the town. No key is
/// needed. A moment that the zone of the town has to tell is asked for by its local time.
///
/// # Errors
/// [`Fault::Unknown`] where there is no such town or no moment; a fault of the database, or a journal that is broken.
pub fn order_at(
    database: impl Into<Database>,
    kato: Option<&Kato>,
    queue: QueueId,
    moment: impl FnOnce(&Zone) -> Option<Timestamp> + Send,
) -> Result<(Names, PastOrder), Fault> {
    let database = database.into();
    database::elsewhere(|| {
        let fault = Fault::database("reading the order at a past moment");
        let connection = database.open_reader().map_err(&fault)?;
        let mut towns = town::read_all(&connection).map_err(&fault)?;
        towns.retain(|(_, known, _)| kato.is_none_or(|kato| kato == known));
        let (Some((territory, kato, names)), true) = (towns.pop(), towns.is_empty()) else {
            return Err(Fault::Unknown("territory, or it is one of several"));
        };
        let zone = zone_of(&connection, territory, &kato)?;
        let at = moment(&zone).ok_or(Fault::Unknown("moment"))?;
        Ok((names, read(&connection, territory, &kato, queue, at)?))
    })
}

/// The first entry says in which zone a town lies.
fn zone_of(connection: &Connection, territory: i64, kato: &Kato) -> Result<Zone, Fault> {
    let mut state = Territory::default();
    let founding =
        |_, recorded: crate::Recorded| recorded.outcome.iter().flatten().for_each(|event| state.apply(event));
    journal::entries(connection, territory, [1], founding).map_err(Fault::database("reading the first entry"))?;
    if state.is_founded() {
        return Ok(state.zone().clone());
    }
    let cause = "it has no first entry".to_owned();
    Err(Fault::JournalBroken { territory: kato.to_string(), entry: 1, cause })
}

fn read(
    connection: &Connection,
    territory: i64,
    kato: &Kato,
    queue: QueueId,
    at: Timestamp,
) -> Result<PastOrder, Fault> {
    let mut state = Territory::default();
    let (mut since, mut last) = (Since::default(), 0);
    reread(connection, territory, kato, at, |entry| {
        entry.events.iter().for_each(|event| since.apply(&mut state, entry.at, event));
        last = entry.number;
        Ok(())
    })?;
    let zone = state.zone().clone();
    Ok(PastOrder { queue, at, entry: last, lines: lines(&state, queue, &since), zone })
}

/// One entry of a journal that is read again.
pub(crate) struct Reread<'a> {
    pub(crate) number: u64,
    pub(crate) at: Timestamp,
    pub(crate) events: Vec<Event>,
    body: &'a [u8],
}

impl Reread<'_> {
    /// Who asked for it.
    pub(crate) fn by(&self) -> Result<Actor, String> {
        let text = std::str::from_utf8(self.body).map_err(|cause| cause.to_string())?;
        let (by, ..) = body::read(text).map_err(|cause| cause.to_string())?;
        Ok(by)
    }
}

/// Reads a journal from its first entry, its chain checked, and hands on what was written up to an instant. The clock of a journal
/// never goes backwards.
pub(crate) fn reread(
    connection: &Connection,
    territory: i64,
    kato: &Kato,
    until: Timestamp,
    mut each: impl FnMut(Reread<'_>) -> Result<(), String>,
) -> Result<(), Fault> {
    let (mut number, mut is_over) = (0, false);
    journal::read_behind(connection, territory, kato.as_str(), &mut Head::before_first(kato.as_str()), |body, _| {
        number += 1;
        if is_over {
            return Ok(());
        }
        let broken = |cause: String| Fault::JournalBroken { territory: kato.to_string(), entry: number, cause };
        let past = body::read_past(body).map_err(|cause| broken(cause.to_string()))?;
        let at: Timestamp = past.at.parse().map_err(|cause: jiff::Error| broken(cause.to_string()))?;
        if past.number != number {
            return Err(broken(format!("its bytes say that it is entry {}", past.number)));
        }
        is_over = at > until;
        if is_over { Ok(()) } else { each(Reread { number, at, events: past.events, body }).map_err(broken) }
    })
}

/// Since when applications are doing what they do, where that is not from the beginning.
#[derive(Default)]
struct Since(HashMap<ApplicationId, Timestamp>);

impl Since {
    fn apply(&mut self, state: &mut Territory, at: Timestamp, event: &Event) {
        let mut named = Vec::new();
        touched::for_each_application(event, |id| named.push((id, doing(state, id))));
        state.apply(event);
        for (id, before) in named {
            if before.is_some() && before != doing(state, id) {
                self.0.insert(id, at);
            }
        }
    }

    fn of(&self, application: &Application) -> Timestamp {
        self.0.get(&application.id()).copied().unwrap_or_else(|| application.applied_at())
    }
}

fn doing(state: &Territory, id: ApplicationId) -> Option<Status> {
    state.application(id).map(Application::status)
}

fn lines(state: &Territory, queue: QueueId, since: &Since) -> Vec<OrderLine> {
    let line = |application: &Application, place: Option<u64>| OrderLine {
        place,
        application: application.id(),
        class: application.class(),
        status: application.status(),
        lacks_conclusion: application.status() == Status::Waiting && place.is_none(),
        since: since.of(application),
        applied_at: application.applied_at(),
    };
    let mut lines: Vec<_> = state.order(queue, 0).zip(1..).map(|(it, place)| line(it, Some(place))).collect();
    let is_here = |it: &&Application| state.queue_of(it).id() == queue && it.status().is_open();
    let outside = state.applications().filter(is_here).filter(|it| state.position(it.id()).is_none());
    let mut outside: Vec<_> = outside.map(|it| line(it, None)).collect();
    outside.sort_by_key(|line| line.applied_at);
    lines.append(&mut outside);
    lines
}
