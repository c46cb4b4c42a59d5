//! The cases: how large the town is, what families want, how they come, and what is aimed at.

use super::contest::Store;
use super::load::Pace;
use super::plan::Wish;
use super::stage::Town;
use std::time::Duration;

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Case {
    /// Places for nearly everybody
    Succeed,
    /// The last places of few groups: nearly all are refused
    Race,
    /// As `succeed`, with 5 ms added to every flush
    SlowDisk,
    /// Claims that arrive by the clock, 5,000 a second
    OpenLoop,
    /// 15,000 places to 50,000 families
    City,
    /// 10,000 connections with TLS, opened in one second
    Handshakes,
}

/// How large a case is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    pub(crate) town: Town,
    pub(crate) wish: Wish,
    pub(crate) pace: Pace,
}

/// Claims a second of the open loop.
const ARRIVALS: f64 = 5000.0;

/// Connections with TLS opened in one second.
const OPENED_A_SECOND: f64 = 10_000.0;

impl Case {
    pub(crate) const ALL: [Self; 6] =
        [Self::Succeed, Self::Race, Self::SlowDisk, Self::OpenLoop, Self::City, Self::Handshakes];

    /// As the line names it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Succeed => "succeed",
            Self::Race => "race",
            Self::SlowDisk => "slow_disk",
            Self::OpenLoop => "open_loop",
            Self::City => "city",
            Self::Handshakes => "handshakes",
        }
    }

    pub(crate) fn size(self, quick: bool, connections: usize) -> Size {
        let times = if quick { 1 } else { 6 };
        let at_most = Duration::from_secs(if quick { 3 } else { 12 });
        let pace = Pace { connections, arrivals: None, at_most };
        let once = Wish::Once { again: 0 };
        // A quarter more places than families, so that chance leaves few of them without.
        let roomy = |families: u32| Town { families, groups: 200, places_each: families / 160 };
        match self {
            Self::Succeed | Self::SlowDisk => Size { town: roomy(40_000 * times), wish: once, pace },
            Self::Race => {
                let town = Town { families: 20_000, groups: 40, places_each: 10 };
                Size { town, wish: Wish::Always { claims: 100_000 * times as usize }, pace }
            }
            Self::OpenLoop => {
                let town = roomy(15_000 * times);
                Size { town, wish: once, pace: Pace { arrivals: Some(ARRIVALS), ..pace } }
            }
            Self::Handshakes => {
                let connections = if quick { 3000 } else { 10_000 };
                let arrivals = Some(OPENED_A_SECOND);
                Size {
                    town: roomy(connections),
                    wish: once,
                    pace: Pace { connections: connections as usize, arrivals, ..pace },
                }
            }
            Self::City => {
                let town = Town { families: 50_000, groups: 600, places_each: 25 };
                let at_most = Duration::from_secs(60);
                Size { town, wish: Wish::Once { again: 2 }, pace: Pace { at_most, ..pace } }
            }
        }
    }

    /// What is aimed at.
    pub(crate) fn aim(self, store: Store) -> &'static str {
        match (self, store) {
            (Self::Succeed, Store::Sqlite) => "ratio >= 20, of_fixed >= 0.35, p99_ms < 25",
            (Self::Succeed, Store::Postgres) => "ratio >= 12, of_fixed >= 0.35, p99_ms < 25",
            (Self::Race, _) => "ratio >= 5",
            (Self::SlowDisk, _) => "ratio >= 15",
            (Self::OpenLoop, _) => "p50_ms <= 1, p99_ms <= 10",
            (Self::City, _) => "seconds < 3",
            (Self::Handshakes, _) => "unanswered = 0",
        }
    }
}
