//! Two groups side by side.

use super::fixture::{Fixture, House, THURSDAY, WEDNESDAY_EVENING, rows};
use crate::town::office;
use axum::http::StatusCode;
use store::{Hours, Language, NewPhoto};

#[tokio::test]
async fn two_groups_stand_side_by_side_with_what_tells_them_apart() {
    let (town, [sun, moon]) = Fixture::with([
        House { name: "Күн", ..House::default() },
        House {
            name: "Ай", language: Language::Ru, hours: Hours::HalfDay, district: "Самал", ..House::default()
        },
    ])
    .await;
    town.reports(sun, 2).await;
    let mut family = town.family("Айша").await;
    town.move_to(WEDNESDAY_EVENING).await;
    town.move_to(THURSDAY).await;
    let page = family.get(&format!("/en/my/compare?a={sun}&b={moon}")).await;
    let rows = rows(&page);
    assert_eq!(rows[0], "Күн Ай");
    for (at, expected) in [
        (2, "Бөбек Бөбек"),
        (4, "in your list: 2 No vacant place now"),
        (6, "In Kazakh, full day In Russian, half day"),
        (8, "For children born in 2021 For 20 children For children born in 2021 For 20 children"),
    ] {
        assert_eq!(rows[at], expected, "{rows:?}");
    }
    assert!(rows[14].starts_with("Take this place : Күн, Бөбек More : Ай, Бөбек"), "{rows:?}");
    assert_eq!(page.text.matches("scope=\"col\"").count(), 2);
    assert_eq!(page.text.matches("scope=\"rowgroup\"").count(), 7);
}

#[tokio::test]
async fn a_family_chooses_the_two_among_the_groups_that_have_places() {
    let (town, [sun, moon]) =
        Fixture::with([House { name: "Күн", ..House::default() }, House { name: "Ай", ..House::default() }]).await;
    let mut family = town.family("Айша").await;
    assert!(family.get("/kk/my/compare").await.says("орны бар кемінде екі топ керек"));
    town.reports(sun, 1).await;
    town.reports(moon, 1).await;
    town.move_to(WEDNESDAY_EVENING).await;
    let page = family.get(&format!("/kk/my/compare?a={sun}")).await;
    // The other one is proposed, and nothing is compared yet.
    assert!(page.says(&format!("<option value=\"{sun}\" selected>Күн, Бөбек</option>")), "{}", page.text);
    assert!(page.says(&format!("<option value=\"{moon}\" selected>Ай, Бөбек</option>")), "{}", page.text);
    assert!(!page.says("<table"), "{}", page.text);
    let same = family.get(&format!("/kk/my/compare?a={sun}&b={sun}")).await;
    assert!(same.says("Бұл бір топ") && !same.says("<table"), "{}", same.text);
}

#[tokio::test]
async fn a_group_of_another_queue_is_as_unknown_as_none() {
    let (town, [sun, other]) = Fixture::with([House::default(), House { birth_year: 2022, ..House::default() }]).await;
    let mut family = town.family("Айша").await;
    for group in [other.to_string(), "999".to_owned()] {
        let page = family.get(&format!("/kk/my/compare?a={sun}&b={group}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{group}");
    }
    assert_eq!(family.get("/kk/my/compare?a=x&b=").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_family_that_chooses_sees_the_picture_of_a_kindergarten_and_no_gap_where_there_is_none() {
    let (town, [sun, moon]) =
        Fixture::with([House { name: "Күн", ..House::default() }, House { name: "Ай", ..House::default() }]).await;
    town.reports(sun, 2).await;
    let mut family = town.family("Айша").await;
    town.move_to(WEDNESDAY_EVENING).await;
    town.move_to(THURSDAY).await;
    let (compare, claim) = (format!("/ru/my/compare?a={sun}&b={moon}"), format!("/ru/my/places/{sun}"));
    for page in [family.get(&compare).await, family.get(&claim).await] {
        assert!(page.status == StatusCode::OK && !page.says("/photos/") && !page.says("Фотография"));
    }
    let kindergarten = town.town.town.registry().groups[&sun].kindergarten;
    let photo = NewPhoto { width: 480, height: 320, bytes: vec![1; 900] };
    town.town.town.show_photo(kindergarten, Some(photo), office()).await.unwrap();
    let shown = "width=\"480\" height=\"320\" loading=\"lazy\" alt=\"Күн\">";
    for page in [family.get(&compare).await, family.get(&claim).await] {
        assert_eq!(page.text.matches(shown).count(), 1, "{}", page.text);
    }
    assert!(!family.get("/ru/my/places").await.says("/photos/"), "a list brings no pictures");
}
