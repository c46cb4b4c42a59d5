//! What stands in front of every page and holds for every request: where it may come from, how long a form may take, what
//! becomes of trouble, and what every answer carries. In order, and for a claim without a detour.

use crate::address::Address;
use crate::compressed::compressed;
use crate::patient::Sending;
use crate::trouble::{self, Trouble};
use crate::uploads::{ReadToEnd, UPLOAD_WITHIN, is_upload};
use crate::{Lang, Site, pages};
use axum::Router;
use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, Method, Uri, header};
use axum::response::{IntoResponse, Response};
use std::convert::Infallible;
use std::future::{Future, Ready, poll_fn, ready};
use std::net::IpAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::{Instant, timeout};
use tower::{Layer, Service};
use tower_http::csrf::{Csrf, CsrfLayer};

/// The longest form of ours is about 4 KiB in Kazakh letters, percent-encoded; this leaves room.
const FORM_BYTES_MAX: usize = 64 * 1024;

/// A write waits for one flush of the disk, a log-in for a password; both take well under a second.
const ANSWER_WITHIN: Duration = Duration::from_secs(20);

/// Pages bring their own style sheet, logo and small scripts, send forms home, and do nothing else.
const CONTENT_SECURITY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
                                form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What every answer to a browser carries.
const ALWAYS: [(HeaderName, HeaderValue); 4] = [
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(CONTENT_SECURITY)),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), geolocation=(), microphone=()"),
    ),
];

/// The site as one service. Copies are the same one.
#[derive(Clone)]
pub(crate) struct Front {
    inner: Arc<Inner>,
    /// The other side of the connection.
    peer: Option<IpAddr>,
    /// Whether it is sending a file.
    sending: Sending,
}

struct Inner {
    site: Site,
    pages: Router,
    origins: Csrf<Keep>,
    form_within: Duration,
}

/// The readers that browsers have for PDF are pages of their own, with styles and frames: under the policy of our pages, or in
/// a sandbox, they stay blank. What is in a PDF of ours, or in one that we have written anew, runs nothing.
const PDF_SECURITY: &str = "frame-ancestors 'none'";

/// What is remembered of a request for the page of trouble that it may end on.
pub(crate) struct Head {
    pub(crate) uri: Uri,
    pub(crate) method: Method,
    pub(crate) languages: Option<HeaderValue>,
}

/// The form of a request that met trouble and may be sent again as it was.
#[derive(Clone)]
pub(crate) struct Sent(pub(crate) Bytes);

impl Front {
    pub(crate) fn new(site: Site, pages: Router, form_within: Duration) -> Self {
        let origins = CsrfLayer::new().layer(Keep);
        Self { inner: Arc::new(Inner { site, pages, origins, form_within }), peer: None, sending: Sending::default() }
    }

    /// The same for one connection.
    pub(crate) fn facing(&self, peer: IpAddr, sending: Sending) -> Self {
        Self { inner: Arc::clone(&self.inner), peer: Some(peer), sending }
    }

    async fn answer(self, mut request: Request) -> Response {
        let begun = tracing::enabled!(tracing::Level::DEBUG).then(Instant::now);
        let head = Head {
            uri: request.uri().clone(),
            method: request.method().clone(),
            languages: request.headers().get(header::ACCEPT_LANGUAGE).cloned(),
        };
        if let Some(peer) = self.peer.filter(|_| head.method == Method::POST) {
            let address = Address::of(&self.inner.site, peer, request.headers());
            request.extensions_mut().insert(address);
        }
        // Until its answer is made, the cleaning included: the connection would be cut after the minute that a form has.
        let sends = is_upload(&head.method, head.uri.path()).then(|| self.sending.begin());
        let encodings = request.headers().get(header::ACCEPT_ENCODING).cloned();
        let response = match self.inner.origins.clone().call(request).await.map(Response::into_body) {
            Ok(Some(request)) => self.within(request).await,
            Ok(None) => Trouble::Forbidden.into_response(),
        };
        let response = trouble::dress(&self.inner.site, &head, response);
        // What has a tag, or is packed, is sent as it is kept.
        let is_kept = |headers: &axum::http::HeaderMap| {
            [header::ETAG, header::CONTENT_ENCODING].iter().any(|it| headers.contains_key(it))
        };
        let is_as_it_is = response.body().is_end_stream() || is_kept(response.headers());
        let mut response = if is_as_it_is { response } else { compressed(encodings, response).await };
        let headers = response.headers_mut();
        headers.reserve(ALWAYS.len());
        if headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind == "application/pdf") {
            headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(PDF_SECURITY));
        }
        for (name, value) in ALWAYS {
            headers.entry(name).or_insert(value);
        }
        if let Some(begun) = begun {
            let (status, took) = (response.status().as_u16(), begun.elapsed());
            tracing::debug!(method = %head.method, path = head.uri.path(), status, ?took, "answered");
        }
        drop(sends);
        response
    }

    /// Programs bring a key and no session: no browser sends one along, so that it does not matter from where they come.
    async fn answer_program(self, request: Request) -> Response {
        let address = self.peer.map(|peer| Address::of(&self.inner.site, peer, request.headers()));
        let (request, body) = match self.with_form(request).await {
            Ok((request, body)) => (request, body.unwrap_or_default()),
            Err(trouble) => return pages::not_now(trouble),
        };
        let (parts, _) = request.into_parts();
        let mut asked = pin!(pages::answer_program(&self.inner.site, address, &parts, &body));
        let careful = poll_fn(|cx| {
            let polled = catch_unwind(AssertUnwindSafe(|| asked.as_mut().poll(cx)));
            polled.unwrap_or_else(|_| Poll::Ready(pages::not_now(Trouble::broken("a panic"))))
        });
        timeout(ANSWER_WITHIN, careful).await.unwrap_or_else(|_| pages::not_now(Trouble::Unknown))
    }

    /// Reads a form whole, then asks the pages, whose panics and delays end here.
    async fn within(&self, request: Request) -> Response {
        // A file is read by its page, behind the guard.
        let is_upload = is_upload(request.method(), request.uri().path());
        let answer_within = if is_upload { UPLOAD_WITHIN + ANSWER_WITHIN } else { ANSWER_WITHIN };
        let with_form = if is_upload { Ok((self.to_its_end(request), None)) } else { self.with_form(request).await };
        let (request, sent) = match with_form {
            Ok(request) => request,
            Err(trouble) => return trouble.into_response(),
        };
        let mut asked = pin!(async {
            match &sent {
                Some(form) if is_claim(request.uri().path()) => {
                    Ok(pages::claim_straight(&self.inner.site, request, form.clone()).await)
                }
                Some(form) => self.inner.pages.clone().call(request.map(|_| Body::from(form.clone()))).await,
                None => self.inner.pages.clone().call(request).await,
            }
        });
        let careful = poll_fn(|cx| {
            let polled = catch_unwind(AssertUnwindSafe(|| asked.as_mut().poll(cx)));
            polled.unwrap_or_else(|_| Poll::Ready(Ok(Trouble::broken("a panic").into_response())))
        });
        let mut response = match timeout(answer_within, careful).await {
            Ok(Ok(response)) => response,
            Err(_) => Trouble::Unknown.into_response(),
        };
        let may_be_sent_again = |trouble: &Trouble| matches!(trouble, Trouble::Busy | Trouble::Unknown);
        if let Some(sent) = &sent
            && response.extensions().get().is_some_and(may_be_sent_again)
        {
            response.extensions_mut().insert(Sent(sent.clone()));
        }
        response
    }

    fn to_its_end(&self, request: Request) -> Request {
        request.map(|body| ReadToEnd::of(body, self.sending.clone()))
    }

    async fn with_form(&self, request: Request) -> Result<(Request, Option<Bytes>), Trouble> {
        if request.method() != Method::POST {
            return Ok((request, None));
        }
        let (parts, body) = request.into_parts();
        if body.size_hint().lower() > FORM_BYTES_MAX as u64 {
            return Err(Trouble::TooLarge);
        }
        let form =
            timeout(self.inner.form_within, to_bytes(body, FORM_BYTES_MAX)).await.map_err(|_| Trouble::TooSlow)?;
        let form = form.map_err(|fault| {
            let cause = std::error::Error::source(&fault);
            if cause.is_some_and(<dyn std::error::Error>::is::<http_body_util::LengthLimitError>) {
                Trouble::TooLarge
            } else {
                Trouble::BadForm
            }
        })?;
        Ok((Request::from_parts(parts, Body::empty()), Some(form)))
    }
}

impl<B> Service<axum::http::Request<B>> for Front
where
    B: HttpBody<Data = Bytes> + Send + 'static,
    B::Error: Into<axum::BoxError>,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: axum::http::Request<B>) -> Self::Future {
        if pages::is_for_programs(request.uri().path()) {
            let front = self.clone();
            return Box::pin(async move { Ok(front.answer_program(request.map(Body::new)).await) });
        }
        // Programs ask for a place often, and nothing of what follows is for them.
        if let Some(response) = pages::place_straight(&self.inner.site, request.method(), request.uri().path()) {
            return Box::pin(ready(Ok(response)));
        }
        let front = self.clone();
        Box::pin(async move { Ok(front.answer(request.map(Body::new)).await) })
    }
}

/// In the first minute of an opening nearly everything that comes is a claim. It goes through the same guard to the same
/// handler as through the table of addresses, without the copies that the table makes of all that stands behind it.
fn is_claim(path: &str) -> bool {
    path.get(3..) == Some("/my/claim") && Lang::of_path(path).is_some()
}

/// Gives a request back that may go on.
#[derive(Debug, Clone, Copy)]
struct Keep;

impl Service<Request> for Keep {
    type Response = axum::http::Response<Option<Request>>;
    type Error = Infallible;
    type Future = Ready<Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Self::Future {
        ready(Ok(axum::http::Response::new(Some(request))))
    }
}
