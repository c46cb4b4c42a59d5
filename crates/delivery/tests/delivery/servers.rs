//! Servers that the tests talk to: processes of their own, which tell their port and what happens to them line by line.

use rcgen::{CertifiedKey, generate_simple_self_signed};
use serde_json::Value;
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};
use tempfile::TempDir;

/// Debian's own: another Python in front of it would not see Debian's modules.
const PYTHON: &str = "/usr/bin/python3";

/// A server of `servers/`. It ends with the input that we hold, so it cannot outlive the test.
pub(crate) struct Server {
    child: Child,
    output: BufReader<ChildStdout>,
    /// Where on 127.0.0.1 it answers.
    pub(crate) port: u16,
}

impl Server {
    /// Starts a script with its arguments and waits until it has a port.
    pub(crate) fn start(script: &str, arguments: &[&str]) -> Self {
        let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/delivery/servers").join(script);
        let mut child = Command::new(PYTHON)
            .args(["-W", "ignore"])
            .arg(script)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("python3 is installed (on Debian: apt-get install python3 python3-aiosmtpd)");
        let output = BufReader::new(child.stdout.take().expect("its output is ours"));
        let mut server = Self { child, output, port: 0 };
        let port = server.next()["port"].as_u64().and_then(|port| port.try_into().ok());
        server.port = port.expect("the server tells its port (on Debian: apt-get install python3-aiosmtpd)");
        server
    }

    /// The next thing that happened. Waits for it.
    pub(crate) fn next(&mut self) -> Value {
        let mut line = String::new();
        self.output.read_line(&mut line).expect("the server can be heard");
        assert!(!line.is_empty(), "the server ended");
        serde_json::from_str(&line).expect("it speaks JSON")
    }

    /// The next thing of that kind.
    pub(crate) fn next_of(&mut self, event: &str) -> Value {
        loop {
            let next = self.next();
            if next["event"] == event {
                return next;
            }
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

/// A made-up certificate for this machine, which nobody trusts who is not told to.
pub(crate) struct Certificate {
    folder: TempDir,
}

impl Certificate {
    pub(crate) fn make() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let CertifiedKey { cert, signing_key } =
            generate_simple_self_signed(["127.0.0.1".to_owned(), "localhost".to_owned()]).expect("a certificate");
        std::fs::write(folder.path().join("certificate.pem"), cert.pem()).expect("it is written");
        std::fs::write(folder.path().join("key.pem"), signing_key.serialize_pem()).expect("it is written");
        Self { folder }
    }

    pub(crate) fn certificate(&self) -> String {
        self.folder.path().join("certificate.pem").display().to_string()
    }

    pub(crate) fn key(&self) -> String {
        self.folder.path().join("key.pem").display().to_string()
    }
}
