//! The server's process as the visitors' process sees it.

use serde_json::Value;
use std::ffi::OsString;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};

/// A server that runs until its input ends.
pub(crate) struct Server {
    child: Child,
    lines: BufReader<ChildStdout>,
    pub(crate) port: u16,
    /// Who lives there: what it said when it was ready.
    pub(crate) said: Value,
}

impl Server {
    pub(crate) fn begin(arguments: &[OsString], families: u32) -> Result<Self, String> {
        let program = std::env::current_exe().map_err(|cause| cause.to_string())?;
        let mut command = Command::new(program);
        command.arg("soak").args(["--families", &families.to_string()]).args(arguments);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|cause| format!("the bench does not start itself: {cause}"))?;
        let lines = BufReader::new(child.stdout.take().ok_or("the server has no output")?);
        let mut server = Self { child, lines, port: 0, said: Value::Null };
        server.said = server.line()?;
        let port = server.said["port"].as_u64().and_then(|port| u16::try_from(port).ok());
        server.port = port.ok_or("the server named no port")?;
        Ok(server)
    }

    pub(crate) fn id(&self) -> String {
        self.child.id().to_string()
    }

    fn line(&mut self) -> Result<Value, String> {
        let mut line = String::new();
        self.lines.read_line(&mut line).map_err(|cause| cause.to_string())?;
        serde_json::from_str(&line).map_err(|cause| format!("the server said nothing: {cause}"))
    }

    /// Lets it end, and hears what it has written meanwhile.
    pub(crate) fn end(&mut self) -> Result<Value, String> {
        self.child.stdin = None;
        self.line()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.stdin = None;
        // It has ended or ends now; there is nobody left to tell.
        let _ = self.child.wait();
    }
}
