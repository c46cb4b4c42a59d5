//! One proposed change of the policy: what it changes in words, what it would change in the real queue, and the decision of a
//! second official.

use crate::answers::{Answers, Asked};
use crate::flash::Flash;
use crate::form::Form;
use crate::policy_words::{Difference, differences};
use crate::rights::OfficeStaff;
use crate::staff::{actor, again, of_fault, on_to, spoken};
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use admission::{ApplicationId, QueuePreview, Refusal};
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use std::sync::{Arc, LazyLock};
use store::{AccountId, Fault, Proposal, ProposalState};
use tokio::sync::Semaphore;

/// Applications named in each direction, the farthest first; the table has all of them.
const SHIFTS_SHOWN: usize = 5;

/// Those who would get access and are named.
const ACCESSES_SHOWN: usize = 20;

/// The real queue is copied for a preview: one at a time.
static PREVIEWS: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(1)));

/// A proposal in a list.
pub(super) struct ProposalLine {
    pub(super) id: u64,
    pub(super) effective_on: String,
    pub(super) author: String,
    pub(super) at: String,
    pub(super) state_key: String,
    pub(super) look: &'static str,
}

impl ProposalLine {
    pub(super) fn of(visit: &Visit, proposal: &Proposal) -> Self {
        let (code, look) = match proposal.state {
            ProposalState::Pending => ("pending", "care"),
            ProposalState::Approved => ("approved", "good"),
            ProposalState::Rejected => ("rejected", "still"),
            ProposalState::Withdrawn => ("withdrawn", "still"),
        };
        Self {
            id: proposal.id,
            effective_on: visit.t.date(proposal.effective_on),
            author: name(visit, proposal.proposed_by),
            at: visit.moment(proposal.proposed_at),
            state_key: format!("proposal-state-{code}"),
            look,
        }
    }
}

fn name(visit: &Visit, account: AccountId) -> String {
    visit.site.store.account(account).map(|account| account.display_name).unwrap_or_default()
}

/// What would change in one queue, in words.
struct QueueLine {
    queue: String,
    standing: u64,
    leaving: usize,
    forward: usize,
    back: usize,
    /// Sign, place now, place then.
    farthest: Vec<(String, u64, u64)>,
    access_before: String,
    access_after: String,
    access_differs: bool,
}

#[derive(Template)]
#[template(path = "pages/office/proposal.html")]
struct ProposalPage {
    line: ProposalLine,
    changes: Vec<Difference>,
    /// `None` once it is decided.
    preview: Option<Vec<QueueLine>>,
    is_own: bool,
    decided: Option<(String, String)>,
    flash: Option<Flash>,
    form: Form,
    visit: Visit,
}

/// `GET /{lang}/office/policy/proposals/{id}`.
pub(super) async fn show(staff: OfficeStaff, Path((_, id)): Path<(String, String)>, asked: Asked) -> Page {
    let proposal = find(&staff.visit, &id).await?;
    let (flash, form) = (Flash::of(staff.visit.t, &asked), Form::blank(staff.visit.t));
    render(&page(staff, &proposal, flash, form).await?)
}

/// `POST /{lang}/office/policy/proposals/{id}`.
pub(super) async fn decide(
    staff: OfficeStaff,
    Path((_, id)): Path<(String, String)>,
    answers: Answers,
) -> Result<Response, Trouble> {
    let command_id = answers.command_id()?;
    let proposal = find(&staff.visit, &id).await?;
    let mut form = Form::sent(staff.visit.t, answers);
    let here = format!("/office/policy/proposals/{id}");
    let town = &staff.visit.town;
    match form.of("do") {
        "approve" => {
            let approved = town.approve_policy(&proposal, actor(&staff.account), command_id).await.map_err(of_fault)?;
            let Err(refusal) = approved else { return Ok(on_to(&staff.visit, "/office/policy", "policy-approved")) };
            let now = find(&staff.visit, &id).await?;
            let key = match refusal {
                Refusal::WrongSpan if now.state != ProposalState::Pending => "proposal-over".to_owned(),
                Refusal::WrongSpan => "proposal-too-late".to_owned(),
                refusal => format!("refusal-{}", refusal.code()),
            };
            form.complain("decision", &staff.visit.t.with(key));
            form.renew();
            Ok(again(render(&page(staff, &now, None, form).await?)?))
        }
        "drop" => {
            town.drop_proposal(&proposal, staff.account.id).await.map_err(of_fault)?;
            Ok(on_to(&staff.visit, &here, "policy-dropped"))
        }
        _ => Err(Trouble::BadForm),
    }
}

/// `POST /{lang}/office/policy/cancel`: the scheduled change does not come.
pub(super) async fn cancel(staff: OfficeStaff, answers: Answers) -> Result<Response, Trouble> {
    let command_id = answers.command_id()?;
    let town = &staff.visit.town;
    match town.cancel_policy(actor(&staff.account), command_id).await.map_err(of_fault)? {
        Ok(()) => Ok(on_to(&staff.visit, "/office/policy", "policy-cancelled")),
        Err(refusal) => {
            let back = staff.visit.to(&format!("/office/policy?no={}", refusal.code()));
            Ok(Redirect::to(&back).into_response())
        }
    }
}

pub(super) async fn find(visit: &Visit, id: &str) -> Result<Proposal, Trouble> {
    let id: u64 = id.parse().map_err(|_| Trouble::NotFound)?;
    let proposals = visit.town.proposals().await?;
    proposals.into_iter().find(|proposal| proposal.id == id).ok_or(Trouble::NotFound)
}

async fn page(
    staff: OfficeStaff,
    proposal: &Proposal,
    flash: Option<Flash>,
    form: Form,
) -> Result<ProposalPage, Trouble> {
    let visit = staff.visit;
    let is_pending = proposal.state == ProposalState::Pending;
    let preview = if is_pending { Some(preview(&visit, proposal).await?) } else { None };
    let preview = preview.map(|queues| {
        let changed = queues.iter().filter(|queue| queue.changes());
        changed.map(|queue| QueueLine::of(&visit, queue)).collect()
    });
    Ok(ProposalPage {
        line: ProposalLine::of(&visit, proposal),
        changes: differences(&visit, &proposal.replaces, &proposal.policy),
        preview,
        is_own: proposal.proposed_by == staff.account.id,
        decided: proposal.decided.map(|(by, at)| (name(&visit, by), visit.moment(at))),
        flash,
        form,
        visit,
    })
}

/// Computed on a copy, away from the threads that answer: nobody waits for it but who asked.
pub(super) async fn preview(visit: &Visit, proposal: &Proposal) -> Result<Vec<QueuePreview>, Trouble> {
    let permit = Arc::clone(&PREVIEWS).acquire_owned().await.map_err(|_| Trouble::from(Fault::ShutDown))?;
    let (town, policy, now) = (Arc::clone(&visit.town), proposal.policy.clone(), visit.now);
    let computing = tokio::task::spawn_blocking(move || {
        // Whoever asked may have gone: the next one waits until the copy is gone, too.
        let _permit = permit;
        let state = town.state().clone();
        state.preview(&policy, now)
    });
    computing.await.map_err(|_| Trouble::from(Fault::ShutDown))
}

impl QueueLine {
    fn of(visit: &Visit, preview: &QueuePreview) -> Self {
        let shifts = preview.forward.iter().take(SHIFTS_SHOWN).chain(preview.back.iter().take(SHIFTS_SHOWN));
        Self {
            queue: super::tasks::queue_name(visit, preview.queue),
            standing: preview.standing,
            leaving: preview.leaving.len(),
            forward: preview.forward.len(),
            back: preview.back.len(),
            farthest: shifts.map(|shift| (spoken(shift.application), shift.before, shift.after)).collect(),
            access_before: signs(visit, &preview.access_before),
            access_after: signs(visit, &preview.access_after),
            access_differs: preview.access_before != preview.access_after,
        }
    }
}

/// The first of them by sign, and how many more there are.
fn signs(visit: &Visit, ids: &[ApplicationId]) -> String {
    let shown: Vec<_> = ids.iter().take(ACCESSES_SHOWN).map(|id| spoken(*id)).collect();
    let rest = ids.len().saturating_sub(ACCESSES_SHOWN);
    let shown = if shown.is_empty() { visit.t.text("proposal-nobody") } else { shown.join(", ") };
    if rest == 0 { shown } else { format!("{shown} {}", visit.t.with("proposal-more").set("count", rest)) }
}
