//! Texts between a family and the office, sealed under the key of their application: each opens only where it belongs.

use super::{Sealed, decrypt, encrypt, place};
use crate::Fault;
use crate::key::Key;
use admission::ApplicationId;

/// Which text of a complaint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Text {
    /// What the family wrote.
    Question,
    /// What the office answered.
    Answer,
}

/// Where a text belongs.
pub(crate) struct TextPlace<'k> {
    pub(crate) kato: &'k str,
    pub(crate) application: ApplicationId,
    pub(crate) complaint: u64,
    pub(crate) text: Text,
}

impl TextPlace<'_> {
    fn place(&self) -> Vec<u8> {
        let which: &[u8] = match self.text {
            Text::Question => b"/question",
            Text::Answer => b"/answer",
        };
        let complaint = self.complaint.to_be_bytes();
        [place(self.kato, self.application).as_slice(), b"/complaint/", &complaint, which].concat()
    }
}

impl Sealed {
    /// Seals a text under the key of the application.
    pub(crate) fn close_text(&self, text: &str, wrap: &Key, of: &TextPlace<'_>) -> Result<Vec<u8>, Fault> {
        let own = self.own_key(wrap, of.kato, of.application)?;
        Ok(encrypt(&own, text.as_bytes(), &of.place()))
    }

    /// Opens it again.
    pub(crate) fn open_text(&self, sealed: &[u8], wrap: &Key, of: &TextPlace<'_>) -> Result<String, Fault> {
        let own = self.own_key(wrap, of.kato, of.application)?;
        let text = decrypt(&own, sealed, &of.place()).and_then(|text| String::from_utf8(text.to_vec()).ok());
        text.ok_or(Fault::SealBroken { application: of.application })
    }
}
