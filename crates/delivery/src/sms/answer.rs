//! What the answer of a gateway means for the message.

use super::{Fault, Sms, Success};
use crate::http::retry_after;
use crate::{Failure, SettingsFault};
use reqwest::{Response, StatusCode};
use serde_json::Value;
use std::time::Duration;

/// An answer as far as it came.
pub(super) struct Answer {
    status: StatusCode,
    after: Option<Duration>,
    body: Result<String, &'static str>,
}

impl Answer {
    /// Reads the answer to its end, or says why there is none.
    pub(super) async fn read(mut response: Response, bytes_max: usize) -> Self {
        let status = response.status();
        let after = retry_after(response.headers());
        let mut bytes = Vec::new();
        let body = loop {
            match response.chunk().await {
                Ok(Some(chunk)) if bytes.len() + chunk.len() > bytes_max => break Err("is too long"),
                Ok(Some(chunk)) => bytes.extend_from_slice(&chunk),
                Ok(None) => break Ok(String::from_utf8_lossy(&bytes).into_owned()),
                Err(error) if error.is_timeout() => break Err("did not end in time"),
                Err(_) => break Err("broke off"),
            }
        };
        Self { status, after, body }
    }
}

/// How the answers of this gateway are read.
pub(super) struct Reading {
    success: Success,
    fault: Fault,
}

impl Reading {
    pub(super) fn new(success: &Success, fault: &Fault) -> Result<Self, SettingsFault> {
        let pointers = success.equal.keys().chain(&success.present).chain(&success.absent).chain(&fault.code_at);
        for pointer in pointers {
            if !pointer.starts_with('/') {
                return Err(SettingsFault::new("success", format!("\"{pointer}\" is no JSON pointer such as /code")));
            }
        }
        let scalar = |value: &Value| word(value).is_some();
        if !success.equal.values().chain(&fault.refused).all(scalar) {
            return Err(SettingsFault::new("success", "compares with something that is neither number nor word"));
        }
        if success.status_min > success.status_max {
            return Err(SettingsFault::new("success", "status_min is above status_max"));
        }
        Ok(Self { success: success.clone(), fault: fault.clone() })
    }

    /// What became of the message.
    pub(super) fn verdict(&self, gateway: &str, answer: &Answer, sms: &Sms) -> Result<(), Failure> {
        let status = answer.status.as_u16();
        let body = answer.body.as_ref();
        let json: Option<Value> = body.ok().and_then(|text| serde_json::from_str(text).ok());
        let code = json.as_ref().and_then(|json| self.code(json));
        let shown = match &code {
            Some(code) if harmless(code, sms) => format!("{status}, code {code}"),
            Some(_) => format!("{status}, with a code that is not shown"),
            None => status.to_string(),
        };
        let reason = format!("{gateway} answered {shown}");
        if code.is_some_and(|code| self.fault.refused.iter().filter_map(word).any(|refused| refused == code)) {
            return Err(Failure::refused(reason));
        }
        if !(self.success.status_min..=self.success.status_max).contains(&status) {
            return Err(negative(answer, reason));
        }
        let text = body.map_err(|why| Failure::unknown(format!("{reason}, and the rest of it {why}")))?;
        if self.reads_json() && json.is_none() {
            return Err(Failure::unknown(format!("{reason}, which should be JSON and is not")));
        }
        if json.is_some_and(|json| !self.json_says_yes(&json)) || !self.text_says_yes(text) {
            return Err(Failure::Later {
                reason: format!("{reason}, which does not mean success"),
                after: answer.after,
            });
        }
        Ok(())
    }

    fn reads_json(&self) -> bool {
        let Success { equal, present, absent, .. } = &self.success;
        !(equal.is_empty() && present.is_empty() && absent.is_empty())
    }

    fn code(&self, json: &Value) -> Option<String> {
        word(json.pointer(self.fault.code_at.as_ref()?)?)
    }

    fn json_says_yes(&self, json: &Value) -> bool {
        let Success { equal, present, absent, .. } = &self.success;
        let there = |pointer: &String| json.pointer(pointer).is_some_and(|value| !value.is_null());
        let same = |(pointer, value): (&String, &Value)| json.pointer(pointer).and_then(word) == word(value);
        equal.iter().all(same) && present.iter().all(there) && !absent.iter().any(there)
    }

    fn text_says_yes(&self, text: &str) -> bool {
        let Success { text_has, text_lacks, .. } = &self.success;
        text_has.as_ref().is_none_or(|wanted| text.contains(wanted))
            && !text_lacks.as_ref().is_some_and(|unwanted| text.contains(unwanted))
    }
}

/// A status without success. What stands in front of a gateway answers 502 and 504 when it has lost sight of it, with our
/// request in its hands.
fn negative(answer: &Answer, reason: String) -> Failure {
    if matches!(answer.status, StatusCode::BAD_GATEWAY | StatusCode::GATEWAY_TIMEOUT) {
        return Failure::Unknown { reason };
    }
    Failure::Later { reason, after: answer.after }
}

/// A number, word or truth value as text, so that 0 and "0" are the same.
pub(crate) fn word(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// Whether a code can be shown: a short word of a machine, too short for a phone number and nothing of the message. Where
/// the settings point to the wrong place, somebody's words stand there.
fn harmless(code: &str, sms: &Sms) -> bool {
    const BYTES_MAX: usize = 32;
    const DIGITS_MAX: usize = 5;
    // Every "4" stands in some text; a piece of this length is a quotation.
    const QUOTED_BYTES: usize = 4;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    let quoted = code.len() >= QUOTED_BYTES && (sms.text.contains(code) || sms.phone.contains(code));
    code.len() <= BYTES_MAX
        && code.bytes().all(plain)
        && code.bytes().filter(u8::is_ascii_digit).count() <= DIGITS_MAX
        && !quoted
}

#[cfg(test)]
mod tests {
    use super::{harmless, retry_after};
    use crate::sms::Sms;
    use reqwest::header::{DATE, HeaderMap, HeaderValue, RETRY_AFTER};
    use std::time::Duration;

    fn asked(retry: &str, date: Option<&str>) -> Option<Duration> {
        let value = |text: &str| HeaderValue::from_str(text).expect("a header");
        let mut headers = HeaderMap::from_iter([(RETRY_AFTER, value(retry))]);
        if let Some(date) = date {
            headers.insert(DATE, value(date));
        }
        retry_after(&headers)
    }

    #[test]
    fn the_wait_that_is_asked_for_is_read_in_seconds_or_as_a_day() {
        assert_eq!(asked("120", None), Some(Duration::from_secs(120)));
        let now = Some("Mon, 23 Nov 2026 10:00:00 GMT");
        assert_eq!(asked("Mon, 23 Nov 2026 10:05:00 GMT", now), Some(Duration::from_secs(300)));
        assert_eq!(asked("Mon, 23 Nov 2026 10:05:00 GMT", None), None);
        assert_eq!(asked("Mon, 23 Nov 2026 09:00:00 GMT", now), None);
        assert_eq!(asked("soon", now), None);
        assert_eq!(asked("99999999999", None), Some(Duration::from_secs(86_400)));
    }

    #[test]
    fn a_code_is_shown_only_if_it_can_be_nothing_of_the_message() {
        let sms =
            Sms { phone: "+77010001234".to_owned(), text: "Code 482913, until Friday".to_owned(), id: "1".into() };
        for code in ["7", "0", "1001", "INVALID_NUMBER", "error.limit"] {
            assert!(harmless(code, &sms), "{code}");
        }
        for code in ["482913", "Friday", "Code 482913", "77010001234", "0001234", "1234", "ә", "a\nb"] {
            assert!(!harmless(code, &sms), "{code}");
        }
    }
}
