//! Notices to browsers: sealed for one browser (RFC 8291) and handed to the push service of its maker (RFC 8030), with a sign
//! that says who sends (RFC 8292). The service learns neither who is told nor what.

use crate::http::{broken, client, retry_after};
use crate::settings::{is_loopback, limit};
use crate::{Failure, SettingsFault};
use base64ct::{Base64UrlUnpadded, Encoding as _};
use jiff::{SignedDuration, Timestamp};
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use reqwest::header::{AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE, HeaderName, HeaderValue};
use reqwest::{Client, Method, Request, StatusCode, Url};
use serde::Deserialize;
use std::fmt;
use std::path::PathBuf;
use web_push_native::{Auth, encrypt};

/// Push services of the browsers that people have: Chrome and what is built like it, Firefox, Safari, Edge. A dot in front
/// stands for any host below.
const SERVICES: [&str; 4] =
    ["fcm.googleapis.com", ".push.services.mozilla.com", ".push.apple.com", ".notify.windows.com"];

/// A service keeps a notice so long for a browser that is off: one of 18:00 speaks of tomorrow, and is not shown then.
const KEPT: SignedDuration = SignedDuration::from_hours(6);

/// So long a sign counts; a service may refuse one that counts for more than a day.
const SIGNED_FOR: SignedDuration = SignedDuration::from_hours(12);

/// Bytes of a notice at most: what every service takes (RFC 8030, 7.2) without the seal around it.
const NOTICE_BYTES_MAX: usize = 3900;

/// How notices go out: the section `[push]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PushSettings {
    /// Whom a push service may ask when something is wrong: `mailto:` and an address, or an address that begins with
    /// `https://`.
    pub contact: String,
    /// Hosts of push services that may be asked; anything else that a browser names is refused, so that nobody can make this
    /// server ask addresses of his choice.
    #[serde(default = "services")]
    pub services: Vec<String>,
    /// File of certificates that are trusted beside the public ones, as PEM.
    #[serde(default)]
    pub trusted_roots: Option<PathBuf>,
    /// Seconds in which a service must be reached.
    #[serde(default = "connect_seconds_max")]
    pub connect_seconds_max: u64,
    /// Seconds in which it must answer.
    #[serde(default = "answer_seconds_max")]
    pub answer_seconds_max: u64,
}

fn services() -> Vec<String> {
    SERVICES.map(str::to_owned).into()
}

fn connect_seconds_max() -> u64 {
    10
}

fn answer_seconds_max() -> u64 {
    30
}

/// Where one browser gets its notices, as it said itself.
#[derive(Clone)]
pub struct Receiver {
    /// Address at its push service.
    pub endpoint: String,
    /// Its public key: an uncompressed point of P-256 in base64url.
    pub p256dh: String,
    /// Its secret for this sender: 16 bytes in base64url.
    pub auth: String,
}

impl fmt::Debug for Receiver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Receiver(…)")
    }
}

/// Key of the sender, by which browsers and services know it again. Every node has the same one.
#[derive(Clone)]
pub struct SenderKey(SigningKey);

impl fmt::Debug for SenderKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SenderKey(…)")
    }
}

impl SenderKey {
    /// From 32 secret bytes; `None` for the few that are no key of P-256.
    #[must_use]
    pub fn from_bytes(bytes: &[u8; 32]) -> Option<Self> {
        SigningKey::from_slice(bytes).ok().map(Self)
    }

    /// The public half as browsers want it: an uncompressed point in base64url.
    #[must_use]
    pub fn public(&self) -> String {
        Base64UrlUnpadded::encode_string(self.0.verifying_key().to_encoded_point(false).as_bytes())
    }

    /// The sign for a service: a token that says for whom, until when and who asks (RFC 8292, 2).
    fn sign(&self, service: &str, contact: &str, now: Timestamp) -> String {
        let until = now.saturating_add(SIGNED_FOR).unwrap_or(now).as_second();
        let claims = serde_json::json!({ "aud": service, "exp": until, "sub": contact });
        let part = |text: &str| Base64UrlUnpadded::encode_string(text.as_bytes());
        let said = format!("{}.{}", part(r#"{"typ":"JWT","alg":"ES256"}"#), part(&claims.to_string()));
        let signature: Signature = self.0.sign(said.as_bytes());
        let signature = Base64UrlUnpadded::encode_string(&signature.to_bytes());
        format!("vapid t={said}.{signature}, k={}", self.public())
    }
}

/// Hands notices to push services, each over a connection of its own. It follows no redirection and tries once.
pub struct Pusher {
    client: Client,
    key: SenderKey,
    contact: String,
    services: Vec<String>,
}

impl fmt::Debug for Pusher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pusher").field("services", &self.services).finish_non_exhaustive()
    }
}

impl Pusher {
    /// Checks the settings. Nothing is connected yet.
    ///
    /// # Errors
    /// Which setting cannot be used, and why.
    pub fn new(settings: &PushSettings, key: SenderKey) -> Result<Self, SettingsFault> {
        if !settings.contact.starts_with("mailto:") && !settings.contact.starts_with("https://") {
            return Err(SettingsFault::new("contact", "begins with neither mailto: nor https://"));
        }
        let connect = limit("connect_seconds_max", settings.connect_seconds_max)?;
        let answer = limit("answer_seconds_max", settings.answer_seconds_max)?;
        let client = client(connect, answer, settings.trusted_roots.as_deref())?;
        Ok(Self { client, key, contact: settings.contact.clone(), services: settings.services.clone() })
    }

    /// Tries once to hand a notice to the service of a browser. `Ok` means that the service took it over.
    ///
    /// # Errors
    /// Why the notice is not known to have gone. [`Failure::Refused`] where the browser gets none any more.
    pub async fn send(&self, receiver: &Receiver, notice: &str, now: Timestamp) -> Result<(), Failure> {
        let (name, request) = self.request(receiver, notice, now)?;
        let response = self.client.execute(request).await.map_err(|error| broken(&name, &error))?;
        let (status, after) = (response.status(), retry_after(response.headers()));
        let reason = format!("{name} answered {status}");
        match status {
            StatusCode::OK | StatusCode::CREATED | StatusCode::ACCEPTED | StatusCode::NO_CONTENT => Ok(()),
            // The family took its leave from these notices, or cleared its browser.
            StatusCode::NOT_FOUND | StatusCode::GONE | StatusCode::PAYLOAD_TOO_LARGE => {
                Err(Failure::Refused { reason })
            }
            _ => Err(Failure::Later { reason, after }),
        }
    }

    fn request(&self, receiver: &Receiver, notice: &str, now: Timestamp) -> Result<(String, Request), Failure> {
        let url = Url::parse(&receiver.endpoint).map_err(|_| Failure::refused("the address is none"))?;
        let host = url.host_str().unwrap_or_default();
        if !self.may_ask(&url, host) {
            return Err(Failure::refused("the address is of no push service that may be asked"));
        }
        let name = format!("push service {host}");
        let unreadable = |_| Failure::refused("the keys of the browser cannot be read");
        let key = Base64UrlUnpadded::decode_vec(receiver.p256dh.trim_end_matches('=')).map_err(unreadable)?;
        let auth = Base64UrlUnpadded::decode_vec(receiver.auth.trim_end_matches('=')).map_err(unreadable)?;
        let key = p256::PublicKey::from_sec1_bytes(&key)
            .map_err(|_| Failure::refused("the key of the browser is none of P-256"))?;
        let auth: [u8; 16] =
            auth.try_into().map_err(|_| Failure::refused("the secret of the browser has another length"))?;
        if notice.len() > NOTICE_BYTES_MAX {
            return Err(Failure::refused("the notice is too long"));
        }
        let sealed = encrypt(notice.as_bytes().to_vec(), &key, &Auth::from(auth))
            .map_err(|_| Failure::refused("the notice cannot be sealed"))?;
        let mut request = Request::new(Method::POST, url.clone());
        let sign = self.key.sign(&url.origin().ascii_serialization(), &self.contact, now);
        let mut sign =
            HeaderValue::try_from(sign).map_err(|_| Failure::later("the contact cannot stand in a header"))?;
        sign.set_sensitive(true);
        let headers = request.headers_mut();
        headers.insert(AUTHORIZATION, sign);
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static("aes128gcm"));
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
        headers.insert(HeaderName::from_static("ttl"), HeaderValue::from(KEPT.as_secs()));
        // A phone that sleeps is woken: there are three days to choose a place, or one evening to know of it.
        headers.insert(HeaderName::from_static("urgency"), HeaderValue::from_static("high"));
        *request.body_mut() = Some(sealed.into());
        Ok((name, request))
    }

    /// By TLS to a host of the settings; a service on this very machine may be named whole, as in tests.
    fn may_ask(&self, url: &Url, host: &str) -> bool {
        let is_of = |service: &String| match service.strip_prefix('.') {
            Some(_) => host.ends_with(service.as_str()),
            None => host == service,
        };
        let is_plain = url.scheme() == "https" && url.port().is_none() && url.username().is_empty();
        let origin = url.origin().ascii_serialization();
        is_plain && self.services.iter().any(is_of) || is_loopback(host) && self.services.contains(&origin)
    }
}
