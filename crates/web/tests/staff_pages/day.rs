//! A kindergarten's day: places reported, nothing today, places recalled.

use super::fixture::{Fixture, MONDAY_EVENING, TUESDAY};
use admission::Command;
use axum::http::StatusCode;
use store::CommandId;

const TWO: [(&str, &str); 3] = [("group", "1"), ("year", "2022"), ("places", "2")];

#[tokio::test]
async fn reported_places_wait_for_the_list_of_the_evening() {
    let town = Fixture::new().await;
    let head = town.log_in("balapan").await;
    assert!(town.get(&head, "/kk/kindergarten").await.says("Бүгін әлі хабар бермедіңіз"));

    let sent = town.post(&head, "/kk/kindergarten/report", &TWO).await;
    assert_eq!((sent.status, sent.location.as_str()), (StatusCode::SEE_OTHER, "/kk/kindergarten?done=places-reported"));
    assert_eq!(town.offer(1).reported, 2);

    let page = town.get(&head, &sent.location).await;
    for words in ["Орын хабарланды", "16:40", "Келесі тізімге 2 орын шығады: бүгін, сағат 18:00"]
    {
        assert!(page.says(words), "{words}: {}", page.body);
    }
    town.move_to(MONDAY_EVENING).await;
    assert!(town.get(&head, "/kk/kindergarten").await.says("2 орын жарияланды"));
}

#[tokio::test]
async fn a_button_pressed_twice_reports_once() {
    let town = Fixture::new().await;
    let head = town.log_in("balapan").await;
    let act = CommandId::random();
    for _ in 0..2 {
        let sent = town.post_act(&head, "/kk/kindergarten/report", &TWO, act).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(town.offer(1).reported, 2);
    // The same form with another number is an old form: nothing is done, and the page says so.
    let other = [("group", "1"), ("year", "2022"), ("places", "3")];
    let sent = town.post_act(&head, "/kk/kindergarten/report", &other, act).await;
    assert_eq!((sent.status, town.offer(1).reported), (StatusCode::BAD_REQUEST, 2));
}

#[tokio::test]
async fn a_group_offers_no_more_places_than_it_has_seats() {
    let town = Fixture::new().await;
    let head = town.log_in("balapan").await;
    let act = CommandId::random();
    let all = [("group", "1"), ("year", "2022"), ("more", "25")];
    for _ in 0..2 {
        let sent = town.post_act(&head, "/kk/kindergarten/report", &all, act).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "the same form sent again gets the same answer");
    }
    let sent = town.post(&head, "/kk/kindergarten/report", &TWO).await;
    assert!(sent.status == StatusCode::UNPROCESSABLE_ENTITY && sent.says("барлық орны қазірдің өзінде ұсынылған"));
    assert_eq!(town.offer(1).reported, 25);
}

#[tokio::test]
async fn nothing_today_is_not_said_over_reported_places() {
    let town = Fixture::new().await;
    let head = town.log_in("balapan").await;
    town.post(&head, "/kk/kindergarten/report", &TWO).await;
    let sent = town.post(&head, "/kk/kindergarten/nothing", &[]).await;
    assert_eq!(sent.location, "/kk/kindergarten?no=places-reported");
    let page = town.get(&head, &sent.location).await;
    assert!(page.says("алдымен сол орындарды қайтарып алыңыз") && page.says("бос орын хабарладыңыз"));
}

#[tokio::test]
async fn nothing_today_is_noted_and_the_office_sees_it() {
    let town = Fixture::new().await;
    let (head, clerk) = (town.log_in("balapan").await, town.log_in("clerk").await);
    assert!(town.get(&clerk, "/en/office?kind=silent").await.says("0 of 2 have said something"));
    let sent = town.post(&head, "/en/kindergarten/nothing", &[]).await;
    assert_eq!(sent.location, "/en/kindergarten?done=nothing-said");
    assert!(town.get(&head, "/en/kindergarten").await.says("16:40: you said that there are no vacant places today"));
    assert!(town.get(&clerk, "/en/office?kind=silent").await.says("1 of 2 have said something"));
}

#[tokio::test]
async fn a_number_that_cannot_be_is_asked_for_again_and_stays_in_its_field() {
    let town = Fixture::new().await;
    let head = town.log_in("balapan").await;
    for wrong in ["0", "26", "көп", "-1"] {
        let form = [("group", "1"), ("year", "2022"), ("more", wrong)];
        let sent = town.post(&head, "/ru/kindergarten/report", &form).await;
        assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(sent.says("целое число от 1 до 25") && sent.says(&format!(r#"value="{wrong}""#)), "{wrong}");
    }
    assert_eq!(town.offer(1).reported, 0);
}

#[tokio::test]
async fn a_group_of_another_kindergarten_is_as_unknown_as_one_that_is_not_there() {
    let town = Fixture::new().await;
    let head = town.log_in("balapan").await;
    let mut bodies = Vec::new();
    for group in ["2", "77", "x"] {
        let form = [("group", group), ("year", "2022"), ("places", "1"), ("reason", "repair")];
        for act in ["report", "recall"] {
            let sent = town.post(&head, &format!("/kk/kindergarten/{act}"), &form).await;
            assert_eq!(sent.status, StatusCode::NOT_FOUND, "{act} {group}");
            bodies.push(sent.body);
        }
    }
    assert!(bodies.windows(2).all(|pair| pair[0] == pair[1]));
    assert_eq!(town.offer(2).reported, 0);
}

#[tokio::test]
async fn places_are_recalled_with_a_reason() {
    let town = Fixture::new().await;
    let head = town.log_in("balapan").await;
    town.post(&head, "/kk/kindergarten/report", &TWO).await;
    let page = town.get(&head, "/kk/kindergarten/recall?group=1&year=2022").await;
    assert!(page.says("саны мен себебін жеті күн бойы бәрі") && page.says("Ешкім алмаған 2 орын бар"));

    let form = [("group", "1"), ("year", "2022"), ("places", "1")];
    let sent = town.post(&head, "/kk/kindergarten/recall", &form).await;
    assert!(sent.status == StatusCode::UNPROCESSABLE_ENTITY && sent.says("Себебін таңдаңыз"));

    let form = [&form[..], &[("reason", "child_stays")]].concat();
    let sent = town.post(&head, "/kk/kindergarten/recall", &form).await;
    assert_eq!(sent.location, "/kk/kindergarten?done=places-recalled");
    assert_eq!(town.offer(1).reported, 1);
    // A recall is a public event: everybody reads how many, and why.
    let page = town.get(&head, "/kk/bulletin").await;
    assert!(page.says("Қайтарып алынған орындар") && page.says("Кетуі тиіс бала қалды"), "{}", page.body);
}

#[tokio::test]
async fn a_place_that_a_family_has_taken_cannot_be_recalled() {
    let town = Fixture::new().await;
    town.referred().await;
    let head = town.log_in("balapan").await;
    let form = [("group", "1"), ("year", "2022"), ("places", "1"), ("reason", "no_staff")];
    let sent = town.post(&head, "/kk/kindergarten/recall", &form).await;
    assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(sent.says("Ешкім алмаған 0 орын қалды"), "{}", sent.body);
    assert_eq!(town.offer(1).referred, 1);
}

#[tokio::test]
async fn a_suspended_publication_is_told_and_the_places_are_kept() {
    let town = Fixture::new().await;
    let head = town.log_in("balapan").await;
    let day = |day| jiff::civil::date(2026, 3, day);
    let reason = admission::InterruptionReason::Outage;
    assert!(town.act(Command::SuspendPublication { first: day(2), last: day(3), reason }).await);
    town.post(&head, "/kk/kindergarten/report", &TWO).await;
    town.move_to(TUESDAY).await;
    // A session lasts a working day.
    let head = town.log_in("balapan").await;
    let page = town.get(&head, "/kk/kindergarten").await;
    assert!(page.says("Тізім шығару тоқтатылған") && page.says("2 орын келесі тізімге шығады"));
    assert_eq!(town.offer(1).reported, 2);
}

#[tokio::test]
async fn nothing_today_can_be_said_once_a_mistake_is_recalled() {
    let town = Fixture::new().await;
    let head = town.log_in("balapan").await;
    town.post(&head, "/kk/kindergarten/report", &TWO).await;
    let offers_it = async || town.get(&head, "/kk/kindergarten").await.says("action=\"/kk/kindergarten/nothing\"");
    assert!(!offers_it().await, "two places are reported");
    let recall = [("group", "1"), ("year", "2022"), ("places", "2"), ("reason", "reported_by_mistake")];
    assert_eq!(town.post(&head, "/kk/kindergarten/recall", &recall).await.status, StatusCode::SEE_OTHER);
    assert!(offers_it().await);
    town.post(&head, "/kk/kindergarten/nothing", &[]).await;
    assert!(!offers_it().await, "it was said");
}
