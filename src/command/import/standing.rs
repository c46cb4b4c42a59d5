//! Checking against the database: which children stand in the queue already, and which rows an earlier run has taken over.

use super::fault::RowFault;
use super::row::GoodRow;
use super::whole::Checked;
use admission::{ApplicationId, Status};
use std::collections::HashMap;
use store::{Fault, Town};

/// Rows that are in the queue already, by line.
pub(super) type TakenOver = HashMap<u64, ApplicationId>;

/// Leaves out the rows whose child stands in the queue through another application, and finds those that an earlier run
/// has taken over. An empty queue is not asked.
pub(super) async fn compare(
    town: &Town,
    checked: &mut Checked,
    mut progress: impl FnMut(),
) -> Result<TakenOver, Fault> {
    let mut taken_over = TakenOver::new();
    if town.state().application_count() == 0 {
        return Ok(taken_over);
    }
    let mut faults = HashMap::new();
    for row in &checked.good {
        match standing(town, row).await? {
            Standing::Nowhere => {}
            Standing::TakenOver(application) => {
                taken_over.insert(row.line, application);
            }
            Standing::Excluded(fault) => {
                faults.insert(row.line, fault);
            }
        }
        progress();
    }
    checked.leave_out(|row| faults.remove(&row.line).into_iter().collect());
    Ok(taken_over)
}

enum Standing {
    Nowhere,
    TakenOver(ApplicationId),
    Excluded(RowFault),
}

async fn standing(town: &Town, row: &GoodRow) -> Result<Standing, Fault> {
    let Some(iin) = row.application.iin else { return Ok(Standing::Nowhere) };
    let mut standing = Standing::Nowhere;
    for id in town.applications_of_iin(iin).await? {
        let Some((status, kind)) = known(town, id) else { continue };
        let same_kind = kind == row.application.kind;
        let same_number = same_kind
            && town
                .applicant(id)
                .await?
                .is_some_and(|applicant| applicant.legacy_number.as_deref() == Some(row.number.as_str()));
        if same_number {
            return Ok(Standing::TakenOver(id));
        }
        if status == Status::Enrolled {
            standing = Standing::Excluded(RowFault::ChildEnrolled);
        } else if same_kind && status.is_open() {
            standing = Standing::Excluded(RowFault::ChildInQueue);
        }
    }
    Ok(standing)
}

fn known(town: &Town, id: ApplicationId) -> Option<(Status, admission::Kind)> {
    let state = town.state();
    let application = state.application(id)?;
    Some((application.status(), state.queue_of(application).id().kind))
}
