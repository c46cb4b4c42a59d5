//! Twins: the office joins two applications for a family that brings both certificates, and parts them on its wish (rules, 9).

use super::application::{Record, Standing};
use crate::answers::Answers;
use crate::form::Form;
use crate::rights::OfficeStaff;
use crate::staff::{Purpose, act, actor, again, of_fault, on_to, open_record, spoken};
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use admission::{ApplicationId, Command};
use askama::Template;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use store::{Number, TwinsFault};

#[derive(Template)]
#[template(path = "pages/office/twins.html")]
struct TwinsPage {
    standing: Standing,
    /// With whom it is joined: the application and its sign.
    twin: Option<(ApplicationId, String)>,
    /// With whom it shall be joined: who that is, to be compared with the certificates.
    other: Option<Record>,
    form: Form,
    visit: Visit,
}

/// `GET /{lang}/office/applications/{sign}/twins`.
pub(super) async fn show(staff: OfficeStaff, Path((_, sign)): Path<(String, String)>) -> Page {
    let id = sign.parse().map_err(|_| Trouble::NotFound)?;
    let form = Form::blank(staff.visit.t);
    render(&page(staff.visit, id, form)?)
}

/// `POST /{lang}/office/applications/{sign}/twins`.
pub(super) async fn change(
    staff: OfficeStaff,
    Path((_, sign)): Path<(String, String)>,
    answers: Answers,
) -> Result<Response, Trouble> {
    let id: ApplicationId = sign.parse().map_err(|_| Trouble::NotFound)?;
    let command_id = answers.command_id()?;
    let visit = &staff.visit;
    let (done, outcome) = match answers.of("do") {
        "part" => {
            let outcome = act(visit, &staff.account, Command::PartTwins { application: id }, command_id).await?;
            ("twins-parted", outcome.map(drop).map_err(TwinsFault::Refused))
        }
        "join" => match named(visit, answers.of("number")).await? {
            // A digit of a number is mistyped sooner than a name.
            Some(other) if !answers.is_asked("sure") => return ask_first(staff, id, other, answers).await,
            Some(other) => {
                let joined = visit.town.join_twins([id, other], actor(&staff.account), command_id).await;
                ("twins-joined", joined.map_err(of_fault)?)
            }
            None => return wrong(staff, id, answers, "office-twins-none"),
        },
        _ => return Err(Trouble::BadForm),
    };
    match outcome {
        Ok(()) => Ok(on_to(visit, &format!("/office/applications/{id}"), done)),
        Err(TwinsFault::BornApart) => wrong(staff, id, answers, "twins-born-apart"),
        Err(TwinsFault::Refused(refusal)) => wrong(staff, id, answers, &format!("refusal-{}", refusal.code())),
    }
}

/// Shows whose the other application is before the two are joined.
async fn ask_first(
    staff: OfficeStaff,
    id: ApplicationId,
    other: ApplicationId,
    answers: Answers,
) -> Result<Response, Trouble> {
    let record = open_record(&staff.visit, &staff.account, other, Purpose::Enquiry).await?;
    let form = Form::sent(staff.visit.t, answers);
    let mut page = page(staff.visit, id, form)?;
    page.other = record.map(|applicant| Record::of(&page.visit, &applicant));
    Ok(render(&page)?.into_response())
}

/// The application that an official names by its number or its sign.
async fn named(visit: &Visit, named: &str) -> Result<Option<ApplicationId>, Trouble> {
    if let Ok(number) = named.parse::<Number>()
        && let Some(found) = visit.town.application_of_number(number).await?
    {
        return Ok(Some(found));
    }
    let Ok(sign) = named.parse::<ApplicationId>() else { return Ok(None) };
    Ok(visit.town.state().application(sign).map(admission::Application::id))
}

fn wrong(staff: OfficeStaff, id: ApplicationId, answers: Answers, key: &str) -> Result<Response, Trouble> {
    let t = staff.visit.t;
    let mut form = Form::sent(t, answers);
    form.complain("number", &t.with(key));
    form.renew();
    Ok(again(render(&page(staff.visit, id, form)?)?))
}

fn page(visit: Visit, id: ApplicationId, form: Form) -> Result<TwinsPage, Trouble> {
    let standing = Standing::of(&visit, id).ok_or(Trouble::NotFound)?;
    let twin = visit.town.state().twin_of(id).map(|twin| (twin, spoken(twin)));
    Ok(TwinsPage { standing, twin, other: None, form, visit })
}
