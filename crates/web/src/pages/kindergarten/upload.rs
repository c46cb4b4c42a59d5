//! Vacated places from a table: looked at first, reported all at once or not at all.

use super::super::tables::{Brought, Rows, Shown, brought, keep, kept, places, wrong_file};
use crate::answers::{Answers, Asked};
use crate::flash::Flash;
use crate::form::Form;
use crate::rights::KindergartenStaff;
use crate::staff::{actor, again, of_fault, on_to};
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use askama::Template;
use axum::extract::{Path, Request};
use axum::response::{IntoResponse, Redirect, Response};

#[derive(Template)]
#[template(path = "pages/kindergarten/upload.html")]
struct UploadPage {
    flash: Option<Flash>,
    form: Form,
    shown: Option<Shown>,
    visit: Visit,
}

/// `GET /{lang}/kindergarten/upload`.
pub(super) async fn show(staff: KindergartenStaff, asked: Asked) -> Page {
    let (flash, form) = (Flash::of(staff.visit.t, &asked), Form::blank(staff.visit.t));
    render(&UploadPage { flash, form, shown: None, visit: staff.visit })
}

/// `GET /{lang}/kindergarten/upload/template`.
pub(super) async fn template(staff: KindergartenStaff) -> Response {
    places::template(&staff.visit, staff.kindergarten)
}

/// `POST /{lang}/kindergarten/upload`: nothing is written but the table itself, and that only where nothing is wrong.
pub(super) async fn bring(staff: KindergartenStaff, request: Request) -> Result<Response, Trouble> {
    let visit = staff.visit;
    let rows = match brought(&visit, &staff.account, request).await? {
        Brought::Rows(rows) => rows,
        Brought::LoggedOut(response) => return Ok(response),
        Brought::Unreadable(words) => {
            let form = wrong_file(&visit, words);
            return Ok(again(render(&UploadPage { flash: None, form, shown: None, visit })?));
        }
    };
    let preview = places::preview(&visit, staff.kindergarten, &rows);
    if !preview.is_fine() {
        let (form, shown) = (wrong_file(&visit, visit.t.text("table-faults-summary")), Some(Shown::of(preview, None)));
        return Ok(again(render(&UploadPage { flash: None, form, shown, visit })?));
    }
    let id = keep(&visit, &staff.account, &rows).await?;
    Ok(Redirect::to(&visit.to(&format!("/kindergarten/upload/{id}"))).into_response())
}

/// `GET /{lang}/kindergarten/upload/{id}`.
pub(super) async fn show_kept(
    staff: KindergartenStaff,
    Path((_, id)): Path<(String, String)>,
    asked: Asked,
) -> Result<Response, Trouble> {
    let Some((id, rows)) = kept(&staff.visit, &staff.account, &id).await? else { return Ok(gone(&staff.visit)) };
    let (flash, form) = (Flash::of(staff.visit.t, &asked), Form::blank(staff.visit.t));
    let shown = Some(Shown::of(places::preview(&staff.visit, staff.kindergarten, &rows), Some(id)));
    Ok(render(&UploadPage { flash, form, shown, visit: staff.visit })?.into_response())
}

/// `POST /{lang}/kindergarten/upload/{id}`: what was shown, or else the new preview.
pub(super) async fn confirm(staff: KindergartenStaff, answers: Answers) -> Result<Response, Trouble> {
    let command_id = answers.command_id()?;
    if staff.visit.town.recorded(command_id).await?.is_some_and(|known| known.outcome.is_ok()) {
        return Ok(on_to(&staff.visit, "/kindergarten", "table-reported"));
    }
    let kept = kept(&staff.visit, &staff.account, answers.of("act")).await?;
    let Some((_, rows)) = kept else { return Ok(gone(&staff.visit)) };
    let preview = places::preview(&staff.visit, staff.kindergarten, &rows);
    if !preview.is_fine() || preview.digest() != answers.of("plan") {
        return anew(&staff, &rows).await;
    }
    let done = staff.visit.town.report_all(preview.plan, actor(&staff.account), command_id).await;
    match done.map_err(of_fault)? {
        Ok(()) => Ok(on_to(&staff.visit, "/kindergarten", "table-reported")),
        Err(_) => anew(&staff, &rows).await,
    }
}

/// Something has changed meanwhile: the same table under another id, so that its act is another.
async fn anew(staff: &KindergartenStaff, rows: &Rows) -> Result<Response, Trouble> {
    let id = keep(&staff.visit, &staff.account, rows).await?;
    Ok(Redirect::to(&staff.visit.to(&format!("/kindergarten/upload/{id}?no=table-changed"))).into_response())
}

fn gone(visit: &Visit) -> Response {
    Redirect::to(&visit.to("/kindergarten/upload?no=table-gone")).into_response()
}
