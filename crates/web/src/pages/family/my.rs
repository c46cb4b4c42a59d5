//! My application: the place, those in front, what comes next and when exactly, what changed and why.

use super::ledger::{self, Day};
use super::next::{Coming, coming};
use super::receipt::full_name;
use super::standing::Standing;
use crate::answers::Asked;
use crate::flash::Flash;
use crate::line::Line;
use crate::offer::GroupLine;
use crate::rights::Family;
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use admission::{Ground, Policy};
use askama::Template;
use store::{Applicant, ReviewState};

/// Days of the ledger that are shown at once; older ones unfold.
const LEDGER_DAYS: usize = 7;

/// A claimed ground with its state in words.
struct GroundLine {
    words: String,
    state_key: &'static str,
    look: &'static str,
    until: Option<String>,
}

#[derive(Template)]
#[template(path = "pages/family/my.html")]
struct MyPage {
    flash: Option<Flash>,
    child: String,
    applicant: Applicant,
    standing: Standing,
    group: Option<GroupLine>,
    coming: Vec<Coming>,
    grounds: Vec<GroundLine>,
    recent: Vec<Day>,
    older: Vec<Day>,
    policy: Policy,
    visit: Visit,
}

impl MyPage {
    fn line(&self) -> &Line {
        &self.standing.line
    }
}

/// `GET /{lang}/my`.
pub(super) async fn show(Family { visit, application }: Family, asked: Asked) -> Page {
    let applicant = visit.town.applicant(application).await?.ok_or(Trouble::NotFound)?;
    let moves = visit.town.moves(application).await?;
    let standing = Standing::of(&visit, application).ok_or(Trouble::NotFound)?;
    let policy = visit.town.state().policy().clone();
    let group = standing.referral.map(|referral| referral.group).or(standing.enrolled_in);
    let group = group.and_then(|group| GroupLine::of(&visit, &visit.town.registry(), group));
    let mut recent = ledger::days(&visit, &moves);
    let older = recent.split_off(recent.len().min(LEDGER_DAYS));
    render(&MyPage {
        flash: Flash::to_family(visit.t, &asked),
        child: full_name(&applicant),
        coming: coming(&visit, &standing),
        grounds: grounds(&visit, &applicant),
        applicant,
        standing,
        group,
        recent,
        older,
        policy,
        visit,
    })
}

fn grounds(visit: &Visit, applicant: &Applicant) -> Vec<GroundLine> {
    let claimed = applicant.grounds.iter().map(|claimed| {
        let words = match (claimed.ground, &claimed.code) {
            (Ground::Conclusion, _) => visit.t.text("ground-conclusion"),
            (_, Some(code)) => visit.ground(code),
            (_, None) => visit.t.text("ground-erased"),
        };
        let (state_key, look) = match claimed.state {
            ReviewState::Pending => ("review-pending", "care"),
            ReviewState::Confirmed => ("review-confirmed", "good"),
            ReviewState::Rejected => ("review-rejected", "bad"),
            ReviewState::Revoked => ("review-revoked", "bad"),
            ReviewState::Lapsed => ("review-lapsed", "bad"),
        };
        let until = claimed.expires_on.filter(|_| claimed.state == ReviewState::Confirmed);
        GroundLine { words, state_key, look, until: until.map(|day| visit.t.date(day)) }
    });
    claimed.collect()
}
