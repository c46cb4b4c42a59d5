//! The end of a kindergarten: it closes once its groups have, or goes on in another.

use super::kindergarten::{page, registered};
use crate::answers::Answers;
use crate::form::Form;
use crate::rights::OfficeStaff;
use crate::staff::{actor, again, of_fault, on_to};
use crate::trouble::Trouble;
use crate::visit::show as render;
use admission::KindergartenId;
use axum::response::Response;
use store::Kindergarten;

/// What the buttons at the end of a kindergarten's page do.
pub(super) async fn end(
    staff: OfficeStaff,
    kindergarten: &Kindergarten,
    answers: Answers,
) -> Result<Response, Trouble> {
    let command_id = answers.command_id()?;
    let (town, by) = (staff.visit.town.clone(), actor(&staff.account));
    let mut form = Form::sent(staff.visit.t, answers);
    let (ended, done) = if form.of("do") == "close" {
        (town.close_kindergarten(kindergarten.id, by).await.map_err(of_fault)?, "kindergarten-closed")
    } else {
        let into = form.of("into").parse().map(KindergartenId).ok();
        let known = into.filter(|into| town.registry().open_kindergartens().any(|other| other.id == *into));
        let is_retry = town.recorded(command_id).await?.is_some();
        let Some(into) = known.filter(|into| *into != kindergarten.id && (is_retry || !kindergarten.is_closed)) else {
            form.complain("into", &staff.visit.t.with("office-merge-choose"));
            return again_with(staff, kindergarten, form);
        };
        (town.merge_kindergarten(kindergarten.id, into, by, command_id).await.map_err(of_fault)?, "kindergarten-merged")
    };
    if ended.is_err() {
        form.complain("ending", &staff.visit.t.with("office-close-groups-first"));
        return again_with(staff, kindergarten, form);
    }
    // Nobody speaks for it any more.
    let store = &staff.visit.site.store;
    let accounts = store.accounts(town.kato());
    for account in accounts.iter().filter(|it| it.kindergarten == Some(kindergarten.id) && !it.closed) {
        let _ = store.close_account(account.id, Some(staff.account.id)).await.map_err(of_fault)?;
    }
    Ok(on_to(&staff.visit, "/office/kindergartens", done))
}

fn again_with(staff: OfficeStaff, kindergarten: &Kindergarten, ending: Form) -> Result<Response, Trouble> {
    let kindergarten = registered(&staff.visit.town, &kindergarten.id.to_string())?;
    let known = super::kindergarten::known_form(&staff.visit, &kindergarten);
    let page = page(staff.visit, None, &kindergarten, known);
    Ok(again(render(&page.with_ending(ending))?))
}
