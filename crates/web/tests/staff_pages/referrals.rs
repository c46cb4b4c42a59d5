//! Children on their way: enrolled, refused, given more time; and nobody else's business.

use super::fixture::Fixture;
use admission::Status;
use axum::http::StatusCode;
use jiff::civil::date;
use store::{CommandId, ViewFilter};

fn status(town: &Fixture, application: admission::ApplicationId) -> Status {
    town.town.state().application(application).unwrap().status()
}

#[tokio::test]
async fn a_kindergarten_sees_who_is_coming_and_until_when() {
    let town = Fixture::new().await;
    town.referred().await;
    let head = town.log_in("balapan").await;
    let page = town.get(&head, "/kk/kindergarten/referrals").await;
    for words in ["Серікова Әлия", "2022 жылғы 1 қаңтар", "+77015550101", "10 наурыз, сейсенбі"]
    {
        assert!(page.says(words), "{words}: {}", page.body);
    }
    let other = town.log_in("aigolek").await;
    assert!(!town.get(&other, "/kk/kindergarten/referrals").await.says("Серікова"));
}

#[tokio::test]
async fn whose_child_comes_is_shown_once_the_family_has_proved_its_phone_or_stands_there() {
    let town = Fixture::new().await;
    let family = town.apply_unproved("Серікова", "220101600013", &[]).await.application;
    town.refer(family).await;
    let (head, deputy) = (town.log_in("balapan").await, town.log_in("deputy").await);
    let mother = town.family(family).await;
    assert!(town.get(&mother, "/kk/my").await.says("Телефоныңызды растаңыз"));
    let one = format!("/kk/kindergarten/referrals/{family}");
    for page in ["/kk/kindergarten/referrals", &one] {
        let page = town.get(&head, page).await;
        assert!(page.says("телефоны расталмаған") && !page.says("Серікова") && !page.says("+7701"), "{}", page.body);
        assert!(!page.says("/enrol"), "nothing is done before it is known whose referral it is");
    }
    for deed in ["enrol", "refuse", "extend"] {
        let form = [("reason", "medical"), ("until", "2026-03-20")];
        assert_eq!(town.get(&head, &format!("{one}/{deed}")).await.location, one);
        assert_eq!(town.post(&head, &format!("{one}/{deed}"), &form).await.location, one);
    }
    assert_eq!(status(&town, family), Status::Referred);
    assert!(town.town.views(ViewFilter { limit: 9, ..ViewFilter::default() }).await.unwrap().is_empty());
    let stranger = town.log_in("aigolek").await;
    assert_eq!(town.post(&stranger, &format!("{one}/met"), &[]).await.status, StatusCode::NOT_FOUND);
    assert!(!town.get(&head, &one).await.says("Серікова"));
    assert_eq!(town.post(&deputy, &format!("{one}/met"), &[]).await.location, one);
    assert!(town.get(&head, &one).await.says("Серікова"));
    assert!(!town.get(&mother, "/kk/my").await.says("Телефоныңызды растаңыз"));
    let file = town.get(&town.log_in("clerk").await, &format!("/kk/office/applications/{family}")).await;
    assert!(file.says("Балабақшада ата-анамен кездескен: deputy қызметкері"), "{}", file.body);
}

#[tokio::test]
async fn an_enrolled_child_leaves_the_queue_however_often_the_button_is_pressed() {
    let town = Fixture::new().await;
    let family = town.referred().await;
    let head = town.log_in("balapan").await;
    let path = format!("/kk/kindergarten/referrals/{family}/enrol");
    assert!(town.get(&head, &path).await.says("Бала кезектен шығады"));
    for _ in 0..2 {
        let sent = town.post(&head, &path, &[]).await;
        assert_eq!(sent.location, "/kk/kindergarten/referrals?done=child-enrolled");
    }
    assert_eq!(status(&town, family), Status::Enrolled);
}

#[tokio::test]
async fn a_refusal_needs_a_reason_and_sends_the_family_back_to_its_place() {
    let town = Fixture::new().await;
    let family = town.referred().await;
    let head = town.log_in("balapan").await;
    let path = format!("/kk/kindergarten/referrals/{family}/refuse");
    let sent = town.post(&head, &path, &[("reason", "because")]).await;
    assert!(sent.status == StatusCode::UNPROCESSABLE_ENTITY && sent.says("Себебін таңдаңыз"));
    let sent = town.post(&head, &path, &[("reason", "documents_incomplete")]).await;
    assert_eq!(sent.location, "/kk/kindergarten/referrals?done=referral-refused");
    assert_eq!((status(&town, family), town.offer(1).reported), (Status::Waiting, 1));
}

#[tokio::test]
async fn a_referral_is_extended_once_and_not_for_longer_than_allowed() {
    let town = Fixture::new().await;
    let family = town.referred().await;
    let head = town.log_in("balapan").await;
    let path = format!("/kk/kindergarten/referrals/{family}/extend");
    for wrong in ["", "ертең", "2026-03-10", "2026-04-03"] {
        let sent = town.post(&head, &path, &[("until", wrong)]).await;
        assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(sent.says("until-error"), "{wrong}");
    }
    let sent = town.post(&head, &path, &[("until", "2026-04-02")]).await;
    assert_eq!(sent.location, "/kk/kindergarten/referrals?done=referral-extended");
    assert_eq!(town.valid_until(family), date(2026, 4, 2));
    let sent = town.post(&head, &path, &[("until", "2026-04-02")]).await;
    assert!(sent.status == StatusCode::UNPROCESSABLE_ENTITY && sent.says("бір-ақ рет"));
}

#[tokio::test]
async fn another_kindergartens_referral_is_refused_in_the_words_for_one_that_never_was() {
    let town = Fixture::new().await;
    let family = town.referred().await;
    let other = town.log_in("aigolek").await;
    let form = [("reason", "medical"), ("until", "2026-03-20")];
    for deed in ["enrol", "refuse", "extend"] {
        let path = |sign: &str| format!("/kk/kindergarten/referrals/{sign}/{deed}");
        let (foreign, nobody) = (path(&family.to_string()), path("ZZZZZZZZ"));
        let (one, two) = (town.get(&other, &foreign).await, town.get(&other, &nobody).await);
        assert_eq!((one.status, two.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
        assert_eq!(one.body, two.body);
        let act = CommandId::random();
        let one = town.post_act(&other, &foreign, &form, act).await;
        let two = town.post_act(&other, &nobody, &form, act).await;
        assert_eq!((one.status, two.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
        let same = |answer: &super::fixture::Answer, sign: &str| answer.body.replace(sign, "");
        assert_eq!(same(&one, &family.to_string()), same(&two, "ZZZZZZZZ"));
    }
    assert_eq!(status(&town, family), Status::Referred);
}
