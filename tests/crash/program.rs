//! The real program, started and killed.

use std::io::{BufRead, BufReader};
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};

/// Ports from 32768 on belong to outgoing connections: one of them may be taken by the time the program asks for it.
const PORTS: std::ops::Range<u16> = 20_000..32_000;

/// A running `kezek serve`.
pub(crate) struct Program {
    child: Child,
    pub(crate) address: SocketAddr,
    /// Kept open, so that the program can go on printing.
    _printed: std::io::Lines<BufReader<ChildStdout>>,
}

impl Program {
    /// Starts the program on that data, in its folder and with these arguments too, and waits until it says that it answers.
    pub(crate) fn start(data: &Path, arguments: &[&str]) -> Self {
        let address = free_address();
        let log = std::fs::File::create(data.join("stderr.log")).expect("the log of the program can be written");
        let mut child = Command::new(env!("CARGO_BIN_EXE_kezek"))
            .args(["serve", "--trusted-proxy", "127.0.0.1", "--listen", &address.to_string(), "--data"])
            .arg(data)
            .args(arguments)
            .current_dir(data)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .expect("the program starts");
        let mut printed = BufReader::new(child.stdout.take().expect("its output is piped")).lines();
        let wanted = format!("http://{address}");
        let ready = printed.by_ref().map_while(Result::ok).any(|line| line.contains(&wanted));
        assert!(ready, "the program ended: {}", std::fs::read_to_string(data.join("stderr.log")).unwrap_or_default());
        Self { child, address, _printed: printed }
    }

    /// `kill -9`: no farewell, no last write.
    pub(crate) fn kill(mut self) {
        self.child.kill().expect("a running program can be killed");
        let status = self.child.wait().expect("a killed program ends");
        assert_eq!(status.code(), None, "the program had ended by itself");
    }
}

/// A test that fails leaves no server behind.
impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Another one for each program of a test: those that start at the same time do not ask for the same.
fn free_address() -> SocketAddr {
    static ASKED: AtomicU16 = AtomicU16::new(0);
    let count = PORTS.end - PORTS.start;
    let start = u16::try_from(std::process::id() % u32::from(count)).unwrap_or_default();
    let port = |step: u16| PORTS.start + (start + step) % count;
    std::iter::repeat_with(|| port(ASKED.fetch_add(1, Ordering::Relaxed) % count))
        .take(usize::from(count))
        .map(|port| SocketAddr::from(([127, 0, 0, 1], port)))
        .find(|address| TcpListener::bind(address).is_ok())
        .expect("one of twelve thousand ports is free")
}
