//! What programs ask, without a session. A kindergarten's own software: `/api/{kato}/kindergarten/groups` and `/places`, with a key and without a session. It does what
//! the page of the day does, under the account that made the key.

use super::delivery_reports;
use super::kindergarten::places::{reported, room_left};
use crate::Site;
use crate::address::{Address, SHOWING_API_KEY, USING_API_KEY, attempt};
use crate::pages::kindergarten::hours_and_seats;
use crate::rights::{Person, Right, may};
use crate::staff::actor;
use crate::trouble::Trouble;
use admission::{Command, Event, GroupId, Kato, KindergartenId};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use std::sync::Arc;
use store::{Account, Act, CommandId, Fault, Town};

/// Characters of an id that a program gives to one report.
const ID_CHARACTERS_MAX: usize = 100;

/// What is said instead of what was asked for.
pub(super) enum No {
    Status(StatusCode, &'static str),
    Refused(&'static str),
    Again(Trouble),
}

impl From<Fault> for No {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::CommandIdReused => Self::Status(StatusCode::CONFLICT, "id_used"),
            fault => Self::Again(Trouble::from(fault)),
        }
    }
}

impl From<Trouble> for No {
    fn from(trouble: Trouble) -> Self {
        Self::Again(trouble)
    }
}

/// Whether an address is one that programs ask.
pub(crate) fn is_for_programs(path: &str) -> bool {
    path.starts_with(delivery_reports::HERE) || asked(path).is_some()
}

fn asked(path: &str) -> Option<(&str, &str)> {
    path.strip_prefix("/api/")?.split_once("/kindergarten/")
}

/// The answer to a program, whatever became of what it asked.
pub(crate) async fn answer_program(site: &Site, address: Option<Address>, parts: &Parts, body: &[u8]) -> Response {
    let answered = if parts.uri.path().starts_with(delivery_reports::HERE) {
        delivery_reports::take(site, address, parts, body).await
    } else {
        answer(site, address, parts, body).await.map(|value| in_json(StatusCode::OK, &value))
    };
    match answered {
        Ok(response) => response,
        Err(No::Status(status, code)) => in_json(status, &json!({ "fault": code })),
        Err(No::Refused(code)) => in_json(StatusCode::UNPROCESSABLE_ENTITY, &json!({ "refusal": code })),
        Err(No::Again(trouble)) => not_now(trouble),
    }
}

/// Trouble of the service itself, or of whoever asks too often.
pub(crate) fn not_now(trouble: Trouble) -> Response {
    let status = trouble.into_response().status();
    let code = match trouble {
        Trouble::TooMany { .. } => "too_many",
        Trouble::TooLarge => "too_large",
        Trouble::TooSlow => "too_slow",
        Trouble::BadForm => "json",
        _ if status.is_server_error() => "ask_again",
        _ => "unknown",
    };
    let mut response = in_json(status, &json!({ "fault": code }));
    if let Trouble::TooMany { seconds, .. } = trouble {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

pub(super) fn in_json(status: StatusCode, value: &Value) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (status, headers, value.to_string()).into_response()
}

async fn answer(site: &Site, address: Option<Address>, parts: &Parts, body: &[u8]) -> Result<Value, No> {
    let unknown = || No::Status(StatusCode::NOT_FOUND, "unknown");
    let (kato, what) = asked(parts.uri.path()).ok_or_else(unknown)?;
    let kato: Kato = kato.parse().map_err(|_| unknown())?;
    let town = site.store.town(&kato).ok_or_else(unknown)?;
    let wanted = match what {
        "groups" => Method::GET,
        "places" => Method::POST,
        _ => return Err(unknown()),
    };
    if parts.method != wanted {
        return Err(No::Status(StatusCode::METHOD_NOT_ALLOWED, "method"));
    }
    let (account, kindergarten) = holder(site, &town, address, parts).await?;
    if what == "groups" {
        return Ok(groups(&town, kindergarten));
    }
    let asked: Value = serde_json::from_slice(body).map_err(|_| No::Status(StatusCode::BAD_REQUEST, "json"))?;
    if asked["nothing"] == Value::Bool(true) {
        return say_nothing(&town, kindergarten, &account).await;
    }
    report(&town, kindergarten, &account, &asked).await
}

/// Whose key came along; it counts no more once its account is closed or may no longer keep groups.
async fn holder(
    site: &Site,
    town: &Town,
    address: Option<Address>,
    parts: &Parts,
) -> Result<(Account, KindergartenId), No> {
    let no_key = || No::Status(StatusCode::UNAUTHORIZED, "key");
    attempt(site, SHOWING_API_KEY, address)?;
    let said = parts.headers.get(header::AUTHORIZATION).and_then(|said| said.to_str().ok());
    let key = said.and_then(|said| said.strip_prefix("Bearer ")).ok_or_else(no_key)?;
    let account = site.store.holder_of_api_key(town, key.trim()).await?.ok_or_else(no_key)?;
    let role = Person::Staff(account.clone()).role();
    let kindergarten = account.kindergarten.filter(|_| may(role, Right::KeepGroups)).ok_or_else(no_key)?;
    attempt(site, USING_API_KEY, Some(account.id.0))?;
    Ok((account, kindergarten))
}

fn groups(town: &Town, kindergarten: KindergartenId) -> Value {
    let registry = town.registry();
    let state = town.state();
    let groups: Vec<Value> = registry
        .groups_of(kindergarten)
        .map(|card| {
            let (hours, seats) = hours_and_seats(&state, card);
            json!({
                "group": card.id.0,
                "name": { "kk": card.names.kk, "ru": card.names.ru, "en": card.names.en },
                "birth_years": card.birth_years,
                "kind": if card.kind == admission::Kind::General { "general" } else { "correctional" },
                "language": card.language.code(),
                "hours": hours,
                "capacity": card.capacity,
                "seats": seats,
                "may_report": room_left(&state, card),
            })
        })
        .collect();
    json!({ "kindergarten": kindergarten.0, "groups": groups })
}

async fn say_nothing(town: &Arc<Town>, kindergarten: KindergartenId, account: &Account) -> Result<Value, No> {
    let registry = town.registry();
    if registry.groups_of(kindergarten).any(|card| reported(&town.state(), card) > 0) {
        return Err(No::Refused("places_reported"));
    }
    town.say_nothing_today(kindergarten, actor(account)).await?;
    Ok(json!({ "nothing": true }))
}

async fn report(town: &Arc<Town>, kindergarten: KindergartenId, account: &Account, asked: &Value) -> Result<Value, No> {
    let wrong = || No::Status(StatusCode::BAD_REQUEST, "json");
    let id =
        asked["id"].as_str().filter(|id| (1..=ID_CHARACTERS_MAX).contains(&id.chars().count())).ok_or_else(wrong)?;
    let number = asked["group"].as_u64().and_then(|group| u32::try_from(group).ok()).ok_or_else(wrong)?;
    let birth_year = asked["birth_year"].as_i64().ok_or_else(wrong)?;
    let places = asked["places"].as_u64().filter(|places| *places > 0).ok_or_else(wrong)?;
    let group = GroupId(number);
    // One program cannot take an id that another one, or a page, has used.
    let command_id = CommandId::derived(&["api", town.kato().as_str(), &account.id.0.to_string(), id]);
    if town.recorded(command_id).await?.is_none() {
        let registry = town.registry();
        let own = registry.groups.get(&group).filter(|card| card.kindergarten == kindergarten && !card.is_closed());
        let card = own.ok_or(No::Refused("unknown_group"))?;
        if card.birth_years.contains(&birth_year) && places > room_left(&town.state(), card) {
            return Err(No::Refused("no_room"));
        }
    }
    let command = Command::ReportPlaces { group, birth_year, places };
    let done = town.act(Act { command, by: actor(account), command_id }).await?;
    match done.outcome {
        // An id that comes again with another report.
        Ok(events) if !events.contains(&Event::PlacesReported { group, birth_year, places }) => {
            Err(No::Status(StatusCode::CONFLICT, "id_used"))
        }
        Ok(_) => Ok(json!({ "group": number, "birth_year": birth_year, "places": places, "entry": done.entry })),
        Err(refusal) => Err(No::Refused(refusal.code())),
    }
}
