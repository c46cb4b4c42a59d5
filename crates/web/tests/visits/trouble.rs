//! What a visitor sees when something is wrong with the request itself: always a page, in words, in their language.

use crate::browser::Browser;
use crate::town::PASSWORD;
use axum::http::StatusCode;
use web::Site;

#[tokio::test]
async fn each_trouble_has_its_page_in_the_readers_language() {
    let town = crate::town::found().await;
    let site = web::router(Site::new(town.store.clone()).over_plain_loopback());
    let mut browser = Browser::new(&site);

    let page = browser.get("/kk/nowhere").await;
    assert!(page.status == StatusCode::NOT_FOUND && page.says("Мұндай бет жоқ"));
    let page = browser.get("/de/queue").await;
    assert!(page.status == StatusCode::NOT_FOUND && page.says("Мұндай бет жоқ"));
    let page = browser.get("/ru/my/claim").await;
    assert_ne!(page.status, StatusCode::OK);
    let page = browser.post("/en/rules", &[]).await;
    assert!(page.status == StatusCode::METHOD_NOT_ALLOWED && page.says("does not open like this"));

    let page = browser.send("POST", "/ru/find", b"number=\xff\xfe".to_vec(), &[]).await;
    assert!(page.status == StatusCode::BAD_REQUEST && page.says("Не удалось прочитать данные"));
    let page = browser.send("POST", "/ru/apply", vec![b'a'; 70 * 1024], &[]).await;
    assert!(page.status == StatusCode::PAYLOAD_TOO_LARGE && page.says("слишком много текста"));
    let page = browser.post("/kk/apply", &[("iin", "1")]).await;
    assert!(page.status == StatusCode::BAD_REQUEST && page.says("Жіберілген деректер оқылмады"));
    let foreign = [("origin", "https://elsewhere.test"), ("sec-fetch-site", "cross-site")];
    let page = browser.send("POST", "/en/find", Vec::new(), &foreign).await;
    assert!(page.status == StatusCode::FORBIDDEN && page.says("not open to you"));
}

#[tokio::test]
async fn before_a_town_is_founded_the_page_says_so_and_the_service_is_well() {
    let directory = tempfile::tempdir().unwrap();
    let clock = store::Clock::freeze_at("2026-04-08T07:00:00Z".parse().unwrap());
    let store = store::Store::open(directory.path(), store::MasterKey::from_bytes([7; 32]), clock).unwrap();
    let site = web::router(Site::new(store));
    let page = Browser::new(&site).get("/ru").await;
    assert!(page.status == StatusCode::SERVICE_UNAVAILABLE && page.says("город ещё не заведён"));
    assert_eq!(Browser::new(&site).get("/health").await.status, StatusCode::OK);
}

#[tokio::test]
async fn whoever_guesses_a_password_is_told_when_to_go_on() {
    let town = crate::town::found().await;
    let site = web::router(Site::new(town.store.clone()).over_plain_loopback().excusing_second_factors());
    let mut browser = Browser::new(&site);
    let mut tried = 0;
    let page = loop {
        let page = browser.post("/kk/staff", &[("login", "Clerk"), ("password", "wrong")]).await;
        if page.status != StatusCode::UNPROCESSABLE_ENTITY {
            break page;
        }
        tried += 1;
    };
    assert_eq!((tried, page.status, page.header("retry-after")), (20, StatusCode::TOO_MANY_REQUESTS, "600"));
    assert!(page.says("10 минуттан кейін"), "{}", page.text);
    // Another login is not touched, and the right password does not help before.
    assert_eq!(browser.post("/kk/staff", &[("login", "admin"), ("password", PASSWORD)]).await.location, "/kk/office");
    let right = Browser::new(&site).post("/kk/staff", &[("login", "clerk"), ("password", PASSWORD)]).await;
    assert_eq!(right.status, StatusCode::TOO_MANY_REQUESTS);
    town.store.clock().move_to("2026-04-08T07:10:00Z".parse().unwrap());
    let right = Browser::new(&site).post("/kk/staff", &[("login", "clerk"), ("password", PASSWORD)]).await;
    assert_eq!(right.location, "/kk/office");
}
