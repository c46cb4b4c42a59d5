//! The picture of a kindergarten: the office gives one, gives another in its place, or takes it away.

use super::kindergarten::{known_form, page, registered};
use crate::address::{STAFF_SENDING, attempt};
use crate::rights::OfficeStaff;
use crate::session;
use crate::staff::{actor, again, of_fault, on_to};
use crate::trouble::Trouble;
use crate::uploads::{Sender, Sent, Upload};
use crate::visit::show as render;
use axum::extract::{Path, Request};
use axum::response::{IntoResponse, Redirect, Response};
use documents::{Cleaned, Photo, Unfit};
use store::NewPhoto;

/// `POST /{lang}/office/kindergartens/{id}/photo`.
pub(super) async fn send(
    staff: OfficeStaff,
    Path((_, id)): Path<(String, String)>,
    request: Request,
) -> Result<Response, Trouble> {
    let kindergarten = registered(&staff.visit.town, &id)?;
    let OfficeStaff { visit, account } = staff;
    attempt(&visit.site, STAFF_SENDING, Some(account.id.0))?;
    let place = visit.site.uploads.enter(Sender::Staff(account.id))?;
    let token = session::token(request.headers()).unwrap_or_default().to_owned();
    let shown = match Upload::read(request, place).await?.file {
        Sent::Nothing => Err("photo-nothing"),
        Sent::TooLarge => Err("photo-too-large"),
        Sent::File(file, place) => {
            visit.site.uploads.clean((file, place)).await?.map_err(words_for).and_then(|cleaned| made_small(&cleaned))
        }
    };
    // A file takes minutes, and meanwhile the account may have been closed.
    if visit.site.store.session(&token).await?.is_none() {
        return Ok(Redirect::to(&visit.to("/staff?no=session")).into_response());
    }
    match shown {
        Ok(photo) => {
            visit.town.show_photo(kindergarten.id, Some(photo), actor(&account)).await.map_err(of_fault)?;
            Ok(on_to(&visit, &format!("/office/kindergartens/{id}"), "photo-shown"))
        }
        Err(key) => {
            let known = known_form(&visit, &kindergarten);
            Ok(again(render(&page(visit, None, &kindergarten, known).with_photo_fault(key))?))
        }
    }
}

/// `POST /{lang}/office/kindergartens/{id}/photo/remove`.
pub(super) async fn remove(staff: OfficeStaff, Path((_, id)): Path<(String, String)>) -> Result<Response, Trouble> {
    let kindergarten = registered(&staff.visit.town, &id)?;
    staff.visit.town.show_photo(kindergarten.id, None, actor(&staff.account)).await.map_err(of_fault)?;
    Ok(on_to(&staff.visit, &format!("/office/kindergartens/{id}"), "photo-removed"))
}

fn made_small(cleaned: &Cleaned) -> Result<NewPhoto, &'static str> {
    let Photo { bytes, width, height } = Photo::of(cleaned).map_err(words_for)?;
    Ok(NewPhoto { width, height, bytes })
}

fn words_for(unfit: Unfit) -> &'static str {
    match unfit {
        // Of a PDF it does not matter what is wrong with it.
        Unfit::OtherKind | Unfit::Locked | Unfit::TooMuch => "photo-other-kind",
        Unfit::Heic => "photo-heic",
        Unfit::Broken => "photo-broken",
        Unfit::TooManyPixels => "photo-too-many-pixels",
    }
}
