//! Home.

use crate::trouble::Trouble;
use crate::visit::Visit;
use askama::Template;
use axum::response::Html;

#[derive(Template)]
#[template(path = "pages/public/home.html")]
struct HomePage {
    visit: Visit,
}

/// `GET /{lang}`.
pub(super) async fn show(visit: Visit) -> Result<Html<String>, Trouble> {
    Ok(Html(HomePage { visit }.render()?))
}
