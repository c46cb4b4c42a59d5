//! Pages on which a person may ask the own device where it is. The script that sorts by distance is ours, and where the
//! device is never leaves it; all other pages may not ask.

use crate::trouble::Trouble;
use crate::visit::Page;
use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse, Response};

/// Lets a page ask the device where it is, which it does only at a tap.
pub(crate) fn may_ask_where(page: Page) -> Result<Response, Trouble> {
    let mut response = page?.into_response();
    let features = HeaderValue::from_static("camera=(), geolocation=(self), microphone=()");
    response.headers_mut().insert(HeaderName::from_static("permissions-policy"), features);
    Ok(response)
}
