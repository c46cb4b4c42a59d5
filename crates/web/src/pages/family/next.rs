//! What comes next for one application and when exactly, the earliest first.

use super::standing::Standing;
use crate::visit::Visit;
use jiff::Timestamp;
use jiff::civil::{Date, Time};

/// One thing that will happen.
pub(super) struct Coming {
    at: Timestamp,
    pub(super) what: String,
    pub(super) when: String,
    pub(super) words: Option<String>,
}

/// All that is known to come. A referral's last day stands on its card.
pub(super) fn coming(visit: &Visit, standing: &Standing) -> Vec<Coming> {
    if !standing.is_open() {
        return Vec::new();
    }
    let mut coming = Vec::new();
    if let Some(access) = &standing.access {
        coming.push(Coming {
            at: access.until,
            what: visit.t.text("my-next-access"),
            when: visit.until(access.until),
            words: Some(visit.t.text("my-next-access-words")),
        });
    }
    if standing.is_waiting() || standing.access.is_some() {
        coming.extend(lists(visit, standing));
    }
    if let Some(day) = standing.stopped_until {
        coming.push(on_day(visit, day, "my-next-return"));
    }
    if let Some(day) = standing.closes_on.filter(|_| standing.referral.is_none()) {
        coming.push(on_day(visit, day, "my-next-closes"));
    }
    coming.sort_by_key(|coming| coming.at);
    coming
}

fn lists(visit: &Visit, standing: &Standing) -> [Coming; 2] {
    let schedule = visit.schedule();
    let words = match standing.published_places {
        0 => visit.t.text("my-next-opening-none"),
        count => {
            let places = visit.t.with("places").set("count", count);
            visit.t.with("my-next-opening-words").set("places", places).to_string()
        }
    };
    let opening = Coming {
        at: schedule.opening,
        what: visit.t.text("my-next-opening"),
        when: visit.soon(schedule.opening),
        words: Some(words),
    };
    let bulletin = Coming {
        at: schedule.bulletin.unwrap_or(Timestamp::MAX),
        what: visit.t.text("my-next-bulletin"),
        when: visit.next_bulletin(),
        words: None,
    };
    [opening, bulletin]
}

fn on_day(visit: &Visit, day: Date, key: &str) -> Coming {
    let at = visit.zone.instant(day, Time::midnight());
    Coming { at, what: visit.t.text(key), when: visit.near_day(day), words: None }
}
