//! Today at a kindergarten: what it has said, what each group offers, and two taps to report a vacated place.

use super::group::Figures;
use super::places::{YearPlaces, reported, room_left};
use crate::answers::{Answers, Asked};
use crate::flash::Flash;
use crate::form::Form;
use crate::offer::GroupLine;
use crate::rights::KindergartenStaff;
use crate::staff::{act, actor, again, of_fault, on_to};
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use admission::{Command, Event, GroupId};
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use store::{DayWord, GroupCard, Word};

/// Numbers of places that stand ready as buttons; more are typed.
const PLACES_READY: u64 = 3;

/// The state of the day's word, as the page tells it.
struct WordOfDay {
    look: &'static str,
    title: String,
    words: String,
    /// Whether "nothing today" is still to be said.
    may_say_nothing: bool,
}

/// A group with its places, and the form to report some.
struct GroupDay {
    line: GroupLine,
    figures: Option<Figures>,
    years: Vec<YearDay>,
}

struct YearDay {
    places: YearPlaces,
    form: Form,
}

#[derive(Template)]
#[template(path = "pages/kindergarten/day.html")]
struct DayPage {
    flash: Option<Flash>,
    name: String,
    word: WordOfDay,
    suspended_until: Option<String>,
    next_bulletin: String,
    groups: Vec<GroupDay>,
    /// Children on their way.
    expected: usize,
    numbers: Vec<u64>,
    visit: Visit,
}

/// `GET /{lang}/kindergarten`.
pub(super) async fn show(staff: KindergartenStaff, asked: Asked) -> Page {
    let flash = Flash::of(staff.visit.t, &asked);
    render(&page(staff, flash, None).await?)
}

/// `POST /{lang}/kindergarten/report`.
pub(super) async fn report(staff: KindergartenStaff, answers: Answers) -> Result<Response, Trouble> {
    let (card, birth_year) = own_group(&staff, &answers)?;
    let command_id = answers.command_id()?;
    let typed = if answers.of("more").is_empty() { answers.of("places") } else { answers.of("more") };
    let room = room_left(&staff.visit.town.state(), &card);
    let is_retry = staff.visit.town.recorded(command_id).await?.is_some();
    let places = typed.parse().ok().filter(|places| *places > 0 && (is_retry || *places <= room));
    let mut form = Form::sent(staff.visit.t, answers);
    let Some(places) = places else {
        let key = if room == 0 { "kindergarten-report-full" } else { "kindergarten-report-how-many" };
        let fault = staff.visit.t.with(key).set("count", room);
        form.complain("places", &fault);
        return Ok(again(render(&page(staff, None, Some((card.id, birth_year, form))).await?)?));
    };
    let command = Command::ReportPlaces { group: card.id, birth_year, places };
    match act(&staff.visit, &staff.account, command, command_id).await? {
        // A form sent once, and again with another number, gets its first answer: say so rather than thank for it.
        Ok(events) if !events.contains(&Event::PlacesReported { group: card.id, birth_year, places }) => {
            Err(Trouble::BadForm)
        }
        Ok(_) => Ok(on_to(&staff.visit, "/kindergarten", "places-reported")),
        Err(refusal) => {
            form.complain("places", &staff.visit.t.with(format!("refusal-{}", refusal.code())));
            form.renew();
            Ok(again(render(&page(staff, None, Some((card.id, birth_year, form))).await?)?))
        }
    }
}

/// `POST /{lang}/kindergarten/nothing`. Places that wait for tonight's list say otherwise, and have to be recalled first.
pub(super) async fn say_nothing(staff: KindergartenStaff) -> Result<Response, Trouble> {
    let visit = &staff.visit;
    let registry = visit.town.registry();
    let reported = registry.groups_of(staff.kindergarten).any(|card| reported(&visit.town.state(), card) > 0);
    if reported {
        return Ok(Redirect::to(&visit.to("/kindergarten?no=places-reported")).into_response());
    }
    staff.visit.town.say_nothing_today(staff.kindergarten, actor(&staff.account)).await.map_err(of_fault)?;
    Ok(on_to(&staff.visit, "/kindergarten", "nothing-said").into_response())
}

/// The group and birth year that a form is about. A group of another kindergarten is as unknown as one that is not there.
pub(super) fn own_group(staff: &KindergartenStaff, answers: &Answers) -> Result<(GroupCard, i64), Trouble> {
    let group = answers.of("group").parse().map(GroupId).map_err(|_| Trouble::NotFound)?;
    let birth_year = answers.of("year").parse().map_err(|_| Trouble::NotFound)?;
    let registry = staff.visit.town.registry();
    let own = registry.groups.get(&group).filter(|card| card.kindergarten == staff.kindergarten);
    let card = own.filter(|card| card.birth_years.contains(&birth_year)).ok_or(Trouble::NotFound)?;
    Ok((card.clone(), birth_year))
}

/// The page, with a form that was sent wrongly in its place.
async fn page(
    staff: KindergartenStaff,
    flash: Option<Flash>,
    mut sent: Option<(GroupId, i64, Form)>,
) -> Result<DayPage, Trouble> {
    let kindergarten = staff.particulars()?;
    let visit = staff.visit;
    let said = visit.town.words_of_day(visit.today()).await?.remove(&kindergarten.id);
    let schedule = visit.schedule();
    let registry = visit.town.registry();
    let mut groups = Vec::new();
    let mut expected = 0;
    {
        let state = visit.town.state();
        for card in registry.groups_of(kindergarten.id) {
            expected += state.referred_to(card.id).count();
            let years = YearPlaces::of_group(&visit, &state, card).into_iter().map(|places| {
                let is_sent =
                    |(group, year, _): &mut (GroupId, i64, Form)| (*group, *year) == (card.id, places.birth_year);
                let form = sent.take_if(is_sent).map_or_else(|| Form::blank(visit.t), |(_, _, form)| form);
                YearDay { places, form }
            });
            let (years, line) = (years.collect(), GroupLine::written(&visit, card, &kindergarten));
            groups.push(GroupDay { figures: Figures::of(&state, card.id), years, line });
        }
    }
    let waiting_for_bulletin = groups.iter().flat_map(|group| &group.years).map(|year| year.places.reported).sum();
    Ok(DayPage {
        flash,
        name: visit.lang.of(&kindergarten.names).to_owned(),
        word: word_of_day(&visit, said, waiting_for_bulletin),
        suspended_until: schedule.suspended_until.map(|day| visit.near_day(day)),
        next_bulletin: visit.next_bulletin(),
        groups,
        expected,
        numbers: (1..=PLACES_READY).collect(),
        visit,
    })
}

/// Nothing was said yet today, or what was reported for tonight's list has been recalled since.
fn may_still_say_nothing(visit: &Visit, said: Option<DayWord>) -> bool {
    let Some(word) = said else { return true };
    word.word == Word::Reported && visit.now < visit.town.state().publishes_at(visit.today())
}

fn word_of_day(visit: &Visit, said: Option<DayWord>, waiting_for_bulletin: u64) -> WordOfDay {
    let time = |word: DayWord| visit.t.time(visit.zone.time(word.at));
    let waiting = visit.t.with("kindergarten-word-waiting");
    let waiting = waiting.set("count", waiting_for_bulletin).set("when", visit.next_bulletin()).to_string();
    let (look, key, at) = match said {
        None => ("care", "kindergarten-word-none", String::new()),
        Some(word) if word.word == Word::Nothing => ("good", "kindergarten-word-nothing", time(word)),
        Some(word) => ("good", "kindergarten-word-reported", time(word)),
    };
    let words = match said {
        _ if waiting_for_bulletin > 0 => waiting,
        None => visit.t.with("kindergarten-word-ask").set("when", visit.next_bulletin()).to_string(),
        Some(_) => visit.t.text("kindergarten-word-later"),
    };
    WordOfDay {
        look,
        title: visit.t.with(key).set("time", at).to_string(),
        words,
        may_say_nothing: waiting_for_bulletin == 0 && may_still_say_nothing(visit, said),
    }
}
