//! The real program brings messages to a real mail server and a real gateway, if it is marked as production; any other
//! brings none to anybody.

#[expect(dead_code, reason = "nobody visits this server, so its address is not needed")]
#[path = "../crash/program.rs"]
mod program;
mod servers;
mod town;

use program::Program;
use servers::Server;
use std::time::{Duration, Instant};
use store::{Channel, Fate, Message};
use town::Town;

/// A program that has not brought a message by then has a defect.
const PATIENCE: Duration = Duration::from_secs(60);

/// Lets the program run on that town until no message waits; what became of each.
fn run_until_settled(town: &Town, settings: &str) -> Vec<Message> {
    std::fs::write(town.directory().join("kezek.toml"), settings).expect("settings can be written");
    let program = Program::start(town.directory(), &["--config", "kezek.toml"]);
    let since = Instant::now();
    while town.waiting() > 0 {
        assert!(since.elapsed() < PATIENCE, "{} messages still wait: {}", town.waiting(), log_of(town));
        std::thread::sleep(Duration::from_millis(20));
    }
    program.kill();
    town.messages()
}

fn log_of(town: &Town) -> String {
    std::fs::read_to_string(town.directory().join("stderr.log")).unwrap_or_default()
}

fn fates(messages: &[Message]) -> Vec<(Channel, Fate)> {
    let mut fates: Vec<_> = messages.iter().map(|message| (message.channel, message.fate)).collect();
    fates.sort_unstable();
    fates
}

#[test]
fn a_family_that_applied_gets_a_letter_and_a_short_message() {
    let (mut mail, mut gateway) = (Server::start("mail_server.py"), Server::start("sms_gateway.py"));
    let town = Town::with_a_family("dana@example.kz");
    let messages = run_until_settled(
        &town,
        &format!(
            "production = true\npublic_address = \"https://balabaqsha.example.kz\"\n\
             [mail]\nhost = \"127.0.0.1\"\nport = {}\nsecurity = \"none\"\nsender = \"kezek@example.kz\"\n\
             [sms]\nmethod = \"GET\"\nurl = \"http://127.0.0.1:{}/sent?phones={{phone}}&mes={{text}}&id={{id}}\"\n\
             success = {{ present = [\"/id\"] }}\n",
            mail.port, gateway.port
        ),
    );
    assert_eq!(fates(&messages), [(Channel::Sms, Fate::Sent), (Channel::Email, Fate::Sent)]);
    let letter = mail.next_of("letter").to_string();
    let number = town.number();
    assert!(letter.contains("dana@example.kz") && letter.contains(&number), "{letter}");
    assert!(letter.contains("https://balabaqsha.example.kz/kk/my"), "{letter}");
    let sms = gateway.next_of("request").to_string();
    assert!(sms.contains("77017654321") && sms.contains(&number.replace(' ', "")), "{sms}");
    for said in [letter, sms] {
        assert!(!said.contains("Айбарыс"), "a child's name travels in no message: {said}");
    }
}

#[test]
fn a_browser_gets_a_sealed_notice_and_one_that_is_gone_is_forgotten() {
    let mut service = Server::start("sms_gateway.py");
    let town = Town::with_a_family("dana@example.kz");
    let origin = format!("http://127.0.0.1:{}", service.port);
    let there = format!("{origin}/push");
    // The last one is asked first, and by then no other has got the notice.
    town.add_devices(&[there.clone(), format!("{origin}/push-gone")]);
    let messages = run_until_settled(
        &town,
        &format!("production = true\n[push]\ncontact = \"mailto:kezek@example.kz\"\nservices = [\"{origin}\"]\n"),
    );
    assert_eq!(
        fates(&messages),
        [(Channel::Sms, Fate::Kept), (Channel::Email, Fate::Kept), (Channel::Push, Fate::Sent)]
    );
    assert_eq!(town.devices(), [there]);
    for path in ["/push-gone", "/push"] {
        let request = service.next_of("request");
        assert_eq!((&request["path"], &request["headers"]["content-encoding"]), (&path.into(), &"aes128gcm".into()));
        let said = request.to_string();
        assert!(!said.contains(&town.number()) && !said.contains("қабылданды"), "a notice is sealed: {said}");
    }
}

#[test]
fn an_address_that_does_not_exist_is_told_and_not_written_to_again() {
    let mail = Server::start("mail_server.py");
    let town = Town::with_a_family("nobody@example.kz");
    let settings = format!(
        "production = true\n[mail]\nhost = \"127.0.0.1\"\nport = {}\nsecurity = \"none\"\nsender = \"kezek@example.kz\"\n",
        mail.port
    );
    let messages = run_until_settled(&town, &settings);
    // There is no gateway in these settings.
    assert_eq!(fates(&messages), [(Channel::Sms, Fate::Kept), (Channel::Email, Fate::Refused)]);
    assert!(messages.iter().all(|message| message.tries == 1));
}

#[test]
fn a_server_that_is_not_marked_as_production_writes_to_nobody() {
    let town = Town::with_a_family("dana@example.kz");
    let messages = run_until_settled(&town, "");
    assert_eq!(fates(&messages), [(Channel::Sms, Fate::Kept), (Channel::Email, Fate::Kept)]);
}
