//! The lists of the past, and the feed that tells of new ones; the map beside the list of today.

use super::fixture::{Fixture, MONDAY_EVENING, TUESDAY};
use admission::{Command, GroupId, InterruptionReason};
use axum::http::StatusCode;
use jiff::civil::date;
use std::collections::BTreeSet;

const TUESDAY_EVENING: &str = "2026-03-03T13:00:00Z";

async fn report(town: &Fixture, group: u32, places: u64) {
    assert!(town.act(Command::ReportPlaces { group: GroupId(group), birth_year: 2022, places }).await);
}

/// A list with three places on Monday, one on Tuesday.
async fn two_lists() -> Fixture {
    let town = Fixture::new().await;
    report(&town, 1, 2).await;
    report(&town, 2, 1).await;
    town.move_to(MONDAY_EVENING).await;
    report(&town, 2, 1).await;
    town.move_to(TUESDAY_EVENING).await;
    town
}

#[tokio::test]
async fn every_list_stays_at_its_address_as_it_came_out() {
    let town = two_lists().await;
    let monday = town.get_as_visitor("/en/bulletins/2026-03-02").await;
    assert!(monday.says("<h1>List of 2 March 2026</h1>") && monday.says("It had 3 places."), "{}", monday.body);
    assert!(monday.says("Came out: 2 March 2026, 18:00.") && monday.says("Балапан") && monday.says("Айгөлек"));
    assert!(monday.says(r#"href="/en/bulletins/2026-03-03">List after"#) && !monday.says("List before"));
    // What becomes of its places later changes nothing.
    let family = town.apply("Серікова", "220101600013", &[]).await.application;
    town.move_to("2026-03-06T08:00:00Z").await;
    assert!(town.act(Command::ClaimPlace { application: family, group: GroupId(1) }).await);
    assert_eq!(town.get_as_visitor("/en/bulletins/2026-03-02").await.body, monday.body);

    let month = town.get_as_visitor("/en/bulletins").await;
    for line in
        [r#"href="/en/bulletins/2026-03-02">Monday, 2 March</a> <span>3 places"#, "Tuesday, 3 March</a> <span>1 place<"]
    {
        assert!(month.says(line), "{line}: {}", month.body);
    }
    assert!(month.says("Wednesday, 4 March</a> <span class=\"soft\">no places"));
    let content = |page: &str| page.split("<main").nth(1).unwrap().to_owned();
    assert_eq!(content(&town.get_as_visitor("/en/bulletins/2026-03").await.body), content(&month.body));
    for nowhere in ["2026-03-01", "2026-03-07", "2026-02", "2026-3-2", "20260302", "today", "2026-13"] {
        let page = town.get_as_visitor(&format!("/en/bulletins/{nowhere}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{nowhere}");
    }
}

#[tokio::test]
async fn an_evening_without_a_list_is_no_page_of_the_archive() {
    let town = Fixture::new().await;
    assert!(town.get_as_visitor("/kk/bulletins").await.says("Әзірге бірде-бір тізім шыққан жоқ."));
    let (first, last) = (date(2026, 3, 2), date(2026, 3, 2));
    let reason = InterruptionReason::Regrouping;
    assert!(town.act(Command::SuspendPublication { first, last, reason }).await);
    report(&town, 1, 1).await;
    town.move_to(TUESDAY_EVENING).await;
    assert_eq!(town.get_as_visitor("/kk/bulletins/2026-03-02").await.status, StatusCode::NOT_FOUND);
    assert!(town.get_as_visitor("/kk/bulletins/2026-03-03").await.says("Тізімде 1 орын болды."));
}

#[tokio::test]
async fn a_feed_reader_understands_the_feed_and_knows_its_entries_again() {
    let town = two_lists().await.reached_at("https://balabaqsha.example.kz");
    let mut known = BTreeSet::new();
    for (lang, title) in
        [("kk", "2026 жылғы 3 наурыз: 1 орын"), ("ru", "3 марта 2026 года: 1 место"), ("en", "3 March 2026: 1 place")]
    {
        let answer = town.get_as_visitor(&format!("/{lang}/bulletins.atom")).await;
        assert_eq!(answer.headers["content-type"], "application/atom+xml; charset=utf-8");
        let feed = roxmltree::Document::parse(&answer.body).unwrap();
        let root = feed.root_element();
        assert_eq!(
            (root.tag_name().name(), root.tag_name().namespace()),
            ("feed", Some("http://www.w3.org/2005/Atom"))
        );
        let text = |of: roxmltree::Node, name: &str| {
            let mut all = of.children().filter(|child| child.tag_name().name() == name);
            let text = all.next().unwrap_or_else(|| panic!("no {name}")).text().unwrap().to_owned();
            assert!(all.next().is_none(), "{name} stands twice");
            text
        };
        let entries: Vec<_> = root.children().filter(|child| child.tag_name().name() == "entry").collect();
        assert_eq!(entries.len(), 2);
        assert_eq!(text(entries[0], "title"), title);
        assert_eq!(text(root, "updated"), "2026-03-03T13:00:00Z");
        assert_eq!(text(entries[1], "updated"), "2026-03-02T13:00:00Z");
        for named in entries.iter().chain([&root]) {
            let id = text(*named, "id");
            assert!(id.starts_with(&format!("tag:balabaqsha.example.kz,2026:710000000/{lang}/bulletins")), "{id}");
            assert!(known.insert(id.clone()), "{id} names two things");
            text(*named, "title");
        }
        let links: Vec<_> = feed.descendants().filter(|node| node.tag_name().name() == "link").collect();
        assert_eq!(links.len(), 4);
        for link in links {
            let address = link.attribute("href").unwrap().strip_prefix("https://balabaqsha.example.kz").unwrap();
            assert_eq!(town.get_as_visitor(address).await.status, StatusCode::OK, "{address}");
        }
    }
}

#[tokio::test]
async fn without_an_address_of_its_own_the_feed_leads_from_where_it_was_found() {
    let town = two_lists().await;
    let feed = town.get_as_visitor("/kk/bulletins.atom").await.body;
    assert!(
        feed.contains(r#"href="/kk/bulletins/2026-03-02""#) && feed.contains("<id>tag:kezek.invalid,2026:"),
        "{feed}"
    );
    let empty = Fixture::new().await.get_as_visitor("/ru/bulletins.atom").await.body;
    let empty = roxmltree::Document::parse(&empty).unwrap();
    assert!(empty.descendants().any(|node| node.tag_name().name() == "updated"));
}

#[tokio::test]
async fn the_map_shows_where_places_are_once_the_office_has_said_where_kindergartens_stand() {
    let town = Fixture::new().await;
    report(&town, 1, 2).await;
    town.move_to(MONDAY_EVENING).await;
    assert!(!town.get_as_visitor("/kk/bulletin").await.says("<svg"));
    let clerk = town.log_in("clerk").await;
    for (id, point) in [(1, "51.13, 71.43"), (2, "51.10, 71.40")] {
        let address = format!("/kk/office/kindergartens/{id}");
        let form = [("name_kk", "Балапан"), ("name_ru", "Балапан"), ("address_kk", "Абай 1"), ("address_ru", "Абая 1")];
        let form = [&form[..], &[("phone", "+77172000000"), ("point", point)]].concat();
        assert!(town.post(&clerk, &address, &form).await.location.ends_with("kindergarten-changed"));
    }
    let page = town.get(&clerk, "/kk/bulletin").await;
    let mark = r#"<a href="/kk/kindergartens/1" tabindex="-1" class="published"><title>Балапан</title>"#;
    assert!(page.says(mark) && !page.says(r#"<a href="/kk/kindergartens/2" tabindex"#), "{}", page.body);
    assert!(page.says(r#"<svg viewBox="0 0 340 "#) && page.says(r#"aria-hidden="true">"#));
    town.move_to(TUESDAY).await;
    assert!(town.get(&clerk, "/kk/bulletin").await.says("class=\"early\"><title>Балапан"));
}
