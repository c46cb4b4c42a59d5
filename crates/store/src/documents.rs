//! Papers that families send in for a ground: sealed under the key of their application, read by the office, deleted when
//! nobody can contest the decision any more. The name of a file is not kept.

use crate::database::ReadFault;
use crate::sealed::DocumentPlace;
use crate::sql::Connection;
use crate::{Fault, HelperId, Review, Town, applicants, reviews};
use admission::{ApplicationId, Ground};
use jiff::{SignedDuration, Timestamp};
use std::fmt;
use zeroize::Zeroizing;

mod retention;
mod rows;

pub(crate) use retention::delete_over;
pub(crate) use rows::delete_of;

/// Documents for one ground at most: a certificate, its back, and another try or two.
pub const DOCUMENTS_OF_GROUND_MAX: usize = 5;

/// Documents of one application at most: two grounds, fully proved.
pub const DOCUMENTS_OF_APPLICATION_MAX: usize = 10;

/// A document is kept for so long after the office decided on it, or after its application was closed: a decision can be
/// contested for three months, and then it may be asked for.
const KEPT: SignedDuration = SignedDuration::from_hours(24 * 90);

/// Names a document among those of its application: no name of a file, and nothing that a stranger could work out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentId(pub u64);

/// A document to be kept.
#[derive(Clone)]
pub struct NewDocument {
    /// For which ground.
    pub ground: Ground,
    /// Who sent it, where it was a helper and not the family itself.
    pub helper: Option<HelperId>,
    /// What it is, as browsers call it.
    pub media: &'static str,
    /// All of it.
    pub bytes: Vec<u8>,
}

impl fmt::Debug for NewDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewDocument(…)")
    }
}

/// A document as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Which.
    pub id: DocumentId,
    /// For which ground.
    pub ground: Ground,
    /// What it is, as browsers call it.
    pub media: String,
    /// Bytes, unsealed.
    pub size: u64,
    /// When it was sent in.
    pub uploaded_at: Timestamp,
    /// By whom, where it was a helper and not the family itself.
    pub helper: Option<HelperId>,
    /// Whether the office has decided on its ground since: then it stays as it was seen.
    pub is_decided: bool,
}

/// A document with its bytes, which are wiped from memory when dropped.
pub struct OpenedDocument {
    /// What it is, as browsers call it.
    pub media: String,
    /// All of it.
    pub bytes: Zeroizing<Vec<u8>>,
}

impl fmt::Debug for OpenedDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OpenedDocument(…)")
    }
}

/// What became of a document that was sent in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// It is kept, or was before: the same one sent twice is one.
    Kept,
    /// The application has no such ground, it is confirmed for good, or the application is closed.
    NotNeeded,
    /// Its ground has as many as it may.
    TooManyOfGround,
    /// The application has as many as it may.
    TooMany,
}

impl Town {
    /// Keeps a document for a ground. The same bytes for the same ground are kept once.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`]: send it again. [`Fault::SealBroken`].
    pub async fn add_document(&self, application: ApplicationId, new: NewDocument) -> Result<Added, Fault> {
        if !self.needs_documents(application, new.ground).await? {
            return Ok(Added::NotNeeded);
        }
        let Some(row) = self.seal_document(application, new).await? else { return Ok(Added::NotNeeded) };
        let territory = self.id();
        let add = move |connection: &Connection| rows::add(connection, territory, application, row);
        self.core().write(add, |_| ()).await
    }

    /// Whether a family may send documents for a ground: as long as it is not confirmed for good and the application is
    /// open. One that is confirmed until a day takes the next certificate before that day.
    async fn needs_documents(&self, application: ApplicationId, ground: Ground) -> Result<bool, Fault> {
        let is_open = self.state().application(application).is_some_and(|known| known.status().is_open());
        let reviews = self.reviews_of(application).await?;
        let review = reviews.iter().find(|review| review.ground == ground);
        Ok(is_open && review.is_some_and(Review::takes_documents))
    }

    /// Sealing takes a moment for a large one, and the writing thread has none to spare.
    async fn seal_document(&self, application: ApplicationId, new: NewDocument) -> Result<Option<rows::NewRow>, Fault> {
        let (town, now) = (self.itself()?, self.core().clock.now());
        let seal = move |connection: &Connection| {
            let (keys, kato) = (&town.core().keys, town.kato().as_str());
            let Some(ground) = reviews::ground_column(new.ground) else { return Ok(None) };
            let Some(seal) = applicants::seal_of(connection, &town, application)? else { return Ok(None) };
            let parts: [&[u8]; 4] =
                [kato.as_bytes(), &application.0.to_be_bytes(), &ground.to_be_bytes(), new.bytes.as_slice()];
            let document = keys.document(&parts);
            let place = DocumentPlace { kato, application, document };
            let sealed = seal.close_document(&new.bytes, &keys.wrap, &place)?;
            let (media, size, helper) = (new.media, new.bytes.len(), new.helper);
            Ok(Some(rows::NewRow {
                document: DocumentId(document),
                ground,
                media,
                size,
                uploaded_at: now,
                helper,
                sealed,
            }))
        };
        self.core().readers.read("sealing a document", seal).await
    }

    /// The documents of an application, by ground and in the order they came, without their bytes.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn documents_of(&self, application: ApplicationId) -> Result<Vec<Document>, Fault> {
        let territory = self.id();
        let list = move |connection: &Connection| Ok(rows::of(connection, territory, application)?);
        self.core().readers.read("listing documents", list).await
    }

    /// Opens a document: for the office only.
    ///
    /// # Errors
    /// [`Fault::SealBroken`], or a fault of the database.
    pub async fn document(&self, application: ApplicationId, id: DocumentId) -> Result<Option<OpenedDocument>, Fault> {
        let town = self.itself()?;
        let open = move |connection: &Connection| -> Result<_, ReadFault> {
            let Some((media, sealed)) = rows::sealed(connection, town.id(), application, id)? else { return Ok(None) };
            let Some(seal) = applicants::seal_of(connection, &town, application)? else { return Ok(None) };
            let place = DocumentPlace { kato: town.kato().as_str(), application, document: id.0 };
            let bytes = seal.open_document(&sealed, &town.core().keys.wrap, &place)?;
            Ok(Some(OpenedDocument { media, bytes }))
        };
        self.core().readers.read("opening a document", open).await
    }

    /// Takes a document back: as long as the office has not decided on its ground since it came.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`]: ask again.
    pub async fn remove_document(&self, application: ApplicationId, id: DocumentId) -> Result<(), Fault> {
        let territory = self.id();
        let remove = move |connection: &Connection| rows::remove_undecided(connection, territory, application, id);
        self.core().write(remove, |()| ()).await
    }
}
