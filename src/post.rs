//! Brings messages to families: makes them of what waits in the outbox, hands them to the providers, and writes down what
//! became of each. Of several nodes one does it at a time.

use delivery::Failure;
use delivery::mail::{Letter, Mailer};
use delivery::push::{Pusher, Receiver};
use delivery::sms::{Sms, SmsGateway};
use jiff::SignedDuration;
use std::sync::Arc;
use std::time::Duration;
use store::{Device, DeviceId, Fault, Message, Store, Tried};
use tokio::task::JoinSet;
use web::{Site, Written};

/// Between two looks at what waits.
const LOOK: Duration = Duration::from_secs(2);

/// After a fault, so that a database that is away is not asked without a break.
const AFTER_FAULT: Duration = Duration::from_secs(10);

/// The duty of the one node that does it. It is taken anew before every few messages.
const DUTY: &str = "post";

/// How long the duty lasts, should its node be gone. A message that is still being handed over then is left to it.
const DUTY_LASTS: SignedDuration = SignedDuration::from_mins(2);

/// Families who are addressed in one transaction.
const FAMILIES_AT_ONCE: usize = 500;

/// Messages that are handed over at the same time.
const MESSAGES_AT_ONCE: u32 = 16;

/// By what messages go. Where a way is missing, its messages are not sent, and that is what is written down.
#[derive(Default)]
pub(crate) struct Ways {
    pub(crate) mail: Option<Mailer>,
    pub(crate) sms: Option<SmsGateway>,
    pub(crate) push: Option<Pusher>,
}

/// Brings messages until the store closes.
pub(crate) async fn bring(site: Site, store: Store, ways: Arc<Ways>) {
    loop {
        let pause = match bring_what_waits(&site, &store, &ways).await {
            Ok(()) => LOOK,
            Err(Fault::ShutDown) => return,
            Err(fault) => {
                tracing::warn!(%fault, "messages have to wait");
                AFTER_FAULT
            }
        };
        tokio::time::sleep(pause).await;
    }
}

async fn bring_what_waits(site: &Site, store: &Store, ways: &Arc<Ways>) -> Result<(), Fault> {
    while store.has_post().await? && store.take_duty(DUTY, DUTY_LASTS).await? {
        while store.address_messages(FAMILIES_AT_ONCE).await? > 0 {}
        let due = store.take_due_messages(MESSAGES_AT_ONCE).await?;
        if due.is_empty() {
            return Ok(());
        }
        let mut handing_over = JoinSet::new();
        for message in due {
            let (site, store, ways) = (site.clone(), store.clone(), Arc::clone(ways));
            handing_over.spawn(async move {
                let tried = hand_over(&site, &store, &ways, &message).await?;
                store.message_was_tried(&message, tried).await
            });
        }
        while let Some(handed_over) = handing_over.join_next().await {
            // A panic was reported when it happened; its message is tried again.
            handed_over.unwrap_or(Ok(()))?;
        }
    }
    Ok(())
}

async fn hand_over(site: &Site, store: &Store, ways: &Ways, message: &Message) -> Result<Tried, Fault> {
    let Some(written) = web::write_message(site, message).await? else { return Ok(Tried::Overtaken) };
    let id = store.outer_id(message);
    let sent = match (&written, &ways.mail, &ways.sms, &ways.push) {
        (Written::Email { to, subject, text }, Some(mailer), ..) => {
            let (to, subject, text) = (to.clone(), subject.clone(), text.clone());
            mailer.send(&Letter { to, subject, text, id, written_at: message.made_at }).await
        }
        (Written::Sms { phone, text }, _, Some(gateway), _) => {
            gateway.send(&Sms { phone: phone.clone(), text: text.clone(), id }).await
        }
        (Written::Push { devices, title, text, link }, .., Some(pusher)) => {
            let notice = serde_json::json!({ "title": title, "body": text, "url": link, "tag": id }).to_string();
            notify(store, pusher, message, devices, &notice).await?
        }
        _ => {
            site.keep_message(written);
            return Ok(Tried::Kept);
        }
    };
    Ok(match sent {
        Ok(()) => Tried::Sent,
        Err(failure) => {
            tracing::warn!(message = message.id, %failure, "a message was not taken");
            tried(&failure)
        }
    })
}

/// Hands a notice to every browser of a family: it went if one of them gets it. One that gets none any more is forgotten.
async fn notify(
    store: &Store,
    pusher: &Pusher,
    message: &Message,
    devices: &[(DeviceId, Device)],
    notice: &str,
) -> Result<Result<(), Failure>, Fault> {
    let mut outcome = Err(Failure::Refused { reason: "no browser of the family gets notices any more".to_owned() });
    for (id, device) in devices {
        let Device { endpoint, p256dh, auth } = device.clone();
        let sent = pusher.send(&Receiver { endpoint, p256dh, auth }, notice, store.clock().now()).await;
        if let (Err(Failure::Refused { .. }), Some(town)) = (&sent, store.town(&message.town)) {
            town.remove_device(message.application, *id).await?;
        } else if outcome.is_err() {
            outcome = sent;
        }
    }
    Ok(outcome)
}

fn tried(failure: &Failure) -> Tried {
    match failure {
        Failure::Refused { .. } => Tried::Refused,
        Failure::Later { after, .. } => Tried::Later(after.and_then(|after| after.try_into().ok())),
        // It may have arrived. Being told twice is better than not at all; the stable id lets a mail server notice.
        Failure::Unknown { .. } => Tried::Later(None),
    }
}
