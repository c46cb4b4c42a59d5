//! A family's visits, from the form to the referral, and what happens to forms that are wrong, old or sent twice.

use crate::application::{answers, apply};
use crate::browser::Browser;
use crate::town::{BIRTH_YEAR, TestTown, found, office};
use admission::{ApplicationId, Command, Ground, GroundReason, Kind, QueueId, RefuseReason};
use axum::Router;
use axum::http::StatusCode;
use store::{Act, CommandId, ReviewDecision, Verdict};
use web::Site;

async fn site() -> (TestTown, Router) {
    let town = found().await;
    let site = web::router(Site::new(town.store.clone()).over_plain_loopback());
    (town, site)
}

#[tokio::test]
async fn a_family_applies_and_comes_back_with_number_and_code() {
    let (_town, site) = site().await;
    let mut browser = Browser::new(&site);
    let sent = apply(&mut browser, &[]).await;
    assert_eq!((sent.status, sent.location.as_str()), (StatusCode::SEE_OTHER, "/kk/my/receipt?done=applied"));
    let receipt = browser.get("/kk/my/receipt").await;
    let codes: Vec<&str> =
        receipt.text.split("<dd class=\"code\">").skip(1).filter_map(|rest| rest.split('<').next()).collect();

    let mut later = Browser::new(&site);
    let wrong = later.post("/ru/find", &[("number", codes[0]), ("code", "0000 0000")]).await;
    let unknown = later.post("/ru/find", &[("number", "1234567890"), ("code", codes[1])]).await;
    assert_eq!((wrong.status, unknown.status), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY));
    assert!(wrong.says("Номер и код не подходят") && unknown.says("Номер и код не подходят"));
    let right = later.post("/ru/find", &[("number", codes[0]), ("code", codes[1])]).await;
    assert_eq!(right.location, "/ru/my");
    assert!(later.get("/ru/my").await.says("Аружан"));
}

#[tokio::test]
async fn a_wrong_answer_is_named_at_its_field_and_all_the_others_stay() {
    let (_town, site) = site().await;
    let cases = [
        ("iin", "21031060010", "дәл 12 цифр"),
        ("iin", "211310600107", "туған күнге сәйкес келмейді"),
        ("iin", "210310600108", "қате сан бар"),
        ("iin", "", "дегенді белгілеңіз"),
        ("born_day", "11", "ЖСН бойынша туған күні: 2021 жылғы 10 наурыз"),
        ("born_year", "2031", "болашақта"),
        ("born_month", "", "айын және жылын жазыңыз"),
        ("born_day", "32", "Күнтізбеде мұндай күн жоқ"),
        ("born_month", "наурыз", "Күнтізбеде мұндай күн жоқ"),
        ("born_year", "21", "төрт цифрмен"),
        ("born_year", "1821", "төрт цифрмен"),
        ("name", "", "Баланың атын жазыңыз"),
        ("surname", "Әлиева7", "тек әріп"),
        ("guardian", "", "Аты-жөніңізді жазыңыз"),
        ("phone", "12", "Қазақстан нөміріне ұқсамайды"),
        ("email", "ana@", "Пошта мекенжайын"),
        ("ground", "cousin_of_mayor", "Жеңілдіктер тізімі жаңарды"),
        ("consent", "", "Келісімсіз"),
    ];
    for (field, value, words) in cases {
        let mut browser = Browser::new(&site);
        let page = apply(&mut browser, &[(field, value)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}={value}");
        assert!(page.says(words), "{field}={value} should say {words}");
        assert!(page.says("Әлиева") && page.says("error-summary"), "{field}={value} loses answers");
    }
}

#[tokio::test]
async fn a_child_too_old_is_told_when_its_queue_closed() {
    let (_town, site) = site().await;
    let mut browser = Browser::new(&site);
    let changed = [("iin", ""), ("no_iin", "yes"), ("born_year", "2019")];
    let page = apply(&mut browser, &changed).await;
    assert!(page.says("2025 жылғы 1 қыркүйек"), "{}", page.text);
}

#[tokio::test]
async fn a_second_application_learns_nothing_of_the_first() {
    let (_town, site) = site().await;
    let mut first = Browser::new(&site);
    apply(&mut first, &[]).await;
    let mut stranger = Browser::new(&site);
    let page = apply(&mut stranger, &[("surname", "Бөтен")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.says("жаңа өтініш қабылдай алмаймыз") && !page.says("Әлиева Сәуле Қ"));
}

#[tokio::test]
async fn a_form_sent_twice_is_one_application_and_one_receipt() {
    let (town, site) = site().await;
    let mut browser = Browser::new(&site);
    let act = browser.get("/kk/apply").await.act();
    let once = browser.post("/kk/apply", &answers(&act, &[])).await;
    let receipt = browser.get("/kk/my/receipt").await.text;
    let twice = browser.post("/kk/apply", &answers(&act, &[])).await;
    assert_eq!(once.location, twice.location);
    assert_eq!(receipt, browser.get("/kk/my/receipt").await.text);
    assert_eq!(town.town.state().application_count(), 1);
}

#[tokio::test]
async fn a_form_from_one_step_back_for_another_child_is_not_taken_for_the_first() {
    let (_town, site) = site().await;
    let mut browser = Browser::new(&site);
    let act = browser.get("/kk/apply").await.act();
    browser.post("/kk/apply", &answers(&act, &[])).await;
    let other = [("iin", ""), ("no_iin", "yes"), ("name", "Айдос"), ("born_year", "2022")];
    let page = browser.post("/kk/apply", &answers(&act, &other)).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let again = page.act();
    assert_ne!(again, act);
    assert_eq!(browser.post("/kk/apply", &answers(&again, &other)).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn places_can_be_seen_in_the_evening_and_taken_in_the_morning() {
    let (town, site) = site().await;
    let mut browser = Browser::new(&site);
    apply(&mut browser, &[]).await;
    let report = Command::ReportPlaces { group: town.group, birth_year: BIRTH_YEAR, places: 1 };
    town.town.act(Act { command: report, by: office(), command_id: CommandId::random() }).await.unwrap();

    let take = format!("{}", town.group);
    move_to(&town, "2026-04-08T17:00:00Z").await;
    assert!(browser.get("/kk/bulletin").await.says("Жаңа тізім"));
    assert!(browser.get(&format!("/kk/my/places/{take}")).await.says("әлі ашылған жоқ"));
    let act = CommandId::random().to_string();
    let early = browser.post("/kk/my/claim", &[("act", &act), ("group", &take)]).await;
    assert_eq!(early.location, "/kk/my/places?no=not_open_yet");

    move_to(&town, "2026-04-09T02:00:00Z").await;
    assert!(browser.get("/kk/my").await.says("Сіздің кезегіңіз келді"));
    let act = browser.get(&format!("/kk/my/places/{take}")).await.act();
    let taken = browser.post("/kk/my/claim", &[("act", &act), ("group", &take)]).await;
    assert_eq!(taken.location, "/kk/my?done=claimed");
    assert_eq!(browser.post("/kk/my/claim", &[("act", &act), ("group", &take)]).await.location, taken.location);
    assert!(browser.get(&taken.location).await.says("Балабақшаға жолдама"));

    let act = browser.get("/kk/my/decline").await.act();
    assert_eq!(browser.post("/kk/my/decline", &[("act", &act)]).await.location, "/kk/my?done=decline");
    assert_eq!(browser.post("/kk/my/leave", &[]).await.location, "/kk/find?done=left");
    assert_eq!(browser.get("/kk/my").await.location, "/kk/find?no=session");
}

/// Moves the clock, and lets the steps run that are due.
async fn move_to(town: &TestTown, at: &str) {
    town.store.clock().move_to(at.parse().unwrap());
    town.store.catch_up().await.unwrap();
}

async fn act(town: &TestTown, command: Command) {
    let act = Act { command, by: office(), command_id: CommandId::random() };
    town.town.act(act).await.unwrap().outcome.unwrap();
}

fn only_application(town: &TestTown) -> ApplicationId {
    let state = town.town.state();
    state.order(QueueId { birth_year: BIRTH_YEAR, kind: Kind::General }, 0).next().unwrap().id()
}

#[tokio::test]
async fn a_family_learns_why_the_kindergarten_refused_until_it_takes_another_place() {
    let (town, site) = site().await;
    let mut browser = Browser::new(&site);
    apply(&mut browser, &[]).await;
    let application = only_application(&town);
    act(&town, Command::ReportPlaces { group: town.group, birth_year: BIRTH_YEAR, places: 1 }).await;
    move_to(&town, "2026-04-08T17:00:00Z").await;
    move_to(&town, "2026-04-09T02:00:00Z").await;
    let take = town.group.to_string();
    let form = browser.get(&format!("/kk/my/places/{take}")).await.act();
    browser.post("/kk/my/claim", &[("act", &form), ("group", &take)]).await;
    act(&town, Command::RefuseReferral { application, reason: RefuseReason::DocumentsIncomplete }).await;
    let page = browser.get("/kk/my").await;
    assert!(page.says("Балабақша жолдаманы қабылдамады") && page.says("Себебі: Құжаттар толық емес"), "{}", page.text);
    assert!(page.says("href=\"/kk/my/moves\""), "{}", page.text);
    let moves = browser.get("/kk/my/moves").await;
    assert!(moves.says("Балабақша жолдаманы қабылдамады. Себебі: Құжаттар толық емес"), "{}", moves.text);
}

#[tokio::test]
async fn a_ground_that_is_not_accepted_says_why() {
    let (town, site) = site().await;
    let mut browser = Browser::new(&site);
    apply(&mut browser, &[("ground", "large_family")]).await;
    let application = only_application(&town);
    let reason = GroundReason::DocumentExpired;
    let decision = ReviewDecision {
        application,
        ground: Ground::Claimed(0),
        verdict: Verdict::Reject,
        reason,
        document_on: None,
        expires_on: None,
    };
    town.town.decide_review(decision, office(), CommandId::random()).await.unwrap().unwrap();
    let page = browser.get("/ru/my").await;
    assert!(page.says("Не принято") && page.says("Причина: Документ просрочен"), "{}", page.text);
}

#[tokio::test]
async fn nothing_is_called_done_that_is_not_so() {
    let (_town, site) = site().await;
    let mut browser = Browser::new(&site);
    apply(&mut browser, &[]).await;
    for (address, words) in [
        ("/kk/my?done=claimed", "Орын сіздікі"),
        ("/kk/my?done=pause", "Өтініш кідіртілді."),
        ("/kk/my?done=withdraw", "Өтініш қайтарып алынды."),
        ("/kk/my/places?done=claimed", "Орын сіздікі"),
        ("/kk/find?done=claimed", "Орын сіздікі"),
    ] {
        assert!(!browser.get(address).await.says(words), "{address}");
    }
    let act = browser.get("/kk/my/pause").await.act();
    let sent = browser.post("/kk/my/pause", &[("act", &act)]).await;
    assert!(browser.get(&sent.location).await.says("Өтініш кідіртілді."));
}

#[tokio::test]
async fn a_place_that_an_application_does_not_have_has_not_stood_still() {
    let (_town, site) = site().await;
    let mut browser = Browser::new(&site);
    apply(&mut browser, &[("kind", "correctional")]).await;
    let page = browser.get("/kk/my/moves").await;
    assert!(page.says("кезекте әзірге орны жоқ") && !page.says("орныңыз өзгерген жоқ"), "{}", page.text);
}
