//! Why there is no server: what was tried and what came back.

use std::path::PathBuf;

/// A server could not be started, asked or stopped.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// PostgreSQL is not installed, or not where Debian puts it.
    #[error("no PostgreSQL server is installed (looked in {} and PATH for `{program}`); on Debian: apt-get install postgresql", debian.display())]
    NotInstalled {
        /// What was looked for.
        program: &'static str,
        /// Where.
        debian: PathBuf,
    },
    /// PostgreSQL refuses to run as root, and there is nobody else to run it as.
    #[error(
        "PostgreSQL does not run as root, and this machine has no user `postgres`; on Debian: apt-get install postgresql"
    )]
    NoUser,
    /// The folder cannot be made or written.
    #[error("cannot use the folder of the server {}: {cause}", folder.display())]
    Folder {
        /// Which.
        folder: PathBuf,
        /// What came back.
        cause: std::io::Error,
    },
    /// A program could not be run.
    #[error("cannot run {program}: {cause}")]
    Run {
        /// Which.
        program: String,
        /// What came back.
        cause: std::io::Error,
    },
    /// A program ran and failed.
    #[error("{program} failed: {said}")]
    Failed {
        /// Which.
        program: String,
        /// What it said.
        said: String,
    },
    /// The server ended before it took a connection, or took none for long.
    #[error("the server does not take connections: {log}")]
    NotReady {
        /// The end of its log.
        log: String,
    },
    /// The server was killed or stopped, and what was asked needs one that runs.
    #[error("the server does not run")]
    NotRunning,
}
