//! What happened to an application, entry by entry of the journal and act by act of its officials, in the words of a clerk:
//! when, who, what and why.

use super::desk_acts::desk_acts;
use super::tasks::{ground_name, queue_name};
use crate::helping::Helpers;
use crate::offer::GroupLine;
use crate::staff::spoken;
use crate::trouble::Trouble;
use crate::visit::Visit;
use admission::{
    AccessEnd, AfterReferral, ApplicationId, Choice, Event, Ground, GroundEnd, GroupId, PauseCause, ReferralEnd,
    TwoOfficials, WithdrawCause,
};
use jiff::Timestamp;
use jiff::civil::Date;
use store::{AccountId, Actor, HelperId, HistoryItem, Review, Role};

/// One entry that names the application, or one act of an official about it.
pub(crate) struct Happening {
    pub(crate) at: String,
    pub(crate) by: String,
    pub(crate) lines: Vec<String>,
}

/// The whole history, newest first.
pub(super) async fn timeline(visit: &Visit, id: ApplicationId, reviews: &[Review]) -> Result<Vec<Happening>, Trouble> {
    let history = visit.town.history(id).await?;
    let helpers = Helpers::of(visit, id).await?;
    let mut all = Telling { visit, reviews, helpers: &helpers }.happenings(&history);
    all.extend(desk_acts(visit, &helpers, id, reviews).await?);
    Ok(newest_first(all))
}

/// What a family did itself and what its helpers did, newest first, as the family reads it.
pub(crate) fn own_acts(visit: &Visit, helpers: &Helpers, history: &[HistoryItem]) -> Vec<Happening> {
    let is_own = |item: &&HistoryItem| matches!(item.by.role, Role::Family | Role::Helper);
    newest_first(Telling { visit, reviews: &[], helpers }.happenings(history.iter().filter(is_own)))
}

/// Those of one instant stay in the order in which they come, which is turned round.
fn newest_first(mut all: Vec<(Timestamp, Happening)>) -> Vec<Happening> {
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().rev().map(|(_, happening)| happening).collect()
}

/// Colleagues are named to colleagues, and helpers; families and the clock by what they are.
pub(super) fn who(visit: &Visit, helpers: &Helpers, by: Actor) -> String {
    let key = match by.role {
        Role::Clock => "office-by-clock",
        Role::Family => "office-by-family",
        Role::Helper => return helpers.by(visit, HelperId(by.id)),
        Role::Kindergarten => "office-by-kindergarten",
        Role::Office => "office-by-office",
        Role::Administrator => "office-by-administrator",
        Role::Import => "office-by-import",
    };
    let role = visit.t.text(key);
    let is_staff = matches!(by.role, Role::Kindergarten | Role::Office | Role::Administrator);
    let account = is_staff.then(|| visit.site.store.account(AccountId(by.id))).flatten();
    account.map_or(role.clone(), |account| format!("{role}, {}", account.display_name))
}

struct Telling<'a> {
    visit: &'a Visit,
    reviews: &'a [Review],
    helpers: &'a Helpers,
}

impl Telling<'_> {
    /// The entries that have something to tell, each with its instant.
    fn happenings<'i>(&self, items: impl IntoIterator<Item = &'i HistoryItem>) -> Vec<(Timestamp, Happening)> {
        let happenings = items.into_iter().map(|item| {
            let by = who(self.visit, self.helpers, item.by);
            (item.at, Happening { at: self.visit.moment(item.at), by, lines: self.lines(item) })
        });
        happenings.filter(|(_, happening)| !happening.lines.is_empty()).collect()
    }

    fn lines(&self, item: &HistoryItem) -> Vec<String> {
        match &item.outcome {
            Ok(events) => events.iter().filter_map(|event| self.line(event)).collect(),
            Err(refusal) => {
                let why = self.visit.t.text(format!("refusal-{}", refusal.code()));
                vec![self.visit.t.with("event-refused").set("why", why).to_string()]
            }
        }
    }

    fn line(&self, event: &Event) -> Option<String> {
        let (visit, t) = (self.visit, self.visit.t);
        Some(match event {
            Event::ApplicationSubmitted { applied_at, .. } => {
                t.with("event-submitted").set("at", visit.moment(applied_at)).to_string()
            }
            Event::GroundConfirmed { ground, expires_on, officials, .. } => {
                self.confirmed(*ground, *expires_on, *officials)
            }
            Event::GroundEnded { ground, cause, .. } => self.ground_ended(*ground, *cause),
            Event::ListOpened { until, .. } => t.with("event-access").set("until", visit.until(until)).to_string(),
            Event::AccessEnded { cause, .. } => t.text(access_end(*cause)),
            Event::PlaceClaimed { group, choice, valid_until, .. } => {
                self.claimed(*group, *choice, &t.date(valid_until))
            }
            Event::ReferralExtended { valid_until, .. } => {
                t.with("event-referral-extended").set("day", t.date(valid_until)).to_string()
            }
            Event::ReferralEnded { cause, then, .. } => self.referral_ended(*cause, *then),
            Event::ChildEnrolled { .. } => t.text("event-enrolled"),
            Event::StandingChoiceStored { groups, .. } => {
                t.with("event-standing-choice").set("count", groups.len()).to_string()
            }
            Event::ApplicationPaused { cause: PauseCause::Family, .. } => t.text("event-paused"),
            Event::ApplicationPaused { cause: PauseCause::MissedInARow(times), .. } => {
                t.with("event-paused-missed").set("count", *times).to_string()
            }
            Event::ApplicationResumed { .. } => t.text("event-resumed"),
            Event::StopEnded { .. } => t.text("event-stop-ended"),
            Event::ApplicationWithdrawn { cause, .. } => match cause {
                WithdrawCause::Family => t.text("event-withdrawn"),
                WithdrawCause::EnrolledElsewhere => t.text("event-withdrawn-enrolled"),
                WithdrawCause::MovedAway(reason) => self.for_reason("event-moved-away", reason.code()),
            },
            Event::ApplicationExpired { .. } => t.text("event-expired"),
            Event::BirthYearCorrected { queue, reason, .. } => t
                .with("event-year-corrected")
                .set("queue", queue_name(visit, *queue))
                .set("reason", t.text(format!("act-{}", reason.code())))
                .to_string(),
            Event::ApplicationRestored { reason, .. } => self.for_reason("event-restored", reason.code()),
            Event::ExchangeWished { kindergartens, .. } => {
                t.with("event-exchange-wished").set("count", kindergartens.len()).to_string()
            }
            Event::ExchangeWishEnded { .. } => t.text("event-exchange-wish-ended"),
            Event::ExchangeAgreed { application, with } => {
                t.with("event-exchange-agreed").set("sign", spoken(*application)).set("with", spoken(*with)).to_string()
            }
            Event::ExchangeRefused { reason, .. } => t
                .with("event-exchange-refused")
                .set("reason", t.text(format!("exchange-reason-{}", reason.code())))
                .to_string(),
            Event::PlacesExchanged { applications: [one, other], groups: [of_one, of_other] } => t
                .with("event-exchanged")
                .set("one", spoken(*one))
                .set("other", spoken(*other))
                .set("group-of-one", self.place(*of_other))
                .set("group-of-other", self.place(*of_one))
                .to_string(),
            Event::TwinsJoined { applications: [one, other] } => {
                t.with("event-twins-joined").set("one", spoken(*one)).set("other", spoken(*other)).to_string()
            }
            Event::TwinsParted { applications: [one, other] } => {
                t.with("event-twins-parted").set("one", spoken(*one)).set("other", spoken(*other)).to_string()
            }
            // These name no application.
            _ => return None,
        })
    }

    fn for_reason(&self, key: &str, act_reason: &str) -> String {
        let t = self.visit.t;
        t.with(key).set("reason", t.text(format!("act-{act_reason}"))).to_string()
    }

    fn ground(&self, ground: Ground) -> String {
        let review = self.reviews.iter().find(|review| review.ground == ground);
        review.map_or_else(|| self.visit.t.text("ground-erased"), |review| ground_name(self.visit, review))
    }

    fn confirmed(&self, ground: Ground, expires_on: Option<Date>, officials: Option<TwoOfficials>) -> String {
        let t = self.visit.t;
        let ground = self.ground(ground);
        let what = match expires_on {
            None => t.with("event-ground-confirmed").set("ground", ground).to_string(),
            Some(day) => {
                t.with("event-ground-confirmed-until").set("ground", ground).set("day", t.date(day)).to_string()
            }
        };
        let Some(TwoOfficials { first, .. }) = officials else { return what };
        let first = self.visit.site.store.account(AccountId(first));
        let by = first.map(|account| account.display_name).unwrap_or_default();
        format!("{what} {}", t.with("desk-two-confirmed").set("by", by))
    }

    fn ground_ended(&self, ground: Ground, cause: GroundEnd) -> String {
        let t = self.visit.t;
        let (key, reason) = match cause {
            GroundEnd::Rejected(reason) => ("event-ground-rejected", Some(reason)),
            GroundEnd::Revoked(reason) => ("event-ground-revoked", Some(reason)),
            GroundEnd::Lapsed => ("event-ground-lapsed", None),
        };
        let phrase = t.with(key).set("ground", self.ground(ground));
        match reason {
            Some(reason) => phrase.set("reason", t.text(format!("ground-reason-{}", reason.code()))).to_string(),
            None => phrase.to_string(),
        }
    }

    fn place(&self, group: GroupId) -> String {
        let line = GroupLine::of(self.visit, &self.visit.town.registry(), group).unwrap_or_default();
        format!("{}, {}", line.kindergarten_name, line.name)
    }

    fn claimed(&self, group: GroupId, choice: Choice, day: &str) -> String {
        let t = self.visit.t;
        let place = self.place(group);
        match choice {
            Choice::Family => t.with("event-referral").set("group", place).set("day", day).to_string(),
            Choice::Standing => t.with("event-referral-standing").set("group", place).set("day", day).to_string(),
            Choice::Official(reason) => t
                .with("event-referral-official")
                .set("group", place)
                .set("day", day)
                .set("reason", t.text(format!("act-{}", reason.code())))
                .to_string(),
        }
    }

    fn referral_ended(&self, cause: ReferralEnd, then: AfterReferral) -> String {
        let t = self.visit.t;
        let what = match cause {
            ReferralEnd::Declined => t.text("event-referral-declined"),
            ReferralEnd::Refused(reason) => {
                t.with("event-referral-refused").set("reason", t.text(format!("refuse-{}", reason.code()))).to_string()
            }
            ReferralEnd::Expired => t.text("event-referral-expired"),
            ReferralEnd::Withdrawn => t.text("event-referral-withdrawn"),
        };
        match then {
            AfterReferral::StoppedUntil(day) => {
                format!("{what} {}", t.with("event-stopped-until").set("day", t.date(day)))
            }
            AfterReferral::Waits | AfterReferral::Expires => what,
        }
    }
}

fn access_end(cause: AccessEnd) -> &'static str {
    match cause {
        AccessEnd::Passed => "event-access-passed",
        AccessEnd::GivenUp => "event-access-given-up",
        AccessEnd::Missed => "event-access-missed",
        AccessEnd::LapsedAfterRecall => "event-access-lapsed-after-recall",
        AccessEnd::TakenBack => "event-access-taken-back",
        AccessEnd::QueueClosed => "event-access-queue-closed",
    }
}
