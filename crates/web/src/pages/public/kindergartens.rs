//! Kindergartens of the town and their groups.

use crate::maps::Maps;
use crate::offer::{GroupLine, degrees, spaced_phone};
use crate::photos::ShownPhoto;
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use admission::{GroupId, KindergartenId, Territory};
use askama::Template;
use axum::extract::Path;
use jiff::civil::Date;
use std::collections::BTreeMap;
use store::{DayWord, Registry};

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
    for kindergarten in registry.open_kindergartens() {
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

/// Seats held back for one reason: the key of its words, and how many.
struct Held {
    key: String,
    seats: u64,
}

fn held(state: &Territory, group: GroupId) -> Vec<Held> {
    let seating = state.groups().get(&group).and_then(|known| known.seating.as_ref());
    let held = seating.into_iter().flat_map(|seating| &seating.held);
    held.map(|(reason, &seats)| Held { key: format!("hold-{}", reason.code()), seats }).collect()
}

/// How fresh what a kindergarten says is.
struct Word {
    look: &'static str,
    words: String,
}

impl Word {
    fn of(visit: &Visit, last: Option<(Date, DayWord)>) -> Self {
        let Some((day, word)) = last else {
            return Self { look: "care", words: visit.t.text("kindergartens-word-never") };
        };
        let time = visit.t.time(visit.zone.time(word.at));
        if day == visit.today() {
            let words = visit.t.with("kindergartens-word-today").set("time", time).to_string();
            return Self { look: "good", words };
        }
        let words = visit.t.with("kindergartens-word-earlier").set("day", visit.t.date(day)).set("time", time);
        Self { look: "", words: words.to_string() }
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
    photo: Option<ShownPhoto>,
    word: Word,
    /// The kindergarten in which this one goes on, if it has ended: its number and name.
    goes_on_in: Option<(u32, String)>,
    is_closed: bool,
    groups: Vec<(GroupLine, Places, Vec<Held>)>,
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
            .map(|card| {
                let line = GroupLine::written(&visit, card, kindergarten);
                (line, Places::of(&state, card.id, visit.today()), held(&state, card.id))
            })
            .collect()
    };
    let word = Word::of(&visit, visit.town.last_word(id).await?);
    let goes_on_in = kindergarten.merged_into.and_then(|into| registry.kindergartens.get(&into));
    let lang = visit.lang;
    let (name, address) = (lang.of(&kindergarten.names), lang.of(&kindergarten.address));
    render(&KindergartenPage {
        maps: Maps::to(name, &visit.frame.town, address, degrees(kindergarten)),
        photo: ShownPhoto::of(kindergarten),
        name: name.to_owned(),
        address: address.to_owned(),
        district: lang.of(&kindergarten.district).to_owned(),
        phone: spaced_phone(&kindergarten.phone),
        word,
        goes_on_in: goes_on_in.map(|into| (into.id.0, lang.of(&into.names).to_owned())),
        is_closed: kindergarten.is_closed,
        groups,
        visit,
    })
}
