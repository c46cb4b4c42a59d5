//! The style sheet, the icon and the small scripts: part of the program, named by their content so that a browser may keep
//! them for ever. No page needs a script; a script only spares a family some work.

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::fmt;

/// A file that pages bring along. Shown, it is its address.
pub(crate) struct Asset {
    name: &'static str,
    kind: &'static str,
    body: &'static [u8],
    sign: u64,
}

macro_rules! asset {
    ($name:literal, $kind:literal) => {{
        let body = include_bytes!(concat!("../assets/", $name));
        Asset { name: $name, kind: $kind, body, sign: sign(body) }
    }};
}

pub(crate) static STYLE: Asset = asset!("kezek.css", "text/css; charset=utf-8");
pub(crate) static LOGO: Asset = asset!("kezek.svg", "image/svg+xml");
/// Keeps the answers of an application on the device until they are sent.
pub(crate) static APPLY: Asset = asset!("apply.js", "text/javascript; charset=utf-8");
/// Checks an IIN while it is typed.
pub(crate) static IIN: Asset = asset!("iin.js", "text/javascript; charset=utf-8");
/// Fills in number and code from a receipt's drawing.
pub(crate) static FIND: Asset = asset!("find.js", "text/javascript; charset=utf-8");
/// Prints a receipt.
pub(crate) static RECEIPT: Asset = asset!("receipt.js", "text/javascript; charset=utf-8");
/// What only the pages need on which a family chooses.
pub(crate) static CHOOSING: Asset = asset!("choosing.css", "text/css; charset=utf-8");
/// What only the pages need that show figures, files and the map.
pub(crate) static FIGURES: Asset = asset!("figures.css", "text/css; charset=utf-8");
/// Sorts kindergartens by distance.
pub(crate) static NEARBY: Asset = asset!("nearby.js", "text/javascript; charset=utf-8");

/// What changes where letters are large.
pub(crate) static LARGE: Asset = asset!("large.css", "text/css; charset=utf-8");
/// Asks a browser to show notices.
pub(crate) static PUSH: Asset = asset!("push.js", "text/javascript; charset=utf-8");
/// Shows a notice when no page is open. A browser asks for it under one address that never changes.
static PUSH_WORKER: Asset = asset!("push-worker.js", "text/javascript; charset=utf-8");

/// Asks a device for a passkey.
pub(crate) static PASSKEY: Asset = asset!("passkey.js", "text/javascript; charset=utf-8");
/// Presses the one button of a page on which there is nothing to choose.
pub(crate) static GO_ON: Asset = asset!("go-on.js", "text/javascript; charset=utf-8");

static ALL: [&Asset; 13] =
    [&STYLE, &LARGE, &LOGO, &APPLY, &IIN, &FIND, &RECEIPT, &CHOOSING, &FIGURES, &NEARBY, &PUSH, &PASSKEY, &GO_ON];

/// FNV-1a: tells versions apart, protects nothing.
const fn sign(body: &[u8]) -> u64 {
    let mut sign = 0xcbf2_9ce4_8422_2325_u64;
    let mut at = 0;
    while at < body.len() {
        sign = (sign ^ body[at] as u64).wrapping_mul(0x0100_0000_01b3);
        at += 1;
    }
    sign
}

impl fmt::Display for Asset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/assets/{:016x}/{}", self.sign, self.name)
    }
}

/// `GET /push-worker.js`: it stands at the top, because it speaks for the whole site.
pub(crate) async fn show_push_worker() -> Response {
    let asset = &PUSH_WORKER;
    ([(header::CONTENT_TYPE, asset.kind), (header::CACHE_CONTROL, "no-cache")], asset.body).into_response()
}

/// `GET /assets/{sign}/{name}`. An old sign gets the new content, but not for ever.
pub(crate) async fn show(Path((wished, name)): Path<(String, String)>) -> Response {
    let Some(asset) = ALL.into_iter().find(|asset| asset.name == name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let keep =
        if wished == format!("{:016x}", asset.sign) { "public, max-age=31536000, immutable" } else { "no-cache" };
    ([(header::CONTENT_TYPE, asset.kind), (header::CACHE_CONTROL, keep)], asset.body).into_response()
}
