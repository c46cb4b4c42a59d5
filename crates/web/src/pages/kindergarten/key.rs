//! Keys for the kindergarten's own software: made and told once, seen when they were used, ended.

use crate::answers::{Answers, Asked};
use crate::flash::Flash;
use crate::form::Form;
use crate::rights::KindergartenStaff;
use crate::staff::{of_fault, on_to};
use crate::trouble::Trouble;
use crate::visit::{Page, Visit, show as render};
use askama::Template;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use store::{API_KEYS_MAX, ApiKeyId};

/// A key in words.
struct KeyLine {
    id: u64,
    made: String,
    by: String,
    used: String,
}

#[derive(Template)]
#[template(path = "pages/kindergarten/key.html")]
struct KeyPage {
    flash: Option<Flash>,
    /// What was made, told this once.
    made: Option<String>,
    keys: Vec<KeyLine>,
    /// The address that the software asks.
    address: String,
    form: Form,
    visit: Visit,
}

impl KeyPage {
    fn has_room(&self) -> bool {
        self.keys.len() < API_KEYS_MAX
    }
}

/// `GET /{lang}/kindergarten/key`.
pub(super) async fn show(staff: KindergartenStaff, asked: Asked, headers: HeaderMap) -> Page {
    let flash = Flash::of(staff.visit.t, &asked);
    page(staff, flash, None, &headers).await
}

/// `POST /{lang}/kindergarten/key`.
pub(super) async fn change(
    staff: KindergartenStaff,
    headers: HeaderMap,
    answers: Answers,
) -> Result<Response, Trouble> {
    let command_id = answers.command_id()?;
    let town = &staff.visit.town;
    match answers.of("do") {
        "make" => {
            let made = town.make_api_key(staff.kindergarten, staff.account.id, command_id).await.map_err(of_fault)?;
            if made.is_none() {
                return Ok(Redirect::to(&staff.visit.to("/kindergarten/key?no=key-not-made")).into_response());
            }
            tracing::info!(account = staff.account.id.0, "a key was made");
            Ok(page(staff, None, made, &headers).await?.into_response())
        }
        "end" => {
            let id = answers.of("key").parse().map(ApiKeyId).map_err(|_| Trouble::BadForm)?;
            town.end_api_key(staff.kindergarten, id, staff.account.id).await.map_err(of_fault)?;
            tracing::info!(account = staff.account.id.0, "a key was ended");
            Ok(on_to(&staff.visit, "/kindergarten/key", "key-ended"))
        }
        _ => Err(Trouble::BadForm),
    }
}

async fn page(staff: KindergartenStaff, flash: Option<Flash>, made: Option<String>, headers: &HeaderMap) -> Page {
    let visit = staff.visit;
    let keys = visit.town.api_keys_of(staff.kindergarten).await?;
    let keys = keys.into_iter().map(|key| KeyLine {
        id: key.id.0,
        made: visit.moment(key.made_at),
        by: visit.site.store.account(key.account).map(|account| account.display_name).unwrap_or_default(),
        used: key.last_used_at.map_or_else(|| visit.t.text("key-never-used"), |at| visit.moment(at)),
    });
    let keys = keys.collect();
    let address = format!("{}/api/{}/kindergarten", visit.reached_at(headers), visit.town.kato());
    render(&KeyPage { flash, made, keys, address, form: Form::blank(visit.t), visit })
}
