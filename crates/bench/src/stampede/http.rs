//! The little of HTTP/1.1 that the load needs: one form as bytes, and what an answer says.

use memchr::memmem;
use std::io::Write as _;
use std::time::Duration;

/// What came back for one claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answer {
    /// The place is given.
    Given,
    /// The rules say no.
    Refused,
    /// Nothing was done; to be asked again after so long.
    Later(Duration),
    /// Anything else: no definite answer.
    Unclear,
}

/// What stands before the token.
const BEFORE_TOKEN: &[u8] = b"POST /kk/my/claim HTTP/1.1\r\nhost: 127.0.0.1\r\naccept: text/html\r\n\
    accept-encoding: gzip, deflate, br\r\nsec-fetch-site: same-origin\r\n\
    content-type: application/x-www-form-urlencoded\r\ncookie: kezek=";

/// Writes the form that a browser sends when a family confirms, behind what is in the buffer.
pub(crate) fn write_claim(buffer: &mut Vec<u8>, token: &str, group: u32, act: &[u8]) {
    buffer.extend_from_slice(BEFORE_TOKEN);
    buffer.extend_from_slice(token.as_bytes());
    let length = "group=&act=".len() + digits(group) + act.len();
    // Writing into memory cannot fail.
    let _ = write!(buffer, "\r\ncontent-length: {length}\r\n\r\ngroup={group}&act=");
    buffer.extend_from_slice(act);
}

fn digits(number: u32) -> usize {
    number.checked_ilog10().map_or(1, |digits| digits as usize + 1)
}

/// Reads one answer from the beginning of the bytes. `None` while more is to come, else its length and what it says.
pub(crate) fn read_answer(bytes: &[u8]) -> Option<(usize, Answer)> {
    let head_end = memmem::find(bytes, b"\r\n\r\n")? + 4;
    let head = &bytes[..head_end];
    let length = match field(head, b"content-length") {
        Some(length) => head_end + number(length),
        None if field(head, b"transfer-encoding").is_some() => {
            head_end + memmem::find(&bytes[head_end..], b"0\r\n\r\n")? + 5
        }
        None => head_end,
    };
    (bytes.len() >= length).then(|| (length, said(head)))
}

fn said(head: &[u8]) -> Answer {
    match head.get(9..12) {
        Some(b"303") => {
            let then = field(head, b"location").unwrap_or_default();
            if contains(then, b"done=claimed") {
                Answer::Given
            } else if contains(then, b"no=session") {
                Answer::Unclear
            } else if contains(then, b"no=") {
                Answer::Refused
            } else {
                Answer::Unclear
            }
        }
        Some(b"503") => {
            let seconds = field(head, b"retry-after").map_or(1, number);
            Answer::Later(Duration::from_secs(seconds as u64))
        }
        _ => Answer::Unclear,
    }
}

fn contains(text: &[u8], part: &[u8]) -> bool {
    memmem::find(text, part).is_some()
}

fn number(text: &[u8]) -> usize {
    text.iter().filter(|byte| byte.is_ascii_digit()).fold(0, |sum, byte| sum * 10 + usize::from(byte - b'0'))
}

/// The value of a header, whose name is given in small letters.
fn field<'a>(head: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    memchr::memchr_iter(b'\n', head).find_map(|end| {
        let (found, value) = head.get(end + 1..)?.split_at_checked(name.len())?;
        let value = value.strip_prefix(b":").filter(|_| found.eq_ignore_ascii_case(name))?;
        let end = memchr::memchr(b'\r', value)?;
        Some(value[..end].trim_ascii())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_read_when_it_is_whole() {
        let given = b"HTTP/1.1 303 See Other\r\nLocation: /kk/my?done=claimed\r\ncontent-length: 0\r\n\r\n";
        assert_eq!(read_answer(given), Some((given.len(), Answer::Given)));
        assert_eq!(read_answer(&given[..given.len() - 1]), None);
        let refused = b"HTTP/1.1 303 See Other\r\nlocation: /kk/my/places?no=no_place\r\ncontent-length: 0\r\n\r\n";
        assert_eq!(read_answer(refused), Some((refused.len(), Answer::Refused)));
        let later = b"HTTP/1.1 503 X\r\nretry-after: 10\r\ntransfer-encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n";
        assert_eq!(read_answer(later), Some((later.len(), Answer::Later(Duration::from_secs(10)))));
        let stranger = b"HTTP/1.1 303 See Other\r\nlocation: /kk/find?no=session\r\ncontent-length: 0\r\n\r\n";
        assert_eq!(read_answer(stranger), Some((stranger.len(), Answer::Unclear)));
    }

    #[test]
    fn a_form_says_how_long_it_is() {
        for group in [0, 9, 10, 599] {
            let mut form = Vec::new();
            write_claim(&mut form, "token", group, b"act");
            let text = String::from_utf8(form).unwrap();
            let (head, body) = text.split_once("\r\n\r\n").unwrap();
            assert!(head.contains(&format!("content-length: {}", body.len())), "{text}");
        }
    }
}
