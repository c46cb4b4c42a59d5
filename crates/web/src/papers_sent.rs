//! Documents that a family sent in, as lists show them: what, how large, when. None has a name.

use crate::helping::Helpers;
use crate::visit::Visit;
use documents::Media;
use store::{Document, DocumentId};

/// One document in a list.
pub(crate) struct PaperLine {
    /// In an address or a form.
    pub(crate) id: String,
    /// From 1, within its ground.
    pub(crate) number: usize,
    pub(crate) what: String,
    pub(crate) size: String,
    pub(crate) at: String,
    /// Which helper sent it, where the family did not do so itself.
    pub(crate) by: Option<String>,
    pub(crate) is_picture: bool,
    /// Whether the office has decided on its ground since.
    pub(crate) is_decided: bool,
}

/// The documents of one ground.
pub(crate) fn lines<'d>(
    visit: &Visit,
    helpers: &Helpers,
    documents: impl Iterator<Item = &'d Document>,
) -> Vec<PaperLine> {
    let line = |(place, document): (usize, &Document)| {
        let is_picture = Media::of_mime(&document.media) == Some(Media::Jpeg);
        PaperLine {
            id: format!("{:x}", document.id.0),
            number: place + 1,
            what: visit.t.text(if is_picture { "documents-picture" } else { "documents-pdf" }),
            size: size(visit, document.size),
            at: visit.moment(document.uploaded_at),
            by: document.helper.map(|helper| helpers.by(visit, helper)),
            is_picture,
            is_decided: document.is_decided,
        }
    };
    documents.enumerate().map(line).collect()
}

/// The id that an address or a form names.
pub(crate) fn id(text: &str) -> Option<DocumentId> {
    u64::from_str_radix(text, 16).ok().map(DocumentId)
}

/// In kilobytes, or in megabytes and tenths.
fn size(visit: &Visit, bytes: u64) -> String {
    let tenths = bytes * 10 / (1024 * 1024);
    if tenths < 10 {
        return visit.t.with("documents-size-kb").set("count", bytes.div_ceil(1024)).to_string();
    }
    visit.t.with("documents-size-mb").set("whole", tenths / 10).set("tenth", tenths % 10).to_string()
}
