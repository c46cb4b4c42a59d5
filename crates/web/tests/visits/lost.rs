//! Coming back without the secret code, and new contacts.

use crate::browser::Browser;
use crate::letters::{applies, site};
use crate::town::{TestTown, found};
use admission::ApplicationId;
use axum::http::StatusCode;
use store::{Language, Message, Occasion, Tried};
use web::Written;

/// Number and secret code.
async fn keys(town: &TestTown, application: ApplicationId) -> (String, String) {
    let applicant = town.town.applicant(application).await.unwrap().unwrap();
    (applicant.number.to_string(), applicant.code.to_string())
}

/// What was sent since, with where it went.
async fn post(town: &TestTown) -> Vec<(Message, String)> {
    while town.store.address_messages(10).await.unwrap() > 0 {}
    let mut sent = Vec::new();
    for message in town.store.take_due_messages(10).await.unwrap() {
        let written = web::write_message(&site(town), &message).await.unwrap();
        town.store.message_was_tried(&message, Tried::Sent).await.unwrap();
        sent.push(match written.unwrap() {
            Written::Sms { phone, text } => (message, format!("{phone} {text}")),
            Written::Email { to, text, .. } => (message, format!("{to} {text}")),
            Written::Push { text, .. } => (message, text),
        });
    }
    sent
}

/// The code in the only message of its kind.
fn code(sent: &[(Message, String)]) -> String {
    let is_code = |(message, _): &&(Message, String)| message.occasion == Occasion::OneTimeCode;
    let (_, text) = sent.iter().find(is_code).expect("a code was sent");
    let (_, rest) = text.split_once("код: ").expect("it says the code");
    rest[..9].to_owned()
}

#[tokio::test]
async fn a_lost_code_is_replaced_by_one_that_comes_to_the_phone() {
    let town = found().await;
    let application = applies(&town, Language::Kk).await;
    post(&town).await;
    let (number, _) = keys(&town, application).await;
    let router = web::router(site(&town));
    let (mut mother, mut stranger) = (Browser::new(&router), Browser::new(&router));
    let asked = mother.post("/kk/find/code", &[("number", &number), ("contact", "8 (701) 234-56-78")]).await;
    assert_eq!((asked.status, asked.location.as_str()), (StatusCode::SEE_OTHER, "/kk/find/code/enter"));
    let sent = post(&town).await;
    assert!(sent[0].1.starts_with("+77012345678 "), "{}", sent[0].1);
    let code = code(&sent);
    // Another browser has asked for no code, whatever it is told on the telephone.
    let elsewhere = stranger.post("/kk/find/code/enter", &[("one_time", &code)]).await;
    assert!(elsewhere.says("Бұл код енді жарамсыз"));
    let wrong = mother.post("/kk/find/code/enter", &[("one_time", "AAAA 0000")]).await;
    assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.says("Тағы 4 рет енгізуге болады"));
    let right = mother.post("/kk/find/code/enter", &[("one_time", &code.to_lowercase())]).await;
    assert_eq!(right.location, "/kk/my?done=came_back");
    assert!(mother.get("/kk/my").await.says("Аружан"));
    let again = mother.post("/kk/find/code/enter", &[("one_time", &code)]).await;
    assert!(again.says("Бұл код енді жарамсыз"), "a code counts once");
}

#[tokio::test]
async fn whoever_guesses_is_told_the_same_as_whoever_knows() {
    let town = found().await;
    let application = applies(&town, Language::Kk).await;
    post(&town).await;
    let (number, _) = keys(&town, application).await;
    let router = web::router(site(&town));
    for (number, contact) in
        [(number.as_str(), "8 701 000 00 00"), ("210310600107", "8 701 234 56 78"), (number.as_str(), "x@example.kz")]
    {
        let mut browser = Browser::new(&router);
        let asked = browser.post("/ru/find/code", &[("number", number), ("contact", contact)]).await;
        assert_eq!(asked.location, "/ru/find/code/enter");
        assert!(browser.get("/ru/find/code/enter").await.says("Если всё совпало"));
        assert!(post(&town).await.is_empty());
        let tried = browser.post("/ru/find/code/enter", &[("one_time", "AAAA0000")]).await;
        assert!(tried.says("Осталось 4 попытки"));
    }
    let mut browser = Browser::new(&router);
    let nonsense = browser.post("/ru/find/code", &[("number", "12"), ("contact", "там же")]).await;
    assert_eq!(nonsense.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nonsense.says("Введите номер заявления (10 цифр)") && nonsense.says("почту полностью"));
    assert!(nonsense.says("value=\"12\"") && nonsense.says("value=\"там же\""), "nothing is lost");
}

#[tokio::test]
async fn a_new_phone_proves_itself_and_the_old_one_is_told() {
    let town = found().await;
    let application = applies(&town, Language::Ru).await;
    post(&town).await;
    let (number, secret) = keys(&town, application).await;
    let mut browser = Browser::new(&web::router(site(&town)));
    browser.post("/ru/find", &[("number", &number), ("code", &secret)]).await;
    assert!(browser.get("/ru/my/contacts").await.says("+7 701 234 56 78"));
    browser.post("/ru/my/contacts", &[("contact", "+7 705 111 22 33")]).await;
    let sent = post(&town).await;
    assert!(sent[0].1.starts_with("+77051112233 "), "{}", sent[0].1);
    let done = browser.post("/ru/my/contacts/enter", &[("one_time", &code(&sent))]).await;
    assert_eq!(done.location, "/ru/my?done=contact");
    let page = browser.get(&done.location).await;
    assert!(page.says("Контакты изменены") && browser.get("/ru/my/contacts").await.says("+7 705 111 22 33"));
    let told = post(&town).await;
    assert!(told[0].1.starts_with("+77012345678 ") && told[0].1.contains("Если это не вы"), "{}", told[0].1);
}

#[tokio::test]
async fn a_family_proves_the_phone_that_it_gave_and_nobody_is_told_of_a_change() {
    let town = found().await;
    let application = applies(&town, Language::Ru).await;
    post(&town).await;
    let (number, secret) = keys(&town, application).await;
    let mut browser = Browser::new(&web::router(site(&town)));
    browser.post("/ru/find", &[("number", &number), ("code", &secret)]).await;
    assert!(browser.get("/ru/my/contacts").await.says("ещё не подтверждены"));
    assert!(!browser.get("/ru/my?done=proved").await.says("Контакт подтверждён"), "an address proves nothing");
    browser.post("/ru/my/contacts/prove", &[("to", "phone")]).await;
    let sent = post(&town).await;
    assert!(sent[0].1.starts_with("+77012345678 "), "{}", sent[0].1);
    let done = browser.post("/ru/my/contacts/enter", &[("one_time", &code(&sent))]).await;
    assert_eq!(done.location, "/ru/my?done=proved");
    assert!(browser.get(&done.location).await.says("Контакт подтверждён"));
    assert!(!browser.get("/ru/my/contacts").await.says("ещё не подтверждены"));
    assert!(post(&town).await.is_empty(), "nothing was changed");
    for _ in 0..5 {
        let again = browser.post("/ru/my/contacts", &[("contact", "+7 701 234 56 78")]).await;
        assert_eq!(again.location, "/ru/my/contacts/enter");
    }
    let too_often = browser.post("/ru/my/contacts", &[("contact", "+7 701 234 56 78")]).await;
    assert!(too_often.status == StatusCode::UNPROCESSABLE_ENTITY && too_often.says("кодов запрошено слишком много"));
    assert!(town.town.reached(&[application]).await.unwrap().contains(&application));
}

#[tokio::test]
async fn a_device_is_remembered_only_where_its_owner_says_so() {
    let town = found().await;
    let application = applies(&town, Language::Kk).await;
    let (number, secret) = keys(&town, application).await;
    let router = web::router(site(&town));
    let (mut own, mut shared) = (Browser::new(&router), Browser::new(&router));
    let remembered = own.post("/kk/find", &[("number", &number), ("code", &secret), ("remember", "yes")]).await;
    assert!(remembered.header("set-cookie").contains("Max-Age=7776000"), "{}", remembered.header("set-cookie"));
    let not = shared.post("/kk/find", &[("number", &number), ("code", &secret)]).await;
    assert!(!not.header("set-cookie").contains("Max-Age"), "{}", not.header("set-cookie"));
    town.store.clock().move_to(town.store.clock().now() + jiff::SignedDuration::from_hours(24 * 89));
    assert_eq!(own.get("/kk/my").await.status, StatusCode::OK);
    assert_eq!(shared.get("/kk/my").await.location, "/kk/find?no=session");
    assert_eq!(own.post("/kk/my/leave-all", &[]).await.location, "/kk/find?done=left_all");
    assert_eq!(own.get("/kk/my").await.location, "/kk/find?no=session");
}

#[tokio::test]
async fn a_code_that_somebody_saw_is_replaced() {
    let town = found().await;
    let application = applies(&town, Language::Kk).await;
    let (number, old) = keys(&town, application).await;
    let router = web::router(site(&town));
    let (mut mother, mut stranger) = (Browser::new(&router), Browser::new(&router));
    mother.post("/kk/find", &[("number", &number), ("code", &old)]).await;
    let renewed = mother.post("/kk/my/receipt/renew", &[]).await;
    assert_eq!(renewed.location, "/kk/my/receipt?done=renewed");
    let (_, new) = keys(&town, application).await;
    assert!(new != old && mother.get("/kk/my/receipt").await.says(&new));
    let with_old = stranger.post("/kk/find", &[("number", &number), ("code", &old)]).await;
    assert_eq!(with_old.status, StatusCode::UNPROCESSABLE_ENTITY);
}
