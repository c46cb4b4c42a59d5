//! Answers made smaller where the browser can read that.

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use std::convert::Infallible;
use std::future::ready;
use tower::{Service, service_fn};
use tower_http::compression::Compression;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};

/// The answer in the best of the encodings that the browser takes.
pub(crate) async fn compressed(encodings: Option<HeaderValue>, response: Response) -> Response {
    let mut request = Request::new(Body::empty());
    if let Some(encodings) = encodings {
        request.headers_mut().insert(header::ACCEPT_ENCODING, encodings);
    }
    let mut response = Some(response);
    let whole = service_fn(|_: Request| ready(Ok::<_, Infallible>(response.take().unwrap_or_default())));
    // A PDF is packed already.
    let when = DefaultPredicate::new().and(NotForContentType::const_new("application/pdf"));
    let Ok(compressed) = Compression::new(whole).compress_when(when).call(request).await;
    compressed.map(Body::new)
}
