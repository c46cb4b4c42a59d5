//! The way of every table: read, looked at, kept, shown with what it would change, and carried out whole or not at all.

use super::{Brought, Preview, Rows, Shown, brought, keep, kept, wrong_file};
use crate::answers::{Answers, Asked};
use crate::flash::Flash;
use crate::form::Form;
use crate::staff::{again, of_fault, on_to};
use crate::trouble::Trouble;
use crate::visit::{Page, Visit};
use admission::Refusal;
use axum::extract::Request;
use axum::response::{IntoResponse, Redirect, Response};
use std::fmt::Debug;
use store::{Account, CommandId, Fault};

/// A kind of table, and who brings one.
pub(in crate::pages) trait Bringing: Sized {
    /// What is carried out.
    type Plan: Debug;
    /// The address behind the language.
    const PATH: &'static str;
    /// The page to which one goes on, and what was done there.
    const DONE: (&'static str, &'static str);

    fn visit(&self) -> &Visit;
    fn account(&self) -> &Account;

    /// What a table would change, or what is wrong with it; and the table.
    async fn preview(&self, rows: Rows) -> Result<(Preview<Self::Plan>, Rows), Trouble>;

    async fn carry_out(&self, plan: Self::Plan, command_id: CommandId) -> Result<Result<(), Refusal>, Fault>;

    fn page(self, flash: Option<Flash>, form: Form, shown: Option<Shown>) -> Page;
}

/// The page on which a table is chosen.
pub(in crate::pages) fn show<B: Bringing>(bringing: B, asked: &Asked) -> Page {
    let t = bringing.visit().t;
    bringing.page(Flash::of(t, asked), Form::blank(t), None)
}

/// Nothing is written but the table itself, and that only where nothing is wrong.
pub(in crate::pages) async fn bring<B: Bringing>(bringing: B, request: Request) -> Result<Response, Trouble> {
    let visit = bringing.visit().clone();
    let rows = match brought(&visit, bringing.account(), request).await? {
        Brought::Rows(rows) => rows,
        Brought::LoggedOut(response) => return Ok(response),
        Brought::Unreadable(words) => return Ok(again(bringing.page(None, wrong_file(&visit, words), None)?)),
    };
    let (preview, rows) = bringing.preview(rows).await?;
    if !preview.is_fine() {
        let form = wrong_file(&visit, visit.t.text("table-faults-summary"));
        return Ok(again(bringing.page(None, form, Some(Shown::of(preview, None)))?));
    }
    let id = keep(&visit, bringing.account(), &rows).await?;
    Ok(Redirect::to(&visit.to(&format!("{}/{id}", B::PATH))).into_response())
}

/// A kept table with what it would change.
pub(in crate::pages) async fn show_kept<B: Bringing>(bringing: B, id: &str, asked: Asked) -> Result<Response, Trouble> {
    let t = bringing.visit().t;
    let Some((id, rows)) = kept(bringing.visit(), bringing.account(), id).await? else { return Ok(gone(&bringing)) };
    let (preview, _) = bringing.preview(rows).await?;
    let shown = Some(Shown::of(preview, Some(id)));
    Ok(bringing.page(Flash::of(t, &asked), Form::blank(t), shown)?.into_response())
}

/// Carries out what was shown, or shows the new preview.
pub(in crate::pages) async fn confirm<B: Bringing>(bringing: B, answers: Answers) -> Result<Response, Trouble> {
    let command_id = answers.command_id()?;
    let visit = bringing.visit();
    let (page, done) = B::DONE;
    if visit.town.recorded(command_id).await?.is_some_and(|known| known.outcome.is_ok()) {
        return Ok(on_to(visit, page, done));
    }
    let kept = kept(visit, bringing.account(), answers.of("act")).await?;
    let Some((_, rows)) = kept else { return Ok(gone(&bringing)) };
    let (preview, rows) = bringing.preview(rows).await?;
    if preview.is_fine() && preview.digest() == answers.of("plan") {
        let outcome = bringing.carry_out(preview.plan, command_id).await.map_err(of_fault)?;
        let Err(refusal) = outcome else { return Ok(on_to(visit, page, done)) };
        let form = wrong_file(visit, visit.t.text(format!("refusal-{}", refusal.code())));
        return Ok(again(bringing.page(None, form, None)?));
    }
    // Something has changed meanwhile: the same table under another id, so that its act is another.
    let id = keep(visit, bringing.account(), &rows).await?;
    Ok(Redirect::to(&visit.to(&format!("{}/{id}?no=table-changed", B::PATH))).into_response())
}

fn gone<B: Bringing>(bringing: &B) -> Response {
    Redirect::to(&bringing.visit().to(&format!("{}?no=table-gone", B::PATH))).into_response()
}
