//! The parts of a form with a file in it, as browsers send them. The name of the file is not read.

use axum::body::Bytes;
use axum::http::{HeaderMap, header};

/// What ends the head of a part.
const HEAD_END: &[u8] = b"\r\n\r\n";

/// A form as it came, with what stands between its parts.
pub(crate) struct Multipart {
    body: Bytes,
    delimiter: Vec<u8>,
}

impl Multipart {
    /// `None` if the browser sent another kind of form.
    pub(crate) fn of(headers: &HeaderMap, body: Bytes) -> Option<Self> {
        let kind = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
        let (_, boundary) = kind.strip_prefix("multipart/form-data")?.split_once("boundary=")?;
        let boundary = boundary.split(';').next()?.trim().trim_matches('"');
        // Longer ones are not allowed, and an empty one would be found everywhere.
        let is_fit = (1..=70).contains(&boundary.len());
        is_fit.then(|| Self { body, delimiter: format!("--{boundary}").into_bytes() })
    }

    /// The content of the first part of that name; without its end where the form was cut off.
    pub(crate) fn part(&self, name: &str) -> Option<Bytes> {
        let mut from = position(&self.body, &self.delimiter)?;
        loop {
            let head = from + self.delimiter.len();
            let content = head + position(&self.body[head..], HEAD_END)? + HEAD_END.len();
            let end = [b"\r\n", self.delimiter.as_slice()].concat();
            let length = position(&self.body[content..], &end);
            if is_named(&self.body[head..content], name) {
                let until = length.map_or(self.body.len(), |length| content + length);
                return Some(self.body.slice(content..until));
            }
            from = content + length? + 2;
        }
    }

    /// The first part of that name as a text; empty where there is none.
    pub(crate) fn text(&self, name: &str) -> String {
        let part = self.part(name).unwrap_or_default();
        std::str::from_utf8(&part).unwrap_or_default().trim().to_owned()
    }
}

fn is_named(head: &[u8], name: &str) -> bool {
    let wanted = format!(" name=\"{name}\"");
    let head = String::from_utf8_lossy(head);
    let mut lines = head.split("\r\n");
    lines.any(|line| line.to_ascii_lowercase().starts_with("content-disposition:") && line.contains(&wanted))
}

fn position(text: &[u8], wanted: &[u8]) -> Option<usize> {
    memchr::memmem::find(text, wanted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn form(body: &'static [u8]) -> Multipart {
        let kind = HeaderValue::from_static("multipart/form-data; boundary=\"x-y\"");
        Multipart::of(&HeaderMap::from_iter([(header::CONTENT_TYPE, kind)]), Bytes::from_static(body)).unwrap()
    }

    #[test]
    fn parts_are_read_as_browsers_send_them() {
        let form = form(
            b"--x-y\r\nContent-Disposition: form-data; name=\"ground\"\r\n\r\n0\r\n--x-y\r\n\
              Content-Disposition: form-data; name=\"file\"; filename=\"a name=\\\"ground\\\".jpg\"\r\n\
              Content-Type: image/jpeg\r\n\r\n\xFF\xD8\r\n--x\r\n\r\n--x-y--\r\n",
        );
        assert_eq!((form.text("ground").as_str(), form.text("nothing").as_str()), ("0", ""));
        assert_eq!(form.part("file").unwrap().as_ref(), b"\xFF\xD8\r\n--x\r\n");
    }

    #[test]
    fn a_form_that_was_cut_off_still_says_what_it_is_about() {
        let form = form(
            b"--x-y\r\nContent-Disposition: form-data; name=\"ground\"\r\n\r\nconclusion\r\n--x-y\r\n\
              Content-Disposition: form-data; name=\"file\"; filename=\"b\"\r\n\r\nhalf of it",
        );
        assert_eq!(form.text("ground"), "conclusion");
        assert_eq!(form.part("file").unwrap().as_ref(), b"half of it");
    }

    #[test]
    fn other_forms_are_none() {
        let kinds = ["application/x-www-form-urlencoded", "multipart/form-data", "multipart/form-data; boundary="];
        for kind in kinds {
            let headers = HeaderMap::from_iter([(header::CONTENT_TYPE, HeaderValue::from_static(kind))]);
            assert!(Multipart::of(&headers, Bytes::new()).is_none(), "{kind}");
        }
    }
}
