//! The papers as a family holds them: made, then read back with the programs that others read them with.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so by a panic")]

mod file;
mod list;
mod press;
mod reading;
mod receipt;
mod referral;
mod samples;
