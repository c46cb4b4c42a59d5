//! Complaints and questions of families to the department. What a family writes and what it is answered is sealed like all it
//! tells of itself; that it asked, about what, and until when it must be answered stands open.

use crate::database::ReadFault;
use crate::messages::{self, Channel, NewMessage};
use crate::notice::Occasion;
use crate::sealed::{Text, TextPlace};
use crate::sql::{Connection, SqlFault};
use crate::{AccountId, CommandId, Fault, Town, applicants, column, devices};
use admission::ApplicationId;
use jiff::Timestamp;
use jiff::civil::Date;
use rows::Row;
use serde::{Deserialize, Serialize};
use std::fmt;

mod rows;

pub(crate) use rows::delete_of;

/// Working days within which a complaint is answered.
const ANSWER_WORKING_DAYS: u32 = 5;

/// Working days within which it may be passed on.
const PASS_WORKING_DAYS: u32 = 3;

/// Complaints of one application that wait for an answer at most.
pub const COMPLAINTS_OPEN_MAX: usize = 5;

/// Characters of a complaint at most.
pub const COMPLAINT_CHARACTERS_MAX: usize = 2_000;

/// Characters of an answer at most.
pub const ANSWER_CHARACTERS_MAX: usize = 4_000;

/// Writes a closed list of words with their codes.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$word:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$word])* $variant,)+ }

        impl $name {
            /// The whole list, in the order in which it is offered.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word in tables, forms and keys of texts.
            #[must_use]
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The one of that word.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|word| word.code() == code)
            }
        }
    };
}

words! {
    /// What a complaint is about.
    ComplaintSubject {
        /// The place in the queue.
        Place = "place",
        /// A decision on a ground.
        Ground = "ground",
        /// A referral, or its refusal.
        Referral = "referral",
        /// The work of a kindergarten.
        Kindergarten = "kindergarten",
        /// A mistake in the family's data.
        Data = "data",
        /// The site, or messages.
        Site = "site",
    }
}

words! {
    /// Why an official passes a complaint on to the head of the department.
    PassReason {
        /// It is about the work of this official.
        AboutMe = "about_me",
        /// Only the head may decide on it.
        HeadDecides = "head_decides",
        /// It concerns another organisation.
        OtherBody = "other_body",
    }
}

/// A complaint of one application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ComplaintId(pub u64);

/// Where a complaint stands, without its texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// Its number, of use only together with the application.
    pub id: ComplaintId,
    /// Whose.
    pub application: ApplicationId,
    /// About what.
    pub subject: ComplaintSubject,
    /// When it was written.
    pub asked_at: Timestamp,
    /// Last day on which it may be passed on.
    pub pass_until: Date,
    /// Last day on which it must be answered.
    pub due_on: Date,
    /// Who passed it on, when and why.
    pub passed: Option<(AccountId, Timestamp, PassReason)>,
    /// Who answered it, and when.
    pub answered: Option<(AccountId, Timestamp)>,
}

/// A complaint with its texts.
#[derive(Clone, PartialEq, Eq)]
pub struct OpenedComplaint {
    /// Where it stands.
    pub complaint: Complaint,
    /// What the family wrote.
    pub question: String,
    /// What the office answered.
    pub answer: Option<String>,
}

impl fmt::Debug for OpenedComplaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OpenedComplaint(…)")
    }
}

/// Why nothing was done with a complaint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ComplaintFault {
    /// There is no such application or complaint, or it was erased.
    #[error("there is no such complaint")]
    Unknown,
    /// [`COMPLAINTS_OPEN_MAX`] wait for an answer.
    #[error("the application has as many open complaints as it may have")]
    TooMany,
    /// Somebody else has answered it.
    #[error("the complaint is answered already")]
    Answered,
    /// It was passed on before, or the days for that are over.
    #[error("the complaint may no longer be passed on")]
    PassedTooLate,
    /// Whoever passes a complaint on does not answer it.
    #[error("the official has passed the complaint on")]
    PassedByYou,
}

impl Town {
    /// Takes a complaint. A retry with the same command id takes it once.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`]: ask again with the same command id.
    pub async fn complain(
        &self,
        application: ApplicationId,
        subject: ComplaintSubject,
        question: String,
        command_id: CommandId,
    ) -> Result<Result<ComplaintId, ComplaintFault>, Fault> {
        let (town, now) = (self.itself()?, self.core().clock.now());
        let id = ComplaintId(self.core().keys.complaint_id(self.kato().as_str(), application, command_id));
        let write = move |connection: &Connection| town.take(connection, (application, id), subject, &question, now);
        self.core().write(write, |_: &Result<ComplaintId, ComplaintFault>| ()).await
    }

    fn take(
        &self,
        connection: &Connection,
        (application, id): (ApplicationId, ComplaintId),
        subject: ComplaintSubject,
        question: &str,
        now: Timestamp,
    ) -> Result<Result<ComplaintId, ComplaintFault>, SqlFault> {
        applicants::lock(connection, self.id(), application)?;
        let Some(sealed) = applicants::seal_of(connection, self, application)? else {
            return Ok(Err(ComplaintFault::Unknown));
        };
        let all = rows::of(connection, self.id(), application)?;
        if all.iter().any(|row| row.complaint.id == id) {
            return Ok(Ok(id));
        }
        if all.iter().filter(|row| row.complaint.answered.is_none()).count() >= COMPLAINTS_OPEN_MAX {
            return Ok(Err(ComplaintFault::TooMany));
        }
        let place = self.text_place(application, id, Text::Question);
        let question = sealed.close_text(question, &self.core().keys.wrap, &place).map_err(|_| unreadable())?;
        let (pass_until, due_on) = {
            let state = self.state();
            let day = state.zone().day(now);
            let after = |count| state.calendar().working_days_after(day, count);
            (after(PASS_WORKING_DAYS), after(ANSWER_WORKING_DAYS))
        };
        let (asked_at, passed, answered) = (now, None, None);
        let complaint = Complaint { id, application, subject, asked_at, pass_until, due_on, passed, answered };
        rows::insert(connection, self.id(), &complaint, question)?;
        Ok(Ok(id))
    }

    /// The complaints of an application with their texts, newest first.
    ///
    /// # Errors
    /// A fault of the database, or a seal that does not open.
    pub async fn complaints_of(&self, application: ApplicationId) -> Result<Vec<OpenedComplaint>, Fault> {
        let town = self.itself()?;
        let read = move |connection: &Connection| {
            let rows = rows::of(connection, town.id(), application)?;
            rows.into_iter().filter_map(|row| town.opened(connection, row).transpose()).collect()
        };
        self.core().readers.read("reading the complaints of an application", read).await
    }

    /// All complaints that wait for an answer, oldest first.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn open_complaints(&self) -> Result<Vec<Complaint>, Fault> {
        let territory = self.id();
        let read = move |connection: &Connection| Ok(rows::unanswered(connection, territory)?);
        self.core().readers.read("reading the open complaints", read).await
    }

    /// Answers a complaint, and tells the family that it did. Pressed twice by one official, it answers once.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`]: ask again.
    pub async fn answer_complaint(
        &self,
        application: ApplicationId,
        id: ComplaintId,
        answer: String,
        by: AccountId,
    ) -> Result<Result<(), ComplaintFault>, Fault> {
        let (town, now) = (self.itself()?, self.core().clock.now());
        let write = move |connection: &Connection| town.answer(connection, (application, id), &answer, by, now);
        self.core().write(write, |_: &Result<(), ComplaintFault>| ()).await
    }

    fn answer(
        &self,
        connection: &Connection,
        (application, id): (ApplicationId, ComplaintId),
        answer: &str,
        by: AccountId,
        now: Timestamp,
    ) -> Result<Result<(), ComplaintFault>, SqlFault> {
        applicants::lock(connection, self.id(), application)?;
        let complaint = match self.open_complaint(connection, application, id)? {
            Ok(complaint) => complaint,
            Err(fault) => return Ok(Err(fault)),
        };
        match (complaint.answered, complaint.passed) {
            (Some((before, _)), _) if before == by => return Ok(Ok(())),
            (Some(_), _) => return Ok(Err(ComplaintFault::Answered)),
            (None, Some((passed_by, ..))) if passed_by == by => return Ok(Err(ComplaintFault::PassedByYou)),
            (None, _) => {}
        }
        let Some(sealed) = applicants::seal_of(connection, self, application)? else {
            return Ok(Err(ComplaintFault::Unknown));
        };
        let wrap = &self.core().keys.wrap;
        let place = self.text_place(application, id, Text::Answer);
        let answer = sealed.close_text(answer, wrap, &place).map_err(|_| unreadable())?;
        rows::answer(connection, self.id(), &complaint, answer, (by, now))?;
        let record = sealed.open(wrap, self.kato().as_str(), application).map_err(|_| unreadable())?;
        let has_device = devices::has_any(connection, self.id(), application)?;
        for channel in Channel::of(Occasion::ComplaintAnswered, record.email.is_some(), has_device) {
            let message = NewMessage {
                territory: self.id(),
                application,
                entry: column::instant(now).cast_unsigned(),
                occasion: Occasion::ComplaintAnswered,
                channel,
                made_at: now,
                due_at: messages::due(&self.state(), channel, now, record.sms_at_any_hour),
                at_any_hour: record.sms_at_any_hour,
                address: None,
            };
            messages::insert(connection, &message)?;
        }
        Ok(Ok(()))
    }

    /// Passes a complaint on to the head of the department: its term to be answered stays.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`]: ask again.
    pub async fn pass_complaint(
        &self,
        application: ApplicationId,
        id: ComplaintId,
        reason: PassReason,
        by: AccountId,
    ) -> Result<Result<(), ComplaintFault>, Fault> {
        let (town, now) = (self.itself()?, self.core().clock.now());
        let write = move |connection: &Connection| {
            applicants::lock(connection, town.id(), application)?;
            let complaint = match town.open_complaint(connection, application, id)? {
                Ok(complaint) => complaint,
                Err(fault) => return Ok(Err(fault)),
            };
            let day = town.state().zone().day(now);
            match (complaint.answered, complaint.passed) {
                (_, Some((before, _, why))) if (before, why) == (by, reason) => return Ok(Ok(())),
                (Some(_), _) => return Ok(Err(ComplaintFault::Answered)),
                (None, Some(_)) => return Ok(Err(ComplaintFault::PassedTooLate)),
                (None, None) if day > complaint.pass_until => return Ok(Err(ComplaintFault::PassedTooLate)),
                (None, None) => {}
            }
            rows::pass(connection, town.id(), &complaint, reason, (by, now))?;
            Ok(Ok(()))
        };
        self.core().write(write, |_: &Result<(), ComplaintFault>| ()).await
    }

    fn open_complaint(
        &self,
        connection: &Connection,
        application: ApplicationId,
        id: ComplaintId,
    ) -> Result<Result<Complaint, ComplaintFault>, SqlFault> {
        let rows = rows::of(connection, self.id(), application)?;
        let found = rows.into_iter().map(|row| row.complaint).find(|complaint| complaint.id == id);
        Ok(found.ok_or(ComplaintFault::Unknown))
    }

    /// A complaint whose family was erased meanwhile is none any more.
    fn opened(&self, connection: &Connection, row: Row) -> Result<Option<OpenedComplaint>, ReadFault> {
        let Row { complaint, question, answer } = row;
        let Some(sealed) = applicants::seal_of(connection, self, complaint.application)? else { return Ok(None) };
        let wrap = &self.core().keys.wrap;
        let place = |text| self.text_place(complaint.application, complaint.id, text);
        let question = sealed.open_text(&question, wrap, &place(Text::Question))?;
        let answer = answer.map(|answer| sealed.open_text(&answer, wrap, &place(Text::Answer))).transpose()?;
        Ok(Some(OpenedComplaint { complaint, question, answer }))
    }

    fn text_place(&self, application: ApplicationId, id: ComplaintId, text: Text) -> TextPlace<'_> {
        TextPlace { kato: self.kato().as_str(), application, complaint: id.0, text }
    }
}

fn unreadable() -> SqlFault {
    SqlFault::unreadable("sealed", &"its seal is broken")
}
