//! Finding an application by what a person at the desk can say: its sign, its number, the child's IIN, a phone.

use super::tasks::{page_with, queue_name};
use crate::answers::Answers;
use crate::form::Form;
use crate::line::{class_key, class_look};
use crate::rights::OfficeStaff;
use crate::staff::{again, spoken};
use crate::trouble::Trouble;
use crate::visit::Visit;
use admission::{ApplicationId, Iin, Phone};
use axum::response::{IntoResponse, Redirect, Response};
use store::Number;

/// One application that fits.
pub(super) struct Found {
    pub(super) id: ApplicationId,
    pub(super) sign: String,
    pub(super) queue: String,
    pub(super) status: String,
    pub(super) class_key: &'static str,
    pub(super) class_look: &'static str,
}

/// `POST /{lang}/office/search`. What is searched for is personal and therefore never stands in an address.
pub(super) async fn search(staff: OfficeStaff, answers: Answers) -> Result<Response, Trouble> {
    let mut form = Form::sent(staff.visit.t, answers);
    let wanted = form.of("find").to_owned();
    let found = fitting(&staff.visit, &wanted).await?;
    match found.as_slice() {
        [] => {
            let key = if wanted.is_empty() { "office-search-empty" } else { "office-search-none" };
            form.complain("find", &staff.visit.t.with(key));
            Ok(again(page_with(staff, form, Vec::new()).await?))
        }
        [one] => Ok(Redirect::to(&staff.visit.to(&format!("/office/applications/{one}"))).into_response()),
        _ => {
            let found = found.iter().filter_map(|&id| Found::of(&staff.visit, id)).collect();
            Ok(page_with(staff, form, found).await?.into_response())
        }
    }
}

/// All applications that fit, whatever the words are: ten digits may be a number or a phone.
async fn fitting(visit: &Visit, wanted: &str) -> Result<Vec<ApplicationId>, Trouble> {
    let mut found = Vec::new();
    if let Ok(number) = wanted.parse::<Number>() {
        found.extend(visit.town.application_of_number(number).await?);
    }
    if let Ok(iin) = wanted.parse::<Iin>() {
        found.extend(visit.town.applications_of_iin(iin).await?);
    }
    if let Ok(phone) = wanted.parse::<Phone>() {
        found.extend(visit.town.applications_of_phone(phone).await?);
    }
    if let Ok(sign) = wanted.parse::<ApplicationId>() {
        found.extend(visit.town.state().application(sign).map(admission::Application::id));
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

impl Found {
    fn of(visit: &Visit, id: ApplicationId) -> Option<Self> {
        let state = visit.town.state();
        let application = state.application(id)?;
        Some(Self {
            id,
            sign: spoken(id),
            queue: queue_name(visit, state.queue_of(application).id()),
            status: super::application::status(visit, &state, application),
            class_key: class_key(application.class()),
            class_look: class_look(application.class()),
        })
    }
}
