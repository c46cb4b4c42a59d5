//! The way of staff from the first step of a log-in to a session. Between them the browser holds a token of what it has begun
//! and no session: whoever has not taken the second step, or has to set one up, finds every other door shut.

use crate::rights::Person;
use crate::session;
use crate::site::Cookies;
use crate::trouble::Trouble;
use crate::visit::Visit;
use crate::{Site, staff};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use identity::{Passkeys, Question, Step};
use jiff::SignedDuration;
use store::{Account, Factor, FactorKind, Factors};
use time::Duration;

/// The cookie of what was begun. Scripts cannot read it; it comes along when the identity provider sends somebody back.
const NAME: &str = "kezek-step";

/// A second step is taken at once.
const SECOND_STEP_LASTS: SignedDuration = SignedDuration::from_mins(5);

/// To set up an app one may have to install it first.
const SET_UP_LASTS: SignedDuration = SignedDuration::from_mins(20);

/// Where somebody is asked by the provider for whatever it asks.
const PROVIDER_LASTS: SignedDuration = SignedDuration::from_mins(10);

/// By what somebody took the first step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum First {
    /// By a password, or by a provider that vouches for nothing more.
    One,
    /// By a provider that has asked for a second factor itself.
    Both,
}

/// Something begun by this browser.
pub(crate) struct Begun {
    token: String,
    /// By whom; nobody yet while the provider is asked.
    pub(crate) account: Option<Account>,
    pub(crate) step: Step,
}

/// Whether an account must have a second factor. One of a kindergarten may.
pub(crate) fn is_needed(account: &Account) -> bool {
    account.kindergarten.is_none()
}

/// Where an account works.
pub(crate) fn work(account: &Account) -> &'static str {
    if account.kindergarten.is_some() { "/kindergarten" } else { "/office" }
}

/// The first step was right: on to the second, to setting one up, or to work.
///
/// # Errors
/// What the store reports.
pub(crate) async fn go_on(
    visit: &Visit,
    headers: &HeaderMap,
    account: &Account,
    first: First,
) -> Result<Response, Trouble> {
    if !visit.site.asks_second_factors() || first == First::Both {
        return enter(visit, headers, account).await;
    }
    let factors = visit.site.store.factors(account.id).await?;
    if !factors.all.is_empty() {
        return begin_second(visit, account, &factors).await.map(|jar| to(visit, jar, "/staff/second"));
    }
    if is_needed(account) {
        return begin_set_up(visit, account, None).await.map(|jar| to(visit, jar, "/staff/factors/new"));
    }
    enter(visit, headers, account).await
}

/// Opens a session and leads to work.
///
/// # Errors
/// What the store reports.
pub(crate) async fn enter(visit: &Visit, headers: &HeaderMap, account: &Account) -> Result<Response, Trouble> {
    Ok(to(visit, session_of(visit, headers, account).await?, work(account)))
}

/// Opens a session.
///
/// # Errors
/// What the store reports.
pub(crate) async fn session_of(visit: &Visit, headers: &HeaderMap, account: &Account) -> Result<CookieJar, Trouble> {
    Ok(session::begin_of_staff(&visit.site, account.id, headers).await?)
}

fn to(visit: &Visit, jar: CookieJar, path: &str) -> Response {
    (jar, Redirect::to(&visit.to(path))).into_response()
}

/// Begins the second step of a log-in, with a fresh question to who has passkeys.
///
/// # Errors
/// What the store reports.
pub(crate) async fn begin_second(visit: &Visit, account: &Account, factors: &Factors) -> Result<CookieJar, Trouble> {
    let known: Vec<_> = passkeys_of(factors).collect();
    let passkey = match passkeys(&visit.site) {
        Some(passkeys) if !known.is_empty() => Some(passkeys.begin_log_in(&secrets(&known)).map_err(Trouble::broken)?),
        _ => None,
    };
    begin(&visit.site, Some(account), &Step::Second { passkey }, SECOND_STEP_LASTS).await
}

/// Begins to set up a factor: with a new secret, or with the one that is in the app already.
///
/// # Errors
/// What the store reports.
pub(crate) async fn begin_set_up(
    visit: &Visit,
    account: &Account,
    secret: Option<Vec<u8>>,
) -> Result<CookieJar, Trouble> {
    let factors = visit.site.store.factors(account.id).await?;
    let known: Vec<_> = passkeys_of(&factors).collect();
    let question = |passkeys: Passkeys| -> Result<Question, Trouble> {
        let asked = passkeys.begin_registration(account.id.0, &account.login, &account.display_name, &secrets(&known));
        asked.map_err(Trouble::broken)
    };
    let passkey = passkeys(&visit.site).map(question).transpose()?;
    let secret = secret.unwrap_or_else(identity::Totp::new_secret);
    begin(&visit.site, Some(account), &Step::SetUp { secret, passkey }, SET_UP_LASTS).await
}

/// Remembers whom we have sent to the provider.
///
/// # Errors
/// What the store reports.
pub(crate) async fn begin_visit(visit: &Visit, departure: identity::Departure) -> Result<CookieJar, Trouble> {
    let step = Step::Provider { departure, lang: visit.lang.to_string() };
    begin(&visit.site, None, &step, PROVIDER_LASTS).await
}

async fn begin(
    site: &Site,
    account: Option<&Account>,
    step: &Step,
    lasts: SignedDuration,
) -> Result<CookieJar, Trouble> {
    let token = site.store.begin_step(account.map(|account| account.id), &step.written(), lasts).await?;
    let cookie = Cookie::build((NAME, token.as_str().to_owned()))
        .http_only(true)
        .same_site(SameSite::Lax)
        .path("/")
        .max_age(Duration::seconds(lasts.as_secs()))
        .secure(site.cookies() == Cookies::Secure);
    Ok(CookieJar::new().add(cookie))
}

/// What this browser has begun.
///
/// # Errors
/// What the store reports.
pub(crate) async fn begun(visit: &Visit, headers: &HeaderMap) -> Result<Option<Begun>, Trouble> {
    let Some(token) = session::cookie(headers, NAME) else { return Ok(None) };
    let Some(found) = visit.site.store.begun_step(token).await? else { return Ok(None) };
    let account = found.account.and_then(|id| visit.site.store.account(id));
    if found.account.is_some() && account.as_ref().is_none_or(|account| account.closed) {
        return Ok(None);
    }
    Ok(Step::read(&found.text).map(|step| Begun { token: token.to_owned(), account, step }))
}

impl Begun {
    /// Takes it: it counts no more. `false` if somebody did before.
    ///
    /// # Errors
    /// What the store reports.
    pub(crate) async fn take(&self, visit: &Visit) -> Result<bool, Trouble> {
        Ok(visit.site.store.take_step(&self.token).await?.is_some())
    }
}

/// Nothing has been begun, or its time is over: to the log-in; who is in already goes to work.
pub(crate) fn anew(visit: &Visit) -> Response {
    let path = match &visit.person {
        Person::Staff(account) => work(account),
        _ => "/staff?no=step",
    };
    Redirect::to(&visit.to(path)).into_response()
}

/// The site as devices know it; `None` where it has no name.
pub(crate) fn passkeys(site: &Site) -> Option<Passkeys> {
    Passkeys::at(site.address(), staff::SITE_NAME)
}

/// The passkeys of an account, in an order that stays.
pub(crate) fn passkeys_of(factors: &Factors) -> impl Iterator<Item = &Factor> {
    factors.of_kind(FactorKind::Passkey)
}

/// What is kept of them.
pub(crate) fn secrets<'f>(passkeys: &[&'f Factor]) -> Vec<&'f [u8]> {
    passkeys.iter().map(|passkey| passkey.secret.as_slice()).collect()
}
