//! The gateway itself: a request for each message, and the limits of waiting for it.

use super::answer::{Answer, Reading};
use super::name::name;
use super::template::{Escaping, Slot, Template};
use super::{Body, Method, Sms, SmsSettings};
use crate::http::{broken, client};
use crate::settings::limit;
use crate::{Failure, Secret, SettingsFault};
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Client, Request, Url};
use std::fmt;

/// Bytes of an answer that are read; gateways need a few hundred.
const ANSWER_BYTES_MAX: usize = 64 * 1024;

/// Digits of a number in international form (E.164).
const DIGITS: std::ops::RangeInclusive<usize> = 8..=15;

/// Carries short messages to one HTTP gateway, each over a connection of its own. It follows no redirection, asks no proxy
/// that the environment names, and tries once.
pub struct SmsGateway {
    client: Client,
    method: Method,
    url: Template,
    body: Option<Template>,
    headers: HeaderMap,
    headers_with_id: Vec<(HeaderName, Template)>,
    login: String,
    password: Secret,
    sender: String,
    reading: Reading,
    name: String,
}

impl fmt::Debug for SmsGateway {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SmsGateway").field("name", &self.name).field("method", &self.method).finish_non_exhaustive()
    }
}

impl SmsGateway {
    /// Checks the settings. Nothing is connected yet.
    ///
    /// # Errors
    /// Which setting cannot be used, and why.
    pub fn new(settings: &SmsSettings) -> Result<Self, SettingsFault> {
        let connect = limit("connect_seconds_max", settings.connect_seconds_max)?;
        let answer = limit("answer_seconds_max", settings.answer_seconds_max)?;
        let url = Template::read("url", settings.url.expose(), Escaping::Percent)?;
        let (kind, body) = match &settings.body {
            None => (None, None),
            Some(Body::Form(text)) => {
                let template = Template::read("body", text.expose(), Escaping::Percent)?;
                (Some("application/x-www-form-urlencoded"), Some(template))
            }
            Some(Body::Json(text)) => {
                (Some("application/json"), Some(Template::read("body", text.expose(), Escaping::Json)?))
            }
        };
        let mut gateway = Self {
            client: client(connect, answer, settings.trusted_roots.as_deref())?,
            method: settings.method,
            name: name(settings.url.expose())?,
            url,
            body,
            headers: HeaderMap::new(),
            headers_with_id: Vec::new(),
            login: settings.login.clone().unwrap_or_default(),
            password: settings.password.clone().unwrap_or_else(|| Secret::from("")),
            sender: settings.sender.clone().unwrap_or_default(),
            reading: Reading::new(&settings.success, &settings.fault)?,
        };
        if let Some(kind) = kind {
            gateway.headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        }
        gateway.read_headers(settings)?;
        gateway.check(settings)?;
        Ok(gateway)
    }

    /// Headers are written once; only those that ask for the id are written for each message.
    fn read_headers(&mut self, settings: &SmsSettings) -> Result<(), SettingsFault> {
        let fault = |reason: String| SettingsFault::new("headers", reason);
        for (name, value) in &settings.headers {
            let template = Template::read("headers", value.expose(), Escaping::Nothing)?;
            if template.asks_for(Slot::Phone) || template.asks_for(Slot::Text) {
                return Err(fault(format!("{name} must hold neither {{phone}} nor {{text}}")));
            }
            let header = HeaderName::try_from(name).map_err(|_| fault("a name is none of a header".to_owned()))?;
            let written = template.fill(|slot| if slot == Slot::Id { "0" } else { self.own(slot) });
            let mut written = HeaderValue::try_from(written)
                .map_err(|_| fault(format!("the value of {name} cannot stand in a header")))?;
            written.set_sensitive(true);
            self.missing("headers", &template, settings)?;
            if template.asks_for(Slot::Id) {
                self.headers_with_id.push((header, template));
            } else {
                self.headers.insert(header, written);
            }
        }
        Ok(())
    }

    /// What the parts of the template must be together.
    fn check(&self, settings: &SmsSettings) -> Result<(), SettingsFault> {
        if self.method == Method::Get && self.body.is_some() {
            return Err(SettingsFault::new("body", "is sent with POST only"));
        }
        self.missing("url", &self.url, settings)?;
        if let Some(body) = &self.body {
            self.missing("body", body, settings)?;
        }
        for (slot, shown) in [(Slot::Phone, "{phone}"), (Slot::Text, "{text}")] {
            let asked = self.url.asks_for(slot) || self.body.as_ref().is_some_and(|body| body.asks_for(slot));
            if !asked {
                return Err(SettingsFault::new("url", format!("neither it nor the body holds {shown}")));
            }
        }
        // A text outside of quotation marks would be no JSON once it holds one; a bare number is.
        let sample = Sms { phone: "+77000000000".to_owned(), text: "\"\\\n, ә".to_owned(), id: "0".to_owned() };
        let json = matches!(settings.body, Some(Body::Json(_)));
        if json && serde_json::from_str::<serde_json::Value>(&self.body(&sample).unwrap_or_default()).is_err() {
            return Err(SettingsFault::new("body", "is no JSON once its placeholders are filled in"));
        }
        self.request(&sample).map(drop).map_err(|_| SettingsFault::new("url", "is no address"))
    }

    /// A placeholder for which no value is set.
    fn missing(&self, setting: &'static str, template: &Template, settings: &SmsSettings) -> Result<(), SettingsFault> {
        let wanted = [
            (Slot::Login, "login", settings.login.is_none()),
            (Slot::Password, "password", settings.password.is_none()),
            (Slot::Sender, "sender", settings.sender.is_none()),
        ];
        match wanted.iter().find(|(slot, _, unset)| *unset && template.asks_for(*slot)) {
            Some((_, name, _)) => {
                Err(SettingsFault::new(setting, format!("holds {{{name}}}, and `{name}` is not set")))
            }
            None => Ok(()),
        }
    }

    /// The value of a placeholder that is ours and not the message's.
    fn own(&self, slot: Slot) -> &str {
        match slot {
            Slot::Login => &self.login,
            Slot::Password => self.password.expose(),
            Slot::Sender => &self.sender,
            Slot::Phone | Slot::Text | Slot::Id => "",
        }
    }

    fn fill(&self, template: &Template, sms: &Sms) -> String {
        template.fill(|slot| match slot {
            Slot::Phone => sms.phone.trim_start_matches('+'),
            Slot::Text => &sms.text,
            Slot::Id => &sms.id,
            own => self.own(own),
        })
    }

    fn body(&self, sms: &Sms) -> Option<String> {
        self.body.as_ref().map(|body| self.fill(body, sms))
    }

    /// The request, or what of the message does not fit into one.
    fn request(&self, sms: &Sms) -> Result<Request, Failure> {
        let digits = sms.phone.strip_prefix('+').unwrap_or_default();
        if !DIGITS.contains(&digits.len()) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(Failure::refused("the phone number is not in international form"));
        }
        let verb = match self.method {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
        };
        let url = Url::parse(&self.fill(&self.url, sms)).map_err(|_| Failure::later("the address is none"))?;
        let mut request = Request::new(verb, url);
        *request.headers_mut() = self.headers.clone();
        for (name, template) in &self.headers_with_id {
            let value = HeaderValue::try_from(self.fill(template, sms));
            let value = value.map_err(|_| Failure::refused("the id of the message does not fit into a header"))?;
            request.headers_mut().insert(name, value);
        }
        *request.body_mut() = self.body(sms).map(Into::into);
        Ok(request)
    }

    /// Tries once to hand the message to the gateway. `Ok` means that the gateway took it over.
    ///
    /// A future that is dropped closes its connection and leaves nothing behind; whether the message had gone by then is not
    /// known.
    ///
    /// # Errors
    /// Why the message is not known to have gone.
    pub async fn send(&self, sms: &Sms) -> Result<(), Failure> {
        let request = self.request(sms)?;
        let response = self.client.execute(request).await.map_err(|error| broken(&self.name, &error))?;
        let answer = Answer::read(response, ANSWER_BYTES_MAX).await;
        self.reading.verdict(&self.name, &answer, sms)
    }
}
