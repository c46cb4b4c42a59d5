//! What officials did about an application, and what its family wrote to them, besides the entries of the journal: tasks that
//! were closed, complaints, the first of two opinions.

use super::tasks::ground_name;
use super::timeline::{Happening, who};
use crate::helping::Helpers;
use crate::trouble::Trouble;
use crate::visit::Visit;
use admission::ApplicationId;
use jiff::Timestamp;
use store::{AccountId, Actor, Complaint, Review, Role};

/// All of it, each with its instant, in no order.
pub(super) async fn desk_acts(
    visit: &Visit,
    helpers: &Helpers,
    id: ApplicationId,
    reviews: &[Review],
) -> Result<Vec<(Timestamp, Happening)>, Trouble> {
    let mut told = Telling { visit, helpers, told: Vec::new() };
    for task in visit.town.closed_tasks(id).await? {
        let key = format!("event-task-{}", task.kind.code());
        let outcome = visit.t.text(format!("tasks-outcome-{}", task.outcome.code()));
        told.add(task.at, official(task.by), visit.t.with(key).set("outcome", outcome).to_string());
    }
    for opened in visit.town.complaints_of(id).await? {
        told.complaint(&opened.complaint);
    }
    for review in reviews {
        if let Some((by, at)) = review.first {
            let ground = ground_name(visit, review);
            told.add(at, official(by), visit.t.with("event-first-opinion").set("ground", ground).to_string());
        }
    }
    Ok(told.told)
}

fn official(by: AccountId) -> Actor {
    Actor { role: Role::Office, id: by.0 }
}

struct Telling<'a> {
    visit: &'a Visit,
    helpers: &'a Helpers,
    told: Vec<(Timestamp, Happening)>,
}

impl Telling<'_> {
    fn add(&mut self, at: Timestamp, by: Actor, line: String) {
        let by = who(self.visit, self.helpers, by);
        self.told.push((at, Happening { at: self.visit.moment(at), by, lines: vec![line] }));
    }

    fn complaint(&mut self, complaint: &Complaint) {
        let t = self.visit.t;
        let subject = t.text(format!("complaint-subject-{}", complaint.subject.code()));
        let line = |key: &'static str| t.with(key).set("subject", subject.as_str());
        let family = Actor { role: Role::Family, id: 0 };
        self.add(complaint.asked_at, family, line("event-complaint").to_string());
        if let Some((by, at, reason)) = complaint.passed {
            let why = t.text(format!("complaint-pass-{}", reason.code()));
            self.add(at, official(by), line("event-complaint-passed").set("why", why).to_string());
        }
        if let Some((by, at)) = complaint.answered {
            self.add(at, official(by), line("event-complaint-answered").to_string());
        }
    }
}
