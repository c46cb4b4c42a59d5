//! What changed: each day's moves of a place with their causes, newest first.
//!
//! To tell why a place moved, the journal of its queue is read from its beginning, which is far more than any other page
//! asks for. One ledger is read at a time, so that in the minute of an opening the processor is left to those who take
//! places; it is kept until the next entry.

use crate::helping::Helpers;
use crate::trouble::Trouble;
use crate::visit::Visit;
use crate::wording::Wording;
use admission::{ApplicationId, Cause, Class, Kato, Move};
use jiff::civil::Date;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError};
use store::{DatedMove, HelperId, Role};
use tokio::sync::{Mutex, OwnedMutexGuard};

#[cfg(test)]
mod tests;

/// Ledgers in memory. When there are more, all are forgotten: they are read again in a tenth of a second each.
const KEPT_AT_MOST: usize = 4096;

/// Days in all of them together, a hundred bytes or two each.
const DAYS_AT_MOST: usize = 200_000;

/// The moves of one day, in no language yet.
struct DayOfMoves {
    on: Date,
    from: Option<u64>,
    to: Option<u64>,
    /// Each cause once, with how often it moved the place.
    causes: Vec<(Because, u64)>,
}

/// Why a place moved: what happened, and which of the family's own helpers did it.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Because {
    key: &'static str,
    helper: Option<HelperId>,
}

/// Every day on which the place of an application moved, newest first.
pub(crate) struct Ledger(Vec<DayOfMoves>);

/// The ledgers of this process.
#[derive(Default)]
pub(crate) struct Ledgers {
    /// Held by whoever reads a journal.
    turn: Arc<Mutex<()>>,
    kept: std::sync::Mutex<Kept>,
}

/// With the number of the entry up to which each was read.
#[derive(Default)]
struct Kept {
    ledgers: HashMap<(Kato, ApplicationId), (u64, Arc<Ledger>)>,
    days: usize,
}

impl Kept {
    fn keep(&mut self, of: (Kato, ApplicationId), entry: u64, ledger: &Arc<Ledger>) {
        if let Some((_, older)) = self.ledgers.remove(&of) {
            self.days -= older.0.len();
        }
        if self.ledgers.len() >= KEPT_AT_MOST || self.days + ledger.0.len() > DAYS_AT_MOST {
            *self = Self::default();
        }
        self.days += ledger.0.len();
        self.ledgers.insert(of, (entry, Arc::clone(ledger)));
    }
}

impl Ledgers {
    fn kept(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn last(&self, of: &(Kato, ApplicationId), entry: u64) -> Option<Arc<Ledger>> {
        self.kept().ledgers.get(of).filter(|(read_to, _)| *read_to == entry).map(|(_, ledger)| Arc::clone(ledger))
    }

    /// The turn of whoever reads a journal from its beginning, for whatever it is.
    pub(crate) async fn turn(&self) -> OwnedMutexGuard<()> {
        Arc::clone(&self.turn).lock_owned().await
    }

    /// The ledger as it is kept, or read when it is this visitor's turn.
    pub(crate) async fn of(visit: &Visit, application: ApplicationId) -> Result<Arc<Ledger>, Trouble> {
        let (ledgers, town, zone) = (Arc::clone(&visit.site.ledgers), Arc::clone(&visit.town), visit.zone.clone());
        let of = (town.kato().clone(), application);
        if let Some(last) = ledgers.last(&of, town.moment().entry) {
            return Ok(last);
        }
        let turn = ledgers.turn().await;
        // Somebody else may have read it meanwhile. And what is noted before is in what is read.
        let entry = town.moment().entry;
        if let Some(last) = ledgers.last(&of, entry) {
            return Ok(last);
        }
        // Whoever goes away leaves a journal that is still being read: the next one's turn comes after that.
        let reading = tokio::spawn(async move {
            let _turn = turn;
            let moves = town.moves(application).await?;
            let ledger = Arc::new(Ledger::of(&moves, |at| zone.day(at)));
            ledgers.kept().keep(of, entry, &ledger);
            Ok::<_, store::Fault>(ledger)
        });
        Ok(reading.await.map_err(Trouble::broken)??)
    }
}

impl Ledger {
    fn of(moves: &[DatedMove], day: impl Fn(jiff::Timestamp) -> Date) -> Self {
        let mut days: Vec<DayOfMoves> = Vec::new();
        for DatedMove { at, by, change, .. } in moves {
            let on = day(*at);
            // What others did is told by no name.
            let helper = (change.own && by.role == Role::Helper).then_some(HelperId(by.id));
            match days.last_mut().filter(|last| last.on == on) {
                Some(last) => last.take(change, helper),
                None => {
                    let mut first = DayOfMoves { on, from: change.from, to: change.to, causes: Vec::new() };
                    first.take(change, helper);
                    days.push(first);
                }
            }
        }
        days.reverse();
        Self(days)
    }

    /// The place at the end of each day on which it moved, oldest first.
    pub(super) fn places(&self) -> Vec<(Date, Option<u64>)> {
        self.0.iter().rev().map(|day| (day.on, day.to)).collect()
    }

    /// The days in the visitor's language; `told` adds causes that staff gave in words.
    pub(crate) fn days(&self, visit: &Visit, helpers: &Helpers, told: &[(Date, String)]) -> Vec<Day> {
        self.0.iter().map(|day| day.in_words(visit, helpers, told)).collect()
    }
}

impl DayOfMoves {
    fn take(&mut self, change: &Move, helper: Option<HelperId>) {
        self.to = change.to;
        let because = Because { key: key(change), helper };
        match self.causes.iter_mut().find(|(known, _)| *known == because) {
            Some((_, count)) => *count += 1,
            None => self.causes.push((because, 1)),
        }
    }

    fn in_words(&self, visit: &Visit, helpers: &Helpers, told: &[(Date, String)]) -> Day {
        let moved = self.causes.iter().map(|(because, count)| because.in_words(visit, helpers, *count));
        let told = told.iter().filter(|(on, _)| *on == self.on).map(|(_, words)| words.clone());
        Day { on: visit.near_day(self.on), from: self.from, to: self.to, causes: moved.chain(told).collect() }
    }
}

impl Because {
    fn in_words(self, visit: &Visit, helpers: &Helpers, count: u64) -> String {
        let Some(helper) = self.helper else { return visit.t.with(self.key).set("count", count).to_string() };
        // "You took a place" is no longer so.
        let key = if self.key == "own-place_taken" { "own-place_taken-helper" } else { self.key };
        let what = visit.t.with(key).set("count", count).to_string();
        visit.t.with("helping-moved-by").set("what", what).set("by", helpers.by(visit, helper)).to_string()
    }
}

/// One day of the ledger.
pub(crate) struct Day {
    pub(crate) on: String,
    pub(crate) from: Option<u64>,
    pub(crate) to: Option<u64>,
    pub(crate) causes: Vec<String>,
}

impl Day {
    /// `213 → 214`, or the one place of a day on which the moves cancelled each other out.
    pub(crate) fn change(&self, t: &Wording) -> String {
        let place = |place: Option<u64>| place.map_or_else(|| t.text("my-outside"), |place| t.number(place));
        if self.from == self.to {
            return place(self.to);
        }
        format!("{} → {}", place(self.from), place(self.to))
    }

    /// The style sheet's name of the direction.
    pub(crate) fn look(&self) -> &'static str {
        match (self.from, self.to) {
            (Some(from), Some(to)) if to > from => "down",
            (Some(from), Some(to)) if to < from => "up",
            _ => "",
        }
    }
}

fn key(change: &Move) -> &'static str {
    match (change.own, change.cause) {
        (true, Cause::Applied) => "own-applied",
        (true, Cause::GroundConfirmed(Class::OutOfTurn)) => "own-confirmed-out_of_turn",
        (true, Cause::GroundConfirmed(Class::FirstPriority)) => "own-confirmed-first_priority",
        (true, Cause::GroundConfirmed(Class::Ordinary)) => "own-confirmed-ordinary",
        (true, Cause::GroundEnded(_)) => "own-ground_ended",
        (true, Cause::AccessGiven) => "own-access_given",
        (true, Cause::AccessEnded) => "own-access_ended",
        (true, Cause::PlaceTaken) => "own-place_taken",
        (true, Cause::ReferralCameBack) => "own-referral_back",
        (true, Cause::Paused) => "own-paused",
        (true, Cause::CameBack) => "own-came_back",
        (true, Cause::Left) => "own-left",
        (true, Cause::OfficialAct) => "own-official",
        (true, Cause::RulesChanged) => "own-rules",
        (false, Cause::Applied) => "others-applied",
        (false, Cause::GroundConfirmed(Class::OutOfTurn)) => "others-confirmed-out_of_turn",
        (false, Cause::GroundConfirmed(Class::FirstPriority)) => "others-confirmed-first_priority",
        (false, Cause::GroundConfirmed(Class::Ordinary)) => "others-confirmed-ordinary",
        (false, Cause::GroundEnded(_)) => "others-ground_ended",
        (false, Cause::AccessGiven) => "others-access_given",
        (false, Cause::AccessEnded) => "others-access_ended",
        (false, Cause::PlaceTaken) => "others-place_taken",
        (false, Cause::ReferralCameBack) => "others-referral_back",
        (false, Cause::Paused) => "others-paused",
        (false, Cause::CameBack) => "others-came_back",
        (false, Cause::Left) => "others-left",
        (false, Cause::OfficialAct) => "others-official",
        (false, Cause::RulesChanged) => "others-rules",
    }
}
