//! The pages that are the same for everybody: made once for each change, and never older than one's own act.

use crate::application::{IIN, apply};
use crate::browser::{Browser, Page};
use crate::town::{BIRTH_YEAR, TestTown, found, office};
use admission::Command;
use axum::Router;
use axum::http::StatusCode;
use jiff::SignedDuration;
use store::{Act, CommandId, Who};
use web::Site;

async fn site() -> (TestTown, Router) {
    let town = found().await;
    let site = web::router(Site::new(town.store.clone()).over_plain_loopback());
    (town, site)
}

async fn asked(browser: &mut Browser, page: &str, headers: &[(&str, &str)]) -> Page {
    browser.send("GET", page, Vec::new(), headers).await
}

async fn report(town: &TestTown, places: u64) {
    let command = Command::ReportPlaces { group: town.group, birth_year: BIRTH_YEAR, places };
    town.town.act(Act { command, by: office(), command_id: CommandId::random() }).await.unwrap().outcome.unwrap();
}

/// The list of the evening, with some places in it.
async fn published(town: &TestTown) {
    report(town, 3).await;
    move_to(town, "2026-04-08T17:00:00Z").await;
}

async fn move_to(town: &TestTown, at: &str) {
    town.store.clock().move_to(at.parse().unwrap());
    town.store.catch_up().await.unwrap();
}

#[tokio::test]
async fn a_page_that_has_not_changed_is_not_sent_again() {
    let (town, site) = site().await;
    published(&town).await;
    let mut browser = Browser::new(&site);
    for page in ["/kk", "/kk/bulletin"] {
        let first = browser.get(page).await;
        let tag = first.header("etag").to_owned();
        assert!(first.says("Соңғы жаңартылған уақыты: 22:00:00."), "{}", first.text);
        assert_eq!((tag.len(), first.header("cache-control")), (18, "no-cache"));
        let kept = [format!("\"x\", W/{tag}"), tag.clone(), "*".to_owned()];
        for known in &kept {
            let again = asked(&mut browser, page, &[("if-none-match", known)]).await;
            assert_eq!(
                (again.status, again.text.as_str(), again.header("etag")),
                (StatusCode::NOT_MODIFIED, "", &*tag)
            );
        }
        assert_eq!(browser.get(page).await.text, first.text);
        let other = asked(&mut browser, page, &[("if-none-match", "\"0123456789abcdef\"")]).await;
        assert_eq!((other.status, other.text.as_str()), (StatusCode::OK, first.text.as_str()));
    }
}

#[tokio::test]
async fn a_page_is_made_once_for_all_until_something_changes() {
    let (town, site) = site().await;
    published(&town).await;
    let first = Browser::new(&site).get("/ru/bulletin").await;
    // The clock goes on and nothing happens: whoever asks gets the page of 22:00, whatever stands in the address.
    town.store.clock().move_to("2026-04-08T17:00:07Z".parse().unwrap());
    for address in ["/ru/bulletin", "/ru/bulletin?x=1"] {
        assert_eq!(Browser::new(&site).get(address).await.text, first.text);
    }
    assert!(first.says("Обновлено в 22:00:00"), "{}", first.text);
    report(&town, 4).await;
    // Soon after a change it is made anew, and says so.
    while !Browser::new(&site).get("/ru/bulletin").await.says("Обновлено в 22:00:07") {}
}

#[tokio::test]
async fn days_and_openings_pass_without_anybodys_act() {
    let (town, site) = site().await;
    let mut browser = Browser::new(&site);
    let evening = browser.get("/en").await;
    assert!(evening.says("Next list: today, 18:00"), "{}", evening.text);
    town.store.clock().move_to("2026-04-08T13:00:00Z".parse().unwrap());
    let after = browser.get("/en").await;
    assert!(after.says("Next list: tomorrow, 18:00"), "{}", after.text);
    town.store.clock().move_to("2026-04-08T19:00:00Z".parse().unwrap());
    assert!(browser.get("/en").await.says("Next list: today, 18:00"));
}

#[tokio::test]
async fn nobody_sees_a_page_older_than_the_own_act() {
    let (town, site) = site().await;
    published(&town).await;
    for nth in 0..20 {
        let stranger = Browser::new(&site).get("/kk/bulletin").await;
        assert_eq!(stranger.status, StatusCode::OK);
        let at = format!("2026-04-08T17:01:{nth:02}Z");
        town.store.clock().move_to(at.parse().unwrap());
        report(&town, 1).await;
        // As if this browser had been answered by another node.
        let mut own = Browser::new(&site);
        own.cookies.insert("kezek_at".to_owned(), town.town.moment().to_string());
        let page = own.get("/kk/bulletin").await;
        assert!(page.says(&format!("22:01:{nth:02}")), "{}", page.text);
        assert_eq!(page.header("cache-control"), "private, no-cache");
    }
}

#[tokio::test]
async fn a_small_page_is_kept_too_and_each_has_its_own_tag() {
    let (town, site) = site().await;
    published(&town).await;
    let plain = asked(&mut Browser::new(&site), "/kk/bulletin", &[("accept-encoding", "identity")]).await;
    let request = |encodings: &str| {
        let request = axum::http::Request::get("/kk/bulletin").header("accept-encoding", encodings);
        request.body(axum::body::Body::empty()).unwrap()
    };
    for (encodings, is_small) in [("gzip, br", true), ("br;q=1, gzip;q=0", false), ("identity", false)] {
        let response = tower::ServiceExt::oneshot(site.clone(), request(encodings)).await.unwrap();
        assert_eq!(response.headers().contains_key("content-encoding"), is_small, "{encodings}");
        assert_eq!(response.headers()["etag"] == plain.header("etag"), !is_small, "{encodings}");
        assert_eq!(response.headers()["vary"], "accept-encoding, cookie");
    }
}

/// A family that comes as any browser does: what is packed for it may have been kept. It looks on for some days.
async fn family(town: &TestTown, site: &Router, iin: &str) -> Browser {
    let mut browser = Browser::new(site);
    assert_eq!(apply(&mut browser, &[("iin", iin)]).await.status, StatusCode::SEE_OTHER);
    let application = town.town.applications_of_iin(iin.parse().unwrap()).await.unwrap()[0];
    let who = Who::Family(town.town.kato().clone(), application);
    let token = town.store.open_session(who, SignedDuration::from_hours(240)).await.unwrap();
    browser.cookies = [("kezek".to_owned(), token.as_str().to_owned())].into();
    browser
}

#[tokio::test]
async fn my_application_is_kept_and_never_older_than_what_happened() {
    let (town, site) = site().await;
    let mut first = family(&town, &site, IIN).await;
    let mut second = family(&town, &site, "210310600206").await;
    let page = second.get("/kk/my").await;
    assert!(page.says("<p class=\"huge\">2</p>") && page.header("content-encoding") == "gzip", "{}", page.text);
    assert_eq!(second.get("/kk/my").await.text, page.text);
    assert!(first.get("/kk/my").await.says("<p class=\"huge\">1</p>"), "each family its own");
    assert!(second.get("/en/my").await.says("My application"), "each language its own");

    published(&town).await;
    assert!(second.get("/kk/my").await.says("3 орын"), "a list came out");
    move_to(&town, "2026-04-09T02:00:00Z").await;
    let access = second.get("/kk/my").await;
    assert!(access.says("/kk/my/places"), "{}", access.text);

    // The time left goes on though nothing happens.
    move_to(&town, "2026-04-13T18:00:30Z").await;
    let left = second.get("/kk/my").await;
    assert_eq!(second.get("/kk/my").await.text, left.text);
    move_to(&town, "2026-04-13T18:01:30Z").await;
    assert_ne!(second.get("/kk/my").await.text, left.text);

    // One in front goes.
    move_to(&town, "2026-04-15T07:00:00Z").await;
    assert!(second.get("/kk/my").await.says("<p class=\"huge\">2</p>"));
    let withdraw = first.get("/kk/my/withdraw").await;
    first.post("/kk/my/withdraw", &[("act", &withdraw.act())]).await;
    assert!(second.get("/kk/my").await.says("<p class=\"huge\">1</p>"));
    second.cookies.clear();
    assert_eq!(second.get("/kk/my").await.status, StatusCode::SEE_OTHER, "and to nobody else");
}
