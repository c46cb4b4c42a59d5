//! Visits to the pages as a browser without a window makes them.
#![expect(clippy::unwrap_used, reason = "a test stops where something is not as it should be")]

mod application;
mod applying;
mod browser;
mod choosing;
mod connections;
mod documents;
mod family;
mod helping;
mod kept;
mod letters;
mod lost;
mod overload;
mod papers;
mod photos;
mod receipt;
mod town;
mod trouble;
mod uploads;
