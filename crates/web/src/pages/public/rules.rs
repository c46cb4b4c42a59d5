//! The rules in plain words. Every number comes from the policy in force.

use crate::line::{class_key, class_look};
use crate::policy_words::{Difference, differences};
use crate::visit::{Page, Visit, show as render};
use admission::{Class, Policy};
use askama::Template;
use store::{Proposal, ProposalState};

/// The grounds that give one class.
struct ClassGrounds {
    key: &'static str,
    look: &'static str,
    grounds: Vec<String>,
}

#[derive(Template)]
#[template(path = "pages/public/rules.html")]
struct RulesPage {
    visit: Visit,
    policy: Policy,
    classes: Vec<ClassGrounds>,
    /// The change that is scheduled, and those that have come: their day, and what they changed.
    scheduled: Option<(String, Vec<Difference>)>,
    past: Vec<(String, Vec<Difference>)>,
}

/// `GET /{lang}/rules`.
pub(super) async fn show(visit: Visit) -> Page {
    let (policy, next) = {
        let state = visit.town.state();
        (state.policy().clone(), state.scheduled_policy().map(|(day, policy)| (day, policy.clone())))
    };
    let proposals = visit.town.proposals().await?;
    let today = visit.today();
    let is_past = |it: &&Proposal| it.state == ProposalState::Approved && it.effective_on <= today;
    let past = proposals
        .iter()
        .filter(is_past)
        .map(|it| (visit.t.date(it.effective_on), differences(&visit, &it.replaces, &it.policy)));
    let past = past.collect();
    let scheduled = next.map(|(day, new)| (visit.t.date(day), differences(&visit, &policy, &new)));
    let grounds_of = |class: Class| {
        let codes = policy.grounds.iter().filter(move |(_, given)| **given == class).map(|(code, _)| code);
        codes.map(|code| visit.ground(code)).collect()
    };
    let classes = [Class::OutOfTurn, Class::FirstPriority].map(|class| ClassGrounds {
        key: class_key(class),
        look: class_look(class),
        grounds: grounds_of(class),
    });
    render(&RulesPage { classes: classes.into(), policy, scheduled, past, visit })
}
