//! All that a proposed change of the policy would do to the real queue, application by application, as a table to be taken away.
//! Its page names the farthest only.

use super::proposal::{find, preview};
use super::reports::cells::{column, count_if_any, sign};
use super::reports::file::{self, As};
use super::tasks::queue_name;
use crate::rights::OfficeStaff;
use crate::trouble::Trouble;
use crate::visit::Visit;
use admission::{ApplicationId, QueuePreview, Shift};
use axum::extract::Path;
use axum::response::Response;
use sheets::writing::{Cell, Column, Kind, Table};
use std::collections::{BTreeMap, BTreeSet};
use store::ProposalState;

/// `GET /{lang}/office/policy/proposals/{id}/changes.xlsx`, `…/changes.csv`.
pub(super) async fn show(
    staff: OfficeStaff,
    Path((_, id, name)): Path<(String, String, String)>,
) -> Result<Response, Trouble> {
    let visit = staff.visit;
    let ending = name.strip_prefix("changes.").and_then(As::ending);
    let wished = ending.filter(|wished| *wished != As::Pdf).ok_or(Trouble::NotFound)?;
    let proposal = find(&visit, &id).await?;
    if proposal.state != ProposalState::Pending {
        return Err(Trouble::NotFound);
    }
    let queues = preview(&visit, &proposal).await?;
    let made_at = visit.zone.day(visit.now).to_datetime(visit.zone.time(visit.now));
    let day = visit.t.date(proposal.effective_on);
    let title = visit.t.with("proposal-line").set("number", proposal.id).set("day", day).to_string();
    let rows = queues.iter().flat_map(|queue| rows(&visit, queue)).collect();
    let table = Table { title, made_at, columns: columns(&visit), rows };
    file::sheet(&visit, &format!("kezek-policy-{id}-{}", visit.today()), wished, table).await
}

fn columns(visit: &Visit) -> Vec<Column> {
    let columns = [
        ("report-queue", Kind::Text),
        ("report-sign", Kind::Text),
        ("proposal-shift", Kind::Text),
        ("proposal-place-now", Kind::Number),
        ("proposal-place-then", Kind::Number),
        ("proposal-turn-now", Kind::Number),
        ("proposal-turn-then", Kind::Number),
    ];
    columns.into_iter().map(|(key, kind)| column(visit.t, key, kind)).collect()
}

/// Whoever moves, whoever leaves, and whoever gets access to the next list now or then without moving.
fn rows(visit: &Visit, preview: &QueuePreview) -> Vec<Vec<Cell>> {
    let turns = |ids: &[ApplicationId]| -> BTreeMap<ApplicationId, usize> { ids.iter().copied().zip(1..).collect() };
    let (now, then) = (turns(&preview.access_before), turns(&preview.access_after));
    let queue = queue_name(visit, preview.queue);
    let line = |(id, key, places): (ApplicationId, &str, Option<(u64, u64)>)| {
        vec![
            Cell::Text(queue.clone()),
            sign(id),
            Cell::Text(visit.t.text(key)),
            count_if_any(places.map(|(before, _)| before)),
            count_if_any(places.map(|(_, after)| after)),
            count_if_any(now.get(&id).copied()),
            count_if_any(then.get(&id).copied()),
        ]
    };
    let moved = |key, shifts: &[Shift]| -> Vec<_> {
        shifts.iter().map(|shift| (shift.application, key, Some((shift.before, shift.after)))).collect()
    };
    let leaving = preview.leaving.iter().map(|id| (*id, "proposal-shift-leaves", None));
    let mut all = moved("proposal-shift-forward", &preview.forward);
    all.extend(moved("proposal-shift-back", &preview.back));
    all.extend(leaving);
    if preview.access_before != preview.access_after {
        let named: BTreeSet<_> = all.iter().map(|(id, ..)| *id).collect();
        let unmoved: BTreeSet<_> = now.keys().chain(then.keys()).filter(|id| !named.contains(id)).collect();
        let state = visit.town.state();
        let stays = |id: &ApplicationId| (*id, "proposal-shift-stays", state.position(*id).map(|place| (place, place)));
        all.extend(unmoved.into_iter().map(stays));
    }
    all.into_iter().map(line).collect()
}
