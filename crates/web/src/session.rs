//! The one cookie: a session's token. Scripts cannot read it, other sites cannot send it along with an act.

use crate::Site;
use crate::site::Cookies;
use axum::http::HeaderMap;
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use jiff::SignedDuration;

const NAME: &str = "kezek";

/// A family stays logged in for a day: long enough for an evening and the next morning's opening.
pub(crate) const FAMILY_LIFETIME: SignedDuration = SignedDuration::from_hours(24);

/// Staff log in once a working day.
pub(crate) const STAFF_LIFETIME: SignedDuration = SignedDuration::from_hours(12);

/// The token that came with a request.
pub(crate) fn token(headers: &HeaderMap) -> Option<String> {
    CookieJar::from_headers(headers).get(NAME).map(|cookie| cookie.value().to_owned())
}

/// Gives the token to the browser, until it is closed or the session ends.
pub(crate) fn begun(site: &Site, token: String) -> CookieJar {
    let cookie = Cookie::build((NAME, token))
        .http_only(true)
        .same_site(SameSite::Lax)
        .path("/")
        .secure(site.cookies == Cookies::Secure);
    CookieJar::new().add(cookie)
}

/// Takes the token from the browser.
pub(crate) fn ended() -> CookieJar {
    // A jar only sends the removal of a cookie that it has seen.
    let cookie = Cookie::build((NAME, "")).path("/");
    CookieJar::new().add(cookie.clone()).remove(cookie.removal())
}
