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
    let mut recorded: HashMap<Vec<u8>, bool> = HashMap::new();
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
        recorded.insert(entry["id"].as_str().unwrap_or_default().into(), given);
    }
    let mut audit = Audit { unanswered: outcome.unanswered(), given: by_group.values().sum(), ..Audit::default() };
    for (claim, answer) in &outcome.answers {
        let heard = match answer {
            Some(Answer::Given) => true,
            Some(Answer::Refused) => false,
            _ => continue,
        };
        if recorded.get(claim.act().as_bytes()) != Some(&heard) {
            audit.lost += 1;
        }
    }
    let beyond = |count: &u64, allowed: u64| count.saturating_sub(allowed);
    audit.double = by_group.values().map(|count| beyond(count, town.places_each.into())).sum::<u64>()
        + by_application.values().map(|count| beyond(count, 1)).sum::<u64>();
    audit
}

#[cfg(test)]
mod tests {
    use super::super::plan::{Claim, Plan, Wish};
    use super::super::stage::Family;
    use super::*;

    const TOWN: Town = Town { families: 5, groups: 5, places_each: 1 };

    fn claims() -> Vec<Claim> {
        let families = vec![Family { application: 0, token: String::new() }; 5];
        let mut plan = Plan::new(&families, TOWN, Wish::Once { again: 0 });
        std::iter::from_fn(|| plan.next()).collect()
    }

    fn entry(claim: &Claim, application: &str, group: u32, outcome: &str) -> Vec<u8> {
        let (id, command) =
            (claim.act(), format!(r#"{{"claim_place":{{"application":"{application}","group":{group}}}}}"#));
        let id = std::str::from_utf8(id.as_bytes()).unwrap();
        format!(r#"{{"id":"{id}","command":{command},"outcome":{outcome}}}"#).into_bytes()
    }

    fn found(bodies: &[Vec<u8>], answers: &[(Claim, Option<Answer>)]) -> Audit {
        let outcome = Outcome { answers: answers.to_vec(), ..Outcome::default() };
        audit(bodies.iter().map(Vec::as_slice), TOWN, &outcome)
    }

    #[test]
    fn an_answer_that_the_journal_does_not_hold_is_lost_and_silence_is_none() {
        let all = claims();
        let bodies = [entry(&all[0], "a", 0, r#"{"done":[]}"#), entry(&all[1], "b", 1, r#"{"refused":"no_place"}"#)];
        let heard = |third| {
            let first = [(all[0], Some(Answer::Given)), (all[1], Some(Answer::Refused))];
            found(&bodies, &[&first[..], &[(all[2], third)]].concat())
        };
        let fine = Audit { given: 1, ..Audit::default() };
        assert_eq!(heard(Some(Answer::Given)), Audit { lost: 1, ..fine });
        assert_eq!(heard(None), Audit { unanswered: 1, ..fine });
        assert_eq!(heard(Some(Answer::Unclear)), Audit { unanswered: 1, ..fine });
        assert_eq!(found(&bodies, &[(all[0], Some(Answer::Refused))]), Audit { lost: 1, ..fine });
    }

    #[test]
    fn a_place_given_twice_and_a_child_with_two_places_are_double() {
        let all = claims();
        let given = |claim, application, group| entry(&all[claim], application, group, r#"{"done":[]}"#);
        assert_eq!(found(&[given(0, "a", 0), given(1, "b", 0)], &[]).double, 1);
        assert_eq!(found(&[given(0, "a", 0), given(1, "a", 1)], &[]).double, 1);
        assert_eq!(found(&[given(0, "a", 0), given(1, "b", 1)], &[]).double, 0);
    }
}
