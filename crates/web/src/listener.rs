//! Where people arrive: the address, TLS on it if the service does that itself, and what one connection may cost.

use crate::tls::Tls;
use crate::uploads::UPLOAD_WITHIN;
use rustix::process::{Resource, getrlimit, setrlimit};
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::net::{TcpListener, TcpSocket};

/// Connections that the kernel keeps while we take them one after another: a city that opens the page in one second. The
/// kernel allows less where `net.core.somaxconn` says so.
const WAITING_TO_BE_TAKEN: u32 = 65_535;

/// Files that the database, the logs and the rest need beside the connections.
const FILES_OF_OUR_OWN: usize = 256;

/// What one connection may cost, and how many there may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Connections open at once. One with TLS takes about 25 KiB; these fit into 1 GiB.
    pub connections: usize,
    /// What a browser sends for TLS to begin, each of two times.
    pub greet_within: Duration,
    /// From the first byte of a request to the first byte of the answer. Longer than any answer takes, so that only a
    /// visitor who dribbles meets it.
    pub ask_within: Duration,
    /// The same while a family sends a file.
    pub upload_within: Duration,
    /// A whole form, from its head on.
    pub form_within: Duration,
    /// An answer that is not read any further.
    pub read_within: Duration,
    /// A connection without a request. Long enough to read a page and press a button without a new greeting.
    pub idle_within: Duration,
    /// The same when three quarters of all connections are open: whoever does nothing makes room.
    pub idle_in_crowd_within: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 25_000,
            greet_within: Duration::from_secs(10),
            ask_within: Duration::from_secs(60),
            upload_within: UPLOAD_WITHIN + Duration::from_secs(60),
            form_within: Duration::from_secs(15),
            read_within: Duration::from_secs(30),
            idle_within: Duration::from_secs(75),
            idle_in_crowd_within: Duration::from_secs(5),
        }
    }
}

/// A place where people arrive.
pub struct Listener {
    pub(crate) tcp: TcpListener,
    pub(crate) tls: Option<Tls>,
    pub(crate) limits: Limits,
}

impl Listener {
    /// Listens on an address, with a long row for those who arrive at the same moment, and takes as many file
    /// descriptors as the operator allows: each connection is one.
    ///
    /// # Errors
    /// What the address or the kernel reports.
    pub fn bind(address: SocketAddr) -> io::Result<Self> {
        let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
        // After a restart the address is ours at once.
        socket.set_reuseaddr(true)?;
        socket.bind(address)?;
        let tcp = socket.listen(WAITING_TO_BE_TAKEN)?;
        let mut limits = Limits::default();
        limits.connections = limits.connections.min(files_allowed().saturating_sub(FILES_OF_OUR_OWN).max(1));
        Ok(Self { tcp, tls: None, limits })
    }

    /// Speaks TLS on it.
    #[must_use]
    pub fn over(mut self, tls: Tls) -> Self {
        self.tls = Some(tls);
        self
    }

    /// Other limits than the usual ones.
    #[must_use]
    pub fn within(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// The address with its port.
    ///
    /// # Errors
    /// What the kernel reports.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.tcp.local_addr()
    }
}

/// Raises the limit of open files as far as it may be raised, and says where it is then.
fn files_allowed() -> usize {
    let mut files = getrlimit(Resource::Nofile);
    if files.current != files.maximum {
        let all = rustix::process::Rlimit { current: files.maximum, ..files };
        if setrlimit(Resource::Nofile, all).is_ok() {
            files = getrlimit(Resource::Nofile);
        }
    }
    files.current.map_or(usize::MAX, |current| usize::try_from(current).unwrap_or(usize::MAX))
}

/// How many connections are open.
pub(crate) struct Crowd {
    open: AtomicUsize,
    most: usize,
}

impl Crowd {
    pub(crate) fn of_at_most(most: usize) -> Self {
        Self { open: AtomicUsize::new(0), most }
    }

    /// One more comes in, unless it is full.
    pub(crate) fn enter(self: &Arc<Self>) -> Option<Inside> {
        // Counted by the one task that takes connections; others only leave.
        if self.open.load(Ordering::Relaxed) >= self.most {
            return None;
        }
        self.open.fetch_add(1, Ordering::Relaxed);
        Some(Inside(Arc::clone(self)))
    }

    /// Whether there is reason to hurry those who do nothing.
    pub(crate) fn is_dense(&self) -> bool {
        self.open.load(Ordering::Relaxed) > self.most / 4 * 3
    }
}

/// Somebody's place in the crowd, given back when dropped.
pub(crate) struct Inside(Arc<Crowd>);

impl Drop for Inside {
    fn drop(&mut self) {
        self.0.open.fetch_sub(1, Ordering::Relaxed);
    }
}
