//! The site as one service: all doors, and around them what holds for every request.

use crate::door::Door;
use crate::lang::Lang;
use crate::site::Site;
use crate::trouble::{Trouble, dress};
use crate::{assets, pages};
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;

/// The longest form of ours is about 4 KiB in Kazakh letters, percent-encoded; this leaves room.
const BODY_BYTES_MAX: usize = 64 * 1024;

/// A write waits for one flush of the disk, a log-in for a password; both take well under a second.
const ANSWER_WITHIN: Duration = Duration::from_secs(20);

/// Pages bring their own style sheet and logo, send forms home, and do nothing else.
const CONTENT_SECURITY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; \
                                base-uri 'none'; frame-ancestors 'none'";

/// All pages of a site, ready to be served.
pub fn router(site: Site) -> Router {
    let doors = pages::doors().into_iter();
    let mut router = doors.fold(Router::new(), |router, door: Door| door.hang(router, &site));
    router = router
        .route("/", get(choose_language))
        .route("/health", get(health))
        .route("/assets/{sign}/{name}", get(assets::show));
    if site.demo.is_some() {
        router = router.route("/demo/clock", post(pages::move_demo_clock));
    }
    let always = |name: HeaderName, value: &'static str| {
        SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
    };
    router
        .fallback(|| async { Trouble::NotFound })
        .method_not_allowed_fallback(|| async { Trouble::MethodNotAllowed })
        .layer(CatchPanicLayer::new())
        .layer(RequestBodyLimitLayer::new(BODY_BYTES_MAX))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, ANSWER_WITHIN))
        .layer(CsrfLayer::new())
        .layer(from_fn_with_state(site.clone(), dress))
        .layer(CompressionLayer::new())
        .layer(always(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY))
        .layer(always(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(always(header::REFERRER_POLICY, "same-origin"))
        .layer(always(HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"))
        .layer(TraceLayer::new_for_http())
        .with_state(site)
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
