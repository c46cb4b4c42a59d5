//! The whole installation: one data directory, one master key, one clock, several towns.

use crate::{Clock, Fault, MasterKey, NewTown, Town};
use admission::Kato;
use std::path::Path;
use std::sync::Arc;

/// An open store. Copies are the same store.
#[derive(Debug, Clone)]
pub struct Store(Arc<Clock>);

impl Store {
    /// Opens the data directory, makes what is missing, replays every journal and starts the writing thread.
    ///
    /// # Errors
    /// When the directory cannot be used, SQLite is too old, the key is another one, or a journal is broken.
    pub fn open(_data: &Path, _key: MasterKey, _clock: Clock) -> Result<Self, Fault> {
        unimplemented!()
    }

    /// The clock of this store.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.0
    }

    /// All towns, by code.
    #[must_use]
    pub fn territories(&self) -> Vec<Arc<Town>> {
        unimplemented!()
    }

    /// One town.
    #[must_use]
    pub fn town(&self, _kato: &Kato) -> Option<Arc<Town>> {
        unimplemented!()
    }

    /// Founds a town.
    ///
    /// # Errors
    /// [`Fault::TownExists`], [`Fault::UnknownZone`]; [`Fault::Busy`] and [`Fault::Unavailable`].
    pub async fn found_town(&self, _new: NewTown) -> Result<Arc<Town>, Fault> {
        unimplemented!()
    }

    /// Finishes what is being written, and folds the write-ahead log into the database. Later requests are refused.
    pub async fn shutdown(&self) {
        unimplemented!()
    }
}
