//! A visitor of the site: one connection that stays open, requests as prepared bytes, answers read to their end.

use std::io::{Error, ErrorKind, Result};
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// Bytes asked of the socket at a time: most answers come in one piece.
const PIECE_BYTES: usize = 16 * 1024;

/// One visitor.
pub(crate) struct Visitor {
    stream: TcpStream,
    answer: Vec<u8>,
}

/// The status of an answer; its bytes stay with the visitor until it asks again.
pub(crate) type Status = u16;

impl Visitor {
    pub(crate) async fn come(to: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(to).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, answer: Vec::with_capacity(PIECE_BYTES) })
    }

    /// Sends a request and reads the whole answer.
    pub(crate) async fn ask(&mut self, request: &[u8]) -> Result<Status> {
        self.stream.write_all(request).await?;
        self.answer.clear();
        let mut whole = None;
        while whole.is_none_or(|whole| self.answer.len() < whole) {
            if self.stream.read_buf(&mut self.answer).await? == 0 {
                return Err(ErrorKind::UnexpectedEof.into());
            }
            if whole.is_none() {
                whole = whole_length(&self.answer)?;
            }
        }
        status(&self.answer).ok_or_else(garbled)
    }

    /// A header of the last answer.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        header(&self.answer[..head_length(&self.answer)?], name)
    }

    /// What came behind the head of the last answer.
    pub(crate) fn body(&self) -> &[u8] {
        head_length(&self.answer).map_or(&[], |head| &self.answer[head..])
    }
}

fn garbled() -> Error {
    Error::new(ErrorKind::InvalidData, "an answer without a status or a length")
}

fn head_length(answer: &[u8]) -> Option<usize> {
    answer.windows(4).position(|four| four == b"\r\n\r\n").map(|at| at + 4)
}

fn status(answer: &[u8]) -> Option<Status> {
    std::str::from_utf8(answer.get(9..12)?).ok()?.parse().ok()
}

fn header<'h>(head: &'h [u8], wanted: &str) -> Option<&'h str> {
    let lines = head.split(|&byte| byte == b'\n').filter_map(|line| std::str::from_utf8(line).ok()?.split_once(':'));
    let mut found = lines.filter(|(name, _)| name.eq_ignore_ascii_case(wanted));
    found.next().map(|(_, value)| value.trim())
}

/// Bytes of head and body together, once the head is there.
fn whole_length(answer: &[u8]) -> Result<Option<usize>> {
    let Some(head) = head_length(answer) else { return Ok(None) };
    match header(&answer[..head], "content-length").map(str::parse::<usize>) {
        Some(Ok(body)) => Ok(Some(head + body)),
        Some(Err(_)) => Err(garbled()),
        // A redirect, or nothing new: no body.
        None => Ok(Some(head)),
    }
}

/// The bytes of a GET.
pub(crate) fn get(path: &str, cookie: Option<&str>) -> Vec<u8> {
    request("GET", path, cookie, "", "")
}

/// The bytes of a GET by a browser, which takes packed answers.
pub(crate) fn get_packed(path: &str, cookie: Option<&str>) -> Vec<u8> {
    request("GET", path, cookie, "accept-encoding: gzip\r\n", "")
}

/// The bytes of a POST of a form.
pub(crate) fn post(path: &str, cookie: Option<&str>, form: &str) -> Vec<u8> {
    let head = format!("content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n", form.len());
    request("POST", path, cookie, &head, form)
}

fn request(method: &str, path: &str, cookie: Option<&str>, head: &str, body: &str) -> Vec<u8> {
    let cookie = cookie.map(|cookie| format!("cookie: {cookie}\r\n")).unwrap_or_default();
    format!("{method} {path} HTTP/1.1\r\nhost: localhost\r\n{cookie}{head}\r\n{body}").into_bytes()
}

/// What many visitors got, each of whom asks again as soon as it is answered.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Crowd {
    pub(crate) answered: u64,
    /// Answered with another status than 200, or not at all.
    pub(crate) failed: u64,
    pub(crate) seconds: f64,
}

impl Crowd {
    pub(crate) fn per_second(self) -> f64 {
        self.answered as f64 / self.seconds
    }
}

/// Lets so many visitors ask for so long, each the requests in their order and again from the first, on this one thread.
pub(crate) async fn crowd(to: SocketAddr, visitors: usize, requests: &[Vec<u8>], lasting: Duration) -> Crowd {
    let started = Instant::now();
    let asking = (0..visitors).map(|nth| asking(to, nth, visitors, requests, started + lasting));
    let all = futures_util::future::join_all(asking).await;
    let mut sum = all.into_iter().fold(Crowd::default(), |sum, one| Crowd {
        answered: sum.answered + one.answered,
        failed: sum.failed + one.failed,
        seconds: 0.0,
    });
    sum.seconds = started.elapsed().as_secs_f64();
    sum
}

async fn asking(to: SocketAddr, nth: usize, step: usize, requests: &[Vec<u8>], until: Instant) -> Crowd {
    let mut crowd = Crowd::default();
    let Ok(mut visitor) = Visitor::come(to).await else { return Crowd { failed: 1, ..crowd } };
    let mut next = nth;
    while Instant::now() < until {
        match visitor.ask(&requests[next % requests.len()]).await {
            Ok(200) => crowd.answered += 1,
            Ok(_) => crowd.failed += 1,
            Err(_) => return Crowd { failed: crowd.failed + 1, ..crowd },
        }
        next += step;
    }
    crowd
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_whole_when_its_body_is() {
        let answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nready";
        assert_eq!(whole_length(answer).unwrap(), Some(answer.len()));
        assert_eq!(whole_length(&answer[..40]).unwrap(), None);
        assert_eq!((status(answer), head_length(answer)), (Some(200), Some(answer.len() - 5)));
    }

    #[test]
    fn a_redirect_without_a_length_ends_with_its_head() {
        let answer = b"HTTP/1.1 303 See Other\r\nlocation: /kk/my\r\n\r\n";
        assert_eq!(whole_length(answer).unwrap(), Some(answer.len()));
        assert!(whole_length(b"HTTP/1.1 200 OK\r\ncontent-length: many\r\n\r\n").is_err());
    }

    #[test]
    fn a_form_says_how_long_it_is() {
        let request = String::from_utf8(post("/kk/my/claim", Some("kezek=t"), "group=1")).unwrap();
        assert!(request.contains("\r\ncontent-length: 7\r\n") && request.ends_with("\r\n\r\ngroup=1"), "{request}");
    }
}
