//! What a family takes home: the receipt, the reminder, and the way into the other queue.

use crate::application::{Journey, apply};
use crate::browser::{Browser, Page};
use crate::town::{TestTown, found};
use axum::Router;
use axum::http::StatusCode;
use web::Site;

async fn applied() -> (TestTown, Router, Browser, Page) {
    let town = found().await;
    let site = web::router(Site::new(town.store.clone()).over_plain_loopback());
    let mut browser = Browser::new(&site);
    let sent = apply(&mut browser, &[("ground", "large_family")]).await;
    let receipt = browser.get(&sent.location).await;
    (town, site, browser, receipt)
}

/// Number and code as the receipt shows them.
fn codes(receipt: &Page) -> Vec<&str> {
    receipt.text.split("<dd class=\"code\">").skip(1).filter_map(|rest| rest.split('<').next()).collect()
}

#[tokio::test]
async fn a_receipt_shows_number_code_and_a_drawing_and_no_link_carries_the_code() {
    let (_town, _site, _browser, receipt) = applied().await;
    let codes = codes(&receipt);
    let groups: Vec<usize> = codes[1].split(' ').map(str::len).collect();
    assert_eq!(groups, [4; 6], "{}", codes[1]);
    assert!(receipt.says("<svg viewBox=\"0 0 ") && receipt.says("role=\"img\" aria-label=\"Өтінішті ашатын QR-код\""));
    let bare = codes[1].replace(' ', "");
    assert!(!receipt.says(&bare) && receipt.text.matches(codes[1]).count() == 1, "the code stands there once");
    assert_eq!(receipt.header("cache-control"), "no-store");
    assert!(receipt.text.len() < 60 * 1024, "{} bytes", receipt.text.len());
}

#[tokio::test]
async fn scripts_come_from_the_site_itself_and_the_pages_say_so() {
    let (_town, _site, mut browser, receipt) = applied().await;
    let policy = receipt.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'; script-src 'self';") && !policy.contains("unsafe"), "{policy}");
    for address in ["/kk/apply", "/kk/find", "/kk/my/receipt"] {
        let page = browser.get(address).await;
        let scripts: Vec<&str> =
            page.text.split("<script").skip(1).map(|rest| rest.split('>').next().unwrap()).collect();
        assert!(!scripts.is_empty(), "{address}");
        for script in scripts {
            assert!(script.starts_with(" src=\"/assets/") && script.ends_with(" defer"), "{address}: {script}");
            let source = script.split('"').nth(1).unwrap();
            let script = browser.get(source).await;
            assert_eq!(
                (script.status, script.header("content-type")),
                (StatusCode::OK, "text/javascript; charset=utf-8")
            );
            assert!(script.says("'use strict'"), "{source}");
        }
    }
}

#[tokio::test]
async fn the_reminder_is_a_calendar_file_that_keeps_the_code_to_itself() {
    let (_town, _site, mut browser, receipt) = applied().await;
    assert!(receipt.says("href=\"/kk/my/receipt.ics\"") && receipt.says("Алғашқы ескерту: 2026 жылғы 15 мамыр"));
    let file = browser.get("/ru/my/receipt.ics").await;
    assert_eq!(file.header("content-type"), "text/calendar; charset=utf-8");
    assert!(file.text.split("\r\n").all(|line| line.len() <= 75) && !file.text.replace("\r\n", "").contains('\n'));
    let unfolded = file.text.replace("\r\n ", "");
    let lines: Vec<&str> = unfolded.split("\r\n").filter(|line| !line.starts_with("UID:")).collect();
    let number = codes(&receipt)[0];
    let words = format!(
        "DESCRIPTION:Заявление № {number}. Летом освобождается больше мест. Проверьте телефон и срок документа на льготу: \
         http://kezek.test/ru/find"
    );
    let expected = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Kezek//Kezek//RU",
        "BEGIN:VEVENT",
        "SEQUENCE:0",
        "DTSTAMP:20260408T070000Z",
        "DTSTART;VALUE=DATE:20260515",
        "SUMMARY:Очередь в детский сад: проверить заявление",
        &words,
        "URL:http://kezek.test/ru/find",
        "TRANSP:TRANSPARENT",
        "RRULE:FREQ=YEARLY;UNTIL=20270901",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "TRIGGER:PT9H",
        "DESCRIPTION:Очередь в детский сад: проверить заявление",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ];
    assert_eq!(lines, expected);
}

#[tokio::test]
async fn the_reminder_is_for_the_family_alone() {
    let (_town, site, _browser, _receipt) = applied().await;
    assert_eq!(Browser::new(&site).get("/kk/my/receipt.ics").await.location, "/kk/find?no=session");
}

#[tokio::test]
async fn a_child_stands_in_both_queues_with_two_receipts() {
    let (town, site, mut browser, first) = applied().await;
    assert!(first.says("href=\"/kk/my/another\">Осы баланы түзеу кезегіне де тұрғызу"));
    let page = browser.get("/kk/my/another").await;
    assert!(page.says("Түзеу кезегі") && page.says(&format!("№ {}", codes(&first)[0])), "{}", page.text);
    assert_eq!(page.header("cache-control"), "no-store");
    assert_eq!(
        (page.answer("step").as_str(), page.answer("consent").as_str()),
        ("consent", ""),
        "nobody consents unasked"
    );
    let mut family = Journey::begin(browser, "kk").await;
    family.page = page;
    family.go_on(&[("consent", "yes")]).await;
    assert_eq!(family.step(), "check");
    for answer in ["Әлиева", "210310600107", "Түзеу кезегі", "Көпбалалы отбасының баласы", "+7 701 234 56 78"]
    {
        assert!(family.page.says(&format!("<dd>{answer}</dd>")), "{answer}");
    }
    family.go_on(&[]).await;
    let second = family.browser.get("/kk/my/receipt").await;
    assert_ne!(codes(&first), codes(&second));
    assert!(second.says("Түзеу кезегі") && !first.says("Түзеу кезегі,"));
    assert_eq!(town.town.state().application_count(), 2);

    let mut later = Browser::new(&site);
    for receipt in [&first, &second] {
        let codes = codes(receipt);
        let found = later.post("/kk/find", &[("number", codes[0]), ("code", codes[1])]).await;
        assert_eq!(found.location, "/kk/my");
    }
}

#[tokio::test]
async fn the_other_queue_is_offered_whether_or_not_the_child_stands_there() {
    let (_town, site, _browser, first) = applied().await;
    let mut other_parent = Browser::new(&site);
    let changed = [("kind", "correctional"), ("guardian", "Әлиев Ержан"), ("phone", "8 702 111 22 33")];
    let sent = apply(&mut other_parent, &changed).await;
    let receipt = other_parent.get(&sent.location).await;
    assert!(receipt.says("href=\"/kk/my/another\">Осы баланы жай кезекке де тұрғызу"));
    let page = other_parent.get("/kk/my/another").await;
    assert!(!page.says(codes(&first)[0]), "the other parent's application is not told");
    let mut family = Journey::begin(other_parent, "kk").await;
    family.page = page;
    family.go_on(&[("consent", "yes")]).await;
    family.go_on(&[]).await;
    assert!(family.page.says("жаңа өтініш қабылдай алмаймыз") && !family.page.says("Сәуле"), "{}", family.page.text);
}
