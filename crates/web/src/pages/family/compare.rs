//! Two groups of the family's queue side by side.

use super::filter::Wish;
use super::places::{may_take, offers};
use super::standing::Standing;
use crate::answers::Asked;
use crate::offer::{GroupLine, in_order};
use crate::rights::Family;
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use admission::{GroupId, Offer};
use askama::Template;
use std::collections::{BTreeMap, BTreeSet};

/// One of the two.
struct Side {
    line: GroupLine,
    /// Places now, in words, by stage.
    places: Vec<String>,
    is_free: bool,
}

#[derive(Template)]
#[template(path = "pages/family/compare.html")]
struct ComparePage {
    sides: Option<[Side; 2]>,
    /// The same group was asked for twice.
    is_one: bool,
    /// What can be chosen for each side.
    first: Vec<Wish>,
    second: Vec<Wish>,
    visit: Visit,
}

impl ComparePage {
    /// Whether there is a picture of one of the two at least.
    fn has_photos(&self) -> bool {
        self.sides.iter().flatten().any(|side| side.line.photo.is_some())
    }
}

/// `GET /{lang}/my/compare?a=12&b=7`. A group that is not for this family's queue is as unknown as one that is not there.
pub(super) async fn show(Family { visit, application, .. }: Family, asked: Asked) -> Page {
    let standing = Standing::of(&visit, application).ok_or(Trouble::NotFound)?;
    let wished = ["a", "b"].map(|side| asked.0.of(side)).map(|group| group.parse().map(GroupId).ok());
    let serves = |group: &GroupId| visit.town.state().groups().get(group).is_some_and(|it| it.serves(standing.queue));
    if wished.iter().flatten().any(|group| !serves(group)) {
        return Err(Trouble::NotFound);
    }
    let offers = offers(&visit, application);
    let candidates = candidates(&visit, &offers, &wished);
    let sides = match wished {
        [Some(a), Some(b)] if a != b => {
            let side = |group| side(&visit, &standing, offers.get(&group), group);
            side(a).zip(side(b)).map(|(a, b)| [a, b])
        }
        _ => None,
    };
    let [first, second] = wished;
    let other = |than: Option<GroupId>| candidates.iter().map(|it| it.0).find(|group| Some(*group) != than);
    let first = first.or_else(|| other(second));
    let second = second.filter(|second| Some(*second) != first).or_else(|| other(first));
    let is_one = wished[0].is_some() && wished[0] == wished[1];
    let [first, second] = [first, second].map(|chosen| candidates.iter().map(|group| wish(group, chosen)).collect());
    render(&ComparePage { sides, is_one, first, second, visit })
}

fn side(visit: &Visit, standing: &Standing, offer: Option<&Offer>, group: GroupId) -> Option<Side> {
    let line = GroupLine::of(visit, &visit.town.registry(), group)?;
    let offer = offer.cloned().unwrap_or_default();
    let list = standing.access.as_ref().map(|access| access.opened_on);
    let mine = list.and_then(|list| offer.early.get(&list)).copied().unwrap_or(0);
    let stages = [
        ("compare-mine", mine),
        ("kindergartens-open", offer.open),
        ("kindergartens-early", offer.early_total() - mine),
        ("kindergartens-published", offer.published),
    ];
    let stages = stages.into_iter().filter(|(_, places)| *places > 0);
    let mut places: Vec<_> = stages.map(|(key, places)| visit.t.with(key).set("count", places).to_string()).collect();
    if places.is_empty() {
        places.push(visit.t.text("kindergartens-full"));
    }
    Some(Side { line, places, is_free: may_take(standing) && mine + offer.open > 0 })
}

/// Groups with places, and those that are asked for, by name.
fn candidates(
    visit: &Visit,
    offers: &BTreeMap<GroupId, Offer>,
    wished: &[Option<GroupId>; 2],
) -> Vec<(GroupId, String)> {
    let registry = visit.town.registry();
    let offered = offers.iter().filter(|(_, offer)| offer.untaken() > offer.reported).map(|(group, _)| *group);
    let groups: BTreeSet<GroupId> = offered.chain(wished.iter().flatten().copied()).collect();
    let lines = groups.into_iter().filter_map(|group| Some((group, GroupLine::of(visit, &registry, group)?)));
    let mut named: Vec<_> =
        lines.map(|(group, line)| (group, format!("{}, {}", line.kindergarten_name, line.name))).collect();
    named.sort_by_cached_key(|(_, words)| in_order(words));
    named
}

fn wish((group, words): &(GroupId, String), chosen: Option<GroupId>) -> Wish {
    Wish { value: group.to_string(), words: words.clone(), is_chosen: Some(*group) == chosen }
}
