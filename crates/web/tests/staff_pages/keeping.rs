//! How the office keeps its town: kindergartens and groups, days, interruptions, accounts.

use super::fixture::{Fixture, MONDAY_EVENING, TUESDAY};
use admission::{Command, GroupId, KindergartenId};
use axum::http::StatusCode;
use jiff::civil::date;
use store::Point;

const KINDERGARTEN: [(&str, &str); 5] = [
    ("name_kk", "Еркемай"),
    ("name_ru", "Еркемай"),
    ("address_kk", "Абай көшесі, 5"),
    ("address_ru", "улица Абая, 5"),
    ("phone", "8 7172 55 66 77"),
];

const GROUP: [(&str, &str); 8] = [
    ("name_kk", "Ботақан"),
    ("name_ru", "Верблюжонок"),
    ("year", "2022"),
    ("year", "2023"),
    ("kind", "general"),
    ("language", "ru"),
    ("hours", "half_day"),
    ("capacity", "20"),
];

#[tokio::test]
async fn a_kindergarten_is_registered_and_opens_a_group_that_can_report_places() {
    let town = Fixture::new().await;
    let clerk = town.log_in("clerk").await;
    let sent = town.post(&clerk, "/kk/office/kindergartens/new", &KINDERGARTEN).await;
    assert_eq!(sent.location, "/kk/office/kindergartens/3?done=kindergarten-registered");
    let again = town.post(&clerk, "/kk/office/kindergartens/new", &KINDERGARTEN).await;
    assert!(again.status == StatusCode::UNPROCESSABLE_ENTITY && again.says("балабақша тіркелген"));

    let sent = town.post(&clerk, "/kk/office/kindergartens/3/groups", &GROUP).await;
    assert_eq!(sent.location, "/kk/office/kindergartens/3?done=group-opened");
    let card = town.town.registry().groups.get(&GroupId(3)).cloned().unwrap();
    assert_eq!((card.birth_years, card.capacity, card.names.en.as_str()), (vec![2022, 2023], 20, "Ботақан"));
    assert!(town.act(Command::ReportPlaces { group: GroupId(3), birth_year: 2023, places: 1 }).await);
}

#[tokio::test]
async fn what_is_missing_in_a_form_is_said_at_its_field() {
    let town = Fixture::new().await;
    let clerk = town.log_in("clerk").await;
    let sent = town.post(&clerk, "/ru/office/kindergartens/new", &[("name_kk", "Еркемай"), ("phone", "12")]).await;
    assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in ["name_ru-error", "address_kk-error", "phone-error", r#"value="Еркемай""#] {
        assert!(sent.says(words), "{words}");
    }
    let sent = town.post(&clerk, "/ru/office/kindergartens/1/groups", &[("year", "1999"), ("capacity", "0")]).await;
    assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["name_kk", "year", "kind", "language", "hours", "capacity"] {
        assert!(sent.says(&format!("{field}-error")), "{field}");
    }
}

#[tokio::test]
async fn a_kindergarten_is_put_on_the_map_and_taken_off_again() {
    let town = Fixture::new().await;
    let clerk = town.log_in("clerk").await;
    let point_of = |town: &Fixture| town.town.registry().kindergartens[&KindergartenId(1)].point;
    for (typed, said) in [("қала ортасы", "градуспен жазыңыз"), ("71.430420, 51.128207", "Қазақстан аумағында")]
    {
        let form = [&KINDERGARTEN[..], &[("point", typed)]].concat();
        let sent = town.post(&clerk, "/kk/office/kindergartens/1", &form).await;
        assert!(
            sent.status == StatusCode::UNPROCESSABLE_ENTITY && sent.says(said) && sent.says(typed),
            "{}",
            sent.body
        );
        assert_eq!(point_of(&town), None);
    }
    let form = [&KINDERGARTEN[..], &[("point", "51,128207 71,43042")]].concat();
    assert!(town.post(&clerk, "/kk/office/kindergartens/1", &form).await.location.ends_with("kindergarten-changed"));
    assert_eq!(point_of(&town), Point::of_millionths(51_128_207, 71_430_420));
    assert!(town.get(&clerk, "/kk/office/kindergartens/1").await.says(r#"value="51.128207, 71.430420""#));
    town.post(&clerk, "/kk/office/kindergartens/1", &KINDERGARTEN).await;
    assert_eq!(point_of(&town), None);
}

#[tokio::test]
async fn a_day_is_added_to_the_calendar_and_running_windows_keep_their_end() {
    let town = Fixture::new().await;
    town.apply("Серікова", "220101600013", &[]).await;
    town.act(Command::ReportPlaces { group: GroupId(1), birth_year: 2022, places: 1 }).await;
    town.move_to(MONDAY_EVENING).await;
    town.move_to(TUESDAY).await;
    let boss = town.log_in("boss").await;
    let ends = |town: &Fixture| {
        let state = town.town.state();
        state.queues().flat_map(|queue| queue.lists().values().map(|list| list.until)).collect::<Vec<_>>()
    };
    let before = ends(&town);
    let day = |list, day| {
        [
            ("do", "day"),
            ("list", list),
            ("day", day),
            ("name_kk", "Мереке"),
            ("name_ru", "Праздник"),
            ("source", "law"),
            ("source_number", "267"),
            ("source_date", "2001-12-13"),
        ]
    };
    let sent = town.post(&boss, "/kk/office/calendar", &day("holiday", "2026-03-04")).await;
    assert_eq!(sent.location, "/kk/office/calendar?year=2026&done=day-amended");
    assert!(town.town.state().calendar().holidays.contains(&date(2026, 3, 4)));
    assert_eq!(ends(&town), before);
    assert!(town.get(&boss, &sent.location).await.says("4 наурыз, сәрсенбі"));

    let weekday = day("worked", "2026-03-05");
    assert_eq!(town.post(&boss, "/kk/office/calendar", &weekday).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let struck = day("ordinary", "2026-03-04");
    assert!(town.post(&boss, "/kk/office/calendar", &struck).await.location.ends_with("done=day-amended"));
    assert!(town.town.state().calendar().holidays.is_empty());
}

#[tokio::test]
async fn publication_is_suspended_and_windows_are_extended_with_a_reason() {
    let town = Fixture::new().await;
    let boss = town.log_in("boss").await;
    let path = "/kk/office/publication";
    let wrong = [("do", "suspend"), ("first", "2026-08-31"), ("last", "2026-08-01"), ("suspend_reason", "regrouping")];
    let sent = town.post(&boss, path, &wrong).await;
    assert!(sent.status == StatusCode::UNPROCESSABLE_ENTITY && sent.says("last-error"));
    let august = [("do", "suspend"), ("first", "2026-08-01"), ("last", "2026-08-31"), ("suspend_reason", "regrouping")];
    assert!(town.post(&boss, path, &august).await.location.ends_with("done=publication-suspended"));
    assert!(town.town.state().is_suspended(date(2026, 8, 15)));
    for wrong in ["", "0", "31"] {
        let form = [("do", "extend"), ("days", wrong), ("extend_reason", "outage")];
        assert_eq!(town.post(&boss, path, &form).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    let form = [("do", "extend"), ("days", "1"), ("extend_reason", "outage")];
    assert!(town.post(&boss, path, &form).await.location.ends_with("done=windows-extended"));

    assert!(town.get(&boss, path).await.says("value=\"end\""));
    let end = [("do", "end"), ("first", "2026-08-01"), ("last", "2026-08-31")];
    assert!(town.post(&boss, path, &end).await.location.ends_with("done=suspension-ended"));
    assert!(!town.town.state().is_suspended(date(2026, 8, 15)));
    let again = town.post(&boss, path, &end).await;
    assert!(again.status == StatusCode::UNPROCESSABLE_ENTITY && again.says("#suspensions"), "{}", again.body);
}

#[tokio::test]
async fn an_administrator_cannot_lock_themselves_out() {
    let town = Fixture::new().await;
    let boss = town.log_in("boss").await;
    let sent = town.post(&boss, "/kk/office/accounts/4", &[("do", "close")]).await;
    assert_eq!(sent.status, StatusCode::FORBIDDEN);
    assert!(town.log_in_with("boss", "сары ала қаз 7").await.is_some());
    assert_eq!(town.post(&boss, "/kk/office/accounts/99", &[("do", "close")]).await.status, StatusCode::NOT_FOUND);
}
