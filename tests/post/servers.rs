//! The mail server and the gateway of the tests of `crates/delivery`, as processes of their own.

use serde_json::Value;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

/// Debian's own: another Python in front of it would not see Debian's modules.
const PYTHON: &str = "/usr/bin/python3";

/// A server that ends with the input that we hold.
pub(crate) struct Server {
    child: Child,
    output: BufReader<ChildStdout>,
    pub(crate) port: u16,
}

impl Server {
    pub(crate) fn start(script: &str) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/delivery/tests/delivery/servers");
        let mut child = Command::new(PYTHON)
            .args(["-W", "ignore"])
            .arg(folder.join(script))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("python3 is installed (on Debian: apt-get install python3 python3-aiosmtpd)");
        let output = BufReader::new(child.stdout.take().expect("its output is ours"));
        let mut server = Self { child, output, port: 0 };
        let port = server.next()["port"].as_u64().and_then(|port| port.try_into().ok());
        server.port = port.expect("the server tells its port");
        server
    }

    fn next(&mut self) -> Value {
        let mut line = String::new();
        self.output.read_line(&mut line).expect("the server can be heard");
        serde_json::from_str(&line).expect("the server lives and speaks JSON")
    }

    /// The next thing of that kind that happens.
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
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
