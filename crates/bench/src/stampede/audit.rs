//! The audit: every answer that a family heard against what the journal holds.

use super::http::Answer;
use super::load::Outcome;
use super::stage::Town;
use serde_json::Value;
use std::collections::HashMap;

/// What is wrong.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Audit {
    /// Answers that the journal does not confirm.
    pub(crate) lost: u64,
    /// Places given beyond those there are, and children with two places.
    pub(crate) double: u64,
    /// Claims without a definite answer.
    pub(crate) unanswered: u64,
    /// Places that the journal gives.
    pub(crate) given: u64,
}

/// Compares the bodies of a journal with the answers.
pub(crate) fn audit<'a>(bodies: impl IntoIterator<Item = &'a [u8]>, town: Town, outcome: &Outcome) -> Audit {
    let mut recorded: HashMap<String, bool> = HashMap::new();
    let mut by_group: HashMap<String, u64> = HashMap::new();
    let mut by_application: HashMap<String, u64> = HashMap::new();
    for body in bodies {
        let entry: Value = serde_json::from_slice(body).expect("an entry is JSON");
        let Some(claim) = entry["command"].get("claim_place") else { continue };
        let given = entry["outcome"].get("done").is_some();
        if given {
            *by_group.entry(claim["group"].to_string()).or_default() += 1;
            *by_application.entry(claim["application"].to_string()).or_default() += 1;
        }
        recorded.insert(entry["id"].as_str().unwrap_or_default().to_owned(), given);
    }
    let mut audit = Audit { unanswered: outcome.unanswered(), given: by_group.values().sum(), ..Audit::default() };
    for (claim, answer) in &outcome.answers {
        let heard = match answer {
            Some(Answer::Given) => true,
            Some(Answer::Refused) => false,
            _ => continue,
        };
        if recorded.get(&claim.act()) != Some(&heard) {
            audit.lost += 1;
        }
    }
    let beyond = |count: &u64, allowed: u64| count.saturating_sub(allowed);
    audit.double = by_group.values().map(|count| beyond(count, town.places_each.into())).sum::<u64>()
        + by_application.values().map(|count| beyond(count, 1)).sum::<u64>();
    audit
}
