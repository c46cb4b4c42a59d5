//! The papers a family prints, and the page that proves a referral.

use crate::browser::Browser;
use crate::letters::{applies, site};
use crate::town::{BIRTH_YEAR, TestTown, found, office};
use admission::{ApplicationId, Command};
use axum::http::StatusCode;
use std::io::Write as _;
use std::process::{Command as Program, Stdio};
use store::{Act, Actor, CommandId, Language, Role};

async fn done(town: &TestTown, command: Command, by: Actor) {
    let act = Act { command, by, command_id: CommandId::random() };
    town.town.act(act).await.unwrap().outcome.unwrap();
}

async fn move_to(town: &TestTown, instant: &str) {
    town.store.clock().move_to(instant.parse().unwrap());
    town.store.catch_up().await.unwrap();
}

/// A family with a referral, logged in.
async fn referred(town: &TestTown) -> (ApplicationId, Browser) {
    let application = applies(town, Language::Kk).await;
    done(town, Command::ReportPlaces { group: town.group, birth_year: BIRTH_YEAR, places: 2 }, office()).await;
    move_to(town, "2026-04-09T04:00:00Z").await;
    done(town, Command::ClaimPlace { application, group: town.group }, Actor::family(application)).await;
    let applicant = town.town.applicant(application).await.unwrap().unwrap();
    let mut browser = Browser::new(&web::router(site(town)));
    let (number, code) = (applicant.number.to_string(), applicant.code.to_string());
    browser.post("/kk/find", &[("number", &number), ("code", &code), ("remember", "yes")]).await;
    (application, browser)
}

/// What a reader of the PDF sees.
fn text_of(pdf: &[u8]) -> String {
    let mut reader = Program::new("pdftotext")
        .args(["-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("pdftotext is installed (on Debian: apt-get install poppler-utils)");
    reader.stdin.take().unwrap().write_all(pdf).unwrap();
    String::from_utf8(reader.wait_with_output().unwrap().stdout).unwrap()
}

/// The address that the paper names, behind the site: it may be broken into lines.
fn proof_in(text: &str) -> String {
    let joined: String = text.chars().filter(char::is_ascii_graphic).collect();
    let (_, rest) = joined.split_once("bala.example.kz/kk/proof/").unwrap_or_else(|| panic!("no address in {text}"));
    let parts: Vec<&str> = rest.splitn(4, '/').collect();
    format!("/kk/proof/{}/{}/{}/{}", parts[0], parts[1], parts[2], &parts[3][..16])
}

#[tokio::test]
async fn a_referral_prints_and_its_page_says_that_it_is_genuine_until_it_is_not() {
    let town = found().await;
    let (application, mut mother) = referred(&town).await;
    let paper = mother.get("/kk/my/referral.pdf").await;
    assert_eq!(paper.header("content-type"), "application/pdf");
    assert_eq!(paper.header("content-security-policy"), "frame-ancestors 'none'");
    assert_eq!(mother.get("/kk/my/referral.pdf").await.bytes, paper.bytes, "the same paper again");
    let text = text_of(&paper.bytes);
    for said in ["ЖОЛДАМА", "НАПРАВЛЕНИЕ", "Аружан", "Балапан", "Наурыз көшесі, 1"]
    {
        assert!(text.contains(said), "{said} is missing in {text}");
    }
    let proof = proof_in(&text);
    let mut anybody = Browser::new(&web::router(site(&town)));
    let genuine = anybody.get(&proof).await;
    assert!(genuine.says("Жолдама шын және жарамды") && genuine.says("Балапан"), "{proof}: {}", genuine.text);
    assert!(!genuine.says("Аружан"), "nothing personal is said");
    let forged = format!("{}{}", &proof[..proof.len() - 1], if proof.ends_with('7') { '8' } else { '7' });
    assert!(anybody.get(&forged).await.says("Мұндай жолдама берілмеген"));
    assert_eq!(anybody.get("/kk/proof/x/1/someday/y").await.status, StatusCode::NOT_FOUND);
    done(&town, Command::DeclineReferral { application }, Actor::family(application)).await;
    assert!(anybody.get(&proof).await.says("Жолдаманың күші жойылған"));
    assert_eq!(mother.get("/kk/my/referral.pdf").await.status, StatusCode::NOT_FOUND);
}

/// Lines of a calendar file that begin so, unfolded.
fn lines(file: &str, beginnings: &[&str]) -> Vec<String> {
    let unfolded = file.replace("\r\n ", "");
    let is_wanted = |line: &&str| beginnings.iter().any(|beginning| line.starts_with(beginning));
    unfolded.split("\r\n").filter(is_wanted).map(str::to_owned).collect()
}

#[tokio::test]
async fn the_last_day_of_a_referral_goes_into_a_calendar_and_moves_when_it_is_extended() {
    let town = found().await;
    let (application, mut mother) = referred(&town).await;
    assert!(mother.get("/kk/my").await.says("href=\"/kk/my/referral.ics\""));
    let file = mother.get("/ru/my/referral.ics").await;
    assert_eq!(file.header("content-type"), "text/calendar; charset=utf-8");
    assert!(file.text.split("\r\n").all(|line| line.len() <= 75), "{}", file.text);
    let said = ["UID", "SEQUENCE", "DTSTART", "SUMMARY", "DESCRIPTION:П", "LOCATION", "TRIGGER", "RRULE"];
    let first = lines(&file.text, &said);
    let sign = application.to_string();
    assert_eq!(
        first[1..],
        [
            "SEQUENCE:7",
            "DTSTART;VALUE=DATE:20260416",
            "SUMMARY:Детский сад: последний день направления",
            "DESCRIPTION:Последний день направления: Балапан. Телефон: +7 701 000 00 01. Что взять с собой: \
             https://bala.example.kz/ru/my",
            "LOCATION:Балапан\\, Наурыз көшесі\\, 1",
            "TRIGGER:-PT15H",
        ],
        "nothing personal, and a day before it is too late"
    );
    assert!(first[0].contains(&sign[..4]) && !file.says("Аружан"), "{}", first[0]);
    let paper = mother.get("/kk/my/referral.pdf").await.bytes;
    let kindergarten = Actor { role: Role::Kindergarten, id: 1 };
    done(&town, Command::ExtendReferral { application, valid_until: jiff::civil::date(2026, 4, 23) }, kindergarten)
        .await;
    assert_ne!(mother.get("/kk/my/referral.pdf").await.bytes, paper, "a paper that is kept is not shown for another");
    let extended = lines(&mother.get("/ru/my/referral.ics").await.text, &said);
    assert_eq!(extended[0], first[0], "the same entry of the calendar");
    assert_eq!(extended[1..3], ["SEQUENCE:14", "DTSTART;VALUE=DATE:20260423"]);
    done(&town, Command::DeclineReferral { application }, Actor::family(application)).await;
    assert_eq!(mother.get("/kk/my/referral.ics").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_referral_that_expired_or_was_used_says_so() {
    let town = found().await;
    let (application, mut mother) = referred(&town).await;
    let proof = proof_in(&text_of(&mother.get("/kk/my/referral.pdf").await.bytes));
    let mut anybody = Browser::new(&web::router(site(&town)));
    move_to(&town, "2026-04-20T04:00:00Z").await;
    assert!(anybody.get(&proof).await.says("Жолдаманың мерзімі өтті"));
    move_to(&town, "2026-05-20T04:00:00Z").await;
    done(&town, Command::ClaimPlace { application, group: town.group }, Actor::family(application)).await;
    let second = proof_in(&text_of(&mother.get("/kk/my/referral.pdf").await.bytes));
    assert_ne!(second, proof);
    done(&town, Command::EnrolChild { application }, office()).await;
    assert!(anybody.get(&second).await.says("бала осы жолдамамен қабылданды"));
    assert!(anybody.get(&proof).await.says("Жолдаманың мерзімі өтті"), "the first one stays what it was");
}

#[tokio::test]
async fn a_receipt_prints_in_the_language_of_the_page_and_only_for_its_family() {
    let town = found().await;
    let (application, mut mother) = referred(&town).await;
    let code = town.town.applicant(application).await.unwrap().unwrap().code.to_string();
    let paper = mother.get("/ru/my/receipt.pdf").await;
    assert_eq!(paper.header("content-type"), "application/pdf");
    let text = text_of(&paper.bytes);
    assert!(text.contains(&code[..4]) && text.contains("Аружан"), "{text}");
    let mut stranger = Browser::new(&web::router(site(&town)));
    assert_eq!(stranger.get("/ru/my/receipt.pdf").await.location, "/ru/find?no=session");
}
