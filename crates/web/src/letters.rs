//! What families are told, in words: short messages and letters. A link in them opens a page and does nothing.

mod examples;
mod length;
pub(crate) mod own;

pub(crate) use examples::longest;

use crate::exchange::proposals;
use crate::schedule::Schedule;
use crate::visit::Visit;
use crate::wording::Wording;
use crate::{Lang, Site};
use admission::{Application, Status, Territory};
use jiff::Timestamp;
use own::said;
use store::{Channel, Device, DeviceId, Fault, Language, Message, Occasion};

/// Where a message goes and what it says.
#[derive(Clone, PartialEq, Eq)]
pub enum Written {
    /// A short message to a phone.
    Sms {
        /// `+7` and ten digits.
        phone: String,
        /// What it says.
        text: String,
    },
    /// A letter.
    Email {
        /// The address.
        to: String,
        /// Its subject.
        subject: String,
        /// What it says, in paragraphs.
        text: String,
    },
    /// A notice to browsers.
    Push {
        /// Where it goes, and by which name each is taken from the list when it is gone.
        devices: Vec<(DeviceId, Device)>,
        /// Its first line.
        title: String,
        /// What it says.
        text: String,
        /// The page it opens.
        link: String,
    },
}

impl std::fmt::Debug for Written {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Sms { .. } => "Written::Sms(…)",
            Self::Email { .. } => "Written::Email(…)",
            Self::Push { .. } => "Written::Push(…)",
        })
    }
}

/// Writes a message in the language of its family, as things stand now. `None` if what it would say is no longer true, or
/// there is nobody to tell.
///
/// # Errors
/// A fault of the database.
pub async fn write(site: &Site, message: &Message) -> Result<Option<Written>, Fault> {
    let Some(town) = site.store.town(&message.town) else { return Ok(None) };
    let Some(applicant) = town.applicant(message.application).await? else { return Ok(None) };
    let lang = match applicant.language {
        Language::Kk => Lang::Kk,
        Language::Ru => Lang::Ru,
        Language::En => Lang::En,
    };
    let elsewhere = town.address_of(message).await?.map(|contact| contact.as_str().to_owned());
    let code = match message.occasion {
        Occasion::OneTimeCode => town.code_of(message).await?,
        _ => None,
    };
    let devices = match message.channel {
        Channel::Push => town.devices_of(message.application).await?,
        Channel::Sms | Channel::Email => Vec::new(),
    };
    let visit = Visit::of_nobody(site, town, lang);
    // A place of another language is offered to nobody.
    if message.occasion == Occasion::ExchangeProposed && proposals(&visit, message.application).is_empty() {
        return Ok(None);
    }
    let Some(says) = Says::of(&visit, message, code) else { return Ok(None) };
    let number = applicant.number.to_string();
    Ok(match message.channel {
        Channel::Sms => {
            let phone = elsewhere.unwrap_or_else(|| applicant.phone.as_str().to_owned());
            Some(Written::Sms { phone, text: says.short(&visit, &number) })
        }
        Channel::Email => elsewhere.or(applicant.email).map(|to| Written::Email {
            to,
            subject: visit
                .t
                .with("letter-subject")
                .set("title", says.title.as_str())
                .set("number", number.as_str())
                .to_string(),
            text: says.long(&visit, &number),
        }),
        Channel::Push if devices.is_empty() => None,
        Channel::Push => Some(Written::Push { devices, title: says.title, text: says.text, link: says.link }),
    })
}

/// What is said about an occasion.
struct Says {
    title: String,
    text: String,
    link: String,
}

impl Says {
    fn of(visit: &Visit, message: &Message, one_time: Option<String>) -> Option<Self> {
        let gaps = {
            let state = visit.town.state();
            let application = state.application(message.application)?;
            Gaps::of(&state, application, message, one_time, visit.now)?
        };
        let code = message.occasion.code();
        let key = match gaps {
            Gaps::NoPlace => format!("told-{code}-outside"),
            _ => format!("told-{code}"),
        };
        let begins_with_day = matches!(gaps, Gaps::When(_));
        let text = said(visit, &key, gaps.value(visit).as_slice());
        let text = if begins_with_day { capital(&text) } else { text };
        let link = format!("{}{}", visit.site.address(), visit.to(&visit.of_town("/my")));
        Some(Self { title: said(visit, &format!("told-title-{code}"), &[]), text, link })
    }

    fn short(&self, visit: &Visit, number: &str) -> String {
        let bare = self.link.trim_start_matches("https://").trim_start_matches("http://");
        // Each character of a short message counts, and number and code are found in whichever town.
        let bare = bare.split('?').next().unwrap_or(bare);
        // Each blank of it would be a letter of the SMS; whoever types it in may leave them out.
        let number: String = number.chars().filter(char::is_ascii_digit).collect();
        visit.t.with("letter-sms").set("number", number).set("text", self.text.as_str()).set("link", bare).to_string()
    }

    fn long(&self, visit: &Visit, number: &str) -> String {
        let t: Wording = visit.t;
        let number = t.with("letter-number").set("number", number).to_string();
        let open = t.with("letter-open").set("link", self.link.as_str()).to_string();
        let from = t.with("letter-from").set("town", visit.frame.town.as_str()).to_string();
        [t.text("letter-greeting"), self.text.clone(), format!("{number}\n{open}"), t.text("letter-safe"), from]
            .join("\n\n")
    }
}

/// A code in two halves is easier to type.
fn halves(code: &str) -> String {
    let (first, second) = code.split_at(code.len() / 2);
    format!("{first} {second}")
}

/// A sentence may begin with a day.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// What fills the gap of a text.
enum Gaps {
    None,
    /// It stands outside the order.
    NoPlace,
    /// A one-time code.
    Code(String),
    Place(u64),
    When(Timestamp),
    Until(Timestamp),
    Day(jiff::civil::Date),
}

impl Gaps {
    /// The gap with what fills it.
    fn value(self, visit: &Visit) -> Option<(&'static str, String)> {
        Some(match self {
            Self::None | Self::NoPlace => return None,
            Self::Code(one_time) => ("code", halves(&one_time)),
            Self::Place(place) => ("place", visit.t.number(place)),
            Self::When(at) => ("when", visit.soon(at)),
            Self::Until(at) => ("until", visit.until(at)),
            Self::Day(day) => ("day", visit.near_day(day)),
        })
    }

    /// `None` if the occasion is over.
    fn of(
        state: &Territory,
        application: &Application,
        message: &Message,
        one_time: Option<String>,
        now: Timestamp,
    ) -> Option<Self> {
        let status = application.status();
        let is_back = matches!(status, Status::Waiting | Status::Access | Status::Paused);
        let until = || {
            let list = application.access_list()?;
            state.queue_of(application).lists().get(&list).map(|list| Self::Until(list.until))
        };
        let place = || state.position(application.id()).map_or(Self::NoPlace, Self::Place);
        match message.occasion {
            Occasion::ApplicationReceived | Occasion::GroundConfirmed if status == Status::Waiting => Some(place()),
            Occasion::ApplicationReceived | Occasion::GroundConfirmed => None,
            Occasion::AccessNear => {
                let opening = Schedule::of(state, message.made_at).opening;
                (status == Status::Waiting && now < opening).then_some(Self::When(opening))
            }
            Occasion::AccessGiven | Occasion::WindowExtended => until(),
            Occasion::PlacesRecalled => until().map(|_| Self::None),
            Occasion::AccessLapsed
            | Occasion::AccessTakenBack
            | Occasion::ReferralRefused
            | Occasion::StopEnded
            | Occasion::ApplicationRestored => is_back.then_some(Self::None),
            Occasion::ReferralIssued | Occasion::ReferralExtended | Occasion::PlaceTakenForFamily => {
                application.referral().map(|referral| Self::Day(referral.valid_until))
            }
            Occasion::ReferralExpired => application.stopped_until().map(Self::Day),
            Occasion::ChildEnrolled | Occasion::PlacesExchanged | Occasion::ExchangeRefused => {
                (status == Status::Enrolled).then_some(Self::None)
            }
            Occasion::GroundRejected | Occasion::GroundEnded | Occasion::BirthYearCorrected => {
                status.is_open().then_some(Self::None)
            }
            Occasion::OneTimeCode => one_time.map(Self::Code),
            Occasion::ContactChanged
            | Occasion::HelperNamed
            | Occasion::HelperActed
            | Occasion::ExchangeProposed
            | Occasion::ComplaintAnswered => Some(Self::None),
            Occasion::Paused => (status == Status::Paused).then_some(Self::None),
            Occasion::ApplicationClosed => (!status.is_open() && status != Status::Enrolled).then_some(Self::None),
        }
    }
}

#[cfg(test)]
mod tests;
