//! A log-in of one's own: its password, its sessions; and what each role is offered and refused.

use super::fixture::{Answer, Fixture, Person};
use axum::http::StatusCode;

const PASSWORD: &str = "сары ала қаз 7";
const NEW: &str = "тоғыз тарау 99";
const HERE: &str = "/kk/staff/account";

async fn change(town: &Fixture, person: &Person, form: [&str; 3]) -> Answer {
    let [current, password, repeated] = form;
    let form = [("current", current), ("password", password), ("repeated", repeated)];
    town.post(person, "/kk/staff/account/password", &form).await
}

#[tokio::test]
async fn whoever_knows_the_present_password_sets_a_new_one_and_is_the_only_one_still_logged_in() {
    let town = Fixture::new().await;
    let (clerk, elsewhere) = (town.log_in("clerk").await, town.log_in("clerk").await);
    let wrong = [
        (["қате", NEW, NEW], "current-error"),
        ([PASSWORD, NEW, "басқа"], "repeated-error"),
        ([PASSWORD, "қыс 7", "қыс 7"], "кемінде 10 таңба"),
        ([PASSWORD, "clerk-2026-қыс", "clerk-2026-қыс"], "балабақшаның атауы болмауы керек"),
        ([PASSWORD, "ЙЦУКЕНГШЩЗ", "ЙЦУКЕНГШЩЗ"], "Бұл құпиясөзді табу оңай"),
    ];
    for (form, told) in wrong {
        let sent = change(&town, &clerk, form).await;
        assert!(sent.status == StatusCode::UNPROCESSABLE_ENTITY && sent.says(told), "{told}: {}", sent.body);
        assert!(!sent.says(PASSWORD) && !sent.says(form[1]), "a password is never shown again");
    }
    let sent = change(&town, &clerk, [PASSWORD, NEW, NEW]).await;
    assert_eq!(sent.location, "/kk/staff/account?done=own-password-set");
    for old in [&clerk, &elsewhere] {
        assert_eq!(town.get(old, HERE).await.location, "/kk/staff?no=session");
    }
    let renewed = Person::of(&sent);
    assert!(town.get(&renewed, HERE).await.says("осы браузер"));
    assert!(town.log_in_with("clerk", PASSWORD).await.is_none());
    assert!(town.log_in_with("clerk", NEW).await.is_some());
}

#[tokio::test]
async fn guessing_the_present_password_in_an_open_browser_has_an_end() {
    let town = Fixture::new().await;
    let clerk = town.log_in("clerk").await;
    let mut last = StatusCode::OK;
    for _ in 0..20 {
        last = change(&town, &clerk, ["қате", NEW, NEW]).await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    let form = [("login", "clerk"), ("code", "0000"), ("password", NEW), ("repeated", NEW)];
    let code = town.post(&Person::nobody(), "/kk/staff/setup", &form).await;
    assert_eq!(code.status, StatusCode::TOO_MANY_REQUESTS, "codes are counted with passwords");
}

/// The names under which a page offers to end sessions.
fn offered(page: &Answer) -> Vec<String> {
    let names = page.body.split("name=\"end\" value=\"").skip(1).filter_map(|rest| rest.split('"').next());
    names.filter(|name| *name != "others").map(str::to_owned).collect()
}

#[tokio::test]
async fn open_sessions_are_shown_and_ended_one_by_one_or_all_others_at_once() {
    let town = Fixture::new().await;
    let clerk = town.log_in("clerk").await;
    assert!(offered(&town.get(&clerk, HERE).await).is_empty(), "nobody ends the session that asks");
    let others = [town.log_in("clerk").await, town.log_in("clerk").await, town.log_in("clerk").await];
    let foreign = town.log_in("head").await;
    let foreigns = offered(&town.get(&town.log_in("head").await, HERE).await).remove(0);
    town.post(&clerk, "/kk/staff/account/sessions", &[("end", &foreigns)]).await;
    assert_eq!(town.get(&foreign, HERE).await.status, StatusCode::OK);

    let names = offered(&town.get(&clerk, HERE).await);
    assert_eq!(names.len(), 3);
    let sent = town.post(&clerk, "/kk/staff/account/sessions", &[("end", &names[0])]).await;
    assert_eq!(sent.location, "/kk/staff/account?done=sessions-ended");
    assert_eq!(offered(&town.get(&clerk, HERE).await), names[1..]);
    town.post(&clerk, "/kk/staff/account/sessions", &[("end", "others")]).await;
    for other in &others {
        assert_eq!(town.get(other, HERE).await.location, "/kk/staff?no=session");
    }
    assert_eq!(town.get(&clerk, HERE).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_page_offers_a_role_no_act_that_its_door_refuses() {
    let town = Fixture::new().await;
    town.referred().await;
    let family = town.apply("Асанова", "220102600019", &["large_family"]).await.application;
    let auditor = town.log_in("auditor").await;
    let pages = [
        "/kk/office".to_owned(),
        format!("/kk/office/applications/{family}"),
        format!("/kk/office/reviews/{family}/0"),
        "/kk/office/kindergartens".to_owned(),
        "/kk/office/kindergartens/1".to_owned(),
        "/kk/office/policy".to_owned(),
        "/kk/office/calendar".to_owned(),
        "/kk/office/publication".to_owned(),
        "/kk/office/accounts".to_owned(),
        "/kk/office/accounts/3".to_owned(),
        "/kk/office/views".to_owned(),
        "/kk/office/roles".to_owned(),
    ];
    for path in &pages {
        let page = town.get(&auditor, path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        // The way out is the only act, and a kindergarten's particulars stand in fields without a button.
        let buttons = page.body.matches("<button").count();
        let searches = page.body.matches("method=\"get\"").count();
        let leaves = page.body.matches("/staff/leave").count();
        assert_eq!(buttons, leaves + searches, "{path}: {}", page.body);
    }
    let deputy = town.log_in("deputy").await;
    let list = town.get(&deputy, "/kk/kindergarten/referrals").await;
    assert!(list.says("Серікова") && !list.says("/enrol") && !list.says("/refuse"));
    assert!(!town.get(&deputy, "/kk/kindergarten").await.says("/kindergarten/groups/"));
    let form = [("group", "1"), ("year", "2022"), ("places", "1")];
    let sent = town.post(&deputy, "/kk/kindergarten/report", &form).await;
    assert_eq!(sent.location, "/kk/kindergarten?done=places-reported");
}
