//! Taking a place, and what becomes of the referral (rules, sections 7 and 8).

use super::Act;
use super::twins::without;
use crate::{
    AccessEnd, AfterReferral, Application, ApplicationId, Choice, Event, GroupId, Kind, Offer, ReferralEnd, Refusal,
    Source, Status, Territory, WithdrawCause,
};
use jiff::civil::Date;

/// Groups in a stored ranked list at most: more is not a choice (rules, 7).
pub const STANDING_CHOICE_GROUPS_MAX: usize = 30;

impl Territory {
    /// Where a place of that group may come from for this application: its own list first, else the open ones. `taken` is
    /// the place that its twin takes at the same moment.
    pub(crate) fn source_for(
        &self,
        application: &Application,
        group: GroupId,
        taken: Option<(GroupId, Source)>,
    ) -> Result<Source, Refusal> {
        let queue = self.queue_of(application);
        let known = self.groups().get(&group).ok_or(Refusal::UnknownGroup)?;
        if !known.serves(queue.id()) {
            return Err(Refusal::WrongQueue);
        }
        if queue.id().kind == Kind::Correctional && !application.has_conclusion() {
            return Err(Refusal::ConclusionRequired);
        }
        let nothing = Offer::default();
        let offer = without(queue.offers().get(&group).unwrap_or(&nothing), group, taken);
        if let Some(list) = application.access_list().filter(|list| offer.early.contains_key(list)) {
            return Ok(Source::Early(list));
        }
        if offer.open > 0 {
            return Ok(Source::Open);
        }
        if !offer.early.is_empty() {
            return Err(Refusal::AccessRequired);
        }
        Err(if offer.published > 0 { Refusal::NotOpenYet } else { Refusal::NoPlace })
    }
}

impl Act<'_> {
    pub(super) fn may_claim(&self, id: ApplicationId) -> Result<&Application, Refusal> {
        let application = self.application(id)?;
        match application.status() {
            Status::Waiting | Status::Access => Ok(application),
            Status::Referred => Err(Refusal::AlreadyReferred),
            Status::Paused => Err(Refusal::Paused),
            Status::Stopped => Err(Refusal::Stopped),
            Status::Enrolled => Err(Refusal::Enrolled),
            Status::Withdrawn => Err(Refusal::Withdrawn),
            Status::Expired => Err(Refusal::Expired),
        }
    }

    pub(super) fn claim(&mut self, id: ApplicationId, group: GroupId) -> Result<(), Refusal> {
        let application = self.may_claim(id)?;
        if self.territory.twin_of(id).is_some() {
            return Err(Refusal::JoinedTwins);
        }
        let source = self.territory.source_for(application, group, None)?;
        self.refer(id, group, source, Choice::Family);
        Ok(())
    }

    pub(super) fn refer(&mut self, application: ApplicationId, group: GroupId, source: Source, choice: Choice) {
        let issued_on = self.territory.zone().day(self.now);
        let days = self.territory.policy().referral_working_days;
        let valid_until = self.territory.calendar().working_days_after(issued_on, days);
        self.happen(Event::PlaceClaimed { application, group, source, choice, issued_on, valid_until });
    }

    /// Executes a stored ranked list: the first of its groups that has a place for this application.
    pub(super) fn claim_by_standing_choice(&mut self, id: ApplicationId, allowed: fn(Source) -> bool) {
        if let Some(twin) = self.territory.twin_of(id) {
            return self.claim_for_twins_by_standing_choice([id, twin], allowed);
        }
        let groups = self.territory.standing_choice(id).to_vec();
        for group in groups {
            let Some(application) = self.territory.application(id) else { return };
            if let Ok(source) = self.territory.source_for(application, group, None)
                && allowed(source)
            {
                return self.refer(id, group, source, Choice::Standing);
            }
        }
    }

    pub(super) fn store_choice(&mut self, application: ApplicationId, groups: &[GroupId]) -> Result<(), Refusal> {
        let queue = self.territory.queue_of(self.open_application(application)?).id();
        for (place, group) in groups.iter().enumerate() {
            let known = self.territory.groups().get(group).ok_or(Refusal::UnknownGroup)?;
            if !known.serves(queue) {
                return Err(Refusal::WrongQueue);
            }
            if place >= STANDING_CHOICE_GROUPS_MAX || groups[..place].contains(group) {
                return Err(Refusal::WrongChoice);
            }
        }
        self.happen(Event::StandingChoiceStored { application, groups: groups.to_vec() });
        Ok(())
    }

    fn referred(&self, id: ApplicationId) -> Result<&Application, Refusal> {
        let application = self.application(id)?;
        if application.status() == Status::Referred { Ok(application) } else { Err(Refusal::NoReferral) }
    }

    pub(super) fn return_referral(&mut self, id: ApplicationId, cause: ReferralEnd) -> Result<(), Refusal> {
        let birth_year = self.territory.queue_of(self.referred(id)?).id().birth_year;
        let closed = self.territory.has_closed(birth_year, self.territory.zone().day(self.now));
        let then = if closed { AfterReferral::Expires } else { AfterReferral::Waits };
        self.happen(Event::ReferralEnded { application: id, cause, then });
        Ok(())
    }

    pub(super) fn extend_referral(&mut self, application: ApplicationId, valid_until: Date) -> Result<(), Refusal> {
        let referral = self.referred(application)?.referral().ok_or(Refusal::NoReferral)?;
        if referral.extended {
            return Err(Refusal::AlreadyExtended);
        }
        let days = jiff::Span::new().days(i64::from(self.territory.policy().referral_calendar_days_max));
        let last = referral.issued_on.saturating_add(days);
        if valid_until <= referral.valid_until || valid_until > last {
            return Err(Refusal::TermOutOfRange);
        }
        self.happen(Event::ReferralExtended { application, valid_until });
        Ok(())
    }

    pub(super) fn enrol(&mut self, id: ApplicationId) -> Result<(), Refusal> {
        let others = self.territory.open_siblings(self.referred(id)?);
        self.happen(Event::ChildEnrolled { application: id });
        for other in others {
            self.leave(other, WithdrawCause::EnrolledElsewhere);
        }
        Ok(())
    }

    /// Closes an open application, giving back whatever it held.
    pub(super) fn leave(&mut self, application: ApplicationId, cause: WithdrawCause) {
        self.end_access(application, AccessEnd::GivenUp);
        if self.referred(application).is_ok() {
            let then = AfterReferral::Waits;
            self.happen(Event::ReferralEnded { application, cause: ReferralEnd::Withdrawn, then });
        }
        self.happen(Event::ApplicationWithdrawn { application, cause });
    }
}
