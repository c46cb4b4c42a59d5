//! Browsers that a family lets us send notices to: kept sealed, few, and gone with the family.

use crate::fixture::{Fixture, at, family};
use admission::ApplicationId;
use jiff::SignedDuration;
use store::{Channel, CommandId, DEVICES_MAX, Device, Fate, Tried};

async fn waiting(town: &Fixture) -> ApplicationId {
    town.town.submit_application(family(None), CommandId::random()).await.unwrap().unwrap().application
}

fn device(nth: usize) -> Device {
    Device { endpoint: format!("https://push.example/{nth}"), p256dh: format!("key{nth}"), auth: format!("auth{nth}") }
}

async fn endpoints(town: &Fixture, application: ApplicationId) -> Vec<String> {
    let devices = town.town.devices_of(application).await.unwrap();
    devices.into_iter().map(|(_, device)| device.endpoint).collect()
}

#[tokio::test]
async fn a_browser_counts_once_and_the_oldest_gives_way() {
    let town = Fixture::new().await;
    let (application, other) = (waiting(&town).await, waiting(&town).await);
    for nth in 0..=DEVICES_MAX {
        town.store.clock().move_to(at("2026-03-02T06:00:00Z") + SignedDuration::from_mins(nth as i64));
        for _ in 0..2 {
            town.town.add_device(application, &device(nth)).await.unwrap();
        }
    }
    let kept: Vec<_> = (1..=DEVICES_MAX).rev().map(|nth| device(nth).endpoint).collect();
    assert_eq!(endpoints(&town, application).await, kept);
    assert!(endpoints(&town, other).await.is_empty());
    let town = town.reopened().await;
    let devices = town.town.devices_of(application).await.unwrap();
    assert!(devices[0].1 == device(DEVICES_MAX));
    town.town.remove_device(other, devices[0].0).await.unwrap();
    assert_eq!(endpoints(&town, application).await, kept, "it is not theirs");
    town.town.remove_device(application, devices[0].0).await.unwrap();
    assert_eq!(endpoints(&town, application).await, kept[1..]);
    town.town.remove_devices(application).await.unwrap();
    assert!(endpoints(&town, application).await.is_empty());
}

#[tokio::test]
async fn a_family_with_a_browser_is_told_there_too_at_any_hour() {
    let town = Fixture::new().await;
    let night = at("2026-03-06T18:00:00Z");
    town.store.clock().move_to(night);
    let application = waiting(&town).await;
    town.town.add_device(application, &device(1)).await.unwrap();
    while town.store.address_messages(10).await.unwrap() > 0 {}
    let messages = town.town.messages_of(application).await.unwrap();
    let channels: Vec<_> = messages.iter().map(|message| message.channel).collect();
    assert_eq!(channels, [Channel::Push, Channel::Email, Channel::Sms]);
    assert_eq!(messages[0].due_at, night);
    for message in town.store.take_due_messages(10).await.unwrap() {
        town.store.message_was_tried(&message, Tried::Sent).await.unwrap();
    }
    assert_eq!(town.town.messages_of(application).await.unwrap()[0].fate, Fate::Sent);
}

#[tokio::test]
async fn whoever_logs_out_everywhere_or_is_erased_gets_no_more_notices() {
    let town = Fixture::new().await;
    let (leaving, erased) = (waiting(&town).await, waiting(&town).await);
    for application in [leaving, erased] {
        town.town.add_device(application, &device(7)).await.unwrap();
    }
    town.town.end_sessions_of_family(leaving).await.unwrap();
    assert!(endpoints(&town, leaving).await.is_empty());
    town.town.erase_applicant(erased).await.unwrap();
    assert!(endpoints(&town, erased).await.is_empty());
    town.town.add_device(erased, &device(7)).await.unwrap();
    assert!(endpoints(&town, erased).await.is_empty(), "nothing is written of a family that was erased");
}
