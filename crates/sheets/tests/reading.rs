//! Tables as people bring them, and files that are none: what is read, and which bound or fault is named.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so by a panic")]

#[path = "reading/separated.rs"]
mod separated;
#[path = "reading/workbooks.rs"]
mod workbooks;
