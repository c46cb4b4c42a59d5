//! The real program brings messages to a real mail server and a real gateway, if it is marked as production; any other
//! brings none to anybody.

#[path = "../crash/program.rs"]
mod program;
mod servers;
mod town;

use program::Program;
use servers::Server;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};
use store::{Channel, Fate, Message};
use town::Town;

/// A program that has not brought a message by then has a defect.
const PATIENCE: Duration = Duration::from_secs(60);

/// Lets the program run on that town until no message waits; what became of each.
fn run_until_settled(town: &Town, settings: &str) -> Vec<Message> {
    settled(town, settings).kill();
    town.messages()
}

/// The program, running on, once no message waits.
fn settled(town: &Town, settings: &str) -> Program {
    std::fs::write(town.directory().join("kezek.toml"), settings).expect("settings can be written");
    let program = Program::start(town.directory(), &["--config", "kezek.toml"]);
    let since = Instant::now();
    while town.waiting() > 0 {
        assert!(since.elapsed() < PATIENCE, "{} messages still wait: {}", town.waiting(), log_of(town));
        std::thread::sleep(Duration::from_millis(20));
    }
    program
}

/// Asks the program as a mail server or a gateway does, and reads its answer whole.
fn asked(program: &Program, head: &str, body: &str) -> String {
    let mut line = TcpStream::connect(program.address).expect("the program answers");
    let length = body.len();
    let request = format!("{head}\r\nHost: kezek\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}");
    line.write_all(request.as_bytes()).expect("the program reads");
    let mut answer = String::new();
    line.read_to_string(&mut answer).expect("the program answers in letters");
    answer
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
fn a_kindergarten_that_has_said_nothing_is_written_to_before_the_list() {
    let mut mail = Server::start("mail_server.py");
    let town = Town::with_a_silent_kindergarten("balapan@example.kz");
    let settings = format!(
        "production = true\n[mail]\nhost = \"127.0.0.1\"\nport = {}\nsecurity = \"none\"\nsender = \"kezek@example.kz\"\n",
        mail.port
    );
    let program = settled(&town, &settings);
    let mut letter = mail.next_of("letter");
    while letter["envelope_to"][0] != "balapan@example.kz" {
        letter = mail.next_of("letter");
    }
    let text = letter["text"].as_str().expect("a letter has a text");
    assert!(text.contains("«Балапан»") && text.contains("13:00"), "{text}");
    program.kill();
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

/// As Debian's Postfix writes it, with the head of the letter that came back.
fn came_back(message_id: &str) -> String {
    format!(
        "From: MAILER-DAEMON@mx.example.kz (Mail Delivery System)\r\nTo: kezek@example.kz\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status;\r\n\tboundary=\"4Rk.7/mx.example.kz\"\r\n\r\n\
         --4Rk.7/mx.example.kz\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\nIt could not be delivered.\r\n\r\n\
         --4Rk.7/mx.example.kz\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.kz\r\n\r\n\
         Final-Recipient: rfc822; dana@example.kz\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n\
         --4Rk.7/mx.example.kz\r\nContent-Type: text/rfc822-headers\r\n\r\nFrom: kezek@example.kz\r\n\
         Message-ID: {message_id}\r\n\r\n--4Rk.7/mx.example.kz--\r\n"
    )
}

#[test]
fn a_letter_that_comes_back_and_a_report_of_the_gateway_are_taken_from_those_who_know_the_key() {
    let (mut mail, gateway) = (Server::start("mail_server.py"), Server::start("sms_gateway.py"));
    let town = Town::with_a_family("dana@example.kz");
    let key = "a long word that nobody guesses";
    let settings = format!(
        "production = true\n\
         [mail]\nhost = \"127.0.0.1\"\nport = {}\nsecurity = \"none\"\nsender = \"kezek@example.kz\"\n\
         [sms]\nmethod = \"GET\"\nurl = \"http://127.0.0.1:{}/sent?phones={{phone}}&mes={{text}}&id={{id}}\"\n\
         success = {{ present = [\"/id\"] }}\n\
         [delivery_reports]\nkey = \"{key}\"\nsms = {{ id = \"id\", status = \"status\", arrived = [1], failed = [20] }}\n",
        mail.port, gateway.port
    );
    let program = settled(&town, &settings);
    let letter = mail.next_of("letter");
    let headers = letter["headers"].as_array().expect("a letter has headers");
    let message_id = headers.iter().find(|header| header[0] == "message-id").expect("a letter has an id");
    let message_id = message_id[1].as_str().expect("it is text").to_owned();
    let returned = came_back(&message_id);
    let post = |key: &str, letter: &str| {
        asked(&program, &format!("POST /api/delivery/mail HTTP/1.1\r\nAuthorization: Bearer {key}"), letter)
    };
    assert!(post("another word that nobody guesses", &returned).starts_with("HTTP/1.1 401"));
    let (guessed, _) = message_id.rsplit_once('-').expect("its end cannot be guessed");
    assert!(post(key, &came_back(&format!("{guessed}-ABCDEFGHJKMNPQRS@example.kz>"))).ends_with(r#"{"taken":0}"#));
    assert!(post(key, "Subject: on holiday\r\n\r\nI am away.\r\n").ends_with(r#"{"taken":0}"#));
    assert!(post(key, &returned).ends_with(r#"{"taken":1}"#));
    assert!(post(key, &returned).ends_with(r#"{"taken":0}"#), "brought twice");
    let sms = town.outer_id_of(Channel::Sms);
    let get = |query: &str| asked(&program, &format!("GET /api/delivery/sms?{query} HTTP/1.1"), "");
    let key = key.replace(' ', "+");
    assert!(get(&format!("id={sms}&status=1")).starts_with("HTTP/1.1 401"), "without the key");
    assert!(get(&format!("key={key}&id={sms}&status=0")).ends_with(r#"{"taken":0}"#), "it is on its way");
    assert!(get(&format!("key={key}&id={sms}&status=1")).ends_with(r#"{"taken":1}"#));
    program.kill();
    let messages = town.messages();
    assert_eq!(fates(&messages), [(Channel::Sms, Fate::Delivered), (Channel::Email, Fate::Returned)]);
    let log = log_of(&town);
    let shown = key.replace('+', " ");
    assert!(!log.contains(&key) && !log.contains(&shown) && !log.contains("dana@"), "{log}");
}

#[test]
fn a_server_that_is_not_marked_as_production_writes_to_nobody() {
    let town = Town::with_a_family("dana@example.kz");
    let messages = run_until_settled(&town, "");
    assert_eq!(fates(&messages), [(Channel::Sms, Fate::Kept), (Channel::Email, Fate::Kept)]);
}
