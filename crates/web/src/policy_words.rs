//! The values of a policy in plain words, and what differs between two.

use crate::line::class_key;
use crate::visit::Visit;
use admission::{Class, Pattern, Policy};
use std::collections::BTreeSet;

/// One value: the key of the question, and the answer.
pub(crate) type Value = (&'static str, String);

/// One value that another policy has otherwise.
pub(crate) struct Difference {
    pub(crate) what: String,
    pub(crate) old: String,
    pub(crate) new: String,
}

pub(crate) fn order(visit: &Visit, policy: &Policy) -> Vec<Value> {
    let t = visit.t;
    let ratio = t.with("policy-ratio-is").set("first", policy.first_priority).set("ordinary", policy.ordinary);
    let pattern = match policy.pattern {
        Pattern::Carried => "policy-pattern-carried",
        Pattern::Restarted => "policy-pattern-restarted",
    };
    let missed = match policy.pause_after_missed {
        Some(times) => t.with("policy-pause-is").set("count", times).to_string(),
        None => t.text("policy-pause-none"),
    };
    vec![
        ("policy-ratio", ratio.to_string()),
        ("policy-pattern", t.text(pattern)),
        ("policy-age", t.with("policy-age-is").set("count", policy.leaves_at_age).to_string()),
        ("policy-pause", missed),
        ("policy-two", t.with("policy-two-is").set("count", policy.out_of_turn_confirmations).to_string()),
    ]
}

pub(crate) fn day(visit: &Visit, policy: &Policy) -> Vec<Value> {
    let t = visit.t;
    vec![
        ("policy-publish", t.time(policy.publish_at)),
        ("policy-open", t.time(policy.open_at)),
        ("policy-window", t.with("office-working-days").set("count", policy.access_working_days).to_string()),
    ]
}

pub(crate) fn referral(visit: &Visit, policy: &Policy) -> Vec<Value> {
    let t = visit.t;
    let days = |count: u32| t.with("office-days").set("count", count).to_string();
    vec![
        ("policy-referral", t.with("office-working-days").set("count", policy.referral_working_days).to_string()),
        ("policy-referral-max", days(policy.referral_calendar_days_max)),
        ("policy-stop", days(policy.stop_list_days)),
    ]
}

pub(crate) fn choice(visit: &Visit, policy: &Policy) -> Vec<Value> {
    let answer = |yes: bool| visit.t.text(if yes { "policy-yes" } else { "policy-no" });
    vec![
        ("policy-choice-early", answer(policy.standing_choice_early)),
        ("policy-choice-open", answer(policy.standing_choice_open)),
    ]
}

/// What another policy has otherwise, in the order of the page.
pub(crate) fn differences(visit: &Visit, old: &Policy, new: &Policy) -> Vec<Difference> {
    let all = |policy: &Policy| {
        let parts = [order(visit, policy), day(visit, policy), referral(visit, policy), choice(visit, policy)];
        parts.into_iter().flatten().collect::<Vec<_>>()
    };
    let values = all(old).into_iter().zip(all(new)).filter(|((_, old), (_, new))| old != new);
    let values = values.map(|((key, old), (_, new))| Difference { what: visit.t.text(key), old, new });
    let codes: BTreeSet<&String> = old.grounds.keys().chain(new.grounds.keys()).collect();
    let class = |policy: &Policy, code: &str| {
        let class = policy.class_of_ground(code);
        visit.t.text(class.map_or("proposal-ground-none", |class: Class| class_key(class)))
    };
    let grounds = codes.into_iter().filter(|code| old.class_of_ground(code) != new.class_of_ground(code));
    let grounds =
        grounds.map(|code| Difference { what: visit.ground(code), old: class(old, code), new: class(new, code) });
    values.chain(grounds).collect()
}
