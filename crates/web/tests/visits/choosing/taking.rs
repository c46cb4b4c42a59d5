//! Taking a place: what the confirmation says, and what is left for whoever comes a moment too late.

use super::fixture::{Family, Fixture, House, THURSDAY, WEDNESDAY_EVENING, words};
use admission::GroupId;
use axum::http::StatusCode;

/// Two families with access to a list of two groups with a place each.
async fn two_families() -> (Fixture, [GroupId; 2], Family, Family) {
    let (town, groups) =
        Fixture::with([House { name: "Күн", ..House::default() }, House { name: "Ай", ..House::default() }]).await;
    for group in groups {
        town.reports(group, 1).await;
    }
    let (first, second) = (town.family("Айша").await, town.family("Сара").await);
    town.move_to(WEDNESDAY_EVENING).await;
    town.move_to(THURSDAY).await;
    (town, groups, first, second)
}

#[tokio::test]
async fn the_confirmation_says_what_taking_the_place_means() {
    let (_town, [sun, _], mut family, _) = two_families().await;
    let said = [
        (
            "kk",
            [
                "Күн",
                "Бөбек",
                "Соңғы күні: 16 сәуір, бейсенбі",
                "кезекте тұрмайды, бірақ күні сақталады",
                "Тек осы орыннан айырыласыз",
                "күнтізбелік 10 күнге",
                "баланың туу туралы куәлігі",
            ],
        ),
        (
            "ru",
            [
                "Күн",
                "Бөбек",
                "Последний день: 16 апреля, четверг",
                "не стоит в очереди, но дата сохраняется",
                "Вы потеряете только это место",
                "10 календарных дней",
                "свидетельство о рождении ребёнка",
            ],
        ),
        (
            "en",
            [
                "Күн",
                "Бөбек",
                "Last day it is valid: Thursday, 16 April",
                "does not stand in the queue, but its date stays",
                "You lose nothing but this place",
                "10 calendar days",
                "birth certificate",
            ],
        ),
    ];
    for (lang, sentences) in said {
        let page = family.get(&format!("/{lang}/my/places/{sun}")).await;
        let text = words(&page.text);
        for sentence in sentences {
            // The English sentence is put in another order.
            let sentence = sentence.replace("Last day it is valid", "Its last day");
            assert!(text.contains(&sentence), "{lang}: {sentence}: {text}");
        }
        assert!(page.says("tel:+77010000002") && page.says("https://2gis.kz/"), "{lang}");
    }
}

#[tokio::test]
async fn whoever_is_a_moment_too_late_sees_what_is_free_and_takes_it_with_one_tap() {
    let (town, [sun, moon], mut first, mut second) = two_families().await;
    let (sun_text, moon_text) = (sun.to_string(), moon.to_string());
    // Both have read the same confirmation.
    let act = first.get(&format!("/kk/my/places/{sun}")).await.act();
    let late = second.get(&format!("/kk/my/places/{sun}")).await.act();
    assert_eq!(first.send("/kk/my/claim", &act, &[("group", &sun_text)]).await.location, "/kk/my?done=claimed");
    let answer = second.send("/kk/my/claim", &late, &[("group", &sun_text)]).await;
    assert_eq!(answer.location, "/kk/my/places?no=no_place");

    let page = second.get(&answer.location).await;
    assert!(page.says("Бұл топта бос орын жоқ") && page.says("Төмендегі орындар қазір бос"), "{}", page.text);
    assert!(page.says("Жолдаманың соңғы күні: 16 сәуір, бейсенбі"), "{}", page.text);
    assert!(page.says("<h3>Ай</h3>") && !page.says("<h3>Күн</h3>"), "{}", page.text);
    let hidden = page.hidden();
    assert_eq!(
        hidden.iter().filter(|(name, _)| *name == "group").collect::<Vec<_>>(),
        [&("group", moon_text.as_str())]
    );
    let taken = second.send("/kk/my/claim", &page.act(), &[("group", &moon_text)]).await;
    assert_eq!(taken.location, "/kk/my?done=claimed");
    assert_eq!((town.referred_to(&first), town.referred_to(&second)), (Some(sun), Some(moon)));
}

#[tokio::test]
async fn each_button_of_one_tap_is_an_act_of_its_own() {
    let (_town, _, mut first, _) = two_families().await;
    let page = first.get("/kk/my/places?no=no_place").await;
    let acts: std::collections::BTreeSet<_> =
        page.hidden().into_iter().filter(|(name, _)| *name == "act").map(|(_, act)| act.to_owned()).collect();
    assert_eq!(acts.len(), 2, "{}", page.text);
    // Without a lost race the way leads over the confirmation.
    assert!(first.get("/kk/my/places").await.hidden().is_empty());
}

#[tokio::test]
async fn where_nothing_is_left_the_page_says_so_and_when_the_next_list_opens() {
    let (_town, [sun, moon], mut first, mut second) = two_families().await;
    for (family, group) in [(&mut first, sun), (&mut second, moon)] {
        let act = family.get(&format!("/kk/my/places/{group}")).await.act();
        family.send("/kk/my/claim", &act, &[("group", &group.to_string())]).await;
    }
    let act = first.get("/kk/my/decline").await.act();
    first.send("/kk/my/decline", &act, &[]).await;
    let page = first.get("/kk/my/places?no=no_place").await;
    assert!(page.says("Сіз ала алатын бос орын қазір қалмады. Келесі ашылу: ертең, сағат 07:00."), "{}", page.text);
    // Whoever holds a referral has lost nothing, whatever the address says.
    assert!(!second.get("/kk/my/places?no=no_place").await.says("бос орын қазір қалмады"));
}

#[tokio::test]
async fn a_group_of_another_birth_year_is_not_for_this_family_and_says_why() {
    let (town, [other]) = Fixture::with([House { birth_year: 2022, ..House::default() }]).await;
    let mut family = town.family("Айша").await;
    let page = family.get(&format!("/kk/my/places/{other}")).await;
    assert!(page.says("басқа жылы туған балаларға") && page.hidden().is_empty(), "{}", page.text);
    for unknown in ["999", "x", "-1"] {
        assert_eq!(family.get(&format!("/kk/my/places/{unknown}")).await.status, StatusCode::NOT_FOUND, "{unknown}");
    }
}
