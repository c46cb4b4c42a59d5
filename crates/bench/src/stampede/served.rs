//! A server to be measured, in a process of its own: the bench itself, started again with a hidden command.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};

/// What is served.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Options {
    /// What answers
    #[arg(value_enum)]
    pub(crate) what: What,
    /// Directory or address of its database
    pub(crate) database: Option<String>,
    /// Folder with a certificate and its key, for TLS
    #[arg(long)]
    pub(crate) tls: Option<PathBuf>,
    /// How the writing thread is scheduled
    #[arg(long, value_enum, default_value_t = Writer::RealTime)]
    pub(crate) writer: Writer,
}

/// How the writing thread is scheduled, as far as the kernel allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Writer {
    /// Like any other thread
    Ordinary,
    /// In short slices, which needs no right
    ShortSlice,
    /// Before all others
    RealTime,
}

impl Writer {
    pub(crate) fn class(self) -> store::WritingClass {
        match self {
            Self::Ordinary => store::WritingClass::Ordinary,
            Self::ShortSlice => store::WritingClass::ShortSlice,
            Self::RealTime => store::WritingClass::RealTime,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum What {
    /// The real site over the real store
    Ours,
    /// A transaction with row locks for each claim
    Rows,
    /// The same answer to everybody
    Fixed,
}

/// A server in a process of its own. It ends when its input does, so that it never outlives the bench.
pub(crate) struct Served {
    process: Child,
    input: Option<ChildStdin>,
    pub(crate) port: u16,
    /// How its writing thread is scheduled; empty where it has none.
    pub(crate) writer: String,
}

impl Served {
    pub(crate) fn start(
        what: What,
        database: Option<&str>,
        tls: Option<&Path>,
        preload: Option<&Path>,
        writer: Writer,
    ) -> Self {
        let program: PathBuf = std::env::current_exe().expect("the bench knows where it lies");
        let mut command = Command::new(program);
        command.arg("serve").arg(match what {
            What::Ours => "ours",
            What::Rows => "rows",
            What::Fixed => "fixed",
        });
        command.arg("--writer").arg(match writer {
            Writer::Ordinary => "ordinary",
            Writer::ShortSlice => "short-slice",
            Writer::RealTime => "real-time",
        });
        if let Some(tls) = tls {
            command.arg("--tls").arg(tls);
        }
        command.args(database).stdin(Stdio::piped()).stdout(Stdio::piped());
        if let Some(preload) = preload {
            command.env("LD_PRELOAD", preload);
        }
        let mut process = command.spawn().expect("the bench can start itself");
        let input = process.stdin.take();
        let mut said = String::new();
        let mut output = BufReader::new(process.stdout.take().expect("its output is a pipe"));
        output.read_line(&mut said).expect("a pipe can be read");
        let (port, writer) = said.trim().split_once(' ').unwrap_or((said.trim(), ""));
        let port = port.parse().expect("a server says its port when it listens");
        Self { process, input, port, writer: writer.to_owned() }
    }

    /// Processor time that it has taken so far, in seconds.
    pub(crate) fn processor_seconds(&self) -> f64 {
        processor_seconds(self.process.id())
    }

    /// Ends it in good order.
    pub(crate) fn end(mut self) {
        self.input = None;
        self.process.wait().expect("a process of ours can be waited for");
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.input = None;
        // It has ended already, or ends now; there is nobody to tell.
        let _ = self.process.wait();
    }
}

/// Processor time that a process has taken so far, in seconds.
pub(crate) fn processor_seconds(process: u32) -> f64 {
    /// The kernel tells hundredths of a second, whatever it counts in itself.
    const TICKS: f64 = 100.0;
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit_once(')').map_or("", |(_, rest)| rest).split_whitespace().collect();
    let ticks = |field: usize| fields.get(field).and_then(|ticks| ticks.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / TICKS
}
