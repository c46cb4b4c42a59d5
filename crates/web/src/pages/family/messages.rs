//! What the family was told, what became of each message, and at what hours short ones may come.

use crate::answers::{Answers, Asked};
use crate::flash::Flash;
use crate::rights::Family;
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use askama::Template;
use axum::response::Redirect;
use store::{Channel, Fate, Message};

/// One message as its family sees it, and the office.
pub(crate) struct MessageLine {
    pub(crate) title: String,
    pub(crate) channel_key: &'static str,
    pub(crate) fate: String,
    pub(crate) look: &'static str,
}

#[derive(Template)]
#[template(path = "pages/family/messages.html")]
struct MessagesPage {
    flash: Option<Flash>,
    messages: Vec<MessageLine>,
    at_any_hour: bool,
    visit: Visit,
}

/// `GET /{lang}/my/messages`.
pub(super) async fn show(Family { visit, application }: Family, asked: Asked) -> Page {
    let applicant = visit.town.applicant(application).await?.ok_or(Trouble::NotFound)?;
    let at_any_hour = applicant.sms_at_any_hour;
    let is_so = |done: &str| match done {
        "hours_any" => at_any_hour,
        "hours_by_day" => !at_any_hour,
        _ => false,
    };
    let messages = visit.town.messages_of(application).await?;
    let messages = messages.iter().map(|message| line(&visit, message)).collect();
    render(&MessagesPage { flash: Flash::to_family(visit.t, &asked, is_so), messages, at_any_hour, visit })
}

/// `POST /{lang}/my/messages`.
pub(super) async fn set_hours(Family { visit, application }: Family, answers: Answers) -> Result<Redirect, Trouble> {
    let at_any_hour = match answers.of("hours") {
        "any" => true,
        "by_day" => false,
        _ => return Err(Trouble::BadForm),
    };
    visit.town.send_sms_at_any_hour(application, at_any_hour).await?;
    let done = if at_any_hour { "hours_any" } else { "hours_by_day" };
    Ok(Redirect::to(&visit.to(&format!("/my/messages?done={done}"))))
}

pub(crate) fn line(visit: &Visit, message: &Message) -> MessageLine {
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
