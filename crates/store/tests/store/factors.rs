//! Second factors: sealed, used once, removed by who lost them; what a browser has begun; names that a provider gives.

use crate::fixture::{Fixture, kato};
use admission::KindergartenId;
use jiff::SignedDuration;
use store::{
    AccountAct, AccountId, CommandId, ExternalId, FactorFault, FactorKind, Needed, NewAccount, NewFactor,
    RECOVERY_CODES, RecoveryCode, StaffRole, Who,
};
use zeroize::Zeroizing;

const SECRET: &[u8] = b"a secret of an app 20";

fn new_account(login: &str) -> NewAccount {
    NewAccount {
        login: login.to_owned(),
        display_name: "Әсел".to_owned(),
        role: StaffRole::Clerk,
        town: kato(),
        kindergarten: None,
        password: "төрт қызғалдақ".to_owned(),
    }
}

async fn account(town: &Fixture, login: &str) -> AccountId {
    town.store.create_account(new_account(login)).await.unwrap().unwrap()
}

fn app(label: &str) -> NewFactor {
    NewFactor {
        kind: FactorKind::Totp,
        label: label.to_owned(),
        secret: Zeroizing::new(SECRET.to_vec()),
        credential: None,
        last_step: 100,
    }
}

fn passkey(credential: u8) -> NewFactor {
    NewFactor { kind: FactorKind::Passkey, credential: Some(vec![credential]), last_step: 0, ..app("Кілт") }
}

fn spelled(codes: &[RecoveryCode]) -> Vec<String> {
    codes.iter().map(RecoveryCode::spelled).collect()
}

#[tokio::test]
async fn the_code_of_a_time_step_counts_once_and_never_an_earlier_one() {
    let town = Fixture::new().await;
    let (asel, other) = (account(&town, "asel").await, account(&town, "berik").await);
    town.store.add_factor(asel, app("Телефон")).await.unwrap().unwrap();
    let factor = town.store.factors(asel).await.unwrap().all.remove(0);
    assert_eq!((factor.label.as_str(), factor.secret.as_slice()), ("Телефон", SECRET));
    let used = async |account, step| town.store.use_totp(account, factor.id, step).await.unwrap();
    assert!(!used(asel, 100).await, "the step that showed that the app works");
    assert!(!used(other, 101).await, "somebody else's");
    assert!(used(asel, 101).await);
    assert!(!used(asel, 101).await && !used(asel, 99).await);
    let both = tokio::join!(town.store.use_totp(asel, factor.id, 102), town.store.use_totp(asel, factor.id, 102));
    assert!(both.0.unwrap() ^ both.1.unwrap(), "of two who bring the same code one is let in");
    assert!(town.store.factors(asel).await.unwrap().all[0].used_at.is_some());
    let town = town.reopened().await;
    assert!(!town.store.use_totp(asel, factor.id, 102).await.unwrap(), "a restart forgets nothing");
    assert!(town.store.factors(other).await.unwrap().all.is_empty());
}

#[tokio::test]
async fn a_recovery_code_counts_once_however_it_is_typed() {
    let town = Fixture::new().await;
    let (asel, other) = (account(&town, "asel").await, account(&town, "berik").await);
    let codes = spelled(&town.store.add_factor(asel, app("Телефон")).await.unwrap().unwrap());
    assert_eq!(codes.len(), RECOVERY_CODES);
    assert!(town.store.add_factor(asel, passkey(1)).await.unwrap().unwrap().is_empty(), "the codes stay as they are");
    let used = async |account, typed: String| town.store.use_recovery_code(account, &typed).await.unwrap();
    assert!(!used(other, codes[0].clone()).await && !used(asel, String::new()).await);
    assert!(used(asel, codes[0].to_lowercase().replace('-', " ")).await);
    assert!(!used(asel, codes[0].clone()).await);
    assert_eq!(town.store.factors(asel).await.unwrap().recovery_codes as usize, RECOVERY_CODES - 1);
    let anew = spelled(&town.store.new_recovery_codes(asel).await.unwrap());
    assert!(!used(asel, codes[1].clone()).await, "older codes count no more");
    assert!(used(asel, anew[1].clone()).await);
}

#[tokio::test]
async fn a_passkey_is_kept_once_and_as_it_was_used_last() {
    let town = Fixture::new().await;
    let asel = account(&town, "asel").await;
    town.store.add_factor(asel, passkey(1)).await.unwrap().unwrap();
    assert!(town.store.add_factor(asel, passkey(1)).await.unwrap().is_none());
    let id = town.store.factors(asel).await.unwrap().all[0].id;
    assert!(town.store.use_passkey(asel, id, b"counted").await.unwrap());
    assert!(!town.store.use_passkey(asel, id + 1, b"counted").await.unwrap());
    assert_eq!(town.store.factors(asel).await.unwrap().all[0].secret.as_slice(), b"counted");
}

#[tokio::test]
async fn who_must_have_a_factor_keeps_the_last_one_and_an_administrator_removes_all() {
    let town = Fixture::new().await;
    let (asel, other) = (account(&town, "asel").await, account(&town, "berik").await);
    for new in [app("Телефон"), passkey(1)] {
        town.store.add_factor(asel, new).await.unwrap().unwrap();
    }
    let ids: Vec<_> = town.store.factors(asel).await.unwrap().all.iter().map(|factor| factor.id).collect();
    let remove = async |account, id, needed| town.store.remove_factor(account, id, needed).await.unwrap();
    assert_eq!(remove(other, ids[0], Needed::None).await, Err(FactorFault::Unknown));
    assert_eq!(remove(asel, ids[0], Needed::One).await, Ok(()));
    assert_eq!(remove(asel, ids[1], Needed::One).await, Err(FactorFault::TheOnlyOne));
    let session = town.store.open_session(Who::Staff(asel), SignedDuration::from_hours(1)).await.unwrap();
    let step = town.store.begin_step(Some(asel), b"second step", SignedDuration::from_mins(5)).await.unwrap();
    town.store.remove_factors(asel, other).await.unwrap();
    assert!(town.store.factors(asel).await.unwrap().all.is_empty());
    assert_eq!(town.store.factors(asel).await.unwrap().recovery_codes, 0);
    assert!(town.store.session(session.as_str()).await.unwrap().is_none());
    assert!(town.store.begun_step(step.as_str()).await.unwrap().is_none());
}

#[tokio::test]
async fn what_a_browser_has_begun_is_taken_once_and_in_time() {
    let town = Fixture::new().await;
    let asel = account(&town, "asel").await;
    let begin = async || town.store.begin_step(Some(asel), b"a nonce", SignedDuration::from_mins(5)).await.unwrap();
    let token = begin().await;
    let begun = town.store.begun_step(token.as_str()).await.unwrap().unwrap();
    assert_eq!((begun.account, begun.text.as_slice()), (Some(asel), b"a nonce".as_slice()));
    assert!(town.store.begun_step("0").await.unwrap().is_none());
    let both = tokio::join!(town.store.take_step(token.as_str()), town.store.take_step(token.as_str()));
    assert!(both.0.unwrap().is_some() ^ both.1.unwrap().is_some());
    let (ends, late) = (begin().await, begin().await);
    town.store.set_password(asel, "алты қызғалдақ").await.unwrap().unwrap();
    assert!(
        town.store.begun_step(ends.as_str()).await.unwrap().is_none(),
        "a new password ends what the old one began"
    );
    assert!(town.store.take_step(late.as_str()).await.unwrap().is_none());
    let late = begin().await;
    town.store.clock().move_to(town.store.clock().now() + SignedDuration::from_mins(5));
    assert!(town.store.take_step(late.as_str()).await.unwrap().is_none());
}

#[tokio::test]
async fn a_name_of_the_provider_leads_to_one_open_account() {
    let town = Fixture::new().await;
    let (asel, other) = (account(&town, "asel").await, account(&town, "berik").await);
    let set = async |account, name: Option<&str>| town.store.set_external_id(account, name, asel).await.unwrap();
    let whose = async |name: &str| {
        let found = town.store.account_of_external_id(name).await.unwrap();
        found.filter(|(_, is_confirmed)| *is_confirmed).map(|(account, _)| account.id)
    };
    let confirm = async |whose, name: &str| town.store.confirm_external_id(whose, name).await.unwrap();
    assert!(set(asel, Some("asel@example.kz")).await && set(asel, Some("asel@example.kz")).await);
    assert_eq!(whose("asel@example.kz").await, None, "nor by one's own word without the password");
    assert!(confirm(asel, "asel@example.kz").await);
    assert!(!set(other, Some("asel@example.kz")).await);
    assert_eq!(whose("asel@example.kz").await, Some(asel));
    assert_eq!(whose("nobody@example.kz").await, None);
    assert!(set(asel, Some("a.omarova@example.kz")).await && set(other, Some("asel@example.kz")).await);
    let named = ExternalId { name: "a.omarova@example.kz".to_owned(), is_confirmed: false };
    assert_eq!(town.store.external_id(asel).await.unwrap(), Some(named));
    assert_eq!(whose("asel@example.kz").await, None, "the word of another alone lets nobody in");
    assert!(!confirm(other, "a.omarova@example.kz").await);
    assert!(confirm(other, "asel@example.kz").await && confirm(other, "asel@example.kz").await);
    assert_eq!(whose("asel@example.kz").await, Some(other));
    town.store.close_account(other, None).await.unwrap().unwrap();
    assert_eq!(whose("asel@example.kz").await, None);
    assert!(set(asel, None).await);
    let done: Vec<_> = town.store.done_to_account(asel).await.unwrap().iter().map(|it| (it.act, it.by)).collect();
    let named = (AccountAct::ProviderName, Some(asel));
    let expected = [named, named, (AccountAct::ProviderConfirmed, Some(asel)), named];
    assert_eq!(done, expected, "what changes nothing leaves no line");
    let done: Vec<_> = town.store.done_to_account(other).await.unwrap().iter().map(|it| (it.act, it.by)).collect();
    let by_both = [(AccountAct::ProviderConfirmed, Some(other)), (AccountAct::ProviderName, Some(asel))];
    assert_eq!(done, [&[(AccountAct::Closed, None)], by_both.as_slice()].concat());
    let new = NewAccount { password: String::new(), ..new_account("dana") };
    let invited = town.store.invite(new, Some(asel), CommandId::random()).await.unwrap().unwrap().account;
    assert!(set(invited, Some("dana@example.kz")).await);
    assert_eq!(whose("dana@example.kz").await, None, "nor into a log-in that has no password yet");
    let garden = NewAccount { role: StaffRole::Deputy, kindergarten: Some(KindergartenId(1)), ..new_account("bobek") };
    let garden = town.store.create_account(garden).await.unwrap().unwrap();
    assert!(set(garden, Some("bobek@example.kz")).await);
    assert_eq!(whose("bobek@example.kz").await, Some(garden), "for a kindergarten the administrator's word is enough");
    assert_eq!(town.store.external_id(asel).await.unwrap(), None);
}

#[tokio::test]
async fn no_secret_of_a_factor_can_be_read_on_the_disk_or_printed() {
    let town = Fixture::new().await;
    let asel = account(&town, "asel").await;
    let codes = town.store.add_factor(asel, app("Телефон")).await.unwrap().unwrap();
    let token = town.store.begin_step(Some(asel), b"a nonce of a visit", SignedDuration::from_mins(5)).await.unwrap();
    let bytes = town.tables.bytes();
    let plain = codes[0].spelled().replace('-', "");
    for secret in [SECRET, b"a nonce of a visit", plain.as_bytes(), token.as_str().as_bytes()] {
        assert!(!bytes.windows(secret.len()).any(|window| window == secret));
    }
    let factors = town.store.factors(asel).await.unwrap();
    assert_eq!(format!("{:?} {:?} {token:?}", factors.all[0], codes[0]), "Factor(…) RecoveryCode(…) StepToken(…)");
}
