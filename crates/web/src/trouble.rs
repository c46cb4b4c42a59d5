//! When a page cannot be shown: what happened, in words, in the reader's language, with a number to quote where it is
//! our fault.

use crate::rights::Role;
use crate::visit::{Frame, Visit};
use crate::wording::Wording;
use crate::{Lang, Site, rights};
use askama::Template;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use store::CommandId;

/// Why a page cannot be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// The form is not one of ours, or its bytes are no text.
    BadForm,
    /// Logged in as somebody who may not, or sent from another site.
    Forbidden,
    /// No such page.
    NotFound,
    /// The page is there, but nothing can be sent to it like this.
    MethodNotAllowed,
    /// The browser was too slow to send.
    TooSlow,
    /// The form is larger than any of ours.
    TooLarge,
    /// Too many requests.
    TooMany,
    /// Our fault; the number stands in the log.
    Broken(FaultNumber),
    /// Not ready, or stopping.
    Unavailable,
    /// The service runs, but no town has been founded in it.
    NoTown,
}

/// A number that a person can quote and that the log knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FaultNumber(u64);

impl FaultNumber {
    fn random() -> Self {
        let [a, b, c, d, e, ..] = CommandId::random().0;
        Self(u64::from_be_bytes([0, 0, 0, a, b, c, d, e]))
    }
}

impl std::fmt::Display for FaultNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = admission::ApplicationId(self.0).to_string();
        write!(f, "{}-{}", &sign[..4], &sign[4..])
    }
}

/// How long a browser or a proxy may wait before it asks again.
const RETRY_AFTER_SECONDS: &str = "10";

impl Trouble {
    /// Our fault: the log learns what, the person a number.
    pub(crate) fn broken(what: impl std::fmt::Display) -> Self {
        let number = FaultNumber::random();
        tracing::error!(%number, %what, "a page could not be shown");
        Self::Broken(number)
    }

    /// What a bare status means.
    pub(crate) fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::FORBIDDEN | StatusCode::UNAUTHORIZED => Self::Forbidden,
            StatusCode::NOT_FOUND => Self::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Self::MethodNotAllowed,
            StatusCode::REQUEST_TIMEOUT => Self::TooSlow,
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            StatusCode::TOO_MANY_REQUESTS => Self::TooMany,
            StatusCode::SERVICE_UNAVAILABLE => Self::Unavailable,
            status if status.is_server_error() => Self::broken(status),
            _ => Self::BadForm,
        }
    }

    fn status(self) -> StatusCode {
        match self {
            Self::BadForm => StatusCode::BAD_REQUEST,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Unavailable | Self::NoTown => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    fn key(self) -> &'static str {
        match self {
            Self::BadForm => "bad-form",
            Self::Forbidden => "forbidden",
            Self::NotFound => "not-found",
            Self::MethodNotAllowed => "method",
            Self::TooSlow => "too-slow",
            Self::TooLarge => "too-large",
            Self::TooMany => "too-many",
            Self::Broken(_) => "broken",
            Self::Unavailable => "unavailable",
            Self::NoTown => "no-town",
        }
    }

    fn number(self) -> Option<FaultNumber> {
        match self {
            Self::Broken(number) => Some(number),
            _ => None,
        }
    }
}

impl From<store::Fault> for Trouble {
    /// A store that is too busy, or stopping, or unsure whether it wrote, may be asked again with the same act.
    fn from(fault: store::Fault) -> Self {
        if matches!(fault, store::Fault::Busy | store::Fault::ShutDown | store::Fault::Unavailable { .. }) {
            tracing::warn!(%fault, "a request has to be asked again");
            return Self::Unavailable;
        }
        Self::broken(fault)
    }
}

impl From<askama::Error> for Trouble {
    fn from(fault: askama::Error) -> Self {
        Self::broken(fault)
    }
}

impl IntoResponse for Trouble {
    /// Only the status: [`dress`] knows the language.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// The frame is all that the layout asks for.
struct Framed {
    frame: Frame,
}

#[derive(Template)]
#[template(path = "trouble.html")]
struct TroublePage {
    visit: Framed,
    title: String,
    words: String,
    number: Option<FaultNumber>,
}

/// Outside of everything: gives each bare error its page. Errors come from pages, from the router and from the layers
/// around it, and all look alike.
pub(crate) async fn dress(State(site): State<Site>, request: Request, next: Next) -> Response {
    let (uri, headers, is_get) = (request.uri().clone(), request.headers().clone(), request.method() == Method::GET);
    let response = next.run(request).await;
    let status = response.status();
    let is_page =
        response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if is_page || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    let trouble = response.extensions().get::<Trouble>().copied().unwrap_or_else(|| Trouble::of_status(status));
    let mut frame = match Visit::begin(&site, &uri, rights::Person::Visitor) {
        Ok(visit) => visit.frame,
        Err(_) => bare_frame(&site, &headers, uri.path()),
    };
    frame.role = response.extensions().get().copied().unwrap_or(frame.role);
    // What was sent cannot be looked at again in another language, and a page that is not there is in none.
    if !is_get || trouble == Trouble::NotFound {
        frame.here.clear();
    }
    page(trouble, frame, &response)
}

fn page(trouble: Trouble, frame: Frame, bare: &Response) -> Response {
    let title = frame.t.text(format!("trouble-{}", trouble.key()));
    let words = frame.t.text(format!("trouble-{}-words", trouble.key()));
    let page = TroublePage { visit: Framed { frame }, title, words, number: trouble.number() };
    let mut response = match page.render() {
        Ok(html) => (trouble.status(), Html(html)).into_response(),
        Err(_) => trouble.status().into_response(),
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(allowed) = bare.headers().get(header::ALLOW) {
        headers.insert(header::ALLOW, allowed.clone());
    }
    if matches!(trouble, Trouble::Unavailable | Trouble::TooMany) {
        headers.insert(header::RETRY_AFTER, HeaderValue::from_static(RETRY_AFTER_SECONDS));
    }
    response
}

/// A frame for an address without a language, or before a town is founded.
fn bare_frame(site: &Site, headers: &HeaderMap, path: &str) -> Frame {
    let wish = headers.get(header::ACCEPT_LANGUAGE).and_then(|wish| wish.to_str().ok()).unwrap_or_default();
    let lang = Lang::of_path(path).unwrap_or_else(|| Lang::wished(wish));
    let town = site.town(None).map(|town| lang.of(town.names()).to_owned()).unwrap_or_default();
    Frame { t: Wording::of(lang), lang, here: String::new(), town, demo: None, role: Role::Visitor }
}
