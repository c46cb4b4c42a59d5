//! Letters that arrive, and how they look to a mail program.

use crate::ends;
use crate::servers::{Certificate, Server};
use delivery::Failure;
use delivery::mail::{Letter, MailSettings, Mailer, Security};
use serde_json::Value;

/// Settings for a server in the clear on this machine.
pub(crate) fn settings(port: u16) -> MailSettings {
    MailSettings {
        host: "127.0.0.1".to_owned(),
        port: Some(port),
        security: Security::None,
        user: None,
        password: None,
        sender: "kezek@example.kz".to_owned(),
        sender_name: Some("Балабақша кезегі".to_owned()),
        trusted_roots: None,
        wait_seconds_max: 30,
        letter_seconds_max: 60,
    }
}

/// The same, with limits that are waited for.
pub(crate) fn hasty(settings: MailSettings) -> MailSettings {
    MailSettings { wait_seconds_max: 2, letter_seconds_max: 3, ..settings }
}

pub(crate) fn mailer(settings: &MailSettings) -> Mailer {
    Mailer::new(settings).expect("the settings are good")
}

pub(crate) fn letter(to: &str) -> Letter {
    Letter {
        to: to.to_owned(),
        subject: "Балабақшаға жолдама: сіздің кезегіңіз келді".to_owned(),
        text: "Сәлеметсіз бе!\n\nСіздің кодыңыз: 482913.\n.\nҚұрметпен, Кезек\n".to_owned(),
        id: "0190-ab_c.7".to_owned(),
        written_at: "2026-11-23T09:00:00Z".parse().expect("an instant"),
    }
}

fn header<'a>(arrived: &'a Value, name: &str) -> Vec<&'a str> {
    let headers = arrived["headers"].as_array().expect("there are headers");
    headers.iter().filter(|header| header[0] == name).filter_map(|header| header[1].as_str()).collect()
}

/// Sends a letter and gives it as Python's mail parser reads it.
async fn arrived(settings: &MailSettings, letter: &Letter, server: &mut Server) -> Value {
    ends(mailer(settings).send(letter)).await.expect("the letter goes");
    server.next_of("letter")
}

#[tokio::test]
async fn a_letter_in_kazakh_reads_as_it_was_typed() {
    let mut server = Server::start("mail_server.py", &[]);
    let written = letter("aigerim@example.kz");
    let arrived = arrived(&settings(server.port), &written, &mut server).await;
    assert_eq!(header(&arrived, "subject"), [written.subject.as_str()]);
    assert_eq!(arrived["text"], written.text.as_str());
    assert_eq!(arrived["sender_name"], "Балабақша кезегі");
    assert_eq!(arrived["envelope_from"], "kezek@example.kz");
    assert_eq!(arrived["envelope_to"][0], "aigerim@example.kz");
    assert_eq!(header(&arrived, "to"), ["aigerim@example.kz"]);
    assert_eq!(arrived["ascii"], true, "no server on the way needs to know other letters");
}

#[tokio::test]
async fn a_letter_sent_again_has_the_same_name_and_date_and_asks_for_no_answer() {
    let mut server = Server::start("mail_server.py", &[]);
    let (settings, written) = (settings(server.port), letter("aigerim@example.kz"));
    let first = arrived(&settings, &written, &mut server).await;
    let second = arrived(&settings, &written, &mut server).await;
    assert_eq!(first["headers"], second["headers"]);
    assert_eq!(header(&first, "message-id"), ["<0190-ab_c.7@example.kz>"]);
    assert_eq!(header(&first, "date"), ["Mon, 23 Nov 2026 09:00:00 +0000"]);
    assert_eq!(header(&first, "auto-submitted"), ["auto-generated"]);
}

#[tokio::test]
async fn long_subjects_and_long_lines_read_as_they_were_typed() {
    let mut server = Server::start("mail_server.py", &[]);
    let mut written = letter("aigerim@example.kz");
    written.subject = "Кезегіңіз жақындады = ?utf-8? 😀 ".repeat(12).trim_end().to_owned();
    written.text = format!("{}\n{}\n", "ұзақ жол ".repeat(300).trim_end(), "a".repeat(2_000));
    let arrived = arrived(&settings(server.port), &written, &mut server).await;
    assert_eq!(header(&arrived, "subject"), [written.subject.as_str()]);
    assert_eq!(arrived["text"], written.text.as_str());
}

#[tokio::test]
async fn an_address_in_a_kazakh_domain_is_reached() {
    let mut server = Server::start("mail_server.py", &[]);
    let arrived = arrived(&settings(server.port), &letter("aigerim@мысал.қаз"), &mut server).await;
    assert_eq!(arrived["envelope_to"][0], "aigerim@xn--80awbu3c.xn--80ao21a");
}

#[tokio::test]
async fn nothing_in_a_letter_can_add_a_header_or_a_recipient() {
    let mut server = Server::start("mail_server.py", &[]);
    let mailer = mailer(&settings(server.port));
    let good = letter("aigerim@example.kz");
    let bad = [
        Letter { subject: "x\r\nBcc: eve@example.kz".to_owned(), ..good.clone() },
        Letter { subject: "x\nBcc: eve@example.kz".to_owned(), ..good.clone() },
        Letter { subject: "x\rBcc: eve@example.kz".to_owned(), ..good.clone() },
        Letter { to: "aigerim@example.kz\r\nBcc: eve@example.kz".to_owned(), ..good.clone() },
        Letter { to: "aigerim@example.kz>\r\nRCPT TO:<eve@example.kz".to_owned(), ..good.clone() },
        Letter { to: "aigerim@example.kz, eve@example.kz".to_owned(), ..good.clone() },
        Letter { to: "Eve <eve@example.kz>".to_owned(), ..good.clone() },
        Letter { to: "\"a\r\nb\"@example.kz".to_owned(), ..good.clone() },
        Letter { to: "әйгерім@example.kz".to_owned(), ..good.clone() },
        Letter { to: String::new(), ..good.clone() },
        Letter { id: "1>\r\nBcc: <eve@example.kz".to_owned(), ..good.clone() },
        Letter { id: String::new(), ..good.clone() },
    ];
    for letter in bad {
        let sent = ends(mailer.send(&letter)).await;
        assert!(matches!(sent, Err(Failure::Refused { .. })), "{sent:?} of {:?} {:?}", letter.to, letter.subject);
    }
    // Whatever stands in the text stays there, also the dot that ends a letter.
    let text = "x\r\n.\r\nMAIL FROM:<eve@example.kz>\r\nBcc: eve@example.kz\n".to_owned();
    let arrived = arrived(&settings(server.port), &Letter { text, ..good }, &mut server).await;
    assert!(arrived["text"].as_str().is_some_and(|text| text.contains("MAIL FROM:<eve@example.kz>")));
    assert!(header(&arrived, "bcc").is_empty());
}

#[tokio::test]
async fn a_server_that_is_trusted_gets_letters_encrypted() {
    let certificate = Certificate::make();
    let (pem, key) = (certificate.certificate(), certificate.key());
    for (security, tls) in [(Security::Tls, "implicit"), (Security::StartTls, "starttls")] {
        let mut server = Server::start("mail_server.py", &["--tls", tls, "--certificate", &pem, "--key", &key]);
        let settings = MailSettings { security, trusted_roots: Some(pem.clone().into()), ..settings(server.port) };
        let arrived = arrived(&settings, &letter("aigerim@example.kz"), &mut server).await;
        assert_eq!(arrived["encrypted"], true);
    }
}

#[tokio::test]
async fn whoever_knows_the_password_logs_in() {
    let mut server = Server::start("mail_server.py", &["--log-in", "kezek:төбе 1"]);
    let logged_in =
        MailSettings { user: Some("kezek".to_owned()), password: Some("төбе 1".into()), ..settings(server.port) };
    let arrived = arrived(&logged_in, &letter("aigerim@example.kz"), &mut server).await;
    assert_eq!(arrived["authenticated"], true);
}

/// Settings with one thing changed, and what they are told.
fn fault(change: impl FnOnce(&mut MailSettings)) -> String {
    let mut settings = settings(25);
    change(&mut settings);
    Mailer::new(&settings).expect_err("the settings are not good").to_string()
}

#[test]
fn settings_that_cannot_work_are_told_before_anything_is_sent() {
    assert!(fault(|it| it.host = "smtp.example.kz".to_owned()).contains("on this machine only"));
    assert!(fault(|it| it.host = String::new()).contains("host"));
    assert!(fault(|it| it.user = Some("kezek".to_owned())).contains("missing beside `user`"));
    assert!(fault(|it| it.password = Some("x".into())).contains("missing beside `password`"));
    assert!(fault(|it| it.sender = "kezek".to_owned()).contains("is no e-mail address"));
    assert!(fault(|it| it.sender_name = Some("x\r\nBcc: eve@example.kz".to_owned())).contains("more than one line"));
    assert!(fault(|it| it.wait_seconds_max = 0).contains("wait_seconds_max"));
    assert!(fault(|it| it.letter_seconds_max = u64::MAX).contains("letter_seconds_max"));
    let roots = |it: &mut MailSettings, path: &str| {
        it.security = Security::Tls;
        it.trusted_roots = Some(path.into());
    };
    assert!(fault(|it| roots(it, "no/such/file")).contains("no/such/file"));
    assert!(
        fault(|it| roots(it, concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))).contains("no usable certificate")
    );
    assert!(
        toml::from_str::<MailSettings>("host = \"x\"\nsender = \"a@b.kz\"\nretries = 3").is_err(),
        "an unknown key"
    );
}
