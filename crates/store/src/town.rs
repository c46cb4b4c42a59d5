//! One territory as served.

use crate::{Act, Done, Fault, Registry};
use admission::{Calendar, Kato, Policy, Territory};
use serde::{Deserialize, Serialize};
use std::ops::Deref;
use std::sync::Arc;

/// A name in three languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Names {
    /// Kazakh.
    pub kk: String,
    /// Russian.
    pub ru: String,
    /// English.
    pub en: String,
}

/// A territory to be founded.
#[derive(Debug, Clone)]
pub struct NewTown {
    /// Its code.
    pub kato: Kato,
    /// Its name in three languages.
    pub names: Names,
    /// Name in the tz database.
    pub zone: String,
    /// Values of the rules from the start.
    pub policy: Policy,
    /// Days that differ from the ordinary week.
    pub calendar: Calendar,
}

/// One territory as served.
#[derive(Debug)]
pub struct Town {
    kato: Kato,
    names: Names,
}

impl Town {
    /// Its code.
    #[must_use]
    pub fn kato(&self) -> &Kato {
        &self.kato
    }

    /// Its name in three languages.
    #[must_use]
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// The state as far as it is durable. Hold it briefly, and never across an `await`: the writing thread waits for it.
    #[must_use]
    pub fn state(&self) -> impl Deref<Target = Territory> + '_ {
        parking_lot::RwLockReadGuard::map(unimplemented_state().read(), |state: &Territory| state)
    }

    /// Kindergartens and groups as people know them.
    #[must_use]
    pub fn registry(&self) -> Arc<Registry> {
        unimplemented!()
    }

    /// Asks something of the queue. The answer comes after it is durable, and is the same for every retry.
    ///
    /// # Errors
    /// [`Fault::Busy`]: nothing was done. [`Fault::Unavailable`]: ask again with the same command id.
    pub async fn act(&self, _act: Act) -> Result<Done, Fault> {
        unimplemented!()
    }
}

fn unimplemented_state() -> &'static parking_lot::RwLock<Territory> {
    unimplemented!()
}
