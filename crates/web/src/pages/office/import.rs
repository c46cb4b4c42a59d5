//! Kindergartens and groups from a table: looked at first, carried out whole or not at all.

use super::super::tables::{Brought, Rows, Shown, brought, groups, keep, kept, wrong_file};
use crate::answers::{Answers, Asked};
use crate::flash::Flash;
use crate::form::Form;
use crate::rights::OfficeStaff;
use crate::staff::{actor, again, of_fault, on_to};
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use askama::Template;
use axum::extract::{Path, Request};
use axum::response::{IntoResponse, Redirect, Response};

#[derive(Template)]
#[template(path = "pages/office/import.html")]
struct ImportPage {
    flash: Option<Flash>,
    form: Form,
    shown: Option<Shown>,
    visit: Visit,
}

/// `GET /{lang}/office/import`.
pub(super) async fn show(staff: OfficeStaff, asked: Asked) -> Page {
    let (flash, form) = (Flash::of(staff.visit.t, &asked), Form::blank(staff.visit.t));
    render(&ImportPage { flash, form, shown: None, visit: staff.visit })
}

/// `GET /{lang}/office/import/template`.
pub(super) async fn template(staff: OfficeStaff) -> Response {
    groups::template(&staff.visit)
}

/// `POST /{lang}/office/import`: nothing is written but the table itself, and that only where nothing is wrong.
pub(super) async fn bring(staff: OfficeStaff, request: Request) -> Result<Response, Trouble> {
    let visit = staff.visit;
    let rows = match brought(&visit, &staff.account, request).await? {
        Brought::Rows(rows) => rows,
        Brought::LoggedOut(response) => return Ok(response),
        Brought::Unreadable(words) => {
            let form = wrong_file(&visit, words);
            return Ok(again(render(&ImportPage { flash: None, form, shown: None, visit })?));
        }
    };
    let preview = groups::preview(&visit, &rows);
    if !preview.is_fine() {
        let (form, shown) = (wrong_file(&visit, visit.t.text("table-faults-summary")), Some(Shown::of(preview, None)));
        return Ok(again(render(&ImportPage { flash: None, form, shown, visit })?));
    }
    let id = keep(&visit, &staff.account, &rows).await?;
    Ok(Redirect::to(&visit.to(&format!("/office/import/{id}"))).into_response())
}

/// `GET /{lang}/office/import/{id}`.
pub(super) async fn show_kept(
    staff: OfficeStaff,
    Path((_, id)): Path<(String, String)>,
    asked: Asked,
) -> Result<Response, Trouble> {
    let Some((id, rows)) = kept(&staff.visit, &staff.account, &id).await? else { return Ok(gone(&staff.visit)) };
    let (flash, form) = (Flash::of(staff.visit.t, &asked), Form::blank(staff.visit.t));
    let shown = Some(Shown::of(groups::preview(&staff.visit, &rows), Some(id)));
    Ok(render(&ImportPage { flash, form, shown, visit: staff.visit })?.into_response())
}

/// `POST /{lang}/office/import/{id}`: what was shown, or else the new preview.
pub(super) async fn confirm(staff: OfficeStaff, answers: Answers) -> Result<Response, Trouble> {
    let command_id = answers.command_id()?;
    if staff.visit.town.recorded(command_id).await?.is_some_and(|known| known.outcome.is_ok()) {
        return Ok(on_to(&staff.visit, "/office/kindergartens", "table-carried-out"));
    }
    let kept = kept(&staff.visit, &staff.account, answers.of("act")).await?;
    let Some((_, rows)) = kept else { return Ok(gone(&staff.visit)) };
    let preview = groups::preview(&staff.visit, &rows);
    if !preview.is_fine() || preview.digest() != answers.of("plan") {
        return anew(&staff, &rows).await;
    }
    let done = staff.visit.town.arrange_groups(preview.plan, actor(&staff.account), command_id).await;
    match done.map_err(of_fault)? {
        Ok(()) => Ok(on_to(&staff.visit, "/office/kindergartens", "table-carried-out")),
        Err(_) => anew(&staff, &rows).await,
    }
}

/// Something has changed meanwhile: the same table under another id, so that its act is another.
async fn anew(staff: &OfficeStaff, rows: &Rows) -> Result<Response, Trouble> {
    let id = keep(&staff.visit, &staff.account, rows).await?;
    Ok(Redirect::to(&staff.visit.to(&format!("/office/import/{id}?no=table-changed"))).into_response())
}

fn gone(visit: &Visit) -> Response {
    Redirect::to(&visit.to("/office/import?no=table-gone")).into_response()
}
