//! The places that a family sees: narrowed down, sorted on its own device, opened in its own map, and few enough to load.

use super::fixture::{Family, Fixture, House, THURSDAY, WEDNESDAY_EVENING};
use crate::browser::Page;
use admission::GroupId;
use axum::body::{Body, to_bytes};
use axum::http::{Request, header};
use store::{Hours, Language, Point};
use tower::ServiceExt;

/// Three kindergartens with a place each, looked at before they open.
async fn three_kindergartens() -> (Fixture, Family) {
    let (town, groups) = Fixture::with([
        House { name: "Қазақша", ..House::default() },
        House { name: "Орысша", language: Language::Ru, ..House::default() },
        House { name: "Жарты", hours: Hours::HalfDay, district: "Самал", ..House::default() },
    ])
    .await;
    for group in groups {
        town.reports(group, 1).await;
    }
    let family = town.family("Айша").await;
    town.move_to(WEDNESDAY_EVENING).await;
    (town, family)
}

fn shown(page: &Page) -> Vec<&str> {
    ["Қазақша", "Орысша", "Жарты"].into_iter().filter(|name| page.says(&format!("<h3>{name}</h3>"))).collect()
}

#[tokio::test]
async fn a_family_narrows_the_places_down_by_language_hours_and_district() {
    let (_town, mut family) = three_kindergartens().await;
    let cases: [(&str, &[&str]); 8] = [
        ("", &["Қазақша", "Орысша", "Жарты"]),
        ("?language=ru", &["Орысша"]),
        ("?language=kk", &["Қазақша", "Жарты"]),
        ("?hours=half_day", &["Жарты"]),
        ("?district=%D0%A1%D0%B0%D0%BC%D0%B0%D0%BB", &["Жарты"]),
        ("?language=kk&hours=full_day", &["Қазақша"]),
        ("?language=ru&hours=half_day", &[]),
        ("?language=xx&hours=always&district=", &["Қазақша", "Орысша", "Жарты"]),
    ];
    for (query, expected) in cases {
        let page = family.get(&format!("/kk/my/places{query}")).await;
        assert_eq!(shown(&page), expected, "{query}");
        assert_eq!(page.says("Іріктеуге сай орын жоқ"), expected.is_empty(), "{query}");
    }
}

#[tokio::test]
async fn a_filter_says_what_it_shows_stays_in_another_language_and_can_be_taken_away() {
    let (_town, mut family) = three_kindergartens().await;
    let page = family.get("/ru/my/places?language=ru").await;
    assert!(page.says("Показано групп: 1 из 3."), "{}", page.text);
    assert!(page.says("<option value=\"ru\" selected>На русском языке</option>"), "{}", page.text);
    assert!(page.says("<option value=\"kk\">На казахском языке</option>"), "what is filtered out can be wished again");
    assert!(page.says("href=\"/kk/my/places?language=ru\""), "{}", page.text);
    assert!(page.says("<a class=\"button quiet\" href=\"/ru/my/places\">Показать все</a>"), "{}", page.text);
}

#[tokio::test]
async fn a_question_with_one_answer_is_not_asked() {
    let town = Fixture::new().await;
    town.reports(town.town.group, 1).await;
    let mut family = town.family("Айша").await;
    town.move_to(WEDNESDAY_EVENING).await;
    let page = family.get("/kk/my/places").await;
    assert!(page.says("Балапан") && !page.says("<select"), "{}", page.text);
}

#[tokio::test]
async fn each_kindergarten_can_be_called_and_found_on_the_familys_own_map() {
    let point = Point::of_millionths(49_100_000, 63_400_000);
    let (town, [known, unknown]) = Fixture::with([
        House { name: "Белгілі", point, ..House::default() },
        House { name: "Белгісіз", ..House::default() },
    ])
    .await;
    town.reports(known, 1).await;
    town.reports(unknown, 1).await;
    let mut family = town.family("Айша").await;
    town.move_to(WEDNESDAY_EVENING).await;
    let page = family.get("/kk/my/places").await;
    assert!(page.says("<a href=\"tel:+77010000002\">+7 701 000 00 02</a>"), "{}", page.text);
    for link in [
        "geo:49.100000,63.400000?q=",
        "https://2gis.kz/geo/63.400000,49.100000",
        "https://yandex.kz/maps/?pt=63.400000,49.100000",
        "https://www.google.com/maps/search/?api=1&#38;query=49.100000%2C63.400000",
        "https://2gis.kz/search/%D0%A1%D1%8B%D0%BD%D0%B0%D2%9B%2C%20%D0%90%D0%B1%D0%B0%D0%B9",
    ] {
        assert!(page.says(&format!("<a href=\"{link}")), "{link}: {}", page.text);
    }
    let abroad = page.text.matches("href=\"https://").count() + page.text.matches("href=\"geo:").count();
    assert_eq!(page.text.matches("rel=\"noreferrer\"").count(), abroad);
    assert!(!page.says("src=\"http") && !page.says(&family.id.to_string()), "{}", page.text);
}

#[tokio::test]
async fn only_where_places_are_sorted_may_a_device_be_asked_where_it_is() {
    let point = Point::of_millionths(49_100_000, 63_400_000);
    let (town, [known, unknown]) =
        Fixture::with([House { point, ..House::default() }, House { name: "Ай", ..House::default() }]).await;
    town.reports(known, 1).await;
    town.reports(unknown, 1).await;
    let mut family = town.family("Айша").await;
    town.move_to(WEDNESDAY_EVENING).await;
    let page = family.get("/kk/my/places").await;
    assert_eq!(page.text.matches("data-at=\"49.100000,63.400000\"").count(), 1, "{}", page.text);
    assert!(page.says("data-nearby") && page.says("hidden>"), "without a script the button does not show");
    assert!(page.header("permissions-policy").contains("geolocation=(self)"));
    let other = family.get("/kk/my").await;
    assert!(other.header("permissions-policy").contains("geolocation=()") && !other.says("nearby.js"));
}

/// Bytes of an answer as a browser gets them.
async fn sent(town: &Fixture, family: &Family, path: &str) -> usize {
    let request = Request::builder()
        .uri(path)
        .header(header::HOST, "kezek.test")
        .header(header::ACCEPT_ENCODING, "gzip")
        .header(header::COOKIE, format!("kezek={}", family.browser.cookies["kezek"]));
    let response = town.site.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
    assert!(response.status().is_success(), "{path}");
    to_bytes(response.into_body(), usize::MAX).await.unwrap().len()
}

#[tokio::test]
async fn a_season_with_many_kindergartens_still_fits_a_bad_connection() {
    let town = Fixture::new().await;
    let mut groups: Vec<GroupId> = Vec::new();
    for number in 0..70 {
        let point = Point::of_millionths(49_100_000 + number * 977, 63_400_000 - number * 1313);
        groups.push(town.opens(House { point, ..House::default() }).await);
    }
    for group in groups {
        town.reports(group, 2).await;
    }
    let mut family = town.family("Айша").await;
    town.move_to(WEDNESDAY_EVENING).await;
    town.move_to(THURSDAY).await;
    let page = family.get("/kk/my/places").await;
    assert_eq!(page.text.matches("<h3>").count(), 60);
    assert!(page.says("href=\"/kk/my/places?all=yes\">Тағы 10 балабақшаны көрсету</a>"), "{}", page.text);
    assert_eq!(family.get("/kk/my/places?all=yes").await.text.matches("<h3>").count(), 70);

    let assets = page.text.split('"').filter(|part| part.starts_with("/assets/"));
    let mut bytes = sent(&town, &family, "/kk/my/places").await;
    for asset in assets.collect::<std::collections::BTreeSet<_>>() {
        bytes += sent(&town, &family, asset).await;
    }
    assert!(bytes < 60 * 1024, "{bytes} bytes on a first visit");
}
