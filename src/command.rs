//! One file a command.

pub(crate) mod demo;
pub(crate) mod found;
pub(crate) mod import;
pub(crate) mod order;
pub(crate) mod rehearse;
pub(crate) mod sample_city;
pub(crate) mod serve;
pub(crate) mod user;
