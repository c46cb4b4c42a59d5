//! A first password, and the way back to a log-in: a number that its owner reads aloud and colleagues confirm; nobody else holds a
//! secret, and nobody alone comes into the log-in of a colleague of the department.

use super::fixture::{Answer, Fixture, Person};
use axum::http::StatusCode;
use store::CommandId;

const HERE: &str = "/kk/staff/recovery";
const NEW: &str = "жеті қазына 77";

/// The page on which somebody waits, as the browser that asked keeps it.
struct Waiting {
    login: String,
    asked: String,
    number: String,
}

fn between<'a>(page: &'a Answer, before: &str, after: char) -> &'a str {
    let rest = page.body.split(before).nth(1).unwrap_or_else(|| panic!("{before}: {}", page.body));
    rest.split(after).next().unwrap()
}

async fn ask(town: &Fixture, login: &str) -> Waiting {
    let act = CommandId::random();
    let page = town.post_act(&Person::nobody(), HERE, &[("do", "ask"), ("login", login)], act).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let twice = town.post_act(&Person::nobody(), HERE, &[("do", "ask"), ("login", login)], act).await;
    let number = between(&page, "id=\"recovery-number\">", '<').to_owned();
    assert_eq!(number, between(&twice, "id=\"recovery-number\">", '<'), "a second tap shows the same number");
    let asked = between(&page, "name=\"asked\" value=\"", '"').to_owned();
    Waiting { login: login.to_owned(), asked, number }
}

async fn set(town: &Fixture, waiting: &Waiting, password: &str, repeated: &str) -> Answer {
    let Waiting { login, asked, .. } = waiting;
    let form = [("do", "set"), ("login", login), ("asked", asked), ("password", password), ("repeated", repeated)];
    town.post(&Person::nobody(), HERE, &form).await
}

async fn confirm(town: &Fixture, by: &Person, account: u64, number: &str) -> Answer {
    town.post(by, &format!("/kk/office/accounts/{account}/recovery"), &[("number", number)]).await
}

fn id_of(town: &Fixture, login: &str) -> u64 {
    town.store.accounts(town.town.kato()).into_iter().find(|account| account.login == login).unwrap().id.0
}

#[tokio::test]
async fn a_log_in_is_made_its_owner_sets_the_password_loses_it_and_comes_back() {
    let town = Fixture::new().await;
    let boss = town.log_in("boss").await;
    let mut form = vec![("display_name", "Гүлнар Оспанова"), ("login", "gulnar"), ("role", "deputy")];
    let unsaid = town.post(&boss, "/kk/office/accounts/new", &form).await;
    assert!(unsaid.status == StatusCode::UNPROCESSABLE_ENTITY && unsaid.says("kindergarten-error"));
    form.push(("kindergarten", "2"));
    let act = CommandId::random();
    for _ in 0..2 {
        let made = town.post_act(&boss, "/kk/office/accounts/new", &form, act).await;
        assert_eq!(made.location, "/kk/office/accounts/9/recovery?done=account-made", "{}", made.body);
    }
    let again = town.post(&boss, "/kk/office/accounts/new", &form).await;
    assert!(again.status == StatusCode::UNPROCESSABLE_ENTITY && again.says("login-error"));
    let next = town.get(&boss, "/kk/office/accounts/9/recovery?done=account-made").await;
    assert!(next.says("Кіру ашылды") && next.says(HERE) && !next.says("жеке-жеке растайды"), "{}", next.body);

    let waiting = ask(&town, "Gulnar").await;
    let early = set(&town, &waiting, NEW, NEW).await;
    assert!(
        early.status == StatusCode::UNPROCESSABLE_ENTITY && early.says("Нөмір әлі расталған жоқ"),
        "{}",
        early.body
    );
    assert!(early.says(&waiting.number) && !early.says(NEW), "the number stays, a password is never shown again");
    let done = confirm(&town, &boss, 9, &waiting.number).await;
    assert_eq!(done.location, "/kk/office/accounts/9/recovery?done=recovery-whole", "one is enough for a kindergarten");
    assert!(set(&town, &waiting, NEW, "басқа").await.says("repeated-error"));
    assert!(set(&town, &waiting, "gulnar тоғыз тарау", "gulnar тоғыз тарау").await.says("password-error"));
    assert_eq!(set(&town, &waiting, NEW, NEW).await.location, "/kk/staff?done=password-set-up");
    let again = set(&town, &waiting, "тоғыз тарау 99", "тоғыз тарау 99").await;
    assert_eq!(again.location, "/kk/staff?done=recovery-used", "a second tap");
    assert!(town.log_in_with("gulnar", "тоғыз тарау 99").await.is_none(), "which changes nothing");
    let deputy = town.log_in_with("gulnar", NEW).await.unwrap();
    assert!(town.get(&deputy, "/kk/kindergarten").await.says("Айгөлек"));

    let lost = ask(&town, "gulnar").await;
    assert!(town.get(&deputy, "/kk/kindergarten").await.says("Айгөлек"), "asking alone changes nothing");
    confirm(&town, &boss, 9, &lost.number).await;
    assert!(town.log_in_with("gulnar", NEW).await.is_none());
    assert_eq!(town.get(&deputy, "/kk/kindergarten").await.location, "/kk/staff?no=session");
    assert_eq!(set(&town, &lost, "тоғыз тарау 99", "тоғыз тарау 99").await.location, "/kk/staff?done=password-set-up");
    assert!(town.log_in_with("gulnar", "тоғыз тарау 99").await.is_some());

    let sent = town.post(&boss, "/kk/office/accounts/9", &[("do", "close")]).await;
    assert_eq!(sent.location, "/kk/office/accounts?done=account-closed");
    assert!(town.log_in_with("gulnar", "тоғыз тарау 99").await.is_none());
    let closed = ask(&town, "gulnar").await;
    assert_eq!(confirm(&town, &boss, 9, &closed.number).await.status, StatusCode::NOT_FOUND);
    let done = town.get(&town.log_in("auditor").await, "/kk/office/accounts/9").await;
    for act in ["логин ашылды", "кіруді қалпына келтіру сұрауы расталды", "логин жабылды"]
    {
        assert!(done.says(act), "{act}: {}", done.body);
    }
}

#[tokio::test]
async fn nobody_alone_comes_into_the_log_in_of_an_official() {
    let town = Fixture::new().await;
    let (boss, head, verifier) = (town.log_in("boss").await, town.log_in("head").await, id_of(&town, "verifier"));
    // An administrator who asks in a colleague's name knows the number, and is still one only.
    let waiting = ask(&town, "verifier").await;
    for _ in 0..2 {
        let first = confirm(&town, &boss, verifier, &waiting.number).await;
        assert_eq!(first.location, format!("/kk/office/accounts/{verifier}/recovery?done=recovery-first"));
    }
    assert!(set(&town, &waiting, NEW, NEW).await.says("Нөмір әлі расталған жоқ"));
    assert!(town.log_in_with("verifier", "сары ала қаз 7").await.is_some(), "nothing has changed for the owner");
    let list = town.get(&head, "/kk/office/accounts").await;
    assert!(list.says("verifier қызметкері кіруді күтіп отыр. Бірінші болып boss қызметкері растады"), "{}", list.body);
    let page = town.get(&head, &format!("/kk/office/accounts/{verifier}/recovery")).await;
    assert!(
        page.says("жеке-жеке растайды")
            && !page.says("сервис операторы береді")
            && page.says("Бірінші болып boss қызметкері растады"),
        "{}",
        page.body
    );
    assert!(!page.says(&waiting.number) && !page.says(&waiting.number.replace(' ', "")), "the owner reads it aloud");
    let wrong = confirm(&town, &head, verifier, "000000").await;
    assert!(
        wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.says("мұндай нөмір сұралмаған"),
        "{}",
        wrong.body
    );
    let here = format!("/kk/office/accounts/{verifier}/recovery");
    assert_eq!(town.post(&head, &here, &[("do", "reject")]).await.location, format!("{here}?done=recovery-rejected"));
    assert!(confirm(&town, &head, verifier, &waiting.number).await.says("мұндай нөмір сұралмаған"));
    let waiting = ask(&town, "verifier").await;
    confirm(&town, &boss, verifier, &waiting.number).await;
    let second = confirm(&town, &head, verifier, &waiting.number).await;
    assert!(second.location.ends_with("done=recovery-whole"));
    assert_eq!(set(&town, &waiting, NEW, NEW).await.location, "/kk/staff?done=password-set-up");
    let owner = town.log_in_with("verifier", NEW).await.unwrap();
    let told = town.get(&owner, "/kk/staff/account").await;
    assert!(told.says("екі қызметкердің біріншісі") && told.says("boss қызметкері") && told.says("head қызметкері"));
}

#[tokio::test]
async fn where_no_two_are_left_the_page_names_the_operator_and_one_still_is_not_enough() {
    let town = Fixture::new().await;
    let boss = town.log_in("boss").await;
    let (head, verifier) = (id_of(&town, "head"), id_of(&town, "verifier"));
    assert_eq!(
        town.post(&boss, &format!("/kk/office/accounts/{head}"), &[("do", "close")]).await.status,
        StatusCode::SEE_OTHER
    );
    let page = town.get(&boss, &format!("/kk/office/accounts/{verifier}/recovery")).await;
    assert!(page.says("сервис операторы береді"), "{}", page.body);
    let waiting = ask(&town, "verifier").await;
    assert!(confirm(&town, &boss, verifier, &waiting.number).await.location.ends_with("done=recovery-first"));
    assert!(set(&town, &waiting, NEW, NEW).await.says("Нөмір әлі расталған жоқ"));
}

#[tokio::test]
async fn who_confirms_is_decided_and_a_stranger_learns_nothing() {
    let town = Fixture::new().await;
    let (clerk, boss) = (town.log_in("clerk").await, town.log_in("boss").await);
    let unknown = ask(&town, "nobody").await;
    assert_eq!(unknown.number.len(), 7, "a log-in that is not there looks like one that is");
    let waiting = ask(&town, "clerk").await;
    town.store.clock().move_to("2026-03-02T12:00:00Z".parse().unwrap());
    // Every form carries a fresh name of its act.
    let told = |page: Answer, of: &Waiting| {
        let acts = page.body.split("name=\"act\" value=\"").enumerate();
        let body: String = acts.map(|(at, part)| if at == 0 { part } else { &part[36..] }).collect();
        body.replace(&of.number, "").replace(&of.asked, "").replace(&of.login, "")
    };
    let never = told(set(&town, &unknown, NEW, NEW).await, &unknown);
    assert_eq!(never, told(set(&town, &waiting, NEW, NEW).await, &waiting), "also some time later");
    let account = id_of(&town, "clerk");
    assert_eq!(confirm(&town, &clerk, account, &waiting.number).await.status, StatusCode::FORBIDDEN);
    let own = ask(&town, "boss").await;
    let refused = confirm(&town, &boss, id_of(&town, "boss"), &own.number).await;
    assert!(
        refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.says("өзіңіздің кіруіңіз"),
        "{}",
        refused.body
    );
    assert_eq!(confirm(&town, &boss, 99, &own.number).await.status, StatusCode::NOT_FOUND);
    let foreign = confirm(&town, &boss, account, &own.number).await;
    assert_eq!(foreign.status, StatusCode::UNPROCESSABLE_ENTITY, "the number of another log-in");
    assert!(town.post(&Person::nobody(), HERE, &[("do", "ask"), ("login", "")]).await.says("login-error"));
    for broken in [vec![("do", "set"), ("login", "clerk"), ("asked", "?")], vec![("do", "rob"), ("login", "clerk")]] {
        assert_eq!(town.post(&Person::nobody(), HERE, &broken).await.status, StatusCode::BAD_REQUEST);
    }
}
