//! From where somebody comes, and how often they may try to log in from there. Many families share one address, a whole
//! mobile network at times, so that the limits are wide: they stop a machine that guesses, not a city that comes back.

use crate::Site;
use crate::trouble::{Tried, Trouble};
use admission::Phone;
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

/// An official reads each; a whole mobile network writes fewer than this.
pub(crate) const COMPLAINING: Bound =
    Bound { tried: Tried::Complaints, limit: Limit { what: "writing to the department", most: 60, within: WITHIN } };

/// An application is answered by a short message. A city of a million brings ninety in a day, a whole mobile network some
/// hundreds within ten minutes on the day on which an older queue is called to apply anew.
const APPLYING: Limit = Limit { what: "applying from an address", most: 300, within: WITHIN };

/// Applications that name one phone within a day: a family with six children in both queues. Nobody's phone is made to ring
/// by strangers who apply in its name.
const APPLYING_WITH_A_PHONE: Limit =
    Limit { what: "applying with a phone", most: 12, within: SignedDuration::from_hours(24) };

/// Documents cost seconds of a processor; a family sends a handful, a mobile network carries many families.
pub(crate) const SENDING_DOCUMENTS: Bound =
    Bound { tried: Tried::Documents, limit: Limit { what: "sending documents", most: 300, within: WITHIN } };

/// One family.
pub(crate) const SENDING_DOCUMENTS_OF_ONE: Bound =
    Bound { tried: Tried::Documents, limit: Limit { what: "sending documents of one", most: 30, within: WITHIN } };

/// Tables cost seconds of a processor; an official brings some before one is right.
pub(crate) const BRINGING_TABLES: Bound =
    Bound { tried: Tried::Tables, limit: Limit { what: "bringing tables", most: 60, within: WITHIN } };

/// A kindergarten's own software asks some times a day; this is for one that has lost its way.
pub(crate) const USING_API_KEY: Bound =
    Bound { tried: Tried::LogIn, limit: Limit { what: "using a key", most: 120, within: WITHIN } };

/// A key has 256 bits and is not guessed; this spares the service the work of refusing. Programs of many kindergartens may run
/// behind one address.
pub(crate) const SHOWING_API_KEY: Bound =
    Bound { tried: Tried::LogIn, limit: Limit { what: "showing a key", most: 3_000, within: WITHIN } };
/// One account of staff: a picture for each of a city's kindergartens within an hour.
pub(crate) const STAFF_SENDING: Bound =
    Bound { tried: Tried::Documents, limit: Limit { what: "staff sending files", most: 60, within: WITHIN } };

/// Staff of a city's kindergartens may sit behind one address.
pub(crate) const LOGGING_IN: Bound =
    Bound { tried: Tried::LogIn, limit: Limit { what: "logging in from an address", most: 300, within: WITHIN } };

/// One login; whoever forgot a password tries less often, and is shut out for ten minutes at most.
pub(crate) const LOGGING_IN_AS: Bound =
    Bound { tried: Tried::LogIn, limit: Limit { what: "logging in as somebody", most: 20, within: WITHIN } };

/// Of the million codes of an app three are right at a time.
pub(crate) const SECOND_STEP: Bound =
    Bound { tried: Tried::LogIn, limit: Limit { what: "a second step", most: 20, within: WITHIN } };

/// Whoever knows the password and tries so many codes every day is right once in fifteen years.
pub(crate) const SECOND_STEP_OF_A_DAY: Bound = Bound {
    tried: Tried::LogIn,
    limit: Limit { what: "a second step, in a day", most: 60, within: SignedDuration::from_hours(24) },
};

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

/// Counts one application. Whether it may be made, as far as its address and its phone are concerned.
pub(crate) fn may_apply(site: &Site, from: Option<Address>, phone: &Phone) -> bool {
    let is_fine = |limit, by: &str| site.store.attempt(limit, by).is_ok();
    from.is_none_or(|address| is_fine(APPLYING, &address.to_string())) && is_fine(APPLYING_WITH_A_PHONE, phone.as_str())
}
