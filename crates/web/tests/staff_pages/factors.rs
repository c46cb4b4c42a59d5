//! The second step of staff: asked for, set up, used once, recovered, and removed for who has lost it.

use super::fixture::{Answer, Fixture, Person, three};
use axum::http::{StatusCode, header};
use identity::{Named, Provider, ProviderSettings, Totp};
use web::IdentityProvider;

const PASSWORD: &str = "сары ала қаз 7";
const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// What the page spells, as the app keeps it.
fn secret(page: &str) -> Vec<u8> {
    let spelled = page.split("id=\"secret\">").nth(1).unwrap().split('<').next().unwrap();
    let letters: Vec<usize> = spelled.chars().filter_map(|letter| LETTERS.find(letter)).collect();
    let bits = letters.iter().flat_map(|letter| (0..5).rev().map(move |bit| letter >> bit & 1));
    let bits: Vec<usize> = bits.collect();
    bits.chunks_exact(8).map(|byte| u8::try_from(byte.iter().fold(0, |sum, bit| sum * 2 + bit)).unwrap()).collect()
}

/// What the app shows so many seconds from now.
fn shown(town: &Fixture, secret: &[u8], later: i64) -> String {
    let second = town.store.clock().now().as_second() + later;
    Totp::of(secret, "Kezek", "boss").unwrap().shown_at(u64::try_from(second).unwrap())
}

fn cookie(answer: &Answer, name: &str) -> Option<Person> {
    let lines = answer.headers.get_all(header::SET_COOKIE).into_iter().filter_map(|line| line.to_str().ok());
    let pairs = lines.filter_map(|line| line.split(';').next());
    pairs.into_iter().find(|pair| pair.starts_with(&format!("{name}="))).map(|pair| Person(pair.to_owned()))
}

/// The password is right; what comes next.
async fn first_step(town: &Fixture, login: &str) -> Answer {
    let nobody = Person(String::new());
    town.post(&nobody, "/kk/staff", &[("login", login), ("password", PASSWORD)]).await
}

/// Sets an app up at the first log-in: its secret, the session, the recovery codes.
async fn set_up(town: &Fixture, login: &str) -> (Vec<u8>, Person, Vec<String>) {
    let answer = first_step(town, login).await;
    assert_eq!(answer.location, "/kk/staff/factors/new");
    let step = cookie(&answer, "kezek-step").unwrap();
    let secret = secret(&town.get(&step, "/kk/staff/factors/new").await.body);
    let code = shown(town, &secret, 0);
    let answer = town.post(&step, "/kk/staff/factors/new", &[("do", "app"), ("code", &code)]).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let codes = answer.body.split("<li class=\"code\">").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned());
    (secret, cookie(&answer, "kezek").unwrap(), codes.collect())
}

#[tokio::test]
async fn the_office_sets_up_a_second_step_before_anything_else_opens() {
    let town = Fixture::new().await.asking_second_factors();
    let answer = first_step(&town, "boss").await;
    assert_eq!(answer.location, "/kk/staff/factors/new");
    assert!(cookie(&answer, "kezek").is_none(), "no session before the second step");
    let step = cookie(&answer, "kezek-step").unwrap();
    for path in ["/kk/office", "/kk/office/accounts", "/kk/staff/factors"] {
        assert_eq!(town.get(&step, path).await.location, "/kk/staff?no=session", "{path}");
    }
    assert_eq!(town.get(&step, "/kk/staff/second").await.location, "/kk/staff?no=step");
    for lang in ["kk", "ru", "en"] {
        let page = town.get(&step, &format!("/{lang}/staff/factors/new")).await;
        assert!(page.says("role=\"img\"") && page.says("data-passkey"), "{}", page.body);
    }
    let wrong = town.post(&step, "/kk/staff/factors/new", &[("do", "app"), ("code", "000000")]).await;
    assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.says("Код сәйкес келмеді"));
    let (_, session, codes) = set_up(&town, "boss").await;
    assert_eq!(codes.len(), 8);
    assert_eq!(town.get(&session, "/kk/office").await.status, StatusCode::OK);
    let list = town.get(&session, "/kk/staff/factors").await;
    assert!(list.says("Кодтар қолданбасы") && !list.says(&codes[0]), "codes are shown once");
}

#[tokio::test]
async fn a_code_of_the_app_lets_in_once() {
    let town = Fixture::new().await.asking_second_factors();
    let (secret, _, _) = set_up(&town, "boss").await;
    let begin = async || cookie(&first_step(&town, "boss").await, "kezek-step").unwrap();
    let send =
        async |step: &Person, code: &str| town.post(step, "/kk/staff/second", &[("do", "app"), ("code", code)]).await;
    let step = begin().await;
    for lang in ["kk", "ru", "en"] {
        let page = town.get(&step, &format!("/{lang}/staff/second")).await;
        assert!(page.status == StatusCode::OK && page.says("autocomplete=\"one-time-code\""));
    }
    let shown_before = send(&step, &shown(&town, &secret, 0)).await;
    assert_eq!(shown_before.status, StatusCode::UNPROCESSABLE_ENTITY, "the code that set it up counts no more");
    let code = shown(&town, &secret, 30);
    let answer = send(&step, &code).await;
    assert_eq!((answer.status, answer.location.as_str()), (StatusCode::SEE_OTHER, "/kk/office"));
    assert_eq!(send(&step, &code).await.location, "/kk/staff?no=step", "a log-in is finished once");
    let other = begin().await;
    assert_eq!(send(&other, &code).await.status, StatusCode::UNPROCESSABLE_ENTITY, "nor does the code let in twice");
    assert_eq!(send(&Person(String::new()), &code).await.location, "/kk/staff?no=step");
}

#[tokio::test]
async fn whoever_guesses_codes_is_stopped_for_a_while() {
    let town = Fixture::new().await.asking_second_factors();
    set_up(&town, "boss").await;
    let step = cookie(&first_step(&town, "boss").await, "kezek-step").unwrap();
    let mut last = StatusCode::OK;
    for _ in 0..25 {
        last = town.post(&step, "/kk/staff/second", &[("do", "app"), ("code", "000000")]).await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
    // It is the account that is watched, not the browser.
    let other = cookie(&first_step(&town, "boss").await, "kezek-step").unwrap();
    let answer = town.post(&other, "/kk/staff/second", &[("do", "recovery"), ("recovery", "0")]).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn a_recovery_code_lets_in_once_and_what_was_begun_ends_in_minutes() {
    let town = Fixture::new().await.asking_second_factors();
    let (_, _, codes) = set_up(&town, "boss").await;
    let begin = async || cookie(&first_step(&town, "boss").await, "kezek-step").unwrap();
    let send = async |code: &str| {
        let step = begin().await;
        town.post(&step, "/kk/staff/second", &[("do", "recovery"), ("recovery", code)]).await
    };
    assert_eq!(send(&codes[3].to_lowercase()).await.location, "/kk/office");
    assert!(send(&codes[3]).await.says("Мұндай код жоқ"));
    let late = begin().await;
    town.move_to("2026-03-02T11:45:00Z").await;
    assert_eq!(town.get(&late, "/kk/staff/second").await.location, "/kk/staff?no=step");
}

#[tokio::test]
async fn a_kindergarten_may_have_a_second_step_and_is_then_asked_for_it() {
    let town = Fixture::new().await.asking_second_factors();
    let head = town.log_in("balapan").await;
    let without = town.post(&head, "/kk/staff/factors", &[("do", "add"), ("add_password", "?")]).await;
    assert!(without.status == StatusCode::UNPROCESSABLE_ENTITY && without.says("add_password-error"));
    let answer = town.post(&head, "/kk/staff/factors", &[("do", "add"), ("add_password", PASSWORD)]).await;
    assert_eq!(answer.location, "/kk/staff/factors/new");
    let both = Person(format!("{}; {}", head.0, cookie(&answer, "kezek-step").unwrap().0));
    let secret = secret(&town.get(&both, "/kk/staff/factors/new").await.body);
    let code = shown(&town, &secret, 0);
    let answer = town.post(&both, "/kk/staff/factors/new", &[("do", "app"), ("code", &code)]).await;
    assert!(answer.status == StatusCode::OK && answer.says("Қалпына келтіру кодтары"));
    assert_eq!(first_step(&town, "balapan").await.location, "/kk/staff/second");
    let list = town.get(&head, "/kk/staff/factors").await.body;
    let factor = list.split("name=\"factor\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let remove = async |password: &str| {
        let form = [("do", "remove"), ("factor", factor), ("password", password)];
        town.post(&head, "/kk/staff/factors", &form).await
    };
    assert!(remove("басқа құпиясөз").await.says("Құпиясөз қате"));
    assert_eq!(remove(PASSWORD).await.location, "/kk/staff/factors?done=factor-removed");
    assert_eq!(first_step(&town, "balapan").await.location, "/kk/kindergarten");
}

#[tokio::test]
async fn the_office_keeps_its_last_factor_and_makes_new_recovery_codes() {
    let town = Fixture::new().await.asking_second_factors();
    let (_, boss, codes) = set_up(&town, "boss").await;
    let list = town.get(&boss, "/ru/staff/factors").await.body;
    let factor = list.split("name=\"factor\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let form = [("do", "remove"), ("factor", factor), ("password", PASSWORD)];
    assert!(town.post(&boss, "/ru/staff/factors", &form).await.says("Это единственный"));
    let answer = town.post(&boss, "/ru/staff/factors", &[("do", "codes"), ("codes_password", PASSWORD)]).await;
    assert!(answer.says("<li class=\"code\">") && !answer.says(&codes[0]));
}

#[tokio::test]
async fn an_administrator_removes_a_lost_factor_and_sees_no_secret() {
    let town = Fixture::new().await.asking_second_factors();
    let (_, boss, _) = set_up(&town, "boss").await;
    let (_, clerk, codes) = set_up(&town, "clerk").await;
    let page = "/kk/office/accounts/3/factors";
    assert_eq!(town.get(&clerk, page).await.status, StatusCode::FORBIDDEN);
    let shown = town.get(&boss, page).await;
    assert!(shown.says("Кодтар қолданбасы") && !shown.says(&codes[0]));
    for lang in ["kk", "ru", "en"] {
        for path in ["office/accounts/3/factors", "office/accounts/4/factors", "staff/factors"] {
            assert_eq!(town.get(&boss, &format!("/{lang}/{path}")).await.status, StatusCode::OK, "{lang}/{path}");
        }
    }
    let own = town.post(&boss, "/kk/office/accounts/4/factors", &[("do", "remove")]).await;
    assert_eq!(own.status, StatusCode::FORBIDDEN, "one's own go one by one, with the password");
    assert_eq!(town.get(&clerk, "/kk/office").await.status, StatusCode::OK);
    let answer = town.post(&boss, page, &[("do", "remove")]).await;
    assert_eq!(answer.location, "/kk/office/accounts/3/factors?done=factors-removed");
    assert_eq!(town.get(&clerk, "/kk/office").await.location, "/kk/staff?no=session");
    assert_eq!(first_step(&town, "clerk").await.location, "/kk/staff/factors/new");
}

#[tokio::test]
async fn a_provider_that_does_not_answer_keeps_nobody_from_the_password() {
    let settings = ProviderSettings {
        issuer: "http://127.0.0.1:9".to_owned(),
        client_id: "kezek".to_owned(),
        client_secret: "between us two".to_owned(),
        scopes: Vec::new(),
        acr: None,
        named_by: Named::Sub,
        authority: None,
    };
    let provider = IdentityProvider {
        provider: Provider::new(settings).unwrap(),
        names: three("Қала порталы"),
        counts_as_second_factor: false,
    };
    let town = Fixture::new().await.asking_provider(provider);
    let nobody = Person(String::new());
    let page = town.get(&nobody, "/kk/staff").await;
    assert!(page.says("Қала порталы арқылы кіру"));
    assert_eq!(town.post(&nobody, "/kk/staff/provider", &[]).await.location, "/kk/staff?no=provider-down");
    assert!(town.get(&nobody, "/kk/staff?no=provider-down").await.says("Логин мен құпиясөз арқылы"));
    assert_eq!(town.get(&nobody, "/kk/staff/provider/back?code=1&state=2").await.location, "/kk/staff?no=step");
    assert_eq!(first_step(&town, "boss").await.location, "/kk/staff/factors/new");
}

#[tokio::test]
async fn a_name_of_the_provider_is_entered_by_an_administrator_for_one_account() {
    let town = Fixture::new().await;
    let boss = town.log_in("boss").await;
    let save = async |account: u64, name: &str| {
        let form = [("do", "external"), ("external_id", name)];
        town.post(&boss, &format!("/kk/office/accounts/{account}/factors"), &form).await
    };
    assert!(save(3, "Asel@Example.kz").await.location.ends_with("?done=external-saved"));
    assert!(save(1, "asel@example.kz").await.says("басқа есептік жазбаға берілген"));
    assert!(save(1, &"a".repeat(256)).await.says("тым ұзын"));
    let (whose, is_confirmed) = town.store.account_of_external_id("asel@example.kz").await.unwrap().unwrap();
    assert_eq!((whose.login.as_str(), is_confirmed), ("clerk", false));
    let clerk = town.log_in("clerk").await;
    assert!(town.get(&clerk, "/kk/staff/account").await.says("«asel@example.kz»"));
    let confirm = async |name: &str, password: &str| {
        let form = [("provider_name", name), ("provider_password", password)];
        town.post(&clerk, "/kk/staff/account/provider", &form).await
    };
    assert!(confirm("asel@example.kz", "қате").await.says("provider_password-error"));
    assert!(confirm("berik@example.kz", "сары ала қаз 7").await.says("осы арада атты өзгертті"));
    let done = confirm("asel@example.kz", "сары ала қаз 7").await;
    assert_eq!(done.location, "/kk/staff/account?done=provider-name-confirmed", "{}", done.body);
    assert!(!town.get(&clerk, "/kk/staff/account").await.says("«asel@example.kz»"));
    let (_, is_confirmed) = town.store.account_of_external_id("asel@example.kz").await.unwrap().unwrap();
    assert!(is_confirmed);
    assert!(save(3, "").await.location.ends_with("?done=external-saved"));
    assert!(town.store.account_of_external_id("asel@example.kz").await.unwrap().is_none());
}

#[tokio::test]
async fn an_answer_that_no_device_gave_lets_nobody_in() {
    let town = Fixture::new().await.asking_second_factors();
    let step = cookie(&first_step(&town, "boss").await, "kezek-step").unwrap();
    let answer = town.post(&step, "/kk/staff/factors/new", &[("do", "passkey"), ("answer", "{}")]).await;
    assert!(answer.status == StatusCode::UNPROCESSABLE_ENTITY && answer.says("Кілт жасалмады"));
    assert!(cookie(&answer, "kezek").is_none());
    let next = cookie(&answer, "kezek-step").unwrap();
    assert_eq!(town.get(&next, "/kk/staff/factors/new").await.status, StatusCode::OK, "with another question");
    assert_eq!(town.get(&step, "/kk/staff/factors/new").await.location, "/kk/staff?no=step");
}
