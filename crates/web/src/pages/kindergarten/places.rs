//! The places of one group for one birth year, stage by stage, as its kindergarten counts them.

use crate::visit::Visit;
use admission::{Offer, QueueId, Territory};
use store::GroupCard;

/// Places in one stage of their way.
pub(super) struct Stage {
    pub(super) words: String,
    pub(super) look: &'static str,
}

/// The places of a group for children of one year.
pub(super) struct YearPlaces {
    pub(super) group: u32,
    pub(super) birth_year: i64,
    /// «3–4 жас».
    pub(super) ages: String,
    pub(super) stages: Vec<Stage>,
    /// Places that nobody has taken, and that can be recalled.
    pub(super) untaken: u64,
    /// Among them those that wait for the next bulletin.
    pub(super) reported: u64,
}

impl YearPlaces {
    /// Every birth year of a group.
    pub(super) fn of_group(visit: &Visit, state: &Territory, card: &GroupCard) -> Vec<Self> {
        card.birth_years.iter().map(|&birth_year| Self::of(visit, state, card, birth_year)).collect()
    }

    pub(super) fn of(visit: &Visit, state: &Territory, card: &GroupCard, birth_year: i64) -> Self {
        let offer = offer(state, card, birth_year);
        Self {
            group: card.id.0,
            birth_year,
            ages: ages(visit, birth_year),
            stages: stages(visit, state, card, birth_year, &offer),
            untaken: offer.untaken(),
            reported: offer.reported,
        }
    }
}

fn offer(state: &Territory, card: &GroupCard, birth_year: i64) -> Offer {
    let queue = state.queue(QueueId { birth_year, kind: card.kind });
    queue.and_then(|queue| queue.offers().get(&card.id)).cloned().unwrap_or_default()
}

/// Places of a group that wait for the next bulletin, for children of all its years.
pub(in crate::pages) fn reported(state: &Territory, card: &GroupCard) -> u64 {
    card.birth_years.iter().map(|&year| offer(state, card, year).reported).sum()
}

/// How many more places a group can report: free seats and those of children who attend, once they were counted; before that
/// no more than its seats are on their way to children at a time.
pub(in crate::pages) fn room_left(state: &Territory, card: &GroupCard) -> u64 {
    let seats = state.seats(card.id);
    if let Some((_, attending, _)) = seats.and_then(|seats| seats.counted) {
        return attending + seats.and_then(|seats| seats.free()).unwrap_or_default();
    }
    let on_their_way = |&year: &i64| {
        let offer = offer(state, card, year);
        offer.untaken() + offer.referred
    };
    u64::from(card.capacity).saturating_sub(card.birth_years.iter().map(on_their_way).sum())
}

/// Children of one year are of two ages until its end.
fn ages(visit: &Visit, birth_year: i64) -> String {
    let older = i64::from(visit.today().year()) - birth_year;
    match u64::try_from(older) {
        Ok(older) if older > 0 => visit.t.with("kindergarten-ages").set("from", older - 1).set("to", older).to_string(),
        _ => visit.t.text("kindergarten-ages-infants"),
    }
}

fn stages(visit: &Visit, state: &Territory, card: &GroupCard, birth_year: i64, offer: &Offer) -> Vec<Stage> {
    let stage = |key: &str, look, count: u64| {
        (count > 0).then(|| Stage { words: visit.t.with(key).set("count", count).to_string(), look })
    };
    let queue = state.queue(QueueId { birth_year, kind: card.kind });
    let early = offer.early.iter().filter(|(_, places)| **places > 0).map(|(list, &places)| {
        let until = queue.and_then(|queue| queue.lists().get(list)).map(|running| visit.until(running.until));
        let words =
            visit.t.with("kindergarten-stage-early").set("count", places).set("until", until.unwrap_or_default());
        Stage { words: words.to_string(), look: "" }
    });
    stage("kindergarten-stage-reported", "care", offer.reported)
        .into_iter()
        .chain(stage("kindergarten-stage-published", "", offer.published))
        .chain(early)
        .chain(stage("kindergarten-stage-open", "good", offer.open))
        .chain(stage("kindergarten-stage-referred", "still", offer.referred))
        .chain(stage("kindergarten-stage-enrolled", "still", offer.enrolled))
        .collect()
}
