//! Log-ins: a password that only its owner has seen, sessions that the owner ends, and who saw whose data.

use crate::fixture::{Fixture, at, kato};
use admission::ApplicationId;
use jiff::SignedDuration;
use store::{
    AccountAct, AccountFault, AccountId, AskedRecovery, CommandId, Confirmations, Confirmed, Ended, NewAccount,
    RecoveryFault, SetupFault, StaffRole, ViewFilter, ViewPurpose, Who,
};

const PASSWORD: &str = "төрт қызғалдақ";
const OTHER: &str = "алты қызғалдақ";

fn verifier(login: &str) -> NewAccount {
    NewAccount {
        login: login.to_owned(),
        display_name: "Әсел".to_owned(),
        role: StaffRole::Verifier,
        town: kato(),
        kindergarten: None,
        password: String::new(),
    }
}

#[tokio::test]
async fn whoever_is_given_an_account_sets_its_password_with_a_code_that_counts_once() {
    let town = Fixture::new().await;
    let act = CommandId::random();
    let setup = town.store.invite(verifier("asel"), None, act).await.unwrap().unwrap();
    assert_eq!(
        town.store.invite(verifier("Asel"), None, act).await.unwrap().unwrap(),
        setup,
        "a retry shows the same code"
    );
    let other = town.store.invite(verifier("asel"), None, CommandId::random()).await.unwrap();
    assert_eq!(other, Err(AccountFault::LoginTaken));
    let code = setup.code.to_string();
    assert!(code.len() == 19 && !format!("{setup:?}").contains(&code));
    assert!(town.store.check_password("asel", "").await.unwrap().is_none(), "no password opens it yet");

    let set = async |login: &str, code: &str, password: &str| town.store.set_up(login, code, password).await.unwrap();
    assert_eq!(set("nobody", &code, PASSWORD).await, Err(SetupFault::Wrong));
    assert_eq!(set("asel", "0000-0000-0000-0000", PASSWORD).await, Err(SetupFault::Wrong));
    assert_eq!(set("asel", &code, "short").await, Err(SetupFault::Password(AccountFault::PasswordTooShort)));
    let holding = set("asel", &code, "Asel тоғыз тарау").await;
    assert_eq!(holding, Err(SetupFault::Password(AccountFault::PasswordHoldsName)));
    assert_eq!(set("ASEL", &code.to_lowercase(), PASSWORD).await.unwrap().id, setup.account);
    assert_eq!(set("asel", &code, OTHER).await, Err(SetupFault::Wrong), "it was used");
    assert!(town.store.check_password("asel", PASSWORD).await.unwrap().is_some());
}

#[tokio::test]
async fn a_code_ends_the_old_password_and_sessions_and_is_over_after_a_day() {
    let town = Fixture::new().await;
    let id = town.store.create_account(NewAccount { password: PASSWORD.into(), ..verifier("asel") }).await;
    let id = id.unwrap().unwrap();
    let session = town.store.open_session(Who::Staff(id), SignedDuration::from_hours(90)).await.unwrap();
    let act = CommandId::random();
    let setup = town.store.issue_setup_code(id, None, act).await.unwrap().unwrap();
    assert!(town.store.session(session.as_str()).await.unwrap().is_none());
    assert!(town.store.check_password("asel", PASSWORD).await.unwrap().is_none());
    town.store.set_up("asel", &setup.code.to_string(), PASSWORD).await.unwrap().unwrap();
    // The form of the administrator sent again brings no used code back, and ends nothing.
    let session = town.store.open_session(Who::Staff(id), SignedDuration::from_hours(90)).await.unwrap();
    town.store.issue_setup_code(id, None, act).await.unwrap().unwrap();
    assert!(town.store.session(session.as_str()).await.unwrap().is_some());
    let again = town.store.set_up("asel", &setup.code.to_string(), OTHER).await.unwrap();
    assert_eq!(again, Err(SetupFault::Wrong));

    let late = town.store.issue_setup_code(id, None, CommandId::random()).await.unwrap().unwrap();
    let town = town.reopened().await;
    town.store.clock().move_to(late.ends_at);
    let over = town.store.set_up("asel", &late.code.to_string(), OTHER).await.unwrap();
    assert_eq!(over, Err(SetupFault::Wrong));
    town.store.close_account(id, None).await.unwrap().unwrap();
    let closed = town.store.issue_setup_code(id, None, CommandId::random()).await.unwrap();
    assert_eq!(closed, Err(AccountFault::UnknownAccount));
}

#[tokio::test]
async fn a_request_to_be_let_in_counts_for_eight_hours_for_its_log_in_and_by_the_word_of_as_many_as_are_needed() {
    let town = Fixture::new().await;
    let id = town.store.create_account(NewAccount { password: PASSWORD.into(), ..verifier("asel") }).await;
    let id = id.unwrap().unwrap();
    let ask = async |town: &Fixture, login: &str| town.store.ask_recovery(login, CommandId::random()).await.unwrap();
    let confirm = async |town: &Fixture, number: &str, needed, by| {
        town.store.confirm_recovery(id, number, needed, AccountId(by)).await.unwrap()
    };
    let asked = ask(&town, "Asel").await;
    assert!(asked.number.len() == 6 && asked.ends_at == at("2026-03-02T12:00:00Z"));
    assert!(!format!("{asked:?}").contains(&asked.secret.to_string()));
    assert_eq!(town.tables.texts("SELECT number FROM account_recovery"), [asked.number.as_str()]);
    ask(&town, "nobody").await;
    assert_eq!(town.tables.texts("SELECT number FROM account_recovery").len(), 1, "of nobody nothing is kept");
    assert_eq!(confirm(&town, &asked.number, Confirmations::Two, id.0).await, Err(RecoveryFault::Own));
    for by in [71, 71] {
        assert_eq!(confirm(&town, &asked.number, Confirmations::Two, by).await, Ok(Confirmed::ByFirst));
    }
    let recover = async |town: &Fixture, asked: &AskedRecovery| town.store.recover(&asked.secret, OTHER).await.unwrap();
    assert_eq!(recover(&town, &asked).await, Err(RecoveryFault::NotConfirmed));
    assert!(town.store.check_password("asel", PASSWORD).await.unwrap().is_some());
    let town = town.reopened().await;
    for by in [72, 72] {
        assert_eq!(confirm(&town, &asked.number, Confirmations::Two, by).await, Ok(Confirmed::Whole), "pressed twice");
    }
    assert!(town.store.check_password("asel", PASSWORD).await.unwrap().is_none());
    let other = ask(&town, "asel").await;
    assert_eq!(recover(&town, &asked).await.unwrap().id, id);
    assert_eq!(recover(&town, &asked).await, Err(RecoveryFault::NotConfirmed), "it counts once");
    let over = confirm(&town, &other.number, Confirmations::One, 71).await;
    assert_eq!(over, Err(RecoveryFault::NoSuch), "the others are over, too");
    let late = ask(&town, "asel").await;
    let acts = town.store.done_to_account(id).await.unwrap();
    let acts: Vec<_> = acts.iter().map(|done| (done.act, done.by)).collect();
    let by = |account| Some(AccountId(account));
    assert_eq!(acts, [(AccountAct::Recovered, by(72)), (AccountAct::RecoveryBegun, by(71))]);
    town.store.clock().move_to(late.ends_at);
    assert_eq!(confirm(&town, &late.number, Confirmations::One, 71).await, Err(RecoveryFault::NoSuch));
}

#[tokio::test]
async fn whoever_asks_in_somebody_elses_name_does_not_fill_the_tables() {
    let town = Fixture::new().await;
    town.store.create_account(NewAccount { password: PASSWORD.into(), ..verifier("asel") }).await.unwrap().unwrap();
    for _ in 0..25 {
        town.store.ask_recovery("asel", CommandId::random()).await.unwrap();
    }
    assert_eq!(town.tables.texts("SELECT number FROM account_recovery").len(), 20);
}

#[tokio::test]
async fn open_sessions_are_listed_with_their_device_and_ended_by_their_owner_alone() {
    let town = Fixture::new().await;
    let (me, other) = (AccountId(1), AccountId(2));
    let open = |who, device| town.store.open_session_on(Who::Staff(who), SignedDuration::from_hours(8), device);
    let (here, there) = (open(me, "android").await.unwrap(), open(me, "windows").await.unwrap());
    let (third, foreign) = (open(me, "").await.unwrap(), open(other, "mac").await.unwrap());
    let listed = town.store.sessions_of(me, here.as_str()).await.unwrap();
    assert_eq!(listed.len(), 3);
    assert_eq!(listed.iter().filter(|session| session.is_current).count(), 1);
    assert!(listed.iter().any(|session| session.is_current && session.device == "android"));
    let name = |device: &str| listed.iter().find(|session| session.device == device).unwrap().name.clone();

    let foreigns = town.store.sessions_of(other, here.as_str()).await.unwrap().remove(0).name;
    town.store.end_own_sessions(me, Ended::One(&foreigns)).await.unwrap();
    assert!(town.store.session(foreign.as_str()).await.unwrap().is_some(), "another's session is not there");
    town.store.end_own_sessions(me, Ended::One("nonsense")).await.unwrap();
    town.store.end_own_sessions(me, Ended::One(&name("windows"))).await.unwrap();
    assert!(town.store.session(there.as_str()).await.unwrap().is_none());
    town.store.end_own_sessions(me, Ended::AllBut(here.as_str())).await.unwrap();
    assert!(town.store.session(third.as_str()).await.unwrap().is_none());
    assert!(town.store.session(here.as_str()).await.unwrap().is_some());
    assert!(town.store.session(foreign.as_str()).await.unwrap().is_some());
    assert_eq!(town.tables.count("session"), 2);
}

#[tokio::test]
async fn who_saw_whose_data_is_noted_read_by_person_and_application_and_kept_for_three_years() {
    let town = Fixture::new().await;
    let (one, two) = (ApplicationId(7), ApplicationId(8));
    let (asel, dana) = (AccountId(1), AccountId(2));
    town.town.note_views(asel, &[one, two], ViewPurpose::Referral).await.unwrap();
    town.town.note_views(dana, &[one], ViewPurpose::Review).await.unwrap();
    town.town.note_views(dana, &[], ViewPurpose::Search).await.unwrap();
    let found = async |filter: ViewFilter| {
        let views = town.town.views(ViewFilter { limit: 9, ..filter }).await.unwrap();
        views.iter().map(|view| (view.account.0, view.application.0, view.purpose)).collect::<Vec<_>>()
    };
    let (referral, review) = (ViewPurpose::Referral, ViewPurpose::Review);
    let all = found(ViewFilter::default()).await;
    assert_eq!(all, [(2, 7, review), (1, 8, referral), (1, 7, referral)]);
    assert_eq!(found(ViewFilter { account: Some(asel), ..ViewFilter::default() }).await, all[1..]);
    let of_one = ViewFilter { application: Some(one), ..ViewFilter::default() };
    assert_eq!(found(of_one).await, [all[0], all[2]]);
    assert_eq!(found(ViewFilter { account: Some(dana), ..of_one }).await, [all[0]]);
    let last = town.town.views(ViewFilter { limit: 1, ..ViewFilter::default() }).await.unwrap().remove(0);
    assert_eq!(found(ViewFilter { before: Some(last.id), ..ViewFilter::default() }).await, all[1..]);

    let years = SignedDuration::from_hours(24 * 365 * 3);
    town.store.clock().move_to(last.at + years);
    town.store.catch_up().await.unwrap();
    assert_eq!(town.tables.count("record_view"), 3, "kept to the end of its time");
    town.store.clock().move_to(last.at + years + SignedDuration::from_mins(10));
    town.store.catch_up().await.unwrap();
    assert_eq!(town.tables.count("record_view"), 0);
}
