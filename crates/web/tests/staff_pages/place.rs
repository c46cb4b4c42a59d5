//! What is said of one place: to programs, which get numbers, and to the family, which is told why it changed.

use super::fixture::{Answer, Fixture, MONDAY_EVENING, TUESDAY};
use admission::{ApplicationId, Command, GroupId};
use axum::body::Body;
use axum::http::{Request, StatusCode};

async fn asked(town: &Fixture, sign: &str) -> Answer {
    town.get_as_visitor(&format!("/api/710000000/places/{sign}")).await
}

/// All that is said of an application, so that nothing else is.
async fn said(town: &Fixture, of: ApplicationId) -> String {
    let answer = asked(town, &of.to_string()).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let rest = answer.body.strip_prefix(&format!(r#"{{"sign":"{of}","birth_year":2022,"kind":"general","#)).unwrap();
    let end = format!(r#","as_of":{}}}"#, town.town.moment().entry);
    rest.strip_suffix(&end).unwrap().to_owned()
}

#[tokio::test]
async fn a_place_is_told_to_programs_as_the_queue_shows_it() {
    let town = Fixture::new().await;
    let first = town.apply("Серікова", "220101600013", &[]).await.application;
    let second = town.apply("Асанова", "220102600019", &["large_family"]).await.application;
    let nobody = r#""before":{"access":0,"out_of_turn":0,"first_priority":0,"ordinary":0}"#;
    let ordinary = r#""class":"ordinary","access":false"#;
    assert_eq!(said(&town, first).await, format!(r#"{ordinary},"place":1,"of":2,{nobody}"#));
    let behind = r#""before":{"access":0,"out_of_turn":0,"first_priority":0,"ordinary":1}"#;
    assert_eq!(said(&town, second).await, format!(r#"{ordinary},"place":2,"of":2,{behind}"#));
    // The public page has the same signs with their places and classes.
    let page = town.get_as_visitor(&format!("/en/queue/2022?sign={second}")).await;
    assert!(page.says(&second.to_string()) && page.says(&first.to_string()), "{}", page.body);

    let verifier = town.log_in("verifier").await;
    let confirm =
        [("verdict", "confirm"), ("state", "pending"), ("document_on", "2026-02-20"), ("expires_on", "2027-02-20")];
    town.post(&verifier, &format!("/kk/office/reviews/{second}/0"), &confirm).await;
    let preferred = r#""class":"first_priority","access":false"#;
    assert_eq!(said(&town, second).await, format!(r#"{preferred},"place":1,"of":2,{nobody}"#));
    let behind = r#""before":{"access":0,"out_of_turn":0,"first_priority":1,"ordinary":0}"#;
    assert_eq!(said(&town, first).await, format!(r#"{ordinary},"place":2,"of":2,{behind}"#));

    assert!(town.act(Command::ReportPlaces { group: GroupId(1), birth_year: 2022, places: 1 }).await);
    town.move_to(MONDAY_EVENING).await;
    town.move_to(TUESDAY).await;
    let choosing = r#""class":"first_priority","access":true"#;
    assert_eq!(said(&town, second).await, format!(r#"{choosing},"place":1,"of":2,{nobody}"#));
    let behind = r#""before":{"access":1,"out_of_turn":0,"first_priority":0,"ordinary":0}"#;
    assert_eq!(said(&town, first).await, format!(r#"{ordinary},"place":2,"of":2,{behind}"#));
}

#[tokio::test]
async fn programs_find_nothing_that_the_queue_does_not_show() {
    let town = Fixture::new().await;
    let receipt = town.apply("Серікова", "220101600013", &[]).await;
    let sign = receipt.application.to_string();
    assert_eq!(asked(&town, &sign).await.status, StatusCode::OK);
    assert!(town.act(Command::WithdrawApplication { application: receipt.application }).await);
    let number = receipt.number.to_string().replace(' ', "");
    let mut paths =
        [&*sign, &*number, "ZZZZ-ZZZZ", "", "%00", "a/b"].map(|sign| format!("/api/710000000/places/{sign}")).to_vec();
    paths.extend([format!("/api/990000000/places/{sign}"), format!("/api//places/{sign}"), "/api/".to_owned()]);
    for path in paths {
        let answer = town.get_as_visitor(&path).await;
        assert_eq!((answer.status, &*answer.body), (StatusCode::NOT_FOUND, r#"{"fault":"unknown"}"#), "{path}");
    }
}

#[tokio::test]
async fn what_programs_are_told_is_json_that_is_asked_for_anew_each_time() {
    let town = Fixture::new().await;
    let sign = town.apply("Серікова", "220101600013", &[]).await.application.to_string();
    for sign in [&*sign, "ZZZZZZZZ"] {
        let headers = asked(&town, sign).await.headers;
        assert_eq!(headers["content-type"], "application/json");
        assert_eq!(headers["cache-control"], "no-cache");
        assert_eq!(headers["x-content-type-options"], "nosniff");
        assert!(!headers.contains_key("set-cookie"));
    }
    let post = Request::post(format!("/api/710000000/places/{sign}")).body(Body::empty()).unwrap();
    let answer = town.answer(post).await;
    assert_eq!((answer.status, &*answer.body), (StatusCode::METHOD_NOT_ALLOWED, r#"{"fault":"method"}"#));
    assert_eq!(answer.headers["allow"], "GET,HEAD");
}

#[tokio::test]
async fn a_family_is_told_why_its_place_changed_and_the_last_change_too() {
    let town = Fixture::new().await;
    let first = town.apply("Серікова", "220101600013", &[]).await.application;
    let second = town.apply("Асанова", "220102600019", &[]).await.application;
    let family = town.family(second).await;
    let my = town.get(&family, "/en/my").await;
    assert!(my.says(r#"<a href="/en/my/moves">Why your place changed</a>"#) && !my.says("You applied"), "{}", my.body);
    for _ in 0..2 {
        let moves = town.get(&family, "/en/my/moves").await;
        assert!(moves.says("→ 2</b>") && moves.says("<li>You applied</li>"), "{}", moves.body);
    }
    assert!(town.act(Command::WithdrawApplication { application: first }).await);
    let moves = town.get(&family, "/en/my/moves").await;
    assert!(moves.says("→ 1</b>") && moves.says("before you left the queue"), "{}", moves.body);
    // What is kept of one family is not shown to another.
    let moves = town.get(&town.family(first).await, "/en/my/moves").await;
    assert!(moves.says("The application left the queue") && !moves.says("before you"), "{}", moves.body);
}
