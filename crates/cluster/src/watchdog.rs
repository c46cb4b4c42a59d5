//! The watchdog: a shell that runs the server, stops it and removes its folder when we are gone, however we ended.
//!
//! It reads words from a pipe that only we hold open. A process killed by force runs no code of its own any more, but its
//! pipe closes.

use crate::Fault;
use crate::programs::Programs;
use std::ffi::OsString;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

/// `start` begins the server and says its number, `wait` returns when it has ended. The end of the words is the end of
/// everything: an immediate shutdown needs no flush, since nobody will look at what was stored. A group that loses its
/// parent while one of it is paused gets a hangup from the kernel, which must not end the one who is to tidy up.
const SCRIPT: &str = r#"
folder=$1; preload=$2; shift 2
server=
trap '' HUP INT TERM
while read -r word; do
    case "$word" in
    start)
        if [ -n "$preload" ]; then export LD_PRELOAD="$preload"; fi
        "$@" </dev/null >>"$folder/log" 2>&1 &
        server=$!
        unset LD_PRELOAD
        echo "$server" ;;
    wait)
        wait "$server"
        server=
        echo gone ;;
    esac
done
if [ -n "$server" ]; then
    kill -CONT "$server"
    kill -QUIT "$server"
    wait "$server"
fi
cd / && rm -rf "$folder"
"#;

pub(crate) struct Watchdog {
    shell: Child,
    /// Closed first of all, by which the shell learns that it is over.
    words: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Watchdog {
    /// Watches over a folder. `server` is the command that it will be asked to start.
    pub(crate) fn set(
        programs: &Programs,
        folder: &Path,
        preload: Option<&Path>,
        server: &[OsString],
    ) -> Result<Self, Fault> {
        let fault = |cause| Fault::Run { program: "sh".to_owned(), cause };
        let mut shell = programs.command("sh", folder);
        shell.args(["-c", SCRIPT, "watchdog"]).arg(folder).arg(preload.unwrap_or(Path::new(""))).args(server);
        // A group of its own, so that an interrupt typed at our terminal reaches us and not the server.
        shell.process_group(0).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut shell = shell.spawn().map_err(fault)?;
        let piped = || fault(std::io::Error::other("it has no pipe"));
        let words = Some(shell.stdin.take().ok_or_else(piped)?);
        let answers = BufReader::new(shell.stdout.take().ok_or_else(piped)?);
        Ok(Self { shell, words, answers })
    }

    /// Starts the server and says the number of its first process.
    pub(crate) fn start(&mut self) -> Result<u32, Fault> {
        self.ask("start")?.parse().map_err(|_| Fault::NotRunning)
    }

    /// Returns when the server has ended, and takes it from the list of processes.
    pub(crate) fn wait(&mut self) -> Result<(), Fault> {
        self.ask("wait").map(drop)
    }

    fn ask(&mut self, word: &str) -> Result<String, Fault> {
        let fault = |cause| Fault::Run { program: "sh".to_owned(), cause };
        let words = self.words.as_mut().ok_or(Fault::NotRunning)?;
        writeln!(words, "{word}").map_err(fault)?;
        let mut answer = String::new();
        self.answers.read_line(&mut answer).map_err(fault)?;
        Ok(answer.trim().to_owned())
    }
}

impl Drop for Watchdog {
    fn drop(&mut self) {
        self.words = None;
        // There is nobody to tell, and nothing more to be done, if the shell was killed.
        let _ = self.shell.wait();
    }
}
