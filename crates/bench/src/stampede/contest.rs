//! Ours, the rival and the limit, one after another over the same town, the same load and the same kind of database.

use super::audit::{Audit, audit};
use super::cases::{Case, Size};
use super::load::{Outcome, drive};
use super::plan::Plan;
use super::rows;
use super::serve::address;
use super::served::{Served, What, Writer, processor_seconds};
use super::slow_disk::SlowDisk;
use super::stage::{self, Family, Town};
use super::{certificate, handshakes};
use crate::figure::rounded;
use cluster::{Server, Settings};
use rustix::process::{Resource, getrlimit, setrlimit};
use std::fmt::Write as _;
use std::path::Path;
use tempfile::TempDir;

/// What our store keeps its tables in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Store {
    Sqlite,
    Postgres,
}

impl Store {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }
}

/// One run.
#[derive(Debug, Clone)]
pub(crate) struct Measured {
    pub(crate) answers: u64,
    pub(crate) seconds: f64,
    pub(crate) per_second: f64,
    pub(crate) p50_ms: f64,
    pub(crate) p99_ms: f64,
    pub(crate) put_off: u64,
    /// Microseconds of processor time that the server took for one answer, without its database's.
    pub(crate) server_us: f64,
    /// The same of the load.
    pub(crate) load_us: f64,
    /// How the writing thread was scheduled; empty where there is none.
    pub(crate) writer: String,
    pub(crate) audit: Audit,
}

/// Processor time taken, in seconds.
#[derive(Debug, Clone)]
struct Processor {
    /// How the writing thread was scheduled.
    writer: String,
    server: f64,
    load: f64,
}

/// A town as it stands before the first claim, to be copied for each run.
struct Template {
    families: Vec<Family>,
    /// A directory or a database.
    database: String,
}

/// Where a case is carried out.
pub(crate) struct Arena {
    case: Case,
    size: Size,
    writer: Writer,
    slow_disk: Option<SlowDisk>,
    server: Server,
    folder: TempDir,
    sqlite: Option<Template>,
    postgres: Option<Result<Template, String>>,
    rows: Template,
}

impl Arena {
    pub(crate) fn open(case: Case, size: Size, stores: &[Store], writer: Writer) -> Result<Self, String> {
        let slow_disk = (case == Case::SlowDisk).then(SlowDisk::build);
        let preload = slow_disk.as_ref().map(SlowDisk::object);
        let server = Server::start(&Settings { durable: true, preload, ..Settings::default() });
        let server = server.map_err(|fault| fault.to_string())?;
        let folder = tempfile::tempdir().map_err(|cause| cause.to_string())?;
        if case == Case::Handshakes {
            certificate::write(folder.path()).map_err(|cause| cause.to_string())?;
            allow_files();
        }
        let rows = rows_of(&server, size.town)?;
        let mut arena = Self { case, size, writer, slow_disk, server, folder, sqlite: None, postgres: None, rows };
        for store in stores {
            match store {
                Store::Sqlite => {
                    let data = arena.folder.path().join("template").to_string_lossy().into_owned();
                    std::fs::create_dir(&data).map_err(|cause| cause.to_string())?;
                    arena.sqlite = Some(set(data, size.town)?);
                }
                Store::Postgres => {
                    let database = arena.server.create_database().map_err(|fault| fault.to_string())?;
                    arena.postgres = Some(set(database, size.town));
                }
            }
        }
        Ok(arena)
    }

    /// The real site.
    pub(crate) fn ours(&self, store: Store) -> Result<Measured, String> {
        match (store, &self.sqlite, &self.postgres) {
            (Store::Sqlite, Some(template), _) => {
                let data = self.folder.path().join("round");
                copy(Path::new(&template.database), &data).map_err(|cause| cause.to_string())?;
                let preload = self.slow_disk.as_ref().map(SlowDisk::object);
                let served = Served::start(What::Ours, data.to_str(), self.tls(), preload.as_deref(), self.writer);
                let (outcome, processor) = self.drive(served, &template.families);
                let bodies = store::journal_bodies(&data).map_err(|fault| fault.to_string())?;
                let audit = audit(bodies.iter().map(Vec::as_slice), self.size.town, &outcome);
                std::fs::remove_dir_all(&data).map_err(|cause| cause.to_string())?;
                Ok(measured(&outcome, processor, audit))
            }
            (Store::Postgres, _, Some(template)) => {
                let template = template.as_ref().map_err(String::clone)?;
                let database = self.copied(&template.database)?;
                let served = Served::start(What::Ours, Some(&database), self.tls(), None, self.writer);
                let (outcome, processor) = self.drive(served, &template.families);
                let bodies = self.sql(&database, "SELECT body FROM entry ORDER BY territory, number")?;
                let audit = audit(bodies.lines().map(str::as_bytes), self.size.town, &outcome);
                self.drop_database(&database)?;
                Ok(measured(&outcome, processor, audit))
            }
            _ => Err("the town was not set".to_owned()),
        }
    }

    /// The rival.
    pub(crate) fn rows(&self) -> Result<Measured, String> {
        let database = self.copied(&self.rows.database)?;
        let served = Served::start(What::Rows, Some(&database), None, None, self.writer);
        let (outcome, processor) = self.drive(served, &self.rows.families);
        self.drop_database(&database)?;
        Ok(measured(&outcome, processor, Audit::default()))
    }

    /// The limit.
    pub(crate) fn fixed(&self) -> Result<Measured, String> {
        let (outcome, processor) =
            self.drive(Served::start(What::Fixed, None, self.tls(), None, self.writer), &self.rows.families);
        Ok(measured(&outcome, processor, Audit::default()))
    }

    /// The folder of the certificate, where connections have TLS.
    fn tls(&self) -> Option<&Path> {
        (self.case == Case::Handshakes).then(|| self.folder.path())
    }

    fn drive(&self, served: Served, families: &[Family]) -> (Outcome, Processor) {
        let mut plan = Plan::new(families, self.size.town, self.size.wish);
        let taken = || (served.processor_seconds(), processor_seconds(std::process::id()));
        let before = taken();
        let drive = if self.case == Case::Handshakes { handshakes::drive } else { drive };
        let outcome = drive(&mut plan, self.size.pace, served.port);
        let after = taken();
        let writer = served.writer.clone();
        let processor = Processor { writer, server: after.0 - before.0, load: after.1 - before.1 };
        served.end();
        (outcome, processor)
    }

    fn sql(&self, url: &str, text: &str) -> Result<String, String> {
        self.server.sql(name(url), text).map_err(|fault| fault.to_string())
    }

    fn copied(&self, template: &str) -> Result<String, String> {
        self.server.create_database_from(name(template)).map_err(|fault| fault.to_string())
    }

    fn drop_database(&self, url: &str) -> Result<(), String> {
        let drop = format!("DROP DATABASE {} WITH (FORCE)", name(url));
        self.sql("postgres", &drop).map(|_| ())
    }
}

/// The name of a database at the end of its address.
fn name(url: &str) -> &str {
    url.rsplit('/').next().unwrap_or(url)
}

fn measured(outcome: &Outcome, processor: Processor, audit: Audit) -> Measured {
    let answers = outcome.answered();
    let each = |seconds: f64| rounded(seconds * 1e6 / (answers as f64).max(1.0));
    Measured {
        answers,
        seconds: outcome.seconds,
        per_second: outcome.per_second(),
        p50_ms: outcome.latencies.percentile(50.0),
        p99_ms: outcome.latencies.percentile(99.0),
        put_off: outcome.put_off,
        server_us: each(processor.server),
        load_us: each(processor.load),
        writer: processor.writer,
        audit,
    }
}

/// Builds our town.
fn set(database: String, town: Town) -> Result<Template, String> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|cause| cause.to_string())?;
    let families = runtime.block_on(stage::set(address(&database), town)).map_err(|fault| fault.to_string())?;
    Ok(Template { families, database })
}

/// Builds the rival's town: the same families, groups and places.
fn rows_of(server: &Server, town: Town) -> Result<Template, String> {
    let fault = |fault: cluster::Fault| fault.to_string();
    let database = server.create_database().map_err(fault)?;
    let families: Vec<Family> = (0..town.families)
        .map(|family| Family { application: Town::application(family), token: format!("{family:064x}") })
        .collect();
    let (mut applications, mut sessions, mut places) = (String::new(), String::new(), String::new());
    for (family, Family { application, token }) in (0..).zip(&families) {
        let hash: String = rows::hash(token).iter().map(|byte| format!("{byte:02x}")).collect();
        // Writing into memory cannot fail.
        let _ = writeln!(applications, "{application}\t{}\t0", town.birth_year(town.groups_of(family).start));
        let _ = writeln!(sessions, "\\\\x{hash}\t{application}\tinfinity");
    }
    for group in 0..town.groups {
        let _ = writeln!(places, "{group}\t{}\t{}", town.birth_year(group), town.places_each);
    }
    let text = format!(
        "{}\nCOPY application FROM STDIN;\n{applications}\\.\nCOPY session FROM STDIN;\n{sessions}\\.\n\
         COPY free_place FROM STDIN;\n{places}\\.\nVACUUM ANALYZE;\n",
        rows::TABLES
    );
    server.sql(name(&database), &text).map_err(fault)?;
    Ok(Template { families, database })
}

/// Lets this process, and those it starts, hold as many connections as the machine allows at all.
fn allow_files() {
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    // Where it is not allowed, connections fail and are counted as such.
    let _ = setrlimit(Resource::Nofile, limit);
}

/// Copies a directory of files.
fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir(to)?;
    for file in std::fs::read_dir(from)? {
        let file = file?;
        std::fs::copy(file.path(), to.join(file.file_name()))?;
    }
    Ok(())
}
