//! A browser reduced to what the test needs: it posts forms, keeps cookies, and knows a whole answer from a torn one.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// An answer takes one flush of the disk; one that takes longer than this is a defect.
const ANSWER_WITHIN: Duration = Duration::from_secs(30);

/// A whole answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Where the answer sends the browser; empty if nowhere.
    pub(crate) location: String,
    pub(crate) body: String,
}

/// One browser with its cookies.
#[derive(Debug, Clone, Default)]
pub(crate) struct Visitor {
    cookies: BTreeMap<String, String>,
    /// From which household it comes: the service is told so by its proxy.
    household: usize,
}

impl Visitor {
    /// A browser of that household, without cookies.
    pub(crate) fn of(household: usize) -> Self {
        Self { cookies: BTreeMap::new(), household }
    }

    /// Another browser of the same household.
    pub(crate) fn without_cookies(&self) -> Self {
        Self::of(self.household)
    }

    /// Asks for a page.
    pub(crate) fn get(&mut self, server: SocketAddr, path: &str) -> io::Result<Answer> {
        self.exchange(server, "GET", path, "")
    }

    /// Sends a form.
    pub(crate) fn post(&mut self, server: SocketAddr, path: &str, form: &[(&str, &str)]) -> io::Result<Answer> {
        let form: Vec<String> =
            form.iter().map(|(name, value)| format!("{}={}", escaped(name), escaped(value))).collect();
        self.exchange(server, "POST", path, &form.join("&"))
    }

    fn cookies(&self) -> String {
        let cookies: Vec<_> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        cookies.join("; ")
    }

    fn exchange(&mut self, server: SocketAddr, method: &str, path: &str, body: &str) -> io::Result<Answer> {
        let mut stream = TcpStream::connect_timeout(&server, ANSWER_WITHIN)?;
        stream.set_read_timeout(Some(ANSWER_WITHIN))?;
        // HTTP/1.0, so that the end of the answer is the end of the connection.
        let request = format!(
            "{method} {path} HTTP/1.0\r\nHost: {server}\r\nX-Forwarded-For: 10.0.{}.{}\r\nCookie: {}\r\nContent-Length: {}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\n\r\n{body}",
            self.household / 250,
            self.household % 250 + 1,
            self.cookies(),
            body.len()
        );
        stream.write_all(request.as_bytes())?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        let answer = String::from_utf8(answer).map_err(|_| torn())?;
        let (head, body) = answer.split_once("\r\n\r\n").ok_or_else(torn)?;
        let header = |name: &str| {
            head.lines()
                .filter_map(|line| line.split_once(": "))
                .find(|(found, _)| found.eq_ignore_ascii_case(name))
                .map_or("", |(_, value)| value)
        };
        if header("content-length").parse() != Ok(body.len()) {
            return Err(torn());
        }
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or_else(torn)?;
        for line in head.lines().filter_map(|line| line.split_once(": ")) {
            let (true, cookie) = (line.0.eq_ignore_ascii_case("set-cookie"), line.1) else { continue };
            if let Some((name, value)) = cookie.split(';').next().and_then(|cookie| cookie.split_once('=')) {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        Ok(Answer { status, location: header("location").to_owned(), body: body.to_owned() })
    }
}

fn torn() -> io::Error {
    io::Error::new(ErrorKind::UnexpectedEof, "the answer was torn off")
}

fn escaped(text: &str) -> String {
    text.bytes().fold(String::new(), |mut escaped, byte| {
        if byte.is_ascii_alphanumeric() {
            escaped.push(char::from(byte));
        } else {
            let _ = write!(escaped, "%{byte:02X}");
        }
        escaped
    })
}
