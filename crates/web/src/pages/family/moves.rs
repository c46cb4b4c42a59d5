//! Why the place changed: its moves day by day. And who did what for the application: the family, or which helper.

use super::chart::Chart;
use super::ledger::{Day, Ledgers};
use super::told::Told;
use crate::helping::Helpers;
use crate::pages::office::{Happening, own_acts};
use crate::rights::Family;
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use askama::Template;

/// Acts that are shown at once; older ones unfold.
const RECENT_ACTS: usize = 10;

/// Days that are shown at once; older ones unfold.
const RECENT_DAYS: usize = 7;

#[derive(Template)]
#[template(path = "pages/family/moves.html")]
struct MovesPage {
    has_place: bool,
    chart: Option<Chart>,
    recent: Vec<Day>,
    older: Vec<Day>,
    /// What the family and its helpers did, newest first.
    acts: Vec<Happening>,
    older_acts: Vec<Happening>,
    visit: Visit,
}

/// `GET /{lang}/my/moves`.
pub(super) async fn show(Family { visit, application, .. }: Family) -> Page {
    let has_place = {
        let state = visit.town.state();
        state.application(application).ok_or(Trouble::NotFound)?;
        state.position(application).is_some()
    };
    let told = Told::of(&visit, application).await?;
    let ledger = Ledgers::of(&visit, application).await?;
    let helpers = Helpers::of(&visit, application).await?;
    let mut recent = ledger.days(&visit, &helpers, &told.causes(&visit));
    let older = recent.split_off(recent.len().min(RECENT_DAYS));
    let chart = Chart::of(&visit, &ledger.places());
    let mut acts = own_acts(&visit, &helpers, told.items());
    let older_acts = acts.split_off(acts.len().min(RECENT_ACTS));
    render(&MovesPage { has_place, chart, recent, older, acts, older_acts, visit })
}
