//! Twins of one family: it joins their applications, parts them again, and takes two places at once (rules, 9).

use super::standing::{Standing, sign};
use crate::address::{FINDING, attempt};
use crate::answers::{Answers, Asked};
use crate::flash::Flash;
use crate::form::Form;
use crate::rights::Family;
use crate::staff::{again, of_fault};
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use admission::{ApplicationId, Command, GroupId, Refusal};
use askama::Template;
use axum::response::{IntoResponse, Redirect, Response};
use store::{Act, TwinsFault, Who};

#[derive(Template)]
#[template(path = "pages/family/twins.html")]
struct TwinsPage {
    flash: Option<Flash>,
    standing: Standing,
    form: Form,
    visit: Visit,
}

/// `GET /{lang}/my/twins`.
pub(super) async fn show(Family { visit, application, .. }: Family, asked: Asked) -> Page {
    let standing = Standing::of(&visit, application).ok_or(Trouble::NotFound)?;
    let is_so = |done: &str| match done {
        "twins_joined" => standing.twin.is_some(),
        "twins_parted" => standing.twin.is_none(),
        _ => false,
    };
    render(&TwinsPage { flash: Flash::to_family(visit.t, &asked, is_so), form: Form::blank(visit.t), standing, visit })
}

/// `POST /{lang}/my/twins`: whoever knows the number and the code of both is the family of both.
pub(super) async fn change(Family { visit, application, by }: Family, answers: Answers) -> Result<Response, Trouble> {
    let command_id = answers.command_id()?;
    let done = match answers.of("do") {
        "part" => {
            let command = Command::PartTwins { application };
            let done = visit.town.act(Act { command, by, command_id }).await.map_err(of_fault)?;
            return Ok(back(&visit, done.outcome.map(|_| "twins_parted")).into_response());
        }
        "join" => {
            attempt(&visit.site, FINDING, visit.address)?;
            match other(&visit, &answers).await? {
                Some(other) => visit.town.join_twins([application, other], by, command_id).await.map_err(of_fault)?,
                None => return wrong(visit, application, answers, "find-wrong"),
            }
        }
        _ => return Err(Trouble::BadForm),
    };
    match done {
        Ok(()) => Ok(back(&visit, Ok("twins_joined")).into_response()),
        Err(TwinsFault::BornApart) => wrong(visit, application, answers, "twins-born-apart"),
        Err(TwinsFault::Refused(Refusal::NotWaiting)) => wrong(visit, application, answers, "twins-not-waiting"),
        Err(TwinsFault::Refused(refusal)) => {
            wrong(visit, application, answers, &format!("family-refusal-{}", refusal.code()))
        }
    }
}

/// The application in this town whose family knows that number and code.
async fn other(visit: &Visit, answers: &Answers) -> Result<Option<ApplicationId>, Trouble> {
    let found = visit.town.find_by_number_and_code(answers.of("number"), answers.of("code")).await?;
    Ok(match found {
        Some(Who::Family(_, application)) => Some(application),
        _ => None,
    })
}

fn wrong(visit: Visit, application: ApplicationId, answers: Answers, key: &str) -> Result<Response, Trouble> {
    let standing = Standing::of(&visit, application).ok_or(Trouble::NotFound)?;
    let mut form = Form::sent(visit.t, answers);
    form.complain("number", &visit.t.with(key));
    form.renew();
    Ok(again(render(&TwinsPage { flash: None, standing, form, visit })?))
}

fn back(visit: &Visit, outcome: Result<&str, Refusal>) -> Redirect {
    let with = match outcome {
        Ok(done) => format!("?done={done}"),
        Err(refusal) => format!("?no={}", refusal.code()),
    };
    Redirect::to(&visit.to(&format!("/my/twins{with}")))
}

/// `POST /{lang}/my/twins/claim`: two places in one kindergarten, or none.
pub(super) async fn claim(Family { visit, application, by }: Family, answers: Answers) -> Result<Redirect, Trouble> {
    let command_id = answers.command_id()?;
    let group = |name| answers.of(name).parse().map(GroupId).map_err(|_| Trouble::BadForm);
    let groups = [group("group")?, group("beside")?];
    let twin = visit.town.state().twin_of(application);
    // A pair that was served is a pair no more once one of the two is enrolled: the answer is then the recorded one.
    let Some(twin) = twin else {
        let refusal = if visit.town.recorded(command_id).await?.is_some() { "already_referred" } else { "not_joined" };
        return Ok(Redirect::to(&visit.to(&format!("/my?no={refusal}"))));
    };
    let command = Command::ClaimForTwins { applications: [application, twin], groups };
    let done = visit.town.act(Act { command, by, command_id }).await.map_err(of_fault)?;
    let then = match done.outcome {
        Ok(_) => "/my?done=claimed".to_owned(),
        Err(refusal @ Refusal::AlreadyReferred) => format!("/my?no={}", refusal.code()),
        Err(refusal) => format!("/my/places?no={}", refusal.code()),
    };
    Ok(Redirect::to(&visit.to(&then)))
}

/// The sign of the twin of an application, in two halves.
pub(super) fn twin_sign(state: &admission::Territory, application: ApplicationId) -> Option<String> {
    state.twin_of(application).map(sign)
}
