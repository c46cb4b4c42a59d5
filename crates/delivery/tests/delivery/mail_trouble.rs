//! Letters that do not arrive, and what the outbox is told.

use crate::ends;
use crate::mail::{hasty, letter, mailer, settings};
use crate::servers::{Certificate, Server};
use delivery::Failure;
use delivery::mail::{MailSettings, Security};

/// Sends a letter that cannot go and gives what the outbox is told.
async fn failure(settings: &MailSettings, to: &str) -> Failure {
    ends(mailer(settings).send(&letter(to))).await.expect_err("the letter cannot go")
}

fn later(failure: &Failure, part: &str) {
    assert!(matches!(failure, Failure::Later { reason, .. } if reason.contains(part)), "{failure:?}, not {part:?}");
}

fn unknown(failure: &Failure, part: &str) {
    assert!(matches!(failure, Failure::Unknown { reason } if reason.contains(part)), "{failure:?}, not {part:?}");
}

fn refused(failure: &Failure, part: &str) {
    assert!(matches!(failure, Failure::Refused { reason } if reason.contains(part)), "{failure:?}, not {part:?}");
}

#[tokio::test]
async fn an_address_that_does_not_exist_is_refused_for_good() {
    let server = Server::start("mail_server.py", &[]);
    let failure = failure(&settings(server.port), "nobody@example.kz").await;
    refused(&failure, "answered 550 5.1.1 to the recipient");
    refused(&failure, &format!("SMTP server 127.0.0.1:{}", server.port));
}

#[tokio::test]
async fn a_letter_that_the_server_will_not_have_is_refused_for_good() {
    let server = Server::start("mail_server.py", &[]);
    refused(&failure(&settings(server.port), "spam@example.kz").await, "answered 554 5.7.1 to the text");
}

#[tokio::test]
async fn a_greylisted_letter_goes_at_the_second_attempt() {
    let mut server = Server::start("mail_server.py", &[]);
    let settings = settings(server.port);
    later(&failure(&settings, "grey@example.kz").await, "answered 451 4.7.1 to the recipient");
    ends(mailer(&settings).send(&letter("grey@example.kz"))).await.expect("it goes now");
    assert_eq!(server.next_of("letter")["envelope_to"][0], "grey@example.kz");
}

#[tokio::test]
async fn what_is_our_own_fault_is_no_refusal_of_the_letter() {
    let server = Server::start("mail_server.py", &[]);
    later(&failure(&settings(server.port), "relayed@example.kz").await, "answered 554 5.7.1 to the recipient");
    later(&failure(&settings(server.port), "full@example.kz").await, "answered 452 4.2.2 to the text");
    let server = Server::start("mail_server.py", &["--log-in", "kezek:right"]);
    let wrong =
        MailSettings { user: Some("kezek".to_owned()), password: Some("wrong-4711".into()), ..settings(server.port) };
    let wrong = failure(&wrong, "aigerim@example.kz").await;
    later(&wrong, "answered 535 5.7.8 to the log-in");
    assert!(!format!("{wrong:?}").contains("wrong-4711"), "the server repeated the password, we do not: {wrong:?}");
    later(&failure(&settings(server.port), "aigerim@example.kz").await, "answered 530");
}

#[tokio::test]
async fn a_silent_server_is_left_in_time() {
    let mut server = Server::start("mail_server.py", &["--raw", "silent"]);
    later(
        &failure(&hasty(settings(server.port)), "aigerim@example.kz").await,
        "did not answer to the greeting in time",
    );
    let encrypted = MailSettings { security: Security::Tls, ..hasty(settings(server.port)) };
    later(&failure(&encrypted, "aigerim@example.kz").await, "did not answer to the greeting in time");
    drop(server);
    server = Server::start("mail_server.py", &[]);
    later(&failure(&hasty(settings(server.port)), "mute@example.kz").await, "did not answer to the recipient in time");
}

#[tokio::test]
async fn a_server_that_is_away_busy_or_no_mail_server_is_tried_later() {
    // Nothing listens on port 1 of a machine that has not been set up to greet ghosts.
    later(&failure(&settings(1), "aigerim@example.kz").await, "cannot be reached");
    let encrypted = MailSettings { security: Security::Tls, ..settings(1) };
    later(&failure(&encrypted, "aigerim@example.kz").await, "refused");
    for (raw, part) in [
        ("closing", "the connection was closed at the greeting"),
        ("busy", "answered 421 4.3.2 to the greeting (4.3.2 too many visitors)"),
        ("nonsense", "an answer that is no SMTP at the greeting"),
    ] {
        let server = Server::start("mail_server.py", &["--raw", raw]);
        later(&failure(&settings(server.port), "aigerim@example.kz").await, part);
    }
}

#[tokio::test]
async fn a_line_that_breaks_after_the_text_leaves_open_whether_it_went() {
    let mut server = Server::start("mail_server.py", &[]);
    unknown(&failure(&settings(server.port), "cut@example.kz").await, "at the text");
    server.next_of("cut");
    unknown(&failure(&hasty(settings(server.port)), "endless@example.kz").await, "did not answer to the text in time");
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_is_not_trusted() {
    let certificate = Certificate::make();
    let (pem, key) = (certificate.certificate(), certificate.key());
    for (security, tls) in [(Security::Tls, "implicit"), (Security::StartTls, "starttls")] {
        let server = Server::start("mail_server.py", &["--tls", tls, "--certificate", &pem, "--key", &key]);
        let settings = MailSettings { security, ..settings(server.port) };
        later(&failure(&settings, "aigerim@example.kz").await, "invalid peer certificate: UnknownIssuer");
    }
}

#[tokio::test]
async fn a_server_without_starttls_gets_nothing_in_the_clear() {
    let mut server = Server::start("mail_server.py", &[]);
    let settings = MailSettings { security: Security::StartTls, ..settings(server.port) };
    later(&failure(&settings, "aigerim@example.kz").await, "does not offer STARTTLS");
    assert_eq!(server.next()["event"], "lost", "no letter came before the end of the connection");
}

#[tokio::test]
async fn answers_put_behind_starttls_by_somebody_on_the_line_are_not_believed() {
    let certificate = Certificate::make();
    let (pem, key) = (certificate.certificate(), certificate.key());
    let server = Server::start("mail_server.py", &["--raw", "injecting", "--certificate", &pem, "--key", &key]);
    let trusted = Some(pem.into());
    let settings = MailSettings { security: Security::StartTls, trusted_roots: trusted, ..settings(server.port) };
    later(&failure(&settings, "aigerim@example.kz").await, "at STARTTLS");
}

#[tokio::test]
async fn an_attempt_that_is_given_up_leaves_no_connection() {
    let mut server = Server::start("mail_server.py", &[]);
    let patient = MailSettings { wait_seconds_max: 600, letter_seconds_max: 600, ..settings(server.port) };
    let attempt = tokio::spawn(async move { mailer(&patient).send(&letter("endless@example.kz")).await });
    let waits = tokio::task::spawn_blocking(move || {
        server.next_of("waits");
        server
    });
    let mut server = ends(waits).await.expect("the server can be heard");
    attempt.abort();
    assert!(ends(attempt).await.expect_err("it was given up").is_cancelled());
    server.next_of("lost");
}
