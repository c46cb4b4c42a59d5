//! Reminds kindergartens by e-mail, before the list of the day is made, that they have said nothing yet. Of several nodes
//! one does it at a time.

use crate::post::Ways;
use delivery::mail::{Letter, Mailer};
use jiff::SignedDuration;
use std::sync::Arc;
use std::time::Duration;
use store::{Fault, Reminder, Store};
use web::{Site, Written};

/// Between two looks at who has said nothing.
const LOOK: Duration = Duration::from_secs(30);

/// The duty of the one node that does it.
const DUTY: &str = "reminders";

/// How long the duty lasts, should its node be gone.
const DUTY_LASTS: SignedDuration = SignedDuration::from_mins(2);

/// Reminds until the store closes. Without a mail server the reminders stand in the mailbox of the demo.
pub(crate) async fn remind(site: Site, store: Store, ways: Arc<Ways>) {
    loop {
        match remind_once(&site, &store, ways.mail.as_ref()).await {
            Ok(()) => {}
            Err(Fault::ShutDown) => return,
            Err(fault) => tracing::warn!(%fault, "reminders have to wait"),
        }
        tokio::time::sleep(LOOK).await;
    }
}

async fn remind_once(site: &Site, store: &Store, mailer: Option<&Mailer>) -> Result<(), Fault> {
    if !store.take_duty(DUTY, DUTY_LASTS).await? {
        return Ok(());
    }
    for reminder in store.take_due_reminders().await? {
        let written = web::write_reminder(site, &reminder);
        let went = match (mailer, &written) {
            (Some(mailer), Written::Email { to, subject, text }) => {
                send(mailer, &reminder, to, subject, text, store).await
            }
            _ => {
                site.keep_message(written);
                true
            }
        };
        if went && let Some(town) = store.town(&reminder.town) {
            town.reminder_went(reminder.kindergarten, reminder.day).await?;
        }
    }
    Ok(())
}

async fn send(mailer: &Mailer, reminder: &Reminder, to: &str, subject: &str, text: &str, store: &Store) -> bool {
    let id = format!("{}-reminder-{}-{}", reminder.town, reminder.kindergarten, reminder.day);
    let letter = Letter {
        to: to.to_owned(),
        subject: subject.to_owned(),
        text: text.to_owned(),
        id,
        written_at: store.clock().now(),
    };
    match mailer.send(&letter).await {
        Ok(()) => true,
        Err(failure) => {
            tracing::warn!(kindergarten = reminder.kindergarten.0, %failure, "a reminder was not taken");
            false
        }
    }
}
