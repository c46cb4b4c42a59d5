//! Reports of SMS gateways: each has its own names and numbers, which the settings tell.

use super::{Outcome, Report, SmsReportSettings};
use crate::SettingsFault;
use crate::sms::word;
use percent_encoding::percent_decode_str;
use serde_json::Value;

/// How the reports of this gateway are read.
pub(super) struct Reading {
    id: String,
    status: String,
    arrived: Vec<String>,
    failed: Vec<String>,
}

impl Reading {
    pub(super) fn new(settings: &SmsReportSettings) -> Result<Self, SettingsFault> {
        let fault = |reason: &str| SettingsFault::new("sms", reason);
        if settings.id.is_empty() || settings.status.is_empty() {
            return Err(fault("says no place of the id or of the status"));
        }
        if settings.id.starts_with('/') != settings.status.starts_with('/') {
            return Err(fault("looks for one of id and status in JSON, and for the other in a form"));
        }
        let words = |values: &[Value]| values.iter().map(word).collect::<Option<Vec<_>>>();
        let (Some(arrived), Some(failed)) = (words(&settings.arrived), words(&settings.failed)) else {
            return Err(fault("compares with something that is neither number nor word"));
        };
        if failed.is_empty() || failed.iter().any(|status| arrived.contains(status)) {
            return Err(fault("names no failed status, or one that means arrived, too"));
        }
        Ok(Self { id: settings.id.clone(), status: settings.status.clone(), arrived, failed })
    }

    pub(super) fn read(&self, query: &str, body: &[u8]) -> Vec<Report> {
        if self.id.starts_with('/') {
            return match serde_json::from_slice(body) {
                Ok(Value::Array(all)) => all.iter().filter_map(|one| self.of_json(one)).collect(),
                Ok(one) => self.of_json(&one).into_iter().collect(),
                Err(_) => Vec::new(),
            };
        }
        let body = String::from_utf8_lossy(body);
        let told = |name: &str| value(&body, name).or_else(|| value(query, name));
        self.of(told(&self.id), told(&self.status)).into_iter().collect()
    }

    fn of_json(&self, told: &Value) -> Option<Report> {
        self.of(told.pointer(&self.id).and_then(word), told.pointer(&self.status).and_then(word))
    }

    fn of(&self, id: Option<String>, status: Option<String>) -> Option<Report> {
        let (id, status) = (id?, status?);
        let outcome = if self.failed.contains(&status) {
            Outcome::Returned
        } else if self.arrived.contains(&status) {
            Outcome::Arrived
        } else {
            return None;
        };
        Some(Report { id, outcome })
    }
}

/// The first value of that name in a form.
fn value(form: &str, name: &str) -> Option<String> {
    form.split('&')
        .filter_map(|pair| pair.split_once('='))
        .find(|(known, _)| *known == name)
        .map(|(_, value)| percent_decode_str(&value.replace('+', " ")).decode_utf8_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::{Outcome, Reading, Report, SmsReportSettings};
    use serde_json::json;

    fn reading(id: &str, status: &str) -> Reading {
        let (arrived, failed) = (vec![json!(1)], vec![json!(-1), json!("EXPIRED")]);
        Reading::new(&SmsReportSettings { id: id.into(), status: status.into(), arrived, failed })
            .expect("they are good")
    }

    fn of(id: &str, outcome: Outcome) -> Vec<Report> {
        vec![Report { id: id.to_owned(), outcome }]
    }

    #[test]
    fn a_report_is_read_from_an_address_a_form_or_json() {
        let form = reading("id", "status");
        assert_eq!(form.read("key=x&id=710000000-7&status=1", b""), of("710000000-7", Outcome::Arrived));
        assert_eq!(
            form.read("key=x", b"phone=%2B7701&id=710000000%2D7&status=-1"),
            of("710000000-7", Outcome::Returned)
        );
        let json = reading("/message/id", "/state");
        let one = br#"{"message": {"id": "710000000-7"}, "state": "EXPIRED"}"#;
        assert_eq!(json.read("", one), of("710000000-7", Outcome::Returned));
        let many = br#"[{"message": {"id": "a"}, "state": 1}, {"state": 1}, {"message": {"id": "b"}, "state": -1}]"#;
        let read = json.read("", many);
        assert_eq!(read.iter().map(|report| report.id.as_str()).collect::<Vec<_>>(), ["a", "b"]);
    }

    #[test]
    fn a_status_that_means_nothing_yet_and_whatever_else_says_nothing() {
        let form = reading("id", "status");
        for said in ["", "id=7", "status=1", "id=7&status=0", "id=7&status=", "%%%&&&==="] {
            assert!(form.read(said, b"").is_empty() && form.read("", said.as_bytes()).is_empty(), "{said}");
        }
        for said in ["", "null", "7", "{", r#"{"message": 1, "state": -1}"#, "[[], {}]"] {
            assert!(reading("/message/id", "/state").read("", said.as_bytes()).is_empty(), "{said}");
        }
    }

    #[test]
    fn settings_that_cannot_be_meant_are_told_at_the_start() {
        let settings = |id: &str, status: &str, failed| SmsReportSettings {
            id: id.into(),
            status: status.into(),
            arrived: vec![json!(1)],
            failed,
        };
        for wrong in [
            settings("", "status", vec![json!(2)]),
            settings("/id", "status", vec![json!(2)]),
            settings("id", "status", vec![]),
            settings("id", "status", vec![json!("1")]),
            settings("id", "status", vec![json!({})]),
        ] {
            assert!(Reading::new(&wrong).is_err(), "{wrong:?}");
        }
    }
}
