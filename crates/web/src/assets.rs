//! The style sheet, the script-free drawings and the icon: part of the program, named by their content so that a browser
//! may keep them for ever.

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

struct Asset {
    name: &'static str,
    kind: &'static str,
    body: &'static [u8],
}

const STYLE: Asset =
    Asset { name: "kezek.css", kind: "text/css; charset=utf-8", body: include_bytes!("../assets/kezek.css") };
const LOGO: Asset = Asset { name: "kezek.svg", kind: "image/svg+xml", body: include_bytes!("../assets/kezek.svg") };

const STYLE_SIGN: u64 = sign(STYLE.body);
const LOGO_SIGN: u64 = sign(LOGO.body);

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

/// Address of the style sheet.
pub(crate) fn style() -> String {
    format!("/assets/{STYLE_SIGN:016x}/{}", STYLE.name)
}

/// Address of the logo, which is the icon too.
pub(crate) fn logo() -> String {
    format!("/assets/{LOGO_SIGN:016x}/{}", LOGO.name)
}

/// `GET /assets/{sign}/{name}`. An old sign gets the new content, but not for ever.
pub(crate) async fn show(Path((wished, name)): Path<(String, String)>) -> Response {
    let Some((asset, sign)) =
        [(STYLE, STYLE_SIGN), (LOGO, LOGO_SIGN)].into_iter().find(|(asset, _)| asset.name == name)
    else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let keep = if wished == format!("{sign:016x}") { "public, max-age=31536000, immutable" } else { "no-cache" };
    ([(header::CONTENT_TYPE, asset.kind), (header::CACHE_CONTROL, keep)], asset.body).into_response()
}
