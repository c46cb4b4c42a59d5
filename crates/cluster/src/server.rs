//! One server: started, asked, copied, paused, killed and started again.

use crate::Fault;
use crate::processes::{family, runs, signal};
use crate::programs::{Programs, printed, run};
use crate::watchdog::Watchdog;
use std::ffi::OsString;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The number in the name of the socket, where no other port is asked for: the socket lies in a folder of its own.
const PORT: u16 = 5432;

/// A server that takes no connection for so long will take none: replaying a log takes seconds.
const READY_WITHIN: Duration = Duration::from_secs(60);

/// Pause between two looks whether the server is ready.
const LOOK_AGAIN: Duration = Duration::from_millis(5);

/// Lines of the log that are shown when the server does not start.
const LOG_LINES: usize = 12;

/// What every server of ours has. Tests of one process share one, each with a few connections.
const ALWAYS: &str = "unix_socket_permissions = 0700\nmax_connections = 300\ndynamic_shared_memory_type = mmap\n\
                      log_line_prefix = '%m [%p] '\n";

/// Nothing is flushed: what a crash of the machine would lose, a test does not miss.
const HASTY: &str = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n";

/// How a server is set up. By default it is quick and not durable, and is reached by its socket alone.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Flushes as a real server does.
    pub durable: bool,
    /// A library that is loaded before the server's own: to slow down its disk, say.
    pub preload: Option<PathBuf>,
    /// More lines of `postgresql.conf`: name and value.
    pub extra: Vec<(String, String)>,
    /// Listens on a port of 127.0.0.1 as well.
    pub tcp: bool,
}

/// A server that runs as long as this value, and no longer.
pub struct Server {
    programs: Programs,
    settings: Settings,
    folder: PathBuf,
    port: u16,
    state: Mutex<State>,
    databases: AtomicU32,
}

struct State {
    watchdog: Watchdog,
    /// Its first process, while it runs.
    server: Option<u32>,
    is_paused: bool,
}

impl std::fmt::Debug for Server {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Server").field(&self.folder).finish()
    }
}

impl Server {
    /// Makes a folder with an empty cluster in it and starts its server. Comes back when it takes connections.
    ///
    /// # Errors
    /// Where PostgreSQL is not installed, or does not start with these settings.
    pub fn start(settings: &Settings) -> Result<Self, Fault> {
        Self::made(settings, |server| {
            let mut initdb = server.programs.command(server.programs.path("initdb"), &server.folder);
            initdb.args(["--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C"]);
            run(initdb.arg("-D").arg(server.data()), "initdb")?;
            let mut lines = ALWAYS.to_owned();
            lines += if settings.durable { "" } else { HASTY };
            for (name, value) in &settings.extra {
                let _ = writeln!(lines, "{name} = '{}'", value.replace('\'', "''"));
            }
            server.append("postgresql.conf", &lines)
        })
    }

    /// A standby of this server that streams from it under that name, with the same settings. The server waits for it once
    /// `synchronous_standby_names` names it.
    ///
    /// # Errors
    /// Where this server does not run or cannot be copied.
    pub fn standby(&self, name: &str) -> Result<Self, Fault> {
        Self::made(&self.settings, |standby| {
            let mut copy = standby.programs.command(standby.programs.path("pg_basebackup"), &standby.folder);
            let (folder, port) = (self.folder.display(), self.port);
            copy.arg("-d").arg(format!("host={folder} port={port} user=postgres application_name={name}"));
            copy.args(["--checkpoint=fast", "--wal-method=stream", "--write-recovery-conf", "--no-sync"]);
            run(copy.arg("-D").arg(standby.data()), "pg_basebackup").map(drop)
        })
    }

    /// A folder under a watchdog, filled and then served.
    fn made(settings: &Settings, fill: impl FnOnce(&Self) -> Result<(), Fault>) -> Result<Self, Fault> {
        let programs = Programs::find()?;
        let folder = tempfile::Builder::new().prefix("kezek-postgres-").tempdir();
        let folder = folder.map_err(|cause| Fault::Folder { folder: std::env::temp_dir(), cause })?;
        programs.own(folder.path())?;
        let preload = settings.preload.as_deref().map(|from| lent(&programs, from, folder.path())).transpose()?;
        let port = if settings.tcp { free_port()? } else { PORT };
        let command = command_of(&programs, folder.path(), port, settings.tcp);
        let watchdog = Watchdog::set(&programs, folder.path(), preload.as_deref(), &command)?;
        // From here on the watchdog removes it.
        let folder = folder.keep();
        let state = Mutex::new(State { watchdog, server: None, is_paused: false });
        let settings = settings.clone();
        let server = Self { programs, settings, folder, port, state, databases: AtomicU32::new(0) };
        fill(&server)?;
        server.start_again()?;
        Ok(server)
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn append(&self, file: &str, lines: &str) -> Result<(), Fault> {
        let path = self.data().join(file);
        let written =
            std::fs::OpenOptions::new().append(true).open(&path).and_then(|mut file| file.write_all(lines.as_bytes()));
        written.map_err(|cause| Fault::Folder { folder: path, cause })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The folder of its socket.
    #[must_use]
    pub fn socket(&self) -> &Path {
        &self.folder
    }

    /// The port on 127.0.0.1, if one was asked for.
    #[must_use]
    pub fn tcp_port(&self) -> Option<u16> {
        self.settings.tcp.then_some(self.port)
    }

    /// How a program reaches a database of this server by its socket.
    #[must_use]
    pub fn url(&self, database: &str) -> String {
        let host = self.folder.to_string_lossy().replace('%', "%25").replace('/', "%2F");
        format!("postgres://postgres@{host}:{}/{database}", self.port)
    }

    /// A new empty database with a name of its own. Says how a program reaches it.
    ///
    /// # Errors
    /// Where the server does not run.
    pub fn create_database(&self) -> Result<String, Fault> {
        self.create_database_from("template0")
    }

    /// A new database with all that another one holds, to which nobody may be connected meanwhile.
    ///
    /// # Errors
    /// Where the server does not run, or somebody is connected to that other one.
    pub fn create_database_from(&self, template: &str) -> Result<String, Fault> {
        // The process is part of the name, so that a standby that was promoted has other names than its primary.
        let number = self.databases.fetch_add(1, Ordering::Relaxed);
        let name = format!("kezek_{}_{number}", self.state().server.unwrap_or_default());
        self.sql("postgres", &format!("CREATE DATABASE {name} TEMPLATE {template}"))?;
        Ok(self.url(&name))
    }

    /// Runs SQL by `psql`, statement by statement, and hands back what it prints: rows as lines, columns between `|`.
    ///
    /// # Errors
    /// What the server reports.
    pub fn sql(&self, database: &str, text: &str) -> Result<String, Fault> {
        let fault = |cause| Fault::Run { program: "psql".to_owned(), cause };
        let mut psql = self.programs.command(self.programs.path("psql"), &self.folder);
        psql.args(["--no-psqlrc", "--quiet", "--no-align", "--tuples-only", "--set=ON_ERROR_STOP=1", "--file=-"]);
        psql.arg("-d").arg(self.url(database)).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut psql = psql.spawn().map_err(fault)?;
        if let Some(mut input) = psql.stdin.take() {
            // It may end before it has read everything, and then says why.
            let _ = input.write_all(text.as_bytes());
        }
        printed(&psql.wait_with_output().map_err(fault)?, "psql")
    }

    /// Starts the server again after [`Self::kill`] or [`Self::stop`]. Comes back when it takes connections.
    ///
    /// # Errors
    /// Where it does not start.
    pub fn start_again(&self) -> Result<(), Fault> {
        let mut state = self.state();
        if state.server.is_some() {
            return Ok(());
        }
        // What it said of its readiness before is not true any more.
        let _ = std::fs::remove_file(self.data().join("postmaster.pid"));
        let server = state.watchdog.start()?;
        state.server = Some(server);
        state.is_paused = false;
        let begun = Instant::now();
        while !self.is_ready() {
            if !runs(server) || begun.elapsed() > READY_WITHIN {
                return Err(Fault::NotReady { log: self.log() });
            }
            std::thread::sleep(LOOK_AGAIN);
        }
        Ok(())
    }

    /// The server writes its readiness into the eighth line of its own file.
    fn is_ready(&self) -> bool {
        let said = std::fs::read_to_string(self.data().join("postmaster.pid")).unwrap_or_default();
        said.lines().nth(7).is_some_and(|word| word.trim() == "ready")
    }

    /// The end of the server's log.
    #[must_use]
    pub fn log(&self) -> String {
        let log = std::fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        lines[lines.len().saturating_sub(LOG_LINES)..].join("\n")
    }

    /// Kills it with all its processes at once, as a power cut would.
    ///
    /// # Errors
    /// Where it does not run.
    pub fn kill(&self) -> Result<(), Fault> {
        let mut state = self.state();
        let server = state.server.take().ok_or(Fault::NotRunning)?;
        // Stopped first, so that it begins no new process while its processes are counted.
        signal("STOP", &[server])?;
        let all = family(server);
        signal("KILL", &all)?;
        state.watchdog.wait()?;
        while all.iter().any(|&id| runs(id)) {
            std::thread::sleep(LOOK_AGAIN);
        }
        Ok(())
    }

    /// Shuts it down in good order; connections are cut.
    ///
    /// # Errors
    /// Where it does not run.
    pub fn stop(&self) -> Result<(), Fault> {
        let mut state = self.state();
        let server = state.server.take().ok_or(Fault::NotRunning)?;
        signal("CONT", &family(server))?;
        signal("INT", &[server])?;
        state.watchdog.wait()
    }

    /// Makes a standby a server of its own. Comes back when it takes writes.
    ///
    /// # Errors
    /// Where it does not run or is no standby.
    pub fn promote(&self) -> Result<(), Fault> {
        self.sql("postgres", "SELECT pg_promote(true, 60)").map(drop)
    }

    /// Stops the clock for all its processes: connections stay open, and nothing is answered.
    ///
    /// # Errors
    /// Where it does not run.
    pub fn pause(&self) -> Result<(), Fault> {
        let mut state = self.state();
        let server = state.server.ok_or(Fault::NotRunning)?;
        signal("STOP", &[server])?;
        signal("STOP", &family(server))?;
        state.is_paused = true;
        Ok(())
    }

    /// Lets it go on after [`Self::pause`].
    ///
    /// # Errors
    /// Where it does not run.
    pub fn resume(&self) -> Result<(), Fault> {
        let mut state = self.state();
        let server = state.server.ok_or(Fault::NotRunning)?;
        state.is_paused = false;
        signal("CONT", &family(server))
    }

    /// Whether it runs; a paused one does.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.state().server.is_some_and(runs)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if self.state().is_paused {
            // Its processes cannot hear that they shall end. If they are gone already, all the better.
            let _ = self.resume();
        }
    }
}

/// The server's own command.
fn command_of(programs: &Programs, folder: &Path, port: u16, tcp: bool) -> Vec<OsString> {
    let mut command = vec![programs.path("postgres").into_os_string(), "-D".into(), folder.join("data").into()];
    command.extend(["-k".into(), folder.into(), "-p".into(), port.to_string().into()]);
    command.extend(["-c".into(), format!("listen_addresses={}", if tcp { "127.0.0.1" } else { "" }).into()]);
    command
}

/// A copy of a library that whoever runs the server can read.
fn lent(programs: &Programs, from: &Path, folder: &Path) -> Result<PathBuf, Fault> {
    let copy = folder.join("preload.so");
    std::fs::copy(from, &copy).map_err(|cause| Fault::Folder { folder: from.to_owned(), cause })?;
    programs.own(&copy)?;
    Ok(copy)
}

/// A port that nobody listens on now.
fn free_port() -> Result<u16, Fault> {
    let bound = std::net::TcpListener::bind((std::net::Ipv4Addr::LOCALHOST, 0)).and_then(|bound| bound.local_addr());
    bound.map(|address| address.port()).map_err(|cause| Fault::Run { program: "a listener".to_owned(), cause })
}
