//! A PostgreSQL server of one's own in a temporary folder, for tests and figures. It is gone when its process is.
//!
//! Nothing of the machine's own PostgreSQL is touched: the folder, the socket and the databases are the server's alone.

mod fault;
mod processes;
mod programs;
mod watchdog;

mod server;

pub use fault::Fault;
pub use server::{Server, Settings};

use std::sync::OnceLock;

/// One server for all tests of a process, which survives no crash of the machine and is therefore quick.
///
/// # Panics
/// Where PostgreSQL is not installed or does not start: tests that need it cannot pass.
pub fn shared() -> &'static Server {
    static SHARED: OnceLock<Server> = OnceLock::new();
    SHARED.get_or_init(|| match Server::start(&Settings::default()) {
        Ok(server) => server,
        Err(fault) => panic!("{fault}"),
    })
}
