//! Pictures of kindergartens: what a page shows of one, and its bytes for everybody.

use crate::trouble::Trouble;
use crate::{Site, own_acts};
use admission::KindergartenId;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use store::{Kindergarten, PhotoSign};

/// A picture on a page. What it shows is said by the name of the kindergarten beside it.
#[derive(Debug, Clone)]
pub(crate) struct ShownPhoto {
    pub(crate) address: String,
    /// In points, so that nothing on the page moves when it comes.
    pub(crate) width: u32,
    pub(crate) height: u32,
}

impl ShownPhoto {
    pub(crate) fn of(kindergarten: &Kindergarten) -> Option<Self> {
        let card = kindergarten.photo?;
        let address = format!("/photos/{}/{}.jpg", kindergarten.id, card.sign);
        Some(Self { address, width: card.width, height: card.height })
    }
}

/// `GET /photos/{kindergarten}/{sign}.jpg`: of whichever town, because a picture is named by its bytes.
pub(crate) async fn show(
    State(site): State<Site>,
    Path((kindergarten, file)): Path<(u32, String)>,
    headers: HeaderMap,
) -> Result<Response, Trouble> {
    let sign: PhotoSign = file.strip_suffix(".jpg").and_then(|sign| sign.parse().ok()).ok_or(Trouble::NotFound)?;
    let (kindergarten, own_act) = (KindergartenId(kindergarten), own_acts::told(&headers));
    for town in site.store.territories() {
        if let Some(own_act) = own_act {
            // Whoever has just given it sees it, on whichever node.
            site.own_acts.reach(&town, own_act).await.map_err(Trouble::from)?;
        }
        if let Some(bytes) = town.photo(kindergarten, sign).await? {
            let keep = "public, max-age=31536000, immutable";
            return Ok(([(header::CONTENT_TYPE, "image/jpeg"), (header::CACHE_CONTROL, keep)], bytes).into_response());
        }
    }
    Err(Trouble::NotFound)
}
