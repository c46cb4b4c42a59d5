//! From where somebody comes, and how often they may try to log in from there. Many families share one address, a whole
//! mobile network at times, so that the limits are wide: they stop a machine that guesses, not a city that comes back.

use crate::Site;
use crate::trouble::{Tried, Trouble};
use axum::http::HeaderMap;
use jiff::SignedDuration;
use std::fmt;
use std::net::{IpAddr, Ipv6Addr};
use store::Limit;

const WITHIN: SignedDuration = SignedDuration::from_mins(10);

/// How often what may be tried.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bound {
    tried: Tried,
    limit: Limit,
}

/// A family's code has 120 bits and is not guessed; this spares the service the work of refusing. On the morning of an
/// opening some thousand families come back from behind one address of a mobile network.
pub(crate) const FINDING: Bound =
    Bound { tried: Tried::LogIn, limit: Limit { what: "finding an application", most: 5_000, within: WITHIN } };

/// Codes cost money to send; a whole mobile network asks for fewer than this.
pub(crate) const ASKING_FOR_CODE: Bound =
    Bound { tried: Tried::Codes, limit: Limit { what: "asking for a one-time code", most: 200, within: WITHIN } };

/// Documents cost seconds of a processor; a family sends a handful, a mobile network carries many families.
pub(crate) const SENDING_DOCUMENTS: Bound =
    Bound { tried: Tried::Documents, limit: Limit { what: "sending documents", most: 300, within: WITHIN } };

/// One family.
pub(crate) const SENDING_DOCUMENTS_OF_ONE: Bound =
    Bound { tried: Tried::Documents, limit: Limit { what: "sending documents of one", most: 30, within: WITHIN } };

/// Staff of a city's kindergartens may sit behind one address.
pub(crate) const LOGGING_IN: Bound =
    Bound { tried: Tried::LogIn, limit: Limit { what: "logging in from an address", most: 300, within: WITHIN } };

/// One login; whoever forgot a password tries less often, and is shut out for ten minutes at most.
pub(crate) const LOGGING_IN_AS: Bound =
    Bound { tried: Tried::LogIn, limit: Limit { what: "logging in as somebody", most: 20, within: WITHIN } };

/// The address of a visitor, as far as it tells visitors apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Address(IpAddr);

impl Address {
    /// The other side of the connection, or, where that is our own proxy, what the proxy says: the last address in
    /// `X-Forwarded-For`, the only one that a visitor cannot make up.
    pub(crate) fn of(site: &Site, peer: IpAddr, headers: &HeaderMap) -> Self {
        let peer = peer.to_canonical();
        if !site.trusts(peer) {
            return Self(peer);
        }
        let said = headers.get_all("x-forwarded-for").into_iter().next_back().and_then(|line| line.to_str().ok());
        let last = said.and_then(|line| line.rsplit(',').next()).and_then(|last| last.trim().parse().ok());
        Self(last.map_or(peer, |last: IpAddr| last.to_canonical()))
    }
}

impl fmt::Display for Address {
    /// Of IPv6 a visitor has not one address but a network of 64 bits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            IpAddr::V4(address) => address.fmt(f),
            IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).fmt(f),
        }
    }
}

/// Counts one attempt.
///
/// # Errors
/// When it was one too many, with the time to wait.
pub(crate) fn attempt(site: &Site, bound: Bound, by: Option<impl fmt::Display>) -> Result<(), Trouble> {
    let Some(by) = by else { return Ok(()) };
    site.store.attempt(bound.limit, &by.to_string()).map_err(|fault| {
        let wait = fault.again_at.duration_since(site.store.clock().now());
        Trouble::TooMany { tried: bound.tried, seconds: u64::try_from(wait.as_secs()).unwrap_or_default().max(1) }
    })
}
