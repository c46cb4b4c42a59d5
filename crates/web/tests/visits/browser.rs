//! A browser without a window: keeps its cookie, sends forms, follows nothing by itself.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, Response, StatusCode, header};
use tower::ServiceExt;

/// One visitor.
pub(crate) struct Browser {
    site: Router,
    cookie: Option<String>,
}

/// What came back.
pub(crate) struct Page {
    pub(crate) status: StatusCode,
    /// Where a redirect leads; empty without one.
    pub(crate) location: String,
    pub(crate) text: String,
}

impl Page {
    pub(crate) fn says(&self, words: &str) -> bool {
        self.text.contains(words)
    }

    /// The hidden id of the act of the page's form.
    pub(crate) fn act(&self) -> String {
        let (_, rest) = self.text.split_once("name=\"act\" value=\"").expect("the page has a form");
        rest.split('"').next().unwrap().to_owned()
    }
}

impl Browser {
    pub(crate) fn new(site: &Router) -> Self {
        Self { site: site.clone(), cookie: None }
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
        if method == "POST" {
            request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(cookie) = &self.cookie {
            request = request.header(header::COOKIE, cookie);
        }
        let response = self.site.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        self.keep_cookie(&response);
        let status = response.status();
        let location = response.headers().get(header::LOCATION).map_or("", |to| to.to_str().unwrap()).to_owned();
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        Page { status, location, text: String::from_utf8(bytes.to_vec()).unwrap() }
    }

    fn keep_cookie(&mut self, response: &Response<Body>) {
        let Some(set) = response.headers().get(header::SET_COOKIE) else { return };
        let pair = set.to_str().unwrap().split(';').next().unwrap();
        self.cookie = (!pair.ends_with('=')).then(|| pair.to_owned());
    }
}

fn encoded(value: &str) -> String {
    value.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
