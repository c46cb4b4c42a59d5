//! Places for one family: those of its own list, those open to all of its queue, and those still to come.

use super::claim::referral_until;
use super::filter::{Filter, Question};
use super::standing::Standing;
use crate::answers::Asked;
use crate::flash::Flash;
use crate::form::Form;
use crate::offer::{GroupLine, in_order};
use crate::rights::Family;
use crate::trouble::Trouble;
use crate::visit::{Visit, show as render};
use crate::whereabouts::may_ask_where;
use admission::{ApplicationId, GroupId, Offer, Refusal, Status};
use askama::Template;
use axum::response::Response;
use std::collections::BTreeMap;
use store::Registry;

/// Kindergartens of one stage that are shown at once; the others at a tap, so that a first visit stays small.
const SHOWN_AT_MOST: usize = 60;

/// A group with places in one stage.
pub(super) struct GroupPlaces {
    pub(super) line: GroupLine,
    pub(super) places: u64,
    /// Of the act that takes a place here, where one tap does it.
    pub(super) act: String,
}

/// A kindergarten with its groups that have places.
pub(super) struct House {
    pub(super) line: GroupLine,
    pub(super) groups: Vec<GroupPlaces>,
}

impl House {
    /// Latitude and longitude, for the sorting on the device.
    fn point(&self) -> Option<String> {
        self.line.point.map(|(latitude, longitude)| format!("{latitude:.6},{longitude:.6}"))
    }
}

/// The kindergartens of one stage.
struct Stage {
    houses: Vec<House>,
    /// How many more there are.
    more: usize,
}

impl Stage {
    fn is_empty(&self) -> bool {
        self.houses.is_empty()
    }
}

#[derive(Template)]
#[template(path = "pages/family/places.html")]
struct PlacesPage {
    flash: Option<Flash>,
    standing: Standing,
    mine: Stage,
    open: Stage,
    coming: Stage,
    others: u64,
    filter: Filter,
    questions: Vec<Question>,
    /// Groups with places, and those of them that are as the filter wishes.
    groups: (usize, usize),
    /// Somebody else was faster a moment ago: what is free is taken with one tap, without a second confirmation.
    lost: Option<String>,
    /// Whether the town carries ranked lists out.
    offers_choice: bool,
    visit: Visit,
}

impl PlacesPage {
    fn may_take(&self) -> bool {
        may_take(&self.standing)
    }

    /// How a place that may be taken is taken, and one that opens later is looked at.
    fn way(&self) -> &'static str {
        match (self.may_take(), &self.lost) {
            (false, _) => "",
            (true, Some(_)) => "at-once",
            (true, None) => "take",
        }
    }

    fn way_to_look(&self) -> &'static str {
        if self.may_take() { "look" } else { "" }
    }

    /// Whether the filter leaves something, though perhaps not in each stage.
    fn is_narrowed(&self) -> bool {
        self.filter.is_set() && self.groups.1 > 0
    }

    fn is_anything_free(&self) -> bool {
        !self.mine.is_empty() || !self.open.is_empty()
    }

    /// The same page with everything on it.
    fn whole(&self) -> String {
        self.visit.to(&format!("/my/places{}", self.filter.query(&[("all", "yes".to_owned())])))
    }
}

/// Whether the rules let it take a place, if there is one.
pub(super) fn may_take(standing: &Standing) -> bool {
    matches!(standing.status, Status::Waiting | Status::Access) && !standing.lacks_conclusion
}

/// `GET /{lang}/my/places?language=kk&hours=full_day&district=…`. Before the opening it does not reload itself. A page that
/// jumps under the hand is hard on old telephones and on whoever has it read aloud; a locked screen would miss the time
/// anyhow; and nobody would gain, since who gets access is settled by the queue, and it lasts for days. The page says so
/// instead, and says when.
pub(super) async fn show(Family { visit, application, .. }: Family, asked: Asked) -> Result<Response, Trouble> {
    let standing = Standing::of(&visit, application).ok_or(Trouble::NotFound)?;
    let filter = Filter::of(&asked);
    let registry = visit.town.registry();
    let offers = offers(&visit, application);
    let list = standing.access.as_ref().map(|access| access.opened_on);
    let early = |offer: &Offer| list.and_then(|list| offer.early.get(&list)).copied().unwrap_or(0);
    let is_shown = |offer: &Offer| early(offer) + offer.open + offer.published > 0;
    let all: Vec<GroupId> = offers.iter().filter(|(_, offer)| is_shown(offer)).map(|(group, _)| *group).collect();
    let wished: Vec<GroupId> = all.iter().copied().filter(|group| filter.lets_group(&registry, *group)).collect();
    let stage = |count: &dyn Fn(&Offer) -> u64| {
        let wished = wished.iter().filter_map(|group| Some((*group, count(offers.get(group)?))));
        let most = if asked.0.has("all", "yes") { usize::MAX } else { SHOWN_AT_MOST };
        stage(&visit, &registry, wished, most)
    };
    let lost = asked.0.has("no", Refusal::NoPlace.code()) && may_take(&standing);
    let offers_choice = visit.town.state().policy().standing_choice_early;
    let page = PlacesPage {
        flash: Flash::to_family(visit.t, &asked, |_| false),
        mine: stage(&early),
        open: stage(&|offer| offer.open),
        coming: stage(&|offer| offer.published),
        others: offers.values().map(|offer| offer.early_total() - early(offer)).sum(),
        questions: filter.questions(&visit, &registry, all.iter().copied()),
        groups: (all.len(), wished.len()),
        offers_choice,
        lost: (lost && standing.twin.is_none()).then(|| visit.near_day(referral_until(&visit))),
        standing,
        filter,
        visit,
    };
    may_ask_where(render(&page))
}

/// What the queue of an application is offered, by group.
pub(super) fn offers(visit: &Visit, application: ApplicationId) -> BTreeMap<GroupId, Offer> {
    let state = visit.town.state();
    let queue = state.application(application).map(|application| state.queue_of(application));
    queue.map(|queue| queue.offers().clone()).unwrap_or_default()
}

/// Kindergartens by district and name, each with its groups that have places.
fn stage(visit: &Visit, registry: &Registry, groups: impl Iterator<Item = (GroupId, u64)>, most: usize) -> Stage {
    let mut houses: BTreeMap<(String, String, u32), House> = BTreeMap::new();
    for (group, places) in groups.filter(|(_, places)| *places > 0) {
        let Some(line) = GroupLine::of(visit, registry, group) else { continue };
        let key = (line.district.clone(), in_order(&line.kindergarten_name), line.kindergarten);
        let house = houses.entry(key).or_insert_with(|| House { line: line.clone(), groups: Vec::new() });
        house.groups.push(GroupPlaces { line, places, act: Form::blank(visit.t).act().to_owned() });
    }
    let more = houses.len().saturating_sub(most);
    Stage { houses: houses.into_values().take(most).collect(), more }
}
