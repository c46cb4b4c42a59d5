//! Answers made smaller where the browser can read that, and sent in one piece that says how long it is.

use crate::trouble::Trouble;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use axum::response::{Html, IntoResponse};
use std::convert::Infallible;
use std::future::ready;
use tower::{Service, service_fn};
use tower_http::compression::Compression;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};

/// A page packed for browsers that take gzip, which all do; `None` where there is so little that it would grow.
///
/// # Errors
/// None that is known: it lies in memory.
pub(crate) async fn packed(text: String) -> Result<Option<Bytes>, Trouble> {
    let gzip = compressed(Some(HeaderValue::from_static("gzip")), Html(text).into_response()).await;
    if !gzip.headers().contains_key(header::CONTENT_ENCODING) {
        return Ok(None);
    }
    to_bytes(gzip.into_body(), usize::MAX).await.map(Some).map_err(Trouble::broken)
}

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
    let (head, body) = compressed.into_parts();
    // What is packed lies in memory as a whole: nothing can fail here.
    let body = to_bytes(Body::new(body), usize::MAX).await.unwrap_or_else(|_| Bytes::new());
    Response::from_parts(head, Body::from(body))
}
