//! Papers that families print: set one at a time by a short row, and kept for some minutes, because a referral is opened on a
//! telephone, then printed, then opened again.

use crate::Lang;
use crate::trouble::Trouble;
use crate::wording::Wording;
use admission::{ApplicationId, Kato};
use axum::body::Bytes;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use parking_lot::Mutex;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use std::time::Duration;
use store::Names;
use tokio::sync::Semaphore;
use tokio::time::Instant;

/// Papers that are set at the same time: each keeps a processor busy, and those who claim come first.
const AT_ONCE: usize = 1;

/// Who waits for a paper or has it set. A paper shall open within a second. One takes some 30 ms of a processor, twice that
/// where claims have it too: 12 x 60 ms are 0.7 s, and what is left is the network's. Whoever comes thirteenth is asked to
/// come again at once and not after a second of silence.
const IN_ROW: usize = 12;

/// So long the younger papers are gathered before they become the older ones, and those go: a paper is there for two to four
/// minutes.
const GENERATION: Duration = Duration::from_secs(120);

/// Bytes of the younger papers at most, and of the older ones: 16 MB in all, some hundred papers of 50 to 100 KB.
const GENERATION_BYTES: usize = 8 << 20;

/// Whose paper, and what stands on it: one that says something else is another.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct PaperKey {
    town: Kato,
    application: ApplicationId,
    shown: u64,
}

impl PaperKey {
    pub(crate) fn of(town: &Kato, application: ApplicationId, shown: &impl Hash) -> Self {
        let mut hasher = DefaultHasher::new();
        shown.hash(&mut hasher);
        Self { town: town.clone(), application, shown: hasher.finish() }
    }
}

#[derive(Default)]
struct Generations {
    younger: HashMap<PaperKey, Bytes>,
    younger_bytes: usize,
    older: HashMap<PaperKey, Bytes>,
    began: Option<Instant>,
}

/// Where papers are set.
pub(crate) struct Press {
    row: Arc<Semaphore>,
    turns: Arc<Semaphore>,
    /// Lists of the office are longer, and hold up no family: they have a turn of their own.
    turns_of_lists: Arc<Semaphore>,
    kept: Mutex<Generations>,
}

impl Default for Press {
    fn default() -> Self {
        let (row, turns) = (Arc::new(Semaphore::new(IN_ROW)), Arc::new(Semaphore::new(AT_ONCE)));
        let turns_of_lists = Arc::new(Semaphore::new(AT_ONCE));
        Self { row, turns, turns_of_lists, kept: Mutex::default() }
    }
}

impl Press {
    /// The paper, as it is kept or set now.
    ///
    /// # Errors
    /// [`Trouble::Busy`] where the row is long; a fault of the press.
    pub(crate) async fn print(
        self: &Arc<Self>,
        key: PaperKey,
        set: impl FnOnce() -> Result<Vec<u8>, papers::Fault> + Send + 'static,
    ) -> Result<Bytes, Trouble> {
        if let Some(kept) = self.kept(&key) {
            return Ok(kept);
        }
        let place = Arc::clone(&self.row).try_acquire_owned().map_err(|_| Trouble::Busy)?;
        let turn = Arc::clone(&self.turns).acquire_owned().await.map_err(|_| Trouble::Unavailable)?;
        // The first of two taps may have had it set meanwhile.
        if let Some(kept) = self.kept(&key) {
            return Ok(kept);
        }
        let press = Arc::clone(self);
        let setting = tokio::task::spawn_blocking(move || {
            // Held by the work and not by who waits for it: one who goes away makes no room before it is done.
            let (_place, _turn) = (place, turn);
            set().map(|paper| press.keep(key, paper.into()))
        });
        done(setting.await)
    }

    /// A list of the office, which is set anew each time.
    ///
    /// # Errors
    /// A fault of the press.
    pub(crate) async fn print_list(
        &self,
        set: impl FnOnce() -> Result<Vec<u8>, papers::Fault> + Send + 'static,
    ) -> Result<Bytes, Trouble> {
        let turn = Arc::clone(&self.turns_of_lists).acquire_owned().await.map_err(|_| Trouble::Unavailable)?;
        let setting = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            set().map(Bytes::from)
        });
        done(setting.await)
    }

    fn kept(&self, key: &PaperKey) -> Option<Bytes> {
        let mut kept = self.kept.lock();
        kept.turn(Instant::now());
        kept.younger.get(key).or_else(|| kept.older.get(key)).cloned()
    }

    fn keep(&self, key: PaperKey, paper: Bytes) -> Bytes {
        let mut kept = self.kept.lock();
        kept.turn(Instant::now());
        kept.younger_bytes += paper.len();
        kept.younger.insert(key, paper.clone());
        paper
    }
}

/// A paper, or what hindered it.
fn done(set: Result<Result<Bytes, papers::Fault>, tokio::task::JoinError>) -> Result<Bytes, Trouble> {
    let set = set.map_err(|_| Trouble::broken("setting a paper"))?;
    set.map_err(|fault| {
        tracing::error!(%fault, "a paper could not be set");
        Trouble::Unavailable
    })
}

/// A paper as it travels, under the name of its file.
pub(crate) fn shown(name: &str, pdf: Bytes) -> Response {
    let disposition = format!("inline; filename=\"{name}\"");
    let headers = [(header::CONTENT_TYPE, "application/pdf".to_owned()), (header::CONTENT_DISPOSITION, disposition)];
    (headers, pdf).into_response()
}

impl Generations {
    fn turn(&mut self, now: Instant) {
        let age = now.duration_since(*self.began.get_or_insert(now));
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

/// The language of a paper.
pub(crate) fn language(lang: Lang) -> papers::Language {
    match lang {
        Lang::Kk => papers::Language::Kazakh,
        Lang::Ru => papers::Language::Russian,
        Lang::En => papers::Language::English,
    }
}

/// The education department of a town.
pub(crate) fn issuer(lang: Lang, town: &Names) -> String {
    Wording::of(lang).with("paper-issuer").set("town", lang.of(town)).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::mpsc;

    fn key(application: u64, shown: &str) -> PaperKey {
        PaperKey::of(&"990000000".parse().unwrap(), ApplicationId(application), &shown)
    }

    #[tokio::test]
    async fn the_same_paper_is_set_once_and_another_anew() {
        let (press, set) = (Arc::new(Press::default()), Arc::new(AtomicUsize::new(0)));
        let mut printed = Vec::new();
        for key in [key(1, "until Monday"), key(1, "until Monday"), key(1, "until Friday"), key(2, "until Monday")] {
            let set = Arc::clone(&set);
            let paper = move || Ok(vec![u8::try_from(set.fetch_add(1, Ordering::SeqCst)).unwrap()]);
            printed.push(press.print(key, paper).await.unwrap());
        }
        assert_eq!(printed, [[0].as_slice(), &[0], &[1], &[2]]);
    }

    #[tokio::test]
    async fn whoever_comes_when_the_row_is_long_is_told_so_and_whoever_leaves_makes_no_room() {
        let press = Arc::new(Press::default());
        let (go_on, wait) = mpsc::channel::<()>();
        let first = {
            let press = Arc::clone(&press);
            tokio::spawn(async move {
                let slow = move || {
                    let _ = wait.recv();
                    Ok(b"first".to_vec())
                };
                press.print(key(0, ""), slow).await
            })
        };
        while press.turns.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        first.abort();
        assert!(first.await.unwrap_err().is_cancelled());
        assert_eq!(press.turns.available_permits(), 0, "its paper is still being set");
        let mut waiting = Vec::new();
        for nth in 1..IN_ROW as u64 {
            let press = Arc::clone(&press);
            waiting.push(tokio::spawn(async move { press.print(key(nth, ""), || Ok(b"later".to_vec())).await }));
        }
        while press.row.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        let busy = press.print(key(99, ""), || Ok(Vec::new())).await;
        assert_eq!(busy, Err(Trouble::Busy));
        go_on.send(()).unwrap();
        for waited in waiting {
            assert_eq!(waited.await.unwrap().unwrap().as_ref(), b"later");
        }
        let kept = press.print(key(0, ""), || Ok(b"anew".to_vec())).await.unwrap();
        assert_eq!(kept.as_ref(), b"first", "what was set for one who left is there when they come back");
        assert_eq!(press.row.available_permits(), IN_ROW);
    }

    #[test]
    fn what_is_kept_has_its_bounds_in_time_and_in_memory() {
        let press = Press::default();
        let is_kept = |application| press.kept(&key(application, "")).is_some();
        press.keep(key(1, ""), Bytes::from_static(b"paper"));
        let begun = Instant::now();
        press.kept.lock().turn(begun + GENERATION);
        assert!(is_kept(1));
        press.keep(key(2, ""), vec![0; GENERATION_BYTES].into());
        press.keep(key(3, ""), vec![0; GENERATION_BYTES].into());
        assert!(!is_kept(1), "two full generations are all there is");
        press.kept.lock().turn(begun + GENERATION * 4);
        assert!(!is_kept(2) && !is_kept(3));
    }
}
