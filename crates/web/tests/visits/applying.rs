//! Applying as a family does it without scripts: step by step, back and forth, with mistakes, and sent twice.

use crate::application::{Journey, STEPS, apply};
use crate::browser::{Browser, Page};
use crate::town::{TestTown, found};
use axum::Router;
use axum::http::StatusCode;
use web::Site;

async fn site() -> (TestTown, Router) {
    let town = found().await;
    let site = web::router(Site::new(town.store.clone()).over_plain_loopback());
    (town, site)
}

async fn journey(site: &Router) -> Journey {
    Journey::begin(Browser::new(site), "kk").await
}

#[tokio::test]
async fn one_thing_is_asked_at_a_time_and_nothing_counts_before_the_last_button() {
    let (town, site) = site().await;
    let mut family = journey(&site).await;
    for (number, (step, filled)) in STEPS.iter().enumerate() {
        assert_eq!((family.step().as_str(), family.page.status), (*step, StatusCode::OK));
        assert!(family.page.says(&format!("8 қадамның {}-қадамы", number + 1)), "{}", family.page.text);
        assert_eq!(family.page.text.matches("<h1>").count(), 1, "{step}");
        family.go_on(filled).await;
        assert!(!family.browser.cookies.contains_key("kezek"), "nobody is known before the application is sent");
    }
    assert_eq!(family.step(), "check");
    let shown = ["Әлиева", "Аружан", "2021 жылғы 10 наурыз", "210310600107", "Жай кезек", "Көпбалалы отбасының баласы"];
    for answer in shown.into_iter().chain(["Әлиева Сәуле", "+7 701 234 56 78", "Орыс тілінде"]) {
        assert!(family.page.says(&format!("<dd>{answer}</dd>")), "the check does not show {answer}");
    }
    assert_eq!(town.town.state().application_count(), 0);

    family.go_on(&[]).await;
    assert_eq!(family.page.location, "/kk/my/receipt?done=applied");
    assert_eq!(town.town.state().application_count(), 1);
    let mine = family.browser.get("/kk/my").await;
    assert!(mine.says("Көпбалалы отбасының баласы"), "{}", mine.text);
    assert!(family.browser.get("/kk/my/contacts").await.says("+7 701 234 56 78"));
}

#[tokio::test]
async fn no_answer_stands_in_an_address() {
    let (_town, site) = site().await;
    let mut family = journey(&site).await;
    for (_, filled) in STEPS {
        family.go_on(filled).await;
        assert!(family.page.location.is_empty());
        assert!(family.page.says("<form id=\"apply\" method=\"post\" action=\"/kk/apply\""));
        let addresses = family.page.text.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
        for address in addresses {
            assert!(!address.contains('?') && !address.contains("apply?"), "{address}");
        }
    }
}

#[tokio::test]
async fn a_family_goes_back_and_forth_and_finds_its_answers_again() {
    let (_town, site) = site().await;
    let mut family = journey(&site).await;
    family.up_to("guardian").await;
    // What was typed is kept although it is half a number, and no complaint stops the way back.
    family.press(&[("phone", "8 701")], Some("back")).await;
    assert_eq!((family.step().as_str(), family.page.status), ("grounds", StatusCode::OK));
    assert!(
        family.page.says("value=\"large_family\" id=\"ground\" checked")
            || family.page.says("value=\"large_family\" checked")
    );
    for step in ["kind", "birth", "child"] {
        family.press(&[], Some("back")).await;
        assert_eq!(family.step(), step);
    }
    assert_eq!(family.page.answer("surname"), "Әлиева");
    family.go_on(&[]).await;
    assert_eq!(
        (family.page.answer("born_month").as_str(), family.page.answer("iin").as_str()),
        ("03", "2103 1060 0107")
    );
    family.go_on(&[]).await;
    family.go_on(&[]).await;
    family.go_on(&[]).await;
    assert_eq!((family.step().as_str(), family.page.answer("phone").as_str()), ("guardian", "8 701"));
    family.up_to("check").await;
}

#[tokio::test]
async fn a_change_leads_back_to_the_check() {
    let (_town, site) = site().await;
    let mut family = journey(&site).await;
    family.up_to("check").await;
    for (step, _) in STEPS {
        assert!(family.page.says(&format!("name=\"go\" value=\"{step}\"")), "{step} cannot be changed");
        family.press(&[], Some(step)).await;
        assert_eq!((family.step().as_str(), family.page.status), (step, StatusCode::OK));
        family.go_on(&[]).await;
        assert_eq!(family.step(), "check");
    }
    family.press(&[], Some("guardian")).await;
    family.go_on(&[("phone", "нет")]).await;
    assert_eq!((family.step().as_str(), family.page.status), ("guardian", StatusCode::UNPROCESSABLE_ENTITY));
    family.go_on(&[("phone", "77770001122")]).await;
    assert_eq!(family.step(), "check");
    assert!(family.page.says("<dd>+7 777 000 11 22</dd>"));
    family.press(&[], Some("grounds")).await;
    let form = family.page.fields();
    let without: Vec<(&str, &str)> =
        form.iter().filter(|(name, _)| name != "ground").map(|(name, value)| (name.as_str(), value.as_str())).collect();
    family.page = family.browser.post("/kk/apply", &without).await;
    assert!(family.page.says("<dt>Жеңілдік</dt><dd>Жоқ</dd>"), "a tick that was taken away is gone");
}

#[tokio::test]
async fn a_mistake_is_told_at_its_step_and_not_before() {
    let (_town, site) = site().await;
    let mut family = journey(&site).await;
    family.go_on(&[("surname", "Әлиева"), ("name", "")]).await;
    assert_eq!((family.step().as_str(), family.page.status), ("child", StatusCode::UNPROCESSABLE_ENTITY));
    assert_eq!(family.page.text.matches("<a href=\"#").count(), 1, "one mistake of this step");
    assert!(family.page.says("<a href=\"#name\">Баланың атын жазыңыз</a>"));
    assert!(family.page.says("tabindex=\"-1\" id=\"errors\" autofocus"), "the summary takes the focus");
    assert!(family.page.says("<title>Қате бар · "));
    assert_eq!(family.page.answer("surname"), "Әлиева");
    family.go_on(&[("name", "Аружан")]).await;
    assert_eq!(family.step(), "birth");
    assert!(!family.page.says("error-summary"), "nothing is wrong with what was not asked yet");

    family.go_on(&[("born_day", "11"), ("born_month", "3"), ("born_year", "2021"), ("iin", "210310600107")]).await;
    assert!(family.page.says("<a href=\"#born_day\">ЖСН бойынша туған күні: 2021 жылғы 10 наурыз"));
    family.go_on(&[("born_day", "10")]).await;
    family.up_to("consent").await;
    family.go_on(&[]).await;
    assert!(family.page.says("<a href=\"#consent\">Келісімсіз"));
}

#[tokio::test]
async fn whoever_comes_to_the_check_by_another_way_is_led_to_the_first_answer_that_lacks() {
    let (town, site) = site().await;
    let mut browser = Browser::new(&site);
    let act = browser.get("/kk/apply").await.act();
    let form = [("act", act.as_str()), ("step", "check"), ("surname", "Әлиева"), ("name", "Аружан")];
    let page = browser.post("/kk/apply", &form).await;
    assert_eq!((page.status, page.answer("step").as_str()), (StatusCode::UNPROCESSABLE_ENTITY, "birth"));
    assert_eq!(page.answer("then"), "check");
    assert_eq!(town.town.state().application_count(), 0);
}

#[tokio::test]
async fn another_language_keeps_the_step_and_all_that_was_typed() {
    let (_town, site) = site().await;
    let mut family = journey(&site).await;
    family.up_to("guardian").await;
    family.press(&[("guardian", "Әлиева С")], Some("here")).await;
    family.speak("ru").await;
    assert_eq!((family.step().as_str(), family.page.status), ("guardian", StatusCode::OK));
    assert!(family.page.says("Шаг 5 из 8") && family.page.says("value=\"Әлиева С\""), "{}", family.page.text);
    family.up_to("check").await;
    assert!(family.page.says("Проверьте ответы") && family.page.says("Аружан"));
}

#[tokio::test]
async fn the_last_button_pressed_twice_is_one_application_and_one_receipt() {
    let (town, site) = site().await;
    let mut family = journey(&site).await;
    family.up_to("check").await;
    let form = family.page.fields();
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let once = family.browser.post("/kk/apply", &form).await;
    let receipt = family.browser.get(&once.location).await.text;
    let twice = family.browser.post("/kk/apply", &form).await;
    assert_eq!(once.location, twice.location);
    assert_eq!(receipt, family.browser.get(&twice.location).await.text);
    assert_eq!(town.town.state().application_count(), 1);
}

#[tokio::test]
async fn a_telephone_mended_after_the_application_was_sent_is_not_taken_for_mended() {
    let (town, site) = site().await;
    let mut family = journey(&site).await;
    family.up_to("check").await;
    let form = family.page.fields();
    family.go_on(&[]).await;
    for (field, value) in [("phone", "8 777 000 11 22"), ("guardian", "Әлиева Сара"), ("email", "ana@example.kz")]
    {
        let mut mended: Vec<(&str, &str)> =
            form.iter().map(|(name, answer)| (name.as_str(), answer.as_str())).collect();
        mended.retain(|(name, _)| *name != field);
        mended.push((field, value));
        let page = family.browser.post("/kk/apply", &mended).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert!(page.says("<a href=\"#send\">Осы беттен бір өтініш жіберіліп қойған"), "{field}");
        assert_eq!(page.answer("step"), "check");
    }
    assert_eq!(town.town.state().application_count(), 1);
}

#[tokio::test]
async fn a_second_application_is_refused_at_the_check_and_tells_nothing_of_the_first() {
    let (_town, site) = site().await;
    apply(&mut Browser::new(&site), &[("guardian", "Бірінші Ана"), ("phone", "8 702 111 22 33")]).await;
    let mut stranger = journey(&site).await;
    stranger.up_to("check").await;
    let act = stranger.page.answer("act");
    stranger.go_on(&[]).await;
    assert_eq!((stranger.step().as_str(), stranger.page.status), ("check", StatusCode::UNPROCESSABLE_ENTITY));
    assert!(stranger.page.says("<a href=\"#change-birth\">Бұл балаға жаңа өтініш қабылдай алмаймыз"));
    assert!(!stranger.page.says("Бірінші") && !stranger.page.says("111 22 33"));
    assert!(!stranger.browser.cookies.contains_key("kezek"));
    assert_ne!(stranger.page.answer("act"), act, "a refused act would only be refused again");
}

#[tokio::test]
async fn what_was_typed_is_shown_as_it_was_typed() {
    let (_town, site) = site().await;
    let mut family = journey(&site).await;
    family.go_on(&[("surname", "О\"Нил<b>"), ("name", "d'Arc & co")]).await;
    assert_eq!(
        (family.page.answer("surname").as_str(), family.page.answer("name").as_str()),
        ("О\"Нил<b>", "d'Arc & co")
    );
    assert!(!family.page.says("Нил<b>"));
}

/// Applies for a child born on that day of January 2021 who has no IIN yet.
async fn apply_without_iin(site: &Router, day: u32, phone: &str) -> Page {
    let day = day.to_string();
    let child = [("iin", ""), ("no_iin", "yes"), ("born_day", &*day), ("born_month", "1"), ("phone", phone)];
    apply(&mut Browser::new(site), &child).await
}

#[tokio::test]
async fn nobody_makes_a_strangers_phone_ring_by_applying_in_its_name() {
    let (town, site) = site().await;
    for day in 1..=12 {
        let page = apply_without_iin(&site, day, "8 705 000 00 01").await;
        assert_eq!(page.location, "/kk/my/receipt?done=applied", "{day}: {}", page.text);
    }
    let thirteenth = apply_without_iin(&site, 13, "+7 (705) 000-00-01").await;
    assert_eq!((thirteenth.status, thirteenth.answer("step").as_str()), (StatusCode::UNPROCESSABLE_ENTITY, "check"));
    assert!(thirteenth.says("тым көп өтініш берілді"), "{}", thirteenth.text);
    assert_eq!(thirteenth.answer("guardian"), "Әлиева Сәуле", "what was typed is kept");
    assert_eq!(town.town.state().application_count(), 12);
    let neighbour = apply_without_iin(&site, 14, "8 705 000 00 02").await;
    assert_eq!(neighbour.location, "/kk/my/receipt?done=applied", "another phone is another family");
}
