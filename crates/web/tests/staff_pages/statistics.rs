//! Statistics: the figures of the page are those of the queue, in words for whoever does not see the drawing.

use super::fixture::{Fixture, MONDAY_EVENING, TUESDAY};
use admission::{ActReason, Command, Ground, GroundReason, GroupId};
use axum::http::StatusCode;
use jiff::civil::date;

/// Two families apply on Monday and get access on Tuesday; one takes a place and is enrolled, the other passes.
async fn lived() -> Fixture {
    let town = Fixture::new().await;
    let first = town.apply("Серікова", "220101600013", &[]).await.application;
    let second = town.apply("Асанова", "220102600019", &[]).await.application;
    assert!(town.act(Command::ReportPlaces { group: GroupId(1), birth_year: 2022, places: 3 }).await);
    town.move_to(MONDAY_EVENING).await;
    town.move_to(TUESDAY).await;
    assert!(town.act(Command::ClaimPlace { application: first, group: GroupId(1) }).await);
    assert!(town.act(Command::PassAccess { application: second }).await);
    assert!(town.act(Command::EnrolChild { application: first }).await);
    town
}

#[tokio::test]
async fn what_happened_is_counted_by_day_and_by_month() {
    let town = lived().await;
    for (page, when) in [("/en/statistics", "Tuesday, 3 March"), ("/en/statistics/months", "March 2026")] {
        let page = town.get_as_visitor(page).await;
        for told in [
            "Accesses given: 2 in all. Most of them 2",
            "Places taken: 1 in all. Most of them 1",
            "Passed: 1 in all. Most of them 1",
        ] {
            assert!(page.says(&format!("aria-label=\"{told}: {when}.\"")), "{told}: {}", page.body);
        }
        assert!(page.says("aria-label=\"Children enrolled: 1 in all.") && page.says("aria-label=\"Unused: none.\""));
        assert!(
            page.says("aria-label=\"Places offered: 3 in all.") && page.says("aria-label=\"Applications: 2 in all.")
        );
    }
    let days = town.get_as_visitor("/en/statistics").await;
    let row = r#"<th scope="row" class="nobr">2 March</th><td class="count" data-label="Applications">2</td><td class="count" data-label="Places offered">3</td><td class="count" data-label="Accesses given">0</td>"#;
    assert!(days.says(row), "{}", days.body);
    // A queue that was opened on Monday has no Sunday.
    assert!(!days.says("1 March<"));
}

#[tokio::test]
async fn the_share_of_first_priority_stands_beside_the_one_that_the_rules_give() {
    let town = Fixture::new().await;
    for iin in ["220101600013", "220102600019"] {
        let application = town.apply("Серікова", iin, &["large_family"]).await.application;
        let (ground, reason) = (Ground::Claimed(0), GroundReason::DocumentProves);
        assert!(
            town.act(Command::ConfirmGround {
                application,
                ground,
                reason,
                document_on: None,
                expires_on: None,
                officials: None
            })
            .await
        );
    }
    for (born, iin) in [("Асанова", "220103600014"), ("Ахметова", "220104600019"), ("Омарова", "220105600015")]
    {
        town.apply(born, iin, &[]).await;
    }
    town.apply_unnumbered(date(2022, 1, 6)).await;
    assert!(town.act(Command::ReportPlaces { group: GroupId(1), birth_year: 2022, places: 4 }).await);
    town.move_to(MONDAY_EVENING).await;
    town.move_to(TUESDAY).await;
    let page = town.get_as_visitor("/en/statistics").await;
    assert!(page.says("as 1 : 3, a share of 25%"), "{}", page.body);
    let row = r#"data-label="First priority">1</td><td class="count" data-label="Without privileges">3</td>"#;
    assert!(page.says(row) && page.says(r#"data-label="Share">25%<svg"#), "{}", page.body);
}

#[tokio::test]
async fn every_place_taken_is_counted_by_the_way_it_was_taken() {
    let town = lived().await;
    let third = town.apply("Ахметова", "220103600014", &[]).await.application;
    let reason = ActReason::CourtDecision;
    assert!(town.act(Command::AdmitOutsideOrder { application: third, group: GroupId(2), reason }).await);
    let page = town.get_as_visitor("/en/statistics").await;
    let line = |name: &str, count: u32, percent: &str| {
        page.says(&format!(
            "{name}</th><td class=\"count\" data-label=\"Places taken\">{count}</td><td class=\"count\">{percent}</td>"
        ))
    };
    assert!(line("Chosen by a family whose turn had come", 1, "50%"), "{}", page.body);
    assert!(line("By an official&#39;s decision, outside the order", 1, "50%"), "{}", page.body);
    assert!(line("Chosen by a family beforehand", 0, "0%"));
    let act = r#"Referral outside the order</th><td>A court&#39;s decision</td><td class="count" data-label="How often">1</td>"#;
    assert!(page.says(act), "{}", page.body);
}

#[tokio::test]
async fn waits_are_told_by_class_and_year_for_those_who_wait_and_those_who_were_enrolled() {
    let town = lived().await;
    town.move_to("2026-03-23T08:00:00Z").await;
    let page = town.get_as_visitor("/en/statistics").await;
    assert!(page.says("<b>21 d</b>") && page.says("1 child, longest 21 d"), "{}", page.body);
    // The other child was enrolled on the day after it applied.
    assert!(page.says("<b>1 d</b>"), "{}", page.body);
}

#[tokio::test]
async fn a_town_in_which_nothing_has_happened_has_its_statistics_too() {
    let town = Fixture::new().await;
    for lang in ["kk", "ru", "en"] {
        for page in ["statistics", "statistics/months"] {
            let page = town.get_as_visitor(&format!("/{lang}/{page}")).await;
            assert_eq!(page.status, StatusCode::OK);
            assert!(!page.says("NaN") && page.says("<svg"), "{}", page.body);
        }
    }
}
