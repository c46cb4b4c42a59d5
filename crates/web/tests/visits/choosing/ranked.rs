//! The ranked list that a family keeps, and what becomes of it when its access opens.

use super::fixture::{Family, Fixture, House, THURSDAY, WEDNESDAY_EVENING};
use crate::browser::{Browser, Page};
use admission::{Command, GroupId, Policy, TimesFrom};
use axum::http::StatusCode;

/// Three kindergartens of the family's queue, and one of another.
async fn town() -> (Fixture, [GroupId; 3], GroupId, Family) {
    let (town, [sun, moon, star, other]) = Fixture::with([
        House { name: "Күн", ..House::default() },
        House { name: "Ай", ..House::default() },
        House { name: "Жұлдыз", ..House::default() },
        House { name: "Кіші", birth_year: 2022, ..House::default() },
    ])
    .await;
    let family = town.family("Айша").await;
    (town, [sun, moon, star], other, family)
}

/// Presses one button of the page.
async fn presses(family: &mut Family, step: &str) -> Page {
    let act = family.get("/kk/my/choice").await.act();
    family.send("/kk/my/choice", &act, &[("do", step)]).await
}

#[tokio::test]
async fn a_family_ranks_groups_one_tap_at_a_time_and_the_order_is_kept() {
    let (town, [sun, moon, star], _, mut family) = town().await;
    let steps = [
        (format!("add-{sun}"), vec![sun]),
        (format!("add-{moon}"), vec![sun, moon]),
        (format!("add-{star}"), vec![sun, moon, star]),
        (format!("up-{star}"), vec![sun, star, moon]),
        (format!("down-{sun}"), vec![star, sun, moon]),
        (format!("remove-{sun}"), vec![star, moon]),
    ];
    for (step, expected) in steps {
        assert_eq!(presses(&mut family, &step).await.location, "/kk/my/choice?done=choice", "{step}");
        assert_eq!(town.ranked(&family), expected, "{step}");
    }
    let page = family.get("/kk/my/choice?done=choice").await;
    assert!(page.says("Тізбе сақталды."), "{}", page.text);
    let (_, ranked) = page.text.split_once("<ol class=\"ranked\">").unwrap();
    let (ranked, others) = ranked.split_once("</ol>").unwrap();
    assert!(ranked.find("Жұлдыз").unwrap() < ranked.find("Ай").unwrap() && !ranked.contains("Күн"), "{ranked}");
    assert!(others.contains(&format!("value=\"add-{sun}\"")) && !others.contains(&format!("value=\"add-{moon}\"")));
    // The best cannot go up, the last cannot go down.
    assert!(!ranked.contains(&format!("up-{star}")) && !ranked.contains(&format!("down-{moon}")), "{ranked}");
    assert_eq!(presses(&mut family, "clear").await.location, "/kk/my/choice?done=choice_empty");
    assert!(town.ranked(&family).is_empty());
    // What is not so is not called done.
    assert!(!family.get("/kk/my/choice?done=choice").await.says("Тізбе сақталды."));
}

#[tokio::test]
async fn a_group_twice_a_group_of_another_queue_and_none_at_all_are_refused() {
    let (town, [sun, ..], other, mut family) = town().await;
    presses(&mut family, &format!("add-{sun}")).await;
    for (step, refusal, words) in [
        (format!("add-{sun}"), "wrong_choice", "Бұл топ тізбеңізде бар"),
        (format!("add-{other}"), "wrong_queue", "басқа жылы туған"),
        ("add-999".to_owned(), "unknown_group", "Мұндай топ жоқ"),
    ] {
        let answer = presses(&mut family, &step).await;
        assert_eq!(answer.location, format!("/kk/my/choice?no={refusal}"), "{step}");
        assert!(family.get(&answer.location).await.says(words), "{step}");
        assert_eq!(town.ranked(&family), [sun], "{step}");
    }
    assert_eq!(presses(&mut family, "shuffle").await.status, StatusCode::BAD_REQUEST);
    assert!(!family.get("/kk/my/choice").await.says("Кіші"), "a group of another queue is not offered");
}

#[tokio::test]
async fn a_button_pressed_twice_is_one_step_and_another_button_of_the_same_page_is_another() {
    let (town, [sun, moon, star], _, mut family) = town().await;
    for group in [sun, moon, star] {
        presses(&mut family, &format!("add-{group}")).await;
    }
    let act = family.get("/kk/my/choice").await.act();
    let up = format!("up-{star}");
    for _ in 0..2 {
        family.send("/kk/my/choice", &act, &[("do", &up)]).await;
        assert_eq!(town.ranked(&family), [sun, star, moon]);
    }
    // From a page that was gone back to.
    family.send("/kk/my/choice", &act, &[("do", &format!("remove-{sun}"))]).await;
    assert_eq!(town.ranked(&family), [star, moon]);
}

#[tokio::test]
async fn a_family_ranks_for_itself_alone() {
    let (town, [sun, moon, _], _, mut family) = town().await;
    let mut other = town.family("Сара").await;
    presses(&mut family, &format!("add-{sun}")).await;
    let (act, id) = (other.get("/kk/my/choice").await.act(), family.id.to_string());
    let step = format!("add-{moon}");
    other.send("/kk/my/choice", &act, &[("do", &step), ("application", &id)]).await;
    assert_eq!((town.ranked(&family), town.ranked(&other)), (vec![sun], vec![moon]));
    let mut stranger = Browser::new(&town.site);
    for path in ["/kk/my/choice", "/kk/my/compare"] {
        assert_eq!(stranger.get(path).await.location, "/kk/find?no=session", "{path}");
    }
    let answer = stranger.post("/kk/my/choice", &[("act", &act), ("do", &step)]).await;
    assert_eq!(answer.location, "/kk/find?no=session");
}

#[tokio::test]
async fn the_list_takes_a_place_when_access_opens_and_the_family_reads_that_it_did() {
    let (town, [sun, moon, _], _, mut family) = town().await;
    presses(&mut family, &format!("add-{moon}")).await;
    presses(&mut family, &format!("add-{sun}")).await;
    assert!(family.get("/kk/my").await.says("Алдын ала таңдау: 2 топ"));
    town.reports(sun, 1).await;
    town.move_to(WEDNESDAY_EVENING).await;
    town.move_to(THURSDAY).await;
    assert_eq!(town.referred_to(&family), Some(sun));
    assert!(family.get("/kk/my").await.says("Бұл орын алдын ала таңдауыңыз бойынша алынды."));
    // What one takes oneself is not called so.
    let mut other = town.family("Сара").await;
    let act = family.get("/kk/my/decline").await.act();
    family.send("/kk/my/decline", &act, &[]).await;
    presses(&mut family, "clear").await;
    town.move_to("2026-04-09T13:00:00Z").await;
    town.move_to("2026-04-10T02:00:00Z").await;
    let act = family.get(&format!("/kk/my/places/{sun}")).await.act();
    family.send("/kk/my/claim", &act, &[("group", &sun.to_string())]).await;
    assert_eq!(town.referred_to(&family), Some(sun));
    assert!(!family.get("/kk/my").await.says("алдын ала таңдауыңыз бойынша"));
    assert!(other.get("/kk/my").await.says("қалаған топтарыңызды ретімен"), "a family without a list is told of it");
}

#[tokio::test]
async fn the_page_says_what_the_list_does_and_when_it_does_nothing() {
    let (town, [sun, ..], _, mut family) = town().await;
    let page = family.get("/ru/my/choice").await;
    for sentence in [
        "открывается список и вы получаете доступ",
        "в первой группе вашего перечня",
        "направление на 5 рабочих дней",
        "остановится на 10 календарных дней",
        "можно в любое время изменить или очистить",
        "Места, открытые для всех, по перечню не занимаются",
    ] {
        assert!(page.says(sentence), "{sentence}: {}", page.text);
    }
    let act = family.get("/kk/my/pause").await.act();
    family.send("/kk/my/pause", &act, &[]).await;
    assert!(family.get("/ru/my/choice").await.says("Пока оно не вернётся в очередь, перечень не сработает"));
    let act = family.get("/kk/my/resume").await.act();
    family.send("/kk/my/resume", &act, &[]).await;
    town.reports(sun, 1).await;
    town.move_to(WEDNESDAY_EVENING).await;
    town.move_to(THURSDAY).await;
    assert!(family.get("/ru/my/choice").await.says("Перечень сработает при следующем доступе"));
    let act = family.get("/kk/my/withdraw").await.act();
    family.send("/kk/my/withdraw", &act, &[]).await;
    let page = family.get("/ru/my/choice").await;
    assert!(page.says("Заявление закрыто") && page.hidden().is_empty(), "{}", page.text);
    let act = store::CommandId::random().to_string();
    let answer = family.send("/kk/my/choice", &act, &[("do", &format!("add-{sun}"))]).await;
    assert_eq!(answer.location, "/kk/my/choice?no=closed");
}

#[tokio::test]
async fn a_town_that_does_without_lists_offers_none() {
    let (town, _, _, mut family) = town().await;
    assert!(family.get("/kk/my").await.says("/kk/my/choice"));
    let policy = Box::new(Policy { standing_choice_early: false, ..Policy::default() });
    town.act(Command::ChangePolicy { policy, times_from: TimesFrom::NextDay }).await;
    let page = family.get("/kk/my/choice").await;
    assert!(page.says("алдын ала таңдау қолданылмайды") && page.hidden().is_empty(), "{}", page.text);
    for path in ["/kk/my", "/kk/my/places"] {
        assert!(!family.get(path).await.says("/kk/my/choice"), "{path}");
    }
}

#[tokio::test]
async fn groups_to_add_are_narrowed_down_and_the_filter_stays_after_a_tap() {
    let (town, [sun, ..], _, mut family) = town().await;
    let moon = town.opens(House { name: "Орысша", language: store::Language::Ru, ..House::default() }).await;
    let page = family.get("/kk/my/choice?language=ru").await;
    assert!(page.says(&format!("add-{moon}")) && !page.says(&format!("add-{sun}")), "{}", page.text);
    let filter: Vec<_> = page.hidden().into_iter().filter(|(name, _)| *name == "language").collect();
    assert_eq!(filter, [("language", "ru")]);
    let step = format!("add-{moon}");
    let answer = family.send("/kk/my/choice", &page.act(), &[("language", "ru"), ("do", &step)]).await;
    assert_eq!(answer.location, "/kk/my/choice?language=ru&done=choice");
}
