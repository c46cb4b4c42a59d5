//! The letter that reminds a kindergarten of the day's list. It is institutional and says nothing about any family.

use crate::letters::Written;
use crate::visit::Visit;
use crate::{Lang, Site};
use store::Reminder;

/// Writes a reminder, in Kazakh and then in Russian: which of the two its reader prefers is not known.
#[must_use]
pub fn write(site: &Site, reminder: &Reminder) -> Written {
    let mut subject = String::new();
    let mut paragraphs = Vec::new();
    if let Some(town) = site.store.town(&reminder.town) {
        for lang in [Lang::Kk, Lang::Ru] {
            let visit = Visit::of_nobody(site, town.clone(), lang);
            let time = visit.t.time(visit.zone.time(reminder.publish_at));
            if subject.is_empty() {
                subject = visit.t.with("reminder-subject").set("until", visit.until(reminder.publish_at)).to_string();
            }
            let name = lang.of(&reminder.names);
            paragraphs.push(visit.t.with("reminder-text").set("name", name).set("time", time.as_str()).to_string());
            if !site.address().is_empty() {
                paragraphs.push(format!("{}/{lang}/kindergarten", site.address()));
            }
        }
    }
    Written::Email { to: reminder.email.clone(), subject, text: paragraphs.join("\n\n") }
}
