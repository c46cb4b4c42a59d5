//! What the office says to everybody: the calendar with its sources, announcements, messages in the town's own words.

use super::fixture::{Fixture, MONDAY_EVENING};
use axum::http::StatusCode;
use jiff::civil::date;
use store::DayKind;

const CALENDAR: &str = "/kk/office/calendar";

/// What an official types of 9 March.
const DAY: [(&str, &str); 9] = [
    ("do", "day"),
    ("day", "2026-03-09"),
    ("list", "holiday"),
    ("name_kk", "Ауыстырылған демалыс"),
    ("name_ru", "Перенесённый выходной"),
    ("source", "decree"),
    ("source_number", "17"),
    ("source_date", "2026-02-01"),
    ("source_address", "https://adilet.zan.kz/17"),
];

const ANNOUNCED: [(&str, &str); 10] = [
    ("do", "announce"),
    ("level", "important"),
    ("title_kk", "Жөндеу <b>жұмысы</b>"),
    ("title_ru", "Ремонт"),
    ("title_en", "Repair"),
    ("text_kk", "Бірінші жол\nЕкінші жол"),
    ("text_ru", "Завтра кабинет закрыт"),
    ("text_en", "The office is closed tomorrow"),
    ("from", "2026-03-02T16:00"),
    ("until", "2026-03-02T18:00"),
];

fn with<'a>(form: &[(&'a str, &'a str)], name: &str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    form.iter().map(|(field, typed)| (*field, if *field == name { value } else { typed })).collect()
}

/// Waits until a page says something, or no longer says it.
async fn becomes(town: &Fixture, page: &str, words: &str, expected: bool) {
    let mut looks = 0;
    while town.get_as_visitor(page).await.says(words) != expected {
        looks += 1;
        assert!(looks < 200, "{page} says {words}: not {expected}");
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
}

#[tokio::test]
async fn a_day_has_its_source_before_it_counts_and_everybody_reads_both() {
    let town = Fixture::new().await;
    let boss = town.log_in("boss").await;
    for field in ["day", "name_kk", "source", "source_number", "source_date"] {
        let sent = town.post(&boss, CALENDAR, &with(&DAY, field, "")).await;
        assert!(sent.status == StatusCode::UNPROCESSABLE_ENTITY && sent.says(&format!("{field}-error")), "{field}");
    }
    let runs = with(&DAY, "source_address", "javascript:alert(1)");
    assert!(town.post(&boss, CALENDAR, &runs).await.says("source_address-error"));
    assert!(town.town.state().calendar().holidays.is_empty());

    let sent = town.post(&boss, CALENDAR, &DAY).await;
    assert_eq!(sent.location, "/kk/office/calendar?year=2026&done=day-amended");
    let public = town.get_as_visitor("/ru/calendar").await;
    assert!(
        public.says("Перенесённый выходной") && public.says("Постановление Правительства, № 17, 1 февраля 2026 года")
    );
    assert!(public.says("href=\"https://adilet.zan.kz/17\""));
    let again = town.get(&boss, "/kk/office/calendar?day=2026-03-09").await;
    assert!(again.says("value=\"17\"") && again.says("value=\"2026-02-01\""), "what is known stands in the form");

    // A name is put right without a word in the journal.
    let entries = town.town.moment().entry;
    let sent = town.post(&boss, CALENDAR, &with(&DAY, "name_kk", "Демалыс")).await;
    assert!(sent.location.ends_with("done=day-noted") && town.town.moment().entry == entries);

    let struck = with(&DAY, "list", "ordinary");
    assert!(town.post(&boss, CALENDAR, &struck).await.location.ends_with("done=day-amended"));
    assert!(town.town.state().calendar().holidays.is_empty());
    assert_eq!(town.town.registry().days[&date(2026, 3, 9)].kind, DayKind::Ordinary);
    assert!(town.get_as_visitor("/ru/calendar").await.says("Обычный день"));
    let ordinary = with(&with(&DAY, "list", "ordinary"), "day", "2026-03-10");
    assert!(town.post(&boss, CALENDAR, &ordinary).await.says("day-error"));
}

#[tokio::test]
async fn the_office_is_warned_until_the_next_ninety_days_are_confirmed() {
    let town = Fixture::new().await;
    let (clerk, boss) = (town.log_in("clerk").await, town.log_in("boss").await);
    let alarm = "Алдағы 90 күннің күнтізбесі расталмаған.";
    assert!(town.get(&clerk, "/kk/office").await.says(alarm));
    assert!(town.get_as_visitor("/kk/rules").await.says("Бүгінгі күнтізбе әлі расталмаған."));
    let confirm = |last| [("do", "confirm"), ("confirm_first", "2026-01-01"), ("confirm_last", last)];
    for wrong in ["", "2025-12-31", "2031-01-01"] {
        let sent = town.post(&boss, CALENDAR, &confirm(wrong)).await;
        assert!(sent.status == StatusCode::UNPROCESSABLE_ENTITY && sent.says("confirm_last-error"), "{wrong}");
    }
    // 2 March and 90 days are 31 May.
    assert!(town.post(&boss, CALENDAR, &confirm("2026-05-30")).await.location.ends_with("done=calendar-confirmed"));
    assert!(town.get(&boss, CALENDAR).await.says(alarm));
    for _ in 0..2 {
        town.post(&boss, CALENDAR, &confirm("2026-05-31")).await;
    }
    assert_eq!(town.town.registry().confirmed.len(), 2, "sent twice, it is confirmed once");
    assert!(!town.get(&boss, CALENDAR).await.says(alarm) && !town.get(&clerk, "/kk/office").await.says(alarm));
    assert!(town.get_as_visitor("/kk/rules").await.says("2026 жылғы 31 мамыр"));
}

#[tokio::test]
async fn an_announcement_stands_on_every_page_of_a_family_while_it_is_true() {
    let town = Fixture::new().await;
    let boss = town.log_in("boss").await;
    let family = town.apply("Серікова", "220101600013", &[]).await.application;
    let family = town.family(family).await;
    let path = "/kk/office/announcements";
    for (field, wrong) in
        [("title_kk", ""), ("text_ru", ""), ("title_en", ""), ("from", "кеше"), ("until", "2026-03-02T16:00")]
    {
        let sent = town.post(&boss, path, &with(&ANNOUNCED, field, wrong)).await;
        assert!(sent.status == StatusCode::UNPROCESSABLE_ENTITY && sent.says(&format!("{field}-error")), "{field}");
    }
    // Kept pages are made before.
    assert!(!town.get_as_visitor("/kk").await.says("Екінші жол"));
    assert!(!town.get(&family, "/kk/my").await.says("Екінші жол"));
    assert_eq!(town.post(&boss, path, &ANNOUNCED).await.location, "/kk/office/announcements?done=announced");
    // What is kept is a quarter of a second behind at most.
    becomes(&town, "/kk", "Екінші жол", true).await;
    becomes(&town, "/kk/bulletin", "Екінші жол", true).await;
    for page in ["/kk", "/kk/bulletin", "/kk/rules", "/kk/apply", "/kk/find"] {
        let page = town.get_as_visitor(page).await;
        assert!(page.says("<p>Екінші жол</p>") && page.says("Жөндеу &#60;b&#62;жұмысы"), "{}", page.body);
    }
    assert!(town.get(&family, "/kk/my").await.says("Екінші жол"));
    assert!(town.get_as_visitor("/en").await.says("The office is closed tomorrow"));
    let feed = town.get_as_visitor("/ru/announcements.atom").await;
    assert!(feed.says("<title>Ремонт</title>") && feed.says("Завтра кабинет закрыт"));

    // At 18:00 it is over, though nobody does anything.
    town.store.clock().move_to(MONDAY_EVENING.parse().unwrap());
    assert!(!town.get_as_visitor("/kk").await.says("Екінші жол"));
    assert!(!town.get(&family, "/kk/my").await.says("Екінші жол"));
    assert!(town.get_as_visitor("/kk/announcements").await.says("Екінші жол"), "the archive keeps it");

    let later = with(&with(&ANNOUNCED, "from", "2026-03-02T18:30"), "until", "2026-03-09T18:00");
    town.post(&boss, path, &later).await;
    assert!(!town.get_as_visitor("/ru").await.says("Завтра кабинет закрыт"));
    town.store.clock().move_to("2026-03-02T13:30:00Z".parse().unwrap());
    assert!(town.get_as_visitor("/ru").await.says("Завтра кабинет закрыт"));
    let id = town.town.registry().announcements[0].id.to_string();
    town.post(&boss, path, &[("do", "end"), ("announcement", &id)]).await;
    becomes(&town, "/ru", "Завтра кабинет закрыт", false).await;
}

#[tokio::test]
async fn a_message_is_worded_within_bounds_and_goes_back_to_the_original() {
    let town = Fixture::new().await;
    let boss = town.log_in("boss").await;
    assert!(town.get(&boss, "/ru/office/messages").await.says("Заявление принято, место в очереди: 12"));
    let path = "/kk/office/messages/told-application_received";
    let form = [
        ("do", "save"),
        ("words_kk", "Өтінішіңіз {place}-орында тұр."),
        ("words_ru", "Вы на месте {place}."),
        ("words_en", "You are in place {place}."),
    ];
    let long = format!("{{place}}{}", "ә".repeat(200));
    for wrong in ["", "Өтініш қабылданды.", "{place} {code}", "{place", "{place}\nекі жол", long.as_str()]
    {
        let sent = town.post(&boss, path, &with(&form, "words_kk", wrong)).await;
        assert!(sent.status == StatusCode::UNPROCESSABLE_ENTITY && sent.says("words_kk-error"), "{wrong}");
    }
    assert!(town.town.registry().own_wording.is_empty());
    let preview = town.post(&boss, path, &with(&form, "do", "preview")).await;
    assert!(preview.status == StatusCode::OK && preview.says("№1234567890: Өтінішіңіз 12"), "{}", preview.body);
    assert!(town.town.registry().own_wording.is_empty(), "a preview changes nothing");
    assert!(town.post(&boss, path, &form).await.location.ends_with("done=wording-saved"));
    let page = town.get(&boss, path).await;
    assert!(page.says("Өтінішіңіз {place}-орында тұр.") && page.says("boss қызметкері"));
    assert!(town.post(&boss, path, &[("do", "reset")]).await.location.ends_with("done=wording-reset"));
    assert!(town.get(&boss, path).await.says(">Өтініш қабылданды, кезектегі орны: {place}.</textarea>"));
    assert_eq!(town.get(&boss, "/kk/office/messages/letter-safe").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_an_interruption_would_touch_is_said_before_it_is_carried_out() {
    let town = Fixture::new().await;
    let boss = town.log_in("boss").await;
    let path = "/en/office/publication";
    let suspend =
        [("do", "look_suspend"), ("first", "2026-03-02"), ("last", "2026-03-04"), ("suspend_reason", "outage")];
    let looked = town.post(&boss, path, &suspend).await;
    assert!(looked.status == StatusCode::OK && looked.says("Evenings without a list: 3."), "{}", looked.body);
    assert!(looked.says("Thursday, 5 March") && town.town.state().suspensions().is_empty());
    town.referred().await;
    town.apply("Асанова", "220102600019", &[]).await;
    let boss = town.log_in("boss").await;
    let extend = [("do", "look_extend"), ("days", "2"), ("extend_reason", "outage")];
    let looked = town.post(&boss, path, &extend).await;
    assert!(looked.status == StatusCode::OK && looked.says("Lists: 1, families choosing: 0."), "{}", looked.body);
    assert!(town.post(&boss, path, &with(&extend, "do", "extend")).await.location.ends_with("windows-extended"));
    assert!(town.get(&boss, path).await.says("Extended by days: 2, lists: 1"));
}
