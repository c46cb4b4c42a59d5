//! Every page of staff, in every language, with every role.

use super::fixture::Fixture;
use axum::http::StatusCode;

const KINDERGARTEN: [&str; 9] = [
    "/kindergarten",
    "/kindergarten/recall?group=1&year=2022",
    "/kindergarten/referrals",
    "/kindergarten/groups/1",
    "/kindergarten/year",
    "/kindergarten/history",
    "/kindergarten/upload",
    "/kindergarten/upload/template",
    "/kindergarten/key",
];
const CLERK: [&str; 20] = [
    "/office/exchanges",
    "/office/intake",
    "/office/import",
    "/office/import/template",
    "/office/places",
    "/office/places/template",
    "/office",
    "/office?page=99",
    "/office?kind=complaint",
    "/office?kind=refused",
    "/office?kind=undelivered",
    "/office?kind=restored",
    "/office?kind=silent",
    "/office?kind=exchange",
    "/office/kindergartens",
    "/office/kindergartens/new",
    "/office/kindergartens/1",
    "/office/kindergartens/1/groups",
    "/office/policy",
    "/office/reports",
];
const ADMINISTRATOR: [&str; 11] = [
    "/office/policy/propose",
    "/office/calendar",
    "/office/calendar?year=2027",
    "/office/publication",
    "/office/announcements",
    "/office/messages",
    "/office/messages/told-access_given",
    "/office/accounts",
    "/office/accounts/new",
    "/office/accounts/1",
    "/office/views",
];

#[tokio::test]
async fn every_page_has_its_words_in_three_languages() {
    let town = Fixture::new().await;
    let family = town.referred().await;
    let other = town.apply("Асанова", "220102600019", &["large_family"]).await.application;
    let (garden, clerk) = (town.log_in("balapan").await, town.log_in("clerk").await);
    let (head, boss) = (town.log_in("head").await, town.log_in("boss").await);
    for lang in ["kk", "ru", "en"] {
        let referral = ["enrol", "refuse", "extend"].map(|deed| format!("/kindergarten/referrals/{family}/{deed}"));
        let own = KINDERGARTEN.map(str::to_owned);
        for path in own.iter().chain(&referral) {
            assert_eq!(town.get(&garden, &format!("/{lang}{path}")).await.status, StatusCode::OK, "{lang}{path}");
        }
        let acts =
            ["correct", "restore", "move", "admit"].map(|act| format!("/office/applications/{other}/acts/{act}"));
        let case = [
            format!("/office/reviews/{other}/0"),
            format!("/office/tasks/ground/{other}/0"),
            format!("/office/applications/{family}"),
            format!("/office/applications/{family}/moves"),
            format!("/office/applications/{other}/twins"),
        ];
        let everybodys = ["/staff/account", "/office/roles"].map(|path| (&garden, path.to_owned()));
        assert_eq!(town.get_as_visitor(&format!("/{lang}/staff/setup")).await.status, StatusCode::OK, "{lang}");
        let case = case.into_iter().chain(acts).map(|path| (&head, path)).chain(everybodys);
        let clerks = CLERK.iter().map(|path| (&clerk, (*path).to_owned()));
        let keeping = ADMINISTRATOR.iter().map(|path| (&boss, (*path).to_owned()));
        for (person, path) in clerks.chain(keeping).chain(case) {
            assert_eq!(town.get(person, &format!("/{lang}{path}")).await.status, StatusCode::OK, "{lang}{path}");
        }
    }
}

#[tokio::test]
async fn a_role_enters_its_own_pages_and_no_other() {
    let town = Fixture::new().await;
    let (head, clerk, boss) = (town.log_in("balapan").await, town.log_in("clerk").await, town.log_in("boss").await);
    for path in KINDERGARTEN {
        let path = format!("/kk{path}");
        assert_eq!(town.get(&clerk, &path).await.status, StatusCode::FORBIDDEN, "{path}");
        assert_eq!(town.get(&boss, &path).await.status, StatusCode::FORBIDDEN, "{path}");
        assert_eq!(town.get_as_visitor(&path).await.location, "/kk/staff?no=session", "{path}");
    }
    for path in CLERK {
        let path = format!("/kk{path}");
        assert_eq!(town.get(&head, &path).await.status, StatusCode::FORBIDDEN, "{path}");
        assert_eq!(town.get(&clerk, &path).await.status, StatusCode::OK, "{path}");
        assert_eq!(town.get_as_visitor(&path).await.location, "/kk/staff?no=session", "{path}");
    }
    for path in ADMINISTRATOR {
        let path = format!("/kk{path}");
        assert_eq!(town.get(&head, &path).await.status, StatusCode::FORBIDDEN, "{path}");
        assert_eq!(town.get(&clerk, &path).await.status, StatusCode::FORBIDDEN, "{path}");
        assert_eq!(town.get(&boss, &path).await.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn an_auditor_reads_what_only_others_change() {
    let town = Fixture::new().await;
    let (auditor, boss) = (town.log_in("auditor").await, town.log_in("boss").await);
    assert!(town.get(&boss, "/kk/office/announcements").await.says("name=\"do\""));
    for path in ["/kk/office/announcements", "/kk/office/messages", "/kk/office/exchanges", "/kk/office/calendar"] {
        let page = town.get(&auditor, path).await;
        assert!(page.status == StatusCode::OK && !page.says("name=\"do\""), "{path}: {}", page.body);
    }
    for path in ["/kk/office/announcements", "/kk/office/exchanges"] {
        assert_eq!(town.post(&auditor, path, &[("do", "announce")]).await.status, StatusCode::FORBIDDEN, "{path}");
    }
}

#[tokio::test]
async fn what_a_role_may_not_see_it_may_not_do() {
    let town = Fixture::new().await;
    let (head, clerk) = (town.log_in("balapan").await, town.log_in("clerk").await);
    let day = [("do", "day"), ("list", "holiday"), ("day", "2026-03-04")];
    for person in [&head, &clerk] {
        assert_eq!(town.post(person, "/kk/office/calendar", &day).await.status, StatusCode::FORBIDDEN);
        assert_eq!(town.post(person, "/kk/office/accounts/4", &[("do", "close")]).await.status, StatusCode::FORBIDDEN);
    }
    assert!(town.town.state().calendar().holidays.is_empty());
    assert_eq!(town.post(&head, "/kk/office/search", &[("find", "1")]).await.status, StatusCode::FORBIDDEN);
    assert_eq!(town.post(&clerk, "/kk/kindergarten/nothing", &[]).await.status, StatusCode::FORBIDDEN);
}
