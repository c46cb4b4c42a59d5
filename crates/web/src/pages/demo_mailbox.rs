//! The demo's mailbox: messages that a real server would have sent.

use crate::letters::Written;
use crate::offer::spaced_phone;
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use askama::Template;

/// A message as the page shows it.
struct Kept {
    channel_key: &'static str,
    to: String,
    when: String,
    subject: Option<String>,
    paragraphs: Vec<String>,
}

#[derive(Template)]
#[template(path = "pages/demo_mailbox.html")]
struct MailboxPage {
    messages: Vec<Kept>,
    visit: Visit,
}

/// `GET /{lang}/demo/mailbox`.
pub(super) async fn show(visit: Visit) -> Page {
    if visit.site.demo().is_none() {
        return Err(Trouble::NotFound);
    }
    let paragraphs = |text: &str| text.split("\n\n").map(str::to_owned).collect();
    let messages = visit.site.mailbox.all().into_iter().map(|(at, written)| {
        let when = visit.moment(at);
        match written {
            Written::Sms { phone, text } => Kept {
                channel_key: "messages-sms",
                to: spaced_phone(&phone),
                when,
                subject: None,
                paragraphs: paragraphs(&text),
            },
            Written::Email { to, subject, text } => {
                Kept { channel_key: "messages-email", to, when, subject: Some(subject), paragraphs: paragraphs(&text) }
            }
            Written::Push { devices, title, text, .. } => {
                let to = visit.t.with("push-on").set("count", devices.len()).to_string();
                Kept { channel_key: "messages-push", to, when, subject: Some(title), paragraphs: paragraphs(&text) }
            }
        }
    });
    render(&MailboxPage { messages: messages.collect(), visit })
}
