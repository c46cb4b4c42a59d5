//! The yearly turn of August: which children each group takes from September on, prepared as a plan and carried out at once.

use super::group::CAPACITY_MAX;
use crate::answers::{Answers, Asked};
use crate::flash::Flash;
use crate::form::Form;
use crate::rights::KindergartenStaff;
use crate::staff::{actor, again, of_fault, on_to};
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use admission::{GroupTurn, Refusal, Territory};
use askama::Template;
use axum::response::Response;
use store::GroupCard;

/// Age of the youngest children of a group that begins anew, where a group is left without any birth year.
const YOUNGEST_AGE: i64 = 2;

/// A group, as it is and as it is planned.
struct GroupPlan {
    id: u32,
    name: String,
    now: String,
    attending_now: Option<u64>,
    /// Children who keep a group from turning: places offered or referred.
    on_their_way: u64,
    planned: GroupTurn,
}

#[derive(Template)]
#[template(path = "pages/kindergarten/year.html")]
struct YearPage {
    flash: Option<Flash>,
    form: Form,
    groups: Vec<GroupPlan>,
    years: Vec<i64>,
    /// Whether the plan is kept, and can be carried out.
    is_prepared: bool,
    is_sent: bool,
    visit: Visit,
}

impl YearPage {
    fn field(&self, what: &str, group: &u32) -> String {
        format!("{what}-{group}")
    }

    fn number(&self, what: &str, group: &GroupPlan) -> String {
        let planned = if what == "capacity" { group.planned.capacity } else { group.planned.attending };
        let field = self.field(what, &group.id);
        if self.is_sent { self.form.of(&field).to_owned() } else { planned.to_string() }
    }

    fn has_year(&self, group: &GroupPlan, year: &i64) -> bool {
        let field = self.field("year", &group.id);
        let sent = || self.form.has(&field, year.to_string().as_str());
        if self.is_sent { sent() } else { group.planned.birth_years.contains(year) }
    }

    fn planned_years(&self, group: &GroupPlan) -> String {
        group.planned.birth_years.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    }
}

/// `GET /{lang}/kindergarten/year`.
pub(super) async fn show(staff: KindergartenStaff, asked: Asked) -> Page {
    let flash = Flash::of(staff.visit.t, &asked);
    let form = Form::blank(staff.visit.t);
    render(&page(staff, flash, form).await?)
}

/// `POST /{lang}/kindergarten/year`: the plan is kept, or carried out as it was shown.
pub(super) async fn change(staff: KindergartenStaff, answers: Answers) -> Result<Response, Trouble> {
    let command_id = answers.command_id()?;
    let t = staff.visit.t;
    let mut form = Form::sent(t, answers);
    match form.of("do") {
        "prepare" => {
            let Some(turns) = typed(&mut form, &staff) else {
                return Ok(again(render(&page(staff, None, form).await?)?));
            };
            staff.visit.town.prepare_year(staff.kindergarten, turns).await.map_err(of_fault)?;
            Ok(on_to(&staff.visit, "/kindergarten/year", "year-prepared"))
        }
        "turn" => {
            if staff.visit.town.recorded(command_id).await?.is_some_and(|known| known.outcome.is_ok()) {
                // The button was pressed twice: the plan is gone because it was carried out.
                return Ok(on_to(&staff.visit, "/kindergarten", "year-turned"));
            }
            let plan = staff.visit.town.year_plan(staff.kindergarten).await?;
            let Some(turns) = plan.filter(|turns| digest(turns) == form.of("plan")) else {
                form.complain("plan", &t.with("year-plan-changed"));
                return Ok(again(render(&page(staff, None, Form::blank(t).with_faults_of(form)).await?)?));
            };
            let town = &staff.visit.town;
            let by = actor(&staff.account);
            match town.turn_year(staff.kindergarten, turns, by, command_id).await.map_err(of_fault)? {
                Ok(_) => Ok(on_to(&staff.visit, "/kindergarten", "year-turned")),
                Err(refusal) => {
                    form.complain("plan", &t.with(refused_key(refusal)));
                    Ok(again(render(&page(staff, None, Form::blank(t).with_faults_of(form)).await?)?))
                }
            }
        }
        _ => Err(Trouble::BadForm),
    }
}

fn refused_key(refusal: Refusal) -> String {
    match refusal {
        Refusal::GroupInUse => "year-in-use".to_owned(),
        Refusal::NoRoom => "year-no-room".to_owned(),
        // A group was opened, closed or moved since the plan was made.
        Refusal::UnknownGroup => "year-plan-changed".to_owned(),
        refusal => format!("refusal-{}", refusal.code()),
    }
}

/// What a plan is known by, so that nothing is carried out but what was shown.
fn digest(turns: &[GroupTurn]) -> String {
    let groups = turns.iter().map(|turn| {
        let years: Vec<_> = turn.birth_years.iter().map(ToString::to_string).collect();
        format!("{}:{}:{}:{}", turn.group, years.join("."), turn.capacity, turn.attending)
    });
    groups.collect::<Vec<_>>().join("/")
}

/// Reads the plan, or says at the fields what is wrong.
fn typed(form: &mut Form, staff: &KindergartenStaff) -> Option<Vec<GroupTurn>> {
    let visit = &staff.visit;
    let registry = visit.town.registry();
    let offered = years(visit, registry.groups_of(staff.kindergarten));
    let mut turns = Vec::new();
    for card in registry.groups_of(staff.kindergarten) {
        let field = |what: &str| format!("{what}-{}", card.id);
        let number = |what: &str| form.of(&field(what)).parse().ok().filter(|count| *count <= CAPACITY_MAX);
        let chosen = form.answers().all(&field("year")).into_iter().filter_map(|year| year.parse().ok());
        let birth_years: Vec<i64> = chosen.filter(|year| offered.contains(year)).collect();
        let (capacity, attending) = (number("capacity").filter(|seats| *seats > 0), number("attending"));
        let mut faults = Vec::new();
        if birth_years.is_empty() {
            faults.push(("year", visit.t.text("group-years-needed")));
        }
        if capacity.is_none() {
            let words = visit.t.with("group-capacity-wrong").set("count", CAPACITY_MAX).to_string();
            faults.push(("capacity", words));
        }
        if attending.is_none_or(|attending| capacity.is_some_and(|capacity| attending > capacity)) {
            let most = capacity.unwrap_or(CAPACITY_MAX);
            faults.push(("attending", visit.t.with("group-attending-wrong").set("count", most).to_string()));
        }
        for (what, fault) in faults {
            form.complain_in_words(field(what), fault);
        }
        if let (Some(capacity), Some(attending)) = (capacity, attending) {
            turns.push(GroupTurn { group: card.id, birth_years, capacity, attending });
        }
    }
    form.is_fine().then_some(turns)
}

/// Birth years that a group may take from September on.
fn years<'a>(visit: &Visit, cards: impl Iterator<Item = &'a GroupCard>) -> Vec<i64> {
    let mut years = visit.open_years();
    years.extend(cards.flat_map(|card| card.birth_years.iter().copied()));
    years.sort_unstable();
    years.dedup();
    years
}

/// What a group most likely is next year: it keeps its children; those who go to school make room for the youngest.
fn usual(state: &Territory, card: &GroupCard, year: i64) -> GroupTurn {
    let leaves_at = i64::from(state.policy().leaves_at_age);
    let staying: Vec<i64> = card.birth_years.iter().copied().filter(|born| born + leaves_at > year).collect();
    let seats = state.seats(card.id).and_then(|seats| seats.counted);
    let (capacity, attending) =
        seats.map_or((u64::from(card.capacity), 0), |(capacity, attending, _)| (capacity, attending));
    if staying.is_empty() {
        return GroupTurn { group: card.id, birth_years: vec![year - YOUNGEST_AGE], capacity, attending: 0 };
    }
    let attending = if staying == card.birth_years { attending } else { 0 };
    GroupTurn { group: card.id, birth_years: staying, capacity, attending }
}

async fn page(staff: KindergartenStaff, flash: Option<Flash>, form: Form) -> Result<YearPage, Trouble> {
    let visit = staff.visit;
    let plan = visit.town.year_plan(staff.kindergarten).await?;
    let registry = visit.town.registry();
    let years = years(&visit, registry.groups_of(staff.kindergarten));
    let year = i64::from(visit.today().year());
    let groups: Vec<GroupPlan> = {
        let state = visit.town.state();
        let groups = registry.groups_of(staff.kindergarten).map(|card| {
            let kept = plan.iter().flatten().find(|turn| turn.group == card.id).cloned();
            let seats = state.seats(card.id);
            GroupPlan {
                id: card.id.0,
                name: visit.lang.of(&card.names).to_owned(),
                now: card.birth_years.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
                attending_now: seats.and_then(|seats| seats.counted).map(|(_, attending, _)| attending),
                on_their_way: seats.map_or(0, |seats| seats.referred + seats.offered),
                planned: kept.unwrap_or_else(|| usual(&state, card, year)),
            }
        });
        groups.collect()
    };
    let is_sent = form.of("do") == "prepare";
    Ok(YearPage { flash, form, groups, years, is_prepared: plan.is_some() && !is_sent, is_sent, visit })
}

impl YearPage {
    fn digest(&self) -> String {
        digest(&self.groups.iter().map(|group| group.planned.clone()).collect::<Vec<_>>())
    }
}
