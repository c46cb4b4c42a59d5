//! A connection with bounded patience: nobody holds one open by sending or reading slowly.
//!
//! There is one alarm a connection, set again only when it rings, so that an ordinary request touches no timer.

use crate::listener::{Crowd, Limits};
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep_until};

/// What the visitor is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// Nothing of a request has come since the last answer.
    Idle,
    /// A request has begun, and nothing has been answered yet.
    Asking,
}

/// Whether the visitor of a connection is sending a file, which takes longer than a form. Copies are the same one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sending(Arc<AtomicUsize>);

/// As long as one of them is there, the visitor sends a file, or waits for what becomes of it.
pub(crate) struct Sends(Sending);

impl Sending {
    pub(crate) fn begin(&self) -> Sends {
        self.0.fetch_add(1, Ordering::Relaxed);
        Sends(self.clone())
    }

    fn is_now(&self) -> bool {
        self.0.load(Ordering::Relaxed) > 0
    }
}

impl Drop for Sends {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// A stream that fails once its visitor takes too long.
pub(crate) struct Patient<S> {
    stream: S,
    limits: Limits,
    crowd: Arc<Crowd>,
    sending: Sending,
    phase: Phase,
    since: Instant,
    /// Since when an answer waits for the visitor to read.
    unread_since: Option<Instant>,
    alarm: Pin<Box<Sleep>>,
}

impl<S> Patient<S> {
    pub(crate) fn new(stream: S, limits: Limits, crowd: Arc<Crowd>, sending: Sending) -> Self {
        let since = Instant::now();
        let alarm = Box::pin(sleep_until(since + limits.idle_within));
        Self { stream, limits, crowd, sending, phase: Phase::Idle, since, unread_since: None, alarm }
    }

    /// Rings when the visitor has had all the time there is.
    fn poll_patience(&mut self, cx: &mut Context<'_>, since: Instant, within: Duration) -> Poll<io::Error> {
        let deadline = since + within;
        if self.alarm.deadline() > deadline {
            self.alarm.as_mut().reset(deadline);
        }
        loop {
            ready!(self.alarm.as_mut().poll(cx));
            if Instant::now() >= deadline {
                return Poll::Ready(io::ErrorKind::TimedOut.into());
            }
            self.alarm.as_mut().reset(deadline);
        }
    }

    fn after_reading(&mut self) {
        if self.phase == Phase::Idle {
            self.phase = Phase::Asking;
            self.since = Instant::now();
        }
    }

    /// An answer is on its way, or waits until the visitor reads.
    fn after_writing<T>(&mut self, written: Poll<io::Result<T>>, cx: &mut Context<'_>) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.unread_since = None;
            if self.phase == Phase::Asking {
                self.phase = Phase::Idle;
                self.since = Instant::now();
            }
            return written;
        }
        let since = *self.unread_since.get_or_insert_with(Instant::now);
        self.poll_patience(cx, since, self.limits.read_within).map(Err)
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Patient<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let read = Pin::new(&mut self.stream).poll_read(cx, buffer);
        if read.is_ready() {
            self.after_reading();
            return read;
        }
        let within = match self.phase {
            Phase::Idle if self.crowd.is_dense() => self.limits.idle_within.min(self.limits.idle_in_crowd_within),
            Phase::Idle => self.limits.idle_within,
            Phase::Asking if self.sending.is_now() => self.limits.ask_within.max(self.limits.upload_within),
            Phase::Asking => self.limits.ask_within,
        };
        let since = self.since;
        self.poll_patience(cx, since, within).map(Err)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Patient<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(cx, buffer);
        self.after_writing(written, cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffers: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(cx, buffers);
        self.after_writing(written, cx)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
