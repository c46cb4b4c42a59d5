//! Log-ins: a password that only its owner has seen, sessions that the owner ends, and who saw whose data.

use crate::fixture::{Fixture, at, kato};
use admission::{ApplicationId, KindergartenId};
use jiff::SignedDuration;
use store::{
    AccountAct, AccountFault, AccountId, AskedRecovery, CommandId, Confirmed, Ended, NewAccount, RecoveryFault,
    SetupFault, StaffRole, ViewFilter, ViewPurpose, Who,
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

async fn made(town: &Fixture, login: &str) -> AccountId {
    let new = NewAccount { password: PASSWORD.into(), ..verifier(login) };
    town.store.create_account(new).await.unwrap().unwrap()
}

async fn ask(town: &Fixture, login: &str) -> AskedRecovery {
    town.store.ask_recovery(login, CommandId::random()).await.unwrap()
}

async fn confirm(town: &Fixture, whose: AccountId, number: &str, by: AccountId) -> Result<Confirmed, RecoveryFault> {
    town.store.confirm_recovery(whose, number, by).await.unwrap()
}

async fn recover(town: &Fixture, asked: &AskedRecovery) -> Result<AccountId, RecoveryFault> {
    town.store.recover(&asked.secret, OTHER).await.unwrap().map(|account| account.id)
}

#[tokio::test]
async fn a_request_to_be_let_in_counts_once_and_by_the_word_of_two() {
    let town = Fixture::new().await;
    let [id, one, two] = [made(&town, "asel").await, made(&town, "berik").await, made(&town, "dana").await];
    let asked = ask(&town, "Asel").await;
    assert!(asked.number.len() == 6 && format!("{:?}", asked.secret) == "RecoverySecret(…)");
    assert_eq!(town.tables.texts("SELECT number FROM account_recovery"), [asked.number.as_str()]);
    ask(&town, "nobody").await;
    assert_eq!(town.tables.texts("SELECT number FROM account_recovery").len(), 1, "of nobody nothing is kept");
    assert_eq!(confirm(&town, id, &asked.number, id).await, Err(RecoveryFault::Own));
    for _ in 0..2 {
        assert_eq!(confirm(&town, id, &asked.number, one).await, Ok(Confirmed::ByFirst));
    }
    assert_eq!(recover(&town, &asked).await, Err(RecoveryFault::NotConfirmed));
    assert!(town.store.check_password("asel", PASSWORD).await.unwrap().is_some());
    let town = town.reopened().await;
    for _ in 0..2 {
        assert_eq!(confirm(&town, id, &asked.number, two).await, Ok(Confirmed::Whole), "pressed twice");
    }
    assert!(town.store.check_password("asel", PASSWORD).await.unwrap().is_none());
    let other = ask(&town, "asel").await;
    assert_eq!(recover(&town, &asked).await, Ok(id));
    assert_eq!(recover(&town, &asked).await, Err(RecoveryFault::Used), "it counts once");
    assert_eq!(confirm(&town, id, &other.number, one).await, Err(RecoveryFault::NoSuch), "the others are over, too");
    let acts = town.store.done_to_account(id).await.unwrap();
    let acts: Vec<_> = acts.iter().map(|done| (done.act, done.by)).collect();
    assert_eq!(acts, [(AccountAct::RecoveryConfirmed, Some(two)), (AccountAct::RecoveryBegun, Some(one))]);
}

#[tokio::test]
async fn of_two_presses_at_once_one_sets_the_password_and_the_other_learns_that_it_is_set() {
    let town = Fixture::new().await;
    let [id, one, two] = [made(&town, "asel").await, made(&town, "berik").await, made(&town, "dana").await];
    let asked = ask(&town, "asel").await;
    for by in [one, two] {
        confirm(&town, id, &asked.number, by).await.unwrap();
    }
    let (first, second) = tokio::join!(recover(&town, &asked), recover(&town, &asked));
    let mut both = [first, second];
    both.sort_by_key(Result::is_err);
    assert_eq!(both, [Ok(id), Err(RecoveryFault::Used)]);
}

#[tokio::test]
async fn a_request_ends_after_eight_hours_when_it_is_turned_down_and_with_any_other_new_password() {
    let town = Fixture::new().await;
    let [id, one, two] = [made(&town, "asel").await, made(&town, "berik").await, made(&town, "dana").await];
    let confirmed = async || {
        let asked = ask(&town, "asel").await;
        for by in [one, two] {
            confirm(&town, id, &asked.number, by).await.unwrap();
        }
        asked
    };
    let rejected = confirmed().await;
    town.store.reject_recoveries(id, one).await.unwrap();
    assert_eq!(recover(&town, &rejected).await, Err(RecoveryFault::NotConfirmed));
    let beside_a_code = confirmed().await;
    let setup = town.store.issue_setup_code(id, None, CommandId::random()).await.unwrap().unwrap();
    assert_eq!(recover(&town, &beside_a_code).await, Err(RecoveryFault::NotConfirmed));
    let beside_its_use = confirmed().await;
    town.store.set_up("asel", &setup.code.to_string(), PASSWORD).await.unwrap().unwrap();
    assert_eq!(recover(&town, &beside_its_use).await, Err(RecoveryFault::NotConfirmed));
    let beside_a_new_password = confirmed().await;
    town.store.set_password(id, PASSWORD).await.unwrap().unwrap();
    assert_eq!(recover(&town, &beside_a_new_password).await, Err(RecoveryFault::NotConfirmed));
    let late = confirmed().await;
    town.store.clock().move_to(at("2026-03-02T12:00:00Z"));
    assert_eq!(recover(&town, &late).await, Err(RecoveryFault::NotConfirmed));
    let closed = confirmed().await;
    town.store.close_account(id, None).await.unwrap().unwrap();
    assert_eq!(recover(&town, &closed).await, Err(RecoveryFault::NotConfirmed));
}

#[tokio::test]
async fn whoever_left_has_no_word_and_for_a_kindergarten_one_is_enough() {
    let town = Fixture::new().await;
    let [id, one, two] = [made(&town, "asel").await, made(&town, "berik").await, made(&town, "dana").await];
    let asked = ask(&town, "asel").await;
    assert_eq!(confirm(&town, id, &asked.number, one).await, Ok(Confirmed::ByFirst));
    town.store.close_account(one, None).await.unwrap().unwrap();
    assert_eq!(confirm(&town, id, &asked.number, two).await, Ok(Confirmed::ByFirst), "now this one is the first");
    let garden = NewAccount { role: StaffRole::Deputy, kindergarten: Some(KindergartenId(1)), ..verifier("bobek") };
    let garden = town.store.invite(garden, None, CommandId::random()).await.unwrap().unwrap().account;
    let asked = ask(&town, "bobek").await;
    assert_eq!(confirm(&town, garden, &asked.number, two).await, Ok(Confirmed::Whole));
    assert_eq!(recover(&town, &asked).await, Ok(garden));
}

#[tokio::test]
async fn whoever_asks_in_somebody_elses_name_neither_fills_the_tables_nor_shuts_the_owner_out() {
    let town = Fixture::new().await;
    let [id, one] = [made(&town, "asel").await, made(&town, "berik").await];
    let first = ask(&town, "asel").await;
    confirm(&town, id, &first.number, one).await.unwrap();
    for _ in 0..120 {
        ask(&town, "asel").await;
    }
    let last = ask(&town, "asel").await;
    let kept = town.tables.texts("SELECT number FROM account_recovery");
    assert!(kept.len() <= 101, "{}", kept.len());
    assert!(kept.contains(&first.number) && kept.contains(&last.number), "what somebody confirmed stays");
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
