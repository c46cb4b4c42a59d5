//! The rules in force, every value in plain words.

use crate::line::{class_key, class_look};
use crate::rights::OfficeStaff;
use crate::visit::{Page, Visit, show as render};
use admission::{Pattern, Policy};
use askama::Template;

#[derive(Template)]
#[template(path = "pages/office/policy.html")]
struct PolicyPage {
    /// Each with the section of the page that it stands in: the key of the question, and the answer.
    order: Vec<(&'static str, String)>,
    day: Vec<(&'static str, String)>,
    referral: Vec<(&'static str, String)>,
    choice: Vec<(&'static str, String)>,
    grounds: Vec<(String, &'static str, &'static str)>,
    visit: Visit,
}

/// `GET /{lang}/office/policy`.
pub(super) async fn show(staff: OfficeStaff) -> Page {
    let visit = staff.visit;
    let policy = visit.town.state().policy().clone();
    render(&PolicyPage {
        order: order(&visit, &policy),
        day: day(&visit, &policy),
        referral: referral(&visit, &policy),
        choice: choice(&visit, &policy),
        grounds: grounds(&visit, &policy),
        visit,
    })
}

fn order(visit: &Visit, policy: &Policy) -> Vec<(&'static str, String)> {
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
    ]
}

fn day(visit: &Visit, policy: &Policy) -> Vec<(&'static str, String)> {
    let t = visit.t;
    vec![
        ("policy-publish", t.time(policy.publish_at)),
        ("policy-open", t.time(policy.open_at)),
        ("policy-window", t.with("office-working-days").set("count", policy.access_working_days).to_string()),
    ]
}

fn referral(visit: &Visit, policy: &Policy) -> Vec<(&'static str, String)> {
    let t = visit.t;
    let days = |count: u32| t.with("office-days").set("count", count).to_string();
    vec![
        ("policy-referral", t.with("office-working-days").set("count", policy.referral_working_days).to_string()),
        ("policy-referral-max", days(policy.referral_calendar_days_max)),
        ("policy-stop", days(policy.stop_list_days)),
    ]
}

fn choice(visit: &Visit, policy: &Policy) -> Vec<(&'static str, String)> {
    let answer = |yes: bool| visit.t.text(if yes { "policy-yes" } else { "policy-no" });
    vec![
        ("policy-choice-early", answer(policy.standing_choice_early)),
        ("policy-choice-open", answer(policy.standing_choice_open)),
    ]
}

/// Best class first.
fn grounds(visit: &Visit, policy: &Policy) -> Vec<(String, &'static str, &'static str)> {
    let mut grounds: Vec<_> = policy.grounds.iter().collect();
    grounds.sort_by_key(|(code, class)| (**class, *code));
    grounds.into_iter().map(|(code, class)| (visit.ground(code), class_key(*class), class_look(*class))).collect()
}
