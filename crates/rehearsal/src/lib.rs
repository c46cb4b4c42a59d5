//! Rehearsal scripts: commands against a fresh, in-memory territory, one JSON object a line, one answer a line.
//!
//! It is how officials try a rule before they adopt it, how scenarios are written down as tests, and how others check
//! the rules. A line is read in three steps: a JSON object with an instant, the clock, the fields. After a line that
//! fails one of them nothing has changed; every other line first moves the clock and runs the steps of the day due.

mod line;
mod names;

use admission::{
    Birth, Calendar, Class, Command, Ground, GroundReason, KindergartenId, Policy, QueueId, RecallReason, Refusal,
    RefuseReason, Territory, TimesFrom,
};
use jiff::Timestamp;
use line::{Ask, Simple, Verdict};
use names::Names;
use std::fmt::Write as _;
use std::io::{self, BufRead, Write};

/// Local time of every rehearsal.
const ZONE: &str = "+05:00";

/// A territory being rehearsed.
#[derive(Debug, Default)]
pub struct Rehearsal {
    territory: Territory,
    clock: Option<Timestamp>,
    /// Whether a line of another kind than `territory` has run: until then new times of day count at once.
    underway: bool,
    names: Names,
}

impl Rehearsal {
    /// Reads a whole script and writes its answers.
    ///
    /// # Errors
    /// When the script cannot be read or the answers cannot be written.
    pub fn run(script: &mut impl BufRead, answers: &mut impl Write) -> io::Result<()> {
        let mut rehearsal = Self::default();
        let mut line = Vec::new();
        let mut answer = String::new();
        for number in 1u64.. {
            line.clear();
            if script.read_until(b'\n', &mut line)? == 0 {
                break;
            }
            let text = line.trim_ascii();
            if text.is_empty() || text.starts_with(b"#") {
                continue;
            }
            answer.clear();
            let _ = write!(answer, "{{\"line\": {number}, ");
            rehearsal.answer(text, &mut answer);
            answer.push_str("}\n");
            answers.write_all(answer.as_bytes())?;
        }
        answers.flush()
    }

    /// The state as it stands.
    #[must_use]
    pub fn territory(&self) -> &Territory {
        &self.territory
    }

    /// Runs one line and writes the rest of its answer object after the line number.
    fn answer(&mut self, text: &[u8], out: &mut String) {
        match self.take_line(text, out) {
            Ok(()) => {}
            Err(code) => {
                out.push_str("\"refused\": ");
                push_json(out, code);
            }
        }
    }

    fn take_line(&mut self, text: &[u8], out: &mut String) -> Result<(), &'static str> {
        const UNREADABLE: &str = "unknown_command";
        let (fields, at) = line::object_and_instant(text).map_err(|_| UNREADABLE)?;
        if self.clock.is_some_and(|clock| at < clock) {
            return Err("clock_went_back");
        }
        let ask = line::ask(&fields).map_err(|_| UNREADABLE)?;
        self.move_clock(at);
        self.underway |= !matches!(ask, Ask::Territory { .. });
        self.carry_out(at, ask, out).map_err(Refusal::code)
    }

    fn move_clock(&mut self, at: Timestamp) {
        if self.clock.is_none() {
            let (policy, calendar) = (Box::new(Policy::default()), Calendar::default());
            let founding = Command::FoundTerritory { zone: ZONE.to_owned(), policy, calendar };
            self.territory.decide(at, &founding).expect("a fresh territory can be founded");
        }
        self.clock = Some(at);
        while self.territory.run_due_step(at).is_some() {}
    }

    fn carry_out(&mut self, at: Timestamp, ask: Ask, out: &mut String) -> Result<(), Refusal> {
        let command = match ask {
            Ask::Territory { policy, holidays, working_weekends } => {
                let was = self.territory.calendar();
                let calendar = Calendar {
                    holidays: holidays.unwrap_or_else(|| was.holidays.clone()),
                    working_weekends: working_weekends.unwrap_or_else(|| was.working_weekends.clone()),
                };
                self.territory.decide(at, &Command::AmendCalendar { calendar })?;
                if policy.are_none() {
                    return said_ok(out);
                }
                let policy = Box::new(policy.applied_to(self.territory.policy()));
                let times_from = if self.underway { TimesFrom::NextDay } else { TimesFrom::AtOnce };
                Command::ChangePolicy { policy, times_from }
            }
            Ask::Group { group, birth_years, kind } => {
                let group = self.names.group(&group);
                Command::OpenGroup { group, kindergarten: KindergartenId(0), birth_years, kind }
            }
            Ask::Submit { application, child, born, kind, grounds } => {
                return self.submit(at, &application, &child, born, kind, grounds, out);
            }
            Ask::Decide { verdict, application, ground } => self.verdict(verdict, &application, &ground),
            Ask::Report { group, birth_year, places } => {
                Command::ReportPlaces { group: self.names.group(&group), birth_year, places }
            }
            Ask::Recall { group, birth_year, places } => {
                let (group, reason) = (self.names.group(&group), RecallReason::ReportedByMistake);
                Command::RecallPlaces { group, birth_year, places, reason }
            }
            Ask::Claim { application, group } => Command::ClaimPlace {
                application: self.names.application(&application),
                group: self.names.group(&group),
            },
            Ask::Simple { act, application } => self.simple(act, &application),
            Ask::ShowOrder { birth_year, kind } => return self.show_order(QueueId { birth_year, kind }, out),
            Ask::ShowPlaces { birth_year, kind } => return self.show_places(QueueId { birth_year, kind }, out),
            Ask::ShowApplication { application } => return self.show_application(&application, out),
            Ask::ShowClock => return said_ok(out),
        };
        self.territory.decide(at, &command)?;
        said_ok(out)
    }

    #[expect(clippy::too_many_arguments, reason = "the fields of one line of the script")]
    fn submit(
        &mut self,
        at: Timestamp,
        application: &str,
        child: &str,
        born: jiff::civil::Date,
        kind: admission::Kind,
        grounds: Vec<String>,
        out: &mut String,
    ) -> Result<(), Refusal> {
        let policy = self.territory.policy();
        let classes: Vec<Option<Class>> = grounds.iter().map(|code| policy.class_of_ground(code)).collect();
        let today = self.territory.zone().day(at);
        let id = self.names.application(application);
        let command = Command::SubmitApplication {
            application: id,
            child: self.names.child(child),
            birth_year: i64::from(born.year()),
            birth: if born > today { Birth::Future } else { Birth::Past },
            kind,
            grounds: classes,
            earlier: None,
        };
        self.territory.decide(at, &command)?;
        self.names.claimed(id, grounds);
        said_ok(out)
    }

    fn verdict(&mut self, verdict: Verdict, application: &str, code: &str) -> Command {
        let application = self.names.application(application);
        let ground = if code == "pmpc" {
            Ground::Conclusion
        } else if self.territory.policy().class_of_ground(code).is_none() {
            Ground::Unknown
        } else {
            self.names.claimed_ground(application, code).map_or(Ground::Unclaimed, Ground::Claimed)
        };
        match verdict {
            Verdict::Confirm => {
                let reason = GroundReason::DocumentProves;
                Command::ConfirmGround {
                    application,
                    ground,
                    reason,
                    document_on: None,
                    expires_on: None,
                    officials: None,
                }
            }
            Verdict::Reject => {
                Command::RejectGround { application, ground, reason: GroundReason::DocumentDoesNotProve }
            }
            Verdict::Revoke => Command::RevokeGround { application, ground, reason: GroundReason::CircumstanceEnded },
        }
    }

    fn simple(&mut self, act: Simple, application: &str) -> Command {
        let application = self.names.application(application);
        match act {
            Simple::Decline => Command::DeclineReferral { application },
            Simple::Refuse => Command::RefuseReferral { application, reason: RefuseReason::DocumentsIncomplete },
            Simple::Enrol => Command::EnrolChild { application },
            Simple::Pass => Command::PassAccess { application },
            Simple::Pause => Command::PauseApplication { application },
            Simple::Resume => Command::ResumeApplication { application },
            Simple::Withdraw => Command::WithdrawApplication { application },
        }
    }

    fn show_order(&self, queue: QueueId, out: &mut String) -> Result<(), Refusal> {
        out.push_str("\"order\": [");
        for (place, application) in self.territory.order(queue, 0).enumerate() {
            if place > 0 {
                out.push_str(", ");
            }
            push_json(out, self.names.of_application(application.id()));
        }
        out.push(']');
        Ok(())
    }

    fn show_places(&self, queue: QueueId, out: &mut String) -> Result<(), Refusal> {
        let places = self.territory.queue(queue).map(admission::Queue::places).unwrap_or_default();
        let _ = write!(
            out,
            "\"places\": {{\"reported\": {}, \"published\": {}, \"early\": {}, \"open\": {}, \"referred\": {}, \"enrolled\": {}}}",
            places.reported,
            places.published,
            places.early_total(),
            places.open,
            places.referred,
            places.enrolled
        );
        Ok(())
    }

    fn show_application(&mut self, application: &str, out: &mut String) -> Result<(), Refusal> {
        let id = self.names.application(application);
        let application = self.territory.application(id).ok_or(Refusal::UnknownApplication)?;
        let status = serde_json::to_string(&application.status()).unwrap_or_default();
        let class = serde_json::to_string(&application.class()).unwrap_or_default();
        let _ = write!(out, "\"status\": {status}, \"class\": {class}, \"position\": ");
        match self.territory.position(id) {
            Some(position) => {
                let _ = write!(out, "{position}");
            }
            None => out.push_str("null"),
        }
        Ok(())
    }
}

fn said_ok(out: &mut String) -> Result<(), Refusal> {
    out.push_str("\"ok\": true");
    Ok(())
}

fn push_json(out: &mut String, text: &str) {
    out.push_str(&serde_json::to_string(text).unwrap_or_default());
}
