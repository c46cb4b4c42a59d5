//! Deciding: a command at an instant becomes events or a refusal. Everything is checked before anything happens.

mod claim;
mod exchange;
mod grounds;
mod office;
mod opening;
mod places;
mod policy;
mod seating;
mod standing;
mod steps;
mod submit;
mod table;
mod twins;

pub use claim::STANDING_CHOICE_GROUPS_MAX;
pub use exchange::EXCHANGE_WISH_KINDERGARTENS_MAX;

use crate::{AccessEnd, Application, ApplicationId, Command, Event, Pattern, Refusal, Step, Territory};
use jiff::Timestamp;

/// What was decided: the events, which have been applied, or a refusal, after which nothing has changed.
pub(crate) type Outcome = Result<Vec<Event>, Refusal>;

impl Territory {
    /// Decides one command at the instant `now` and, unless it is refused, applies what follows. Steps of the day due by
    /// `now` are to be run before; see [`Self::due_step`].
    ///
    /// Deciding and applying go together because a step of the day decides on what it has itself just changed: windows
    /// end before the bulletin opens. A refusal leaves the state untouched.
    ///
    /// # Errors
    /// The first refusal in the order of the rules' checks.
    pub fn decide(&mut self, now: Timestamp, command: &Command) -> Outcome {
        let mut act = Act { territory: self, now, events: Vec::new() };
        act.carry_out(command)?;
        Ok(act.events)
    }

    /// Runs the step that is due by `now`, if one is. Call again until there is none.
    pub fn run_due_step(&mut self, now: Timestamp) -> Option<(Step, Vec<Event>)> {
        let step = self.due_step(now)?;
        let events = self.decide(now, &Command::RunStep { step }).ok()?;
        Some((step, events))
    }
}

/// One command being carried out.
struct Act<'a> {
    territory: &'a mut Territory,
    now: Timestamp,
    events: Vec<Event>,
}

impl Act<'_> {
    fn happen(&mut self, event: Event) {
        self.territory.apply(&event);
        self.events.push(event);
    }

    fn application(&self, id: ApplicationId) -> Result<&Application, Refusal> {
        self.territory.application(id).ok_or(Refusal::UnknownApplication)
    }

    /// The application, if it is neither enrolled, withdrawn nor expired.
    fn open_application(&self, id: ApplicationId) -> Result<&Application, Refusal> {
        let application = self.application(id)?;
        if application.status().is_open() { Ok(application) } else { Err(Refusal::Closed) }
    }

    /// Ends an access, if the application holds one; its slot goes back unless the pattern is restarted every day.
    fn end_access(&mut self, application: ApplicationId, cause: AccessEnd) {
        let Some(class) = self.territory.application(application).and_then(Territory::access_class) else { return };
        let slot_returned = self.territory.policy().pattern == Pattern::Carried && class != crate::Class::OutOfTurn;
        self.happen(Event::AccessEnded { application, cause, slot_returned });
    }

    fn carry_out(&mut self, command: &Command) -> Result<(), Refusal> {
        match command {
            Command::FoundTerritory { zone, policy, calendar } => self.found(zone, policy, calendar),
            Command::ChangePolicy { policy, times_from } => self.change_policy(policy, *times_from),
            Command::SchedulePolicy { policy, replaces, effective_on, proposed_by, approved_by } => {
                let officials = policy::Officials { proposed_by: *proposed_by, approved_by: *approved_by };
                self.schedule_policy(policy, replaces, *effective_on, officials)
            }
            Command::CancelScheduledPolicy => self.cancel_scheduled_policy(),
            Command::AmendCalendar { calendar } => {
                self.happen(Event::CalendarAmended { calendar: calendar.clone() });
                Ok(())
            }
            Command::SuspendPublication { first, last, reason } => self.suspend(*first, *last, *reason),
            Command::EndSuspension { first, last } => self.end_suspension(*first, *last),
            Command::ExtendWindows { days, reason: _ } => self.extend_windows(*days),
            Command::OpenGroup { group, kindergarten, birth_years, kind } => {
                self.open_group(*group, *kindergarten, birth_years, *kind)
            }
            Command::ChangeGroup { group, birth_years } => self.change_group(*group, birth_years),
            Command::CloseGroup { group } => self.close_group(*group),
            Command::CountSeats { group, capacity, attending } => self.count_seats(*group, *capacity, *attending),
            Command::HoldSeats { group, seats, reason } => self.hold_seats(*group, *seats, *reason),
            Command::TurnYear { kindergarten, turns } => self.turn_year(*kindergarten, turns),
            Command::ArrangeGroups { openings, changes } => self.arrange(openings, changes),
            Command::ReportAllPlaces { reports } => self.report_all(reports),
            Command::MergeKindergarten { kindergarten, into } => self.merge(*kindergarten, *into),
            Command::SubmitApplication { application, child, birth_year, birth, kind, grounds, earlier } => {
                let queue = crate::QueueId { birth_year: *birth_year, kind: *kind };
                self.submit(*application, *child, queue, *birth, grounds, *earlier)
            }
            Command::ConfirmGround { application, ground, expires_on, officials, .. } => {
                self.confirm(*application, *ground, *expires_on, *officials)
            }
            Command::RejectGround { application, ground, reason } => {
                self.end_ground(*application, *ground, crate::GroundEnd::Rejected(*reason))
            }
            Command::RevokeGround { application, ground, reason } => {
                self.end_ground(*application, *ground, crate::GroundEnd::Revoked(*reason))
            }
            Command::ReportPlaces { group, birth_year, places } => self.report(*group, *birth_year, *places),
            Command::RecallPlaces { group, birth_year, places, reason } => {
                self.recall(*group, *birth_year, *places, *reason)
            }
            Command::ClaimPlace { application, group } => self.claim(*application, *group),
            Command::StoreStandingChoice { application, groups } => self.store_choice(*application, groups),
            Command::DeclineReferral { application } => {
                self.return_referral(*application, crate::ReferralEnd::Declined)
            }
            Command::RefuseReferral { application, reason } => {
                self.return_referral(*application, crate::ReferralEnd::Refused(*reason))
            }
            Command::ExtendReferral { application, valid_until } => self.extend_referral(*application, *valid_until),
            Command::EnrolChild { application } => self.enrol(*application),
            Command::PassAccess { application } => self.pass(*application),
            Command::PauseApplication { application } => self.pause(*application),
            Command::ResumeApplication { application } => self.resume(*application),
            Command::WithdrawApplication { application } => self.withdraw(*application, crate::WithdrawCause::Family),
            Command::CorrectBirthYear { application, birth_year, reason } => {
                self.correct_birth_year(*application, *birth_year, *reason)
            }
            Command::RestoreApplication { application, reason } => self.restore(*application, *reason),
            Command::MoveAway { application, reason } => {
                self.withdraw(*application, crate::WithdrawCause::MovedAway(*reason))
            }
            Command::AdmitOutsideOrder { application, group, reason } => {
                self.admit_outside_order(*application, *group, *reason)
            }
            Command::WishExchange { application, kindergartens } => self.wish_exchange(*application, kindergartens),
            Command::EndExchangeWish { application } => self.end_exchange_wish(*application),
            Command::AgreeToExchange { application, with } => self.agree_to_exchange(*application, *with),
            Command::ExchangePlaces { applications } => self.exchange_places(*applications),
            Command::RefuseExchange { applications, reason } => self.refuse_exchange(*applications, *reason),
            Command::JoinTwins { applications } => self.join_twins(*applications),
            Command::PartTwins { application } => self.part_twins(*application),
            Command::ClaimForTwins { applications, groups } => self.claim_for_twins(*applications, *groups),
            Command::RunStep { step } => self.run_step(*step),
        }
    }
}
