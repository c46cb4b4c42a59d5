//! When a page cannot be shown: what happened, in words, in the reader's language, with a number to quote where it is
//! our fault.

use crate::answers::Answers;
use crate::front::{Head, Sent};
use crate::rights::Role;
use crate::visit::{Frame, Visit};
use crate::wording::Wording;
use crate::{Lang, Site, rights};
use askama::Template;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use store::CommandId;
use tokio::time::Instant;

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
    /// Too many requests; some may be made after so long.
    TooMany { tried: Tried, seconds: u64 },
    /// Our fault; the number stands in the log.
    Broken(FaultNumber),
    /// More is waiting than can be taken; nothing was done.
    Busy,
    /// It is not known whether what was asked has been done.
    Unknown,
    /// Not ready, or stopping.
    Unavailable,
    /// The service runs, but no town has been founded in it.
    NoTown,
}

/// What somebody did too often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tried {
    /// To come in, with a code or a password.
    LogIn,
    /// To send files.
    Documents,
    /// To bring tables.
    Tables,
    /// To be sent a one-time code.
    Codes,
    /// To write to the department.
    Complaints,
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
const RETRY_AFTER_SECONDS: u64 = 5;

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
            StatusCode::TOO_MANY_REQUESTS => Self::TooMany { tried: Tried::LogIn, seconds: RETRY_AFTER_SECONDS },
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
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Busy | Self::Unknown | Self::Unavailable | Self::NoTown => StatusCode::SERVICE_UNAVAILABLE,
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
            Self::TooMany { tried, .. } => match tried {
                Tried::LogIn => "too-many",
                Tried::Documents => "too-many-documents",
                Tried::Tables => "too-many-tables",
                Tried::Codes => "too-many-codes",
                Tried::Complaints => "too-many-complaints",
            },
            Self::Broken(_) => "broken",
            Self::Busy => "busy",
            Self::Unknown => "unknown",
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
        let trouble = match fault {
            store::Fault::Busy => Self::Busy,
            store::Fault::ShutDown | store::Fault::Unavailable { .. } => Self::Unknown,
            fault => return Self::broken(fault),
        };
        warn_now_and_then(&fault);
        trouble
    }
}

/// When a city is told to come again, the log says so once a second, and how often.
pub(crate) fn warn_now_and_then(fault: &store::Fault) {
    static BEGAN: LazyLock<Instant> = LazyLock::new(Instant::now);
    static SAID_AT_SECOND: AtomicU64 = AtomicU64::new(u64::MAX);
    static UNSAID: AtomicU64 = AtomicU64::new(0);
    let times = UNSAID.fetch_add(1, Ordering::Relaxed) + 1;
    let second = BEGAN.elapsed().as_secs();
    if SAID_AT_SECOND.swap(second, Ordering::Relaxed) != second {
        UNSAID.fetch_sub(times, Ordering::Relaxed);
        tracing::warn!(%fault, times, "requests have to be asked again");
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

/// The form of an act, to be sent once more as it was: a repeated act is done once.
struct Again {
    to: String,
    fields: Answers,
    warning: Option<String>,
}

#[derive(Template)]
#[template(path = "trouble.html")]
struct TroublePage {
    visit: Framed,
    title: String,
    words: String,
    /// What to do next, and when.
    next: Option<String>,
    again: Option<Again>,
    number: Option<FaultNumber>,
}

/// Outside of everything: gives each bare error its page. Errors come from pages, from the router and from what stands in
/// front of them, and all look alike.
pub(crate) fn dress(site: &Site, head: &Head, response: Response) -> Response {
    let status = response.status();
    if !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    if response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html")) {
        return response;
    }
    let trouble = response.extensions().get::<Trouble>().copied().unwrap_or_else(|| Trouble::of_status(status));
    let mut frame = match Visit::begin(site, &head.uri, rights::Guest::unknown(site)) {
        Ok(visit) => visit.frame,
        Err(_) => bare_frame(site, head),
    };
    frame.role = response.extensions().get().copied().unwrap_or(frame.role);
    // What was sent cannot be looked at again in another language, and a page that is not there is in none.
    if head.method != Method::GET || trouble == Trouble::NotFound {
        frame.here.clear();
    }
    page(trouble, frame, head, &response)
}

fn page(trouble: Trouble, frame: Frame, head: &Head, bare: &Response) -> Response {
    let t = frame.t;
    let is_act = head.method == Method::POST;
    // Where nothing was sent, nothing can be half done.
    let trouble = if trouble == Trouble::Unknown && !is_act { Trouble::Unavailable } else { trouble };
    let key = match trouble {
        Trouble::Busy if !is_act => "busy-page",
        Trouble::Forbidden if frame.is_helper() => "forbidden-helper",
        _ => trouble.key(),
    };
    let again = bare.extensions().get().and_then(|sent| Again::of(t, head, sent));
    let soon = |key: &str| t.with(key).set("seconds", RETRY_AFTER_SECONDS).to_string();
    let next = match trouble {
        Trouble::Busy if !is_act => Some(soon("trouble-reload")),
        Trouble::Busy | Trouble::Unknown if again.is_none() => Some(soon("trouble-by-hand")),
        Trouble::Busy => Some(soon("trouble-busy-again")),
        Trouble::Unknown => Some(soon("trouble-unknown-again")),
        Trouble::TooMany { seconds, .. } => {
            Some(t.with("trouble-too-many-again").set("minutes", seconds.div_ceil(60)).to_string())
        }
        _ => None,
    };
    let title = t.text(format!("trouble-{}", trouble.key()));
    let words = t.text(format!("trouble-{key}-words"));
    let page = TroublePage { visit: Framed { frame }, title, words, next, again, number: trouble.number() };
    let mut response = match page.render() {
        Ok(html) => (trouble.status(), Html(html)).into_response(),
        Err(_) => trouble.status().into_response(),
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    for kept in [header::ALLOW, header::SET_COOKIE] {
        if let Some(value) = bare.headers().get(&kept) {
            headers.insert(kept, value.clone());
        }
    }
    let retry_after = match trouble {
        Trouble::TooMany { seconds, .. } => Some(seconds),
        Trouble::Busy | Trouble::Unknown | Trouble::Unavailable => Some(RETRY_AFTER_SECONDS),
        _ => None,
    };
    if let Some(seconds) = retry_after {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

impl Again {
    /// Only an act has an id by which it is known again, and a password is not written into a page.
    fn of(t: Wording, head: &Head, sent: &Sent) -> Option<Self> {
        let fields = Answers::read(&sent.0).ok()?;
        // At the log-in of staff every field may be a password or a code.
        let is_log_in = head.uri.path().split('/').any(|part| part == "staff");
        if fields.command_id().is_err() || is_log_in || ["password", "code"].iter().any(|name| fields.is_asked(name)) {
            return None;
        }
        let to = head.uri.path_and_query()?.to_string();
        let warning = head.uri.path().ends_with("/my/claim").then(|| t.text("trouble-again-claim"));
        Some(Self { to, fields, warning })
    }
}

/// A frame for an address without a language, or before a town is founded.
fn bare_frame(site: &Site, head: &Head) -> Frame {
    let wish = head.languages.as_ref().and_then(|wish| wish.to_str().ok()).unwrap_or_default();
    let lang = Lang::of_path(head.uri.path()).unwrap_or_else(|| Lang::wished(wish));
    let town = site.town(None).filter(|_| !site.has_towns());
    let town = town.map(|town| lang.of(town.names()).to_owned()).unwrap_or_default();
    Frame {
        t: Wording::of(lang),
        lang,
        here: String::new(),
        town,
        demo: None,
        role: Role::Visitor,
        acting: None,
        has_towns: site.has_towns(),
        announcing: None,
    }
}
