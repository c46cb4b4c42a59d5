//! A document that a family sent in, as the office opens it. It is written by us, and still shown with every door shut: no
//! script, no frame, no copy on the disk.

use crate::helping::Helpers;
use crate::papers_sent::{self, PaperLine, lines};
use crate::rights::OfficeStaff;
use crate::staff::open_document;
use crate::trouble::Trouble;
use crate::visit::Visit;
use admission::{ApplicationId, Ground};
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use documents::Media;
use store::Document;

/// A picture does nothing; nor may anything that a browser should take it for. A PDF gets the policy of all our PDFs.
const PICTURE_SECURITY: &str = "default-src 'none'; frame-ancestors 'none'; sandbox";

/// `GET /{lang}/office/documents/{sign}/{id}`.
pub(super) async fn show(
    staff: OfficeStaff,
    Path((_, sign, id)): Path<(String, String, String)>,
) -> Result<Response, Trouble> {
    let application: ApplicationId = sign.parse().map_err(|_| Trouble::NotFound)?;
    let id = papers_sent::id(&id).ok_or(Trouble::NotFound)?;
    let opened = open_document(&staff.visit, &staff.account, application, id).await?;
    let opened = opened.ok_or(Trouble::NotFound)?;
    let media =
        Media::of_mime(&opened.media).ok_or_else(|| Trouble::broken("a document of a kind that we do not write"))?;
    let headers = [
        (header::CONTENT_TYPE, media.mime().to_owned()),
        (header::CONTENT_DISPOSITION, format!("inline; filename=\"{application}.{}\"", media.extension())),
        (header::CONTENT_SECURITY_POLICY, PICTURE_SECURITY.to_owned()),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, opened.bytes.to_vec()).into_response())
}

/// A document beside a decision.
pub(super) struct Shown {
    pub(super) address: String,
    pub(super) line: PaperLine,
    /// Its ground was decided before it came.
    pub(super) is_new: bool,
}

/// The documents of one ground.
pub(super) fn shown(
    visit: &Visit,
    application: ApplicationId,
    (documents, helpers): (&[Document], &Helpers),
    ground: Ground,
    is_decided: bool,
) -> Vec<Shown> {
    let lines = lines(visit, helpers, documents.iter().filter(|document| document.ground == ground));
    let shown = lines.into_iter().map(|line| Shown {
        address: visit.to(&format!("/office/documents/{application}/{}", line.id)),
        is_new: is_decided && !line.is_decided,
        line,
    });
    shown.collect()
}
