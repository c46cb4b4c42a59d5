//! Figures as they are printed: rounded, the middle one of several runs, and how many times the rival's.

use serde_json::{Value, json};
use std::time::Instant;

/// Three digits behind the point.
pub(crate) fn rounded(figure: f64) -> f64 {
    (figure * 1000.0).round() / 1000.0
}

/// Milliseconds since then.
pub(crate) fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1000.0
}

/// The middle one, and the worst; zeros for no runs.
pub(crate) fn middle_and_worst(runs: &mut [f64]) -> (f64, f64) {
    runs.sort_unstable_by(f64::total_cmp);
    let at = |place: usize| runs.get(place).copied().unwrap_or_default();
    (at(runs.len() / 2), at(runs.len().saturating_sub(1)))
}

/// A line that says why there is no figure.
pub(crate) fn none(bench: &str, store: &str, why: &str) -> Value {
    json!({ "bench": bench, "store": store, "no_figure": why })
}
