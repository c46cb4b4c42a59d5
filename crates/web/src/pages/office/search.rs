//! Finding an application by what a person at the desk can say: its sign, its number, the child's IIN, a phone, a name.

use super::tasks::{page_with, queue_name};
use crate::answers::Answers;
use crate::form::Form;
use crate::line::{class_key, class_look};
use crate::rights::OfficeStaff;
use crate::staff::{Purpose, again, note_views, open_records, spoken};
use crate::trouble::Trouble;
use crate::visit::Visit;
use admission::{ApplicationId, Iin, Phone};
use axum::response::{IntoResponse, Redirect, Response};
use store::{Applicant, ChildNames, Number};

/// One application that fits.
pub(super) struct Found {
    pub(super) id: ApplicationId,
    pub(super) sign: String,
    pub(super) queue: String,
    pub(super) status: String,
    pub(super) class_key: &'static str,
    pub(super) class_look: &'static str,
    /// Initials and birth year, to tell several apart.
    pub(super) who: Option<String>,
}

/// What a name finds at most: more nobody reads through.
const BY_NAME_MAX: u32 = 20;

/// `POST /{lang}/office/search`. What is searched for is personal and therefore never stands in an address.
pub(super) async fn search(staff: OfficeStaff, answers: Answers) -> Result<Response, Trouble> {
    let mut form = Form::sent(staff.visit.t, answers);
    let wanted = form.of("find").to_owned();
    let (found, is_more) = fitting(&staff.visit, &wanted).await?;
    match found.as_slice() {
        [] => {
            let key = if wanted.is_empty() { "office-search-empty" } else { "office-search-none" };
            form.complain("find", &staff.visit.t.with(key));
            Ok(again(page_with(staff, form, (Vec::new(), false)).await?))
        }
        [one] => {
            note_views(&staff.visit, &staff.account, &found, Purpose::Search).await?;
            Ok(Redirect::to(&staff.visit.to(&format!("/office/applications/{one}"))).into_response())
        }
        _ => {
            let records = open_records(&staff.visit, &staff.account, &found, Purpose::Search).await?;
            let several = found.iter().zip(&records);
            let several = several.filter_map(|(&id, record)| Found::of(&staff.visit, id, record.as_ref())).collect();
            Ok(page_with(staff, form, (several, is_more)).await?.into_response())
        }
    }
}

/// All applications that fit, whatever the words are: ten digits may be a number or a phone. And whether a name finds more.
async fn fitting(visit: &Visit, wanted: &str) -> Result<(Vec<ApplicationId>, bool), Trouble> {
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
    let mut named = visit.town.applications_of_name(wanted, BY_NAME_MAX + 1).await?;
    let is_more = named.len() > BY_NAME_MAX as usize;
    named.truncate(BY_NAME_MAX as usize);
    found.extend(named);
    found.sort_unstable();
    found.dedup();
    Ok((found, is_more))
}

impl Found {
    fn of(visit: &Visit, id: ApplicationId, record: Option<&Applicant>) -> Option<Self> {
        let who = record.map(|applicant| initials(&applicant.child, applicant.born_on.year()));
        let state = visit.town.state();
        let application = state.application(id)?;
        Some(Self {
            id,
            sign: spoken(id),
            queue: queue_name(visit, state.queue_of(application).id()),
            status: super::application::status(visit, &state, application),
            class_key: class_key(application.class()),
            class_look: class_look(application.class()),
            who,
        })
    }
}

/// «С. А., 2022».
fn initials(child: &ChildNames, year: i16) -> String {
    let first = |name: &str| name.chars().next().map(|letter| format!("{letter}. ")).unwrap_or_default();
    let letters = format!("{}{}", first(&child.surname), first(&child.name));
    format!("{}, {year}", letters.trim_end())
}
