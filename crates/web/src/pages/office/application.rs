//! One application as the office sees it: whose it is, where it stands, its grounds, and all that happened to it.

use super::acts::Deed;
use super::document::{Shown, shown};
use super::tasks::{address, ground_name, queue_name};
use super::timeline::{Happening, timeline};
use crate::answers::Asked;
use crate::flash::Flash;
use crate::helping::Helpers;
use crate::line::{class_key, class_look};
use crate::pages::family::{MessageLine, message_line};
use crate::rights::OfficeStaff;
use crate::staff::{Purpose, open_record, spoken};
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use admission::{Application, ApplicationId, Status, Territory};
use askama::Template;
use axum::extract::Path;
use store::{Applicant, OpenedComplaint, Review, ReviewState};

/// Where an application stands.
pub(super) struct Standing {
    pub(super) id: ApplicationId,
    pub(super) sign: String,
    pub(super) queue: String,
    pub(super) status: String,
    pub(super) class_key: &'static str,
    pub(super) class_look: &'static str,
    pub(super) place: Option<u64>,
    pub(super) applied_at: String,
    pub(super) is_open: bool,
    /// Where it has a referral, or the child is enrolled.
    pub(super) group: Option<String>,
    pub(super) valid_until: Option<String>,
    /// The sign of the twin with whom it is joined.
    pub(super) twin: Option<String>,
}

/// What a family told, as far as the office needs it.
pub(super) struct Record {
    pub(super) number: String,
    pub(super) child: String,
    pub(super) born_on: String,
    pub(super) iin: Option<String>,
    pub(super) guardian: String,
    pub(super) phone: String,
    pub(super) email: Option<String>,
    pub(super) legacy_number: Option<String>,
    /// Who of a kindergarten had the parent before it.
    pub(super) met_by: Option<String>,
}

/// One ground with what became of it.
pub(super) struct GroundLine {
    pub(super) address: String,
    pub(super) name: String,
    pub(super) state_key: String,
    pub(super) look: &'static str,
    pub(super) reason: Option<String>,
    pub(super) expires_on: Option<String>,
    pub(super) documents: Vec<Shown>,
}

#[derive(Template)]
#[template(path = "pages/office/application.html")]
struct ApplicationPage {
    standing: Standing,
    record: Option<Record>,
    grounds: Vec<GroundLine>,
    messages: Vec<MessageLine>,
    /// Number, subject and time of what the family wrote.
    complaints: Vec<(u64, String, String)>,
    timeline: Vec<Happening>,
    /// What an official may do with it, by code.
    acts: Vec<&'static str>,
    /// Number and time of the paper it came on.
    paper: Option<(String, String)>,
    flash: Option<Flash>,
    visit: Visit,
}

/// `GET /{lang}/office/applications/{sign}`.
pub(super) async fn show(staff: OfficeStaff, Path((_, sign)): Path<(String, String)>, asked: Asked) -> Page {
    let id: ApplicationId = sign.parse().map_err(|_| Trouble::NotFound)?;
    let visit = staff.visit;
    let standing = Standing::of(&visit, id).ok_or(Trouble::NotFound)?;
    let record = open_record(&visit, &staff.account, id, Purpose::Enquiry).await?;
    let reviews = visit.town.reviews_of(id).await?;
    let timeline = timeline(&visit, id, &reviews).await?;
    let documents = visit.town.documents_of(id).await?;
    let helpers = Helpers::of(&visit, id).await?;
    let grounds = reviews.iter().map(|review| GroundLine {
        documents: shown(&visit, id, (&documents, &helpers), review.ground, review.decided_at.is_some()),
        ..GroundLine::of(&visit, review)
    });
    let grounds = grounds.collect();
    let messages = visit.town.messages_of(id).await?;
    let messages = messages.iter().map(|message| message_line(&visit, message)).collect();
    let complaints = visit.town.complaints_of(id).await?;
    let complaints = complaints.iter().map(|OpenedComplaint { complaint: one, .. }| {
        let subject = visit.t.text(format!("complaint-subject-{}", one.subject.code()));
        (one.id.0, subject, visit.moment(one.asked_at))
    });
    let complaints = complaints.collect();
    let record = record.map(|it| Record::of(&visit, &it));
    let status = visit.town.state().application(id).map(Application::status);
    let acts = Deed::ALL.into_iter().filter(|deed| status.is_some_and(|status| deed.fits(status))).map(Deed::code);
    let paper = visit.town.paper_of(id).await?.map(|paper| (paper.number, visit.moment(paper.received_at)));
    let (acts, flash) = (acts.collect(), Flash::of(visit.t, &asked));
    render(&ApplicationPage { standing, record, grounds, messages, complaints, timeline, acts, paper, flash, visit })
}

impl Standing {
    pub(super) fn of(visit: &Visit, id: ApplicationId) -> Option<Self> {
        let registry = visit.town.registry();
        let state = visit.town.state();
        let application = state.application(id)?;
        let referral = application.referral();
        let group = referral.map(|referral| referral.group).or(application.enrolled_in());
        let group = group.and_then(|group| crate::offer::GroupLine::of(visit, &registry, group));
        Some(Self {
            id,
            sign: spoken(id),
            queue: queue_name(visit, state.queue_of(application).id()),
            status: status(visit, &state, application),
            class_key: class_key(application.class()),
            class_look: class_look(application.class()),
            place: state.position(id),
            applied_at: visit.moment(application.applied_at()),
            is_open: application.status().is_open(),
            group: group.map(|line| format!("{}, {}", line.kindergarten_name, line.name)),
            valid_until: referral.map(|referral| visit.t.date(referral.valid_until)),
            twin: state.twin_of(id).map(spoken),
        })
    }
}

/// What an application is doing.
pub(super) fn status(visit: &Visit, state: &Territory, application: &Application) -> String {
    let code = match application.status() {
        Status::Waiting if !state.stands_in_order(application) => "no_conclusion",
        Status::Waiting => "waiting",
        Status::Access => "access",
        Status::Referred => "referred",
        Status::Enrolled => "enrolled",
        Status::Paused => "paused",
        Status::Stopped => "stopped",
        Status::Withdrawn => "withdrawn",
        Status::Expired => "expired",
    };
    visit.t.text(format!("status-{code}"))
}

impl Record {
    pub(super) fn of(visit: &Visit, applicant: &Applicant) -> Self {
        let names = [&applicant.child.surname, &applicant.child.name];
        let names = names.into_iter().chain(applicant.child.patronymic.as_ref());
        Self {
            number: applicant.number.to_string(),
            child: names.map(String::as_str).collect::<Vec<_>>().join(" "),
            born_on: visit.t.date(applicant.born_on),
            iin: applicant.iin.map(admission::Iin::digits),
            guardian: applicant.guardian.clone(),
            phone: applicant.phone.as_str().to_owned(),
            email: applicant.email.clone(),
            legacy_number: applicant.legacy_number.clone(),
            met_by: applicant.reached_by.and_then(|by| visit.site.store.account(by)).map(|by| by.display_name),
        }
    }
}

impl GroundLine {
    pub(super) fn of(visit: &Visit, review: &Review) -> Self {
        Self {
            address: address(review),
            name: ground_name(visit, review),
            state_key: format!("review-{}", state_code(review.state)),
            look: state_look(review.state),
            reason: review.reason.map(|reason| visit.t.text(format!("ground-reason-{}", reason.code()))),
            expires_on: review.expires_on.map(|day| visit.t.date(day)),
            documents: Vec::new(),
        }
    }
}

pub(super) fn state_code(state: ReviewState) -> &'static str {
    match state {
        ReviewState::Pending => "pending",
        ReviewState::Confirmed => "confirmed",
        ReviewState::Rejected => "rejected",
        ReviewState::Revoked => "revoked",
        ReviewState::Lapsed => "lapsed",
    }
}

fn state_look(state: ReviewState) -> &'static str {
    match state {
        ReviewState::Pending => "care",
        ReviewState::Confirmed => "good",
        ReviewState::Rejected | ReviewState::Revoked | ReviewState::Lapsed => "still",
    }
}
