//! A case: one claimed ground or PMPC conclusion, with all that a clerk needs to decide on it, and the decision itself.

use super::application::{GroundLine, Record, Standing, state_code};
use super::document::{Shown, shown};
use super::tasks::ground_name;
use super::timeline::{Happening, timeline};
use crate::answers::Answers;
use crate::form::Form;
use crate::helping::Helpers;
use crate::line::{class_key, class_look};
use crate::papers_sent;
use crate::rights::OfficeStaff;
use crate::staff::{Purpose, actor, again, of_fault, on_to, open_record};
use crate::trouble::Trouble;
use crate::typed_day::typed_day;
use crate::visit::{Page, Visit, show as render};
use crate::wording::Wording;
use admission::{ApplicationId, Ground, GroundReason};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use jiff::civil::Date;
use store::{Account, FirstOpinion, Review, ReviewDecision, ReviewState, Verdict};

/// Why a ground that nobody confirmed may be rejected.
const AGAINST: &[GroundReason] = &[
    GroundReason::DocumentMissing,
    GroundReason::DocumentExpired,
    GroundReason::DocumentDoesNotProve,
    GroundReason::DocumentNotGenuine,
    GroundReason::CircumstanceEnded,
];

/// Why a confirmation may be taken back.
const BACK: &[GroundReason] = &[
    GroundReason::CircumstanceEnded,
    GroundReason::DocumentExpired,
    GroundReason::DocumentNotGenuine,
    GroundReason::ConfirmedByMistake,
];

#[derive(Template)]
#[template(path = "pages/office/review.html")]
struct ReviewPage {
    ground: String,
    line: GroundLine,
    documents: Vec<Shown>,
    /// Which documents those are, for the form: nobody decides on one that has come since.
    seen: String,
    state: &'static str,
    /// What the form says that it has seen.
    mark: String,
    /// Where two officials must confirm: what this one is told, and whether it may confirm.
    two: Option<String>,
    may_confirm: bool,
    decided: Option<String>,
    document_on: Option<String>,
    /// The class that the ground gives; none for the conclusion.
    gives: Option<(&'static str, &'static str)>,
    standing: Standing,
    record: Option<Record>,
    others: Vec<GroundLine>,
    timeline: Vec<Happening>,
    form: Form,
    /// `reject`, `reject-again` or `revoke`, or empty where there is nothing to say no to.
    against: &'static str,
    reasons: &'static [GroundReason],
    today: String,
    visit: Visit,
}

/// `GET /{lang}/office/reviews/{sign}/{ground}`.
pub(super) async fn show(staff: OfficeStaff, Path((_, sign, ground)): Path<(String, String, String)>) -> Page {
    let (review, others) = case(&staff, &sign, &ground).await?;
    let form = Form::blank(staff.visit.t);
    page(staff, review, others, form).await
}

/// `POST /{lang}/office/reviews/{sign}/{ground}`.
pub(super) async fn decide(
    staff: OfficeStaff,
    Path((_, sign, ground)): Path<(String, String, String)>,
    answers: Answers,
) -> Result<Response, Trouble> {
    let (review, others) = case(&staff, &sign, &ground).await?;
    let command_id = answers.command_id()?;
    let (verdict, done) = match answers.of("verdict") {
        "confirm" => (Verdict::Confirm, "ground-confirmed"),
        "reject" | "reject-again" => (Verdict::Reject, "ground-rejected"),
        "revoke" => (Verdict::Revoke, "ground-revoked"),
        _ => return Err(Trouble::BadForm),
    };
    let next = format!("/office?sign={}", review.application);
    let mut form = Form::sent(staff.visit.t, answers);
    if form.of("state") != state_mark(&review) {
        if let Some(done) = pressed_twice(&staff, &review, (verdict, done), &form) {
            return Ok(on_to(&staff.visit, &next, done));
        }
        form.complain("decision", &staff.visit.t.with("office-decided-meanwhile"));
        form.renew();
        return Ok(again(page(staff, review, others, form).await?));
    }
    let documents = staff.visit.town.documents_of(review.application).await?;
    let seen: Vec<_> = form.of("seen").split(' ').filter_map(papers_sent::id).collect();
    if documents.iter().any(|document| document.ground == review.ground && !seen.contains(&document.id)) {
        form.complain("decision", &staff.visit.t.with("office-document-meanwhile"));
        return Ok(again(page(staff, review, others, form).await?));
    }
    let Some(decision) = decision(&mut form, staff.visit.t, &review, verdict, staff.visit.today()) else {
        return Ok(again(page(staff, review, others, form).await?));
    };
    match first_of_two(&staff, &review, verdict).await? {
        Some(FirstOpinion::Kept) => return Ok(on_to(&staff.visit, &next, "ground-first")),
        Some(FirstOpinion::Own) => {
            form.complain("decision", &staff.visit.t.with("desk-two-own"));
            return Ok(again(page(staff, review, others, form).await?));
        }
        Some(FirstOpinion::Others(_)) | None => {}
    }
    match staff.visit.town.decide_review(decision, actor(&staff.account), command_id).await.map_err(of_fault)? {
        Ok(()) => Ok(on_to(&staff.visit, &next, done)),
        Err(refusal) => {
            form.complain("decision", &staff.visit.t.with(format!("refusal-{}", refusal.code())));
            form.renew();
            Ok(again(page(staff, review, others, form).await?))
        }
    }
}

/// What the button did the first time, where it was pressed twice: once was enough.
fn pressed_twice(
    staff: &OfficeStaff,
    review: &Review,
    (verdict, done): (Verdict, &'static str),
    form: &Form,
) -> Option<&'static str> {
    let is_own_first = review.first.is_some_and(|(by, _)| by == staff.account.id);
    if verdict == Verdict::Confirm && is_own_first && form.of("state") == state_code(review.state) {
        return Some("ground-first");
    }
    let is_own = review.state == outcome(verdict) && review.decided_by == Some(actor(&staff.account));
    is_own.then_some(done)
}

/// Keeps the first of two confirmations, or says whose it is; nothing where one official is enough.
async fn first_of_two(staff: &OfficeStaff, review: &Review, verdict: Verdict) -> Result<Option<FirstOpinion>, Trouble> {
    if verdict != Verdict::Confirm || !needs_two(&staff.visit, review) {
        return Ok(None);
    }
    let town = &staff.visit.town;
    Ok(Some(town.keep_first_opinion(review.application, review.ground, staff.account.id).await?))
}

/// Whether another official must confirm it too.
fn needs_two(visit: &Visit, review: &Review) -> bool {
    visit.town.state().needs_two_officials(review.application, review.ground)
}

/// What a form has seen of a case: what was decided, and whether one of two has confirmed.
fn state_mark(review: &Review) -> String {
    let first = if review.first.is_some() { "-first" } else { "" };
    format!("{}{first}", state_code(review.state))
}

fn outcome(verdict: Verdict) -> ReviewState {
    match verdict {
        Verdict::Confirm => ReviewState::Confirmed,
        Verdict::Reject => ReviewState::Rejected,
        Verdict::Revoke => ReviewState::Revoked,
    }
}

/// Reads the decision, or says at the fields what is wrong with it.
fn decision(form: &mut Form, t: Wording, review: &Review, verdict: Verdict, today: Date) -> Option<ReviewDecision> {
    let (application, ground) = (review.application, review.ground);
    if verdict != Verdict::Confirm {
        let Some(reason) = GroundReason::from_code(form.of("reason")) else {
            form.complain("reason", &t.with("office-choose-reason"));
            return None;
        };
        return Some(ReviewDecision { application, ground, verdict, reason, document_on: None, expires_on: None });
    }
    let document_on = typed_day(form.of("document_on")).ok();
    match document_on {
        None => form.complain("document_on", &t.with("office-document-date-needed")),
        Some(day) if day > today => form.complain("document_on", &t.with("office-document-date-future")),
        Some(_) => {}
    }
    let expires_on = typed_day(form.of("expires_on")).ok();
    match expires_on {
        None if !form.of("expires_on").is_empty() => form.complain("expires_on", &t.with("office-date-unread")),
        Some(day) if day < today => form.complain("expires_on", &t.with("office-expiry-past")),
        _ => {}
    }
    let reason = GroundReason::DocumentProves;
    form.is_fine().then_some(ReviewDecision { application, ground, verdict, reason, document_on, expires_on })
}

/// Where two officials must confirm, what one of them is told.
fn two(visit: &Visit, review: &Review, account: &Account) -> Option<String> {
    if !needs_two(visit, review) {
        return None;
    }
    let Some((first, at)) = review.first else { return Some(visit.t.text("desk-two-first")) };
    if first == account.id {
        return Some(visit.t.text("desk-two-own"));
    }
    let name = visit.site.store.account(first).map(|account| account.display_name).unwrap_or_default();
    Some(visit.t.with("desk-two-second").set("by", name).set("at", visit.moment(at)).to_string())
}

/// The case of an address, and the other grounds of its application.
async fn case(staff: &OfficeStaff, sign: &str, ground: &str) -> Result<(Review, Vec<Review>), Trouble> {
    let id: ApplicationId = sign.parse().map_err(|_| Trouble::NotFound)?;
    let wanted = match ground {
        "conclusion" => Ground::Conclusion,
        place => Ground::Claimed(place.parse().map_err(|_| Trouble::NotFound)?),
    };
    let mut reviews = staff.visit.town.reviews_of(id).await?;
    let place = reviews.iter().position(|review| review.ground == wanted).ok_or(Trouble::NotFound)?;
    Ok((reviews.remove(place), reviews))
}

async fn page(staff: OfficeStaff, review: Review, others: Vec<Review>, form: Form) -> Page {
    let OfficeStaff { visit, account: staff_account } = staff;
    let id = review.application;
    let standing = Standing::of(&visit, id).ok_or(Trouble::NotFound)?;
    let record = open_record(&visit, &staff_account, id, Purpose::Review).await?;
    let all: Vec<Review> = others.iter().chain([&review]).cloned().collect();
    let timeline = timeline(&visit, id, &all).await?;
    let gives = visit.town.state().application(id).and_then(|application| application.class_of(review.ground));
    let documents = visit.town.documents_of(id).await?;
    let documents =
        shown(&visit, id, (&documents, &Helpers::of(&visit, id).await?), review.ground, review.decided_at.is_some());
    let (against, reasons) = match review.state {
        ReviewState::Pending => ("reject", AGAINST),
        ReviewState::Confirmed => ("revoke", BACK),
        // A new document can be as bad as the one before.
        _ if documents.iter().any(|shown| shown.is_new) => ("reject-again", AGAINST),
        ReviewState::Rejected | ReviewState::Revoked | ReviewState::Lapsed => ("", AGAINST),
    };
    render(&ReviewPage {
        ground: ground_name(&visit, &review),
        line: GroundLine::of(&visit, &review),
        seen: documents.iter().map(|shown| shown.line.id.as_str()).collect::<Vec<_>>().join(" "),
        documents,
        state: state_code(review.state),
        mark: state_mark(&review),
        two: two(&visit, &review, &staff_account),
        may_confirm: !needs_two(&visit, &review) || review.first.is_none_or(|(by, _)| by != staff_account.id),
        decided: review.decided_at.map(|at| visit.moment(at)),
        document_on: review.document_on.map(|day| visit.t.date(day)),
        gives: gives.map(|class| (class_key(class), class_look(class))),
        standing,
        record: record.map(|applicant| Record::of(&visit, &applicant)),
        others: others.iter().map(|other| GroundLine::of(&visit, other)).collect(),
        timeline,
        form,
        against,
        reasons,
        today: visit.today().to_string(),
        visit,
    })
}
