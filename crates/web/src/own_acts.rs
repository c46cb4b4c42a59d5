//! Whoever has acted never sees an older state, whichever node shows it: the browser carries how much had been written when
//! it was answered, and a node that has not seen so much yet catches up before it shows anything.

use crate::session::cookie;
use crate::site::Cookies;
use admission::Kato;
use axum::http::{HeaderMap, HeaderValue};
use std::sync::atomic::{AtomicU64, Ordering};
use store::{Fault, Moment, Town};
use tokio::sync::Mutex;

const NAME: &str = "kezek_at";

/// Nodes are apart by a second at most, and by minutes where one is in trouble.
const KEPT_SECONDS: u32 = 600;

/// The moment of its last act, as the browser says; nonsense is none.
pub(crate) fn told(headers: &HeaderMap) -> Option<Moment> {
    cookie(headers, NAME)?.parse().ok()
}

/// The cookie that says how much had been written. Nothing in it is secret, and a false one only makes a node look once
/// more.
pub(crate) fn saying(moment: Moment, cookies: Cookies) -> Option<HeaderValue> {
    let secure = if cookies == Cookies::Secure { "; Secure" } else { "" };
    let text = format!("{NAME}={moment}; Path=/; Max-Age={KEPT_SECONDS}; HttpOnly; SameSite=Lax{secure}");
    text.try_into().ok()
}

/// Catching up for those who have seen more than this node. However many they are and whatever they claim to have seen,
/// one catches up at a time, and whoever came before it began is served by it too.
#[derive(Default)]
pub(crate) struct OwnActs {
    begun: AtomicU64,
    /// Whose turn it was last, and what came of it.
    turn: Mutex<Option<(Kato, Result<(), Fault>)>>,
}

impl OwnActs {
    /// Comes back once this node has seen that moment, or everything, where nobody has written so much.
    ///
    /// # Errors
    /// Why the node cannot tell: what it would show may be older.
    pub(crate) async fn reach(&self, town: &Town, moment: Moment) -> Result<(), Fault> {
        if town.moment().includes(moment) {
            return Ok(());
        }
        let before = self.begun.load(Ordering::Acquire);
        let mut last = self.turn.lock().await;
        if town.moment().includes(moment) {
            return Ok(());
        }
        if self.begun.load(Ordering::Acquire) != before
            && let Some((of, outcome)) = last.as_ref()
            && of == town.kato()
        {
            return outcome.clone();
        }
        self.begun.fetch_add(1, Ordering::Release);
        // Should this be given up half-way, the others must not take an older outcome for this one's.
        *last = None;
        let outcome = town.reach(moment).await;
        *last = Some((town.kato().clone(), outcome.clone()));
        outcome
    }
}
