//! What a family is told, in its language, as long as it is true.

use crate::browser::Browser;
use crate::town::{BIRTH_YEAR, TestTown, found, office};
use admission::{ApplicationId, Command, Kind};
use jiff::civil::date;
use store::{Act, Actor, Channel, ChildNames, CommandId, Language, Message, NewApplication, Occasion, Tried};
use web::{Demo, Site, Written};

pub(crate) async fn applies(town: &TestTown, language: Language) -> ApplicationId {
    let new = NewApplication {
        child: ChildNames {
            surname: "Әлиева".into(), name: format!("Аружан{language:?}"), patronymic: None
        },
        iin: None,
        born_on: date(2021, 3, 10),
        guardian: "Әлиева Сәуле".into(),
        phone: "+77012345678".parse().unwrap(),
        email: Some("saule@example.kz".into()),
        kind: Kind::General,
        grounds: Vec::new(),
        language,
        earlier: None,
        legacy_number: None,
    };
    town.town.submit_application(new, CommandId::random()).await.unwrap().unwrap().application
}

pub(crate) fn site(town: &TestTown) -> Site {
    Site::new(town.store.clone())
        .over_plain_loopback()
        .excusing_second_factors()
        .reached_at(Some("https://bala.example.kz".into()))
}

async fn due(town: &TestTown) -> Vec<Message> {
    while town.store.address_messages(10).await.unwrap() > 0 {}
    town.store.take_due_messages(100).await.unwrap()
}

async fn sms(town: &TestTown, message: &Message) -> String {
    match web::write_message(&site(town), message).await.unwrap() {
        Some(Written::Sms { phone, text }) => format!("{phone} {text}"),
        other => panic!("no short message: {other:?}"),
    }
}

#[tokio::test]
async fn a_family_is_told_in_its_own_language_and_no_name_travels() {
    let town = found().await;
    for (language, words) in [
        (Language::Kk, "Өтініш қабылданды, кезектегі орны: 1."),
        (Language::Ru, "Заявление принято, место в очереди: 2."),
        (Language::En, "The application is in, place in the queue: 3."),
    ] {
        let application = applies(&town, language).await;
        let number = town.town.applicant(application).await.unwrap().unwrap().number.to_string();
        let messages = due(&town).await;
        let short = messages.iter().find(|message| message.channel == Channel::Sms).unwrap();
        let text = sms(&town, short).await;
        assert!(text.starts_with("+77012345678 ") && text.contains(words), "{text}");
        assert!(text.contains("bala.example.kz/") && !text.contains("Аружан"), "{text}");
        assert!(text.contains(&number.replace(' ', "")), "a blank would be a letter of the message: {text}");
        let long = messages.iter().find(|message| message.channel == Channel::Email).unwrap();
        let Some(Written::Email { to, subject, text }) = web::write_message(&site(&town), long).await.unwrap() else {
            panic!("no letter")
        };
        assert_eq!(to, "saule@example.kz");
        assert!(subject.contains(&number) && text.contains(words) && !text.contains("Аружан"), "{subject}\n{text}");
    }
}

#[tokio::test]
async fn a_town_says_it_in_its_own_words_and_bad_words_stop_no_message() {
    let town = found().await;
    let said = |kk: &str| {
        let same = |text: &str| text.to_owned();
        Some(store::Names { kk: same(kk), ru: same("Ваше место: {place}"), en: same("Your place: {place}") })
    };
    applies(&town, Language::Kk).await;
    let messages = due(&town).await;
    let short = messages.iter().find(|message| message.channel == Channel::Sms).unwrap();
    let by = store::AccountId(1);
    let key = || "told-application_received".to_owned();
    town.town.word(key(), said("Балаңыз {place}-орында."), by).await.unwrap();
    assert!(sms(&town, short).await.contains("Балаңыз 1-орында."));
    for bad in ["Орны жоқ", "{place} {secret}", "{place", ""] {
        town.town.word(key(), said(bad), by).await.unwrap();
        assert!(sms(&town, short).await.contains("Өтініш қабылданды, кезектегі орны: 1."), "{bad}");
    }
}

#[tokio::test]
async fn what_is_no_longer_true_is_not_said() {
    let town = found().await;
    let application = applies(&town, Language::Kk).await;
    let of = |messages: Vec<Message>, occasion| {
        let is_it = |message: &Message| message.channel == Channel::Sms && message.occasion == occasion;
        messages.into_iter().find(is_it).unwrap()
    };
    let act = |command, by| town.town.act(Act { command, by, command_id: CommandId::random() });
    let report = Command::ReportPlaces { group: town.group, birth_year: BIRTH_YEAR, places: 1 };
    act(report, office()).await.unwrap().outcome.unwrap();
    town.store.clock().move_to("2026-04-08T13:00:00Z".parse().unwrap());
    town.store.catch_up().await.unwrap();
    let near = of(due(&town).await, Occasion::AccessNear);
    assert!(sms(&town, &near).await.contains("Тізім ашылады: ертең, сағат 07:00."));
    town.store.clock().move_to("2026-04-09T04:00:00Z".parse().unwrap());
    town.store.catch_up().await.unwrap();
    assert!(web::write_message(&site(&town), &near).await.unwrap().is_none(), "the list is open already");
    let given = of(due(&town).await, Occasion::AccessGiven);
    assert!(sms(&town, &given).await.contains("Кезегіңіз келді"));
    let claim = Command::ClaimPlace { application, group: town.group };
    act(claim, Actor::family(application)).await.unwrap().outcome.unwrap();
    assert!(web::write_message(&site(&town), &given).await.unwrap().is_none(), "the place is taken");
}

#[tokio::test]
async fn a_family_sees_what_became_of_each_message() {
    let town = found().await;
    let application = applies(&town, Language::Kk).await;
    let code = town.town.applicant(application).await.unwrap().unwrap();
    let mut browser = Browser::new(&web::router(site(&town)));
    let (number, code) = (code.number.to_string(), code.code.to_string());
    assert_eq!(browser.post("/ru/find", &[("number", &number), ("code", &code)]).await.location, "/ru/my");
    for message in due(&town).await {
        let tried = if message.channel == Channel::Sms { Tried::Sent } else { Tried::Refused };
        town.store.message_was_tried(&message, tried).await.unwrap();
    }
    let page = browser.get("/ru/my/messages").await;
    assert!(
        page.says("Сообщения вам")
            && page.says("отправлено: сегодня")
            && page.says("не доставлено: проверьте телефон или почту")
    );
    let still = browser.post("/ru/my/messages", &[("hours", "any")]).await;
    assert_eq!(still.location, "/ru/my/messages?done=hours_any");
    assert!(browser.get(&still.location).await.says("Теперь SMS приходят в любое время"));
    assert!(!browser.get("/ru/my/messages?done=hours_by_day").await.says("Теперь SMS"), "only what is so");
    assert_eq!(browser.post("/ru/my/messages", &[("hours", "never")]).await.status, 400);
    browser.post("/ru/my/messages", &[("hours", "by_day")]).await;
    assert!(!town.town.applicant(application).await.unwrap().unwrap().sms_at_any_hour);
}

#[tokio::test]
async fn only_a_demo_shows_what_it_does_not_send() {
    let town = found().await;
    applies(&town, Language::Kk).await;
    let real = web::router(site(&town));
    assert_eq!(Browser::new(&real).get("/kk/demo/mailbox").await.status, 404);
    let demo = site(&town).with_demo(Demo::default());
    let mut visitor = Browser::new(&web::router(demo.clone()));
    assert!(visitor.get("/kk/demo/mailbox").await.says("Әзірге бос"));
    for message in due(&town).await {
        demo.keep_message(web::write_message(&demo, &message).await.unwrap().unwrap());
    }
    let page = visitor.get("/kk/demo/mailbox").await;
    assert!(page.says("+7 701 234 56 78") && page.says("saule@example.kz") && page.says("кезектегі орны: 1"));
}

#[tokio::test]
async fn a_browser_that_asks_gets_notices_until_it_is_told_to_stop() {
    let town = found().await;
    let application = applies(&town, Language::Kk).await;
    let applicant = town.town.applicant(application).await.unwrap().unwrap();
    let (number, code) = (applicant.number.to_string(), applicant.code.to_string());
    let log_in = [("number", number.as_str()), ("code", code.as_str())];
    let silent = site(&town);
    let mut browser = Browser::new(&web::router(silent));
    browser.post("/en/find", &log_in).await;
    assert!(!browser.get("/en/my/messages").await.says("data-push"), "where none are sent none are offered");
    let device = [("endpoint", "https://push.example/1"), ("p256dh", "BKey"), ("auth", "secret")];
    assert_eq!(browser.post("/en/my/devices", &device).await.status, 404);

    let mut browser = Browser::new(&web::router(site(&town).with_push(Some("BPublic".to_owned()))));
    browser.post("/en/find", &log_in).await;
    let page = browser.get("/en/my/messages").await;
    assert!(page.says("data-push=\"BPublic\"") && page.says("push.js\" defer"), "{}", page.text);
    for wrong in [("endpoint", ""), ("endpoint", "with space"), ("auth", &*"x".repeat(200))] {
        let form = device.map(|(name, value)| if name == wrong.0 { wrong } else { (name, value) });
        assert_eq!(browser.post("/en/my/devices", &form).await.status, 400, "{wrong:?}");
    }
    let on = browser.post("/en/my/devices", &device).await;
    assert_eq!(on.location, "/en/my/messages?done=push_on");
    let page = browser.get(&on.location).await;
    assert!(page.says("Notifications go to 1 device") && page.says("Notifications are on for this device"));
    assert!(!page.says("push.example") && !page.says("BKey"), "what the browser told is not shown again");

    let messages = due(&town).await;
    let notice = messages.iter().find(|message| message.channel == Channel::Push).unwrap();
    let Some(Written::Push { devices, title, text, link }) = web::write_message(&site(&town), notice).await.unwrap()
    else {
        panic!("no notice")
    };
    assert_eq!((devices.len(), title.as_str()), (1, "Өтініш қабылданды"));
    assert!(text.contains("кезектегі орны: 1") && !text.contains("Аружан"), "{text}");
    assert_eq!(link, "https://bala.example.kz/kk/my");
    let off = browser.post("/en/my/devices/remove", &[]).await;
    assert!(browser.get(&off.location).await.says("Notifications are off on all devices"));
    assert_eq!(web::write_message(&site(&town), notice).await.unwrap(), None, "nobody is left to tell");
}

#[tokio::test]
async fn the_script_that_shows_notices_stands_at_the_top_and_asks_nobody() {
    let town = found().await;
    let script = Browser::new(&web::router(site(&town))).get("/push-worker.js").await;
    assert_eq!((script.status.as_u16(), script.header("content-type")), (200, "text/javascript; charset=utf-8"));
    assert_eq!(script.header("cache-control"), "no-cache");
    assert!(script.says("'use strict'") && !script.says("fetch(") && !script.says("http"));
}
