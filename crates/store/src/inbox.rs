//! Requests waiting for the writing thread. Those that arrive while a write is under way form the next batch.

use crate::Fault;
use parking_lot::{Condvar, Mutex, MutexGuard};
use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// Requests that may wait. At 50,000 a second the last of them waits a sixth of a second; beyond it, a definite answer
/// at once is better than a late one.
const WAITING_MAX: usize = 8192;

/// Requests of one batch at most, so that one flush serves many and none waits for too many.
const BATCH_MAX: usize = 2048;

/// From this many requests in a batch on there is a crowd, and more are on their way.
const CROWD: usize = 32;

/// In a crowd no batch begins sooner after the one before. A flush costs the processors the same for one as for hundreds,
/// and a thread that runs before all others would else be back for the first request before the second can come.
const PACE: Duration = Duration::from_micros(2500);

struct State<T> {
    waiting: VecDeque<T>,
    /// How many requests wake the writing thread.
    wanted: usize,
    /// How many were in the last batch.
    last: usize,
    /// When it began.
    began: Instant,
    /// Something else than a request is to be looked at: the clock was moved.
    woken: bool,
    /// Another node has written something.
    hinted: bool,
    closed: bool,
}

/// A bounded row of requests.
pub(crate) struct Inbox<T> {
    state: Mutex<State<T>>,
    arrived: Condvar,
}

impl<T> Inbox<T> {
    pub(crate) fn new() -> Self {
        let waiting = VecDeque::new();
        let state =
            State { waiting, wanted: 1, last: 0, began: Instant::now(), woken: false, hinted: false, closed: false };
        Self { state: Mutex::new(state), arrived: Condvar::new() }
    }

    /// Hands requests in, all or none of them.
    pub(crate) fn push_all(&self, requests: impl ExactSizeIterator<Item = T>) -> Result<(), Fault> {
        let mut state = self.state.lock();
        if state.closed {
            return Err(Fault::ShutDown);
        }
        if state.waiting.len() + requests.len() > WAITING_MAX {
            return Err(Fault::Busy);
        }
        // The writing thread sleeps only while too few wait: whoever comes after them need not wake it.
        let were_too_few = state.waiting.len() < state.wanted;
        state.waiting.extend(requests);
        let are_enough = state.waiting.len() >= state.wanted;
        drop(state);
        if were_too_few && are_enough {
            self.arrived.notify_one();
        }
        Ok(())
    }

    /// Hands one request in.
    pub(crate) fn push(&self, request: T) -> Result<(), Fault> {
        self.push_all(std::iter::once(request))
    }

    /// Lets the writing thread look at the clock.
    pub(crate) fn wake(&self) {
        self.state.lock().woken = true;
        self.arrived.notify_one();
    }

    /// Lets the writing thread look at what another node has written.
    pub(crate) fn look(&self) {
        let mut state = self.state.lock();
        state.hinted = true;
        state.woken = true;
        self.arrived.notify_one();
    }

    /// Whether another node has written something since this was last asked.
    pub(crate) fn take_hint(&self) -> bool {
        std::mem::take(&mut self.state.lock().hinted)
    }

    /// Takes no more requests; those that wait are still served.
    pub(crate) fn close(&self) {
        self.state.lock().closed = true;
        self.arrived.notify_one();
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.state.lock().closed
    }

    /// In a crowd, keeps the pace.
    fn gather(&self, state: &mut MutexGuard<'_, State<T>>) {
        state.wanted = BATCH_MAX;
        let until = state.began + PACE;
        while state.waiting.len() < BATCH_MAX && !state.woken && !state.closed {
            if self.arrived.wait_until(state, until).timed_out() {
                break;
            }
        }
        state.wanted = 1;
    }

    /// The next batch, in arrival order; empty if so much time has passed or the clock was moved. `None` once the inbox
    /// is closed and empty.
    pub(crate) fn next_batch(&self, wait: Duration) -> Option<VecDeque<T>> {
        let mut state = self.state.lock();
        if state.waiting.is_empty() && !state.woken && !state.closed {
            self.arrived.wait_for(&mut state, wait);
        }
        if !state.waiting.is_empty() && state.last >= CROWD && !state.closed {
            self.gather(&mut state);
        }
        state.woken = false;
        if state.waiting.is_empty() && state.closed {
            return None;
        }
        let count = state.waiting.len().min(BATCH_MAX);
        (state.last, state.began) = (count, Instant::now());
        let rest = state.waiting.split_off(count);
        Some(std::mem::replace(&mut state.waiting, rest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_come_out_in_the_order_of_their_arrival() {
        let inbox = Inbox::new();
        (0..5).for_each(|request| inbox.push(request).unwrap());
        assert_eq!(inbox.next_batch(Duration::ZERO), Some(VecDeque::from([0, 1, 2, 3, 4])));
        assert_eq!(inbox.next_batch(Duration::ZERO), Some(VecDeque::new()));
    }

    #[test]
    fn in_a_crowd_a_batch_keeps_the_pace_and_serves_whoever_came() {
        let inbox = std::sync::Arc::new(Inbox::new());
        inbox.push_all(vec![0; 2 * CROWD].into_iter()).unwrap();
        assert_eq!(inbox.next_batch(Duration::ZERO).map(|batch| batch.len()), Some(2 * CROWD));
        // Too few come: they are served all the same.
        inbox.push(1).unwrap();
        assert_eq!(inbox.next_batch(Duration::from_secs(60)), Some(VecDeque::from([1])));
        // The crowd is gone, and the next one is served at once.
        inbox.push(2).unwrap();
        assert_eq!(inbox.next_batch(Duration::from_secs(60)), Some(VecDeque::from([2])));
    }

    #[test]
    fn one_request_too_many_is_told_so_at_once() {
        let inbox = Inbox::new();
        inbox.push_all(vec![0; WAITING_MAX].into_iter()).unwrap();
        assert!(matches!(inbox.push(0), Err(Fault::Busy)));
    }

    #[test]
    fn a_closed_inbox_serves_those_who_wait_and_nobody_else() {
        let inbox = Inbox::new();
        inbox.push(1).unwrap();
        inbox.close();
        assert!(matches!(inbox.push(2), Err(Fault::ShutDown)));
        assert_eq!(inbox.next_batch(Duration::from_secs(60)), Some(VecDeque::from([1])));
        assert_eq!(inbox.next_batch(Duration::from_secs(60)), None);
    }
}
