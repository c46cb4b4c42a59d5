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
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use std::future::Future;
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

/// A browser sends the head of a request at once; whoever takes longer holds a connection and nothing else.
const HEAD_WITHIN: Duration = Duration::from_secs(20);

/// Requests under way may take so long to end after the service was asked to.
const END_WITHIN: Duration = Duration::from_secs(5);

/// Pause after a connection that could not be taken, mostly for want of file descriptors: some will be free by then.
const AFTER_REFUSED: Duration = Duration::from_millis(100);

/// Serves until `shutdown` resolves; requests under way are answered first, as far as they end soon.
///
/// # Errors
/// What the listener reports.
pub async fn serve(
    site: Site,
    listener: tokio::net::TcpListener,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let service = TowerToHyperService::new(router(site));
    let mut http = hyper::server::conn::http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD_WITHIN);
    let ending = GracefulShutdown::new();
    let mut shutdown = std::pin::pin!(shutdown);
    loop {
        let stream = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => stream,
                Err(cause) => {
                    tracing::warn!(%cause, "a connection could not be taken");
                    tokio::time::sleep(AFTER_REFUSED).await;
                    continue;
                }
            },
            () = &mut shutdown => break,
        };
        // An answer is one small write; waiting to fill a packet only delays it.
        let _ = stream.set_nodelay(true);
        let connection = ending.watch(http.serve_connection(TokioIo::new(stream), service.clone()));
        tokio::spawn(async move {
            if let Err(cause) = connection.await {
                tracing::debug!(%cause, "a connection ended early");
            }
        });
    }
    drop(listener);
    if tokio::time::timeout(END_WITHIN, ending.shutdown()).await.is_err() {
        tracing::warn!("some connections did not end in time and were cut");
    }
    Ok(())
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
