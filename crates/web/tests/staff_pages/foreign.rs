//! Object ids: what is another's, or another town's, is refused in the same words as what never was, at every door that takes an id.

use super::fixture::{Answer, Fixture, Person};
use axum::http::StatusCode;

/// Where an id names nothing that belongs to somebody: a day, a kind of act, the name of a report.
const NOBODYS: [&str; 8] = [
    "/bulletins/{days}",
    "/kindergartens/{id}",
    "/my/places/{group}",
    "/office/messages/{key}",
    "/office/reports/{name}",
    "/proof/{sign}/{group}/{day}/{tag}",
    "/queue/{year}",
    // Deeds are none of others; the sign before them is tried in `views.rs`.
    "/office/applications/{sign}/acts/{deed}",
];

/// Addresses with `{}` for the id that is tried: who comes, another's id, one that never was.
struct Case {
    door: &'static str,
    address: String,
    ids: [String; 2],
}

/// Without what differs by the address that was asked.
fn told(answer: &Answer, address: &str) -> (StatusCode, String, String) {
    // The links to the same page in other languages repeat the address.
    let here = &address[3..];
    let said = |text: &str| text.replace(here, "…");
    let acts = answer.body.split("name=\"act\" value=\"").enumerate();
    let body: String = acts.map(|(at, part)| if at == 0 { part } else { part.get(36..).unwrap_or_default() }).collect();
    (answer.status, said(&answer.location), said(&body))
}

async fn is_refused_alike(town: &Fixture, person: &Person, case: &Case) {
    let mut answers = Vec::new();
    for id in &case.ids {
        let at = case.address.replace("{}", id);
        let (got, posted) = (town.get(person, &at).await, town.post(person, &at, &[("do", "x")]).await);
        assert!(!got.status.is_success() && !posted.status.is_success(), "{at}: {}", got.body);
        answers.push((told(&got, &at), told(&posted, &at)));
    }
    assert_eq!(answers[0], answers[1], "{}", case.address);
}

/// The id of a table of places that somebody has brought and not carried out.
async fn brought(town: &Fixture, person: &Person, path: &str) -> String {
    let template = town.get(person, &format!("{path}/template")).await;
    let filled = template.body.replace("\"\"\r\n", "1\r\n");
    let sent = town.post_file(person, path, filled.as_bytes()).await;
    let id = sent.location.strip_prefix(&format!("{path}/"));
    id.unwrap_or_else(|| panic!("no preview: {} {}", sent.location, sent.body)).to_owned()
}

fn case(door: &'static str, address: &str, ids: [&str; 2]) -> Case {
    Case { door, address: address.to_owned(), ids: ids.map(str::to_owned) }
}

#[tokio::test]
async fn every_door_that_takes_an_id_refuses_anothers_like_one_that_never_was() {
    let town = Fixture::new().await;
    let elsewhere = town.another_town().await;
    let family = town.referred().await.to_string();
    let (garden, clerk, head, boss) = (
        town.log_in("aigolek").await,
        town.log_in("clerk").await,
        town.log_in("head").await,
        town.log_in("boss").await,
    );
    let uploaded = brought(&town, &town.log_in("balapan").await, "/kk/kindergarten/upload").await;
    let places = brought(&town, &clerk, "/kk/office/places").await;
    let (ours, theirs) = ([family.as_str(), "00000017"], [elsewhere.application.as_str(), "00000017"]);
    let account = [elsewhere.account.as_str(), "9999"];
    let never = "0b2e1c54-8f3a-4d7b-9a11-3c5d7e9f1a2b";
    let of_garden = vec![
        case("/kindergarten/groups/{id}", "/kk/kindergarten/groups/{}", ["1", "99"]),
        case("/kindergarten/referrals/{sign}", "/kk/kindergarten/referrals/{}", ours),
        case("/kindergarten/referrals/{sign}/enrol", "/kk/kindergarten/referrals/{}/enrol", ours),
        case("/kindergarten/referrals/{sign}/extend", "/kk/kindergarten/referrals/{}/extend", ours),
        case("/kindergarten/referrals/{sign}/met", "/kk/kindergarten/referrals/{}/met", ours),
        case("/kindergarten/referrals/{sign}/refuse", "/kk/kindergarten/referrals/{}/refuse", ours),
        case("/kindergarten/upload/{id}", "/kk/kindergarten/upload/{}", [&uploaded, never]),
    ];
    let of_clerk = vec![
        case("/office/kindergartens/{id}", "/kk/office/kindergartens/{}", ["7", "9"]),
        case("/office/kindergartens/{id}/groups", "/kk/office/kindergartens/{}/groups", ["7", "9"]),
        case("/office/kindergartens/{id}/photo", "/kk/office/kindergartens/{}/photo", ["7", "9"]),
        case("/office/kindergartens/{id}/photo/remove", "/kk/office/kindergartens/{}/photo/remove", ["7", "9"]),
    ];
    let of_head = vec![
        case("/office/applications/{sign}", "/kk/office/applications/{}", theirs),
        case("/office/applications/{sign}/file.pdf", "/kk/office/applications/{}/file.pdf", theirs),
        case("/office/applications/{sign}/moves", "/kk/office/applications/{}/moves", theirs),
        case("/office/applications/{sign}/twins", "/kk/office/applications/{}/twins", theirs),
        case("/office/complaints/{sign}/{id}", "/kk/office/complaints/{}/1", theirs),
        case("/office/documents/{sign}/{id}", "/kk/office/documents/{}/0123456789abcdef0123456789abcdef", theirs),
        case("/office/reviews/{sign}/{ground}", "/kk/office/reviews/{}/0", theirs),
        case("/office/tasks/{kind}/{subject}/{part}", "/kk/office/tasks/refused/{}/1", theirs),
        case("/office/policy/proposals/{id}", "/kk/office/policy/proposals/{}", ["7", "9"]),
        case("/office/policy/proposals/{id}/{name}", "/kk/office/policy/proposals/{}/changes.csv", ["7", "9"]),
        case("/office/accounts/{id}/recovery", "/kk/office/accounts/{}/recovery", account),
    ];
    let of_boss = vec![
        // Tables of places are none of kindergartens.
        case("/office/import/{id}", "/kk/office/import/{}", [&places, never]),
        case("/office/places/{id}", "/kk/office/places/{}", [&places, never]),
        case("/office/accounts/{id}", "/kk/office/accounts/{}", account),
        case("/office/accounts/{id}/factors", "/kk/office/accounts/{}/factors", account),
    ];
    let mut tried: Vec<_> = NOBODYS.to_vec();
    for (person, cases) in [(&garden, of_garden), (&clerk, of_clerk), (&head, of_head), (&boss, of_boss)] {
        for case in cases {
            is_refused_alike(&town, person, &case).await;
            tried.push(case.door);
        }
    }
    let doors = include_str!("../../src/rights/doors.txt").lines().filter_map(|line| line.split(' ').next());
    let untried: Vec<_> = doors.filter(|door| door.contains('{') && !tried.contains(door)).collect();
    assert!(untried.is_empty(), "nobody has tried another's id at {untried:?}");
}
