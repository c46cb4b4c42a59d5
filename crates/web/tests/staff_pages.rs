//! The pages of kindergartens and of the office, against a real store: what staff do, what they are told, and what others
//! are told of it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so by a panic")]

#[path = "staff_pages/acts.rs"]
mod acts;
#[path = "staff_pages/archive.rs"]
mod archive;
#[path = "staff_pages/cases.rs"]
mod cases;
#[path = "staff_pages/day.rs"]
mod day;
#[path = "staff_pages/every_page.rs"]
mod every_page;
#[path = "staff_pages/exchanges.rs"]
mod exchanges;
#[path = "staff_pages/factors.rs"]
mod factors;
#[path = "staff_pages/fixture.rs"]
mod fixture;
#[path = "staff_pages/foreign.rs"]
mod foreign;
#[path = "staff_pages/groups.rs"]
mod groups;
#[path = "staff_pages/keeping.rs"]
mod keeping;
#[path = "staff_pages/keys.rs"]
mod keys;
#[path = "staff_pages/log_ins.rs"]
mod log_ins;
#[path = "staff_pages/open_data.rs"]
mod open_data;
#[path = "staff_pages/place.rs"]
mod place;
#[path = "staff_pages/policy.rs"]
mod policy;
#[path = "staff_pages/public.rs"]
mod public;
#[path = "staff_pages/recovery.rs"]
mod recovery;
#[path = "staff_pages/referrals.rs"]
mod referrals;
#[path = "staff_pages/reports.rs"]
mod reports;
#[path = "staff_pages/search.rs"]
mod search;
#[path = "staff_pages/statistics.rs"]
mod statistics;
#[path = "staff_pages/tables.rs"]
mod tables;
#[path = "staff_pages/tasks.rs"]
mod tasks;
#[path = "staff_pages/town_says.rs"]
mod town_says;
#[path = "staff_pages/towns.rs"]
mod towns;
#[path = "staff_pages/twins.rs"]
mod twins;
#[path = "staff_pages/views.rs"]
mod views;
