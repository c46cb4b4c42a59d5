//! What became of messages, as our mail server and SMS gateway report it: `POST /api/delivery/mail` with a letter that came back,
//! `GET` or `POST /api/delivery/sms` as the gateway does it. Both with the key of the settings.

use super::programs::{No, in_json};
use crate::Site;
use crate::address::{Address, SHOWING_API_KEY, attempt};
use crate::answers::answer;
use axum::http::request::Parts;
use axum::http::{Method, StatusCode, header};
use axum::response::Response;
use serde_json::{Value, json};
use std::borrow::Cow;
use store::{Channel, Reported};

/// What became of one message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryReport {
    /// What the message is called outside.
    pub id: String,
    /// Whether it arrived; if not, it never will.
    pub arrived: bool,
}

/// Reads the reports of mail servers and of a gateway.
pub trait DeliveryReports: Send + Sync {
    /// Whether that is what those show who bring reports.
    fn is_key(&self, shown: &str) -> bool;

    /// What a letter says that came to the address of the sender.
    fn of_mail(&self, letter: &[u8]) -> Option<DeliveryReport>;

    /// What the gateway says in the query of an address, and in a body.
    fn of_sms(&self, query: &str, body: &[u8]) -> Vec<DeliveryReport>;
}

/// Where reports are brought.
pub(super) const HERE: &str = "/api/delivery/";

/// Takes reports in. What is no report of ours is answered like one that is: a gateway would bring it again for days.
pub(super) async fn take(site: &Site, address: Option<Address>, parts: &Parts, body: &[u8]) -> Result<Response, No> {
    let unknown = || No::Status(StatusCode::NOT_FOUND, "unknown");
    let reports = site.delivery_reports().ok_or_else(unknown)?;
    let query = parts.uri.query().unwrap_or_default();
    // Of those who know the key there may be many a minute.
    if !shown_key(parts, query).is_some_and(|shown| reports.is_key(&shown)) {
        attempt(site, SHOWING_API_KEY, address)?;
        return Err(No::Status(StatusCode::UNAUTHORIZED, "key"));
    }
    let (channel, all) = match (parts.uri.path().strip_prefix(HERE), &parts.method) {
        (Some("mail"), &Method::POST) => (Channel::Email, reports.of_mail(body).into_iter().collect()),
        (Some("sms"), &Method::GET | &Method::POST) => (Channel::Sms, reports.of_sms(query, body)),
        (Some("mail" | "sms"), _) => return Err(No::Status(StatusCode::METHOD_NOT_ALLOWED, "method")),
        _ => return Err(unknown()),
    };
    let mut taken = 0;
    for DeliveryReport { id, arrived } in all {
        let reported = if arrived { Reported::Arrived } else { Reported::Returned };
        taken += u32::from(site.store.message_was_reported(channel, &id, reported).await?);
    }
    Ok(in_json(StatusCode::OK, &json!({ "taken": Value::from(taken) })))
}

/// In a header, or where a gateway can only be told an address, in its query.
fn shown_key(parts: &Parts, query: &str) -> Option<String> {
    let said = parts.headers.get(header::AUTHORIZATION).and_then(|said| said.to_str().ok());
    let in_header = said.and_then(|said| said.strip_prefix("Bearer ")).map(|key| key.trim().to_owned());
    in_header.or_else(|| answer(query.as_bytes(), "key").ok().map(Cow::into_owned))
}
