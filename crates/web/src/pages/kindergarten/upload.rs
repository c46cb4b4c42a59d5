//! Vacated places from a table: looked at first, reported all at once or not at all.

use super::super::tables::bringing::{self, Bringing};
use super::super::tables::{Preview, Rows, Shown, places};
use crate::answers::{Answers, Asked};
use crate::flash::Flash;
use crate::form::Form;
use crate::rights::KindergartenStaff;
use crate::staff::actor;
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use admission::{PlacesReport, Refusal};
use askama::Template;
use axum::extract::{Path, Request};
use axum::response::Response;
use store::{Account, CommandId, Fault};

#[derive(Template)]
#[template(path = "pages/kindergarten/upload.html")]
struct UploadPage {
    flash: Option<Flash>,
    form: Form,
    shown: Option<Shown>,
    path: &'static str,
    visit: Visit,
}

/// A table of the vacated places of one's own kindergarten.
struct OwnPlaces(KindergartenStaff);

impl Bringing for OwnPlaces {
    type Plan = Vec<PlacesReport>;
    const PATH: &'static str = "/kindergarten/upload";
    const DONE: (&'static str, &'static str) = ("/kindergarten", "table-reported");

    fn visit(&self) -> &Visit {
        &self.0.visit
    }

    fn account(&self) -> &Account {
        &self.0.account
    }

    async fn preview(&self, rows: Rows) -> Result<(Preview<Vec<PlacesReport>>, Rows), Trouble> {
        places::previewed(&self.0.visit, Some(self.0.kindergarten), rows).await
    }

    async fn carry_out(&self, plan: Vec<PlacesReport>, command_id: CommandId) -> Result<Result<(), Refusal>, Fault> {
        self.0.visit.town.report_all(plan, actor(&self.0.account), command_id).await
    }

    fn page(self, flash: Option<Flash>, form: Form, shown: Option<Shown>) -> Page {
        render(&UploadPage { flash, form, shown, path: Self::PATH, visit: self.0.visit })
    }
}

/// `GET /{lang}/kindergarten/upload`.
pub(super) async fn show(staff: KindergartenStaff, asked: Asked) -> Page {
    bringing::show(OwnPlaces(staff), &asked)
}

/// `GET /{lang}/kindergarten/upload/template`.
pub(super) async fn template(staff: KindergartenStaff) -> Response {
    places::template(&staff.visit, Some(staff.kindergarten))
}

/// `POST /{lang}/kindergarten/upload`.
pub(super) async fn bring(staff: KindergartenStaff, request: Request) -> Result<Response, Trouble> {
    bringing::bring(OwnPlaces(staff), request).await
}

/// `GET /{lang}/kindergarten/upload/{id}`.
pub(super) async fn show_kept(
    staff: KindergartenStaff,
    Path((_, id)): Path<(String, String)>,
    asked: Asked,
) -> Result<Response, Trouble> {
    bringing::show_kept(OwnPlaces(staff), &id, asked).await
}

/// `POST /{lang}/kindergarten/upload/{id}`.
pub(super) async fn confirm(staff: KindergartenStaff, answers: Answers) -> Result<Response, Trouble> {
    bringing::confirm(OwnPlaces(staff), answers).await
}
