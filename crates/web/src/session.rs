//! The cookie of a session: its token. Scripts cannot read it, other sites cannot send it along with an act.

use crate::Site;
use crate::answers::Answers;
use crate::site::Cookies;
use axum::http::{HeaderMap, header};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use jiff::SignedDuration;
use store::{AccountId, Fault, Who};
use time::Duration;

const NAME: &str = "kezek";

/// A family stays logged in for a day: long enough for an evening and the next morning's opening.
const FAMILY_LIFETIME: SignedDuration = SignedDuration::from_hours(24);

/// On a device of one's own a family stays logged in for so long.
const REMEMBERED_LIFETIME: SignedDuration = SignedDuration::from_hours(24 * 90);

/// Staff log in once a working day.
const STAFF_LIFETIME: SignedDuration = SignedDuration::from_hours(12);

/// In the demo a visitor moves the clock by days and shall not be logged out by it.
const DEMO_LIFETIME: SignedDuration = SignedDuration::from_hours(24 * 366);

/// Whether a browser keeps a log-in after it is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Device {
    /// Anybody may use it next.
    Shared,
    /// The family's own.
    Remembered,
}

impl Device {
    /// As a form says it.
    pub(crate) fn said(answers: &Answers) -> Self {
        if answers.of("remember") == "yes" { Self::Remembered } else { Self::Shared }
    }
}

/// How long a log-in lasts; one of a helper ends with the helper at the latest.
fn lifetime(site: &Site, who: &Who, device: Device) -> SignedDuration {
    match who {
        Who::Family(..) | Who::Helper(..) if device == Device::Remembered => {
            REMEMBERED_LIFETIME.max(demo_lifetime(site))
        }
        _ if site.demo().is_some() => DEMO_LIFETIME,
        Who::Family(..) | Who::Helper(..) => FAMILY_LIFETIME,
        Who::Staff(_) => STAFF_LIFETIME,
    }
}

/// Zero outside a demo.
fn demo_lifetime(site: &Site) -> SignedDuration {
    if site.demo().is_some() { DEMO_LIFETIME } else { SignedDuration::ZERO }
}

/// The token that came with a request.
pub(crate) fn token(headers: &HeaderMap) -> Option<&str> {
    cookie(headers, NAME)
}

/// The value of a cookie of ours; none of them needs any decoding.
pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(header::COOKIE).into_iter().filter_map(|line| line.to_str().ok());
    let mut values = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.split_once('='));
    values.find(|(key, _)| key.trim() == name).map(|(_, value)| value.trim())
}

/// Begins a session, whose token the browser keeps until it is closed or the session ends.
pub(crate) async fn begin(site: &Site, who: Who, device: Device) -> Result<CookieJar, Fault> {
    begin_on(site, who, device, "").await
}

/// The same for a member of staff, who knows the session again by what it was begun on.
pub(crate) async fn begin_of_staff(site: &Site, id: AccountId, headers: &HeaderMap) -> Result<CookieJar, Fault> {
    begin_on(site, Who::Staff(id), Device::Shared, browser(headers)).await
}

/// One of the coarse words `android`, `iphone`, `windows`, `mac`, `linux`, or nothing: enough to know one's own telephone,
/// too little to tell people apart.
fn browser(headers: &HeaderMap) -> &'static str {
    let said = headers.get(header::USER_AGENT).and_then(|line| line.to_str().ok()).unwrap_or_default();
    // Telephones name the system they come from too.
    let families = [
        ("Android", "android"),
        ("iPhone", "iphone"),
        ("iPad", "iphone"),
        ("Windows", "windows"),
        ("Macintosh", "mac"),
        ("Linux", "linux"),
    ];
    families.into_iter().find(|(sign, _)| said.contains(sign)).map_or("", |(_, word)| word)
}

async fn begin_on(site: &Site, who: Who, device: Device, on: &'static str) -> Result<CookieJar, Fault> {
    let lifetime = lifetime(site, &who, device);
    let token = site.store.open_session_on(who, lifetime, on).await?;
    let cookie = Cookie::build((NAME, token.as_str().to_owned()))
        .http_only(true)
        .same_site(SameSite::Lax)
        .path("/")
        .secure(site.cookies() == Cookies::Secure);
    let cookie = match device {
        Device::Shared => cookie,
        Device::Remembered => cookie.max_age(Duration::seconds(lifetime.as_secs())),
    };
    Ok(CookieJar::new().add(cookie))
}

/// Takes the token from the browser.
pub(crate) fn ended() -> CookieJar {
    // A jar only sends the removal of a cookie that it has seen.
    let cookie = Cookie::build((NAME, "")).path("/");
    CookieJar::new().add(cookie.clone()).remove(cookie.removal())
}
