//! Choosing in advance: a ranked list of groups that is carried out when the family's access opens (rules, 7). Each tap
//! changes the list by one step and is kept at once, so that nothing is lost with the page.

use super::filter::{Filter, Question};
use super::standing::Standing;
use super::week::LastWeek;
use crate::answers::{Answers, Asked};
use crate::flash::Flash;
use crate::form::Form;
use crate::offer::{GroupLine, in_order};
use crate::rights::Family;
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use admission::{ApplicationId, Command, GroupId, Policy, STANDING_CHOICE_GROUPS_MAX, Status};
use askama::Template;
use axum::response::Redirect;
use store::{Act, CommandId, Registry};

/// Groups that can be added, on one page.
const PAGE_LENGTH: usize = 20;

#[derive(Template)]
#[template(path = "pages/family/choice.html")]
struct ChoicePage {
    flash: Option<Flash>,
    standing: Standing,
    ranked: Vec<GroupLine>,
    /// Groups that can be added.
    others: Vec<GroupLine>,
    page: usize,
    pages: usize,
    filter: Filter,
    questions: Vec<Question>,
    week: LastWeek,
    form: Form,
    policy: Policy,
    visit: Visit,
}

impl ChoicePage {
    fn is_full(&self) -> bool {
        self.ranked.len() >= STANDING_CHOICE_GROUPS_MAX
    }

    fn most(&self) -> usize {
        STANDING_CHOICE_GROUPS_MAX
    }

    /// Why it would not be carried out as things stand.
    fn sleeps(&self) -> bool {
        self.standing.lacks_conclusion
            || matches!(self.standing.status, Status::Paused | Status::Stopped | Status::Referred)
    }

    fn turned_to(&self, page: usize) -> String {
        self.visit.to(&format!("/my/choice{}#add", self.filter.query(&[("page", page.to_string())])))
    }
}

/// `GET /{lang}/my/choice?language=kk&page=2`.
pub(super) async fn show(Family { visit, application, .. }: Family, asked: Asked) -> Page {
    let standing = Standing::of(&visit, application).ok_or(Trouble::NotFound)?;
    let policy = visit.town.state().policy().clone();
    let ranked = visit.town.state().standing_choice(application).to_vec();
    // What twins take is decided by two lists together.
    let week = if standing.is_open() && standing.twin.is_none() && policy.standing_choice_early {
        LastWeek::of(&visit, standing.queue, application, &ranked).await?
    } else {
        LastWeek::default()
    };
    let registry = visit.town.registry();
    let filter = Filter::of(&asked);
    let serving: Vec<GroupId> = {
        let state = visit.town.state();
        state.groups().iter().filter(|(_, group)| group.serves(standing.queue)).map(|(id, _)| *id).collect()
    };
    let is_other = |group: &GroupId| !ranked.contains(group) && filter.lets_group(&registry, *group);
    let mut others = lines(&visit, &registry, serving.iter().copied().filter(is_other));
    others.sort_by_cached_key(|line| in_order(&format!("{}, {}", line.kindergarten_name, line.name)));
    let pages = others.len().div_ceil(PAGE_LENGTH).max(1);
    let page = asked.0.of("page").parse().unwrap_or(1).clamp(1, pages);
    let others = others.into_iter().skip((page - 1) * PAGE_LENGTH).take(PAGE_LENGTH).collect();
    render(&ChoicePage {
        flash: Flash::to_family(visit.t, &asked, |done| {
            done == if ranked.is_empty() { "choice_empty" } else { "choice" }
        }),
        ranked: lines(&visit, &registry, ranked.iter().copied()),
        others,
        page,
        pages,
        questions: filter.questions(&visit, &registry, serving),
        filter,
        week,
        form: Form::blank(visit.t),
        standing,
        policy,
        visit,
    })
}

fn lines(visit: &Visit, registry: &Registry, groups: impl Iterator<Item = GroupId>) -> Vec<GroupLine> {
    groups.filter_map(|group| GroupLine::of(visit, registry, group)).collect()
}

/// `POST /{lang}/my/choice`: one button, one step. A form that is sent again is the same step, not a second one.
pub(super) async fn change(Family { visit, application, by }: Family, answers: Answers) -> Result<Redirect, Trouble> {
    // One page has many buttons: the same one pressed again is the same act, another one is another.
    let command_id = CommandId::derived(&[&answers.command_id()?.to_string(), answers.of("do")]);
    let ranked = visit.town.state().standing_choice(application).to_vec();
    let groups = changed(ranked, answers.of("do")).ok_or(Trouble::BadForm)?;
    let kept = if groups.is_empty() { "choice_empty" } else { "choice" };
    let command = Command::StoreStandingChoice { application, groups };
    let done = visit.town.act(Act { command, by, command_id }).await?;
    let said = match done.outcome {
        Ok(_) => ("done", kept.to_owned()),
        Err(refusal) => ("no", refusal.code().to_owned()),
    };
    let filter = Filter::of(&Asked(answers));
    Ok(Redirect::to(&visit.to(&format!("/my/choice{}", filter.query(&[said])))))
}

/// The list after one step: `add-7`, `up-7`, `down-7`, `remove-7` or `clear`. What names no group of the list leaves it as
/// it is; whether a group may be added is for the rules to say.
fn changed(mut ranked: Vec<GroupId>, step: &str) -> Option<Vec<GroupId>> {
    if step == "clear" {
        return Some(Vec::new());
    }
    let (what, group) = step.split_once('-')?;
    let group = GroupId(group.parse().ok()?);
    let at = ranked.iter().position(|ranked| *ranked == group);
    match (what, at) {
        ("add", _) => ranked.push(group),
        ("up", Some(at)) if at > 0 => ranked.swap(at - 1, at),
        ("down", Some(at)) if at + 1 < ranked.len() => ranked.swap(at, at + 1),
        ("remove", Some(at)) => drop(ranked.remove(at)),
        ("up" | "down" | "remove", _) => {}
        _ => return None,
    }
    Some(ranked)
}

/// How many groups an application has ranked, where its town carries such lists out; for other pages to say.
pub(super) fn ranked_count(visit: &Visit, application: ApplicationId) -> Option<usize> {
    let state = visit.town.state();
    state.policy().standing_choice_early.then(|| state.standing_choice(application).len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_tap_changes_a_list_by_one_step() {
        let after = |step: &str| {
            let ranked = changed(vec![GroupId(7), GroupId(8), GroupId(9)], step)?;
            Some(ranked.into_iter().map(|group| group.0).collect::<Vec<_>>())
        };
        assert_eq!(after("add-5"), Some(vec![7, 8, 9, 5]));
        assert_eq!(after("up-9"), Some(vec![7, 9, 8]));
        assert_eq!(after("up-7"), Some(vec![7, 8, 9]));
        assert_eq!(after("down-7"), Some(vec![8, 7, 9]));
        assert_eq!(after("down-9"), Some(vec![7, 8, 9]));
        assert_eq!(after("remove-8"), Some(vec![7, 9]));
        assert_eq!(after("remove-5"), Some(vec![7, 8, 9]));
        assert_eq!(after("clear"), Some(vec![]));
    }

    #[test]
    fn what_is_no_step_is_no_form_of_ours() {
        for step in ["", "up", "up-", "up-x", "shuffle-7", "add--7"] {
            assert_eq!(changed(vec![GroupId(7)], step), None, "{step}");
        }
    }
}
