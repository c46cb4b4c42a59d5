//! The referral as a family opens it: set for the first time, and again as it is kept.

use crate::figure::{middle_and_worst, milliseconds, rounded};
use crate::stored::kato;
use crate::visitor::{Visitor, get_packed};
use admission::{ApplicationId, Command, GroupId, Status, Territory};
use jiff::SignedDuration;
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::time::Instant;
use store::{Act, Actor, CommandId, Store, Town, Who};

/// Until a referral is there, set for the first time.
const AIM_MS: f64 = 1000.0;

/// Families that take a place and open their referral.
const REFERRED: usize = 50;

/// A request for the referral of each of some families, which take a place of their list for it.
pub(crate) async fn requests(store: &Store) -> Result<Vec<Vec<u8>>, String> {
    let town = store.town(&kato(0)).ok_or("the town was founded")?;
    let claims = claims(&town.state());
    let mut requests = Vec::new();
    for (application, group) in claims {
        requests.extend(referral_of(store, &town, application, group).await?);
    }
    if requests.is_empty() { Err("nobody could take a place".to_owned()) } else { Ok(requests) }
}

/// Who may take a place of which group now.
fn claims(state: &Territory) -> Vec<(ApplicationId, GroupId)> {
    let holders = state.applications().filter(|application| application.status() == Status::Access);
    let claims = holders.filter_map(|application| {
        let list = application.access_list()?;
        let offers = state.queue_of(application).offers();
        let (group, _) = offers.iter().find(|(_, offer)| offer.early.contains_key(&list))?;
        Some((application.id(), *group))
    });
    claims.take(REFERRED).collect()
}

async fn referral_of(
    store: &Store,
    town: &Town,
    application: ApplicationId,
    group: GroupId,
) -> Result<Option<Vec<u8>>, String> {
    let command = Command::ClaimPlace { application, group };
    let act = Act { command, by: Actor::family(application), command_id: CommandId::random() };
    if town.act(act).await.map_err(|fault| fault.to_string())?.outcome.is_err() {
        return Ok(None);
    }
    let who = Who::Family(kato(0), application);
    let token = store.open_session(who, SignedDuration::from_hours(24)).await.map_err(|fault| fault.to_string())?;
    Ok(Some(get_packed("/kk/my/referral.pdf", Some(&format!("kezek={}", token.as_str())))))
}

/// Milliseconds until the first of all is there, and of those after it the middle one and the worst: each is set anew.
pub(crate) async fn first_times(at: SocketAddr, requests: &[Vec<u8>], store: &str) -> Result<Value, String> {
    let mut visitor = Visitor::come(at).await.map_err(|cause| cause.to_string())?;
    let mut took = Vec::new();
    for request in requests {
        let begun = Instant::now();
        let status = visitor.ask(request).await.map_err(|cause| cause.to_string())?;
        if status != 200 {
            return Err(format!("no referral: status {status}"));
        }
        took.push(milliseconds(begun));
    }
    let very_first = took.remove(0);
    let (middle, worst) = middle_and_worst(&mut took);
    Ok(json!({
        "bench": "pages", "store": store, "case": "referral PDF, first", "papers": requests.len(),
        "first_of_all_ms": rounded(very_first), "middle_ms": rounded(middle), "worst_ms": rounded(worst),
        "aim": format!("each <= {AIM_MS} ms"), "reached": very_first.max(worst) <= AIM_MS,
    }))
}
