//! One attempt over HTTP: whom to trust, how long to wait, what broke, and when to come again.

use crate::settings::{no_certificates, one_line, read_roots};
use crate::{Failure, SettingsFault};
use jiff::fmt::rfc2822;
use reqwest::header::{DATE, HeaderMap, HeaderName, RETRY_AFTER};
use reqwest::{Certificate, Client, redirect, retry};
use std::error::Error as _;
use std::path::Path;
use std::time::Duration;

/// The last cause in the chain; those before it name the address with all that is in it.
pub(crate) fn deepest(error: &reqwest::Error) -> String {
    let mut cause = error.source();
    let mut said = None;
    while let Some(inner) = cause {
        said = Some(inner.to_string());
        cause = inner.source();
    }
    one_line(&said.unwrap_or_else(|| "no cause is known".to_owned()))
}

/// A client that does what one attempt needs and nothing else.
pub(crate) fn client(
    connect: Duration,
    answer: Duration,
    trusted_roots: Option<&Path>,
) -> Result<Client, SettingsFault> {
    let mut builder = Client::builder()
        .connect_timeout(connect)
        .timeout(connect + answer)
        .pool_max_idle_per_host(0)
        .redirect(redirect::Policy::none())
        .retry(retry::never())
        .no_proxy()
        .user_agent("kezek");
    if let Some(path) = trusted_roots {
        let pem = read_roots("trusted_roots", path)?;
        let roots = Certificate::from_pem_bundle(&pem).ok().filter(|roots| !roots.is_empty());
        for root in roots.ok_or_else(|| no_certificates("trusted_roots", path))? {
            builder = builder.add_root_certificate(root);
        }
    }
    builder.build().map_err(|error| SettingsFault::new("trusted_roots", deepest(&error)))
}

/// What it means that no answer came: without a connection nothing was handed over, and else nobody knows.
pub(crate) fn broken(name: &str, error: &reqwest::Error) -> Failure {
    if error.is_builder() {
        return Failure::later(format!("{name}: the request cannot be put together"));
    }
    if error.is_connect() && error.is_timeout() {
        return Failure::later(format!("{name} cannot be reached in time"));
    }
    if error.is_connect() {
        return Failure::later(format!("{name} cannot be reached: {}", deepest(error)));
    }
    if error.is_timeout() {
        return Failure::unknown(format!("{name} did not answer in time"));
    }
    Failure::unknown(format!("{name}: the line broke before the answer: {}", deepest(error)))
}

/// When to come again. A day of the calendar counts from the answer's own date: the two clocks need not agree.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    // Whoever asks for more has made a mistake, or will be away for good.
    const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);
    let text = |name: HeaderName| headers.get(name)?.to_str().ok().map(str::trim);
    let asked = text(RETRY_AFTER)?;
    if let Ok(seconds) = asked.parse() {
        return Some(Duration::from_secs(seconds).min(LONGEST));
    }
    let instant = |text| rfc2822::parse(text).ok().map(|zoned| zoned.timestamp());
    let wait = instant(asked)?.duration_since(instant(text(DATE)?)?);
    Some(Duration::try_from(wait).ok()?.min(LONGEST))
}
