//! What the family was told, what became of each message, and at what hours short ones may come.

use crate::answers::{Answers, Asked};
use crate::flash::Flash;
use crate::rights::Family;
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use askama::Template;
use axum::response::Redirect;
use store::{Channel, Device, Fate, Message};

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
    /// The sender's public key, where notices to browsers are sent.
    push_key: Option<String>,
    /// How many browsers get them.
    devices: usize,
    visit: Visit,
}

/// `GET /{lang}/my/messages`.
pub(super) async fn show(Family { visit, application, .. }: Family, asked: Asked) -> Page {
    let applicant = visit.town.applicant(application).await?.ok_or(Trouble::NotFound)?;
    let at_any_hour = applicant.sms_at_any_hour;
    let devices = visit.town.devices_of(application).await?.len();
    let is_so = |done: &str| match done {
        "push_on" => devices > 0,
        "push_off" => devices == 0,
        "hours_any" => at_any_hour,
        "hours_by_day" => !at_any_hour,
        _ => false,
    };
    let messages = visit.town.messages_of(application).await?;
    let messages = messages.iter().map(|message| line(&visit, message)).collect();
    let flash = Flash::to_family(visit.t, &asked, is_so);
    let push_key = visit.site.push_key().map(str::to_owned);
    render(&MessagesPage { flash, messages, at_any_hour, push_key, devices, visit })
}

/// `POST /{lang}/my/messages`.
pub(super) async fn set_hours(
    Family { visit, application, .. }: Family,
    answers: Answers,
) -> Result<Redirect, Trouble> {
    let at_any_hour = match answers.of("hours") {
        "any" => true,
        "by_day" => false,
        _ => return Err(Trouble::BadForm),
    };
    visit.town.send_sms_at_any_hour(application, at_any_hour).await?;
    let done = if at_any_hour { "hours_any" } else { "hours_by_day" };
    Ok(Redirect::to(&visit.to(&format!("/my/messages?done={done}"))))
}

/// Characters of an address at a push service; the longest that are known have some four hundred.
const ENDPOINT_MAX: usize = 1000;

/// Characters of a key in base64url: 65 bytes.
const KEY_MAX: usize = 100;

/// `POST /{lang}/my/devices`: a browser asks for notices. Whether its push service may be asked is known where they go out.
pub(super) async fn add_device(
    Family { visit, application, .. }: Family,
    answers: Answers,
) -> Result<Redirect, Trouble> {
    let of = |name: &str, most: usize| {
        let answer = answers.of(name);
        let is_fine = !answer.is_empty() && answer.len() <= most && answer.bytes().all(|byte| byte.is_ascii_graphic());
        is_fine.then(|| answer.to_owned()).ok_or(Trouble::BadForm)
    };
    let device =
        Device { endpoint: of("endpoint", ENDPOINT_MAX)?, p256dh: of("p256dh", KEY_MAX)?, auth: of("auth", KEY_MAX)? };
    if visit.site.push_key().is_none() {
        return Err(Trouble::NotFound);
    }
    visit.town.add_device(application, &device).await?;
    Ok(Redirect::to(&visit.to("/my/messages?done=push_on")))
}

/// `POST /{lang}/my/devices/remove`: no browser gets notices any more.
pub(super) async fn remove_devices(Family { visit, application, .. }: Family) -> Result<Redirect, Trouble> {
    visit.town.remove_devices(application).await?;
    Ok(Redirect::to(&visit.to("/my/messages?done=push_off")))
}

pub(crate) fn line(visit: &Visit, message: &Message) -> MessageLine {
    let when = |at| visit.soon(at);
    let (fate, look) = match message.fate {
        Fate::Waiting => (visit.t.with("fate-waiting").set("when", when(message.due_at)).to_string(), "still"),
        Fate::Sending => (visit.t.text("fate-sending"), "still"),
        Fate::Sent => (visit.t.with("fate-sent").set("when", when(message.fate_at)).to_string(), "good"),
        Fate::Delivered => (visit.t.with("fate-delivered").set("when", when(message.fate_at)).to_string(), "good"),
        Fate::Returned => (visit.t.text("fate-returned"), "bad"),
        Fate::Kept => (visit.t.text("fate-kept"), "still"),
        Fate::Refused if message.channel == Channel::Push => (visit.t.text("fate-refused-push"), "still"),
        Fate::Refused => (visit.t.text("fate-refused"), "bad"),
        Fate::GivenUp => (visit.t.text("fate-given_up"), "bad"),
        Fate::Overtaken => (visit.t.text("fate-overtaken"), "still"),
    };
    let channel_key = match message.channel {
        Channel::Sms => "messages-sms",
        Channel::Email => "messages-email",
        Channel::Push => "messages-push",
    };
    MessageLine { title: visit.t.text(format!("told-title-{}", message.occasion.code())), channel_key, fate, look }
}
