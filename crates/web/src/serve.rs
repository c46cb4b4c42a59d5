//! The site as one service: all doors, and what answers beside them.

use crate::door::Door;
use crate::front::Front;
use crate::lang::Lang;
use crate::listener::Limits;
use crate::site::Site;
use crate::trouble::Trouble;
use crate::{assets, open_data, photos, wording};
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use std::time::Duration;

/// All pages of a site, ready to be served.
pub fn router(site: Site) -> Router {
    Router::new().fallback_service(front(site, Limits::default().form_within))
}

/// All pages of a site with what stands in front of them.
pub(crate) fn front(site: Site, form_within: Duration) -> Front {
    wording::read_all();
    let doors = crate::pages::doors().into_iter();
    let mut pages = doors.fold(Router::new(), |router, door: Door| door.hang(router, &site));
    pages = pages
        .route("/", get(choose_language))
        .route("/health", get(health))
        .route("/assets/{sign}/{name}", get(assets::show))
        .route("/push-worker.js", get(assets::show_push_worker))
        .route("/photos/{kindergarten}/{file}", get(photos::show))
        .route("/data/{kato}/{file}", get(open_data::show));
    if site.demo().is_some() {
        pages = pages.route("/demo/clock", post(crate::pages::move_demo_clock));
    }
    let pages = pages
        .fallback(|| async { Trouble::NotFound })
        .method_not_allowed_fallback(|| async { Trouble::MethodNotAllowed })
        .with_state(site.clone());
    Front::new(site, pages, form_within)
}

/// `GET /`: the browser's language, Kazakh by default.
async fn choose_language(headers: HeaderMap) -> Response {
    let wish = headers.get(header::ACCEPT_LANGUAGE).and_then(|wish| wish.to_str().ok()).unwrap_or_default();
    ([(header::VARY, "accept-language")], Redirect::to(&format!("/{}", Lang::wished(wish)))).into_response()
}

/// `GET /health`: 200 while what is asked can be written.
async fn health(State(site): State<Site>) -> Response {
    if !site.store.is_writing() {
        return Trouble::Unavailable.into_response();
    }
    ([(header::CACHE_CONTROL, "no-store")], "ready\n").into_response()
}
