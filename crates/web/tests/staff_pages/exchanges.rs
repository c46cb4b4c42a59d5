//! Two families exchange the places of their enrolled children, and the office confirms it.

use super::fixture::{Fixture, MONDAY_EVENING, TUESDAY, three};
use admission::{Application, ApplicationId, Command, GroupId};
use axum::http::StatusCode;
use store::{Actor, GroupParticulars, Hours, Language, Role};

/// Two children in the two groups of the town.
async fn enrolled(town: &Fixture) -> [ApplicationId; 2] {
    let one = town.apply("Серікова", "220101600013", &[]).await.application;
    let other = town.apply("Асанова", "220102600019", &[]).await.application;
    for group in [1, 2] {
        assert!(town.act(Command::ReportPlaces { group: GroupId(group), birth_year: 2022, places: 1 }).await);
    }
    town.move_to(MONDAY_EVENING).await;
    town.move_to(TUESDAY).await;
    for (application, group) in [(one, 1), (other, 2)] {
        assert!(town.act(Command::ClaimPlace { application, group: GroupId(group) }).await);
        assert!(town.act(Command::EnrolChild { application }).await);
    }
    [one, other]
}

fn group(town: &Fixture, family: ApplicationId) -> Option<u32> {
    town.town.state().application(family).and_then(Application::enrolled_in).map(|group| group.0)
}

const PAGE: &str = "/kk/my/exchange";

#[tokio::test]
async fn two_families_agree_and_the_office_confirms_their_exchange() {
    let town = Fixture::new().await;
    let [one, other] = enrolled(&town).await;
    let (here, there) = (town.family(one).await, town.family(other).await);
    let clerk = town.log_in("clerk").await;
    assert!(town.get(&here, "/kk/my").await.says("/kk/my/exchange"), "whose child is enrolled is led there");
    let wished = town.post(&here, PAGE, &[("do", "wish"), ("kindergarten", "2")]).await;
    assert_eq!(wished.location, "/kk/my/exchange?done=exchange_wished");
    assert!(town.get(&here, PAGE).await.says("Әзірге сізге сай келетін отбасы табылған жоқ"));
    town.post(&there, PAGE, &[("do", "wish")]).await;
    let shown = town.get(&there, PAGE).await;
    assert!(shown.says("Балапан, Қошақан") && !shown.says(&one.to_string()), "no sign of another family is shown");
    let agree = |group| [("do", "agree"), ("group", group), ("nth", "0")];
    assert_eq!(town.post(&there, PAGE, &agree("1")).await.location, "/kk/my/exchange?done=exchange_agreed");
    assert!(town.get(&here, PAGE).await.says("Бұл отбасы сізбен алмасуға келісті"));
    assert!(town.get(&clerk, "/kk/office/exchanges").await.says("Шешім күтіп тұрған алмасу жоқ"));
    town.post(&here, PAGE, &agree("2")).await;
    let desk = town.get(&clerk, "/kk/office?kind=exchange").await;
    assert!(desk.says("Орын алмастыру: 1") && desk.says("6 наурыз, жұма"), "three working days: {}", desk.body);
    let at = desk.body.find("/kk/office/tasks/exchange/").unwrap();
    let task = desk.body[at..].split('"').next().unwrap().to_owned();
    assert!(town.get(&clerk, &task).await.says("/kk/office/exchanges"));
    assert_eq!(town.post(&clerk, &task, &[("do", "take")]).await.location, format!("{task}?done=task-taken"));
    let (one_sign, other_sign) = (one.to_string(), other.to_string());
    let pair = [("one", one_sign.as_str()), ("other", other_sign.as_str())];
    let unsaid = town.post(&clerk, "/kk/office/exchanges", &[&pair[..], &[("do", "refuse")]].concat()).await;
    assert!(unsaid.status == StatusCode::UNPROCESSABLE_ENTITY && unsaid.says("Себебін таңдаңыз"));
    let confirm = [&pair[..], &[("do", "confirm")]].concat();
    let sent = town.post(&clerk, "/kk/office/exchanges", &confirm).await;
    assert_eq!(sent.location, "/kk/office/exchanges?done=exchange-confirmed");
    assert_eq!((group(&town, one), group(&town, other)), (Some(2), Some(1)));
    let again = town.post(&clerk, "/kk/office/exchanges", &confirm).await;
    assert!(again.status == StatusCode::UNPROCESSABLE_ENTITY && again.says("екі отбасы да келіскен жоқ"));
    assert!(town.get(&here, "/kk/my").await.says("Айгөлек, Қошақан"));
    let file = town.get(&clerk, &format!("/kk/office/applications/{one}")).await;
    assert!(file.says("Орындар алмастырылды"), "{}", file.body);
    assert!(town.get_as_visitor("/kk/statistics").await.says("орнын алмастырған балалар жұбы: 1"));
}

#[tokio::test]
async fn an_exchange_that_is_not_confirmed_says_why_and_a_wish_can_be_taken_back() {
    let town = Fixture::new().await;
    let [one, other] = enrolled(&town).await;
    let (here, there) = (town.family(one).await, town.family(other).await);
    for (family, group) in [(&here, "2"), (&there, "1")] {
        town.post(family, PAGE, &[("do", "wish")]).await;
        town.post(family, PAGE, &[("do", "agree"), ("group", group), ("nth", "0")]).await;
    }
    // The first could agree with nobody yet.
    town.post(&here, PAGE, &[("do", "agree"), ("group", "2"), ("nth", "0")]).await;
    let clerk = town.log_in("clerk").await;
    let (one_sign, other_sign) = (one.to_string(), other.to_string());
    let form =
        [("one", one_sign.as_str()), ("other", other_sign.as_str()), ("do", "refuse"), ("reason", "group_unsuitable")];
    let sent = town.post(&clerk, "/kk/office/exchanges", &form).await;
    assert_eq!(sent.location, "/kk/office/exchanges?done=exchange-refused");
    assert_eq!((group(&town, one), group(&town, other)), (Some(1), Some(2)));
    let file = town.get(&clerk, &format!("/kk/office/applications/{other}")).await;
    assert!(file.says("Топ баланың жасына немесе денсаулығына сай емес"), "{}", file.body);
    assert_eq!(town.post(&here, PAGE, &[("do", "end")]).await.location, "/kk/my/exchange?done=exchange_ended");
    assert!(town.get(&there, PAGE).await.says("Әзірге сізге сай келетін отбасы табылған жоқ"));
}

#[tokio::test]
async fn who_waits_is_told_that_only_enrolled_children_exchange_and_strangers_do_not_enter() {
    let town = Fixture::new().await;
    let waiting = town.apply("Серікова", "220101600013", &[]).await.application;
    let family = town.family(waiting).await;
    for lang in ["kk", "ru", "en"] {
        assert_eq!(town.get(&family, &format!("/{lang}/my/exchange")).await.status, StatusCode::OK);
    }
    assert!(town.get(&family, PAGE).await.says("қабылданған отбасы сұрай алады"));
    assert_eq!(town.post(&family, PAGE, &[("do", "wish")]).await.location, "/kk/my/exchange?no=not_enrolled");
    assert!(!town.get(&family, "/kk/my").await.says("/kk/my/exchange"));
    let head = town.log_in("balapan").await;
    assert_eq!(town.get(&head, "/kk/office/exchanges").await.status, StatusCode::FORBIDDEN);
    assert_eq!(town.post(&head, "/kk/office/exchanges", &[]).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn families_of_groups_in_different_languages_are_not_proposed_to_each_other() {
    let town = Fixture::new().await;
    let [one, other] = enrolled(&town).await;
    let particulars =
        GroupParticulars { names: three("Қошақан"), language: Language::Ru, hours: Hours::FullDay };
    let by = Actor { role: Role::Office, id: 3 };
    town.town.update_group(GroupId(2), particulars, by).await.unwrap();
    let (here, there) = (town.family(one).await, town.family(other).await);
    for family in [&here, &there] {
        town.post(family, PAGE, &[("do", "wish")]).await;
    }
    for family in [&here, &there] {
        assert!(town.get(family, PAGE).await.says("Әзірге сізге сай келетін отбасы табылған жоқ"));
    }
}
