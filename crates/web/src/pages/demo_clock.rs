//! The demo's bar: moves the clock forwards, to the next bulletin, the next opening, by an hour or by a day.

use crate::Site;
use crate::answers::Answers;
use crate::trouble::Trouble;
use admission::StepKind;
use axum::extract::State;
use axum::response::Redirect;
use jiff::{SignedDuration, Timestamp};
use store::Town;

const HOUR: SignedDuration = SignedDuration::from_hours(1);
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// `POST /demo/clock`.
pub(crate) async fn move_demo_clock(State(site): State<Site>, answers: Answers) -> Result<Redirect, Trouble> {
    let town = site.town(None).ok_or(Trouble::Unavailable)?;
    let now = site.store.clock().now();
    let at = match answers.of("to") {
        "publication" => next(&town, now, StepKind::Publication),
        "opening" => next(&town, now, StepKind::Opening),
        "hour" => now + HOUR,
        "day" => now + DAY,
        _ => return Err(Trouble::BadForm),
    };
    site.store.clock().move_to(at);
    // The next page shows what the steps between then and now have done.
    site.store.catch_up().await?;
    // Only to a page of ours, and never to `//elsewhere`.
    let back = answers.of("back");
    let back = if back.starts_with('/') && !back.starts_with("//") && !back.contains('\\') { back } else { "/" };
    Ok(Redirect::to(back))
}

/// The next time of day of that kind.
fn next(town: &Town, now: Timestamp, kind: StepKind) -> Timestamp {
    let state = town.state();
    let today = state.zone().day(now);
    let at = |day| if kind == StepKind::Publication { state.publishes_at(day) } else { state.opens_at(day) };
    if at(today) > now { at(today) } else { today.tomorrow().map_or(now, at) }
}
