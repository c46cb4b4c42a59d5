//! Cases of the office: a ground confirmed, not accepted, revoked; an application found again, and its history.

use super::fixture::{Answer, Fixture, Person};
use admission::{ApplicationId, Class};
use axum::http::StatusCode;

const CONFIRM: [(&str, &str); 4] =
    [("verdict", "confirm"), ("state", "pending"), ("document_on", "2026-02-20"), ("expires_on", "2027-02-20")];

async fn decide(town: &Fixture, verifier: &Person, family: ApplicationId, form: &[(&str, &str)]) -> Answer {
    town.post(verifier, &format!("/kk/office/reviews/{family}/0"), form).await
}

fn standing(town: &Fixture, family: ApplicationId) -> (Class, Option<u64>) {
    let state = town.town.state();
    (state.application(family).unwrap().class(), state.position(family))
}

#[tokio::test]
async fn a_confirmed_ground_moves_the_application() {
    let town = Fixture::new().await;
    town.apply("Серікова", "220101600013", &[]).await;
    let large = town.apply("Асанова", "220102600019", &["large_family"]).await.application;
    let verifier = town.log_in("verifier").await;
    assert_eq!(standing(&town, large), (Class::Ordinary, Some(2)));

    let list = town.get(&verifier, "/kk/office").await;
    assert!(list.says("Шешім күтіп тұр: 1") && list.says(&format!("/kk/office/reviews/{large}/0")));
    let case = town.get(&verifier, &format!("/kk/office/reviews/{large}/0")).await;
    assert!(case.says("Асанова Әлия") && case.says("Көпбалалы отбасының баласы") && case.says("Бірінші кезекте"));

    let sent = decide(&town, &verifier, large, &CONFIRM).await;
    assert_eq!(sent.location, format!("/kk/office?sign={large}&done=ground-confirmed"));
    assert_eq!(standing(&town, large), (Class::FirstPriority, Some(1)));
    assert!(town.get(&verifier, &sent.location).await.says("Барлық іс қаралды"));
}

#[tokio::test]
async fn a_confirmation_asks_for_a_document_that_is_valid_and_keeps_what_was_typed() {
    let town = Fixture::new().await;
    let family = town.apply("Асанова", "220102600019", &["large_family"]).await.application;
    let verifier = town.log_in("verifier").await;
    let form = |document, expires| {
        [("verdict", "confirm"), ("state", "pending"), ("document_on", document), ("expires_on", expires)]
    };
    for (document, expires, words) in [
        ("", "2027-01-01", "Құжаттың күнін көрсетіңіз"),
        ("2026-03-03", "2027-01-01", "бүгіннен кеш болмауы керек"),
        ("2026-01-01", "2026-03-01", "Бұл күн өтіп кеткен"),
        ("2026-01-01", "2026-13-01", "Күн түсініксіз"),
    ] {
        let sent = decide(&town, &verifier, family, &form(document, expires)).await;
        assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY, "{document} {expires}");
        assert!(sent.says(words) && sent.says(&format!(r#"value="{expires}""#)), "{words}");
    }
    assert_eq!(standing(&town, family).0, Class::Ordinary);
    // A document without a term is fine.
    assert_eq!(decide(&town, &verifier, family, &form("2026-01-01", "")).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn what_was_decided_meanwhile_is_shown_before_it_is_decided_again() {
    let town = Fixture::new().await;
    let family = town.apply("Асанова", "220102600019", &["large_family"]).await.application;
    let (verifier, boss) = (town.log_in("verifier").await, town.log_in("head").await);
    decide(&town, &boss, family, &CONFIRM).await;
    let reject = [("verdict", "reject"), ("state", "pending"), ("reason", "document_missing")];
    let sent = decide(&town, &verifier, family, &reject).await;
    assert!(sent.status == StatusCode::UNPROCESSABLE_ENTITY && sent.says("бұл іс бойынша шешім қабылданған"));
    assert_eq!(standing(&town, family).0, Class::FirstPriority);
    // One's own button pressed twice is no quarrel.
    assert_eq!(decide(&town, &boss, family, &CONFIRM).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_ground_is_rejected_or_revoked_with_a_reason_and_the_history_tells_it() {
    let town = Fixture::new().await;
    let family = town.apply("Асанова", "220102600019", &["large_family"]).await.application;
    let verifier = town.log_in("verifier").await;
    let reject = [("verdict", "reject"), ("state", "pending")];
    let sent = decide(&town, &verifier, family, &reject).await;
    assert!(sent.status == StatusCode::UNPROCESSABLE_ENTITY && sent.says("Себебін таңдаңыз"));
    let reject = [&reject[..], &[("reason", "document_expired")]].concat();
    assert!(decide(&town, &verifier, family, &reject).await.location.ends_with("done=ground-rejected"));

    let confirm = [("verdict", "confirm"), ("state", "rejected"), ("document_on", "2026-03-01")];
    assert!(decide(&town, &verifier, family, &confirm).await.location.ends_with("done=ground-confirmed"));
    let revoke = [("verdict", "revoke"), ("state", "confirmed"), ("reason", "circumstance_ended")];
    assert!(decide(&town, &verifier, family, &revoke).await.location.ends_with("done=ground-revoked"));
    assert_eq!(standing(&town, family).0, Class::Ordinary);

    let page = town.get(&verifier, &format!("/ru/office/applications/{family}")).await;
    for words in [
        "Заявление принято",
        "Не принято: Ребёнок из многодетной семьи. Причина: Документ просрочен.",
        "Подтверждено: Ребёнок из многодетной семьи.",
        "Подтверждение отозвано: Ребёнок из многодетной семьи. Причина: Обстоятельство больше не действует.",
        "Управление, verifier қызметкері",
    ] {
        assert!(page.says(words), "{words}: {}", page.body);
    }
}

#[tokio::test]
async fn an_application_is_found_by_whatever_the_family_can_say() {
    let town = Fixture::new().await;
    let family = town.apply("Асанова", "220102600019", &[]).await;
    let verifier = town.log_in("verifier").await;
    let (sign, number) = (family.application.to_string(), family.number.to_string());
    for said in [sign.as_str(), number.as_str(), "220102 600019", "8 701 555 01 01"] {
        let sent = town.post(&verifier, "/kk/office/search", &[("find", said)]).await;
        assert_eq!(sent.location, format!("/kk/office/applications/{sign}"), "{said}");
    }
    let sent = town.post(&verifier, "/kk/office/search", &[("find", "220102600099")]).await;
    assert!(sent.status == StatusCode::UNPROCESSABLE_ENTITY && sent.says("Ештеңе табылмады"));
    assert!(sent.says(r#"value="220102600099""#));

    town.apply("Асанов", "220101600013", &[]).await;
    let sent = town.post(&verifier, "/kk/office/search", &[("find", "+77015550101")]).await;
    assert!(sent.status == StatusCode::OK && sent.says("2 өтініш табылды"));
}

#[tokio::test]
async fn a_date_may_be_typed_as_people_write_it() {
    let town = Fixture::new().await;
    let family = town.apply("Асанова", "220102600019", &["large_family"]).await.application;
    let verifier = town.log_in("verifier").await;
    let form = |document| [("verdict", "confirm"), ("state", "pending"), ("document_on", document), ("expires_on", "")];
    let short = decide(&town, &verifier, family, &form("20.02.26")).await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(decide(&town, &verifier, family, &form("20.02.2026")).await.status, StatusCode::SEE_OTHER);
}
