//! One-time codes: for whoever has a contact of the application, for a few minutes and tries, and for nobody else.

use crate::fixture::{Fixture, MONDAY, at, family};
use admission::ApplicationId;
use jiff::SignedDuration;
use store::{
    Channel, CodeRequest, CodeTried, CommandId, Contact, Message, NamedBy, NewApplication, Number, Occasion, Who,
};

const EMAIL: &str = "dana.seitkalieva@example.kz";
const PHONE: &str = "+77017654321";

fn phone(number: &str) -> Contact {
    Contact::Phone(number.to_owned())
}

async fn applied(town: &Fixture) -> (ApplicationId, Number) {
    let receipt = town.town.submit_application(family(None), CommandId::random()).await.unwrap().unwrap();
    while town.store.address_messages(10).await.unwrap() > 0 {}
    let first = town.store.take_due_messages(10).await.unwrap();
    for message in first {
        town.store.message_was_tried(&message, store::Tried::Sent).await.unwrap();
    }
    (receipt.application, receipt.number)
}

async fn asked(town: &Fixture, number: Number, contact: Contact) -> CodeRequest {
    town.town.ask_for_code(NamedBy::Number(number), contact).await.unwrap()
}

async fn sent(town: &Fixture) -> Vec<Message> {
    town.store.take_due_messages(10).await.unwrap()
}

async fn code_in(town: &Fixture, message: &Message) -> String {
    town.town.code_of(message).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_code_is_sent_to_a_contact_of_the_application_and_opens_it_once() {
    let town = Fixture::new().await;
    let (application, number) = applied(&town).await;
    for (contact, channel) in
        [(phone(PHONE), Channel::Sms), (Contact::Email("Dana.Seitkalieva@Example.kz".into()), Channel::Email)]
    {
        let request = asked(&town, number, contact).await;
        let messages = sent(&town).await;
        assert_eq!((messages.len(), messages[0].channel, messages[0].occasion), (1, channel, Occasion::OneTimeCode));
        let code = code_in(&town, &messages[0]).await;
        assert_eq!(code.len(), 8);
        town.store.message_was_tried(&messages[0], store::Tried::Sent).await.unwrap();
        let typed = format!("{} {}", code[..4].to_lowercase(), &code[4..]);
        assert_eq!(town.town.try_code(request.as_str(), &typed).await.unwrap(), CodeTried::Right(application));
        assert_eq!(town.town.try_code(request.as_str(), &code).await.unwrap(), CodeTried::Over, "it counts once");
        assert_eq!(town.town.code_of(&messages[0]).await.unwrap(), None, "and is not sent any more");
    }
}

#[tokio::test]
async fn a_stranger_learns_nothing_and_gets_nothing() {
    let town = Fixture::new().await;
    let (_, number) = applied(&town).await;
    let (erased, unknown) = applied(&town).await;
    town.town.erase_applicant(erased).await.unwrap();
    for (named, contact) in [
        (NamedBy::Number(number), phone("+77010000000")),
        (NamedBy::Number(unknown), phone(PHONE)),
        (NamedBy::Iin("210310600107".parse().unwrap()), phone(PHONE)),
    ] {
        let request = town.town.ask_for_code(named, contact).await.unwrap();
        assert!(sent(&town).await.is_empty());
        for left in (0..5).rev() {
            assert_eq!(town.town.try_code(request.as_str(), "ABCD1234").await.unwrap(), CodeTried::Wrong { left });
        }
        assert_eq!(town.town.try_code(request.as_str(), "ABCD1234").await.unwrap(), CodeTried::Over);
    }
}

#[tokio::test]
async fn a_code_counts_ten_minutes_five_tries_and_only_with_its_request() {
    let town = Fixture::new().await;
    let (_, number) = applied(&town).await;
    let (one, other) = (asked(&town, number, phone(PHONE)).await, asked(&town, number, phone(PHONE)).await);
    let messages = sent(&town).await;
    let codes = [code_in(&town, &messages[0]).await, code_in(&town, &messages[1]).await];
    assert_eq!(town.town.try_code(other.as_str(), &codes[0]).await.unwrap(), CodeTried::Wrong { left: 4 });
    assert_eq!(town.town.try_code("00", &codes[0]).await.unwrap(), CodeTried::Over);
    for _ in 0..5 {
        town.town.try_code(one.as_str(), "00000000").await.unwrap();
    }
    assert_eq!(town.town.try_code(one.as_str(), &codes[0]).await.unwrap(), CodeTried::Over, "five tries are over");
    town.store.clock().move_to(at(MONDAY) + SignedDuration::from_mins(10));
    assert_eq!(town.town.try_code(other.as_str(), &codes[1]).await.unwrap(), CodeTried::Over, "ten minutes are over");
    assert_eq!(town.town.code_of(&messages[1]).await.unwrap(), None);
}

#[tokio::test]
async fn a_family_is_sent_four_codes_an_hour_and_the_answer_stays_the_same() {
    let town = Fixture::new().await;
    let (_, number) = applied(&town).await;
    for nth in 0..6 {
        asked(&town, number, phone(PHONE)).await;
        assert_eq!(sent(&town).await.len(), usize::from(nth < 4));
    }
}

#[tokio::test]
async fn whoever_invents_applications_and_contacts_takes_no_code_from_a_family_that_lost_its_own() {
    let town = Fixture::new().await;
    let (invented, number) = applied(&town).await;
    for nth in 0..20 {
        let asked = town.town.ask_to_change_contact(invented, phone(&format!("+770155500{nth:02}"))).await.unwrap();
        assert_eq!(asked.is_some(), nth < 6, "who asks too often is told");
    }
    assert_eq!(sent(&town).await.len(), 6, "new contacts have a budget of their own");
    asked(&town, number, phone(PHONE)).await;
    assert_eq!(sent(&town).await.len(), 1, "and the code for coming back is sent");
}

#[tokio::test]
async fn a_phone_is_sent_ten_codes_a_day_whichever_applications_name_it() {
    let town = Fixture::new().await;
    let strangers = "+77015550000";
    let mut rung = 0;
    for _ in 0..4 {
        let (application, _) = applied(&town).await;
        for _ in 0..6 {
            town.town.ask_to_change_contact(application, phone(strangers)).await.unwrap();
            rung += sent(&town).await.len();
        }
    }
    assert_eq!(rung, 10);
}

#[tokio::test]
async fn a_new_phone_counts_once_its_code_is_given_and_the_old_one_is_told() {
    let town = Fixture::new().await;
    let (application, number) = applied(&town).await;
    let new = "+77051112233";
    let request = town.town.ask_to_change_contact(application, phone(new)).await.unwrap().unwrap();
    let messages = sent(&town).await;
    assert_eq!(town.town.address_of(&messages[0]).await.unwrap(), Some(phone(new)), "the new phone proves itself");
    let code = code_in(&town, &messages[0]).await;
    town.store.message_was_tried(&messages[0], store::Tried::Sent).await.unwrap();
    assert_eq!(town.town.applicant(application).await.unwrap().unwrap().phone.as_str(), PHONE);
    let stranger = ApplicationId(77);
    let tried = town.town.try_contact_code(stranger, request.as_str(), &code).await.unwrap();
    assert_eq!(tried, CodeTried::Wrong { left: 4 }, "another family's code is no code of mine");
    let tried = town.town.try_contact_code(application, request.as_str(), &code).await.unwrap();
    assert_eq!(tried, CodeTried::Right(application));
    assert_eq!(town.town.applicant(application).await.unwrap().unwrap().phone.as_str(), new);
    assert_eq!(town.town.applications_of_phone(new.parse().unwrap()).await.unwrap(), [application]);
    assert!(town.town.applications_of_phone(PHONE.parse().unwrap()).await.unwrap().is_empty());
    let told = sent(&town).await;
    assert_eq!((told.len(), told[0].occasion), (1, Occasion::ContactChanged));
    assert_eq!(town.town.address_of(&told[0]).await.unwrap(), Some(phone(PHONE)));
    assert!(town.town.try_code(request.as_str(), &code).await.unwrap() == CodeTried::Over);
    // The old phone opens nothing any more.
    asked(&town, number, phone(PHONE)).await;
    assert!(sent(&town).await.iter().all(|message| message.occasion != Occasion::OneTimeCode));
}

#[tokio::test]
async fn a_first_e_mail_address_is_announced_to_the_phone() {
    let town = Fixture::new().await;
    let new = NewApplication { email: None, ..family(None) };
    let application = town.town.submit_application(new, CommandId::random()).await.unwrap().unwrap().application;
    let request = town.town.ask_to_change_contact(application, Contact::Email(EMAIL.into())).await.unwrap().unwrap();
    let code = code_in(&town, &sent(&town).await[0]).await;
    town.town.try_contact_code(application, request.as_str(), &code).await.unwrap();
    assert_eq!(town.town.applicant(application).await.unwrap().unwrap().email.as_deref(), Some(EMAIL));
    let told = sent(&town).await;
    assert_eq!((told[0].occasion, told[0].channel), (Occasion::ContactChanged, Channel::Sms));
}

#[tokio::test]
async fn no_contact_and_no_code_can_be_read_in_the_tables() {
    let town = Fixture::new().await;
    let (application, number) = applied(&town).await;
    town.town.ask_to_change_contact(application, phone("+77051112233")).await.unwrap();
    asked(&town, number, Contact::Email(EMAIL.into())).await;
    let messages = sent(&town).await;
    let code = code_in(&town, &messages[0]).await;
    let tables = town.closed().await;
    let bytes = tables.bytes();
    for secret in [code.as_str(), "7051112233", EMAIL] {
        let is_there = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
        assert!(!is_there, "it stands in the tables");
    }
}

#[tokio::test]
async fn a_new_secret_code_ends_the_old_one_and_every_session_can_be_ended() {
    let town = Fixture::new().await;
    let (application, number) = applied(&town).await;
    let old = town.town.applicant(application).await.unwrap().unwrap().code.to_string();
    town.town.renew_code(application).await.unwrap();
    let new = town.town.applicant(application).await.unwrap().unwrap().code.to_string();
    let number = number.to_string();
    assert_eq!(town.town.find_by_number_and_code(&number, &old).await.unwrap(), None);
    let who = Who::Family(town.town.kato().clone(), application);
    assert_eq!(town.town.find_by_number_and_code(&number, &new).await.unwrap(), Some(who.clone()));
    let token = town.store.open_session(who, SignedDuration::from_hours(1)).await.unwrap();
    assert!(town.store.session(token.as_str()).await.unwrap().is_some());
    town.town.end_sessions_of_family(application).await.unwrap();
    assert!(town.store.session(token.as_str()).await.unwrap().is_none());
}
