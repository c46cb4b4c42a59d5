//! What the pages are served from: the store, the town they speak of, and the demo's extras.

use admission::Kato;
use std::sync::Arc;
use store::{Store, Town};

/// One installation as the pages see it. Cheap to clone.
#[derive(Clone)]
pub struct Site {
    pub(crate) store: Store,
    pub(crate) town: Option<Kato>,
    pub(crate) demo: Option<Arc<Demo>>,
    pub(crate) cookies: Cookies,
}

/// Whether cookies travel over TLS only. Plain is for a loopback address, where there is no TLS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cookies {
    Secure,
    Plain,
}

/// What only the demo shows: the bar that moves the clock, and who may log in.
#[derive(Debug, Clone, Default)]
pub struct Demo {
    /// Staff log-ins shown on the log-in page.
    pub staff: Vec<DemoLogin>,
    /// Families' numbers and codes shown on the page that finds an application.
    pub families: Vec<DemoLogin>,
}

/// A log-in that anybody may try. Whose it is follows from what is behind it and needs no words here.
#[derive(Debug, Clone)]
pub struct DemoLogin {
    /// Login, or number of the application.
    pub name: String,
    /// Password, or secret code.
    pub secret: String,
    /// Whose it is, in Kazakh, Russian and English.
    pub whose: store::Names,
}

impl Site {
    /// Serves this store, with cookies for TLS and without a demo.
    #[must_use]
    pub fn new(store: Store) -> Self {
        Self { store, town: None, demo: None, cookies: Cookies::Secure }
    }

    /// Speaks to visitors of this town; without it, of the first one.
    #[must_use]
    pub fn of_town(mut self, kato: Kato) -> Self {
        self.town = Some(kato);
        self
    }

    /// Shows the demo's bar and log-ins.
    #[must_use]
    pub fn with_demo(mut self, demo: Demo) -> Self {
        self.demo = Some(Arc::new(demo));
        self
    }

    /// Lets cookies travel without TLS: for a loopback address only.
    #[must_use]
    pub fn over_plain_loopback(mut self) -> Self {
        self.cookies = Cookies::Plain;
        self
    }

    /// The town of that code, or the one that visitors see.
    pub(crate) fn town(&self, wished: Option<&Kato>) -> Option<Arc<Town>> {
        let towns = self.store.territories();
        let wished = wished.or(self.town.as_ref());
        match wished {
            Some(kato) => towns.into_iter().find(|town| town.kato() == kato),
            None => towns.into_iter().next(),
        }
    }
}
