//! Exchange of places: a family of an enrolled child says for which kindergartens it would exchange, sees who fits, and
//! agrees. Families see of each other where the place is and nothing else.

use super::standing::Standing;
use crate::answers::{Answers, Asked};
use crate::exchange::{Proposal, language, proposals};
use crate::flash::Flash;
use crate::form::Form;
use crate::offer::{GroupLine, in_order};
use crate::rights::Family;
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use admission::{ApplicationId, Command, EXCHANGE_WISH_KINDERGARTENS_MAX, GroupId, KindergartenId};
use askama::Template;
use axum::response::Redirect;
use std::collections::BTreeMap;
use store::Act;

/// A place that is proposed.
struct Offered {
    line: GroupLine,
    /// Which of the families of that group, from 0: a page names no application of another family.
    nth: usize,
    we_agreed: bool,
    they_agreed: bool,
}

/// A kindergarten that a wish can name.
struct Wished {
    id: u32,
    name: String,
    is_ticked: bool,
}

#[derive(Template)]
#[template(path = "pages/family/exchange.html")]
struct ExchangePage {
    flash: Option<Flash>,
    /// Where the child goes; `None` before it is enrolled.
    own: Option<GroupLine>,
    has_wish: bool,
    /// Kindergartens with a group that would do.
    kindergartens: Vec<Wished>,
    offered: Vec<Offered>,
    form: Form,
    visit: Visit,
}

impl ExchangePage {
    fn most(&self) -> usize {
        EXCHANGE_WISH_KINDERGARTENS_MAX
    }
}

/// `GET /{lang}/my/exchange`.
pub(super) async fn show(Family { visit, application, .. }: Family, asked: Asked) -> Page {
    let standing = Standing::of(&visit, application).ok_or(Trouble::NotFound)?;
    let registry = visit.town.registry();
    let own = standing.enrolled_in.and_then(|group| GroupLine::of(&visit, &registry, group));
    let wish = visit.town.state().exchange_wish(application).map(<[KindergartenId]>::to_vec);
    let proposals = proposals(&visit, application);
    let kindergartens = standing.enrolled_in.map(|group| others(&visit, &standing, group, wish.as_deref()));
    let offered = offered(&visit, &proposals);
    let is_so = |done: &str| match done {
        "exchange_wished" => wish.is_some(),
        "exchange_ended" => wish.is_none(),
        "exchange_agreed" => proposals.iter().any(|proposal| proposal.we_agreed),
        _ => false,
    };
    render(&ExchangePage {
        flash: Flash::to_family(visit.t, &asked, is_so),
        own,
        has_wish: wish.is_some(),
        kindergartens: kindergartens.unwrap_or_default(),
        offered,
        form: Form::blank(visit.t),
        visit,
    })
}

/// Kindergartens with another group of the same queue and language.
fn others(visit: &Visit, standing: &Standing, own: GroupId, wish: Option<&[KindergartenId]>) -> Vec<Wished> {
    let registry = visit.town.registry();
    let tuition = language(&registry, own);
    let serving: Vec<GroupId> = {
        let state = visit.town.state();
        let others = state.groups().iter().filter(|(id, group)| **id != own && group.serves(standing.queue));
        others.map(|(id, _)| *id).filter(|id| language(&registry, *id) == tuition).collect()
    };
    let mut named = BTreeMap::new();
    for line in serving.into_iter().filter_map(|group| GroupLine::of(visit, &registry, group)) {
        named.entry(line.kindergarten).or_insert(line.kindergarten_name);
    }
    let is_ticked = |id| wish.is_some_and(|wish| wish.contains(&KindergartenId(id)));
    let all = named.into_iter().map(|(id, name)| Wished { id, name, is_ticked: is_ticked(id) });
    let mut all: Vec<_> = all.collect();
    all.sort_by_cached_key(|wished| in_order(&wished.name));
    all
}

fn offered(visit: &Visit, proposals: &[Proposal]) -> Vec<Offered> {
    let registry = visit.town.registry();
    let mut counted = BTreeMap::<GroupId, usize>::new();
    let lines = proposals.iter().filter_map(|proposal| {
        let next = counted.entry(proposal.group).or_default();
        let nth = std::mem::replace(next, *next + 1);
        let line = GroupLine::of(visit, &registry, proposal.group)?;
        Some(Offered { line, nth, we_agreed: proposal.we_agreed, they_agreed: proposal.they_agreed })
    });
    lines.collect()
}

/// `POST /{lang}/my/exchange`: a wish, its end, or an agreement.
pub(super) async fn change(Family { visit, application, by }: Family, answers: Answers) -> Result<Redirect, Trouble> {
    let command_id = answers.command_id()?;
    let (command, done) = match answers.of("do") {
        "wish" => {
            let named = answers.all("kindergarten").into_iter().map(|id| id.parse().map(KindergartenId));
            let kindergartens = named.collect::<Result<Vec<_>, _>>().map_err(|_| Trouble::BadForm)?;
            (Command::WishExchange { application, kindergartens }, "exchange_wished")
        }
        "end" => (Command::EndExchangeWish { application }, "exchange_ended"),
        "agree" => match partner(&visit, application, &answers) {
            Some(with) => (Command::AgreeToExchange { application, with }, "exchange_agreed"),
            // Whoever it was wishes no more, or has exchanged with somebody else.
            None if visit.town.recorded(command_id).await?.is_some() => return Ok(back(&visit, "")),
            None => return Ok(back(&visit, "?no=no_match")),
        },
        _ => return Err(Trouble::BadForm),
    };
    let done_or_refused = visit.town.act(Act { command, by, command_id }).await.map_err(crate::staff::of_fault)?;
    Ok(match done_or_refused.outcome {
        Ok(_) => back(&visit, &format!("?done={done}")),
        Err(refusal) => back(&visit, &format!("?no={}", refusal.code())),
    })
}

fn back(visit: &Visit, with: &str) -> Redirect {
    Redirect::to(&visit.to(&format!("/my/exchange{with}")))
}

/// The family that the form means: the nth of those whose child goes to that group.
fn partner(visit: &Visit, application: ApplicationId, answers: &Answers) -> Option<ApplicationId> {
    let group = answers.of("group").parse().map(GroupId).ok()?;
    let nth = answers.of("nth").parse().ok()?;
    let of_group = proposals(visit, application).into_iter().filter(|proposal| proposal.group == group);
    of_group.map(|proposal| proposal.with).nth(nth)
}
