//! Kindergartens and groups, or vacated places, from a table: looked at first, carried out whole or not at all.

use super::super::tables::bringing::{self, Bringing};
use super::super::tables::{Preview, Rows, Shown, groups, places};
use crate::answers::{Answers, Asked};
use crate::flash::Flash;
use crate::form::Form;
use crate::rights::OfficeStaff;
use crate::staff::actor;
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use admission::{PlacesReport, Refusal};
use askama::Template;
use axum::extract::{Path, Request};
use axum::response::Response;
use store::{Account, CommandId, Fault, GroupsTable};

#[derive(Template)]
#[template(path = "pages/office/import.html")]
struct ImportPage {
    flash: Option<Flash>,
    form: Form,
    shown: Option<Shown>,
    /// Whether it is about vacated places.
    is_places: bool,
    path: &'static str,
    visit: Visit,
}

/// A table of kindergartens and groups.
struct OfGroups(OfficeStaff);

impl Bringing for OfGroups {
    type Plan = GroupsTable;
    const PATH: &'static str = "/office/import";
    const DONE: (&'static str, &'static str) = ("/office/kindergartens", "table-carried-out");

    fn visit(&self) -> &Visit {
        &self.0.visit
    }

    fn account(&self) -> &Account {
        &self.0.account
    }

    async fn preview(&self, rows: Rows) -> Result<(Preview<GroupsTable>, Rows), Trouble> {
        groups::previewed(&self.0.visit, rows).await
    }

    async fn carry_out(&self, plan: GroupsTable, command_id: CommandId) -> Result<Result<(), Refusal>, Fault> {
        self.0.visit.town.arrange_groups(plan, actor(&self.0.account), command_id).await
    }

    fn page(self, flash: Option<Flash>, form: Form, shown: Option<Shown>) -> Page {
        let visit = self.0.visit;
        render(&ImportPage { flash, form, shown, is_places: false, path: Self::PATH, visit })
    }
}

/// A table of the vacated places of several kindergartens, which have told the office instead of reporting them.
struct OfPlaces(OfficeStaff);

impl Bringing for OfPlaces {
    type Plan = Vec<PlacesReport>;
    const PATH: &'static str = "/office/places";
    const DONE: (&'static str, &'static str) = ("/office/kindergartens", "table-reported");

    fn visit(&self) -> &Visit {
        &self.0.visit
    }

    fn account(&self) -> &Account {
        &self.0.account
    }

    async fn preview(&self, rows: Rows) -> Result<(Preview<Vec<PlacesReport>>, Rows), Trouble> {
        places::previewed(&self.0.visit, None, rows).await
    }

    async fn carry_out(&self, plan: Vec<PlacesReport>, command_id: CommandId) -> Result<Result<(), Refusal>, Fault> {
        self.0.visit.town.report_all(plan, actor(&self.0.account), command_id).await
    }

    fn page(self, flash: Option<Flash>, form: Form, shown: Option<Shown>) -> Page {
        let visit = self.0.visit;
        render(&ImportPage { flash, form, shown, is_places: true, path: Self::PATH, visit })
    }
}

/// `GET /{lang}/office/import`.
pub(super) async fn show(staff: OfficeStaff, asked: Asked) -> Page {
    bringing::show(OfGroups(staff), &asked)
}

/// `GET /{lang}/office/import/template`.
pub(super) async fn template(staff: OfficeStaff) -> Response {
    groups::template(&staff.visit)
}

/// `POST /{lang}/office/import`.
pub(super) async fn bring(staff: OfficeStaff, request: Request) -> Result<Response, Trouble> {
    bringing::bring(OfGroups(staff), request).await
}

/// `GET /{lang}/office/import/{id}`.
pub(super) async fn show_kept(
    staff: OfficeStaff,
    Path((_, id)): Path<(String, String)>,
    asked: Asked,
) -> Result<Response, Trouble> {
    bringing::show_kept(OfGroups(staff), &id, asked).await
}

/// `POST /{lang}/office/import/{id}`.
pub(super) async fn confirm(staff: OfficeStaff, answers: Answers) -> Result<Response, Trouble> {
    bringing::confirm(OfGroups(staff), answers).await
}

/// `GET /{lang}/office/places`.
pub(super) async fn show_places(staff: OfficeStaff, asked: Asked) -> Page {
    bringing::show(OfPlaces(staff), &asked)
}

/// `GET /{lang}/office/places/template`.
pub(super) async fn template_of_places(staff: OfficeStaff) -> Response {
    places::template(&staff.visit, None)
}

/// `POST /{lang}/office/places`.
pub(super) async fn bring_places(staff: OfficeStaff, request: Request) -> Result<Response, Trouble> {
    bringing::bring(OfPlaces(staff), request).await
}

/// `GET /{lang}/office/places/{id}`.
pub(super) async fn show_kept_places(
    staff: OfficeStaff,
    Path((_, id)): Path<(String, String)>,
    asked: Asked,
) -> Result<Response, Trouble> {
    bringing::show_kept(OfPlaces(staff), &id, asked).await
}

/// `POST /{lang}/office/places/{id}`.
pub(super) async fn confirm_places(staff: OfficeStaff, answers: Answers) -> Result<Response, Trouble> {
    bringing::confirm(OfPlaces(staff), answers).await
}
