//! The answer to "why did my place move": the ledger of an application, in the words in which its family reads it.

use crate::helping::Helpers;
use crate::pages::family::{DayOfPlace, Ledgers, Told};
use crate::rights::OfficeStaff;
use crate::staff::{Purpose, note_views, spoken};
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use admission::ApplicationId;
use askama::Template;
use axum::extract::Path;

/// Days that are shown at once; older ones unfold.
const RECENT_DAYS: usize = 14;

#[derive(Template)]
#[template(path = "pages/office/moves.html")]
struct MovesPage {
    id: ApplicationId,
    sign: String,
    place: Option<u64>,
    recent: Vec<DayOfPlace>,
    older: Vec<DayOfPlace>,
    visit: Visit,
}

/// `GET /{lang}/office/applications/{sign}/moves`.
pub(super) async fn show(OfficeStaff { visit, account }: OfficeStaff, Path((_, sign)): Path<(String, String)>) -> Page {
    let id: ApplicationId = sign.parse().map_err(|_| Trouble::NotFound)?;
    let place = {
        let state = visit.town.state();
        state.application(id).ok_or(Trouble::NotFound)?;
        state.position(id)
    };
    // What a helper did stands there under the helper's name.
    note_views(&visit, &account, &[id], Purpose::Enquiry).await?;
    let told = Told::of(&visit, id).await?;
    let ledger = Ledgers::of(&visit, id).await?;
    let helpers = Helpers::of(&visit, id).await?;
    let mut recent = ledger.days(&visit, &helpers, &told.causes(&visit));
    let older = recent.split_off(recent.len().min(RECENT_DAYS));
    render(&MovesPage { id, sign: spoken(id), place, recent, older, visit })
}
