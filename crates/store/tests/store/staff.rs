//! Staff: accounts, passwords, sessions.

use crate::fixture::{Fixture, kato};
use admission::{ApplicationId, KindergartenId};
use jiff::SignedDuration;
use store::{AccountFault, AccountId, Limit, NewAccount, Session, StaffRole, TooOften, Who};

const PASSWORD: &str = "төрт қызғалдақ";

fn clerk(login: &str) -> NewAccount {
    NewAccount {
        login: login.to_owned(),
        display_name: "Әсел".to_owned(),
        role: StaffRole::Clerk,
        town: kato(),
        kindergarten: None,
        password: PASSWORD.to_owned(),
    }
}

#[tokio::test]
async fn only_the_right_password_opens_an_account() {
    let town = Fixture::new().await;
    let id = town.store.create_account(clerk("Asel")).await.unwrap().unwrap();
    let check = |login: &'static str, password: &'static str| town.store.check_password(login, password);
    assert_eq!(check("asel", PASSWORD).await.unwrap().unwrap().id, id);
    assert!(check("ASEL", "бес қызғалдақ").await.unwrap().is_none());
    assert!(check("nobody", PASSWORD).await.unwrap().is_none());
    town.store.set_password(id, "алты қызғалдақ").await.unwrap().unwrap();
    assert!(check("asel", PASSWORD).await.unwrap().is_none());
    assert!(check("asel", "алты қызғалдақ").await.unwrap().is_some());
    town.store.close_account(id, None).await.unwrap().unwrap();
    assert!(check("asel", "алты қызғалдақ").await.unwrap().is_none());
    let town = town.reopened().await;
    assert!(town.store.account(id).unwrap().closed);
    assert_eq!(town.store.accounts(&kato()).len(), 1);
}

#[tokio::test]
async fn an_account_that_does_not_fit_is_refused_with_the_reason() {
    let town = Fixture::new().await;
    town.store.create_account(clerk("asel")).await.unwrap().unwrap();
    let fault = async |new: NewAccount| town.store.create_account(new).await.unwrap().unwrap_err();
    assert_eq!(fault(clerk("ASEL")).await, AccountFault::LoginTaken);
    assert_eq!(fault(clerk("")).await, AccountFault::LoginUnfit);
    assert_eq!(fault(clerk("a b")).await, AccountFault::LoginUnfit);
    assert_eq!(fault(NewAccount { password: "short".into(), ..clerk("b") }).await, AccountFault::PasswordTooShort);
    assert_eq!(
        fault(NewAccount { password: "Qwertyuiop".into(), ..clerk("b") }).await,
        AccountFault::PasswordTooCommon
    );
    let of_nowhere = NewAccount { role: StaffRole::Kindergarten, ..clerk("b") };
    assert_eq!(fault(of_nowhere).await, AccountFault::KindergartenMismatch);
    let with_one = NewAccount { kindergarten: Some(KindergartenId(1)), ..clerk("b") };
    assert_eq!(fault(with_one).await, AccountFault::KindergartenMismatch);
    let nobody = town.store.set_password(AccountId(99), PASSWORD).await.unwrap();
    assert_eq!(nobody, Err(AccountFault::UnknownAccount));
}

#[tokio::test]
async fn no_password_can_be_read_on_the_disk() {
    let town = Fixture::new().await;
    town.store.create_account(clerk("asel")).await.unwrap().unwrap();
    let stored = town.tables.texts("SELECT password FROM account").remove(0);
    assert!(stored.starts_with("$argon2id$") && !stored.contains(PASSWORD), "{stored}");
    assert_eq!(format!("{:?}", clerk("asel")), "NewAccount(…)");
}

#[tokio::test]
async fn a_session_lasts_over_a_restart_until_its_end() {
    let town = Fixture::new().await;
    let who = Who::Family(kato(), ApplicationId(5));
    let token = town.store.open_session(who.clone(), SignedDuration::from_hours(1)).await.unwrap();
    let opened_at = town.store.clock().now();
    let expected = Session { who, opened_at, ends_at: opened_at + SignedDuration::from_hours(1) };
    assert_eq!(town.store.session(token.as_str()).await.unwrap(), Some(expected.clone()));
    assert_eq!(town.store.session("0".repeat(64).as_str()).await.unwrap(), None);
    let town = town.reopened().await;
    assert_eq!(town.store.session(token.as_str()).await.unwrap(), Some(expected));
    town.store.clock().move_to(opened_at + SignedDuration::from_hours(1));
    assert_eq!(town.store.session(token.as_str()).await.unwrap(), None);
    town.store.open_session(Who::Staff(AccountId(1)), SignedDuration::from_hours(1)).await.unwrap();
    assert_eq!(town.tables.count("session"), 1);
}

#[tokio::test]
async fn who_tries_too_often_is_told_when_to_try_again() {
    let town = Fixture::new().await;
    let limit = Limit { what: "log-in", most: 3, within: SignedDuration::from_mins(15) };
    for _ in 0..3 {
        assert_eq!(town.store.attempt(limit, "127.0.0.1"), Ok(()));
    }
    let again_at = crate::fixture::at("2026-03-02T04:15:00Z");
    assert_eq!(town.store.attempt(limit, "127.0.0.1"), Err(TooOften { again_at }));
    assert_eq!(town.store.attempt(limit, "127.0.0.2"), Ok(()));
    town.store.clock().move_to(again_at);
    assert_eq!(town.store.attempt(limit, "127.0.0.1"), Ok(()));
}

#[tokio::test]
async fn the_token_itself_is_stored_nowhere() {
    let town = Fixture::new().await;
    let token = town.store.open_session(Who::Staff(AccountId(1)), SignedDuration::from_hours(1)).await.unwrap();
    assert_eq!((token.as_str().len(), format!("{token:?}")), (64, "SessionToken(…)".to_owned()));
    let bytes = town.tables.bytes();
    assert!(!bytes.is_empty() && !bytes.windows(64).any(|window| window == token.as_str().as_bytes()));
}

#[tokio::test]
async fn leaving_ends_one_session_and_a_new_password_ends_them_all() {
    let town = Fixture::new().await;
    let id = town.store.create_account(clerk("asel")).await.unwrap().unwrap();
    let open = || town.store.open_session(Who::Staff(id), SignedDuration::from_hours(8));
    let (one, other, third) = (open().await.unwrap(), open().await.unwrap(), open().await.unwrap());
    town.store.end_session(one.as_str()).await.unwrap();
    assert!(town.store.session(one.as_str()).await.unwrap().is_none());
    assert!(town.store.session(other.as_str()).await.unwrap().is_some());
    town.store.set_password(id, "алты қызғалдақ").await.unwrap().unwrap();
    assert!(town.store.session(other.as_str()).await.unwrap().is_none());
    let fourth = open().await.unwrap();
    town.store.end_sessions_of(id).await.unwrap();
    assert!(
        town.store.session(third.as_str()).await.unwrap().is_none()
            && town.store.session(fourth.as_str()).await.unwrap().is_none()
    );
}
