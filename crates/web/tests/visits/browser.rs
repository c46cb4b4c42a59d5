//! A browser without a window: keeps its cookies, sends forms, follows nothing by itself.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, Response, StatusCode, header};
use flate2::read::GzDecoder;
use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};
use tower::ServiceExt;

/// One visitor.
pub(crate) struct Browser {
    site: Router,
    /// By name.
    pub(crate) cookies: BTreeMap<String, String>,
}

/// What came back.
pub(crate) struct Page {
    pub(crate) status: StatusCode,
    /// Where a redirect leads; empty without one.
    pub(crate) location: String,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
    /// As they came: a PDF is no text.
    pub(crate) bytes: Vec<u8>,
}

impl Page {
    pub(crate) fn says(&self, words: &str) -> bool {
        self.text.contains(words)
    }

    /// One header of the answer; empty where there is none.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// Names and values of the hidden fields.
    pub(crate) fn hidden(&self) -> Vec<(&str, &str)> {
        let fields = self.text.split("<input type=\"hidden\" name=\"").skip(1);
        let fields = fields.map(|rest| rest.split_once("\" value=\"").expect("a hidden field has a value"));
        fields.map(|(name, rest)| (name, rest.split('"').next().unwrap())).collect()
    }

    /// What the page's form would send as it stands: names and values of its fields, of choices those that are made.
    pub(crate) fn fields(&self) -> Vec<(String, String)> {
        let tags = self.text.split("<input ").skip(1).map(|rest| rest.split('>').next().unwrap());
        let tags = tags.filter(|tag| !is_choice(tag) || tag.contains(" checked")).filter_map(|tag| {
            let value = attribute(tag, "value").unwrap_or_default();
            Some((attribute(tag, "name")?, value))
        });
        tags.collect()
    }

    /// The value of one field of the page's form.
    pub(crate) fn answer(&self, name: &str) -> String {
        self.fields().into_iter().find(|(known, _)| known == name).map(|(_, value)| value).unwrap_or_default()
    }

    /// The hidden id of the act of the page's form.
    pub(crate) fn act(&self) -> String {
        let (_, rest) = self.text.split_once("name=\"act\" value=\"").expect("the page has a form");
        rest.split('"').next().unwrap().to_owned()
    }
}

fn is_choice(tag: &str) -> bool {
    matches!(attribute(tag, "type").as_deref(), Some("checkbox" | "radio"))
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, rest) = tag.split_once(&format!("{name}=\""))?;
    let written = rest.split('"').next()?;
    Some(
        written
            .replace("&#34;", "\"")
            .replace("&#39;", "'")
            .replace("&#60;", "<")
            .replace("&#62;", ">")
            .replace("&#38;", "&"),
    )
}

impl Browser {
    pub(crate) fn new(site: &Router) -> Self {
        Self { site: site.clone(), cookies: BTreeMap::new() }
    }

    pub(crate) async fn get(&mut self, address: &str) -> Page {
        self.send("GET", address, Vec::new(), &[]).await
    }

    pub(crate) async fn post(&mut self, address: &str, form: &[(&str, &str)]) -> Page {
        let body = form.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect::<Vec<_>>().join("&");
        self.send("POST", address, body.into_bytes(), &[]).await
    }

    pub(crate) async fn send(&mut self, method: &str, address: &str, body: Vec<u8>, headers: &[(&str, &str)]) -> Page {
        let mut request = Request::builder().method(method).uri(address).header(header::HOST, "kezek.test");
        if method == "POST" && headers.iter().all(|(name, _)| *name != "content-type") {
            request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        if !headers.iter().any(|(name, _)| *name == "accept-encoding") {
            request = request.header(header::ACCEPT_ENCODING, "gzip");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if !self.cookies.is_empty() {
            let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        let response = self.site.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        self.keep_cookies(&response);
        let status = response.status();
        let location = response.headers().get(header::LOCATION).map_or("", |to| to.to_str().unwrap()).to_owned();
        let headers = response.headers().clone();
        let mut bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec();
        if headers.get(header::CONTENT_ENCODING).is_some_and(|encoding| encoding == "gzip") {
            let mut packed = GzDecoder::new(Cursor::new(std::mem::take(&mut bytes)));
            packed.read_to_end(&mut bytes).unwrap();
        }
        Page { status, location, headers, text: String::from_utf8_lossy(&bytes).into_owned(), bytes }
    }

    /// Sends a form with a file in it, as a browser does.
    pub(crate) async fn post_file(&mut self, address: &str, ground: &str, file: &[u8]) -> Page {
        let part = |name: &str| format!("--limit-7\r\nContent-Disposition: form-data; name=\"{name}\"");
        let head = format!("{}\r\n\r\n{ground}\r\n{}; filename=\"Aisha.jpg\"\r\n", part("ground"), part("file"));
        let body = [head.as_bytes(), b"Content-Type: image/jpeg\r\n\r\n", file, b"\r\n--limit-7--\r\n"].concat();
        self.send("POST", address, body, &[("content-type", "multipart/form-data; boundary=limit-7")]).await
    }

    fn keep_cookies(&mut self, response: &Response<Body>) {
        for set in response.headers().get_all(header::SET_COOKIE) {
            let pair = set.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            if value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

fn encoded(value: &str) -> String {
    value.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
