//! A table of kindergartens and their groups. A kindergarten is known by its Kazakh name and address together, a group by its
//! Kazakh name; an empty cell leaves what is known as it is.

use super::columns::{Code, folded, said, under_their_names};
use super::rows::{Faults, Fields};
use super::{Becomes, Line, Preview, Rows};
use crate::pages::office::group::HOURS;
use crate::pages::office::three_names::CHARACTERS_MAX;
use crate::trouble::Trouble;
use crate::visit::Visit;
use admission::{GroupChange, GroupId, Kind, KindergartenId, Phone, QueueId, SeatCount};
use axum::response::Response;
use std::collections::BTreeMap;
use store::{
    GroupCard, GroupParticulars, GroupsTable, Hours, Kindergarten, Language, Names, NewGroup, NewKindergarten, Owner,
    Registry,
};

/// Name, address, district in three languages; phone; the group's name, years, kind, language, hours; its seats.
const CODES: [Code; 18] = [
    "name_kk",
    "name_ru",
    "name_en",
    "address_kk",
    "address_ru",
    "address_en",
    "district_kk",
    "district_ru",
    "phone",
    "group_kk",
    "group_ru",
    "group_en",
    "birth_years",
    "kind",
    "language",
    "hours",
    "capacity",
    "attending",
];
const NEEDED: [Code; 2] = ["name_kk", "address_kk"];

/// Seats of a group at most.
const SEATS_MAX: u64 = 60;

/// Kazakh name and address, by which a kindergarten is found again.
type Key = (String, String);

/// A kindergarten that the table has named.
struct Named {
    row: u32,
    owner: Owner,
    particulars: NewKindergarten,
    /// Its groups that the table has named, with their rows.
    groups: BTreeMap<String, u32>,
}

/// A table being looked at.
struct Looking<'v> {
    visit: &'v Visit,
    registry: &'v Registry,
    /// What is known, as a table names it: it may have hundreds of thousands of rows.
    known: BTreeMap<Key, &'v Kindergarten>,
    known_groups: BTreeMap<(KindergartenId, String), &'v GroupCard>,
    years: Vec<i64>,
    faults: Faults,
    named: BTreeMap<Key, Named>,
    lines: Vec<Line>,
    plan: GroupsTable,
}

/// What a table of kindergartens and groups would change, reckoned away from the threads that answer; and the table.
///
/// # Errors
/// `Unavailable` where the service is shutting down.
pub(in crate::pages) async fn previewed(visit: &Visit, rows: Rows) -> Result<(Preview<GroupsTable>, Rows), Trouble> {
    let visit = visit.clone();
    let looking = tokio::task::spawn_blocking(move || (preview(&visit, &rows), rows));
    looking.await.map_err(|_| Trouble::Unavailable)
}

fn preview(visit: &Visit, rows: &Rows) -> Preview<GroupsTable> {
    let registry = visit.town.registry();
    let named = |it: &Kindergarten| (folded(&it.names.kk), folded(&it.address.kk));
    let open = registry.groups.values().filter(|card| !card.is_closed());
    let mut looking = Looking {
        visit,
        registry: &registry,
        // The first of two of one name and address is meant.
        known: registry.open_kindergartens().collect::<Vec<_>>().into_iter().rev().map(|it| (named(it), it)).collect(),
        known_groups: open.rev().map(|card| ((card.kindergarten, folded(&card.names.kk)), card)).collect(),
        years: visit.open_years(),
        faults: Faults::of(visit.t),
        named: BTreeMap::new(),
        lines: Vec::new(),
        plan: GroupsTable::default(),
    };
    let rows = under_their_names(rows, &CODES, &NEEDED, &mut looking.faults);
    rows.iter().for_each(|fields| looking.at(fields));
    let Looking { faults, lines, plan, .. } = looking;
    Preview { faults: faults.all, lines, plan }
}

/// A table to be filled in.
pub(in crate::pages) fn template(visit: &Visit) -> Response {
    super::template(visit, "attachment; filename=\"kindergartens.csv\"", &CODES, &[])
}

impl Looking<'_> {
    fn at(&mut self, fields: &Fields<'_>) {
        for code in NEEDED.iter().filter(|code| fields.of(code).is_empty()) {
            self.faults.add(fields.row, code, &self.visit.t.with("table-cell-needed"));
        }
        let is_name = |code: &&Code| code.contains("name_") || code.contains("address_") || code.contains("group_");
        for code in CODES.iter().filter(is_name).filter(|code| fields.of(code).chars().count() > CHARACTERS_MAX) {
            self.faults.add(fields.row, code, &self.visit.t.with("office-name-long").set("count", CHARACTERS_MAX));
        }
        if NEEDED.iter().any(|code| fields.of(code).is_empty()) {
            return;
        }
        let key = (folded(fields.of("name_kk")), folded(fields.of("address_kk")));
        let becomes = self.kindergarten(&key, fields);
        let name = fields.of("name_kk").to_owned();
        if fields.of("group_kk").is_empty() {
            self.lines.push(Line { row: fields.row, name, becomes, words: String::new() });
            return;
        }
        let Some(named) = self.named.get_mut(&key) else { return };
        let owner = named.owner;
        if let Some(before) = named.groups.insert(folded(fields.of("group_kk")), fields.row) {
            self.faults.add(fields.row, "group_kk", &self.visit.t.with("table-twice").set("row", i64::from(before)));
            return;
        }
        let group = self.group(owner, fields);
        let becomes = if becomes == Becomes::Same { group } else { becomes };
        let words = fields.of("group_kk").to_owned();
        self.lines.push(Line { row: fields.row, name, becomes, words });
    }

    /// Plans what a row says of its kindergarten.
    fn kindergarten(&mut self, key: &Key, fields: &Fields<'_>) -> Becomes {
        if let Some(first) = self.named.get(key) {
            if particulars(Some(&first.particulars), fields) != first.particulars {
                let phrase = self.visit.t.with("table-differs").set("row", i64::from(first.row));
                self.faults.add(fields.row, "name_kk", &phrase);
            }
            return Becomes::Same;
        }
        let known = self.known.get(key).copied();
        let before = known.map(particulars_of);
        let after = particulars(before.as_ref(), fields);
        if known.is_none() {
            for code in ["name_ru", "address_ru", "phone"].iter().filter(|code| fields.of(code).is_empty()) {
                self.faults.add(fields.row, code, &self.visit.t.with("table-cell-needed"));
            }
        }
        if !after.phone.is_empty() && before.as_ref() != Some(&after) && after.phone.parse::<Phone>().is_err() {
            self.faults.add(fields.row, "phone", &self.visit.t.with("office-phone-wrong"));
        }
        let (owner, becomes) = match known {
            None => {
                self.plan.registered.push(after.clone());
                (Owner::New(self.plan.registered.len() - 1), Becomes::New)
            }
            Some(known) if before.as_ref() == Some(&after) => (Owner::Known(known.id), Becomes::Same),
            Some(known) => {
                self.plan.updated.push((known.id, after.clone()));
                (Owner::Known(known.id), Becomes::Changed)
            }
        };
        let named = Named { row: fields.row, owner, particulars: after, groups: BTreeMap::new() };
        self.named.insert(key.clone(), named);
        becomes
    }

    /// Plans what a row says of its group.
    fn group(&mut self, owner: Owner, fields: &Fields<'_>) -> Becomes {
        let name = folded(fields.of("group_kk"));
        let known = match owner {
            Owner::Known(id) => self.known_groups.get(&(id, name)).copied(),
            Owner::New(_) => None,
        };
        let cells = Cells::of(self, known, fields);
        match known {
            Some(card) => self.change(card, cells, fields),
            None => self.open(owner, cells, fields),
        }
    }

    fn open(&mut self, owner: Owner, cells: Cells, fields: &Fields<'_>) -> Becomes {
        let needed = [
            ("group_ru", fields.of("group_ru").is_empty()),
            ("birth_years", cells.birth_years.is_none()),
            ("kind", cells.kind.is_none()),
            ("language", cells.language.is_none()),
            ("hours", cells.hours.is_none()),
            ("capacity", cells.capacity.is_none()),
        ];
        for (code, _) in needed.into_iter().filter(|(code, is_missing)| *is_missing && fields.of(code).is_empty()) {
            self.faults.add(fields.row, code, &self.visit.t.with("table-cell-needed"));
        }
        let Cells { names, birth_years, kind: Some(kind), language: Some(language), hours: Some(hours), .. } = cells
        else {
            return Becomes::New;
        };
        let (Some(birth_years), Some(capacity)) = (birth_years, cells.capacity) else { return Becomes::New };
        let seats = cells.attending.map(|attending| SeatCount { capacity, attending });
        if cells.attending.is_some_and(|attending| attending > capacity) {
            self.faults.add(fields.row, "attending", &self.visit.t.with("table-number-wrong").set("count", capacity));
        }
        let capacity = u32::try_from(capacity).unwrap_or(u32::MAX);
        let kindergarten = if let Owner::Known(id) = owner { id } else { KindergartenId(0) };
        let new = NewGroup { kindergarten, names, language, kind, birth_years, hours, capacity };
        self.plan.opened.push((owner, new, seats));
        Becomes::New
    }

    fn change(&mut self, card: &GroupCard, cells: Cells, fields: &Fields<'_>) -> Becomes {
        if cells.kind.is_some_and(|kind| kind != card.kind) {
            self.faults.add(fields.row, "kind", &self.visit.t.with("table-kind-stays"));
        }
        let new = GroupParticulars {
            names: cells.names,
            language: cells.language.unwrap_or(card.language),
            hours: cells.hours.unwrap_or(card.hours),
        };
        let mut becomes = Becomes::Same;
        if (&new.names, new.language, new.hours) != (&card.names, card.language, card.hours) {
            self.plan.cards.push((card.id, new));
            becomes = Becomes::Changed;
        }
        let birth_years = cells.birth_years.filter(|years| *years != card.birth_years);
        if birth_years.as_ref().is_some_and(|years| self.are_in_use(card, years)) {
            self.faults.add(fields.row, "birth_years", &self.visit.t.with("refusal-group_in_use"));
        }
        let seats = self.seats(card.id, (cells.capacity, cells.attending), fields);
        if birth_years.is_some() || seats.is_some() {
            self.plan.changed.push(GroupChange { group: card.id, birth_years, seats });
            becomes = Becomes::Changed;
        }
        becomes
    }

    /// Whether a year that a group would no longer take has places or referrals on their way in it.
    fn are_in_use(&self, card: &GroupCard, years: &[i64]) -> bool {
        let state = self.visit.town.state();
        let left = card.birth_years.iter().filter(|year| !years.contains(year));
        left.filter_map(|&birth_year| state.queue(QueueId { birth_year, kind: card.kind })).any(|queue| {
            let offer = queue.offers().get(&card.id);
            offer.is_some_and(|it| {
                it.reported + it.published + it.open + it.referred + it.early.values().sum::<u64>() > 0
            })
        })
    }

    /// The seats that a row counts anew, where they fit beside what is held and on its way.
    fn seats(&mut self, group: GroupId, typed: (Option<u64>, Option<u64>), fields: &Fields<'_>) -> Option<SeatCount> {
        let known = self.visit.town.state().seats(group)?;
        let counted = known.counted.map(|(capacity, attending, _)| (capacity, attending));
        let capacity = typed
            .0
            .or(counted.map(|it| it.0))
            .or_else(|| self.registry.groups.get(&group).map(|card| u64::from(card.capacity)))?;
        let Some(attending) = typed.1.or(counted.map(|it| it.1)) else {
            let is_other = self.registry.groups.get(&group).is_some_and(|card| u64::from(card.capacity) != capacity);
            if is_other {
                self.faults.add(fields.row, "attending", &self.visit.t.with("table-cell-needed"));
            }
            return None;
        };
        if counted == Some((capacity, attending)) {
            return None;
        }
        let held = known.counted.map_or(0, |(_, _, held)| held);
        if attending + held + known.referred + known.offered > capacity {
            let phrase = self.visit.t.with("group-count-no-room");
            let phrase = phrase.set("referred", known.referred).set("offered", known.offered).set("held", held);
            self.faults.add(fields.row, "attending", &phrase);
        }
        Some(SeatCount { capacity, attending })
    }
}

/// What a row says of a group, over what is known.
struct Cells {
    names: Names,
    birth_years: Option<Vec<i64>>,
    kind: Option<Kind>,
    language: Option<Language>,
    hours: Option<Hours>,
    capacity: Option<u64>,
    attending: Option<u64>,
}

impl Cells {
    fn of(looking: &mut Looking<'_>, known: Option<&GroupCard>, fields: &Fields<'_>) -> Self {
        let own: &[i64] = known.map_or(&[], |card| &card.birth_years);
        let is_open = |year: &i64| looking.years.contains(year) || own.contains(year);
        let birth_years = years(fields.of("birth_years")).filter(|years| years.iter().all(is_open));
        let faults = &mut looking.faults;
        if birth_years.is_none() && !fields.of("birth_years").is_empty() {
            faults.add(fields.row, "birth_years", &faults.t.with("table-years-wrong"));
        }
        let mut choice = |code: Code, found: Option<&str>| {
            if found.is_none() && !fields.of(code).is_empty() {
                faults.add(fields.row, code, &faults.t.with("table-word-unknown"));
            }
        };
        let kind = said(fields.of("kind"), "table-kind-", &["general", "correctional"]);
        choice("kind", kind);
        let language = said(fields.of("language"), "tuition-", &["kk", "ru", "en"]);
        choice("language", language);
        let hours = said(fields.of("hours"), "hours-", &HOURS.map(|(code, _)| code));
        choice("hours", hours);
        Self {
            names: names(known.map(|card| &card.names), ["group_kk", "group_ru", "group_en"], fields),
            birth_years,
            kind: kind.map(|kind| if kind == "general" { Kind::General } else { Kind::Correctional }),
            language: language.and_then(Language::from_code),
            hours: hours.and_then(|said| HOURS.iter().find(|(code, _)| *code == said)).map(|(_, hours)| *hours),
            capacity: fields.number("capacity", SEATS_MAX, faults).filter(|seats| *seats > 0),
            attending: fields.number("attending", SEATS_MAX, faults),
        }
    }
}

/// `2021, 2022`, or `2021-2023` with the years between; `None` where there is none.
fn years(cell: &str) -> Option<Vec<i64>> {
    let parts = cell.split(|letter: char| !letter.is_ascii_digit()).filter(|part| !part.is_empty());
    let mut years: Vec<i64> = parts.map(str::parse).collect::<Result<_, _>>().ok()?;
    if let ([first, last], true) = (years.as_slice(), cell.contains(['-', '–'])) {
        years = (*first..=*last.min(&(first + 10))).collect();
    }
    years.sort_unstable();
    years.dedup();
    (!years.is_empty()).then_some(years)
}

fn names(known: Option<&Names>, [kk, ru, en]: [Code; 3], fields: &Fields<'_>) -> Names {
    let or = |code: Code, other: &str| {
        if fields.of(code).is_empty() { other.to_owned() } else { fields.of(code).to_owned() }
    };
    match known {
        // Case and spaces of a name by which it was found are no change.
        Some(known) if folded(fields.of(kk)) == folded(&known.kk) => {
            Names { kk: known.kk.clone(), ru: or(ru, &known.ru), en: or(en, &known.en) }
        }
        Some(known) => Names { kk: or(kk, &known.kk), ru: or(ru, &known.ru), en: or(en, &known.en) },
        None => Names { kk: fields.of(kk).to_owned(), ru: or(ru, fields.of(kk)), en: or(en, fields.of(kk)) },
    }
}

fn particulars(known: Option<&NewKindergarten>, fields: &Fields<'_>) -> NewKindergarten {
    let phone = fields.of("phone");
    let known_phone = known.map(|known| known.phone.as_str()).unwrap_or_default();
    let same_number =
        phone.parse::<Phone>().ok().is_some_and(|typed| known_phone.parse().is_ok_and(|known: Phone| known == typed));
    NewKindergarten {
        names: names(known.map(|known| &known.names), ["name_kk", "name_ru", "name_en"], fields),
        address: names(known.map(|known| &known.address), ["address_kk", "address_ru", "address_en"], fields),
        phone: if phone.is_empty() || same_number { known_phone.to_owned() } else { phone.to_owned() },
        district: names(known.map(|known| &known.district), ["district_kk", "district_ru", "district_en"], fields),
        point: known.and_then(|known| known.point),
    }
}

fn particulars_of(known: &Kindergarten) -> NewKindergarten {
    let Kindergarten { names, address, phone, district, point, .. } = known.clone();
    NewKindergarten { names, address, phone, district, point }
}
