//! Tables that people bring and take away: XLSX and CSV, read within bounds and written so that nothing in them runs.

mod apart;
pub mod reading;
pub mod writing;

pub use apart::{Reader, run_apart};
