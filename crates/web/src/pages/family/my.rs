//! My application: the place, those in front, what comes next and when exactly. It is shown to everybody who has just taken a
//! place, and reads nothing but what names the application; why the place moved is a page of its own.

use super::choice::ranked_count;
use super::next::{Coming, coming};
use super::receipt::full_name;
use super::standing::Standing;
use super::told::Told;
use crate::answers::Asked;
use crate::compressed::packed;
use crate::flash::Flash;
use crate::helping::Helpers;
use crate::kept::{next_change, takes_gzip};
use crate::line::Line;
use crate::offer::GroupLine;
use crate::own_pages::Noted;
use crate::rights::Family;
use crate::trouble::Trouble;
use crate::visit::{Visit, show as render};
use admission::{ApplicationId, Ground, Policy, Status};
use askama::Template;
use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse, Response};
use jiff::{SignedDuration, Timestamp};
use store::{Applicant, Occasion, ReviewState};

/// A claimed ground with its state in words.
struct GroundLine {
    words: String,
    state_key: &'static str,
    look: &'static str,
    until: Option<String>,
    /// Why it was not accepted, or taken back.
    reason: Option<String>,
}

#[derive(Template)]
#[template(path = "pages/family/my.html")]
struct MyPage {
    flash: Option<Flash>,
    child: String,
    applicant: Applicant,
    standing: Standing,
    group: Option<GroupLine>,
    /// Day and reason of a kindergarten's refusal.
    refusal: Option<(String, String)>,
    coming: Vec<Coming>,
    /// Whether the place was taken by the ranked list.
    is_by_choice: bool,
    /// The helper who took the place of the referral.
    taken_by: Option<String>,
    /// How many groups are ranked, where the town carries that out.
    ranked: Option<usize>,
    grounds: Vec<GroundLine>,
    policy: Policy,
    visit: Visit,
}

impl MyPage {
    fn line(&self) -> &Line {
        &self.standing.line
    }

    /// Whether a document may still change something.
    fn takes_documents(&self) -> bool {
        self.standing.is_open() && self.applicant.grounds.iter().any(|claimed| claimed.state != ReviewState::Confirmed)
    }
}

/// `GET /{lang}/my`.
pub(super) async fn show(
    Family { visit, application, .. }: Family,
    asked: Asked,
    headers: HeaderMap,
) -> Result<Response, Trouble> {
    if !visit.may_be_kept() || !takes_gzip(&headers) {
        return Ok(made(visit, application, &asked).await?.0.into_response());
    }
    let (site, noted) = (visit.site.clone(), Noted::of(&visit, application));
    if let Some(kept) = site.own_pages.kept(&visit, &noted) {
        return Ok(kept);
    }
    let (page, until) = made(visit, application, &asked).await?;
    match packed(page.0.clone()).await? {
        Some(packed) => Ok(site.own_pages.keep(noted, until, packed)),
        None => Ok(page.into_response()),
    }
}

/// The page as things stand, and until when that is so if nobody does anything.
async fn made(visit: Visit, application: ApplicationId, asked: &Asked) -> Result<(Html<String>, Timestamp), Trouble> {
    let applicant = visit.town.applicant(application).await?.ok_or(Trouble::NotFound)?;
    let standing = Standing::of(&visit, application).ok_or(Trouble::NotFound)?;
    let policy = visit.town.state().policy().clone();
    let group = standing.referral.map(|referral| referral.group).or(standing.enrolled_in);
    let group = group.and_then(|group| GroupLine::of(&visit, &visit.town.registry(), group));
    let told = Told::of(&visit, application).await?;
    let is_contact_new = asked.0.of("done") == "contact" && is_contact_new(&visit, application).await?;
    // Names are opened only where there is one to be told: many look at this page at once.
    let taken_by = match told.helper_who_took().filter(|_| standing.referral.is_some()) {
        Some(helper) => Some(Helpers::of(&visit, application).await?.by(&visit, helper)),
        _ => None,
    };
    let is_reached = applicant.is_reached;
    let is_so = |done: &str| match done {
        "contact" => is_contact_new,
        "proved" => is_reached,
        _ => is_so(&standing, done),
    };
    // The time left is said to the minute.
    let minute = standing.access.as_ref().map(|access| access.until.duration_since(visit.now).as_secs().rem_euclid(60));
    let minute = minute.map_or(Timestamp::MAX, |seconds| visit.now + SignedDuration::from_secs(seconds.max(1)));
    // That a contact is proved stands in no entry, so that a page which asks for it is not kept.
    let asks_for_proof = !applicant.is_reached && standing.referral.is_some();
    let until = if asks_for_proof { visit.now } else { next_change(&visit).min(minute) };
    let page = render(&MyPage {
        flash: Flash::to_family(visit.t, asked, is_so),
        refusal: told.refusal(&visit).filter(|_| matches!(standing.status, Status::Waiting | Status::Access)),
        child: full_name(&applicant),
        coming: coming(&visit, &standing),
        is_by_choice: told.is_by_choice(),
        taken_by,
        ranked: ranked_count(&visit, application),
        grounds: grounds(&visit, &applicant, &told),
        applicant,
        standing,
        group,
        policy,
        visit,
    })?;
    Ok((page, until))
}

async fn is_contact_new(visit: &Visit, application: ApplicationId) -> Result<bool, Trouble> {
    let messages = visit.town.messages_of(application).await?;
    Ok(messages.iter().any(|message| message.occasion == Occasion::ContactChanged))
}

/// Whether a deed that the address calls done still stands: an address can be kept, or passed on.
fn is_so(standing: &Standing, done: &str) -> bool {
    match done {
        "came_back" => true,
        "claimed" => standing.status == Status::Referred,
        "pause" => standing.status == Status::Paused,
        "pass" | "resume" | "decline" => standing.status == Status::Waiting,
        "withdraw" => standing.status == Status::Withdrawn,
        _ => false,
    }
}

fn grounds(visit: &Visit, applicant: &Applicant, told: &Told) -> Vec<GroundLine> {
    let claimed = applicant.grounds.iter().map(|claimed| {
        let words = ground_words(visit, claimed.ground, claimed.code.as_deref());
        let (state_key, look) = state(claimed.state);
        let until = claimed.expires_on.filter(|_| claimed.state == ReviewState::Confirmed);
        let ended = matches!(claimed.state, ReviewState::Rejected | ReviewState::Revoked);
        let reason = told.ground(claimed.ground).filter(|_| ended);
        let reason = reason.map(|reason| visit.t.text(format!("ground-reason-{}", reason.code())));
        GroundLine { words, state_key, look, until: until.map(|day| visit.t.date(day)), reason }
    });
    claimed.collect()
}

/// A ground or the conclusion in words.
pub(super) fn ground_words(visit: &Visit, ground: Ground, code: Option<&str>) -> String {
    match (ground, code) {
        (Ground::Conclusion, _) => visit.t.text("ground-conclusion"),
        (_, Some(code)) => visit.ground(code),
        (_, None) => visit.t.text("ground-erased"),
    }
}

/// What became of a ground, and how that looks.
pub(super) fn state(state: ReviewState) -> (&'static str, &'static str) {
    match state {
        ReviewState::Pending => ("review-pending", "care"),
        ReviewState::Confirmed => ("review-confirmed", "good"),
        ReviewState::Rejected => ("review-rejected", "bad"),
        ReviewState::Revoked => ("review-revoked", "bad"),
        ReviewState::Lapsed => ("review-lapsed", "bad"),
    }
}
