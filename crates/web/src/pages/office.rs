//! Pages of the education department: what waits for a decision, the kindergartens, and how the town is kept.

mod accounts;
mod acts;
mod announcements;
mod application;
mod calendar;
mod calendar_day;
mod complaint;
mod desk_acts;
mod document;
mod ending;
mod exchanges;
mod file;
pub(super) mod group;
mod import;
mod intake;
mod interruption;
mod kindergarten;
mod kindergartens;
mod messages;
mod month;
mod moves;
mod photo;
mod policy;
mod proposal;
mod propose;
mod proposed_shifts;
mod publication;
mod recovery;
mod reports;
mod review;
mod search;
mod task;
mod tasks;
pub(super) mod three_names;
mod timeline;
mod twins;
mod views;

pub use reports::{order_csv, typed_moment};
pub(crate) use timeline::{Happening, own_acts};

use crate::door::Door;
use crate::rights::Right;
use axum::routing::{get, post};

/// Doors of the office.
pub(crate) fn doors() -> Vec<Door> {
    [casework(), registry(), reports(), keeping(), rules()].into_iter().flatten().collect()
}

/// Applications, what waits to be decided about them, and finding them.
fn casework() -> Vec<Door> {
    use Right::{CaseWork, DecideReviews, FindApplications, HandleTasks, SeeOffice};
    vec![
        Door::new(SeeOffice, "/office", get(tasks::show)),
        Door::new(HandleTasks, "/office/tasks/{kind}/{subject}/{part}", get(task::show).post(task::act))
            .read_with(SeeOffice),
        Door::new(CaseWork, "/office/complaints/{sign}/{id}", get(complaint::show).post(complaint::decide))
            .read_with(SeeOffice),
        Door::new(FindApplications, "/office/search", post(search::search)),
        Door::new(SeeOffice, "/office/applications/{sign}", get(application::show)),
        Door::new(SeeOffice, "/office/applications/{sign}/moves", get(moves::show)),
        Door::new(SeeOffice, "/office/applications/{sign}/file.pdf", get(file::show)),
        Door::new(CaseWork, "/office/applications/{sign}/acts/{deed}", get(acts::show).post(acts::carry_out)),
        Door::new(CaseWork, "/office/applications/{sign}/twins", get(twins::show).post(twins::change)),
        Door::new(CaseWork, "/office/exchanges", get(exchanges::show).post(exchanges::decide)).read_with(SeeOffice),
        Door::new(CaseWork, "/office/intake", get(intake::show).post(intake::take)),
        Door::new(DecideReviews, "/office/reviews/{sign}/{ground}", get(review::show).post(review::decide))
            .read_with(SeeOffice),
        Door::new(SeeOffice, "/office/documents/{sign}/{id}", get(document::show)),
    ]
}

/// Kindergartens and groups.
fn registry() -> Vec<Door> {
    use Right::{RegisterKindergartens, SeeOffice};
    vec![
        Door::new(SeeOffice, "/office/kindergartens", get(kindergartens::show)),
        Door::new(
            RegisterKindergartens,
            "/office/kindergartens/new",
            get(kindergarten::show_new).post(kindergarten::register),
        ),
        Door::new(
            RegisterKindergartens,
            "/office/kindergartens/{id}",
            get(kindergarten::show).post(kindergarten::update),
        )
        .read_with(SeeOffice),
        Door::new(RegisterKindergartens, "/office/kindergartens/{id}/photo", post(photo::send)),
        Door::new(RegisterKindergartens, "/office/kindergartens/{id}/photo/remove", post(photo::remove)),
        Door::new(RegisterKindergartens, "/office/kindergartens/{id}/groups", get(group::show).post(group::open)),
        Door::new(RegisterKindergartens, "/office/import", get(import::show).post(import::bring)),
        Door::new(RegisterKindergartens, "/office/import/template", get(import::template)),
        Door::new(RegisterKindergartens, "/office/import/{id}", get(import::show_kept).post(import::confirm)),
        Door::new(RegisterKindergartens, "/office/places", get(import::show_places).post(import::bring_places)),
        Door::new(RegisterKindergartens, "/office/places/template", get(import::template_of_places)),
        Door::new(
            RegisterKindergartens,
            "/office/places/{id}",
            get(import::show_kept_places).post(import::confirm_places),
        ),
    ]
}

/// What is counted, and the order on paper.
fn reports() -> Vec<Door> {
    use Right::ReadReports;
    vec![
        Door::new(ReadReports, "/office/reports", get(reports::show_all)),
        Door::new(ReadReports, "/office/reports/{name}", get(reports::show)),
    ]
}

/// How the town is kept.
fn keeping() -> Vec<Door> {
    use Right::{AmendCalendar, Announce, ConfirmRecovery, ManageAccounts, SeeKeeping, SeeViews, SuspendPublication};
    vec![
        Door::new(AmendCalendar, "/office/calendar", get(calendar::show).post(calendar::amend)).read_with(SeeKeeping),
        Door::new(SuspendPublication, "/office/publication", get(publication::show).post(publication::interrupt))
            .read_with(SeeKeeping),
        Door::new(Announce, "/office/announcements", get(announcements::show).post(announcements::announce))
            .read_with(SeeKeeping),
        Door::new(SeeKeeping, "/office/messages", get(messages::show_all)),
        Door::new(Announce, "/office/messages/{key}", get(messages::show).post(messages::word)),
        Door::new(SeeViews, "/office/views", get(views::show)),
        Door::new(SeeKeeping, "/office/accounts", get(accounts::show_all)),
        Door::new(ManageAccounts, "/office/accounts/new", get(accounts::show_new).post(accounts::create)),
        Door::new(ManageAccounts, "/office/accounts/{id}", get(accounts::show).post(accounts::change))
            .read_with(SeeKeeping),
        Door::new(ConfirmRecovery, "/office/accounts/{id}/recovery", get(recovery::show).post(recovery::confirm)),
    ]
}

/// The policy.
fn rules() -> Vec<Door> {
    use Right::{ApprovePolicy, ProposePolicy, SeePolicy};
    vec![
        Door::new(SeePolicy, "/office/policy", get(policy::show)),
        Door::new(ProposePolicy, "/office/policy/propose", get(propose::show).post(propose::propose)),
        Door::new(ProposePolicy, "/office/policy/cancel", post(proposal::cancel)),
        Door::new(ApprovePolicy, "/office/policy/proposals/{id}", get(proposal::show).post(proposal::decide))
            .read_with(SeePolicy),
        Door::new(SeePolicy, "/office/policy/proposals/{id}/{name}", get(proposed_shifts::show)),
    ]
}
