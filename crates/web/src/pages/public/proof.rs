//! Whether a printed referral is genuine and still counts. Anybody may ask who holds the paper; nothing personal is said.

use crate::rights::Person;
use crate::trouble::Trouble;
use crate::visit::{Visit, show as render};
use admission::{ApplicationId, Event, GroupId, ReferralEnd};
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use store::{HistoryItem, IssuedReferral, Registry};

/// What became of a referral.
enum Proof {
    /// It counts to the end of that day.
    Valid(Date),
    /// The child was enrolled on it.
    Used,
    /// Its term passed.
    Expired,
    /// It was declined, refused or withdrawn.
    Cancelled,
}

#[derive(Template)]
#[template(path = "pages/public/proof.html")]
struct ProofPage {
    /// `None`: no such referral was ever issued here.
    proof: Option<Proof>,
    issued: String,
    kindergarten: String,
    visit: Visit,
}

impl ProofPage {
    fn key(&self) -> &'static str {
        match self.proof {
            Some(Proof::Valid(_)) => "proof-valid",
            Some(Proof::Used) => "proof-used",
            Some(Proof::Expired) => "proof-expired",
            Some(Proof::Cancelled) => "proof-cancelled",
            None => "proof-none",
        }
    }

    fn look(&self) -> &'static str {
        match self.proof {
            Some(Proof::Valid(_)) => "good",
            Some(Proof::Used) => "",
            Some(Proof::Expired | Proof::Cancelled) | None => "care",
        }
    }

    fn until(&self) -> Option<String> {
        match self.proof {
            Some(Proof::Valid(day)) => Some(self.visit.t.date(day)),
            _ => None,
        }
    }
}

/// `GET /{lang}/proof/{sign}/{group}/{day}/{tag}`.
pub(super) async fn show(
    visit: Visit,
    Path((_, sign, group, day, tag)): Path<(String, String, u32, String, String)>,
) -> Result<Response, Trouble> {
    let (Ok(application), Ok(issued_on)) = (sign.parse::<ApplicationId>(), day.parse::<Date>()) else {
        return Err(Trouble::NotFound);
    };
    let issued = IssuedReferral { application, group: GroupId(group), issued_on };
    let is_ours = visit.town.is_referral_proof(issued, &tag);
    let proof = if is_ours { proof_of(&visit, issued).await? } else { None };
    let registry = visit.town.registry();
    if matches!(proof, Some(Proof::Valid(_))) && is_for(&visit, &registry, issued.group) {
        return Ok(Redirect::to(&visit.to(&format!("/kindergarten/referrals/{application}"))).into_response());
    }
    let kindergarten =
        registry.groups.get(&issued.group).and_then(|group| registry.kindergartens.get(&group.kindergarten));
    let kindergarten = kindergarten.map(|kindergarten| visit.lang.of(&kindergarten.names).to_owned());
    let page = ProofPage {
        issued: visit.t.date(issued_on),
        kindergarten: kindergarten.filter(|_| proof.is_some()).unwrap_or_default(),
        proof,
        visit,
    };
    Ok(render(&page)?.into_response())
}

/// Whether the paper is shown to the kindergarten that it leads to: there the telephone's camera opens the referral itself.
fn is_for(visit: &Visit, registry: &Registry, group: GroupId) -> bool {
    let Person::Staff(account) = &visit.person else { return false };
    let card = registry.groups.get(&group);
    account.kindergarten.is_some() && card.is_some_and(|card| Some(card.kindergarten) == account.kindergarten)
}

async fn proof_of(visit: &Visit, issued: IssuedReferral) -> Result<Option<Proof>, Trouble> {
    let referral = visit.town.state().application(issued.application).and_then(admission::Application::referral);
    let is_it = |group, issued_on| group == issued.group && issued_on == issued.issued_on;
    if let Some(live) = referral.filter(|live| is_it(live.group, live.issued_on)) {
        return Ok(Some(Proof::Valid(live.valid_until)));
    }
    Ok(became(&visit.town.history(issued.application).await?, is_it))
}

/// What became of a referral that is no longer live, by the journal.
fn became(history: &[HistoryItem], is_it: impl Fn(GroupId, Date) -> bool) -> Option<Proof> {
    let events = history.iter().filter_map(|item| item.outcome.as_ref().ok()).flatten();
    let mut held = false;
    let mut proof = None;
    for event in events {
        match event {
            Event::PlaceClaimed { group, issued_on, .. } => held = is_it(*group, *issued_on),
            Event::ChildEnrolled { .. } if held => (held, proof) = (false, Some(Proof::Used)),
            Event::ReferralEnded { cause, .. } if held => {
                held = false;
                proof = Some(if *cause == ReferralEnd::Expired { Proof::Expired } else { Proof::Cancelled });
            }
            _ => {}
        }
    }
    proof
}
