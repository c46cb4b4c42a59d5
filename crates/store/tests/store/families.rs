//! Families: applying once, being found again, and nobody else finding them.

use crate::fixture::{Fixture, family, iin, kato};
use admission::{Command, Kind, Refusal};
use jiff::civil::date;
use store::{ChildNames, CommandId, Fault, NewApplication, ReviewState, Who};

const BORN: jiff::civil::Date = date(2022, 5, 17);

#[tokio::test]
async fn a_repeated_request_shows_the_same_receipt_also_after_a_restart() {
    let town = Fixture::new().await;
    let id = CommandId::random();
    let first = town.town.submit_application(family(Some(iin(BORN, 1))), id).await.unwrap().unwrap();
    let again = town.town.submit_application(family(Some(iin(BORN, 1))), id).await.unwrap().unwrap();
    let town = town.reopened().await;
    let later = town.town.submit_application(family(Some(iin(BORN, 1))), id).await.unwrap().unwrap();
    assert!(first == again && first == later);
    assert_eq!(town.town.state().application_count(), 1);
}

#[tokio::test]
async fn a_command_id_of_another_family_shows_nothing_of_it() {
    let town = Fixture::new().await;
    let id = CommandId::random();
    town.town.submit_application(family(Some(iin(BORN, 1))), id).await.unwrap().unwrap();
    let stranger = NewApplication { phone: "87059998877".parse().unwrap(), ..family(Some(iin(BORN, 2))) };
    assert!(matches!(town.town.submit_application(stranger, id).await, Err(Fault::CommandIdReused)));
}

#[tokio::test]
async fn a_child_has_one_open_application_of_each_kind() {
    let town = Fixture::new().await;
    let submit = |new| town.town.submit_application(new, CommandId::random());
    submit(family(Some(iin(BORN, 1)))).await.unwrap().unwrap();
    assert!(submit(family(Some(iin(BORN, 1)))).await.unwrap() == Err(Refusal::DuplicateChild));
    let correctional = NewApplication { kind: Kind::Correctional, ..family(Some(iin(BORN, 1))) };
    submit(correctional).await.unwrap().unwrap();
    submit(family(Some(iin(BORN, 2)))).await.unwrap().unwrap();
    submit(family(None)).await.unwrap().unwrap();
    submit(family(None)).await.unwrap().unwrap();
    assert_eq!(town.town.state().application_count(), 5);
    assert_eq!(town.town.applications_of_iin(iin(BORN, 1)).await.unwrap().len(), 2);
}

#[tokio::test]
async fn a_child_without_an_iin_is_known_by_its_names_and_birth_date() {
    let town = Fixture::new().await;
    let submit = |new| town.town.submit_application(new, CommandId::random());
    let first = family(None);
    submit(first.clone()).await.unwrap().unwrap();
    let shouted =
        ChildNames {
            surname: "СЕЙТҚАЛИҰЛЫ ".into(), name: first.child.name.to_uppercase(), patronymic: None
        };
    let again = NewApplication { child: shouted, phone: "87059998877".parse().unwrap(), ..first.clone() };
    assert!(submit(again).await.unwrap() == Err(Refusal::DuplicateChild));
    let twin = NewApplication { born_on: date(2022, 5, 18), ..first.clone() };
    submit(twin).await.unwrap().unwrap();
    // A child with an IIN is not taken for another one without; a namesake with an IIN of its own is another child.
    submit(family(Some(iin(BORN, 1)))).await.unwrap().unwrap();
    let unnumbered = NewApplication { iin: None, ..family(Some(iin(BORN, 1))) };
    assert!(submit(unnumbered).await.unwrap() == Err(Refusal::DuplicateChild));
    submit(family(Some(iin(BORN, 2)))).await.unwrap().unwrap();
    assert_eq!(town.town.state().application_count(), 4);
}

#[tokio::test]
async fn a_refused_application_leaves_no_rows() {
    let town = Fixture::new().await;
    let unborn = NewApplication { born_on: date(2027, 1, 1), ..family(None) };
    assert!(town.town.submit_application(unborn, CommandId::random()).await.unwrap() == Err(Refusal::NotOfAge));
    let unknown = NewApplication { grounds: vec!["astronaut".into()], ..family(Some(iin(BORN, 1))) };
    let refused = town.town.submit_application(unknown, CommandId::random()).await.unwrap();
    assert!(refused == Err(Refusal::UnknownGround));
    for table in ["application", "child", "review"] {
        let rows = town.tables.count(table);
        assert_eq!(rows, 0, "{table}");
    }
    assert_eq!(town.bodies().len(), 3);
}

#[tokio::test]
async fn a_record_opens_with_everything_the_family_told() {
    let town = Fixture::new().await;
    let grounds = vec!["large_family".to_owned(), "orphan".to_owned(), "large_family".to_owned()];
    let new = NewApplication { grounds, kind: Kind::Correctional, ..family(Some(iin(BORN, 1))) };
    let receipt = town.town.submit_application(new, CommandId::random()).await.unwrap().unwrap();
    let opened = town.town.applicant(receipt.application).await.unwrap().unwrap();
    assert!(opened.code == receipt.code && opened.number == receipt.number);
    assert_eq!(opened.child.name, "Айбарыс");
    assert!(opened.iin == Some(iin(BORN, 1)));
    assert_eq!(opened.phone.as_str(), "+77017654321");
    let grounds: Vec<_> = opened.grounds.iter().map(|one| (one.code.as_deref(), one.state)).collect();
    let pending = ReviewState::Pending;
    assert_eq!(grounds, [(Some("large_family"), pending), (Some("orphan"), pending), (None, pending)]);
}

#[tokio::test]
async fn only_the_number_and_the_code_together_find_an_application() {
    let town = Fixture::new().await;
    let submit = |number| town.town.submit_application(family(Some(iin(BORN, number))), CommandId::random());
    let one = submit(1).await.unwrap().unwrap();
    let other = submit(2).await.unwrap().unwrap();
    let find = |number: String, code: String| {
        let town = std::sync::Arc::clone(&town.town);
        async move { town.find_by_number_and_code(&number, &code).await.unwrap() }
    };
    let (number, code) = (one.number.to_string(), one.code.to_string());
    assert_eq!(
        find(number.clone(), code.to_lowercase().replace(' ', "-")).await,
        Some(Who::Family(kato(), one.application))
    );
    assert_eq!(find(number.clone(), other.code.to_string()).await, None);
    assert_eq!(find(other.number.to_string(), code.clone()).await, None);
    assert_eq!(find("123 456 7890".into(), code.clone()).await, None);
    assert_eq!(find(number, "nonsense".into()).await, None);
    assert_eq!(town.town.application_of_number(one.number).await.unwrap(), Some(one.application));
}

#[tokio::test]
async fn the_office_finds_a_family_by_iin_and_by_phone() {
    let town = Fixture::new().await;
    let submit = |number| town.town.submit_application(family(Some(iin(BORN, number))), CommandId::random());
    let one = submit(1).await.unwrap().unwrap().application;
    let other = submit(2).await.unwrap().unwrap().application;
    assert_eq!(town.town.applications_of_iin(iin(BORN, 1)).await.unwrap(), [one]);
    let mut by_phone = town.town.applications_of_phone("8 701 765 4321".parse().unwrap()).await.unwrap();
    by_phone.sort();
    let mut both = [one, other];
    both.sort();
    assert_eq!(by_phone, both);
    assert!(town.town.applications_of_phone("87000000000".parse().unwrap()).await.unwrap().is_empty());
}

#[tokio::test]
async fn many_applications_of_an_older_queue_keep_their_order_and_their_times() {
    let town = Fixture::new().await;
    let older = |days: i64| NewApplication {
        earlier: Some(town.store.clock().now() - jiff::SignedDuration::from_hours(24 * days)),
        legacy_number: Some(format!("A-{days}")),
        ..family(None)
    };
    let new: Vec<_> = (0..2500).map(|days| (older(days % 700), CommandId::random())).collect();
    let receipts = town.town.submit_applications(new).await.unwrap();
    assert!(receipts.iter().all(Result::is_ok) && receipts.len() == 2500);
    let state = town.town.state();
    assert!(
        state.applications().zip(&receipts).all(|(one, receipt)| one.id() == receipt.as_ref().unwrap().application)
    );
    drop(state);
    assert!(town.bodies()[1].contains("\"role\":\"import\""));
}

#[tokio::test]
async fn erasing_a_family_changes_no_decision() {
    let town = Fixture::new().await;
    let submit = |number| town.town.submit_application(family(Some(iin(BORN, number))), CommandId::random());
    let erased = submit(1).await.unwrap().unwrap();
    let kept = submit(2).await.unwrap().unwrap();
    let before = town.town.state().clone();
    let hour = jiff::SignedDuration::from_hours(1);
    let session = town.store.open_session(Who::Family(kato(), erased.application), hour).await.unwrap();
    town.town.erase_applicant(erased.application).await.unwrap();
    assert!(town.town.applicant(erased.application).await.unwrap().is_none());
    assert!(town.town.applicant(kept.application).await.unwrap().is_some());
    let (number, code) = (erased.number.to_string(), erased.code.to_string());
    assert_eq!(town.town.find_by_number_and_code(&number, &code).await.unwrap(), None);
    assert!(town.town.applications_of_iin(iin(BORN, 1)).await.unwrap().is_empty());
    assert!(town.store.session(session.as_str()).await.unwrap().is_none());
    let town = town.reopened().await;
    assert!(*town.town.state() == before);
    assert!(town.store.session(session.as_str()).await.unwrap().is_none());
    town.done(Command::WithdrawApplication { application: erased.application }).await;
    let rows = town.tables.count("child");
    assert_eq!(rows, 1);
}
