//! What a family reads when more is asked than can be taken, or when no answer came; and that it never sees an older state
//! than the one it made.

use crate::browser::Browser;
use crate::town::{PASSWORD, TestTown, found};
use admission::{ApplicationId, Command};
use axum::Router;
use axum::http::StatusCode;
use jiff::SignedDuration;
use std::pin::Pin;
use std::task::{Context, Waker};
use store::{Act, Actor, CommandId, Who};
use web::Site;

const APPLICATION: ApplicationId = ApplicationId(7);

async fn family() -> (TestTown, Router, Browser) {
    let town = found().await;
    let site = web::router(Site::new(town.store.clone()).over_plain_loopback());
    let who = Who::Family(town.town.kato().clone(), APPLICATION);
    let token = town.store.open_session(who, SignedDuration::from_hours(1)).await.unwrap();
    let mut browser = Browser::new(&site);
    browser.cookies.insert("kezek".to_owned(), token.as_str().to_owned());
    (town, site, browser)
}

/// Acts that wait to be written, as many as are taken.
fn fill(town: &TestTown) -> Vec<Pin<Box<dyn Future<Output = ()> + '_>>> {
    let mut waiting = Vec::new();
    loop {
        let command = Command::PauseApplication { application: APPLICATION };
        let act = Act { command, by: Actor::family(APPLICATION), command_id: CommandId::random() };
        let mut asked: Pin<Box<dyn Future<Output = ()>>> = Box::pin(async { drop(town.town.act(act).await) });
        if asked.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_ready() {
            return waiting;
        }
        waiting.push(asked);
    }
}

#[tokio::test]
async fn whoever_comes_when_all_is_full_is_told_that_nothing_was_done_and_sends_the_same_again() {
    let (town, _, mut browser) = family().await;
    let group = town.group.to_string();
    let mut waiting = Vec::new();
    let (act, page) = loop {
        waiting.extend(fill(&town));
        let act = CommandId::random().to_string();
        let page = browser.post("/kk/my/claim", &[("act", &act), ("group", &group)]).await;
        if page.status != StatusCode::SEE_OTHER {
            break (act, page);
        }
    };
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(page.header("retry-after"), "5");
    assert_eq!(page.header("cache-control"), "no-store");
    assert!(page.says("Сұрауыңыз орындалған жоқ") && page.says("action=\"/kk/my/claim\""), "{}", page.text);
    assert!(page.says("басқа отбасы алып қоюы мүмкін"), "{}", page.text);
    assert_eq!(page.hidden(), [("act", act.as_str()), ("group", group.as_str())]);
    // The record is asked in turn, too, and there is one as soon as there is room.
    let first = loop {
        if let Ok(first) = town.town.recorded(act.parse().unwrap()).await {
            break first;
        }
    };
    assert!(first.is_none(), "nothing was done");
    // Those who filled it give up; what they asked is still written.
    drop(waiting);
    while browser.post("/kk/my/claim", &page.hidden()).await.status != StatusCode::SEE_OTHER {}
    assert!(town.town.recorded(act.parse().unwrap()).await.unwrap().is_some());
}

#[tokio::test]
async fn whoever_got_no_answer_is_told_that_it_is_not_known() {
    let (town, site, mut browser) = family().await;
    town.store.shutdown().await;
    let act = CommandId::random().to_string();
    for (lang, words) in
        [("kk", "орындалды ма, жоқ па"), ("ru", "пока не знаем, выполнен ли"), ("en", "do not know yet")]
    {
        let page = browser.post(&format!("/{lang}/my/pause"), &[("act", &act)]).await;
        assert_eq!((page.status, page.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, "5"));
        assert!(page.says(words) && page.says(&format!("action=\"/{lang}/my/pause\"")), "{}", page.text);
        assert_eq!(page.hidden(), [("act", act.as_str())]);
    }
    // What carries no id cannot be known again, and a secret is not written into a page.
    let form = [("act", act.as_str()), ("login", "clerk"), ("password", PASSWORD)];
    let page = Browser::new(&site).post("/ru/staff", &form).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(page.says("вернитесь на предыдущую страницу") && page.hidden().is_empty(), "{}", page.text);
}

#[tokio::test]
async fn an_act_tells_the_browser_how_much_had_been_written() {
    let (town, _, mut browser) = family().await;
    assert!(!browser.cookies.contains_key("kezek_at"));
    let act = CommandId::random().to_string();
    let sent = browser.post("/kk/my/pause", &[("act", &act)]).await;
    assert_eq!(browser.cookies["kezek_at"], town.town.moment().to_string());
    let set = sent.header("set-cookie");
    assert!(set.contains("HttpOnly") && set.contains("SameSite=Lax") && set.contains("Max-Age=600"), "{set}");
    let page = browser.get("/kk").await;
    assert_eq!(page.header("set-cookie"), "", "a page that shows it says nothing more");
}

#[tokio::test]
async fn a_moment_that_nobody_wrote_is_looked_for_once_and_replaced() {
    let (town, _, mut browser) = family().await;
    for nonsense in ["18446744073709551615.18446744073709551615", "99999999.0", "0.77"] {
        browser.cookies.insert("kezek_at".to_owned(), nonsense.to_owned());
        assert_eq!(browser.get("/kk/bulletin").await.status, StatusCode::OK);
        assert_eq!(browser.cookies["kezek_at"], town.town.moment().to_string(), "{nonsense}");
    }
    for nonsense in ["-1.-1", "x", "99999999999999999999999.1"] {
        browser.cookies.insert("kezek_at".to_owned(), nonsense.to_owned());
        assert_eq!(browser.get("/kk/bulletin").await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn a_node_that_cannot_catch_up_shows_trouble_and_never_an_older_state() {
    let (town, _, mut browser) = family().await;
    town.store.shutdown().await;
    assert_eq!(browser.get("/ru/bulletin").await.status, StatusCode::OK);
    browser.cookies.insert("kezek_at".to_owned(), "99999999.0".to_owned());
    let page = browser.get("/ru/bulletin").await;
    assert_eq!((page.status, page.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, "5"));
    assert!(page.says("Обновите страницу через"), "{}", page.text);
    assert_eq!(browser.cookies["kezek_at"], "99999999.0", "the next node has to show it");
}
