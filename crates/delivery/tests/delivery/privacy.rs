//! Nothing of a message or a password is shown: not in failures, not in `Debug`, not in a log at its most talkative.

use crate::ends;
use crate::mail::{hasty, letter, mailer, settings};
use crate::servers::Server;
use crate::sms::{self, by_get, by_post, gateway, sms};
use delivery::mail::MailSettings;
use std::fmt::Debug;
use std::io::{self, Write};
use std::sync::{Arc, Mutex};

/// Pieces of the letters, messages and passwords of these tests.
const PERSONAL: [&str; 14] = [
    "aigerim",
    "nobody",
    "spam@",
    "grey",
    "relayed",
    "cut@",
    "482913",
    "Балабақшаға",
    "Кезегіңіз",
    "7010001234",
    "Құрметпен",
    "4711-password",
    "key-4711",
    "құпия",
];

/// Everything that anybody logs.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().expect("nobody failed while logging")).into_owned()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("nobody failed while logging").write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl log::Log for Log {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        let _ = writeln!(self.clone(), "{}: {}", record.target(), record.args());
    }

    fn flush(&self) {}
}

fn silent_about_people(shown: &str) {
    for personal in PERSONAL {
        assert!(!shown.contains(personal), "{personal} stands in: {shown}");
    }
    // Escaped for an address they are the same.
    assert!(!shown.contains("%D0%") && !shown.contains("%D2%"), "letters of a text stand in: {shown}");
}

fn shown(thing: &impl Debug) -> String {
    format!("{thing:?} {thing:#?}")
}

#[tokio::test]
async fn failures_and_logs_are_silent_about_people_and_passwords() {
    let log = Log::default();
    log::set_boxed_logger(Box::new(log.clone())).expect("there is no other log");
    log::set_max_level(log::LevelFilter::Trace);
    let writer = log.clone();
    tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .with_writer(move || writer.clone())
        .try_init()
        .expect("there is no other log");

    let mut failures = Vec::new();
    let server = Server::start("mail_server.py", &["--log-in", "kezek:4711-password"]);
    let logged_in = |password: &str| MailSettings {
        user: Some("kezek".to_owned()),
        password: Some(password.into()),
        ..settings(server.port)
    };
    for to in ["nobody", "spam", "grey", "relayed", "cut", "aigerim"] {
        failures.push(ends(mailer(&logged_in("4711-password")).send(&letter(&format!("{to}@example.kz")))).await);
    }
    failures.push(ends(mailer(&logged_in("wrong-4711-password")).send(&letter("aigerim@example.kz"))).await);
    let impatient = hasty(logged_in("4711-password"));
    failures.push(ends(mailer(&impatient).send(&letter("mute@example.kz"))).await);
    failures.push(ends(mailer(&settings(1)).send(&letter("aigerim@example.kz"))).await);
    failures.push(ends(mailer(&settings(1)).send(&letter("aigerim.example.kz"))).await);

    let server = Server::start("sms_gateway.py", &[]);
    for path in ["sent", "wrong-number", "no-money", "page", "too-many", "broken", "forbidden", "elsewhere"] {
        failures.push(ends(gateway(&by_get(server.port, &format!("/{path}"))).send(&sms())).await);
    }
    for path in ["zero", "one", "rejected", "telling", "cut", "closing", "nonsense"] {
        failures.push(ends(gateway(&by_post(server.port, &format!("/{path}"))).send(&sms())).await);
    }
    let impatient = sms::hasty(by_get(server.port, "/mute"));
    failures.push(ends(gateway(&impatient).send(&sms())).await);
    failures.push(ends(gateway(&by_get(1, "/sent")).send(&sms())).await);

    let (went, failed): (Vec<_>, Vec<_>) = failures.into_iter().partition(Result::is_ok);
    assert_eq!((went.len(), failed.len()), (3, 24), "what is looked at has happened: {failed:#?}");
    for failure in failed.into_iter().filter_map(Result::err) {
        silent_about_people(&shown(&failure));
        silent_about_people(&failure.to_string());
    }
    log::info!("the log listens");
    let logged = log.text();
    assert!(logged.contains("the log listens") && logged.contains("reqwest"), "others do log: {logged}");
    silent_about_people(&logged);
}

#[test]
fn debug_shows_ids_and_hosts_and_nothing_personal_or_secret() {
    let mail = MailSettings { user: Some("kezek".to_owned()), password: Some("4711-password".into()), ..settings(25) };
    let all = [
        shown(&mail),
        shown(&mailer(&mail)),
        shown(&letter("aigerim@example.kz")),
        shown(&by_get(1, "/sent")),
        shown(&by_post(1, "/zero")),
        shown(&by_post(1, "/zero").body),
        shown(&by_post(1, "/zero").headers),
        shown(&gateway(&by_get(1, "/sent"))),
        shown(&gateway(&by_post(1, "/zero"))),
        shown(&sms()),
    ];
    for shown in &all {
        silent_about_people(shown);
    }
    assert!(all[2].contains("0190-ab_c.7") && all[9].contains("4711"), "ids are shown: {all:?}");
}

#[test]
fn faults_of_settings_are_silent_about_passwords() {
    let mail = MailSettings { password: Some("4711-password".into()), ..settings(25) };
    silent_about_people(&shown(&delivery::mail::Mailer::new(&mail).expect_err("there is no user")));
    let mut sms = by_post(1, "/");
    sms.password = Some("key-4711\n".into());
    silent_about_people(&shown(&delivery::sms::SmsGateway::new(&sms).expect_err("it cannot stand in a header")));
}
