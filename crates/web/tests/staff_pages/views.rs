//! Every look at personal data leaves a line, and what is another's is refused like what was never there.

use super::fixture::{Answer, Fixture, Person, TUESDAY};
use admission::{Command, GroupId};
use axum::http::StatusCode;
use store::{ViewFilter, ViewPurpose};

async fn noted(town: &Fixture) -> Vec<(u64, ViewPurpose)> {
    let views = town.town.views(ViewFilter { limit: 1000, ..ViewFilter::default() }).await.unwrap();
    views.into_iter().rev().map(|view| (view.account.0, view.purpose)).collect()
}

#[tokio::test]
async fn every_page_that_shows_a_record_leaves_a_line_before_it_is_shown() {
    let town = Fixture::new().await;
    let family = town.referred().await;
    let other = town.apply("Асанова", "220102600019", &["large_family"]).await.application;
    let (garden, head) = (town.log_in("balapan").await, town.log_in("head").await);
    let deeds = ["enrol", "refuse", "extend"].map(|deed| format!("/kk/kindergarten/referrals/{family}/{deed}"));
    let list = ["/kk/kindergarten/referrals".to_owned(), format!("/kk/kindergarten/referrals/{family}")];
    let mut expected = Vec::new();
    for path in list.iter().chain(&deeds) {
        assert!(town.get(&garden, path).await.says("Серікова"), "{path}");
        expected.push((1, ViewPurpose::Referral));
        assert_eq!(noted(&town).await, expected, "{path}");
    }
    let office = [
        (format!("/kk/office/applications/{other}"), ViewPurpose::Enquiry),
        (format!("/kk/office/reviews/{other}/0"), ViewPurpose::Review),
        (format!("/kk/office/applications/{other}/moves"), ViewPurpose::Enquiry),
        (format!("/kk/office/tasks/ground/{other}/0"), ViewPurpose::Enquiry),
    ];
    for (path, purpose) in office {
        assert_eq!(town.get(&head, &path).await.status, StatusCode::OK, "{path}");
        expected.push((6, purpose));
        assert_eq!(noted(&town).await, expected, "{path}");
    }
    let (status, ..) = town.get_file(&head, &format!("/kk/office/applications/{other}/file.pdf")).await;
    assert_eq!(status, StatusCode::OK);
    expected.push((6, ViewPurpose::Enquiry));
    let mother = town.family(other).await;
    town.post(&mother, "/kk/my/complaints", &[("subject", "place"), ("text", "Неге?")]).await;
    let complaint = town.town.open_complaints().await.unwrap()[0].id.0;
    assert!(town.get(&head, &format!("/kk/office/complaints/{other}/{complaint}")).await.says("Асанова"));
    expected.push((6, ViewPurpose::Enquiry));
    let number = town.town.applicant(other).await.unwrap().unwrap().number.to_string();
    let twins = format!("/kk/office/applications/{family}/twins");
    assert!(town.post(&head, &twins, &[("do", "join"), ("number", &number)]).await.says("Асанова"));
    expected.push((6, ViewPurpose::Enquiry));
    assert_eq!(noted(&town).await, expected, "a file, a complaint, a twin");
    town.post(&head, "/kk/office/search", &[("find", "220102600019")]).await;
    expected.push((6, ViewPurpose::Search));
    assert_eq!(noted(&town).await, expected);
    for path in ["/kk/kindergarten", "/kk/kindergarten/history"] {
        town.get(&garden, path).await;
    }
    for path in ["/kk/office", "/kk/office/kindergartens", "/kk/office/views"] {
        assert!(!town.get(&head, path).await.says("Асанова"), "{path}");
    }
    assert_eq!(noted(&town).await, expected, "pages without personal data leave no line");
}

#[tokio::test]
async fn where_no_line_can_be_written_nothing_is_shown() {
    let town = Fixture::new().await;
    let family = town.referred().await;
    let (garden, head) = (town.log_in("balapan").await, town.log_in("head").await);
    town.store.shutdown().await;
    for (person, path) in
        [(&garden, "/kk/kindergarten/referrals".to_owned()), (&head, format!("/kk/office/applications/{family}"))]
    {
        let page = town.get(person, &path).await;
        assert!(page.status.is_server_error() && !page.says("Серікова"), "{path}: {}", page.status);
    }
}

#[tokio::test]
async fn an_auditor_reads_who_saw_what_by_person_by_application_and_page_by_page() {
    let town = Fixture::new().await;
    let family = town.apply("Асанова", "220102600019", &[]).await.application;
    let other = town.apply("Серікова", "220101600013", &[]).await.application;
    let (clerk, head) = (town.log_in("clerk").await, town.log_in("head").await);
    for _ in 0..51 {
        town.get(&clerk, &format!("/kk/office/applications/{family}")).await;
    }
    town.get(&head, &format!("/kk/office/applications/{other}")).await;
    let auditor = town.log_in("auditor").await;
    let lines = |page: &Answer| page.body.matches("class=\"sign\"").count();
    let first = town.get(&auditor, "/kk/office/views").await;
    assert_eq!(lines(&first), 50);
    assert!(first.says("өтініш беті") && !first.says("Асанова"));
    let older = first.body.split("href=\"").find(|rest| rest.contains("before=")).unwrap();
    let older = older.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
    assert_eq!(lines(&town.get(&auditor, &older).await), 2);
    assert_eq!(lines(&town.get(&auditor, "/kk/office/views?account=6").await), 1);
    assert_eq!(lines(&town.get(&auditor, &format!("/kk/office/views?application={other}")).await), 1);
    assert_eq!(lines(&town.get(&auditor, &format!("/kk/office/views?account=3&application={other}")).await), 0);
    assert!(town.get(&auditor, "/kk/office/views?application=UUUUUUUU").await.says("Мұндай белгі болмайды"));
    assert_eq!(town.get(&clerk, "/kk/office/views").await.status, StatusCode::FORBIDDEN);
}

/// Without what differs by the address that was asked.
fn told(answer: &Answer, address: &str) -> (StatusCode, String, String) {
    // The links to the same page in other languages repeat the address.
    let here = address.get(3..).unwrap_or_default();
    let said = |text: &str| text.replace(&here.replace('&', "&#38;"), "…").replace(here, "…");
    let body = said(&answer.body);
    // Every form carries a fresh name of its act, and trouble a number to quote.
    let acts = body.split("name=\"act\" value=\"").enumerate();
    let body = acts.map(|(at, part)| if at == 0 { part } else { part.get(36..).unwrap_or_default() }).collect();
    (answer.status, said(&answer.location), body)
}

async fn is_refused_alike(
    town: &Fixture,
    person: &Person,
    address: &str,
    [foreign, missing]: [&str; 2],
    form: &[(&str, &str)],
) {
    let at = |id: &str| address.replace("{}", id);
    let form_of = |id: &str| form.iter().map(|(name, value)| (*name, value.replace("{}", id))).collect::<Vec<_>>();
    let mut answers = Vec::new();
    for id in [foreign, missing] {
        let form = form_of(id);
        let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let got = town.get(person, &at(id)).await;
        let posted = town.post(person, &at(id), &form).await;
        assert!(!got.status.is_success() || form.iter().any(|(name, _)| *name == "group"), "{address} {id}");
        answers.push((told(&got, &at(id)), told(&posted, &at(id))));
    }
    assert_eq!(answers[0], answers[1], "{address}");
}

#[tokio::test]
async fn what_is_another_kindergartens_is_refused_like_what_never_was() {
    let town = Fixture::new().await;
    let family = town.referred().await.to_string();
    let waiting = town.apply("Асанова", "220102600019", &[]).await.application.to_string();
    let stranger = town.log_in("aigolek").await;
    for id in [family.as_str(), waiting.as_str()] {
        let ids = [id, "00000017"];
        is_refused_alike(&town, &stranger, "/kk/kindergarten/referrals/{}", ids, &[]).await;
        for deed in ["enrol", "refuse", "extend"] {
            let address = format!("/kk/kindergarten/referrals/{{}}/{deed}");
            let form = [("reason", "medical"), ("until", "2026-03-20")];
            is_refused_alike(&town, &stranger, &address, ids, &form).await;
        }
    }
    is_refused_alike(&town, &stranger, "/kk/kindergarten/groups/{}", ["1", "99"], &[("do", "close")]).await;
    let recall = "/kk/kindergarten/recall?group={}&year=2022";
    let form = [("group", "{}"), ("year", "2022"), ("places", "1"), ("reason", "mistake")];
    is_refused_alike(&town, &stranger, recall, ["1", "99"], &form).await;
    is_refused_alike(&town, &stranger, "/kk/kindergarten/report", ["1", "99"], &form).await;
    assert!(noted(&town).await.is_empty(), "a stranger has seen nobody's data");
}

#[tokio::test]
async fn what_is_another_towns_is_refused_like_what_never_was() {
    let town = Fixture::new().await;
    let elsewhere = town.another_town().await;
    let family = town.apply("Асанова", "220102600019", &["large_family"]).await.application;
    let (head, boss) = (town.log_in("head").await, town.log_in("boss").await);
    let ids = [elsewhere.application.as_str(), "00000017"];
    is_refused_alike(&town, &head, "/kk/office/applications/{}", ids, &[]).await;
    is_refused_alike(&town, &head, "/kk/office/applications/{}/acts/correct", ids, &[("reason", "x")]).await;
    is_refused_alike(&town, &head, "/kk/office/reviews/{}/0", ids, &[("verdict", "confirm")]).await;
    let document = "0123456789abcdef0123456789abcdef";
    is_refused_alike(&town, &head, &format!("/kk/office/documents/{{}}/{document}"), ids, &[]).await;
    let missing = "fedcba9876543210fedcba9876543210";
    let of_family = format!("/kk/office/documents/{family}/{{}}");
    is_refused_alike(&town, &head, &of_family, [document, missing], &[]).await;
    let account = [elsewhere.account.as_str(), "9999"];
    is_refused_alike(&town, &boss, "/kk/office/accounts/{}", account, &[("do", "close")]).await;
    is_refused_alike(&town, &boss, "/kk/office/accounts/{}/recovery", account, &[("number", "000000")]).await;
    is_refused_alike(&town, &head, "/kk/office/policy/proposals/{}", ["7", "9"], &[("do", "drop")]).await;
    is_refused_alike(&town, &head, "/kk/office/kindergartens/{}", ["7", "9"], &[]).await;
    town.move_to(TUESDAY).await;
    assert!(town.act(Command::ReportPlaces { group: GroupId(1), birth_year: 2022, places: 1 }).await);
}
