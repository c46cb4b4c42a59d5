//! What the family was told and what became of each message: shown with the application.

use crate::visit::Visit;
use store::{Channel, Fate, Message};

/// Messages that are shown.
const SHOWN: usize = 10;

/// One message as its family sees it.
pub(super) struct MessageLine {
    pub(super) title: String,
    pub(super) channel_key: &'static str,
    pub(super) fate: String,
    pub(super) look: &'static str,
}

/// The last messages to a family, newest first.
pub(super) fn lines(visit: &Visit, messages: &[Message]) -> Vec<MessageLine> {
    messages.iter().take(SHOWN).map(|message| line(visit, message)).collect()
}

fn line(visit: &Visit, message: &Message) -> MessageLine {
    let when = |at| visit.soon(at);
    let (fate, look) = match message.fate {
        Fate::Waiting => (visit.t.with("fate-waiting").set("when", when(message.due_at)).to_string(), "still"),
        Fate::Sending => (visit.t.text("fate-sending"), "still"),
        Fate::Sent => (visit.t.with("fate-sent").set("when", when(message.fate_at)).to_string(), "good"),
        Fate::Kept => (visit.t.text("fate-kept"), "still"),
        Fate::Refused => (visit.t.text("fate-refused"), "bad"),
        Fate::GivenUp => (visit.t.text("fate-given_up"), "bad"),
        Fate::Overtaken => (visit.t.text("fate-overtaken"), "still"),
    };
    let channel_key = match message.channel {
        Channel::Sms => "messages-sms",
        Channel::Email => "messages-email",
    };
    MessageLine { title: visit.t.text(format!("told-title-{}", message.occasion.code())), channel_key, fate, look }
}
