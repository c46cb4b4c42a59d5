//! Short messages that go, and what a gateway gets to read.

use crate::ends;
use crate::servers::{Certificate, Server};
use delivery::sms::{Body, Method, Sms, SmsGateway, SmsSettings};
use serde_json::Value;

/// A gateway that is asked by GET and answers with an id or an error.
pub(crate) fn by_get(port: u16, path: &str) -> SmsSettings {
    let query = "login={login}&psw={password}&phones={phone}&mes={text}&sender={sender}&id={id}&fmt=3";
    read(&format!(
        r#"
        method = "GET"
        url = "http://127.0.0.1:{port}{path}?{query}"
        login = "kezek&x=1"
        password = "құпия+4711"
        sender = "KEZEK"
        success = {{ present = ["/id"], absent = ["/error"] }}
        fault = {{ code_at = "/error_code", refused = [7, 8] }}
        "#
    ))
}

/// A gateway that takes JSON and answers with a code, 0 when all is well.
pub(crate) fn by_post(port: u16, path: &str) -> SmsSettings {
    read(&format!(
        r#"
        method = "POST"
        url = "http://127.0.0.1:{port}{path}"
        body = {{ json = '{{"to": "+{{phone}}", "number": {{phone}}, "text": "{{text}}", "client": {{"id": "{{id}}"}}}}' }}
        headers = {{ X-Api-Key = "{{password}}", Idempotency-Key = "kezek-{{id}}" }}
        password = "key-4711"
        success = {{ equal = {{ "/code" = 0 }} }}
        fault = {{ code_at = "/code", refused = ["1"] }}
        "#
    ))
}

fn read(settings: &str) -> SmsSettings {
    toml::from_str(settings).expect("the settings can be read")
}

/// The same, with limits that are waited for.
pub(crate) fn hasty(mut settings: SmsSettings) -> SmsSettings {
    settings.connect_seconds_max = 1;
    settings.answer_seconds_max = 1;
    settings
}

pub(crate) fn gateway(settings: &SmsSettings) -> SmsGateway {
    SmsGateway::new(settings).expect("the settings are good")
}

pub(crate) fn sms() -> Sms {
    Sms {
        phone: "+77010001234".to_owned(),
        text: "Кезегіңіз \"келді\" \\ & 100% + 1 = #\nКод: 482913".to_owned(),
        id: "4711".to_owned(),
    }
}

/// Sends a message and gives the request that the gateway got.
async fn request(settings: &SmsSettings, server: &mut Server) -> Value {
    ends(gateway(settings).send(&sms())).await.expect("the message goes");
    server.next_of("request")
}

#[tokio::test]
async fn a_gateway_by_get_reads_every_value_as_it_was_typed() {
    let mut server = Server::start("sms_gateway.py", &[]);
    let request = request(&by_get(server.port, "/sent"), &mut server).await;
    assert_eq!(request["method"], "GET");
    let expected = serde_json::json!({
        "login": ["kezek&x=1"], "psw": ["құпия+4711"], "phones": ["77010001234"], "mes": [sms().text],
        "sender": ["KEZEK"], "id": ["4711"], "fmt": ["3"],
    });
    assert_eq!(request["query"], expected);
}

#[tokio::test]
async fn a_gateway_by_json_reads_every_value_as_it_was_typed() {
    let mut server = Server::start("sms_gateway.py", &[]);
    let request = request(&by_post(server.port, "/zero"), &mut server).await;
    assert_eq!(request["method"], "POST");
    assert_eq!(request["headers"]["content-type"], "application/json");
    assert_eq!(request["headers"]["x-api-key"], "key-4711");
    assert_eq!(request["headers"]["idempotency-key"], "kezek-4711");
    let body: Value = serde_json::from_str(request["body"].as_str().expect("a body")).expect("it is JSON");
    let number = 77_010_001_234_u64;
    let expected = serde_json::json!({
        "to": "+77010001234", "number": number, "text": sms().text, "client": {"id": "4711"},
    });
    assert_eq!(body, expected);
}

#[tokio::test]
async fn a_gateway_by_form_reads_every_value_as_it_was_typed() {
    let mut server = Server::start("sms_gateway.py", &[]);
    let mut settings = by_post(server.port, "/zero-as-text");
    settings.body = Some(Body::Form("recipient=%2B{phone}&text={text}".into()));
    let request = request(&settings, &mut server).await;
    assert_eq!(request["headers"]["content-type"], "application/x-www-form-urlencoded");
    let body = request["body"].as_str().expect("a body");
    let page = reqwest::Url::parse(&format!("http://form/?{body}")).expect("it is a form");
    let read: Vec<(String, String)> = page.query_pairs().into_owned().collect();
    assert_eq!(read, [("recipient".to_owned(), "+77010001234".to_owned()), ("text".to_owned(), sms().text)]);
}

#[tokio::test]
async fn a_gateway_that_answers_in_plain_text_is_understood() {
    let mut server = Server::start("sms_gateway.py", &[]);
    let mut settings = by_get(server.port, "/text-ok");
    settings.success = toml::from_str(r#"text_has = "OK""#).expect("it can be read");
    request(&settings, &mut server).await;
    settings.success = toml::from_str(r#"text_lacks = "ERROR""#).expect("it can be read");
    request(&settings, &mut server).await;
}

#[tokio::test]
async fn a_gateway_with_a_certificate_that_is_trusted_is_asked_encrypted() {
    let certificate = Certificate::make();
    let (pem, key) = (certificate.certificate(), certificate.key());
    let mut server = Server::start("sms_gateway.py", &["--certificate", &pem, "--key", &key]);
    let mut settings = by_post(server.port, "/zero");
    settings.url = format!("https://localhost:{}/zero", server.port).as_str().into();
    settings.trusted_roots = Some(pem.into());
    assert_eq!(request(&settings, &mut server).await["path"], "/zero");
}

/// Settings with one thing changed, and what they are told.
fn fault(change: impl FnOnce(&mut SmsSettings)) -> String {
    let mut settings = by_post(1, "/");
    change(&mut settings);
    SmsGateway::new(&settings).expect_err("the settings are not good").to_string()
}

#[test]
fn settings_that_cannot_work_are_told_before_anything_is_sent() {
    assert!(fault(|it| it.url = "http://sms.example.kz/{phone}/{text}".into()).contains("in the clear"));
    assert!(fault(|it| it.url = "https://{login}.example.kz/".into()).contains("where its host stands"));
    assert!(fault(|it| it.url = "ftp://example.kz/".into()).contains("neither https:// nor http://"));
    assert!(fault(|it| it.url = "sms.example.kz".into()).contains("is no address"));
    assert!(fault(|it| it.body = Some(Body::Json("{\"to\": \"{phone}\"}".into()))).contains("holds {text}"));
    assert!(fault(|it| it.body = Some(Body::Json("{\"to\": \"{phone}\", \"t\": {text}}".into()))).contains("no JSON"));
    assert!(fault(|it| it.body = Some(Body::Form("{phone}{text}{sender}".into()))).contains("`sender` is not set"));
    assert!(fault(|it| it.password = None).contains("`password` is not set"));
    assert!(fault(|it| it.method = Method::Get).contains("POST only"));
    assert!(fault(|it| drop(it.headers.insert("X-To".into(), "{phone}".into()))).contains("neither {phone}"));
    assert!(fault(|it| drop(it.headers.insert("X\nY".into(), "1".into()))).contains("none of a header"));
    assert!(fault(|it| it.password = Some("a\r\nX-More: b".into())).contains("cannot stand in a header"));
    assert!(fault(|it| it.success.present = vec!["id".to_owned()]).contains("no JSON pointer"));
    assert!(fault(|it| it.connect_seconds_max = 0).contains("connect_seconds_max"));
    assert!(fault(|it| it.trusted_roots = Some("no/such/file".into())).contains("no/such/file"));
    assert!(toml::from_str::<SmsSettings>("method = \"GET\"\nurl = \"\"\nretries = 3").is_err(), "an unknown key");
}
