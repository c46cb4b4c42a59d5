//! What is seen: pages for everybody, for families, for kindergartens and for the office. It asks the store, shows what
//! the rules say, and decides nothing itself.
//!
//! A page is one file in `pages/` with its template beside it. Every page stands behind a [`rights`] door; every text
//! comes from `locales/`.

mod address;
mod announced;
mod answers;
mod arrivals;
mod assets;
mod chart;
mod code_request;
mod compressed;
mod day_words;
mod door;
mod entry;
mod exchange;
mod flash;
mod form;
mod front;
mod helping;
mod kept;
mod lang;
mod letters;
mod line;
mod listener;
mod mailbox;
mod maps;
mod multipart;
mod offer;
mod open_data;
mod own_acts;
mod own_pages;
mod pages;
mod papers_sent;
mod patient;
mod photos;
mod policy_words;
mod press;
mod qr;
mod reminder;
mod rights;
mod schedule;
mod serve;
mod session;
mod sheet;
mod site;
mod staff;
mod tls;
mod town_map;
mod towns;
mod trouble;
mod typed_day;
mod typed_email;
mod uploads;
mod visit;
mod when;
mod whereabouts;
mod wording;

#[cfg(test)]
#[path = "../tests/visits/town.rs"]
mod town;

pub use arrivals::serve;
pub use day_words::CONFIRMED_AHEAD_DAYS;
pub use documents::Cleaner;
pub use lang::Lang;
pub use letters::{Written, write as write_message};
pub use listener::{Limits, Listener};
pub use pages::{DeliveryReport, DeliveryReports, order_csv, typed_moment};
pub use reminder::write as write_reminder;
pub use serve::router;
pub use site::{Demo, DemoLogin, IdentityProvider, Site};
pub use tls::{Tls, TlsFault};
