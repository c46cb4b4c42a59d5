//! What a kindergarten and the office decided about an application, with the reason that they had to give.

use crate::trouble::Trouble;
use crate::visit::Visit;
use admission::{ApplicationId, Choice, Event, Ground, GroundEnd, GroundReason, ReferralEnd, RefuseReason};
use jiff::Timestamp;
use jiff::civil::Date;
use store::{HelperId, HistoryItem, Role};

/// All that was recorded of one application.
pub(crate) struct Told(Vec<HistoryItem>);

impl Told {
    pub(crate) async fn of(visit: &Visit, application: ApplicationId) -> Result<Self, Trouble> {
        Ok(Self(visit.town.history(application).await?))
    }

    /// Every entry that names it, newest last.
    pub(super) fn items(&self) -> &[HistoryItem] {
        &self.0
    }

    /// What happened, newest first.
    fn events(&self) -> impl Iterator<Item = (Timestamp, &Event)> {
        let happened = self.0.iter().rev().filter_map(|item| Some((item.at, item.outcome.as_ref().ok()?)));
        happened.flat_map(|(at, events)| events.iter().rev().map(move |event| (at, event)))
    }

    /// Why a ground counts no more.
    pub(super) fn ground(&self, asked: Ground) -> Option<GroundReason> {
        self.events().find_map(|(_, event)| match event {
            Event::GroundEnded { ground, cause: GroundEnd::Rejected(reason) | GroundEnd::Revoked(reason), .. }
                if *ground == asked =>
            {
                Some(*reason)
            }
            _ => None,
        })
    }

    /// The kindergarten's last refusal, until the family has taken another place.
    pub(super) fn refusal(&self, visit: &Visit) -> Option<(String, String)> {
        let ends = |event: &&Event| matches!(event, Event::PlaceClaimed { .. } | Event::ReferralEnded { .. });
        let (at, event) = self.events().find(|(_, event)| ends(event))?;
        Some((visit.near_day(visit.zone.day(at)), reason(visit, refused(event)?)))
    }

    /// Whether the last place was taken by the family's ranked list.
    pub(super) fn is_by_choice(&self) -> bool {
        let last = self.events().find_map(|(_, event)| match event {
            Event::PlaceClaimed { choice, .. } => Some(*choice),
            _ => None,
        });
        last == Some(Choice::Standing)
    }

    /// The helper who took the last place, or ranked the groups by which it was taken, if it was one.
    pub(super) fn helper_who_took(&self) -> Option<HelperId> {
        let is_by_choice = self.is_by_choice();
        let takes = |event: &Event| match event {
            Event::PlaceClaimed { choice: Choice::Family, .. } => !is_by_choice,
            Event::StandingChoiceStored { .. } => is_by_choice,
            _ => false,
        };
        let is_taking = |item: &&HistoryItem| item.outcome.iter().flatten().any(takes);
        let by = self.0.iter().rev().find(is_taking)?.by;
        (by.role == Role::Helper).then_some(HelperId(by.id))
    }

    /// Refusals as causes for the ledger, each with its day.
    pub(crate) fn causes(&self, visit: &Visit) -> Vec<(Date, String)> {
        let cause = |(at, event)| {
            let words = visit.t.with("my-cause-refused").set("reason", reason(visit, refused(event)?));
            Some((visit.zone.day(at), words.to_string()))
        };
        self.events().filter_map(cause).collect()
    }
}

fn refused(event: &Event) -> Option<RefuseReason> {
    match event {
        Event::ReferralEnded { cause: ReferralEnd::Refused(reason), .. } => Some(*reason),
        _ => None,
    }
}

fn reason(visit: &Visit, reason: RefuseReason) -> String {
    visit.t.text(format!("refuse-{}", reason.code()))
}
