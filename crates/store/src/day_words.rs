//! What each kindergarten said on a day: places, or that there is nothing.

use crate::{Actor, Fault, Town};
use admission::KindergartenId;
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// What a kindergarten said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// It reported places.
    Reported,
    /// It said that it has nothing today.
    Nothing,
}

/// The last word of a kindergarten on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayWord {
    /// When.
    pub at: Timestamp,
    /// What.
    pub word: Word,
}

impl Town {
    /// Records that a kindergarten has nothing to report on the present local day.
    ///
    /// # Errors
    /// [`Fault::Busy`] and [`Fault::Unavailable`]: ask again.
    pub async fn say_nothing_today(&self, _kindergarten: KindergartenId, _by: Actor) -> Result<(), Fault> {
        unimplemented!()
    }

    /// The last word of each kindergarten on a local day; silent ones are left out.
    ///
    /// # Errors
    /// A fault of the database.
    pub async fn words_of_day(&self, _day: Date) -> Result<BTreeMap<KindergartenId, DayWord>, Fault> {
        unimplemented!()
    }
}
