//! What can go wrong on the way to a paper. None of it names anybody.

/// Why there is no paper.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The address is longer than a QR code can hold.
    #[error("the QR code of a {paper}: an address of {bytes} bytes is too long")]
    AddressTooLong {
        /// Which paper.
        paper: &'static str,
        /// Bytes of the address.
        bytes: usize,
    },
    /// Some text is so long that the paper does not fit on one page even in its smallest print.
    #[error("the {paper} does not fit on one page even in its smallest print")]
    TextTooLong {
        /// Which paper.
        paper: &'static str,
    },
    /// Typst refused; a mistake of ours in a template.
    #[error("typesetting the {paper}: {complaint}")]
    Typeset {
        /// Which paper.
        paper: &'static str,
        /// What typst said.
        complaint: String,
    },
}
