//! What would have happened in the last week: the openings of the queue, read from the journal, with the family's ranked
//! list laid beside them.
//!
//! Past openings are the same for every family of a queue, so they are read once for all, by one visitor at a time, and
//! kept until the next step of the day.

use crate::offer::GroupLine;
use crate::trouble::Trouble;
use crate::visit::Visit;
use admission::{ApplicationId, GroupId, Kato, PastOpening, QueueId, Reach, Step};
use jiff::ToSpan;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Days whose openings are shown.
const DAYS: i64 = 7;

/// Children in all weeks together that are kept, a week of each eight bytes a day. When there are more, all are forgotten.
const KEPT_CHILDREN_MAX: usize = 2_000_000;

/// The last week of a queue.
type Week = Arc<Vec<PastOpening>>;

/// A week with the step after which it is to be read anew.
struct Kept {
    until: Option<Step>,
    week: Week,
}

/// The weeks of this process.
#[derive(Default)]
pub(crate) struct Weeks(Mutex<HashMap<(Kato, QueueId), Kept>>);

impl Weeks {
    fn last(&self, of: &(Kato, QueueId), until: Option<Step>) -> Option<Week> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.get(of).filter(|kept| kept.until == until).map(|kept| Arc::clone(&kept.week))
    }

    fn keep(&self, of: (Kato, QueueId), until: Option<Step>, week: &Week) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let children = |week: &Week| week.iter().map(PastOpening::children).sum::<usize>();
        if kept.values().map(|kept| children(&kept.week)).sum::<usize>() + children(week) > KEPT_CHILDREN_MAX {
            kept.clear();
        }
        kept.insert(of, Kept { until, week: Arc::clone(week) });
    }

    /// The week as it is kept, or read when it is this visitor's turn.
    async fn of(visit: &Visit, queue: QueueId) -> Result<Week, Trouble> {
        let of = (visit.town.kato().clone(), queue);
        let (until, since) = {
            let state = visit.town.state();
            let today = visit.today();
            // Before the opening of a day its week ends on the day before.
            let last = if state.opens_at(today) <= visit.now { today } else { today.saturating_sub(1.day()) };
            (state.next_step(), last.saturating_sub((DAYS - 1).days()))
        };
        if let Some(last) = visit.site.weeks.last(&of, until) {
            return Ok(last);
        }
        let turn = visit.site.ledgers.turn().await;
        if let Some(last) = visit.site.weeks.last(&of, until) {
            return Ok(last);
        }
        let (weeks, town) = (Arc::clone(&visit.site.weeks), Arc::clone(&visit.town));
        // Whoever goes away leaves a journal that is still being read: the next one's turn comes after that.
        let reading = tokio::spawn(async move {
            let _turn = turn;
            let week = Arc::new(town.past_openings(queue, since).await?);
            weeks.keep(of, until, &week);
            Ok::<_, store::Fault>(week)
        });
        Ok(reading.await.map_err(Trouble::broken)??)
    }
}

/// One opening as the page tells it.
pub(super) struct Day {
    pub(super) on: String,
    pub(super) places: u64,
    pub(super) place: Option<u64>,
    pub(super) what: String,
    /// Groups of the ranked list that had places, in its order.
    pub(super) groups: Vec<String>,
    /// Whether the list would have taken a place here.
    pub(super) is_taken: bool,
}

/// The last week of one family.
#[derive(Default)]
pub(super) struct LastWeek {
    /// Newest first.
    pub(super) days: Vec<Day>,
    /// Day and group of the place that would have been taken.
    pub(super) taken: Option<(String, String)>,
}

impl LastWeek {
    pub(super) async fn of(
        visit: &Visit,
        queue: QueueId,
        application: ApplicationId,
        ranked: &[GroupId],
    ) -> Result<Self, Trouble> {
        let week = Weeks::of(visit, queue).await?;
        Ok(Self::told(visit, &week, application, ranked))
    }

    fn told(visit: &Visit, week: &[PastOpening], application: ApplicationId, ranked: &[GroupId]) -> Self {
        let mut told = Self::default();
        for opening in week {
            let day = told.day(visit, opening, application, ranked);
            told.days.push(day);
        }
        told.days.reverse();
        told
    }

    fn day(&mut self, visit: &Visit, opening: &PastOpening, application: ApplicationId, ranked: &[GroupId]) -> Day {
        let on = visit.near_day(opening.on);
        let with_places = ranked.iter().filter(|group| opening.places.contains_key(group));
        let groups: Vec<_> = with_places.map(|group| name(visit, *group)).collect();
        let reach = opening.reach(application, ranked);
        let (place, would_take) = match reach {
            Reach::Outside | Reach::HeldAccess => (None, None),
            Reach::TooFar { place } => (Some(place), None),
            Reach::Access { place, would_take } => (Some(place), would_take),
        };
        if self.taken.is_some() {
            // What was in truth no longer says where the child would have stood.
            let what = visit.t.text("week-after");
            return Day { on, places: opening.places_total(), place: None, what, groups, is_taken: false };
        }
        let what = match (reach, would_take) {
            (_, Some(group)) => {
                let group = name(visit, group);
                let what = visit.t.with("week-would-take").set("group", &group).to_string();
                self.taken = Some((on.clone(), group));
                what
            }
            (Reach::Outside, _) => visit.t.text("week-outside"),
            (Reach::HeldAccess, _) => visit.t.text("week-held"),
            (Reach::TooFar { .. }, _) => visit.t.text("week-too-far"),
            (Reach::Access { .. }, None) if ranked.is_empty() => visit.t.text("week-access"),
            (Reach::Access { .. }, None) if groups.is_empty() => visit.t.text("week-access-none"),
            (Reach::Access { .. }, None) => visit.t.text("week-access-gone"),
        };
        Day { on, places: opening.places_total(), place, what, groups, is_taken: would_take.is_some() }
    }
}

fn name(visit: &Visit, group: GroupId) -> String {
    let line = GroupLine::of(visit, &visit.town.registry(), group).unwrap_or_default();
    format!("{}, {}", line.kindergarten_name, line.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use admission::{Kind, StepKind};
    use jiff::Timestamp;
    use jiff::civil::date;

    #[test]
    fn a_week_is_kept_until_the_next_step_of_the_day() {
        let of = |birth_year| ("710000000".parse().unwrap(), QueueId { birth_year, kind: Kind::General });
        let step = |kind| Some(Step { due: Timestamp::UNIX_EPOCH, kind, on: date(2026, 4, 9) });
        let (weeks, week) = (Weeks::default(), Week::default());
        weeks.keep(of(2021), step(StepKind::Publication), &week);
        let last = |birth_year, kind| weeks.last(&of(birth_year), step(kind));
        assert!(last(2021, StepKind::Publication).is_some_and(|kept| Arc::ptr_eq(&kept, &week)));
        assert!(last(2021, StepKind::Midnight).is_none() && last(2022, StepKind::Publication).is_none());
    }
}
