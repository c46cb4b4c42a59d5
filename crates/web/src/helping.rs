//! Helpers of a family in words: who acts, for whom, until when.

use crate::rights::Person;
use crate::trouble::Trouble;
use crate::visit::Visit;
use admission::ApplicationId;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use store::{Helper, HelperId};

/// All helpers that an application ever had.
pub(crate) struct Helpers(Vec<Helper>);

impl Helpers {
    pub(crate) async fn of(visit: &Visit, application: ApplicationId) -> Result<Self, Trouble> {
        Ok(Self(visit.town.helpers_of(application).await?))
    }

    /// Those who may act now, and those who may no more; the last named first.
    pub(crate) fn present_and_past(&self, now: Timestamp) -> (Vec<&Helper>, Vec<&Helper>) {
        self.0.iter().partition(|helper| helper.is_present(now))
    }

    /// By which helper something was done. One helper is not told the name of another.
    pub(crate) fn by(&self, visit: &Visit, id: HelperId) -> String {
        if matches!(visit.person, Person::Helper(_, _, own) if own != id) {
            return visit.t.text("helping-by-other");
        }
        let known = self.0.iter().find(|helper| helper.id == id);
        known.map_or_else(
            || visit.t.text("helping-by-erased"),
            |helper| {
                let relation = visit.t.text(format!("helping-relation-{}", helper.relation.code()));
                visit.t.with("helping-by").set("name", &helper.name).set("relation", relation).to_string()
            },
        )
    }

    /// What stands on top of a family's pages while a helper sees them; `None` for one who may act no more, whatever this
    /// node has heard of it.
    pub(crate) fn acting(&self, visit: &Visit, id: HelperId) -> Option<String> {
        let helper = self.0.iter().find(|helper| helper.id == id && helper.is_present(visit.now))?;
        let day = visit.t.date(last_day(visit, helper));
        Some(visit.t.with("helping-acting").set("name", &helper.name).set("day", day).to_string())
    }
}

/// The last local day on which a helper may act, or acted: an end at midnight is the end of the day before.
pub(crate) fn last_day(visit: &Visit, helper: &Helper) -> Date {
    let within = helper.ends_at.saturating_sub(SignedDuration::from_micros(1)).unwrap_or(helper.ends_at);
    visit.zone.day(within.max(helper.named_at))
}
