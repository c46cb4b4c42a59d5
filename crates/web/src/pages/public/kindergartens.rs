//! Kindergartens of the town and their groups.

use crate::maps::Maps;
use crate::offer::{GroupLine, degrees, spaced_phone};
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use admission::{GroupId, KindergartenId, Territory};
use askama::Template;
use axum::extract::Path;
use jiff::civil::Date;
use std::collections::BTreeMap;
use store::Registry;

struct KindergartenLine {
    id: u32,
    name: String,
    address: String,
    groups: usize,
    places: u64,
}

#[derive(Template)]
#[template(path = "pages/public/kindergartens.html")]
struct KindergartensPage {
    visit: Visit,
    districts: BTreeMap<String, Vec<KindergartenLine>>,
}

/// `GET /{lang}/kindergartens`.
pub(super) async fn show_all(visit: Visit) -> Page {
    let registry = visit.town.registry();
    let districts = {
        let state = visit.town.state();
        by_district(&visit, &registry, &state)
    };
    render(&KindergartensPage { visit, districts })
}

fn by_district(visit: &Visit, registry: &Registry, state: &Territory) -> BTreeMap<String, Vec<KindergartenLine>> {
    let mut districts: BTreeMap<String, Vec<KindergartenLine>> = BTreeMap::new();
    for kindergarten in registry.kindergartens.values() {
        let groups: Vec<GroupId> = registry.groups_of(kindergarten.id).map(|group| group.id).collect();
        let line = KindergartenLine {
            id: kindergarten.id.0,
            name: visit.lang.of(&kindergarten.names).to_owned(),
            address: visit.lang.of(&kindergarten.address).to_owned(),
            places: groups.iter().map(|group| Places::of(state, *group, visit.today()).total()).sum(),
            groups: groups.len(),
        };
        districts.entry(visit.lang.of(&kindergarten.district).to_owned()).or_default().push(line);
    }
    districts
}

/// Vacant places of a group, for all its birth years.
#[derive(Default)]
struct Places {
    published: u64,
    early: u64,
    open: u64,
}

impl Places {
    fn of(state: &Territory, group: GroupId, today: Date) -> Self {
        let offers = state.queues().filter(|queue| !state.has_closed(queue.id().birth_year, today));
        let offers = offers.filter_map(|queue| queue.offers().get(&group));
        offers.fold(Self::default(), |places, offer| Self {
            published: places.published + offer.published,
            early: places.early + offer.early_total(),
            open: places.open + offer.open,
        })
    }

    fn total(&self) -> u64 {
        self.published + self.early + self.open
    }

    fn is_full(&self) -> bool {
        self.total() == 0
    }
}

#[derive(Template)]
#[template(path = "pages/public/kindergarten.html")]
struct KindergartenPage {
    visit: Visit,
    name: String,
    address: String,
    district: String,
    phone: String,
    maps: Maps,
    groups: Vec<(GroupLine, Places)>,
}

/// `GET /{lang}/kindergartens/{id}`.
pub(super) async fn show_one(visit: Visit, Path((_, id)): Path<(String, String)>) -> Page {
    let id = id.parse().map(KindergartenId).map_err(|_| Trouble::NotFound)?;
    let registry = visit.town.registry();
    let kindergarten = registry.kindergartens.get(&id).ok_or(Trouble::NotFound)?;
    let groups = {
        let state = visit.town.state();
        let cards = registry.groups_of(id);
        cards
            .map(|card| (GroupLine::written(&visit, card, kindergarten), Places::of(&state, card.id, visit.today())))
            .collect()
    };
    let lang = visit.lang;
    let (name, address) = (lang.of(&kindergarten.names), lang.of(&kindergarten.address));
    render(&KindergartenPage {
        maps: Maps::to(name, &visit.frame.town, address, degrees(kindergarten)),
        name: name.to_owned(),
        address: address.to_owned(),
        district: lang.of(&kindergarten.district).to_owned(),
        phone: spaced_phone(&kindergarten.phone),
        groups,
        visit,
    })
}
