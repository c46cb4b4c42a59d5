//! Taking a place: one confirmation that says what it means, then one act with one definite answer.

use super::standing::Standing;
use crate::Site;
use crate::answers::answer;
use crate::form::Form;
use crate::offer::GroupLine;
use crate::rights::{Claimant, Family, Right, guard};
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use admission::{ApplicationId, Command, GroupId, Policy, Refusal};
use askama::Template;
use axum::body::{Body, Bytes};
use axum::extract::{FromRequestParts, Path, Request};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use store::Act;

#[derive(Template)]
#[template(path = "pages/family/claim.html")]
struct ClaimPage {
    group: GroupLine,
    valid_until: String,
    /// Why the place cannot be taken at this moment, in words.
    closed: Option<String>,
    /// Groups of that kindergarten for the twin, where there is one.
    beside: Option<Vec<GroupLine>>,
    has_access: bool,
    form: Form,
    policy: Policy,
    visit: Visit,
}

/// `GET /{lang}/my/places/{group}`.
pub(super) async fn confirm(
    Family { visit, application, .. }: Family,
    Path((_, group)): Path<(String, String)>,
) -> Page {
    let id = group.parse().map(GroupId).map_err(|_| Trouble::NotFound)?;
    let group = GroupLine::of(&visit, &visit.town.registry(), id).ok_or(Trouble::NotFound)?;
    let standing = Standing::of(&visit, application).ok_or(Trouble::NotFound)?;
    let policy = visit.town.state().policy().clone();
    let beside = standing.twin.as_ref().map(|_| beside(&visit, application, id));
    let nowhere = beside.as_ref().is_some_and(Vec::is_empty).then(|| match standing.twin_away {
        Some(status) => visit.t.with("twins-away").set("status", visit.t.text(status)).to_string(),
        None => visit.t.text("family-refusal-twins_apart"),
    });
    // Whoever helps one child acts for no other.
    let nowhere =
        nowhere.or_else(|| (beside.is_some() && visit.frame.is_helper()).then(|| visit.t.text("twins-helper")));
    render(&ClaimPage {
        group,
        valid_until: visit.near_day(referral_until(&visit)),
        closed: closed(&visit, &standing, id).or(nowhere),
        beside,
        has_access: standing.access.is_some(),
        form: Form::blank(visit.t),
        policy,
        visit,
    })
}

/// Last day of a referral that is issued now.
pub(super) fn referral_until(visit: &Visit) -> Date {
    let state = visit.town.state();
    state.calendar().working_days_after(visit.today(), state.policy().referral_working_days)
}

/// The groups in which the twin could go along, the same one first.
fn beside(visit: &Visit, application: ApplicationId, group: GroupId) -> Vec<GroupLine> {
    let groups = visit.town.state().groups_for_twin(application, group).unwrap_or_default();
    let registry = visit.town.registry();
    let mut lines: Vec<_> = groups.into_iter().filter_map(|id| GroupLine::of(visit, &registry, id)).collect();
    lines.sort_by_key(|line| line.group != group.0);
    lines
}

/// What the bulletin says of these places now. Only a sign on the door: the queue itself decides when the act comes.
fn closed(visit: &Visit, standing: &Standing, group: GroupId) -> Option<String> {
    let state = visit.town.state();
    let words = |refusal: Refusal| Some(visit.t.text(format!("family-refusal-{}", refusal.code())));
    if !state.groups().get(&group)?.serves(standing.queue) {
        return words(Refusal::WrongQueue);
    }
    let offer = state.queue(standing.queue)?.offers().get(&group).cloned().unwrap_or_default();
    let list = standing.access.as_ref().map(|access| access.opened_on);
    if offer.open > 0 || list.is_some_and(|list| offer.early.contains_key(&list)) {
        return None;
    }
    let refusal = match (offer.early.is_empty(), offer.published) {
        (false, _) => Refusal::AccessRequired,
        (true, 1..) => Refusal::NotOpenYet,
        (true, 0) => Refusal::NoPlace,
    };
    words(refusal)
}

/// `POST /{lang}/my/claim`. In the first minute of an opening nearly everything that comes is this: no page, no look-up,
/// one act and its answer.
pub(super) async fn claim(
    Claimant { lang, town, application, by }: Claimant,
    form: Bytes,
) -> Result<Response, Trouble> {
    let group = answer(&form, "group")?.parse().map(GroupId).map_err(|_| Trouble::BadForm)?;
    let command_id = answer(&form, "act")?.parse().map_err(|_| Trouble::BadForm)?;
    let act = Act { command: Command::ClaimPlace { application, group }, by, command_id };
    let (page, why) = match town.act(act).await?.outcome {
        Ok(_) => ("/my?done=", "claimed"),
        Err(refusal @ (Refusal::AlreadyReferred | Refusal::Enrolled | Refusal::Withdrawn | Refusal::Expired)) => {
            ("/my?no=", refusal.code())
        }
        Err(refusal) => ("/my/places?no=", refusal.code()),
    };
    let to = Bytes::from(["/", lang.code(), page, why].concat());
    let to = HeaderValue::from_maybe_shared(to).map_err(Trouble::broken)?;
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SEE_OTHER;
    response.headers_mut().insert(header::LOCATION, to);
    Ok(response)
}

/// The same without the detour over the table of addresses.
pub(crate) async fn claim_straight(site: &Site, request: Request, form: Bytes) -> Response {
    let claimed = guard(site, Right::OwnApplication, request, |request| async move {
        let (mut parts, _) = request.into_parts();
        let claimed = match Claimant::from_request_parts(&mut parts, site).await {
            Ok(claimant) => claim(claimant, form).await,
            Err(trouble) => Err(trouble),
        };
        Ok(claimed.into_response())
    });
    claimed.await
}
