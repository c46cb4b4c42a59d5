//! The cookie of a request for a one-time code: the code counts in the browser that asked for it, and in no other.

use crate::Site;
use crate::session::cookie;
use crate::site::Cookies;
use axum::http::HeaderMap;
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use store::CodeRequest;
use time::Duration;

const NAME: &str = "kezek_code";

/// The code lasts as long.
const LASTS: Duration = Duration::minutes(10);

/// Lets the browser keep a request.
pub(crate) fn keep(site: &Site, request: &CodeRequest) -> CookieJar {
    let cookie = Cookie::build((NAME, request.as_str().to_owned()))
        .http_only(true)
        .same_site(SameSite::Lax)
        .path("/")
        .max_age(LASTS)
        .secure(site.cookies() == Cookies::Secure);
    CookieJar::new().add(cookie)
}

/// The request that came with a code; one that nobody made where there is none.
pub(crate) fn of(headers: &HeaderMap) -> &str {
    cookie(headers, NAME).unwrap_or_default()
}

/// Takes it from the browser.
pub(crate) fn forget() -> CookieJar {
    let cookie = Cookie::build((NAME, "")).path("/");
    CookieJar::new().add(cookie.clone()).remove(cookie.removal())
}
