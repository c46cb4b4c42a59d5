//! What a family may do with its application besides taking a place: each has a page that says what it means, then a
//! button.

use crate::answers::Answers;
use crate::form::Form;
use crate::rights::Family;
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use admission::{ApplicationId, Command};
use askama::Template;
use axum::response::Redirect;
use store::Act;

/// One of a family's deeds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deed {
    /// Give an access up early.
    Pass,
    /// Be skipped.
    Pause,
    /// Come back from a pause.
    Resume,
    /// Give a referral back.
    Decline,
    /// Leave the queue.
    Withdraw,
}

impl Deed {
    fn code(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Pause => "pause",
            Self::Resume => "resume",
            Self::Decline => "decline",
            Self::Withdraw => "withdraw",
        }
    }

    fn command(self, application: ApplicationId) -> Command {
        match self {
            Self::Pass => Command::PassAccess { application },
            Self::Pause => Command::PauseApplication { application },
            Self::Resume => Command::ResumeApplication { application },
            Self::Decline => Command::DeclineReferral { application },
            Self::Withdraw => Command::WithdrawApplication { application },
        }
    }
}

#[derive(Template)]
#[template(path = "pages/family/deed.html")]
struct DeedPage {
    code: &'static str,
    title: String,
    meanings: Vec<String>,
    /// Whether it takes something away that does not come back by itself.
    is_stern: bool,
    form: Form,
    visit: Visit,
}

/// `GET /{lang}/my/{pass|pause|resume|decline|withdraw}`.
pub(super) async fn confirm(Family { visit, application, .. }: Family, deed: Deed) -> Page {
    let code = deed.code();
    let is_joined = visit.town.state().twin_of(application).is_some();
    let of_twins = match deed {
        Deed::Pass | Deed::Pause | Deed::Resume => "twins-means-both",
        Deed::Decline => "twins-means-decline",
        Deed::Withdraw => "twins-means-withdraw",
    };
    let meanings = ["one", "two", "three"].map(|nth| format!("means-{code}-{nth}"));
    render(&DeedPage {
        code,
        title: visit.t.text(format!("deed-{code}")),
        meanings: meanings
            .iter()
            .map(String::as_str)
            .chain(is_joined.then_some(of_twins))
            .filter(|key| visit.t.has(key))
            .map(|key| visit.t.text(key))
            .collect(),
        is_stern: matches!(deed, Deed::Decline | Deed::Withdraw),
        form: Form::blank(visit.t),
        visit,
    })
}

/// `POST` to the same address.
pub(super) async fn act(
    Family { visit, application, by }: Family,
    answers: Answers,
    deed: Deed,
) -> Result<Redirect, Trouble> {
    let command_id = answers.command_id()?;
    let act = Act { command: deed.command(application), by, command_id };
    let done = visit.town.act(act).await?;
    let then = match done.outcome {
        Ok(_) => format!("/my?done={}", deed.code()),
        Err(refusal) => format!("/my?no={}", refusal.code()),
    };
    Ok(Redirect::to(&visit.to(&then)))
}
