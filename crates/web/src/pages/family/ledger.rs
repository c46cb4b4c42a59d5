//! What changed: each day's moves of a place with their causes, newest first.

use crate::visit::Visit;
use crate::wording::Wording;
use admission::{Cause, Class, Move};
use jiff::civil::Date;
use store::DatedMove;

/// One day of the ledger.
pub(super) struct Day {
    pub(super) on: String,
    pub(super) from: Option<u64>,
    pub(super) to: Option<u64>,
    pub(super) causes: Vec<String>,
}

impl Day {
    /// `213 → 214`, or the one place of a day on which the moves cancelled each other out.
    pub(super) fn change(&self, t: &Wording) -> String {
        let place = |place: Option<u64>| place.map_or_else(|| t.text("my-outside"), |place| t.number(place));
        if self.from == self.to {
            return place(self.to);
        }
        format!("{} → {}", place(self.from), place(self.to))
    }

    /// The style sheet's name of the direction.
    pub(super) fn look(&self) -> &'static str {
        match (self.from, self.to) {
            (Some(from), Some(to)) if to > from => "down",
            (Some(from), Some(to)) if to < from => "up",
            _ => "",
        }
    }
}

/// The moves of each day in one line, newest first; `told` adds causes that staff gave in words.
pub(super) fn days(visit: &Visit, moves: &[DatedMove], told: &[(Date, String)]) -> Vec<Day> {
    let mut days: Vec<(Date, Vec<Move>)> = Vec::new();
    for dated in moves {
        let on = visit.zone.day(dated.at);
        match days.last_mut() {
            Some((last, moves)) if *last == on => moves.push(dated.change),
            _ => days.push((on, vec![dated.change])),
        }
    }
    days.into_iter()
        .rev()
        .map(|(on, moves)| {
            let mut day = day(visit, on, &moves);
            day.causes.extend(told.iter().filter(|(told_on, _)| *told_on == on).map(|(_, words)| words.clone()));
            day
        })
        .collect()
}

fn day(visit: &Visit, on: Date, moves: &[Move]) -> Day {
    let mut counted: Vec<(String, u64)> = Vec::new();
    for change in moves {
        let key = key(change);
        match counted.iter_mut().find(|(known, _)| *known == key) {
            Some((_, count)) => *count += 1,
            None => counted.push((key, 1)),
        }
    }
    let words = |(key, count): (String, u64)| visit.t.with(key).set("count", count).to_string();
    Day {
        on: visit.near_day(on),
        from: moves.first().and_then(|change| change.from),
        to: moves.last().and_then(|change| change.to),
        causes: counted.into_iter().map(words).collect(),
    }
}

fn key(change: &Move) -> String {
    let cause = match change.cause {
        Cause::Applied => "applied",
        Cause::GroundConfirmed(Class::OutOfTurn) => "confirmed-out_of_turn",
        Cause::GroundConfirmed(Class::FirstPriority) => "confirmed-first_priority",
        Cause::GroundConfirmed(Class::Ordinary) => "confirmed-ordinary",
        Cause::GroundEnded(_) => "ground_ended",
        Cause::AccessGiven => "access_given",
        Cause::AccessEnded => "access_ended",
        Cause::PlaceTaken => "place_taken",
        Cause::ReferralCameBack => "referral_back",
        Cause::Paused => "paused",
        Cause::CameBack => "came_back",
        Cause::Left => "left",
        Cause::OfficialAct => "official",
        Cause::RulesChanged => "rules",
    };
    format!("{}-{cause}", if change.own { "own" } else { "others" })
}
