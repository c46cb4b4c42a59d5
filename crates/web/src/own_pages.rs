//! "My application" as it was last made, for the next looks of the same family: people open it again and again, and mostly
//! nothing has changed.
//!
//! A page is kept packed, for two minutes at most, and used only while nothing was written that could change it: no entry
//! names the application, touches its queue or every queue; no kindergarten is called otherwise; no day or hour named on it
//! has come. So the page may show what follows from the journal, the registry, the clock, and what a family told when it
//! applied; contacts, messages and papers, which change without an entry, have pages of their own.

use crate::rights::Person;
use crate::visit::Visit;
use admission::{ApplicationId, Kato};
use axum::body::Bytes;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use parking_lot::Mutex;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use store::Registry;
use tokio::time::Instant;

/// So long the younger pages are gathered before they become the older ones, and those go.
const GENERATION: Duration = Duration::from_secs(60);

/// Bytes of the younger pages at most: about ten thousand of them.
const GENERATION_BYTES: usize = 32 << 20;

/// Whose page, in which language.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Key {
    town: Kato,
    application: ApplicationId,
    lang: u8,
}

/// A page as it was sent.
#[derive(Clone)]
struct Kept {
    /// Entries that it includes.
    entry: u64,
    registry: Arc<Registry>,
    until: Timestamp,
    packed: Bytes,
}

#[derive(Default)]
struct Generations {
    younger: HashMap<Key, Kept>,
    younger_bytes: usize,
    older: HashMap<Key, Kept>,
    began: Option<Instant>,
}

/// All that are kept.
#[derive(Default)]
pub(crate) struct OwnPages(Mutex<Generations>);

/// What is noted before a page is read together, so that whatever happens meanwhile makes it old.
pub(crate) struct Noted {
    key: Key,
    entry: u64,
    registry: Arc<Registry>,
}

impl Noted {
    pub(crate) fn of(visit: &Visit, application: ApplicationId) -> Self {
        let key = Key { town: visit.town.kato().clone(), application, lang: visit.lang as u8 };
        Self { key, entry: visit.town.moment().entry, registry: visit.town.registry() }
    }
}

impl OwnPages {
    /// The page as it is kept, if it still says what is so.
    pub(crate) fn kept(&self, visit: &Visit, noted: &Noted) -> Option<Response> {
        let kept = {
            let mut generations = self.0.lock();
            generations.turn(Instant::now());
            let found = generations.younger.get(&noted.key).or_else(|| generations.older.get(&noted.key));
            found?.clone()
        };
        let is_so = visit.town.last_entry_about(noted.key.application) <= kept.entry
            // After entries were lost with a machine, what they made is on no page.
            && kept.entry <= noted.entry
            && visit.now < kept.until
            && Arc::ptr_eq(&kept.registry, &noted.registry);
        is_so.then(|| packed_answer(kept.packed))
    }

    /// Keeps a page until then.
    pub(crate) fn keep(&self, noted: Noted, until: Timestamp, packed: Bytes) -> Response {
        let Noted { key, entry, registry } = noted;
        let mut generations = self.0.lock();
        generations.turn(Instant::now());
        generations.younger_bytes += packed.len();
        generations.younger.insert(key, Kept { entry, registry, until, packed: packed.clone() });
        drop(generations);
        packed_answer(packed)
    }
}

impl Generations {
    fn turn(&mut self, now: Instant) {
        let began = *self.began.get_or_insert(now);
        let age = now.duration_since(began);
        if age < GENERATION && self.younger_bytes < GENERATION_BYTES {
            return;
        }
        self.older = std::mem::take(&mut self.younger);
        self.younger_bytes = 0;
        self.began = Some(now);
        if age >= GENERATION * 2 {
            self.older.clear();
        }
    }
}

/// What is tagged or packed already, the front sends as it is.
fn packed_answer(packed: Bytes) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (header::CONTENT_ENCODING, HeaderValue::from_static("gzip")),
        (header::VARY, HeaderValue::from_static("accept-encoding, cookie")),
    ];
    (headers, packed).into_response()
}

impl Visit {
    /// Whether a page of this visit may be kept: the demo has a clock on every page, and who helps a family is named on its.
    pub(crate) fn may_be_kept(&self) -> bool {
        self.frame.demo.is_none() && matches!(self.person, Person::Family(..)) && !self.frame.here.contains('?')
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rights::Guest;
    use crate::{Site, town};
    use admission::{Birth, ChildId, Command, Kind};
    use store::{Act, Actor, CommandId};

    const OWN: ApplicationId = ApplicationId(7);

    async fn submit(town: &town::TestTown, application: u64, birth_year: i64) {
        let command = Command::SubmitApplication {
            application: ApplicationId(application),
            child: ChildId(application),
            birth_year,
            birth: Birth::Past,
            kind: Kind::General,
            grounds: Vec::new(),
            earlier: None,
        };
        let act = Act { command, by: Actor::IMPORT, command_id: CommandId::random() };
        town.town.act(act).await.unwrap().outcome.unwrap();
    }

    #[tokio::test]
    async fn a_page_is_kept_until_something_concerns_it_and_never_for_long() {
        let town = town::found().await;
        let site = Site::new(town.store.clone());
        let visit = |address: &str| Visit::begin(&site, &address.parse().unwrap(), Guest::unknown(&site)).unwrap();
        let is_kept = || {
            let visit = visit("/kk/my");
            site.own_pages.kept(&visit, &Noted::of(&visit, OWN)).is_some()
        };
        let keep = |until| {
            site.own_pages.keep(Noted::of(&visit("/kk/my"), OWN), until, Bytes::from_static(b"packed"));
        };
        submit(&town, OWN.0, 2021).await;
        assert!(!is_kept());
        keep(Timestamp::MAX);
        assert!(is_kept());
        let (other, russian) = (visit("/kk/my"), visit("/ru/my"));
        assert!(site.own_pages.kept(&other, &Noted::of(&other, ApplicationId(8))).is_none(), "another family");
        assert!(site.own_pages.kept(&russian, &Noted::of(&russian, OWN)).is_none(), "another language");
        submit(&town, 8, 2022).await;
        assert!(is_kept(), "another queue changes nothing here");
        submit(&town, 9, 2021).await;
        assert!(!is_kept(), "its own queue does");
        keep(visit("/kk/my").now);
        assert!(!is_kept(), "what was named on it has come");
        keep(Timestamp::MAX);
        let begun = Instant::now();
        let pass = |generations: u32| site.own_pages.0.lock().turn(begun + GENERATION * generations);
        pass(1);
        assert!(is_kept());
        pass(2);
        assert!(!is_kept(), "two generations are all it has");
    }
}
