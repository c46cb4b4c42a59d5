//! What must always hold (rules, section 12), tried on random histories of a small town.

mod access;
mod acts;
mod chronicle;
mod commands;
mod hindsight;
mod history;
mod journal;
mod order;
mod pairs;
mod pattern;
mod places;
mod reach;
mod runs;
mod seats;
mod tally;
