//! Short messages that do not go, and what the outbox is told.

use crate::ends;
use crate::servers::{Certificate, Server};
use crate::sms::{by_get, by_post, gateway, hasty, sms};
use delivery::Failure;
use delivery::sms::{Sms, SmsSettings};
use std::time::Duration;

/// Sends a message that cannot go and gives what the outbox is told.
async fn failure(settings: &SmsSettings) -> Failure {
    ends(gateway(settings).send(&sms())).await.expect_err("the message cannot go")
}

fn later(failure: &Failure, part: &str, expected: Option<u64>) {
    let fits = matches!(failure, Failure::Later { reason, after }
        if reason.contains(part) && *after == expected.map(Duration::from_secs));
    assert!(fits, "{failure:?}, not {part:?} after {expected:?} seconds");
}

fn unknown(failure: &Failure, part: &str) {
    assert!(matches!(failure, Failure::Unknown { reason } if reason.contains(part)), "{failure:?}, not {part:?}");
}

fn refused(failure: &Failure, part: &str) {
    assert!(matches!(failure, Failure::Refused { reason } if reason.contains(part)), "{failure:?}, not {part:?}");
}

#[tokio::test]
async fn a_number_that_the_gateway_rejects_is_refused_for_good() {
    let server = Server::start("sms_gateway.py", &[]);
    let gateway = format!("SMS gateway 127.0.0.1:{}", server.port);
    let failed = failure(&by_get(server.port, "/wrong-number")).await;
    refused(&failed, &format!("{gateway} answered 200, code 7"));
    refused(&failure(&by_post(server.port, "/one")).await, "answered 200, code 1");
    refused(&failure(&by_post(server.port, "/rejected")).await, "answered 400, code 1");
}

#[tokio::test]
async fn what_is_no_number_is_not_sent() {
    let server = Server::start("sms_gateway.py", &[]);
    let gateway = gateway(&by_post(server.port, "/zero"));
    for phone in
        ["", "+", "87010001234", "+7701", "+7701000123456789", "+7701 000 12 34", "+7701000123x", "++77010001234"]
    {
        let sent = ends(gateway.send(&Sms { phone: phone.to_owned(), ..sms() })).await;
        assert!(matches!(sent, Err(Failure::Refused { .. })), "{sent:?} of {phone:?}");
    }
    let sent = ends(gateway.send(&Sms { id: "1\r\nX-More: 2".to_owned(), ..sms() })).await;
    assert!(matches!(sent, Err(Failure::Refused { .. })), "{sent:?}");
}

#[tokio::test]
async fn trouble_of_the_account_or_the_gateway_lets_the_message_wait() {
    let server = Server::start("sms_gateway.py", &[]);
    later(&failure(&by_get(server.port, "/no-money")).await, "answered 200, code 3, which does not mean success", None);
    later(&failure(&by_get(server.port, "/zero")).await, "which does not mean success", None);
    later(&failure(&by_get(server.port, "/too-many")).await, "answered 429", Some(7));
    later(&failure(&by_get(server.port, "/away")).await, "answered 503", Some(120));
    later(&failure(&by_get(server.port, "/broken")).await, "answered 500", None);
    later(&failure(&by_get(server.port, "/forbidden")).await, "answered 403", None);
    let mut text = by_get(server.port, "/text-error");
    text.success = toml::from_str(r#"text_lacks = "ERROR""#).expect("it can be read");
    later(&failure(&text).await, "does not mean success", None);
}

#[tokio::test]
async fn a_message_does_not_follow_a_gateway_to_another_address() {
    let mut server = Server::start("sms_gateway.py", &[]);
    later(&failure(&by_get(server.port, "/elsewhere")).await, "answered 302", None);
    assert_eq!(server.next_of("request")["path"], "/elsewhere");
    later(&failure(&by_get(server.port, "/no-money")).await, "code 3", None);
    assert_eq!(server.next_of("request")["path"], "/no-money", "nothing was asked in between");
}

#[tokio::test]
async fn a_gateway_that_is_away_or_not_trusted_has_got_nothing() {
    // Nothing listens on port 1 of a machine that has not been set up to greet ghosts.
    later(&failure(&by_get(1, "/sent")).await, "cannot be reached", None);
    let certificate = Certificate::make();
    let server =
        Server::start("sms_gateway.py", &["--certificate", &certificate.certificate(), "--key", &certificate.key()]);
    let mut settings = by_post(server.port, "/zero");
    settings.url = format!("https://localhost:{}/zero", server.port).as_str().into();
    later(&failure(&settings).await, "invalid peer certificate: UnknownIssuer", None);
    // It takes connections and never greets.
    let server = Server::start("mail_server.py", &["--raw", "silent"]);
    settings.url = format!("https://localhost:{}/zero", server.port).as_str().into();
    later(&failure(&hasty(settings)).await, "cannot be reached in time", None);
}

#[tokio::test]
async fn without_an_answer_nobody_knows_whether_it_went() {
    let server = Server::start("sms_gateway.py", &[]);
    let get = |path| by_get(server.port, path);
    unknown(&failure(&hasty(get("/mute"))).await, "did not answer in time");
    unknown(&failure(&get("/closing")).await, "the line broke before the answer");
    unknown(&failure(&get("/nonsense")).await, "the line broke before the answer");
    unknown(&failure(&get("/cut")).await, "answered 200, and the rest of it broke off");
    unknown(&failure(&hasty(get("/half"))).await, "answered 200, and the rest of it did not end in time");
    unknown(&failure(&get("/long")).await, "answered 200, and the rest of it is too long");
    unknown(&failure(&get("/page")).await, "answered 200, which should be JSON and is not");
    unknown(&failure(&get("/lost-sight")).await, "answered 504");
}

#[tokio::test]
async fn an_attempt_that_is_given_up_leaves_no_connection() {
    let mut server = Server::start("sms_gateway.py", &[]);
    let mut patient = by_get(server.port, "/mute");
    patient.answer_seconds_max = 600;
    let attempt = tokio::spawn(async move { gateway(&patient).send(&sms()).await });
    let waits = tokio::task::spawn_blocking(move || {
        server.next_of("request");
        server
    });
    let mut server = ends(waits).await.expect("the server can be heard");
    attempt.abort();
    assert!(ends(attempt).await.expect_err("it was given up").is_cancelled());
    let lost = tokio::task::spawn_blocking(move || server.next_of("lost"));
    ends(lost).await.expect("the server can be heard");
}
