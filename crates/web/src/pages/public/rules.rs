//! The rules in plain words. Every number comes from the policy in force.

use crate::line::{class_key, class_look};
use crate::visit::{Page, Visit, show as render};
use admission::{Class, Policy};
use askama::Template;

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
}

/// `GET /{lang}/rules`.
pub(super) async fn show(visit: Visit) -> Page {
    let policy = visit.town.state().policy().clone();
    let grounds_of = |class: Class| {
        let codes = policy.grounds.iter().filter(move |(_, given)| **given == class).map(|(code, _)| code);
        codes.map(|code| visit.ground(code)).collect()
    };
    let classes = [Class::OutOfTurn, Class::FirstPriority].map(|class| ClassGrounds {
        key: class_key(class),
        look: class_look(class),
        grounds: grounds_of(class),
    });
    render(&RulesPage { classes: classes.into(), policy, visit })
}
