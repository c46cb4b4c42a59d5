//! Proposing another policy: every value of it on one page, checked, and from which day it shall count.

use crate::answers::Answers;
use crate::form::Form;
use crate::policy_words::differences;
use crate::rights::OfficeStaff;
use crate::staff::{again, of_fault, on_to};
use crate::trouble::Trouble;
use crate::typed_day::typed_day;
use crate::visit::{Page, Visit, show as render};
use admission::{Class, Pattern, Policy};
use askama::Template;
use axum::response::Response;
use jiff::civil::{Date, Time};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use store::{Proposal, ProposalState};

/// Whole numbers of a policy: the field, and between which numbers it makes sense.
const NUMBERS: [(&str, RangeInclusive<u32>); 8] = [
    ("first_priority", 1..=20),
    ("ordinary", 1..=20),
    ("access_working_days", 1..=30),
    ("referral_working_days", 1..=60),
    ("referral_calendar_days_max", 1..=180),
    ("stop_list_days", 0..=180),
    ("leaves_at_age", 3..=8),
    ("out_of_turn_confirmations", 1..=2),
];

/// Unused accesses in a row that may pause an application.
const MISSED: RangeInclusive<u32> = 1..=20;

/// Grounds that we have words for; a town chooses among them.
const GROUNDS: [&str; 9] = [
    "military",
    "special_state_body",
    "large_family",
    "parent_disability",
    "no_parental_care",
    "orphan",
    "special_needs",
    "teacher_child",
    "disabled_sibling",
];

/// Classes that a ground may give, by the code of the form.
const CLASSES: [(&str, Option<Class>); 3] =
    [("none", None), ("first_priority", Some(Class::FirstPriority)), ("out_of_turn", Some(Class::OutOfTurn))];

#[derive(Template)]
#[template(path = "pages/office/propose.html")]
struct ProposePage {
    form: Form,
    /// By code and in words.
    grounds: Vec<(String, String)>,
    tomorrow: Date,
    visit: Visit,
}

impl ProposePage {
    fn numbers(&self) -> Vec<(&'static str, u32, u32)> {
        NUMBERS.iter().map(|(field, range)| (*field, *range.start(), *range.end())).collect()
    }

    fn classes(&self) -> [&'static str; 3] {
        CLASSES.map(|(code, _)| code)
    }

    fn gives(&self, ground: &str, class: &str) -> bool {
        self.form.has(&format!("ground-{ground}"), class)
    }
}

/// `GET /{lang}/office/policy/propose`: the values in force stand in the fields.
pub(super) async fn show(staff: OfficeStaff) -> Page {
    let policy = staff.visit.town.state().policy().clone();
    let form = Form::sent(staff.visit.t, Answers::given(known(&policy)));
    render(&page(staff.visit, form))
}

/// `POST /{lang}/office/policy/propose`.
pub(super) async fn propose(staff: OfficeStaff, answers: Answers) -> Result<Response, Trouble> {
    let visit = &staff.visit;
    let policy = visit.town.state().policy().clone();
    let mut form = Form::sent(visit.t, answers);
    let proposed = typed(&mut form, &policy);
    let effective_on = typed_day(form.of("effective_on")).ok();
    match effective_on {
        None => form.complain("effective_on", &visit.t.with("office-date-unread")),
        Some(day) if day <= visit.today() => form.complain("effective_on", &visit.t.with("proposal-day-later")),
        Some(_) => {}
    }
    if proposed.as_ref().is_some_and(|new| differences(visit, &policy, new).is_empty()) {
        form.complain("first_priority", &visit.t.with("proposal-nothing"));
    }
    let (Some(new), Some(day), true) = (proposed, effective_on, form.is_fine()) else {
        return Ok(again(render(&page(staff.visit, form))?));
    };
    // A second tap proposes nothing new.
    let waiting = visit.town.proposals().await?.into_iter().filter(|it| it.state == ProposalState::Pending);
    let same = |it: &Proposal| it.policy == new && it.effective_on == day && it.proposed_by == staff.account.id;
    if let Some(known) = waiting.into_iter().find(same) {
        return Ok(on_to(visit, &format!("/office/policy/proposals/{}", known.id), "policy-proposed"));
    }
    let id = visit.town.propose_policy(new, day, staff.account.id).await.map_err(of_fault)?;
    Ok(on_to(visit, &format!("/office/policy/proposals/{id}"), "policy-proposed"))
}

/// A policy as answers to the questions of the page.
fn known(policy: &Policy) -> Vec<(&'static str, String)> {
    let pattern = if policy.pattern == Pattern::Carried { "carried" } else { "restarted" };
    let mut answers = vec![
        ("first_priority", policy.first_priority.to_string()),
        ("ordinary", policy.ordinary.to_string()),
        ("pattern", pattern.to_owned()),
        ("access_working_days", policy.access_working_days.to_string()),
        ("publish_at", policy.publish_at.strftime("%H:%M").to_string()),
        ("open_at", policy.open_at.strftime("%H:%M").to_string()),
        ("referral_working_days", policy.referral_working_days.to_string()),
        ("referral_calendar_days_max", policy.referral_calendar_days_max.to_string()),
        ("stop_list_days", policy.stop_list_days.to_string()),
        ("leaves_at_age", policy.leaves_at_age.to_string()),
        ("out_of_turn_confirmations", policy.out_of_turn_confirmations.to_string()),
        ("pause_after_missed", policy.pause_after_missed.map(|missed| missed.to_string()).unwrap_or_default()),
    ];
    for (field, yes) in [("early", policy.standing_choice_early), ("open", policy.standing_choice_open)] {
        if yes {
            answers.push(("standing_choice", field.to_owned()));
        }
    }
    for code in GROUNDS {
        let class = policy.class_of_ground(code);
        let known = CLASSES.iter().find(|(_, known)| *known == class).map_or("none", |(code, _)| code);
        answers.push((ground_field(code), known.to_owned()));
    }
    answers
}

/// The field of a ground that we have words for.
fn ground_field(code: &'static str) -> &'static str {
    match code {
        "military" => "ground-military",
        "special_state_body" => "ground-special_state_body",
        "large_family" => "ground-large_family",
        "parent_disability" => "ground-parent_disability",
        "no_parental_care" => "ground-no_parental_care",
        "orphan" => "ground-orphan",
        "special_needs" => "ground-special_needs",
        "teacher_child" => "ground-teacher_child",
        _ => "ground-disabled_sibling",
    }
}

/// Reads a policy, or says at the fields what is wrong with it.
fn typed(form: &mut Form, was: &Policy) -> Option<Policy> {
    let t = form.t;
    let mut numbers = BTreeMap::new();
    for (field, range) in NUMBERS {
        match form.of(field).parse::<u32>().ok().filter(|number| range.contains(number)) {
            Some(number) => drop(numbers.insert(field, number)),
            None => {
                form.complain(field, &t.with("proposal-number").set("from", *range.start()).set("to", *range.end()));
            }
        }
    }
    let pattern = match form.of("pattern") {
        "restarted" => Pattern::Restarted,
        _ => Pattern::Carried,
    };
    let times = ["publish_at", "open_at"].map(|field| form.of(field).parse::<Time>().ok());
    for (field, time) in ["publish_at", "open_at"].into_iter().zip(&times) {
        if time.is_none() {
            form.complain(field, &t.with("intake-time-needed"));
        }
    }
    if let [Some(publish_at), Some(open_at)] = times
        && open_at >= publish_at
    {
        form.complain("open_at", &t.with("proposal-open-before"));
    }
    let missed = form.of("pause_after_missed").to_owned();
    let pause_after_missed = missed.parse::<u32>().ok().filter(|times| MISSED.contains(times));
    if pause_after_missed.is_none() && !missed.is_empty() {
        let phrase = t.with("proposal-missed").set("from", *MISSED.start()).set("to", *MISSED.end());
        form.complain("pause_after_missed", &phrase);
    }
    let mut grounds = was.grounds.clone();
    for code in GROUNDS {
        let chosen = form.of(ground_field(code));
        match CLASSES.iter().find(|(known, _)| *known == chosen) {
            Some((_, Some(class))) => drop(grounds.insert(code.to_owned(), *class)),
            Some((_, None)) => drop(grounds.remove(code)),
            None => {}
        }
    }
    if !form.is_fine() {
        return None;
    }
    let [publish_at, open_at] = times;
    let number = |field: &str| numbers.get(field).copied();
    Some(Policy {
        first_priority: number("first_priority")?,
        ordinary: number("ordinary")?,
        pattern,
        access_working_days: number("access_working_days")?,
        publish_at: publish_at?,
        open_at: open_at?,
        referral_working_days: number("referral_working_days")?,
        referral_calendar_days_max: number("referral_calendar_days_max")?,
        stop_list_days: number("stop_list_days")?,
        leaves_at_age: number("leaves_at_age")?,
        out_of_turn_confirmations: number("out_of_turn_confirmations")?,
        pause_after_missed,
        standing_choice_early: form.has("standing_choice", "early"),
        standing_choice_open: form.has("standing_choice", "open"),
        grounds,
    })
}

fn page(visit: Visit, form: Form) -> ProposePage {
    let grounds = GROUNDS.map(|code| (code.to_owned(), visit.ground(code))).into();
    let tomorrow = visit.today().tomorrow().unwrap_or(visit.today());
    ProposePage { form, grounds, tomorrow, visit }
}
