//! Logging in by the city's identity provider. Somebody is sent there with a page that leads on by itself, and comes back to a
//! page with one button: coming back changes nothing, the button does. Nobody gets an account here by being known there.

use crate::answers::{Answers, Asked};
use crate::entry::{self, Begun, First};
use crate::site::IdentityProvider;
use crate::trouble::Trouble;
use crate::visit::{Visit, show as render};
use askama::Template;
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use identity::{Departure, ProviderFault, Step};
use std::sync::Arc;

/// The page to which a provider sends people back. One address for all languages, because a provider must know it by letter.
const BACK: &str = "/kk/staff/provider/back";

#[derive(Template)]
#[template(path = "pages/factors/leave.html")]
struct LeavePage {
    name: String,
    to: String,
    visit: Visit,
}

#[derive(Template)]
#[template(path = "pages/factors/back.html")]
struct BackPage {
    name: String,
    code: String,
    state: String,
    visit: Visit,
}

/// `POST /{lang}/staff/provider`: on to the provider.
pub(super) async fn leave(visit: Visit) -> Result<Response, Trouble> {
    let provider = provider(&visit)?;
    let (to, departure) = match provider.provider.depart(&back(&visit)).await {
        Ok(departed) => departed,
        Err(fault) => return Ok(without(&visit, &fault)),
    };
    let jar = entry::begin_visit(&visit, departure).await?;
    let name = visit.lang.of(&provider.names).to_owned();
    Ok((jar, render(&LeavePage { name, to, visit })?).into_response())
}

/// `GET /{lang}/staff/provider/back`: the provider has sent somebody back.
pub(super) async fn come_back(visit: Visit, uri: Uri, headers: HeaderMap, asked: Asked) -> Result<Response, Trouble> {
    let provider = provider(&visit)?;
    let Some((_, lang, _)) = due(&visit, &headers).await? else { return Ok(entry::anew(&visit)) };
    // They go on in the language in which they left.
    if lang != visit.lang.code()
        && let Some(lang) = crate::Lang::ALL.into_iter().find(|known| known.code() == lang)
    {
        let path = uri.path_and_query().map_or("", |path| path.as_str());
        return Ok(Redirect::to(&format!("/{lang}{}", path.get(3..).unwrap_or_default())).into_response());
    }
    let (code, state) = (asked.0.of("code").to_owned(), asked.0.of("state").to_owned());
    if code.is_empty() {
        return Ok(Redirect::to(&visit.to("/staff?no=provider-refused")).into_response());
    }
    let name = visit.lang.of(&provider.names).to_owned();
    Ok(render(&BackPage { name, code, state, visit })?.into_response())
}

/// `POST /{lang}/staff/provider/back`: whom it recognised logs in.
pub(super) async fn arrive(visit: Visit, headers: HeaderMap, answers: Answers) -> Result<Response, Trouble> {
    let provider = provider(&visit)?;
    let Some((departure, _, begun)) = due(&visit, &headers).await? else { return Ok(entry::anew(&visit)) };
    // Whatever comes of it, this departure counts no more.
    if !begun.take(&visit).await? {
        return Ok(entry::anew(&visit));
    }
    if !departure.is_state(answers.of("state")) {
        tracing::warn!("somebody came back from the identity provider with another's state");
        return Ok(refused(&visit, "provider-refused"));
    }
    let recognised = match provider.provider.arrive(&back(&visit), answers.of("code"), departure).await {
        Ok(recognised) => recognised,
        Err(fault) => return Ok(without(&visit, &fault)),
    };
    let Some((account, is_confirmed)) = visit.site.store.account_of_external_id(&recognised.0).await? else {
        tracing::info!("the identity provider recognised somebody who has no account");
        return Ok(refused(&visit, "provider-unknown"));
    };
    if !is_confirmed {
        return Ok(refused(&visit, "provider-unconfirmed"));
    }
    let first = if provider.counts_as_second_factor { First::Both } else { First::One };
    entry::go_on(&visit, &headers, &account, first).await
}

/// What is remembered of whom we have sent there, and their language.
async fn due(visit: &Visit, headers: &HeaderMap) -> Result<Option<(Departure, String, Begun)>, Trouble> {
    let Some(begun) = entry::begun(visit, headers).await? else { return Ok(None) };
    Ok(match &begun.step {
        Step::Provider { departure, lang } => {
            let (departure, lang) = (departure.clone(), lang.clone());
            Some((departure, lang, begun))
        }
        _ => None,
    })
}

fn provider(visit: &Visit) -> Result<Arc<IdentityProvider>, Trouble> {
    visit.site.provider().cloned().ok_or(Trouble::NotFound)
}

fn back(visit: &Visit) -> String {
    format!("{}{BACK}", visit.site.address())
}

/// It goes on without the provider: the page says so, and the password is there.
fn without(visit: &Visit, fault: &ProviderFault) -> Response {
    tracing::warn!(%fault, "nobody was logged in by the identity provider");
    let code = match fault {
        ProviderFault::Down(_) => "provider-down",
        ProviderFault::Refused(_) => "provider-refused",
    };
    refused(visit, code)
}

fn refused(visit: &Visit, code: &str) -> Response {
    Redirect::to(&visit.to(&format!("/staff?no={code}"))).into_response()
}
