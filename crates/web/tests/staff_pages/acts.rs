//! Acts of officials outside the ordinary course, and applications on paper.

use super::fixture::{Fixture, TUESDAY};
use admission::{ActReason, ApplicationId, Status};
use axum::http::StatusCode;
use jiff::ToSpan;
use jiff::civil::date;
use store::CommandId;

fn path(family: ApplicationId, deed: &str) -> String {
    format!("/kk/office/applications/{family}/acts/{deed}")
}

fn status(town: &Fixture, family: ApplicationId) -> Status {
    town.town.state().application(family).unwrap().status()
}

fn counted(town: &Fixture) -> Vec<(&'static str, ActReason, u64)> {
    town.town.state().acts().collect()
}

#[tokio::test]
async fn an_official_is_offered_what_fits_and_every_act_is_counted_once() {
    let town = Fixture::new().await;
    let family = town.referred().await;
    let clerk = town.log_in("clerk").await;
    let page = format!("/kk/office/applications/{family}");
    let shown = town.get(&clerk, &page).await;
    assert!(shown.says("/acts/move") && !shown.says("/acts/restore") && !shown.says("/acts/admit"), "{}", shown.body);
    let nothing = town.post(&clerk, &path(family, "move"), &[]).await;
    assert!(nothing.status == StatusCode::UNPROCESSABLE_ENTITY && nothing.says("Себебін таңдаңыз"));
    let wrong = town.post(&clerk, &path(family, "move"), &[("reason", "court_decision")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "a reason of another act is none");
    let act = CommandId::random();
    for _ in 0..2 {
        let sent = town.post_act(&clerk, &path(family, "move"), &[("reason", "family_moved")], act).await;
        assert_eq!(sent.location, format!("/kk/office/applications/{family}?done=act-move"));
    }
    assert_eq!(status(&town, family), Status::Withdrawn);
    let sent = town.post(&clerk, &path(family, "restore"), &[("reason", "closed_by_mistake")]).await;
    assert_eq!((sent.status, status(&town, family)), (StatusCode::SEE_OTHER, Status::Waiting));
    let again = town.post(&clerk, &path(family, "restore"), &[("reason", "closed_by_mistake")]).await;
    assert!(again.says("Өтініш жабылмаған"));
    let (moved, closed) = (ActReason::FamilyMoved, ActReason::ClosedByMistake);
    assert_eq!(counted(&town), [("move_away", moved, 1), ("restore", closed, 1)]);
    assert!(town.get(&clerk, &page).await.says("Өтініш қате жабылған"), "the timeline says why");
}

#[tokio::test]
async fn the_office_extends_a_referral_once_and_it_is_no_act_outside_the_order() {
    let town = Fixture::new().await;
    let family = town.referred().await;
    let clerk = town.log_in("clerk").await;
    let valid_until = || town.town.state().application(family).unwrap().referral().unwrap().valid_until;
    let extend = path(family, "extend");
    let shown = town.get(&clerk, &format!("/kk/office/applications/{family}")).await;
    assert!(shown.says("/acts/extend"), "{}", shown.body);
    let before = valid_until();
    for (day, words) in [("", "Жаңа соңғы күнді таңдаңыз"), ("2026-03-03", "Жаңа мерзім бұрынғысынан кеш")]
    {
        let sent = town.post(&clerk, &extend, &[("until", day)]).await;
        assert!(sent.status == StatusCode::UNPROCESSABLE_ENTITY && sent.says(words), "{day}: {}", sent.body);
    }
    assert_eq!(valid_until(), before);
    let longer = before.tomorrow().unwrap().to_string();
    let sent = town.post(&clerk, &extend, &[("until", &longer)]).await;
    assert_eq!(sent.location, format!("/kk/office/applications/{family}?done=act-extend"));
    assert_eq!(valid_until().to_string(), longer);
    let again = town.post(&clerk, &extend, &[("until", &before.saturating_add(3.days()).to_string())]).await;
    assert!(again.says("бұрын ұзартылған"), "{}", again.body);
    assert_eq!(counted(&town), []);
}

#[tokio::test]
async fn a_corrected_birth_date_stands_in_the_record_and_in_the_queue_and_never_against_the_iin() {
    let town = Fixture::new().await;
    let family = town.apply("Серікова", "220101600013", &[]).await.application;
    let clerk = town.log_in("clerk").await;
    let correct = path(family, "correct");
    let form = |day| [("born_on", day), ("reason", "papers_corrected")];
    for wrong in ["", "ертең", "2026-03-03"] {
        let sent = town.post(&clerk, &correct, &form(wrong)).await;
        assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    let sent = town.post(&clerk, &correct, &form("2021-12-31")).await;
    assert!(sent.says("ЖСН бойынша туған күн: 2022 жылғы 1 қаңтар"), "{}", sent.body);
    let unnumbered = town.apply_unnumbered(date(2022, 1, 1)).await;
    let correct = path(unnumbered, "correct");
    assert_eq!(town.post(&clerk, &correct, &form("2021-12-31")).await.status, StatusCode::SEE_OTHER);
    let queue = {
        let state = town.town.state();
        state.queue_of(state.application(unnumbered).unwrap()).id().birth_year
    };
    let record = town.town.applicant(unnumbered).await.unwrap().unwrap();
    assert_eq!((queue, record.born_on), (2021, date(2021, 12, 31)));
    assert_eq!(counted(&town), [("correct_birth_year", ActReason::PapersCorrected, 1)]);
}

#[tokio::test]
async fn a_child_is_admitted_outside_the_order_only_to_a_group_with_room() {
    let town = Fixture::new().await;
    let family = town.apply("Серікова", "220101600013", &[]).await.application;
    let (clerk, head) = (town.log_in("clerk").await, town.log_in("balapan").await);
    let full = [("do", "count"), ("capacity", "25"), ("attending", "25")];
    town.post(&head, "/kk/kindergarten/groups/1", &full).await;
    let admit = path(family, "admit");
    let shown = town.get(&clerk, &admit).await;
    assert!(!shown.says("Балапан, Қошақан") && shown.says("Айгөлек, Қошақан"), "{}", shown.body);
    let form = |group| [("group", group), ("reason", "court_decision")];
    assert!(town.post(&clerk, &admit, &form("")).await.says("Топты таңдаңыз"));
    assert!(town.post(&clerk, &admit, &form("1")).await.says("Топта мұнша орын жоқ"));
    assert_eq!(town.post(&clerk, &admit, &form("2")).await.status, StatusCode::SEE_OTHER);
    assert_eq!(status(&town, family), Status::Referred);
}

#[tokio::test]
async fn nobody_else_acts_so_and_what_is_not_there_is_not_found() {
    let town = Fixture::new().await;
    let family = town.apply("Серікова", "220101600013", &[]).await.application;
    let (clerk, head) = (town.log_in("clerk").await, town.log_in("balapan").await);
    assert_eq!(town.get(&head, &path(family, "move")).await.status, StatusCode::FORBIDDEN);
    assert_eq!(town.post(&head, &path(family, "move"), &[]).await.status, StatusCode::FORBIDDEN);
    for unknown in [path(ApplicationId(3), "move"), path(family, "promote")] {
        assert_eq!(town.get(&clerk, &unknown).await.status, StatusCode::NOT_FOUND, "{unknown}");
    }
}

const PAPER: [(&str, &str); 12] = [
    ("paper", "17/26"),
    ("surname", "Ахметова"),
    ("name", "Айлин"),
    ("born_day", "1"),
    ("born_month", "2"),
    ("born_year", "2022"),
    ("no_iin", "yes"),
    ("kind", "general"),
    ("guardian", "Ахметова Сара"),
    ("phone", "8 701 222 33 44"),
    ("language", "kk"),
    ("consent", "yes"),
];

fn paper<'a>(on: &'a str, time: &'a str) -> Vec<(&'a str, &'a str)> {
    [PAPER.as_slice(), &[("received_on", on), ("received_time", time)]].concat()
}

#[tokio::test]
async fn a_paper_counts_from_the_time_it_was_received_and_gives_the_same_receipt_twice() {
    let town = Fixture::new().await;
    let earlier = town.apply("Серікова", "220101600013", &[]).await.application;
    let clerk = town.log_in("clerk").await;
    let act = CommandId::random();
    let mut receipts = Vec::new();
    for _ in 0..2 {
        let sent = town.post_act(&clerk, "/kk/office/intake", &paper("2026-02-27", "09:40"), act).await;
        assert!(sent.status == StatusCode::OK && sent.says("2026 жылғы 27 ақпан, сағат 09:40"), "{}", sent.body);
        receipts.push(sent.body);
    }
    assert_eq!(receipts[0], receipts[1]);
    let state = town.town.state();
    let order: Vec<_> = {
        let queue = admission::QueueId { birth_year: 2022, kind: admission::Kind::General };
        state.order(queue, 0).map(admission::Application::id).collect()
    };
    assert_eq!((order.len(), order[1]), (2, earlier), "the paper was there before");
    drop(state);
    let page = town.get(&clerk, &format!("/kk/office/applications/{}", order[0])).await;
    assert!(page.says("Қағаз өтініш № 17/26"), "{}", page.body);
    let views = town.town.views(store::ViewFilter { limit: 9, ..store::ViewFilter::default() }).await.unwrap();
    assert_eq!(
        views.iter().map(|view| view.application).collect::<Vec<_>>(),
        [order[0]; 3],
        "both receipts, and the page"
    );
    assert_eq!(town.town.paper_count().await.unwrap(), 1);
    let twice = town.post(&clerk, "/kk/office/intake", &paper("2026-02-26", "09:40")).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY, "the child stands already");
}

#[tokio::test]
async fn a_time_that_cannot_be_is_told_and_nothing_typed_is_lost() {
    let town = Fixture::new().await;
    let clerk = town.log_in("clerk").await;
    let wrong = [
        (paper("2026-03-02", "16:41"), "болашақта"),
        (paper("2025-12-31", "09:00"), "Мұндай ескі қағазды"),
        (paper("2026-02-27", ""), "Уақытты жазыңыз"),
        (paper("", "09:00"), "күн"),
        (paper("2026-02-27", "09:00")[1..].to_vec(), "тіркеу нөмірін жазыңыз"),
    ];
    for (form, words) in wrong {
        let sent = town.post(&clerk, "/kk/office/intake", &form).await;
        assert!(sent.status == StatusCode::UNPROCESSABLE_ENTITY && sent.says(words), "{words}: {}", sent.body);
        assert!(sent.says("Ахметова Сара"));
    }
    town.move_to(TUESDAY).await;
    assert_eq!(town.town.state().application_count(), 0);
}
