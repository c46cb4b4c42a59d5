//! A browser reduced to what the driver needs: it keeps one connection to each node, and knows a whole answer from a torn one.

use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// Nobody waits longer at a phone before asking again.
const PATIENCE: Duration = Duration::from_secs(5);

/// A whole answer.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Where it sends the browser; empty if nowhere.
    pub(crate) location: String,
    /// The cookies it gives, as `name=value`.
    pub(crate) cookies: Vec<String>,
    pub(crate) body: String,
}

/// One browser at a time, with a connection to each node.
#[derive(Debug)]
pub(crate) struct Visitor {
    nodes: Vec<(SocketAddr, Option<BufReader<TcpStream>>)>,
}

impl Visitor {
    pub(crate) fn new(nodes: &[SocketAddr]) -> Self {
        Self { nodes: nodes.iter().map(|&node| (node, None)).collect() }
    }

    /// Asks a node for a page.
    pub(crate) fn get(&mut self, node: usize, path: &str, cookies: &str) -> io::Result<Answer> {
        self.exchange(node, "GET", path, cookies, "")
    }

    /// Sends a form whose values need no escapes.
    pub(crate) fn post(&mut self, node: usize, path: &str, cookies: &str, form: &str) -> io::Result<Answer> {
        self.exchange(node, "POST", path, cookies, form)
    }

    fn exchange(&mut self, node: usize, method: &str, path: &str, cookies: &str, form: &str) -> io::Result<Answer> {
        let (address, kept) = &mut self.nodes[node];
        let mut stream = match kept.take() {
            Some(stream) => stream,
            None => {
                let stream = TcpStream::connect_timeout(address, PATIENCE)?;
                stream.set_read_timeout(Some(PATIENCE))?;
                stream.set_nodelay(true)?;
                BufReader::new(stream)
            }
        };
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {address}\r\nCookie: {cookies}\r\nSec-Fetch-Site: same-origin\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
            form.len()
        );
        stream.get_mut().write_all(request.as_bytes())?;
        let (answer, goes_on) = read(&mut stream)?;
        if goes_on {
            *kept = Some(stream);
        }
        Ok(answer)
    }
}

fn torn() -> io::Error {
    io::Error::new(ErrorKind::UnexpectedEof, "the answer was torn off")
}

/// Reads one answer, and whether the connection takes another question.
fn read(stream: &mut BufReader<TcpStream>) -> io::Result<(Answer, bool)> {
    let mut line = line_of(stream)?;
    let status = line.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or_else(torn)?;
    let mut answer = Answer { status, location: String::new(), cookies: Vec::new(), body: String::new() };
    let (mut length, mut is_chunked, mut goes_on) = (None, false, true);
    loop {
        line = line_of(stream)?;
        let Some((name, value)) = line.split_once(": ") else { break };
        match name.to_ascii_lowercase().as_str() {
            "location" => value.clone_into(&mut answer.location),
            "set-cookie" => answer.cookies.extend(value.split(';').next().map(str::to_owned)),
            "content-length" => length = value.parse::<usize>().ok(),
            "transfer-encoding" => is_chunked = true,
            "connection" => goes_on = !value.eq_ignore_ascii_case("close"),
            _ => {}
        }
    }
    let mut body = Vec::new();
    if is_chunked {
        loop {
            let size = usize::from_str_radix(&line_of(stream)?, 16).map_err(|_| torn())?;
            let start = body.len();
            body.resize(start + size, 0);
            stream.read_exact(&mut body[start..])?;
            line_of(stream)?;
            if size == 0 {
                break;
            }
        }
    } else {
        body.resize(length.ok_or_else(torn)?, 0);
        stream.read_exact(&mut body)?;
    }
    answer.body = String::from_utf8(body).map_err(|_| torn())?;
    Ok((answer, goes_on))
}

fn line_of(stream: &mut BufReader<TcpStream>) -> io::Result<String> {
    let mut line = String::new();
    stream.read_line(&mut line)?;
    line.strip_suffix("\r\n").map(str::to_owned).ok_or_else(torn)
}
