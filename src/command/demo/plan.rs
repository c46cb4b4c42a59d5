//! What people of the model city have in mind: families, kindergartens and the office, by shares as towns know them.

use super::deed::{Deed, Referred};
use super::fortnight::{SLOTS, Story};
use admission::{
    Application, ApplicationId, Command, GroundReason, GroupId, Kind, KindergartenId, Queue, RecallReason,
    RefuseReason, Status,
};
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeSet;
use store::{Actor, Fault, Review, ReviewDecision, ReviewFilter, Verdict};

/// Slots of the office and of kindergartens: 09:00 to 17:30.
const OFFICE_SLOTS: (i64, i64) = (4, 21);
/// Reviews that the office decides on a working day at most.
const REVIEWS_A_DAY: usize = 9;
/// Open places that nobody in the model city looks for.
const OPEN_PLACES_LEFT: u64 = 4;

/// Plans the day after its opening.
pub(super) async fn plan_day(story: &mut Story, day: Date) -> Result<(), Fault> {
    let works = story.cast.town.state().calendar().is_working_day(day);
    plan_applications(story, day, if works { 32 } else { 11 });
    plan_answers_to_access(story, day);
    plan_claims_of_open_places(story, day);
    plan_rests(story, day);
    if works {
        plan_reports(story, day);
        plan_reviews(story, day).await?;
    }
    Ok(())
}

fn any_slot(story: &mut Story) -> u64 {
    story.chance.below(SLOTS)
}

fn office_slot(story: &mut Story) -> u64 {
    story.chance.between(OFFICE_SLOTS.0, OFFICE_SLOTS.1).unsigned_abs()
}

fn plan_applications(story: &mut Story, day: Date, about: i64) {
    for _ in 0..story.chance.between(about - 5, about + 5) {
        let newcomer = story.newcomers.newcomer(day);
        let slot = any_slot(story);
        story.plan(day, slot, Deed::Apply(Box::new(newcomer)));
    }
}

/// Of those who got access today, six in ten choose within the window, one in seven passes, the others stay silent.
fn plan_answers_to_access(story: &mut Story, day: Date) {
    let state = story.cast.town.state();
    let mut holders: Vec<ApplicationId> = Vec::new();
    for queue in state.queues() {
        let front = state.order(queue.id(), 0).take(usize::try_from(queue.holding_access()).unwrap_or_default());
        holders.extend(front.filter(|holder| holder.access_list() == Some(day)).map(Application::id));
    }
    drop(state);
    for application in holders {
        let slot = any_slot(story);
        let later = day.saturating_add(story.chance.between(0, 2).days());
        match story.chance.below(100) {
            0..60 => story.plan(later, slot, Deed::TakePlace(application)),
            60..74 => story.plan(later, slot, ask_family(application, Command::PassAccess { application })),
            _ => {}
        }
    }
}

/// Of the places that are open to all one in three finds somebody within the day: families that look in the morning. The
/// last few stay for the visitor.
fn plan_claims_of_open_places(story: &mut Story, day: Date) {
    let state = story.cast.town.state();
    let mut looking = Vec::new();
    for queue in state.queues() {
        let waiting: Vec<ApplicationId> =
            state.order(queue.id(), queue.holding_access()).map(Application::id).collect();
        looking.push((queue.places().open, waiting));
    }
    drop(state);
    let open_in_all: u64 = looking.iter().map(|(open, _)| open).sum();
    let mut claims_max = open_in_all.saturating_sub(OPEN_PLACES_LEFT);
    for (open, waiting) in looking {
        for _ in 0..open {
            if claims_max > 0 && !waiting.is_empty() && story.chance.happens(333) {
                claims_max -= 1;
                let application = *story.chance.pick(&waiting);
                let slot = story.chance.below(SLOTS / 2);
                story.plan(day, slot, Deed::TakePlace(application));
            }
        }
    }
}

/// One or two families a day want to be skipped, one in twelve of those comes back, and now and then one leaves.
fn plan_rests(story: &mut Story, day: Date) {
    let waiting = story.of_status(Status::Waiting);
    for _ in 0..story.chance.between(1, 2) {
        let application = *story.chance.pick(&waiting);
        let slot = any_slot(story);
        story.plan(day, slot, ask_family(application, Command::PauseApplication { application }));
    }
    if story.chance.happens(600) {
        let application = *story.chance.pick(&waiting);
        let slot = any_slot(story);
        story.plan(day, slot, ask_family(application, Command::WithdrawApplication { application }));
    }
    for application in story.of_status(Status::Paused) {
        if story.chance.happens(80) {
            let slot = any_slot(story);
            story.plan(day, slot, ask_family(application, Command::ResumeApplication { application }));
        }
    }
}

/// Five to twenty places a day, most in the years that most wait in; the other kindergartens say that they have nothing,
/// one in eight forgets to.
fn plan_reports(story: &mut Story, day: Date) {
    let mut left = story.chance.between(5, 20);
    let mut reporting: BTreeSet<KindergartenId> = BTreeSet::new();
    let registry = story.cast.town.registry();
    let groups: Vec<_> = registry.groups.values().collect();
    let oldest = simulation::birth_years(day)[0];
    while left > 0 {
        let group = *story.chance.pick(&groups);
        let birth_year = *story.chance.pick(&group.birth_years);
        // Of the oldest few are missing, and the youngest do not go yet.
        let wanted = [250, 500, 900, 1000, 700, 150];
        let wanted = usize::try_from(birth_year - oldest).ok().and_then(|age| wanted.get(age)).copied().unwrap_or(0);
        if !story.chance.happens(wanted) || group.kind == Kind::Correctional && !story.chance.happens(600) {
            continue;
        }
        let Some(&by) = story.cast.kindergartens.get(&group.kindergarten) else { continue };
        let places = story.chance.between(1, left.min(3)).unsigned_abs();
        let slot = office_slot(story);
        let group_id = group.id;
        let report = Command::ReportPlaces { group: group_id, birth_year, places };
        story.plan(day, slot, Deed::Ask(by, report));
        if story.chance.happens(40) {
            let reason = RecallReason::ReportedByMistake;
            let recall = Command::RecallPlaces { group: group_id, birth_year, places: 1, reason };
            story.plan(day, OFFICE_SLOTS.1.unsigned_abs() + 1, Deed::Ask(by, recall));
        }
        reporting.insert(group.kindergarten);
        left -= places.cast_signed();
    }
    let others: Vec<_> = story.cast.kindergartens.iter().map(|(&id, &by)| (id, by)).collect();
    for (id, by) in others {
        if !reporting.contains(&id) && story.chance.happens(875) {
            let slot = office_slot(story);
            story.plan(day, slot, Deed::SayNothing(by, id));
        }
    }
}

/// The office decides on the oldest claims; of ten it confirms nine.
async fn plan_reviews(story: &mut Story, day: Date) -> Result<(), Fault> {
    let filter = ReviewFilter { pending_only: true, limit: REVIEWS_A_DAY * 3, offset: 0 };
    let mut reviews = story.cast.town.reviews(filter).await?;
    story.chance.shuffle(&mut reviews);
    for review in reviews.iter().take(REVIEWS_A_DAY) {
        let decision = decide(story, review, day);
        let slot = office_slot(story);
        story.plan(day, slot, Deed::Decide(story.cast.office, decision));
    }
    Ok(())
}

fn decide(story: &mut Story, review: &Review, day: Date) -> ReviewDecision {
    let confirm = story.chance.happens(900);
    let document_on = day.saturating_sub(story.chance.between(2, 25).days());
    let valid_months = match review.code.as_deref() {
        // Certificates of service are one month old at most; the others are looked at again once a year.
        Some("military" | "special_state_body") => 6,
        _ => 12,
    };
    let refusal = *story.chance.pick(&[GroundReason::DocumentMissing, GroundReason::DocumentDoesNotProve]);
    ReviewDecision {
        application: review.application,
        ground: review.ground,
        verdict: if confirm { Verdict::Confirm } else { Verdict::Reject },
        reason: if confirm { GroundReason::DocumentProves } else { refusal },
        document_on: confirm.then_some(document_on),
        expires_on: confirm.then(|| document_on.saturating_add(valid_months.months())),
    }
}

/// What becomes of a referral: most children are enrolled within days; the others' families decline, are refused, get
/// more time, or never come.
pub(super) fn plan_fate(story: &mut Story, referred: &Referred) {
    let application = referred.application;
    let Some(kindergarten) = kindergarten_of(story, referred.group) else { return };
    let soon = later_working_day(story, 1, 3);
    let slot = office_slot(story);
    match story.chance.below(100) {
        0..60 => story.plan(soon, slot, Deed::Ask(kindergarten, Command::EnrolChild { application })),
        60..68 => story.plan(soon, slot, ask_family(application, Command::DeclineReferral { application })),
        68..74 => {
            let reason = *story.chance.pick(RefuseReason::ALL);
            story.plan(soon, slot, Deed::Ask(kindergarten, Command::RefuseReferral { application, reason }));
        }
        74..82 => {
            let valid_until = story.today().saturating_add(21.days());
            story.plan(soon, slot, Deed::Ask(kindergarten, Command::ExtendReferral { application, valid_until }));
            let later = later_working_day(story, 5, 9);
            story.plan(later, slot, Deed::Ask(kindergarten, Command::EnrolChild { application }));
        }
        _ => {}
    }
}

fn later_working_day(story: &mut Story, least: i64, most: i64) -> Date {
    let days = u32::try_from(story.chance.between(least, most)).unwrap_or(1);
    let today = story.today();
    story.cast.town.state().calendar().working_days_after(today, days)
}

fn kindergarten_of(story: &Story, group: GroupId) -> Option<Actor> {
    let kindergarten = story.cast.town.registry().groups.get(&group)?.kindergarten;
    story.cast.kindergartens.get(&kindergarten).copied()
}

fn ask_family(application: ApplicationId, command: Command) -> Deed {
    Deed::Ask(Actor::family(application), command)
}

/// A visitor at any hour finds places on their way to the next bulletin or opening, and a family that rests.
pub(super) async fn leave_something_to_see(story: &mut Story) -> Result<(), Fault> {
    let mut deeds = Vec::new();
    let on_the_way = {
        let state = story.cast.town.state();
        state.queues().map(Queue::places).any(|places| places.reported + places.published > 0)
    };
    if !on_the_way {
        let registry = story.cast.town.registry();
        let general = registry.groups.values().filter(|group| group.kind == Kind::General);
        for group in general.step_by(9) {
            let Some(&by) = story.cast.kindergartens.get(&group.kindergarten) else { continue };
            let Some(&birth_year) = group.birth_years.first() else { continue };
            deeds.push(Deed::Ask(by, Command::ReportPlaces { group: group.id, birth_year, places: 2 }));
        }
    }
    if story.of_status(Status::Paused).is_empty() {
        let waiting = story.of_status(Status::Waiting);
        let application = *story.chance.pick(&waiting);
        deeds.push(ask_family(application, Command::PauseApplication { application }));
    }
    story.do_together(deeds).await.map(drop)
}
