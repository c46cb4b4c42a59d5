//! One group: its seats and what they are for, seats held back, its birth years, and its end.

use crate::answers::{Answers, Asked};
use crate::flash::Flash;
use crate::form::Form;
use crate::offer::GroupLine;
use crate::pages::office::group::HOURS;
use crate::pages::office::three_names::{Fields, known, typed};
use crate::rights::KindergartenStaff;
use crate::staff::{act, actor, again, of_fault, on_to};
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use crate::wording::Wording;
use admission::{Command, GroupId, HoldReason, Refusal, Territory};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use std::collections::BTreeMap;
use store::{GroupCard, GroupParticulars, Language};

const NAME: Fields = ["name_kk", "name_ru", "name_en"];

/// Seats of a group at most; an ordinary one has about 25.
pub(super) const CAPACITY_MAX: u64 = 60;

/// What is done with a group, by the code of its form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deed {
    Count,
    Hold,
    Card,
    Years,
    Close,
}

/// The seats of a group in figures.
pub(super) struct Figures {
    pub(super) capacity: u64,
    pub(super) attending: u64,
    pub(super) referred: u64,
    pub(super) offered: u64,
    pub(super) held: u64,
    pub(super) free: u64,
}

impl Figures {
    /// `None` before the kindergarten has counted.
    pub(super) fn of(state: &Territory, group: GroupId) -> Option<Self> {
        let seats = state.seats(group)?;
        let (capacity, attending, held) = seats.counted?;
        let free = seats.free()?;
        Some(Self { capacity, attending, referred: seats.referred, offered: seats.offered, held, free })
    }
}

/// The forms of the page; one of them may have been sent and come back.
struct Forms {
    count: Form,
    hold: Form,
    card: Form,
    years: Form,
    close: Form,
}

#[derive(Template)]
#[template(path = "pages/kindergarten/group.html")]
struct GroupPage {
    flash: Option<Flash>,
    line: GroupLine,
    figures: Option<Figures>,
    held: Vec<(HoldReason, u64)>,
    reasons: &'static [HoldReason],
    years: Vec<i64>,
    own_years: Vec<i64>,
    forms: Forms,
    visit: Visit,
}

impl GroupPage {
    /// The form whose faults are told on top.
    fn wrong(&self) -> &Form {
        let Forms { count, hold, card, years, close } = &self.forms;
        [hold, card, years, close].into_iter().find(|form| !form.is_fine()).unwrap_or(count)
    }

    /// What a figure was, or what was typed over it.
    fn typed(&self, field: &str, known: Option<u64>) -> String {
        let typed = self.forms.count.of(field);
        if typed.is_empty() { known.map(|known| known.to_string()).unwrap_or_default() } else { typed.to_owned() }
    }

    fn has_year(&self, year: &i64) -> bool {
        let sent = self.forms.years.answers().all("year");
        if sent.is_empty() { self.own_years.contains(year) } else { sent.contains(&year.to_string().as_str()) }
    }
}

/// `GET /{lang}/kindergarten/groups/{id}`.
pub(super) async fn show(staff: KindergartenStaff, Path((_, id)): Path<(String, String)>, asked: Asked) -> Page {
    let card = own(&staff, &id)?;
    let flash = Flash::of(staff.visit.t, &asked);
    render(&page(staff, &card, flash, None)?)
}

/// `POST /{lang}/kindergarten/groups/{id}`.
pub(super) async fn change(
    staff: KindergartenStaff,
    Path((_, id)): Path<(String, String)>,
    answers: Answers,
) -> Result<Response, Trouble> {
    let command_id = answers.command_id()?;
    let (deed, done) = match answers.of("do") {
        "count" => (Deed::Count, "seats-counted"),
        "hold" => (Deed::Hold, "seats-held"),
        "card" => (Deed::Card, "group-changed"),
        "years" => (Deed::Years, "group-years"),
        "close" => (Deed::Close, "group-closed"),
        _ => return Err(Trouble::BadForm),
    };
    if deed == Deed::Close && staff.visit.town.recorded(command_id).await?.is_some_and(|known| known.outcome.is_ok()) {
        // The button was pressed twice: the group is closed and no longer found.
        return Ok(on_to(&staff.visit, "/kindergarten", done));
    }
    let card = own(&staff, &id)?;
    let mut form = Form::sent(staff.visit.t, answers);
    if deed == Deed::Card {
        let Some(particulars) = particulars(&mut form, staff.visit.t) else {
            return Ok(again(render(&page(staff, &card, None, Some((deed, form)))?)?));
        };
        staff.visit.town.update_group(card.id, particulars, actor(&staff.account)).await.map_err(of_fault)?;
        return Ok(on_to(&staff.visit, &format!("/kindergarten/groups/{id}"), done));
    }
    let Some(command) = command(&mut form, &staff.visit, &card, deed) else {
        return Ok(again(render(&page(staff, &card, None, Some((deed, form)))?)?));
    };
    match act(&staff.visit, &staff.account, command, command_id).await? {
        Ok(_) if deed == Deed::Close => Ok(on_to(&staff.visit, "/kindergarten", done)),
        Ok(_) => Ok(on_to(&staff.visit, &format!("/kindergarten/groups/{id}"), done)),
        Err(refusal) => {
            complain(&mut form, &staff.visit, &card, deed, refusal);
            form.renew();
            Ok(again(render(&page(staff, &card, None, Some((deed, form)))?)?))
        }
    }
}

/// A group of another kindergarten is as unknown as one that is not there.
fn own(staff: &KindergartenStaff, id: &str) -> Result<GroupCard, Trouble> {
    let id = id.parse().map(GroupId).map_err(|_| Trouble::NotFound)?;
    let registry = staff.visit.town.registry();
    let own = registry.groups.get(&id).filter(|card| card.kindergarten == staff.kindergarten && !card.is_closed());
    own.cloned().ok_or(Trouble::NotFound)
}

/// Reads what is asked, or says at the fields what is wrong.
fn command(form: &mut Form, visit: &Visit, card: &GroupCard, deed: Deed) -> Option<Command> {
    let (t, group) = (visit.t, card.id);
    let number = |form: &Form, field: &str| form.of(field).parse().ok().filter(|seats| *seats <= CAPACITY_MAX);
    match deed {
        Deed::Count => {
            let capacity = number(form, "capacity").filter(|seats| *seats > 0);
            if capacity.is_none() {
                form.complain("capacity", &t.with("group-capacity-wrong").set("count", CAPACITY_MAX));
            }
            let attending = number(form, "attending");
            if attending.is_none() {
                form.complain("attending", &t.with("group-attending-wrong").set("count", CAPACITY_MAX));
            }
            Some(Command::CountSeats { group, capacity: capacity?, attending: attending? })
        }
        Deed::Hold => {
            let seats = number(form, "seats");
            if seats.is_none() {
                form.complain("seats", &t.with("group-seats-wrong").set("count", CAPACITY_MAX));
            }
            let reason = HoldReason::from_code(form.of("reason"));
            if reason.is_none() {
                form.complain("reason", &t.with("kindergarten-choose-reason"));
            }
            Some(Command::HoldSeats { group, seats: seats?, reason: reason? })
        }
        Deed::Years => {
            let offered = years(visit, card);
            let chosen = form.answers().all("year").into_iter().filter_map(|year| year.parse().ok());
            let birth_years: Vec<i64> = chosen.filter(|year| offered.contains(year)).collect();
            if birth_years.is_empty() {
                form.complain("year", &t.with("group-years-needed"));
                return None;
            }
            Some(Command::ChangeGroup { group, birth_years })
        }
        Deed::Close => Some(Command::CloseGroup { group }),
        // No entry of the journal: the rules know no names and no hours.
        Deed::Card => None,
    }
}

/// Name, language and hours as they stand.
fn known_card(visit: &Visit, card: &GroupCard) -> Form {
    let names = known(NAME, &card.names).into_iter();
    let hours = HOURS.iter().find(|(_, hours)| *hours == card.hours).map_or("", |(code, _)| code);
    let rest = [("language", card.language.code().to_owned()), ("hours", hours.to_owned())];
    Form::sent(visit.t, Answers::given(names.chain(rest)))
}

/// Reads name, language and hours, or says at the fields what is wrong.
fn particulars(form: &mut Form, t: Wording) -> Option<GroupParticulars> {
    let names = typed(form, t, NAME);
    let language = Language::from_code(form.of("language"));
    if language.is_none() {
        form.complain("language", &t.with("office-choose"));
    }
    let hours = HOURS.iter().find(|(code, _)| *code == form.of("hours")).map(|(_, hours)| *hours);
    if hours.is_none() {
        form.complain("hours", &t.with("office-choose"));
    }
    let fine = form.is_fine();
    let particulars = GroupParticulars { names, language: language?, hours: hours? };
    fine.then_some(particulars)
}

/// Says what stands in the way, with the figures that tell how to go on.
fn complain(form: &mut Form, visit: &Visit, card: &GroupCard, deed: Deed, refusal: Refusal) {
    let (t, figures) = (visit.t, Figures::of(&visit.town.state(), card.id));
    let seats = visit.town.state().seats(card.id);
    let way = seats.map_or((0, 0), |seats| (seats.referred, seats.offered));
    let held = figures.as_ref().map_or(0, |figures| figures.held);
    match (deed, refusal) {
        (Deed::Count, Refusal::NoRoom) => {
            let phrase = t.with("group-count-no-room").set("referred", way.0).set("offered", way.1).set("held", held);
            form.complain("attending", &phrase);
        }
        (Deed::Hold, Refusal::NoRoom) if figures.is_none() => form.complain("seats", &t.with("group-count-first")),
        (Deed::Hold, Refusal::NoRoom) => {
            let free = figures.map_or(0, |figures| figures.free);
            form.complain("seats", &t.with("group-hold-no-room").set("count", free));
        }
        (Deed::Years, Refusal::GroupInUse) => form.complain("year", &t.with("group-years-in-use")),
        (Deed::Close, Refusal::GroupInUse) => form.complain("close", &t.with("group-close-in-use")),
        (deed, refusal) => {
            let field = match deed {
                Deed::Count | Deed::Card => "capacity",
                Deed::Hold => "seats",
                Deed::Years => "year",
                Deed::Close => "close",
            };
            form.complain(field, &t.with(format!("refusal-{}", refusal.code())));
        }
    }
}

/// Birth years whose queues are open, and those the group has.
fn years(visit: &Visit, card: &GroupCard) -> Vec<i64> {
    let mut years = visit.open_years();
    years.extend(&card.birth_years);
    years.sort_unstable();
    years.dedup();
    years
}

fn page(
    staff: KindergartenStaff,
    card: &GroupCard,
    flash: Option<Flash>,
    sent: Option<(Deed, Form)>,
) -> Result<GroupPage, Trouble> {
    let kindergarten = staff.particulars()?;
    let visit = staff.visit;
    let held: BTreeMap<HoldReason, u64> = {
        let state = visit.town.state();
        let seating = state.groups().get(&card.id).and_then(|known| known.seating.as_ref());
        seating.map(|seating| seating.held.clone()).unwrap_or_default()
    };
    let blank = || Form::blank(visit.t);
    let mut forms =
        Forms { count: blank(), hold: blank(), card: known_card(&visit, card), years: blank(), close: blank() };
    match sent {
        Some((Deed::Count, form)) => forms.count = form,
        Some((Deed::Hold, form)) => forms.hold = form,
        Some((Deed::Card, form)) => forms.card = form,
        Some((Deed::Years, form)) => forms.years = form,
        Some((Deed::Close, form)) => forms.close = form,
        None => {}
    }
    let figures = Figures::of(&visit.town.state(), card.id);
    Ok(GroupPage {
        flash,
        line: GroupLine::written(&visit, card, &kindergarten),
        figures,
        held: held.into_iter().collect(),
        reasons: HoldReason::ALL,
        years: years(&visit, card),
        own_years: card.birth_years.clone(),
        forms,
        visit,
    })
}
