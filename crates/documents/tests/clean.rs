//! What a family may send, what is left of it, and what is refused: every file is made here.
#![expect(clippy::unwrap_used, reason = "a test stops where something is not as it should be")]

mod clean {
    pub(crate) mod files;
    mod pages;
    mod photos;
    mod pictures;
}
