//! Invented people and cities, for trying the service out: names made up from lists, valid IINs of nobody, a model city
//! and files as an older queue would have left them. The same seed gives the same bytes on every machine.

mod chance;
mod city;
mod family;
mod iin;
mod legacy;
mod names;
mod newcomer;

pub use chance::Chance;
pub use city::{City, GroupSample, Hours, KindergartenSample, Spelling, birth_years};
pub use family::{Family, Population};
pub use iin::{synthetic_iin, synthetic_phone};
pub use legacy::{COLUMNS, Delimiter, Flaw, LegacyRow, Sample, legacy_rows, write_rows};
pub use names::{FullName, Language, Origin};
pub use newcomer::Newcomer;
