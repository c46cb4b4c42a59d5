//! One place in a queue for programs: `GET /api/{kato}/places/{sign}`. It says what the pages of the queue say of that sign,
//! counted, and nothing else.
//!
//! Whoever watches a place asks often. The answer is the same for everybody, so that it needs no session, no guard and no
//! page of trouble, and touches no disk. It says after which entry it was true: whoever has acted can compare.

use crate::Site;
use admission::{ApplicationId, Class, Kato, Kind, Status, Territory, Waiting};
use axum::body::Body;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use std::fmt::Write;

const UNKNOWN: &str = r#"{"fault":"unknown"}"#;

/// Room for the longest answer, so that it is not moved while it is written.
const JSON_BYTES: usize = 320;

const NOT_LIKE_THIS: &str = r#"{"fault":"method"}"#;

/// The answer, should the address be one for programs.
pub(crate) fn place_straight(site: &Site, method: &Method, path: &str) -> Option<Response> {
    let asked = path.strip_prefix("/api/")?;
    if !matches!(*method, Method::GET | Method::HEAD) {
        let mut response = json(StatusCode::METHOD_NOT_ALLOWED, NOT_LIKE_THIS);
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET,HEAD"));
        return Some(response);
    }
    Some(match place(site, asked) {
        Some(place) => json(StatusCode::OK, place),
        None => json(StatusCode::NOT_FOUND, UNKNOWN),
    })
}

fn json(status: StatusCode, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    // The rest of what pages carry is about what a page may do.
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

/// `None` where the pages of the queue would not find it either.
fn place(site: &Site, asked: &str) -> Option<String> {
    let (kato, sign) = asked.split_once("/places/")?;
    let (kato, id): (Kato, ApplicationId) = (kato.parse().ok()?, sign.parse().ok()?);
    let town = site.store.town(&kato)?;
    let state = town.state();
    // Entries are counted while the state is locked, so that the number is the state's own.
    let entry = town.moment().entry;
    in_json(&state, id, entry)
}

fn in_json(state: &Territory, id: ApplicationId, entry: u64) -> Option<String> {
    let place = state.position(id)?;
    let application = state.application(id)?;
    let queue = state.queue_of(application);
    let has_access = application.status() == Status::Access;
    // In front of those who choose, others choose.
    let (holding_access, Waiting { out_of_turn, first_priority, ordinary }) =
        state.in_front(id).unwrap_or((place - 1, Waiting::default()));
    let kind = match queue.id().kind {
        Kind::General => "general",
        Kind::Correctional => "correctional",
    };
    let class = match application.class() {
        Class::OutOfTurn => "out_of_turn",
        Class::FirstPriority => "first_priority",
        Class::Ordinary => "ordinary",
    };
    let (year, of) = (queue.id().birth_year, queue.holding_access() + queue.waiting().total());
    let mut json = String::with_capacity(JSON_BYTES);
    let written = write!(
        json,
        "{{\"sign\":\"{id}\",\"birth_year\":{year},\"kind\":\"{kind}\",\"class\":\"{class}\",\"access\":{has_access},\
         \"place\":{place},\"of\":{of},\"before\":{{\"access\":{holding_access},\"out_of_turn\":{out_of_turn},\
         \"first_priority\":{first_priority},\"ordinary\":{ordinary}}},\"as_of\":{entry}}}"
    );
    written.ok().map(|()| json)
}
