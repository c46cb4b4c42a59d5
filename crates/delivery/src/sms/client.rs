//! The connection to a gateway: whom to trust, how long to wait, and what it is called when it fails.

use super::SmsSettings;
use crate::SettingsFault;
use crate::settings::{is_loopback, limit, no_certificates, one_line, read_roots};
use reqwest::{Certificate, Client, Url, redirect, retry};
use std::error::Error as _;

/// The last cause in the chain; those before it name the address with all that is in it.
pub(super) fn deepest(error: &reqwest::Error) -> String {
    let mut cause = error.source();
    let mut said = None;
    while let Some(inner) = cause {
        said = Some(inner.to_string());
        cause = inner.source();
    }
    one_line(&said.unwrap_or_else(|| "no cause is known".to_owned()))
}

/// How reasons call the gateway: its host, and its port where that is not the usual one. A host that is a placeholder, or an
/// address in the clear to another machine, is a fault.
pub(super) fn name(url: &str) -> Result<String, SettingsFault> {
    let fault = |reason| SettingsFault::new("url", reason);
    let (scheme, rest) = url.split_once("://").ok_or_else(|| fault("is no address"))?;
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.contains(['{', '@']) {
        return Err(fault("holds a placeholder or a user where its host stands"));
    }
    let parsed = Url::parse(&format!("{scheme}://{authority}/")).map_err(|_| fault("is no address"))?;
    let host = parsed.host_str().ok_or_else(|| fault("has no host"))?.to_owned();
    match scheme {
        "https" => {}
        "http" if is_loopback(&host) => {}
        "http" => return Err(fault("is in the clear (http), which is for a gateway on this machine only")),
        _ => return Err(fault("begins with neither https:// nor http://")),
    }
    Ok(match parsed.port() {
        Some(port) => format!("SMS gateway {host}:{port}"),
        None => format!("SMS gateway {host}"),
    })
}

/// A client that does what one attempt needs and nothing else.
pub(super) fn client(settings: &SmsSettings) -> Result<Client, SettingsFault> {
    let connect = limit("connect_seconds_max", settings.connect_seconds_max)?;
    let answer = limit("answer_seconds_max", settings.answer_seconds_max)?;
    let mut builder = Client::builder()
        .connect_timeout(connect)
        .timeout(connect + answer)
        .pool_max_idle_per_host(0)
        .redirect(redirect::Policy::none())
        .retry(retry::never())
        .no_proxy()
        .user_agent("kezek");
    if let Some(path) = &settings.trusted_roots {
        let pem = read_roots("trusted_roots", path)?;
        let roots = Certificate::from_pem_bundle(&pem).ok().filter(|roots| !roots.is_empty());
        for root in roots.ok_or_else(|| no_certificates("trusted_roots", path))? {
            builder = builder.add_root_certificate(root);
        }
    }
    builder.build().map_err(|error| SettingsFault::new("trusted_roots", deepest(&error)))
}
