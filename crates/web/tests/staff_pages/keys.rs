//! A kindergarten's own software: a key made on a page, and what it may ask.

use super::fixture::{Answer, Fixture, Person};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::{Value, json};

const API: &str = "/api/710000000/kindergarten";

async fn made(town: &Fixture, person: &Person) -> String {
    let page = town.post(person, "/en/kindergarten/key", &[("do", "make")]).await;
    let (_, rest) = page.body.split_once("id=\"made\">").unwrap_or_else(|| panic!("no key: {}", page.body));
    rest.split_once('<').unwrap().0.to_owned()
}

async fn asks(town: &Fixture, key: &str, method: &str, what: &str, body: &str) -> (StatusCode, Value) {
    // As a program asks: without any header of a browser.
    let request = Request::builder().method(method).uri(format!("{API}/{what}"));
    let request = request.header(header::AUTHORIZATION, format!("Bearer {key}"));
    let Answer { status, body, headers, .. } = town.answer(request.body(Body::from(body.to_owned())).unwrap()).await;
    assert_eq!(headers[header::CONTENT_TYPE], "application/json", "{body}");
    (status, serde_json::from_str(&body).unwrap())
}

async fn reports(town: &Fixture, key: &str, body: Value) -> (StatusCode, Value) {
    asks(town, key, "POST", "places", &body.to_string()).await
}

#[tokio::test]
async fn software_reads_its_groups_and_reports_a_place_once() {
    let town = Fixture::new().await;
    let head = town.log_in("balapan").await;
    let key = made(&town, &head).await;
    let (status, said) = asks(&town, &key, "GET", "groups", "").await;
    assert_eq!((status, said["groups"].as_array().unwrap().len()), (StatusCode::OK, 1));
    let group = &said["groups"][0];
    assert_eq!(
        (&group["group"], &group["birth_years"], &group["hours"]),
        (&json!(1), &json!([2022]), &json!("full_day"))
    );
    let report = |places: u64| json!({ "id": "2026-03-02/1", "group": 1, "birth_year": 2022, "places": places });
    let (status, first) = reports(&town, &key, report(2)).await;
    assert_eq!((status, &first["places"]), (StatusCode::OK, &json!(2)));
    assert_eq!(reports(&town, &key, report(2)).await, (StatusCode::OK, first), "the same answer");
    assert_eq!(town.offer(1).reported, 2);
    assert_eq!(reports(&town, &key, report(3)).await, (StatusCode::CONFLICT, json!({ "fault": "id_used" })));
    assert_eq!(reports(&town, &key, json!({ "nothing": true })).await.1, json!({ "refusal": "places_reported" }));
    assert!(town.get(&head, "/kk/kindergarten/history").await.says("balapan қызметкері"));
    let other = made(&town, &town.log_in("aigolek").await).await;
    assert_eq!(reports(&town, &other, json!({ "nothing": true })).await, (StatusCode::OK, json!({ "nothing": true })));
    assert_eq!(reports(&town, &other, report(1)).await.1, json!({ "refusal": "unknown_group" }));
}

#[tokio::test]
async fn what_software_asks_wrongly_is_answered_by_a_code() {
    let town = Fixture::new().await;
    let key = made(&town, &town.log_in("balapan").await).await;
    let report = |group: u32, year: i64, places: u64| json!({ "id": format!("{group}-{year}-{places}"), "group": group, "birth_year": year, "places": places });
    for (asked, status, said) in [
        (json!({ "group": 1 }), StatusCode::BAD_REQUEST, json!({ "fault": "json" })),
        (report(1, 2022, 0), StatusCode::BAD_REQUEST, json!({ "fault": "json" })),
        (report(2, 2022, 1), StatusCode::UNPROCESSABLE_ENTITY, json!({ "refusal": "unknown_group" })),
        (report(1, 2021, 1), StatusCode::UNPROCESSABLE_ENTITY, json!({ "refusal": "wrong_queue" })),
        (report(1, 2022, 26), StatusCode::UNPROCESSABLE_ENTITY, json!({ "refusal": "no_room" })),
    ] {
        assert_eq!(reports(&town, &key, asked).await, (status, said));
    }
    assert_eq!(asks(&town, &key, "POST", "places", "{").await.0, StatusCode::BAD_REQUEST);
    assert_eq!(asks(&town, &key, "GET", "places", "").await.0, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(asks(&town, &key, "GET", "children", "").await.0, StatusCode::NOT_FOUND);
    assert_eq!(asks(&town, &key, "POST", "places", &"x".repeat(70_000)).await.0, StatusCode::PAYLOAD_TOO_LARGE);
    for wrong in ["", "kezek_1", &key.replace("kezek_", "kezek_0"), &format!("kezek_{}", "0".repeat(64))] {
        assert_eq!(
            asks(&town, wrong, "GET", "groups", "").await,
            (StatusCode::UNAUTHORIZED, json!({ "fault": "key" }))
        );
    }
    let head = town.log_in("balapan").await;
    // A session is no key.
    assert_eq!(town.get(&head, &format!("{API}/groups")).await.status, StatusCode::UNAUTHORIZED);
    let mut last = StatusCode::OK;
    for _ in 0..120 {
        last = asks(&town, &key, "GET", "groups", "").await.0;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn a_key_is_shown_once_two_are_the_most_and_an_ended_one_opens_nothing() {
    let town = Fixture::new().await;
    let head = town.log_in("balapan").await;
    let key = made(&town, &head).await;
    assert!(!town.get(&head, "/en/kindergarten/key").await.says(&key));
    made(&town, &head).await;
    let third = town.post(&head, "/en/kindergarten/key", &[("do", "make")]).await;
    assert_eq!(third.location, "/en/kindergarten/key?no=key-not-made");
    assert_eq!(asks(&town, &key, "GET", "groups", "").await.0, StatusCode::OK);
    let page = town.get(&head, "/en/kindergarten/key").await;
    assert_eq!(page.body.matches("Last used: not yet").count(), 1, "{}", page.body);
    for (_, rest) in page.body.match_indices("name=\"key\" value=\"").map(|(at, it)| page.body.split_at(at + it.len()))
    {
        let id = rest.split_once('"').unwrap().0;
        let foreign =
            town.post(&town.log_in("aigolek").await, "/en/kindergarten/key", &[("do", "end"), ("key", id)]).await;
        assert_eq!(foreign.location, "/en/kindergarten/key?done=key-ended");
        assert_eq!(asks(&town, &key, "GET", "groups", "").await.0, StatusCode::OK, "another kindergarten ends nothing");
    }
    for (_, rest) in page.body.match_indices("name=\"key\" value=\"").map(|(at, it)| page.body.split_at(at + it.len()))
    {
        let id = rest.split_once('"').unwrap().0;
        town.post(&head, "/en/kindergarten/key", &[("do", "end"), ("key", id)]).await;
    }
    assert_eq!(asks(&town, &key, "GET", "groups", "").await.0, StatusCode::UNAUTHORIZED);
}
