//! The rules in force, every value in plain words.

use super::proposal::ProposalLine;
use crate::answers::Asked;
use crate::flash::Flash;
use crate::form::Form;
use crate::line::{class_key, class_look};
use crate::policy_words::{Difference, choice, day, differences, order, referral};
use crate::rights::{OfficeStaff, Right};
use crate::visit::{Page, Visit, show as render};
use admission::Policy;
use askama::Template;

#[derive(Template)]
#[template(path = "pages/office/policy.html")]
struct PolicyPage {
    /// Each with the section of the page that it stands in: the key of the question, and the answer.
    order: Vec<(&'static str, String)>,
    day: Vec<(&'static str, String)>,
    referral: Vec<(&'static str, String)>,
    choice: Vec<(&'static str, String)>,
    grounds: Vec<(String, &'static str, &'static str)>,
    /// The change that is scheduled: its day, and what it changes.
    scheduled: Option<(String, Vec<Difference>)>,
    proposals: Vec<ProposalLine>,
    may_propose: bool,
    flash: Option<Flash>,
    form: Form,
    visit: Visit,
}

/// `GET /{lang}/office/policy`.
pub(super) async fn show(staff: OfficeStaff, asked: Asked) -> Page {
    let visit = staff.visit;
    let (policy, scheduled) = {
        let state = visit.town.state();
        (state.policy().clone(), state.scheduled_policy().map(|(day, policy)| (day, policy.clone())))
    };
    let proposals = visit.town.proposals().await?;
    render(&PolicyPage {
        scheduled: scheduled.map(|(day, new)| (visit.t.date(day), differences(&visit, &policy, &new))),
        proposals: proposals.iter().map(|proposal| ProposalLine::of(&visit, proposal)).collect(),
        may_propose: visit.frame.may(Right::ProposePolicy),
        flash: Flash::of(visit.t, &asked),
        form: Form::blank(visit.t),
        order: order(&visit, &policy),
        day: day(&visit, &policy),
        referral: referral(&visit, &policy),
        choice: choice(&visit, &policy),
        grounds: grounds(&visit, &policy),
        visit,
    })
}

/// Best class first.
fn grounds(visit: &Visit, policy: &Policy) -> Vec<(String, &'static str, &'static str)> {
    let mut grounds: Vec<_> = policy.grounds.iter().collect();
    grounds.sort_by_key(|(code, class)| (**class, *code));
    grounds.into_iter().map(|(code, class)| (visit.ground(code), class_key(*class), class_look(*class))).collect()
}
