//! What a gateway is called when it fails.

use crate::SettingsFault;
use crate::settings::is_loopback;
use reqwest::Url;

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
