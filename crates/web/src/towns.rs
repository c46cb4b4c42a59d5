//! Which town a visitor means where several live in one installation: the one that an address names, else the one that the
//! browser remembers, else the one whose host was asked. Families and staff are never asked: they come to their own.

use crate::Site;
use crate::answers::Answers;
use crate::rights::{Guest, Person, Right};
use crate::session::cookie;
use crate::site::Cookies;
use crate::visit::Visit;
use admission::Kato;
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use std::sync::Arc;
use store::Town;

const NAME: &str = "kezek_town";

/// A family looks for a place for years, and a town is no secret.
const KEPT_SECONDS: u32 = 365 * 24 * 60 * 60;

/// The town that a visitor means, and whether that is known. Where it is not, the first one stands in for pages that are of
/// no town.
pub(crate) fn meant(site: &Site, uri: &Uri, headers: &HeaderMap) -> (Option<Arc<Town>>, bool) {
    if !site.has_towns() {
        return (site.town(None), true);
    }
    let by_browser = || site.store.town(&cookie(headers, NAME)?.parse().ok()?);
    let by_host = || site.town_of_host(headers.get(header::HOST)?.to_str().ok()?);
    match named(site, uri).or_else(by_browser).or_else(by_host) {
        Some(town) => (Some(town), true),
        None => (site.town(None), false),
    }
}

/// The town that an address names: `?town=710000000`.
fn named(site: &Site, uri: &Uri) -> Option<Arc<Town>> {
    let asked = Answers::read(uri.query()?.as_bytes()).ok()?;
    let kato: Kato = asked.of("town").parse().ok()?;
    site.store.town(&kato)
}

/// Whether a page is about one town, so that a visitor chooses first.
pub(crate) fn must_be_known(right: Right, path: &str) -> bool {
    let page = path.get(3..).unwrap_or_default();
    match right {
        Right::ReadPublic => page != "/towns" && !page.starts_with("/demo/"),
        Right::Apply => true,
        // Whoever has lost the number is looked for in one town; with number and code, in all.
        Right::LogIn => page.starts_with("/find/code"),
        _ => false,
    }
}

/// On to the page where a town is chosen, and from there to where the visitor wanted to go.
pub(crate) fn to_choose(uri: &Uri) -> Response {
    let (lang, page) = uri.path().split_at_checked(3).unwrap_or(("/kk", ""));
    Redirect::to(&format!("{lang}/towns?to={page}")).into_response()
}

/// What the browser shall remember, where a visitor has just named a town.
pub(crate) fn choice(site: &Site, uri: &Uri, guest: &Guest) -> Option<HeaderValue> {
    if !matches!(guest.person, Person::Visitor) || !site.has_towns() {
        return None;
    }
    let town = named(site, uri)?;
    let secure = if site.cookies() == Cookies::Secure { "; Secure" } else { "" };
    let text = format!("{NAME}={}; Path=/; Max-Age={KEPT_SECONDS}; HttpOnly; SameSite=Lax{secure}", town.kato());
    text.try_into().ok()
}

impl Visit {
    /// An address that leads to this town whatever the browser of its reader remembers; where there is one town only, as it
    /// is.
    pub(crate) fn of_town(&self, path: &str) -> String {
        if !self.frame.has_towns {
            return path.to_owned();
        }
        let mark = if path.contains('?') { '&' } else { '?' };
        format!("{path}{mark}town={}", self.town.kato())
    }
}
