//! What the settings of both ways out have in common: their faults, limits of waiting and trusted certificates.

use std::net::IpAddr;
use std::path::Path;
use std::time::Duration;

/// A setting that cannot be used: which one, and why. Nothing secret is in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{setting}: {reason}")]
pub struct SettingsFault {
    setting: &'static str,
    reason: String,
}

impl SettingsFault {
    pub(crate) fn new(setting: &'static str, reason: impl Into<String>) -> Self {
        Self { setting, reason: reason.into() }
    }
}

/// A limit of waiting in whole seconds; without one nothing would ever be waited for.
pub(crate) fn limit(setting: &'static str, seconds: u64) -> Result<Duration, SettingsFault> {
    // A day: whoever writes more has mistaken the unit, and sums of limits cannot overflow.
    const SECONDS_MAX: u64 = 24 * 60 * 60;
    if seconds == 0 || seconds > SECONDS_MAX {
        return Err(SettingsFault::new(setting, format!("{seconds} is not between 1 and {SECONDS_MAX} seconds")));
    }
    Ok(Duration::from_secs(seconds))
}

/// Whether the host is this machine by its very name, so that nobody else can read what is sent there.
pub(crate) fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

/// The file of certificates that are trusted beside the public ones.
pub(crate) fn read_roots(setting: &'static str, path: &Path) -> Result<Vec<u8>, SettingsFault> {
    std::fs::read(path).map_err(|cause| SettingsFault::new(setting, format!("{}: {cause}", path.display())))
}

/// What is said of a file that was read and is none of certificates.
pub(crate) fn no_certificates(setting: &'static str, path: &Path) -> SettingsFault {
    SettingsFault::new(setting, format!("{}: there is no usable certificate in it; PEM is expected", path.display()))
}

/// What the other side said, short and on one line, so that it cannot forge lines of a log.
pub(crate) fn one_line(said: &str) -> String {
    const CHARS_MAX: usize = 160;
    said.chars().take(CHARS_MAX).map(|char| if char.is_control() { ' ' } else { char }).collect()
}
