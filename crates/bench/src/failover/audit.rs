//! The audit: every answer that a family was given against what the journal holds.

use super::claims::Claim;
use super::town::Town;
use serde_json::Value;
use std::collections::BTreeMap;

/// What the journal says of the answers.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Audit {
    /// Places that families were told they have, and refusals.
    pub(crate) given: usize,
    pub(crate) refused: usize,
    /// Claims that had to be asked more than once.
    pub(crate) asked_again: usize,
    /// Answers that the journal does not confirm.
    pub(crate) lost: usize,
    /// Acts that were recorded twice, children with two places, and places beyond those there are.
    pub(crate) double: usize,
    /// Claims without an answer.
    pub(crate) unanswered: usize,
    pub(crate) complaints: Vec<String>,
}

/// A claim as the journal has it: its outcome, in the words of the answer.
type Recorded = BTreeMap<String, String>;

impl Audit {
    pub(crate) fn is_clean(&self) -> bool {
        self.lost == 0 && self.double == 0 && self.unanswered == 0
    }
}

/// Compares the bodies of a journal with the answers.
pub(crate) fn audit(bodies: &[Vec<u8>], town: &Town, claims: &[Claim]) -> Audit {
    let mut audit = Audit::default();
    let recorded = read(bodies, town, &mut audit);
    let state = store::replay(bodies.iter().map(Vec::as_slice)).expect("a journal whose chain holds replays");
    for claim in claims {
        audit.asked_again += usize::from(claim.asked > 1);
        let Some(told) = &claim.told else {
            audit.unanswered += 1;
            continue;
        };
        let word = told.rsplit('=').next().unwrap_or_default();
        let is_given = word == "claimed";
        *(if is_given { &mut audit.given } else { &mut audit.refused }) += 1;
        let family = &town.families[claim.family];
        let referral = state.application(family.application).and_then(admission::Application::referral);
        let is_true = !is_given || referral.is_some_and(|referral| referral.group == family.group);
        let found = recorded.get(&claim.act.to_string());
        if found.map(String::as_str) != Some(word) || !is_true {
            audit.lost += 1;
            audit.complaints.push(format!("claim {} was answered {word}; the journal says {found:?}", claim.act));
        }
    }
    audit
}

/// Reads every claim of the journal, and counts what cannot be.
fn read(bodies: &[Vec<u8>], town: &Town, audit: &mut Audit) -> Recorded {
    let mut recorded = Recorded::new();
    let mut by_group: BTreeMap<String, u64> = BTreeMap::new();
    let mut by_application: BTreeMap<String, u64> = BTreeMap::new();
    for body in bodies {
        let entry: Value = serde_json::from_slice(body).expect("an entry is JSON");
        let Some(claim) = entry["command"].get("claim_place") else { continue };
        let refused = entry["outcome"]["refused"].as_str();
        if refused.is_none() {
            *by_group.entry(claim["group"].to_string()).or_default() += 1;
            *by_application.entry(claim["application"].to_string()).or_default() += 1;
        }
        let id = entry["id"].as_str().unwrap_or_default().to_owned();
        if recorded.insert(id.clone(), refused.unwrap_or("claimed").to_owned()).is_some() {
            audit.double += 1;
            audit.complaints.push(format!("act {id} was recorded twice"));
        }
    }
    let places: BTreeMap<_, _> = town.places.iter().map(|(group, places)| (json_of(group), *places)).collect();
    let too_many = by_group.iter().filter(|(group, given)| **given > places.get(*group).copied().unwrap_or(0));
    for (what, given) in too_many.chain(by_application.iter().filter(|(_, given)| **given > 1)) {
        audit.double += 1;
        audit.complaints.push(format!("{what} was given {given} times"));
    }
    recorded
}

fn json_of(group: &admission::GroupId) -> String {
    serde_json::to_string(group).expect("an id is JSON")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::failover::town::Family;
    use admission::{ApplicationId, GroupId};
    use serde_json::json;
    use store::CommandId;

    fn town(places: u64) -> Town {
        let family = |nth| Family { application: ApplicationId(nth), token: String::new(), group: GroupId(1) };
        Town { families: (0..3).map(family).collect(), places: vec![(GroupId(1), places)] }
    }

    fn claim(family: usize, told: Option<&str>) -> Claim {
        let act = CommandId([u8::try_from(family).unwrap(); 16]);
        Claim { family, act, told: told.map(str::to_owned), asked: 1 }
    }

    /// A journal of these claims, each with its outcome.
    fn journal(claims: &[(&Claim, Value)]) -> Vec<Vec<u8>> {
        let entries = (1..).zip(claims).map(|(number, (claim, outcome))| {
            let command = json!({ "claim_place": { "application": ApplicationId(claim.family as u64), "group": GroupId(1) } });
            json!({ "number": number, "at": "2026-03-02T04:00:00Z", "id": claim.act, "command": command, "outcome": outcome })
        });
        entries.map(|entry| entry.to_string().into_bytes()).collect()
    }

    #[test]
    fn an_answer_that_the_journal_does_not_confirm_is_lost() {
        let refused = || json!({ "refused": "no_place" });
        let told = [claim(0, Some("/kk/my/places?no=no_place")), claim(1, Some("/kk/my/places?no=no_place"))];
        let audited = audit(&journal(&[(&told[0], refused()), (&told[1], refused())]), &town(1), &told);
        assert!(audited.is_clean() && audited.refused == 2, "{audited:?}");
        assert_eq!(audit(&journal(&[(&told[0], refused())]), &town(1), &told).lost, 1);
        let otherwise = [claim(0, Some("/kk/my?done=claimed"))];
        assert_eq!(audit(&journal(&[(&told[0], refused())]), &town(1), &otherwise).lost, 1);
        // The entry says that it was given, and the state knows nothing of it.
        assert_eq!(audit(&journal(&[(&told[0], json!({ "done": [] }))]), &town(1), &otherwise).lost, 1);
        assert_eq!(audit(&[], &town(1), &[claim(2, None)]).unanswered, 1);
    }

    #[test]
    fn what_is_given_twice_is_found() {
        let (given, one, other) = (|| json!({ "done": [] }), claim(0, None), claim(1, None));
        assert_eq!(audit(&journal(&[(&one, given()), (&other, given())]), &town(2), &[]).double, 0);
        assert_eq!(audit(&journal(&[(&one, given()), (&other, given())]), &town(1), &[]).double, 1);
        // The same act recorded twice is one fault, and the second place of its child another.
        assert_eq!(audit(&journal(&[(&one, given()), (&one, given())]), &town(2), &[]).double, 2);
    }
}
